"""Running people with exactly known joints: an easy run stays quiet, and each fault fires its own cue alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gait_tracks import seen

from formcheck.analysis import Analysis, analyse
from formcheck.camera import View
from formcheck.exercises import get
from formcheck.report import Source
from test_videos.motions.run import Run

CLEAN = Run(duration_s=6.4)
SOURCE = Source(name="run.mp4", sha256="0" * 64, width_px=640, height_px=480, fps=60, duration_s=6.4, frames=384)


def judged(motion: Run, view: View = "left", fps: float = 60.0) -> Analysis:
    return analyse(seen(motion, view, fps, 0.3).track, get("run"), SOURCE)


def not_met(analysis: Analysis) -> set[str]:
    return {cue.id for cue in analysis.report.cues if cue.verdict == "not_met"}


def met(analysis: Analysis) -> set[str]:
    return {cue.id for cue in analysis.report.cues if cue.verdict == "met"}


def test_an_easy_run_from_the_side_meets_its_cues() -> None:
    analysis = judged(CLEAN)
    assert met(analysis) >= {"no_overstride", "knee_bends_in_stance", "symmetry"}
    assert not_met(analysis) == set()
    assert analysis.report.metrics["cadence"].value == pytest.approx(170, abs=1)


def test_an_easy_run_from_the_front_meets_its_cues() -> None:
    analysis = judged(CLEAN, "front")
    assert met(analysis) >= {"knee_tracks_in_stance", "trunk_upright"}
    assert not_met(analysis) == set()


def test_reaching_out_with_the_foot_fires_its_cue_alone() -> None:
    assert not_met(judged(replace(CLEAN, contact_ahead_per_leg=0.44))) == {"no_overstride"}


def test_a_knee_that_goes_in_fires_its_cue_alone() -> None:
    assert not_met(judged(replace(CLEAN, knee_in_deg=22.0), "front")) == {"knee_tracks_in_stance"}


def test_a_slow_camera_says_so_where_the_contact_matters_and_only_there() -> None:
    cues = {cue.id: cue for cue in judged(CLEAN, fps=30.0).report.cues}
    assert "60 frames per second" in (cues["no_overstride"].reason or "")
    assert cues["knee_bends_in_stance"].verdict == "met"


def test_six_strides_are_too_few() -> None:
    report = judged(Run(duration_s=4.2)).report
    assert {cue.verdict for cue in report.cues} == {"cannot_tell"}
