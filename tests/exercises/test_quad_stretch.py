"""The quad stretch on stick people: done well every cue stays quiet, and each fault fires its own cue alone."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from acting import act, answer, asked_to_refilm, counted, faults, states, told
from movements import curling
from skeletons import from_view

from formcheck.analysis import Analysis
from formcheck.camera import View

EXERCISE = "quad-stretch"


@cache
def performed_so(view: View, seconds: float, fault: tuple[tuple[str, Any], ...]) -> Analysis:
    return answer(EXERCISE, act(curling("left", **{"knee_deg": 125.0, **dict(fault)}), seconds), from_view(view))


def performed(view: View, seconds: float = 35.0, **fault: Any) -> Analysis:
    return performed_so(view, seconds, tuple(fault.items()))


@pytest.mark.parametrize(
    ("view", "met", "refilm"),
    [
        ("front", {"hold_time", "knee_under_hip"}, {"heel_to_buttock", "thigh_vertical", "trunk_upright"}),
        ("left", {"heel_to_buttock", "hold_time", "thigh_vertical", "trunk_upright"}, {"knee_under_hip"}),
    ],
)
def test_done_well(view: View, met: set[str], refilm: set[str]) -> None:
    analysis = performed(view)
    assert {cue for cue, state in states(analysis).items() if state == "met"} == met == told(analysis)
    assert asked_to_refilm(analysis) == refilm
    assert counted(analysis, "hold") == 1


@pytest.mark.parametrize(
    ("view", "cue", "fault"),
    [
        ("left", "heel_to_buttock", {"knee_deg": 76.0}),
        ("left", "thigh_vertical", {"thigh_deg": 35.0}),
        ("front", "knee_under_hip", {"out_deg": 30.0}),
        ("left", "trunk_upright", {"trunk_deg": 35.0}),
        ("left", "hold_time", {"seconds": 6.0}),
        ("front", "hold_time", {"seconds": 6.0}),
    ],
)
def test_each_fault_fires_its_own_cue_alone(view: View, cue: str, fault: dict[str, Any]) -> None:
    assert faults(performed(view, **fault)) == {cue}


def test_the_stretched_leg_is_judged_not_the_one_stood_on() -> None:
    assert performed("front").report.side == "left"
