"""The lunge on stick people: how it is performed, done well and with each fault."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from forms import TWICE, Form
from movements import lunging, repeat, standing_on_floor
from skeletons import Posture, film, from_view, perform

from formcheck.camera import View, find_camera
from formcheck.exercises import get
from formcheck.landmarks import of
from formcheck.pose import PoseTrack
from formcheck.stances import quiet_stand


def filmed(view: View, reps: int = 2, fps: float = 15.0, **change: Any) -> PoseTrack:
    """The left foot ahead, seen by a camera that looks down a little, as it must to tell the feet apart."""
    rhythm = replace(TWICE, reps=reps)
    motion = standing_on_floor(repeat(lunging("left", 15.0), lunging("left", **change), rhythm, fps))
    return film(motion, from_view(view, down_deg=5.0))


LUNGE = Form(
    exercise="lunge",
    filmed=filmed,
    counted=("rep", 2),
    well={"front": {"knee_over_toes"}, "back": {"knee_over_toes"}, "left": {"trunk_upright"}},
    faults=(
        ("knee_over_toes", "front", {"thigh_in_deg": 22.0}),
        ("knee_over_toes", "back", {"thigh_in_deg": 22.0}),
        ("trunk_upright", "left", {"trunk_deg": 50.0}),
    ),
    pictured=frozenset({"pelvis_level"}),
    recognised=("front", "left"),
)
FORMS = (LUNGE,)


def test_the_front_leg_is_judged() -> None:
    assert LUNGE.performed("front").report.side == "left"


def after_a_stand(track: PoseTrack, size: float) -> PoseTrack:
    """Two seconds of standing still first, so much larger in the picture than the lunges."""
    stood = film(perform((2.0, Posture()), fps=15.0), from_view("front", down_deg=5.0))
    middle = stood.image_xy[:, [of("left", "HIP"), of("right", "HIP")]].mean(axis=(0, 1))
    xy = np.concatenate([middle + size * (stood.image_xy - middle), track.image_xy])
    time_s = np.arange(len(xy)) / 15.0
    fields = {
        name: np.concatenate([getattr(stood, name), getattr(track, name)]) for name in ("world_m", "visibility")
    }
    return replace(track, time_s=time_s, image_xy=xy, **fields)


def test_a_stand_is_seen_before_a_step_toward_the_camera_makes_the_legs_longer() -> None:
    track = after_a_stand(filmed("front"), 0.8)
    stand, *_ = quiet_stand(track, find_camera(track))
    assert stand.start_s == pytest.approx(0.0, abs=0.1)
    assert stand.end_s == pytest.approx(2.0, abs=0.3)


def test_lunges_are_found_after_a_stand_in_which_the_hips_are_higher_in_the_picture() -> None:
    # Whoever steps away from the camera gets shorter: in the stand the hips are far higher above the ankles.
    track = after_a_stand(filmed("front"), 1.6)
    camera = find_camera(track)
    reps = [phase for phase in get("lunge").find_phases(track, camera) if phase.kind == "rep"]
    assert [phase.side for phase in reps] == ["left", "left"]
    assert all(phase.start_s > 2.0 for phase in reps)
