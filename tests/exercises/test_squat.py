"""The squat on stick people: how it is performed, done well and with each fault."""

from __future__ import annotations

import pytest
from acting import answer_track, faults
from forms import Form, repeated
from movements import squatting
from skeletons import Posture, from_view

from formcheck.analysis import Analysis

SHOWN_FROM_FRONT, SHOWN_FROM_SIDE = {"hips_centred", "knee_over_toes"}, {"heel_flat", "trunk_with_shins"}
SQUAT = Form(
    exercise="squat",
    filmed=repeated(Posture(), squatting),
    counted=("rep", 2),
    well={
        "front": SHOWN_FROM_FRONT,
        "back": SHOWN_FROM_FRONT,
        "left": SHOWN_FROM_SIDE,
        "right": SHOWN_FROM_SIDE,
    },
    faults=(
        ("knee_over_toes", "front", {"knee_in_deg": 14.0}),
        ("knee_over_toes", "back", {"knee_in_deg": 14.0}),
        ("heel_flat", "left", {"heel_up_deg": 20.0}),
        ("heel_flat", "right", {"heel_up_deg": 20.0}),
        ("trunk_with_shins", "left", {"trunk_deg": 70.0}),
        ("hips_centred", "front", {"shift_deg": 12.0}),
    ),
    recognised=("front", "back", "left", "right"),
)
FORMS = (SQUAT,)


@pytest.mark.parametrize("yaw_deg", [-10.0, 10.0])
def test_a_camera_beside_the_front_fakes_no_knee(yaw_deg: float) -> None:
    beside = repeated(Posture(), squatting, lambda view: from_view(view, yaw_deg))
    assert "knee_over_toes" not in faults(answer_track("squat", beside("front")))


def test_depth_is_told_and_never_judged() -> None:
    shallow, deep = (SQUAT.performed("left", knee_deg=knee) for knee in (45.0, 100.0))
    assert _depth_deg(shallow) < 60 < 100 < _depth_deg(deep)
    assert faults(shallow) == faults(deep) == set()


def _depth_deg(analysis: Analysis) -> float:
    return analysis.report.metrics["knee_flexion"].value
