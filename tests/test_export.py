from __future__ import annotations

import csv
import json
import math
import os
import stat
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from performances import analysed, balance, stretch
from skeletons import Posture, Shot, lose, still

from formcheck.analysis import Analysis
from formcheck.errors import FormcheckError
from formcheck.export import angles_csv, write_report, write_text_atomic
from formcheck.landmarks import Landmark
from formcheck.measurement import row_for
from formcheck.merging import merge
from formcheck.metrics import METRICS
from formcheck.report import Report, json_schema

SCHEMA = files("formcheck").joinpath("report.schema.json").read_text(encoding="utf-8")


def table(text: str) -> dict[str, list[float]]:
    """Columns of a table, empty cells as NaN."""
    rows = list(csv.reader(text.splitlines()))
    return {name: [float(row[at]) if row[at] else math.nan for row in rows[1:]] for at, name in enumerate(rows[0])}


def test_the_schema_that_ships_is_the_one_of_the_code():
    assert json.dumps(json_schema(), indent=2, sort_keys=True) + "\n" == SCHEMA


def test_the_schema_is_valid_and_so_are_real_reports():
    schema = json.loads(SCHEMA)
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    side, back = stretch(heel_up_deg=20), stretch(view="back", name="back.mp4")
    for report in (balance(knee_in_deg=15).report, balance(view="left").report, merge([side.report, back.report])):
        validator(schema).validate(json.loads(report.to_json()))


def test_the_schema_refuses_what_is_no_report():
    broken = json.loads(balance().report.to_json()) | {"surprise": 1}
    with pytest.raises(jsonschema.ValidationError, match="surprise"):
        jsonschema.validate(broken, json.loads(SCHEMA))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"schema": "formcheck.report/1"}, json.loads(SCHEMA))


def test_the_table_has_a_row_per_frame_and_a_column_per_metric_and_leg():
    analysis = balance(knee_in_deg=15)
    columns = table(angles_csv(analysis))
    np.testing.assert_allclose(columns["time_s"], analysis.track.time_s, atol=5e-4)
    shown = [metric for metric in METRICS.values() if "front" in metric.views]
    assert len(columns) == 1 + 2 * len(shown)
    assert "knee_in_left_deg" in columns
    assert "knee_flexion_left_deg" not in columns


def test_the_table_holds_the_estimates_that_were_judged():
    analysis = balance(knee_in_deg=15)
    judged = analysis.judged[0]
    assert judged.values is not None
    held = np.isfinite(judged.values)
    column = np.array(table(angles_csv(analysis))["knee_in_left_deg"])
    np.testing.assert_allclose(column[held], judged.values[held], atol=5e-4)
    assert np.median(column[held]) == pytest.approx(analysis.report.cues[0].estimate, abs=1e-3)


def test_what_was_never_measured_against_truth_is_named_raw():
    analysis = balance()
    measured = table(angles_csv(analysis))
    analysis = replace(analysis, track=replace(analysis.track, model="never measured"))
    columns = table(angles_csv(analysis))
    for name, metric in METRICS.items():
        if "front" in metric.views:
            raw = row_for(name, analysis.camera, "heavy") is None
            assert (f"{name}_left_raw_{metric.unit}" in measured) == raw
            assert f"{name}_left_raw_{metric.unit}" in columns
    shown = METRICS["knee_over_foot"].read(analysis.track, analysis.camera, "left")
    np.testing.assert_allclose(columns["knee_over_foot_left_raw_ratio"][0], shown[0], atol=1e-3)


def test_cells_of_unseen_landmarks_are_empty():
    analysis = balance()
    blind = replace(analysis, track=lose(analysis.track, slice(10, 13), [Landmark.LEFT_KNEE]))
    columns = table(angles_csv(blind))
    assert np.flatnonzero(np.isnan(columns["knee_in_left_deg"])).tolist() == [10, 11, 12]
    assert np.isfinite(columns["knee_in_right_deg"]).all()


