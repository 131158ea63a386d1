"""The deadlift on stick people: how it is performed, done well and with each fault."""

from __future__ import annotations

from acting import reasons
from forms import Form, repeated
from movements import hinging
from skeletons import Posture

DEADLIFT = Form(
    exercise="deadlift",
    filmed=repeated(Posture(), hinging),
    counted=("rep", 2),
    well={
        "front": set(),
        "left": {"hinge_at_hips", "shins_vertical"},
        "right": {"hinge_at_hips", "shins_vertical"},
    },
    faults=(
        ("hinge_at_hips", "left", {"trunk_deg": 33.0, "knee_deg": 90.0, "shank_deg": 2.0}),
        ("shins_vertical", "left", {"trunk_deg": 75.0, "shank_deg": 20.0}),
        ("shins_vertical", "right", {"trunk_deg": 75.0, "shank_deg": 20.0}),
    ),
    recognised=("left", "right"),
)
FORMS = (DEADLIFT,)


def test_a_round_back_cannot_be_told() -> None:
    assert "no landmarks along the spine" in reasons(DEADLIFT.performed("left"))["back_straight"]
