"""Running people with exactly known joints: how they run, well and with each fault."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from forms import Form
from gait_tracks import seen

from formcheck.analysis import Analysis, analyse
from formcheck.camera import View
from formcheck.exercises import get
from formcheck.landmarks import SIDES, of
from formcheck.pose import PoseTrack
from formcheck.report import Source
from test_videos.motions.run import Run

CLEAN = Run(duration_s=6.4)
SOURCE = Source(name="run.mp4", sha256="0" * 64, width_px=640, height_px=480, fps=60, duration_s=6.4, frames=384)


def filmed(view: View, uneven_s: float = 0.0, stiff: float = 0.0, **change: Any) -> PoseTrack:
    """A treadmill; ``uneven_s`` makes every other step longer, ``stiff`` takes a share of the knees' bend away."""
    track = seen(replace(CLEAN, **change), view, 60.0, 0.3).track
    stride_s = 120.0 / CLEAN.steps_per_min
    xy = track.image_xy.copy()
    for side in SIDES:
        straight = xy[:, [of(side, "HIP"), of(side, "ANKLE")]].mean(axis=1)
        xy[:, of(side, "KNEE")] += stiff * (straight - xy[:, of(side, "KNEE")])
    return replace(track, image_xy=xy, time_s=track.time_s + uneven_s * np.sin(2 * np.pi * track.time_s / stride_s))


FROM_SIDE, FROM_FRONT = (
    {"no_overstride", "knee_bends_in_stance", "symmetry"},
    {"knee_tracks_in_stance", "trunk_upright"},
)
FORMS = (
    Form(
        exercise="run",
        filmed=filmed,
        well={"left": FROM_SIDE, "front": FROM_FRONT},
        faults=(
            ("no_overstride", "left", {"contact_ahead_per_leg": 0.44}),
            ("knee_bends_in_stance", "left", {"stiff": 0.6}),
            ("symmetry", "left", {"uneven_s": 0.05}),
            ("knee_tracks_in_stance", "front", {"knee_in_deg": 22.0}),
            ("trunk_upright", "front", {"trunk_lean_deg": 20.0}),
        ),
        pictured=frozenset({"pelvis_level"}),
    ),
)


def judged(motion: Run, view: View = "left", fps: float = 60.0) -> Analysis:
    return analyse(seen(motion, view, fps, 0.3).track, get("run"), SOURCE)


def test_the_report_carries_the_cadence() -> None:
    assert judged(CLEAN).report.metrics["cadence"].value == pytest.approx(170, abs=1)


def test_a_slow_camera_says_so_where_the_contact_matters_and_only_there() -> None:
    cues = {cue.id: cue for cue in judged(CLEAN, fps=30.0).report.cues}
    assert "60 frames per second" in (cues["no_overstride"].reason or "")
    assert cues["knee_bends_in_stance"].verdict == "met"


def test_six_strides_are_too_few() -> None:
    report = judged(Run(duration_s=4.2)).report
    assert {cue.verdict for cue in report.cues} == {"cannot_tell"}
