"""The deadlift on stick people: done well every cue stays quiet, and each fault fires its own cue alone."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from acting import answer, asked_to_refilm, counted, faults, reasons, states, told
from movements import Rhythm, hinging, repeat
from skeletons import Posture, from_view

from formcheck.analysis import Analysis
from formcheck.camera import View

EXERCISE = "deadlift"

RHYTHM = Rhythm(reps=2, lead_s=1.5)


@cache
def performed_so(view: View, fault: tuple[tuple[str, Any], ...]) -> Analysis:
    return answer(EXERCISE, repeat(Posture(), hinging(**dict(fault)), RHYTHM, 15.0), from_view(view))


def performed(view: View, **fault: Any) -> Analysis:
    return performed_so(view, tuple(fault.items()))


@pytest.mark.parametrize(
    ("view", "met", "refilm"),
    [
        ("front", set(), {"hinge_at_hips", "shins_vertical"}),
        ("left", {"hinge_at_hips", "shins_vertical"}, set()),
        ("right", {"hinge_at_hips", "shins_vertical"}, set()),
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
        ("left", "hinge_at_hips", {"trunk_deg": 33.0, "knee_deg": 90.0, "shank_deg": 2.0}),
        ("left", "shins_vertical", {"trunk_deg": 75.0, "shank_deg": 20.0}),
        ("right", "shins_vertical", {"trunk_deg": 75.0, "shank_deg": 20.0}),
    ],
)
def test_each_fault_fires_its_own_cue_alone(view: View, cue: str, fault: dict[str, Any]) -> None:
    assert faults(performed(view, **fault)) == {cue}


def test_a_round_back_cannot_be_told() -> None:
    assert "no landmarks along the spine" in reasons(performed("left"))["back_straight"]
