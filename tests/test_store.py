"""What is kept, taken away and deleted."""

import json
import sqlite3
import sys
import zipfile
from pathlib import Path

import pytest
from performances import balance
from sqlalchemy import create_engine, inspect

from formcheck.errors import FormcheckError
from formcheck.store import FOLDER_VARIABLE, NewClip, Store, data_folder
from formcheck.store_tables import STEPS, Base, migrate

REPORT = balance(knee_in_deg=20.0).report
CLIP = NewClip("front.mp4", "0" * 64, "timeline.json", "annotated.mp4")


@pytest.fixture
def store(tmp_path):
    kept = Store(tmp_path / "data")
    yield kept
    kept.close()


def put(store, report_id, person="P01", report=REPORT, **more):
    folder = store.report_folder(report_id)
    folder.mkdir(parents=True)
    (folder / "report.html").write_text("<p>page</p>")
    (folder / "timeline.json").write_text("{}")
    store.add_report(report_id, person, report, [CLIP], **more)
    return folder


def test_a_report_comes_back_as_it_was_kept(store):
    folder = put(store, "r1", red_flags=("Is the knee badly swollen?",), origin="live")
    kept = store.report("r1")
    assert kept.report == REPORT
    assert (kept.person, kept.origin, kept.red_flags) == ("P01", "live", ("Is the knee badly swollen?",))
    assert kept.clips[0].timeline == folder / "timeline.json"
    assert kept.clips[0].video == folder / "annotated.mp4"
    assert kept.clips[0].original is None


def test_reports_are_found_by_person_and_exercise(store):
    put(store, "r1", "Ann")
    put(store, "r2", "Ben")
    assert [each.id for each in store.reports("Ann")] == ["r1"]
    assert {each.id for each in store.reports(exercise=REPORT.exercise.id)} == {"r1", "r2"}
    assert store.reports(exercise="walk") == []
    assert store.people() == ["Ann", "Ben"]


def test_a_label_is_one_person_however_it_is_spaced(store):
    put(store, "r1", "  P  01 ")
    put(store, "r2", "P 01")
    assert store.people() == ["P 01"]
    assert {each.id for each in store.reports("P 01")} == {"r1", "r2"}


@pytest.mark.parametrize("label", ["", "   ", "x" * 81])
def test_a_label_must_say_something_and_not_too_much(store, label):
    with pytest.raises(FormcheckError, match="not a label for a person"):
        put(store, "r1", label)
    assert store.people() == []


def test_the_newest_review_of_a_cue_counts_and_others_stay(store):
    put(store, "r1")
    store.add_review("r1", "knee_over_toes", "met", "looks fine", "AB")
    store.add_review("r1", "steady", "borderline")
    store.add_review("r1", "knee_over_toes", "not_met", "no, it falls in", "AB")
    reviews = store.report("r1").reviews
    assert (reviews["knee_over_toes"].verdict, reviews["knee_over_toes"].comment) == ("not_met", "no, it falls in")
    assert reviews["steady"].verdict == "borderline"


def test_a_review_of_a_cue_that_is_not_there_is_refused(store):
    put(store, "r1")
    with pytest.raises(FormcheckError, match="no such cue, elbow"):
        store.add_review("r1", "elbow", "met")


def test_deleting_a_person_leaves_nothing_of_them_and_everything_of_others(store):
    gone, stays = put(store, "r1", "Ann"), put(store, "r2", "Ben")
    store.add_review("r1", "steady", "met")
    store.delete_person("Ann")
    assert not gone.exists()
    assert stays.exists()
    assert store.people() == ["Ben"]
    with sqlite3.connect(store.folder / "formcheck.sqlite") as database:
        left = {
            table: database.execute(f"select count(*) from {table}").fetchone()[0] for table in Base.metadata.tables
        }
    database.close()
    assert left == {"people": 1, "reports": 1, "clips": 1, "reviews": 0}


def test_deleting_a_report_takes_its_files(store):
    folder = put(store, "r1")
    store.delete_report("r1")
    assert not folder.exists()
    with pytest.raises(FormcheckError, match="no such report, r1"):
        store.report("r1")


def test_an_export_holds_every_report_review_and_file(store, tmp_path):
    put(store, "r1")
    store.add_review("r1", "steady", "met", "ok", "AB")
    target = store.export_person("P01", tmp_path / "all.zip")
    with zipfile.ZipFile(target) as archive:
        assert set(archive.namelist()) == {"person.json", "r1/report.html", "r1/timeline.json"}
        told = json.loads(archive.read("person.json"))
    assert told["person"] == "P01"
    assert told["reports"][0]["report"] == json.loads(REPORT.to_json())
    assert told["reports"][0]["reviews"] == [{"cue": "steady", "verdict": "met", "comment": "ok", "reviewer": "AB"}]


def test_nobody_is_neither_exported_nor_deleted(store, tmp_path):
    with pytest.raises(FormcheckError, match="nobody of this label"):
        store.delete_person("Ann")
    with pytest.raises(FormcheckError, match="nobody of this label"):
        store.export_person("Ann", tmp_path / "all.zip")


def test_the_steps_lead_to_the_tables_as_they_are_and_are_taken_once(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'new.sqlite'}")
    assert migrate(engine) == sorted(STEPS)
    assert migrate(engine) == []
    found = inspect(engine)
    for name, table in Base.metadata.tables.items():
        there = {column["name"]: column["nullable"] for column in found.get_columns(name)}
        assert there == {column.name: column.nullable for column in table.columns}
    engine.dispose()


def test_an_older_database_takes_only_what_is_missing(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'old.sqlite'}")
    migrate(engine, {1: STEPS[1]})
    assert "reviews" not in inspect(engine).get_table_names()
    assert migrate(engine) == [2]
    assert "reviews" in inspect(engine).get_table_names()
    engine.dispose()


def test_a_newer_database_is_left_alone(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'new.sqlite'}")
    migrate(engine, {**STEPS, 99: lambda _: None})
    with pytest.raises(FormcheckError, match="made by a newer formcheck"):
        migrate(engine)
    engine.dispose()


def test_a_place_that_cannot_be_opened_is_one_line(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FormcheckError, match="cannot be opened"):
        Store(tmp_path / "file" / "data")
    with pytest.raises(FormcheckError, match="write the database as SQLAlchemy does"):
        Store(tmp_path / "data", url="my database")


def test_the_folder_can_be_set(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    assert data_folder() == tmp_path
    monkeypatch.delenv(FOLDER_VARIABLE)
    assert data_folder() != tmp_path
    assert isinstance(data_folder(), Path)
    assert "sqlalchemy" in sys.modules
