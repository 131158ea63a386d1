"""``formcheck export`` from a report: the table beside it, or its clip analysed again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from gait_films import walking_film
from PIL import Image
from pypdf import PdfReader
from typer.testing import CliRunner

from formcheck.cli import app
from formcheck.errors import FormcheckError
from formcheck.evidence import read_angles, read_report
from formcheck.exercises import get
from formcheck.export import angles_csv, write_text_atomic
from formcheck.report import Clip, Report
from formcheck.scoring import Options, score_clip
from test_videos.motions.walk import Walk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a report, with its table of angles and its clip beside it."""
    place = tmp_path / "scored"
    place.mkdir()
    walking_film(place / "walk.mp4", Walk(duration_s=5.2))
    analysis = score_clip(place / "walk.mp4", get("walk"), Options())
    write_text_atomic(place / "report.json", analysis.report.to_json())
    write_text_atomic(place / "angles.csv", angles_csv(analysis))
    return place


def export(*words: str | Path) -> object:
    return CliRunner().invoke(app, ["export", *map(str, words)]).exception


def test_the_table_of_a_report_is_the_one_it_was_written_with(folder: Path, tmp_path: Path) -> None:
    (folder / "walk.mp4").unlink()
    assert export(folder / "report.json", "--to", "csv", "-o", tmp_path / "out.csv") is None
    assert (tmp_path / "out.csv").read_text() == (folder / "angles.csv").read_text()


def test_motion_of_a_report_needs_no_clip_and_reads_back(folder: Path, tmp_path: Path) -> None:
    (folder / "walk.mp4").unlink()
    assert export(folder, "--to", "mot", "-o", tmp_path / "out.mot") is None
    _, _, body = (tmp_path / "out.mot").read_text().partition("endheader\n")
    names, rows = body.splitlines()[0].split("\t"), np.array([line.split("\t") for line in body.splitlines()[1:]])
    table = read_angles(folder / "angles.csv")
    assert table is not None
    knee = rows[:, names.index("knee_flexion_left")].astype(float)
    assert knee == pytest.approx(table.columns["knee_flexion_left_deg"], abs=1e-3, nan_ok=True)


def test_points_of_a_report_come_from_its_clip(folder: Path, tmp_path: Path) -> None:
    assert export(folder, "--to", "trc", "--height-cm", "170", "-o", tmp_path / "out.trc") is None
    assert len((tmp_path / "out.trc").read_text().splitlines()) == 6 + 156


def test_a_report_on_paper_needs_no_clip_but_takes_its_pictures(folder: Path, tmp_path: Path) -> None:
    (folder / "walk.mp4").unlink()
    report = read_report(folder)
    told = next(cue for cue in report.cues if cue.verdict != "cannot_tell")
    (folder / "keyframes").mkdir()
    Image.new("RGB", (360, 640), "teal").save(folder / "keyframes" / f"{told.id}.jpg")
    assert export(folder, "--to", "pdf", "-o", tmp_path / "out.pdf") is None
    pages = PdfReader(tmp_path / "out.pdf").pages
    assert sum(len(page.images) for page in pages) == 1
    assert f"{report.score.met} of {report.score.judged} judged cues met" in pages[0].extract_text()


def test_a_report_of_two_clips_goes_on_paper_as_one(folder: Path, tmp_path: Path) -> None:
    report = read_report(folder)
    keys = ("source", "side", "camera", "phases", "film")
    back = Clip(**{key: getattr(report, key) for key in keys})
    back = back.model_copy(update={"source": report.source.model_copy(update={"name": "back.mp4"})})
    write_text_atomic(folder / "report.json", report.model_copy(update={"more_clips": [back]}).to_json())
    assert export(folder, "--to", "pdf", "-o", tmp_path / "out.pdf") is None
    assert "back.mp4" in PdfReader(tmp_path / "out.pdf").pages[0].extract_text()


def test_a_file_that_is_not_there_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    assert "there is no such file" in str(export(tmp_path / "gone.mp4", "-o", tmp_path / "out.csv"))


def test_without_the_clip_the_error_says_what_to_do(folder: Path, tmp_path: Path) -> None:
    (folder / "walk.mp4").unlink()
    problem = export(folder, "--to", "trc", "--height-cm", "170", "-o", tmp_path / "out.trc")
    assert isinstance(problem, FormcheckError)
    assert "put walk.mp4 beside the report" in str(problem)
    assert not (tmp_path / "out.trc").exists()


def test_points_need_a_height_and_a_clip_its_exercise(folder: Path, tmp_path: Path) -> None:
    assert "--height-cm" in str(export(folder, "--to", "trc", "-o", tmp_path / "out.trc"))
    assert "--exercise" in str(export(folder / "walk.mp4", "-o", tmp_path / "out.csv"))


def test_a_report_of_somebody_else_is_not_passed_off_as_its_clip(folder: Path, tmp_path: Path) -> None:
    report = Report.model_validate_json((folder / "report.json").read_text())
    moved = [phase.model_copy(update={"start_s": phase.start_s + 0.5}) for phase in report.phases]
    write_text_atomic(folder / "report.json", report.model_copy(update={"phases": moved}).to_json())
    problem = export(folder, "--to", "trc", "--height-cm", "170", "-o", tmp_path / "out.trc")
    assert "something else now than its report says" in str(problem)