def test_landmarks_that_are_only_guessed_leave_the_cell_empty():
    analysis = balance()
    visibility = analysis.track.visibility.copy()
    visibility[5, Landmark.RIGHT_ANKLE] = 0.2
    guessed = replace(analysis, track=replace(analysis.track, visibility=visibility))
    columns = table(angles_csv(guessed))
    assert math.isnan(columns["knee_in_right_deg"][5])
    assert not math.isnan(columns["knee_in_left_deg"][5])


def test_from_an_oblique_view_there_are_times_and_no_angles():
    analysis = analysed(still(Posture(), Shot(azimuth_deg=45.0), seconds=1.0), "single-leg-balance", "oblique.mp4")
    assert list(table(angles_csv(analysis))) == ["time_s"]


def test_the_table_is_plain(tmp_path: Path):
    path = tmp_path / "deep" / "angles.csv"
    write_text_atomic(path, angles_csv(balance()))
    content = path.read_bytes()
    assert content.startswith(b"time_s,")
    assert content.endswith(b"\n")
    assert b"\r" not in content
    assert b"nan" not in content
    assert b"-0.000" not in content
    assert content.decode("ascii") == angles_csv(balance())


def test_a_report_is_three_files(tmp_path: Path):
    analysis = balance(knee_in_deg=15)
    picture = tmp_path / "knee.png"
    picture.write_bytes(b"png")
    folder = tmp_path / "out"
    written = write_report([analysis], analysis.report, folder, {"knee_over_toes": picture}, ["annotated.mp4"])
    assert [path.name for path in written] == ["report.json", "report.html", "angles.csv"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in written)
    assert Report.model_validate_json(written[0].read_text(encoding="utf-8")) == analysis.report
    page = written[1].read_text(encoding="utf-8")
    assert "data:image/png" in page
    assert "annotated.mp4" in page


def test_several_clips_have_a_table_each(tmp_path: Path):
    clips: list[Analysis] = [stretch(), stretch(view="back", name="back.mp4"), stretch(view="back", name="back.mov")]
    report = merge([clip.report for clip in clips])
    names = [path.name for path in write_report(clips, report, tmp_path)]
    assert names[2:] == ["angles-side.csv", "angles-back.csv", "angles-back-2.csv"]
    assert "knee_flexion_left_deg" in (tmp_path / "angles-side.csv").read_text()
    assert "knee_in_left_deg" in (tmp_path / "angles-back-2.csv").read_text()


def test_nothing_is_written_when_the_page_cannot_be_made(tmp_path: Path):
    analysis = balance()
    with pytest.raises(FormcheckError):
        write_report([analysis], analysis.report, tmp_path / "out", {"steady": tmp_path / "gone.png"})
    assert not (tmp_path / "out").exists()


def test_writing_again_replaces_and_leaves_nothing_behind(tmp_path: Path):
    path = tmp_path / "report.json"
    write_text_atomic(path, "old, and longer\n")
    write_text_atomic(path, "nëw\n")
    assert path.read_bytes() == "nëw\n".encode()
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.json"]


def test_files_can_be_read_by_whoever_may_read_others(tmp_path: Path):
    (tmp_path / "plain").write_text("x")
    write_text_atomic(tmp_path / "ours", "x")
    assert stat.S_IMODE((tmp_path / "ours").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_a_write_that_fails_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "report.json"
    path.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FormcheckError, match="No space left on device"):
        write_text_atomic(path, "new")
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.json"]


@pytest.mark.parametrize("place", ["file/report.json", "folder"])
def test_a_place_that_cannot_be_written_is_an_error_for_people(tmp_path: Path, place: str):
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "full").write_text("not empty")
    with pytest.raises(FormcheckError, match="cannot write the file") as problem:
        write_text_atomic(tmp_path / place, "text")
    assert str(tmp_path / place) in str(problem.value)
    assert "\n" not in str(problem.value)
