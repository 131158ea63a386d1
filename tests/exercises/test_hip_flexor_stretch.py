"""The hip-flexor stretch on stick people: how it is performed, done well and with each fault."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from acting import STAND, act, answer, reasons
from forms import Form
from movements import kneeling
from skeletons import film, from_view, perform

from formcheck.camera import View
from formcheck.landmarks import Side, of
from formcheck.pose import PoseTrack


def filmed(view: View, seconds: float = 35.0, **change: Any) -> PoseTrack:
    """Kneeling on the left knee, the hips forward."""
    return film(act(kneeling("left", **change), seconds), from_view(view))


HIP_FLEXOR_STRETCH = Form(
    exercise="hip-flexor-stretch",
    filmed=filmed,
    counted=("hold", 1),
    well={"front": {"hold_time"}, "left": {"hold_time", "thigh_behind", "trunk_upright"}},
    faults=(
        ("thigh_behind", "left", {"thigh_back_deg": 0.0}),
        ("trunk_upright", "left", {"trunk_deg": 35.0}),
        ("hold_time", "left", {"seconds": 8.0}),
    ),
    recognised=("left",),
)
FORMS = (HIP_FLEXOR_STRETCH,)


def test_the_pelvic_tuck_is_not_visible() -> None:
    assert "not visible" in reasons(HIP_FLEXOR_STRETCH.performed("left"))["pelvis_tucked"]


@pytest.mark.parametrize("view", ["left", "right"])
def test_quiet_kneeling_before_and_after_the_stretch_is_none_of_it(view: Side) -> None:
    quiet, stretched = kneeling(view, 2.0), kneeling(view, 18.0)
    motion = perform((2.0, STAND), (3.0, quiet), (10.0, stretched), (2.0, quiet), (2.0, STAND), fps=10.0, move_s=1.0)
    ankle = of(view, "ANKLE")
    # The kneeling leg stays where it is, and the hips go forward over the other one.
    stays = replace(motion, points_m=motion.points_m - motion.points_m[:, [ankle]] * (1.0, 0.0, 0.0))
    (hold,) = [each for each in answer("hip-flexor-stretch", stays, from_view(view)).phases if each.kind == "hold"]
    assert hold.start_s == pytest.approx(7.0, abs=0.4)
    assert hold.end_s == pytest.approx(17.0, abs=0.4)
