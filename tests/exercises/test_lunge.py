"""The lunge on stick people: done well every cue stays quiet, and each fault fires its own cue alone."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from acting import answer, asked_to_refilm, counted, faults, states, told
from movements import Rhythm, lunging, repeat, standing_on_floor
from skeletons import from_view

from formcheck.analysis import Analysis
from formcheck.camera import View

EXERCISE = "lunge"

RHYTHM = Rhythm(reps=2, lead_s=1.5)


@cache
def performed_so(view: View, fault: tuple[tuple[str, Any], ...]) -> Analysis:
    motion = standing_on_floor(repeat(lunging("left", 15.0), lunging("left", **dict(fault)), RHYTHM, 15.0))
    return answer(EXERCISE, motion, from_view(view, down_deg=5.0))


def performed(view: View, **fault: Any) -> Analysis:
    return performed_so(view, tuple(fault.items()))


@pytest.mark.parametrize(
    ("view", "met", "refilm"),
    [
        ("front", {"knee_over_toes"}, {"trunk_upright"}),
        ("back", {"knee_over_toes"}, {"trunk_upright"}),
        ("left", {"trunk_upright"}, {"knee_over_toes", "pelvis_level"}),
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
        ("front", "knee_over_toes", {"thigh_in_deg": 22.0}),
        ("back", "knee_over_toes", {"thigh_in_deg": 22.0}),
        ("left", "trunk_upright", {"trunk_deg": 50.0}),
    ],
)
def test_each_fault_fires_its_own_cue_alone(view: View, cue: str, fault: dict[str, Any]) -> None:
    assert faults(performed(view, **fault)) == {cue}


def test_the_front_leg_is_judged() -> None:
    assert performed("front").report.side == "left"
