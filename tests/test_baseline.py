from __future__ import annotations

import pytest
from skeletons import LIFTED, Leg, Posture, film, from_view, perform

from formcheck import wording
from formcheck.analysis import analyse
from formcheck.exercises import get
from formcheck.merging import merge
from formcheck.report import Baseline, Report, Source

SOURCE = Source(name="a.mp4", sha256="0", width_px=1080, height_px=1920, fps=10, duration_s=9.0, frames=90)
BENT_IN = Leg(thigh_in_deg=2.0, knee_in_deg=4.0)


def report_of(stand_s: float, exercise: str = "single-leg-balance", stand: Posture | None = None) -> Report:
    still = stand or Posture(left=BENT_IN)
    track = film(perform((stand_s, still), (6.0, Posture(left=BENT_IN, right=LIFTED))), from_view("front"))
    return analyse(track, get(exercise), SOURCE).report


def test_a_quiet_stand_is_reported_with_what_it_reads() -> None:
    baseline = report_of(2.0).baseline
    assert baseline is not None
    assert baseline.seconds == pytest.approx(2.0, abs=0.3)
    assert baseline.readings["knee_in"] == pytest.approx(4.0, abs=0.3)
    assert baseline.readings["trunk_lean_lateral"] == pytest.approx(0.0, abs=0.3)
    assert set(baseline.used) <= set(baseline.readings)
    assert "trunk_lean_lateral" in baseline.used


def test_only_metrics_of_the_cues_that_the_view_shows_are_in_it() -> None:
    baseline = report_of(2.0).baseline
    assert baseline is not None
    assert set(baseline.readings) == {"knee_in", "trunk_lean_lateral"}


def test_without_a_stand_there_is_none() -> None:
    assert report_of(0.3).baseline is None


def test_every_clip_of_a_merged_report_keeps_its_own() -> None:
    with_stand, without = report_of(2.0), report_of(0.3)
    merged = merge([without, with_stand])
    assert merged.baseline is None
    assert merged.more_clips[0].baseline == with_stand.baseline


def test_the_words_say_what_is_taken_as_zero_and_what_to_do_without() -> None:
    stand = Baseline(seconds=1.5, readings={"knee_in": 3.2, "pelvic_drop": 1.0}, used=["knee_in"])
    words = wording.baseline(stand)
    assert words == "1.5 s on both legs; angles are reckoned from it for: knee inward (FPPA) (reads 3°)"
    assert "no angle needed it" in wording.baseline(stand.model_copy(update={"used": []}))
    assert "stand still on both feet" in wording.baseline(None)
