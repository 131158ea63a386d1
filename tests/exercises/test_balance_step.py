"""Balance and step on stick people: how it is performed, done well and with each fault."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from acting import answer, counted
from forms import Form
from skeletons import LIFTED, Leg, Posture, Stances, film, from_view, perform

from formcheck.camera import View
from formcheck.pose import PoseTrack


def filmed(view: View, trunk_deg: float = 0.0, **leg: Any) -> PoseTrack:
    """Three steps of the right foot, ahead to the floor and back up, while the left leg stands."""
    up = Stances("left", trunk_deg=trunk_deg, leg=Leg(**leg)).one_leg()
    ahead = replace(up, right=Leg(25.0, 10.0))
    scenes = [(2.0, Posture()), *[(1.2, up), (0.4, ahead)] * 3, (1.0, Posture())]
    return film(perform(*scenes, fps=15.0), from_view(view))


FROM_FRONT = {"knee_over_toes", "trunk_upright"}
BALANCE_STEP = Form(
    exercise="balance-step",
    filmed=filmed,
    counted=("step", 3),
    well={"front": FROM_FRONT, "back": FROM_FRONT, "left": {"back_knee_straight", "heel_flat"}},
    faults=(
        ("knee_over_toes", "front", {"knee_in_deg": 22.0, "thigh_in_deg": 11.0}),
        ("knee_over_toes", "back", {"knee_in_deg": 26.0, "thigh_in_deg": 13.0}),
        ("trunk_upright", "front", {"trunk_deg": 25.0}),
        ("heel_flat", "left", {"heel_up_deg": 22.0}),
        ("back_knee_straight", "left", {"knee_flexion_deg": 50.0, "hip_flexion_deg": 25.0}),
    ),
    pictured=frozenset({"pelvis_level"}),
)
FORMS = (BALANCE_STEP,)


def test_standing_on_one_leg_is_no_step() -> None:
    motion = perform((2.0, Posture()), (8.0, Posture(right=LIFTED)), (2.0, Posture()), fps=15.0)
    assert counted(answer("balance-step", motion, from_view("front")), "step") == 0
