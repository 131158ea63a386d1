"""The calf raise on stick people: how it is performed, done well and with each fault."""

from __future__ import annotations

from typing import Any

from acting import answer_track, reasons
from forms import LETTING_GO, Form, repeated
from movements import cut, joined, on_toes, repeat
from skeletons import Posture, film, from_view

from formcheck.camera import View
from formcheck.pose import PoseTrack

EVERY_TIME = repeated(Posture(), on_toes)


def filmed(view: View, lost_deg: float = 0.0, **change: Any) -> PoseTrack:
    """Two rises, and two lower ones by ``lost_deg`` if the height gets lost."""
    if not lost_deg:
        return EVERY_TIME(view, **change)
    high, low = (repeat(Posture(), on_toes(heel_deg), fps=15.0) for heel_deg in (30.0, 30.0 - lost_deg))
    return film(joined(high, cut(low, 1.0, 99.0)), from_view(view))


FROM_SIDE = {"knee_straight", "lower_slowly", "rise_kept", "trunk_upright"}
CALF_RAISE = Form(
    exercise="calf-raise",
    filmed=filmed,
    counted=("rep", 2),
    well={"front": {"lower_slowly", "rise_kept"}, "left": FROM_SIDE, "right": FROM_SIDE},
    faults=(
        ("knee_straight", "left", {"knee_deg": 40.0}),
        ("trunk_upright", "left", {"trunk_deg": 35.0}),
        ("trunk_upright", "right", {"trunk_deg": -35.0}),
        ("rise_kept", "front", {"lost_deg": 13.0}),
        ("rise_kept", "left", {"lost_deg": 13.0}),
        ("lower_slowly", "front", LETTING_GO),
        ("lower_slowly", "left", LETTING_GO),
    ),
    recognised=("front", "left", "right"),
)
FORMS = (CALF_RAISE,)


def test_one_rise_has_nothing_to_be_compared_with() -> None:
    once = answer_track("calf-raise", EVERY_TIME("left", reps=1))
    assert "nothing to be compared with" in reasons(once)["rise_kept"]
