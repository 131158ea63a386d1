"""The hamstring curl on stick people: done well every cue stays quiet, and each fault fires its own cue alone."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from acting import answer, asked_to_refilm, counted, faults, states, told
from movements import Rhythm, curling, repeat
from skeletons import Posture, from_view

from formcheck.analysis import Analysis
from formcheck.camera import View

EXERCISE = "hamstring-curl"

RHYTHM = Rhythm(reps=2, lead_s=1.5)


@cache
def performed_so(view: View, fault: tuple[tuple[str, Any], ...]) -> Analysis:
    return answer(EXERCISE, repeat(Posture(), curling("left", **dict(fault)), RHYTHM, 15.0), from_view(view))


def performed(view: View, **fault: Any) -> Analysis:
    return performed_so(view, tuple(fault.items()))


@pytest.mark.parametrize(
    ("view", "met", "refilm"),
    [
        ("front", {"lower_slowly"}, {"knee_bends_far", "thigh_still", "trunk_still"}),
        ("left", {"knee_bends_far", "lower_slowly", "thigh_still", "trunk_still"}, set()),
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
        ("left", "knee_bends_far", {"knee_deg": 55.0}),
        ("left", "thigh_still", {"thigh_deg": 30.0}),
        ("left", "trunk_still", {"trunk_deg": 30.0}),
    ],
)
def test_each_fault_fires_its_own_cue_alone(view: View, cue: str, fault: dict[str, Any]) -> None:
    assert faults(performed(view, **fault)) == {cue}
