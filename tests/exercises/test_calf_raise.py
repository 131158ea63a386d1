"""The calf raise on stick people: how it is performed, done well and with each fault."""

from __future__ import annotations

from typing import Any

import pytest
from acting import answer, answer_track, reasons
from forms import LETTING_GO, Form, repeated
from movements import Rhythm, cut, joined, on_toes, repeat
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


@pytest.mark.parametrize(
    ("scenes", "rises"),
    [
        ([(30.0, 4)], 4),
        ([(30.0, 2), (17.0, 2)], 2),
        ([(30.0, 2), (24.0, 2)], 4),
        ([(30.0, 3), (0.0, 1), (30.0, 1)], 3),
    ],
    ids=["kept", "height lost", "a little lower", "pace lost"],
)
def test_rises_are_counted_until_a_test_would_have_been_stopped(scenes: list[tuple[float, int]], rises: int) -> None:
    parts = [
        repeat(Posture(), on_toes(heel_deg), Rhythm(lead_s=0.2, tail_s=0.1, reps=reps), 15.0)
        for heel_deg, reps in scenes
    ]
    quiet = repeat(Posture(), Posture(), Rhythm(reps=0), 15.0)
    analysis = answer("calf-raise", joined(quiet, *parts, quiet), from_view("left"))
    assert analysis.report.metrics["rises_before_stop"].value == rises


def test_one_rise_has_nothing_to_be_compared_with() -> None:
    once = answer_track("calf-raise", EVERY_TIME("left", reps=1))
    assert "nothing to be compared with" in reasons(once)["rise_kept"]
