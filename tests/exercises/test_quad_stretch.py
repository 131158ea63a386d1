"""The quad stretch on stick people: how it is performed, done well and with each fault."""

from __future__ import annotations

from typing import Any

from acting import act
from forms import Form
from movements import curling
from skeletons import film, from_view

from formcheck.camera import View
from formcheck.pose import PoseTrack


def filmed(view: View, seconds: float = 35.0, **change: Any) -> PoseTrack:
    """The left heel is held near the buttock."""
    return film(act(curling("left", **{"knee_deg": 125.0, **change}), seconds), from_view(view))


QUAD_STRETCH = Form(
    exercise="quad-stretch",
    filmed=filmed,
    counted=("hold", 1),
    well={
        "front": {"hold_time", "knee_under_hip"},
        "left": {"heel_to_buttock", "hold_time", "thigh_vertical", "trunk_upright"},
    },
    faults=(
        ("heel_to_buttock", "left", {"knee_deg": 76.0}),
        ("thigh_vertical", "left", {"thigh_deg": 35.0}),
        ("knee_under_hip", "front", {"out_deg": 30.0}),
        ("trunk_upright", "left", {"trunk_deg": 35.0}),
        ("hold_time", "left", {"seconds": 6.0}),
        ("hold_time", "front", {"seconds": 6.0}),
    ),
    recognised=("front", "left"),
)
FORMS = (QUAD_STRETCH,)


def test_the_stretched_leg_is_judged_not_the_one_stood_on() -> None:
    assert QUAD_STRETCH.performed("front").report.side == "left"
