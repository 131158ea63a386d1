"""The lunge on stick people: how it is performed, done well and with each fault."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from forms import TWICE, Form
from movements import lunging, repeat, standing_on_floor
from skeletons import film, from_view

from formcheck.camera import View
from formcheck.pose import PoseTrack


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
