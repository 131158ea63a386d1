"""The report on paper: read back, it says what the report says."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from performances import balance
from PIL import Image
from pypdf import PdfReader

from formcheck.articles import SEE_A_CLINICIAN
from formcheck.exercises import get
from formcheck.pdf import Added, report_pdf, title_of
from formcheck.report import Report

REPORT = balance(knee_in_deg=25.0, hold_s=5.0).report


def read(report: Report, key_frames: dict[str, Path] | None = None, added: Added | None = None) -> PdfReader:
    return PdfReader(io.BytesIO(report_pdf(report, key_frames or {}, added)))


def text(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "knee_over_toes.jpg"
    Image.new("RGB", (360, 640), "teal").save(path)
    return path


def test_every_answer_stands_on_paper() -> None:
    said = text(read(REPORT))
    knee = next(cue for cue in REPORT.cues if cue.id == "knee_over_toes")
    assert "Change this first " + knee.coaching in said
    assert f"{REPORT.score.met} of {REPORT.score.judged} judged cues met" in said
    assert all(" ".join(cue.says.split()) in said for cue in REPORT.cues if cue.ask is None)
    assert all(cue.reason in said for cue in REPORT.cues if cue.reason and not cue.ask)
    assert all(cue.ask in said for cue in REPORT.cues if cue.ask)


def test_what_was_added_stands_beside_ours() -> None:
    added = Added("P01, 3 Mar 2025", ["My knee is <hot>"], {"knee_over_toes": ("borderline", "a little & late")})
    said = text(read(REPORT, added=added))
    assert "P01, 3 Mar 2025" in said
    assert "Warning signs My knee is <hot> " + SEE_A_CLINICIAN in said
    assert "Therapist: borderline: a little & late" in said


def test_a_key_frame_is_shown_and_one_that_is_gone_is_left_out(picture: Path, tmp_path: Path) -> None:
    shown = read(REPORT, {"knee_over_toes": picture})
    assert [len(page.images) for page in shown.pages] == [1] + [0] * (len(shown.pages) - 1)
    assert "Key frames" in text(shown)
    gone = read(REPORT, {"knee_over_toes": tmp_path / "gone.jpg"})
    assert "Key frames" not in text(gone)


def test_it_is_short_and_says_what_it_is() -> None:
    reader = read(REPORT)
    assert len(reader.pages) <= 2
    assert reader.metadata is not None
    assert reader.metadata.title == f"{title_of(REPORT)}: form check"
    assert reader.pages[0].mediabox.width == pytest.approx(595.3, abs=0.1)  # A4
    assert title_of(REPORT) == "Single-leg balance, left leg"


def test_the_same_report_gives_the_same_file() -> None:
    assert report_pdf(REPORT, {}) == report_pdf(REPORT, {})


def test_the_title_is_that_of_the_posture_and_the_speed_of_a_slow_film_is_told() -> None:
    lying = REPORT.exercise.model_copy(update={"id": "hamstring-curl", "posture": "lying"})
    slow = REPORT.source.model_copy(update={"true_fps": 4 * REPORT.source.fps})
    report = REPORT.model_copy(update={"exercise": lying, "source": slow})
    title = get("hamstring-curl").in_posture("lying").title
    assert title != get("hamstring-curl").title
    assert title_of(report) == f"{title}, left leg"
    assert "shown 4 × slower" in text(read(report))
