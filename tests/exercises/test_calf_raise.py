"""The calf raise on stick people: done well every cue stays quiet, and each fault fires its own cue alone."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from acting import answer, asked_to_refilm, counted, faults, reasons, states, told
from movements import Rhythm, cut, joined, on_toes, repeat
from skeletons import Posture, from_view

from formcheck.analysis import Analysis
from formcheck.camera import View

EXERCISE = "calf-raise"

RHYTHM = Rhythm(reps=2, lead_s=1.5)


@cache
def performed_so(view: View, fault: tuple[tuple[str, Any], ...]) -> Analysis:
    return answer(EXERCISE, repeat(Posture(), on_toes(**dict(fault)), RHYTHM, 15.0), from_view(view))


def performed(view: View, **fault: Any) -> Analysis:
    return performed_so(view, tuple(fault.items()))


@pytest.mark.parametrize(
    ("view", "met", "refilm"),
    [
        ("front", {"lower_slowly", "rise_kept"}, {"knee_straight", "trunk_upright"}),
        ("left", {"knee_straight", "lower_slowly", "rise_kept", "trunk_upright"}, set()),
        ("right", {"knee_straight", "lower_slowly", "rise_kept", "trunk_upright"}, set()),
    ],
)
def test_done_well(view: View, met: set[str], refilm: set[str]) -> None:
    analysis = performed(view)
    assert {cue for cue, state in states(analysis).items() if state == "met"} == met == told(analysis)
    assert asked_to_refilm(analysis) == refilm
    assert counted(analysis, "rep") == 2


@pytest.mark.parametrize(
    ("view", "cue", "fault"),
    [
        ("left", "knee_straight", {"knee_deg": 40.0}),
        ("left", "trunk_upright", {"trunk_deg": 35.0}),
        ("right", "trunk_upright", {"trunk_deg": -35.0}),
    ],
)
def test_each_fault_fires_its_own_cue_alone(view: View, cue: str, fault: dict[str, Any]) -> None:
    assert faults(performed(view, **fault)) == {cue}


@pytest.mark.parametrize("view", ["front", "left"])
def test_a_height_that_gets_lost_fires_its_cue(view: View) -> None:
    high, low = (repeat(Posture(), on_toes(heel), RHYTHM, 15.0) for heel in (30.0, 17.0))
    assert faults(answer(EXERCISE, joined(high, cut(low, 1.0, 99.0)), from_view(view))) == {"rise_kept"}


def test_one_rise_has_nothing_to_be_compared_with() -> None:
    motion = repeat(Posture(), on_toes(), Rhythm(reps=1), 15.0)
    assert "nothing to be compared with" in reasons(answer(EXERCISE, motion, from_view("left")))["rise_kept"]
