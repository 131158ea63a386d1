"""The page for many films, and the process that scores them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from app_pages import press, tick, wait_for, whole, words
from kept_sessions import keep_session, knee_in

from formcheck.app import texts
from formcheck.app.folder_keep import SESSIONS, keep_films
from formcheck.app.folder_page import write_apart
from formcheck.app.folder_run import films_words, not_met, read_rows, zipped
from formcheck.app.folder_work import FILMS, Wanted, score_folder
from formcheck.app.kept import jobs
from formcheck.app.texts import folder as folder_texts
from formcheck.batch.ledger import Entry, Ledger
from formcheck.batch.rows import ClipRow, CueRow
from formcheck.batch.tables import write_tables
from formcheck.errors import FormcheckError
from formcheck.exercises import all_exercises
from formcheck.jobs import Cancelled, Job, Step


def name_folder_on(shown, folder):
    next(box for box in shown.text_input if box.label == folder_texts.PATH).input(str(folder))
    return press(whole(shown.run()), folder_texts.START)


def test_a_folder_is_scored_only_if_it_is_there_and_holds_films(page, tmp_path):
    for path, problem in (
        (tmp_path / "nowhere", folder_texts.MISSING.format(folder=tmp_path / "nowhere")),
        (tmp_path, "there is no video in this folder"),
    ):
        assert problem in name_folder_on(page("folder"), path).error[0].value


def test_a_folder_outside_the_allowed_one_is_refused(page, tmp_path, monkeypatch):
    monkeypatch.setenv("FORMCHECK_FOLDER_ROOT", str(tmp_path / "films"))
    shown = name_folder_on(page("folder"), tmp_path / "films" / ".." / "x")
    assert shown.error[0].value == folder_texts.FORBIDDEN.format(root=tmp_path / "films")


def test_films_that_fail_stand_in_the_table_with_their_reason_and_everything_can_be_deleted(page, tmp_path):
    (tmp_path / "films").mkdir()
    (tmp_path / "films" / "a.mp4").write_bytes(b"no film")
    shown = name_folder_on(page("folder"), tmp_path / "films")
    job = wait_for(jobs().get(shown.query_params["job"]))
    (out,) = job.result
    (row,) = read_rows(Path(out))
    assert row["status"] == "failed"
    ended = whole(shown.run())
    assert row["error"] in words(ended)
    labels = [button.label for button in ended.get("download_button")]
    assert labels[0] == folder_texts.ALL
    assert {folder_texts.CLIPS, folder_texts.RESULTS, folder_texts.PAGE, folder_texts.CLIPS_PARQUET} <= set(labels)
    press(tick(ended, folder_texts.DELETE_SURE), folder_texts.DELETE)
    assert not Path(out).exists()


def test_the_results_of_a_run_are_there_again_by_their_address(page, store):
    out = store.folder / "batches" / "0123456789abcdef"
    rows = [ClipRow("<b>.mp4", "scored", exercise="squat", side="left", met=3, judged=4), ClipRow("c.mp4", "unknown")]
    write_tables(out, rows, [])
    shown = page("folder", run="0123456789abcdef")
    assert "&lt;b&gt;.mp4" in words(shown)
    assert all_exercises()["squat"].title in words(shown)
    assert folder_texts.UNKNOWN in words(shown)
    for gone in ("fedcba9876543210", "../reports"):
        assert page("folder", run=gone).warning[0].value == folder_texts.GONE


def test_the_table_names_what_was_not_met(store):
    out = store.folder / "batches" / "0123456789abcdef"
    out.mkdir(parents=True)
    cues = [
        CueRow("a.mp4", 1, 0.0, 1.0, "single-leg-balance", "left", "front", cue, verdict)
        for cue, verdict in (("knee_over_toes", "not_met"), ("trunk_upright", "met"))
    ]
    with Ledger(out) as ledger:
        ledger.add(Entry("", ClipRow("a.mp4", "scored"), tuple(cues)))
    assert not_met(out) == {"a.mp4": "Knee over toes"}


def scored_folder(tmp_path, **asked):
    """Return a folder of one film that a batch has scored, as its ledger says, and one that it has not."""
    films, out = tmp_path / "films", tmp_path / "out"
    no_films(films, 2)
    out.mkdir()
    with Ledger(out) as ledger:
        ledger.add(Entry("", ClipRow("0.mp4", "scored", exercise="squat"), ()))
        ledger.add(Entry("", ClipRow("1.mp4", "failed"), ()))
    return Wanted(str(films), str(out), **{"exercise": "from-folder", "model": "heavy", **asked})


@pytest.mark.parametrize(("wanted", "done"), [("from-folder", "squat"), ("auto", "auto"), ("lunge", "lunge")])
def test_scored_films_become_sessions_of_a_person_once(tmp_path, store, monkeypatch, wanted, done):
    orders = []

    def keep(order, into, progress):
        progress("drawing", 1, 2)
        orders.append(order)
        keep_session(into, knee_in(25.0), tmp_path / "drawn", person=order.keeping.person)

    monkeypatch.setattr("formcheck.app.folder_keep.score_and_keep", keep)
    folder = scored_folder(tmp_path, exercise=wanted, height_cm=180.0)
    told = []
    keep_films(folder, "P7", store, lambda *step: told.append(step))
    (order,) = orders
    assert [clip.name for clip in order.clips] == ["0.mp4"]
    assert (order.exercise, order.keeping.person, order.keeping.origin) == (done, "P7", "folder")
    assert order.options.height_cm == 180.0
    assert told == [(SESSIONS, 0, 1), (SESSIONS, 0, 1), (SESSIONS, 1, 1)]
    # The film is one that this person has already, by its content.
    digest = store.reports("P7")[0].clips[0].sha256
    monkeypatch.setattr("formcheck.app.folder_keep.sha256", lambda film: digest)
    keep_films(folder, "P7", store, lambda *_: None)
    assert len(orders) == 1
    keep_films(folder, "P8", store, lambda *_: None)
    assert [order.keeping.person for order in orders] == ["P7", "P8"]


def test_a_film_that_cannot_be_kept_does_not_hold_up_the_others(tmp_path, store):
    told = []
    keep_films(scored_folder(tmp_path), "P7", store, lambda *step: told.append(step))
    assert told[-1] == (SESSIONS, 1, 1)
    assert store.reports("P7") == []


def test_the_person_of_a_folder_reaches_the_work_and_leads_to_the_progress(page, store, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr("formcheck.app.folder_page.score_folder", lambda wanted, _: asked.append(wanted) or ())
    monkeypatch.setattr("formcheck.app.folder_page.keep_films", lambda wanted, person, *_: asked.append(person))
    keep_session(store, knee_in(25.0), tmp_path / "kept", person="P7")
    shown = page("folder")
    box = next(each for each in shown.selectbox if each.label == folder_texts.PERSON)
    assert box.options == [folder_texts.NOBODY, "P7"]
    chosen = whole(box.select("P7").run())
    chosen = whole(chosen.number_input(key="height-P7").set_value(175.0).run())
    started = name_folder_on(chosen, no_films(tmp_path / "films"))
    wait_for(jobs().get(started.query_params["job"]))
    assert asked[0].height_cm == 175.0
    assert asked[1] == "P7"
    assert folder_texts.SESSIONS_OF.format(person="P7") in words(whole(started.run()))


def test_everything_of_a_run_is_in_the_zip_but_its_ledger(tmp_path):
    for name in ("clips.csv", "ledger.jsonl", "reports/a.mp4/report.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    with zipfile.ZipFile(io.BytesIO(zipped(tmp_path))) as archive:
        assert archive.namelist() == ["clips.csv", "reports/a.mp4/report.json"]


def test_uploads_of_one_name_stay_apart(tmp_path):
    write_apart([("a.mp4", b"1"), ("b.mp4", b"2"), ("a.mp4", b"3")], tmp_path)
    found = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.mp4")}
    assert found == {"0/a.mp4": b"1", "b.mp4": b"2", "1/a.mp4": b"3"}


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (None, texts.WAITING),
        (Step(FILMS, 0, None, 0.0, 1.0), folder_texts.BEGINS),
        (Step(FILMS, 4, 10, 0.0, 20.0, first=2), "4 of 10 films, 1 min 0 s left"),
        (Step(FILMS, 10, 10, 0.0, 20.0), "10 of 10 films"),
        (Step(SESSIONS, 1, 3, 0.0, 2.0), "Keeping them as sessions: 1 of 3"),
    ],
)
def test_the_progress_over_a_folder_is_told_in_words(step, said):
    assert films_words(Job("films", state="running", step=step)) == said


def no_films(folder, count=1):
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.mp4").write_bytes(b"no film")
    return folder


def test_the_process_tells_how_far_it_is_and_goes_on_where_it_was(tmp_path):
    wanted = Wanted(str(no_films(tmp_path / "films", 2)), str(tmp_path / "out"), "squat", "heavy")
    told = []
    assert score_folder(wanted, lambda *step: told.append(step)) == (wanted.out,)
    assert told[0] == (FILMS, 0, None)
    assert told[-1] == (FILMS, 2, 2)
    assert [row["clip"] for row in read_rows(tmp_path / "out")] == ["0.mp4", "1.mp4"]
    assert read_rows(tmp_path / "out", running=True) == read_rows(tmp_path / "out")


def test_a_cancel_ends_the_process(tmp_path):
    def stop(*_):
        raise Cancelled

    wanted = Wanted(str(no_films(tmp_path / "films")), str(tmp_path / "out"), "squat", "heavy")
    with pytest.raises(Cancelled):
        score_folder(wanted, stop)
    assert not read_rows(tmp_path / "out")


def test_what_the_process_cannot_do_is_the_same_one_line(tmp_path):
    (tmp_path / "films").mkdir()
    with pytest.raises(FormcheckError, match="there is no video in this folder"):
        score_folder(Wanted(str(tmp_path / "films"), str(tmp_path / "out"), "squat", "heavy"), lambda *_: None)
