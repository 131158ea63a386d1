"""Before and after on one page: films in step, curves over each other, and what to do without either."""

from __future__ import annotations

import base64
import json
import re
import shutil
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gait_films import number, walking_film
from performances import balance
from test_page import Page
from typer.testing import CliRunner

from formcheck.cli import app
from formcheck.compare import compare
from formcheck.compare_page import lead, shorter_steps
from formcheck.errors import FormcheckError
from formcheck.evidence import read_angles, session_of_report
from formcheck.exercises import get
from formcheck.export import angles_csv, write_text_atomic
from formcheck.scoring import Options, score_clip
from formcheck.video import VideoReader
from test_videos.motions.walk import Walk

LONG = Walk(duration_s=5.2, contact_ahead_per_leg=0.52)
SHORT = Walk(duration_s=5.2, start_phase=0.4, steps_per_min=118)
FIRST = (0, 200)
"""The number on the first picture of both films."""


@pytest.fixture
def clips(tmp_path: Path) -> tuple[Path, Path]:
    before, after = tmp_path / "before.mp4", tmp_path / "after.mp4"
    walking_film(before, LONG)
    walking_film(after, SHORT, first_number=FIRST[1])
    return before, after


def run(*words: str | Path) -> Any:
    return CliRunner().invoke(app, ["compare", *map(str, words)])


def player(html: str) -> dict[str, Any]:
    (found,) = re.findall(r'data-player="([^"]*)"', html)
    return json.loads(unescape(found))


def films(html: str, folder: Path) -> list[Path]:
    paths = []
    for index, data in enumerate(re.findall(r'src="data:video/mp4;base64,([^"]*)"', html)):
        paths.append(folder / f"film-{index}.mp4")
        paths[-1].write_bytes(base64.b64decode(data))
    return paths


def pictures(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Times and numbers of the pictures of a film: each keeps the number that it has in the clip."""
    with VideoReader(path) as reader:
        found = [(frame.time_s, number(frame.rgb)) for frame in reader]
    times_s, numbers = np.array(found).T
    return times_s, numbers


def reported(clip: Path, folder: Path) -> Path:
    """Score a clip into a folder with its report and its angles."""
    analysis = score_clip(clip, get("walk"), Options())
    write_text_atomic(folder / "report.json", analysis.report.to_json())
    write_text_atomic(folder / "angles.csv", angles_csv(analysis))
    return folder


def test_two_clips_make_a_page_that_needs_nothing_else(clips: tuple[Path, Path], tmp_path: Path) -> None:
    told = run(*clips, "--exercise", "walk", "--out", tmp_path / "out")
    assert told.exit_code == 0, told.exception
    assert "MB, films of" in told.stdout
    html = (tmp_path / "out" / "compare.html").read_text(encoding="utf-8")
    page = Page(html)
    assert not [link for link in page.links if not link.startswith(("#", "data:"))]
    assert len(page.ids) == len(set(page.ids))
    assert "The steps became shorter" in html
    assert html.count("<svg role=") >= 6
    assert "Schwartz" in html
    saved = json.loads((tmp_path / "out" / "compare.json").read_text(encoding="utf-8"))
    step = next(each for each in saved["differences"] if each["name"] == "step_length")
    assert step["changed"]
    assert step["by"] == pytest.approx(-0.36, abs=0.05)  # twice the 0.18 that the foot lands farther ahead


def test_the_films_play_in_step(clips: tuple[Path, Path], tmp_path: Path) -> None:
    """At each knot both films show the picture of the moment that belongs there."""
    assert run(*clips, "--exercise", "walk", "--html", tmp_path / "page.html").exit_code == 0
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    knots = np.array(player(html)["knots"])
    assert (np.diff(knots, axis=0) > 0).all()
    shown = [pictures(path) for path in films(html, tmp_path)]
    life = [score_clip(clip, get("walk"), Options()).report.phases for clip in clips]
    first_strides = [next(phase for phase in phases if phase.kind == "stride") for phases in life]
    for column, stride in enumerate(first_strides):
        times_s, numbers = shown[column]
        begins = float(np.interp(stride.start_s * 30.0, numbers - FIRST[column], times_s))
        assert np.abs(knots[:, column] - begins).min() < 0.02


def test_a_report_stands_for_its_clip_with_what_lies_beside_it(clips: tuple[Path, Path], tmp_path: Path) -> None:
    folder = reported(clips[0], tmp_path / "scored")
    shutil.copyfile(clips[0], folder / clips[0].name)
    told = run(folder / "report.json", clips[1], "--html", tmp_path / "page.html")
    assert told.exit_code == 0, told.exception
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert len(films(html, tmp_path)) == 2
    assert "dashed line is before" in html


def test_without_its_clip_the_page_has_the_curves_alone(clips: tuple[Path, Path], tmp_path: Path) -> None:
    folders = [reported(clip, tmp_path / clip.stem) for clip in clips]
    for clip in clips:
        clip.unlink()
    told = run(*folders, "--out", tmp_path / "out")
    assert "without films" in told.stdout
    html = (tmp_path / "out" / "compare.html").read_text(encoding="utf-8")
    assert "<video" not in html
    assert "before.mp4 and after.mp4 was not found" in html
    assert html.count("<svg role=") >= 6


def test_a_clip_of_the_same_name_with_other_content_is_not_shown(clips: tuple[Path, Path], tmp_path: Path) -> None:
    folder = reported(clips[0], tmp_path / "scored")
    shutil.copyfile(clips[1], folder / clips[0].name)
    clips[0].unlink()
    assert session_of_report(folder).clips[0].film is None


def test_without_angles_the_table_still_stands_and_the_page_says_why(tmp_path: Path) -> None:
    for name in ("before", "after"):
        write_text_atomic(tmp_path / name / "report.json", balance().report.to_json())
    told = run(tmp_path / "before", tmp_path / "after", "--html", tmp_path / "page.html")
    assert told.exit_code == 0, told.exception
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "angles.csv" in html
    assert "Everything measured in both" in html


def test_an_exercise_has_to_be_named_for_two_clips(clips: tuple[Path, Path]) -> None:
    told = run(*clips)
    assert isinstance(told.exception, FormcheckError)
    assert "--exercise" in str(told.exception)


def test_angles_read_back_as_they_were_written(clips: tuple[Path, Path], tmp_path: Path) -> None:
    analysis = score_clip(clips[0], get("walk"), Options())
    write_text_atomic(tmp_path / "angles.csv", angles_csv(analysis))
    found = read_angles(tmp_path / "angles.csv")
    assert found is not None
    assert found.time_s == pytest.approx(analysis.track.time_s, abs=1e-3)
    assert read_angles(tmp_path / "missing.csv") is None
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert read_angles(tmp_path / "other.csv") is None


def test_steps_that_hardly_differ_are_not_called_shorter(clips: tuple[Path, Path]) -> None:
    report = score_clip(clips[0], get("walk"), Options()).report
    same = compare(report, report)
    assert "cannot be told" in (shorter_steps(same) or "")
    assert "none differs" in lead(same)
    assert shorter_steps(compare(balance().report, balance().report)) is None


def test_what_may_pass_for_a_change_is_said(clips: tuple[Path, Path]) -> None:
    report = score_clip(clips[0], get("walk"), Options()).report
    elsewhere = report.camera.model_copy(update={"view": "right", "yaw_deg": (report.camera.yaw_deg or 0.0) + 9.0})
    caveats = compare(report, report.model_copy(update={"camera": elsewhere, "model": "full"})).caveats
    assert len([told for told in caveats if "different places" in told or "stood" in told or "models" in told]) == 3
