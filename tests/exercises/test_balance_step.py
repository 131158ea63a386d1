"""Balance and step on stick people: done well every cue stays quiet, and each fault fires its own cue alone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from acting import answer, asked_to_refilm, counted, faults, states, told
from skeletons import LIFTED, Leg, Posture, Stances, from_view, perform

from formcheck.analysis import Analysis
from formcheck.camera import View

EXERCISE = "balance-step"


@cache
def performed_so(view: View, trunk_deg: float, leg: Leg) -> Analysis:
    """Three steps of the right foot, ahead to the floor and back up, while the left leg stands."""
    up = Stances("left", trunk_deg=trunk_deg, leg=leg).one_leg()
    ahead = replace(up, right=Leg(25.0, 10.0))
    scenes = [(2.0, Posture()), *[(1.2, up), (0.4, ahead)] * 3, (1.0, Posture())]
    return answer(EXERCISE, perform(*scenes, fps=15.0), from_view(view))


def performed(view: View, trunk_deg: float = 0.0, **leg: Any) -> Analysis:
    return performed_so(view, trunk_deg, Leg(**leg))


@pytest.mark.parametrize(
    ("view", "met", "refilm"),
    [
        ("front", {"knee_over_toes", "trunk_upright"}, {"back_knee_straight", "heel_flat"}),
        ("back", {"knee_over_toes", "trunk_upright"}, {"back_knee_straight", "heel_flat"}),
        ("left", {"back_knee_straight", "heel_flat"}, {"knee_over_toes", "pelvis_level", "trunk_upright"}),
    ],
)
def test_done_well(view: View, met: set[str], refilm: set[str]) -> None:
    analysis = performed(view)
    assert {cue for cue, state in states(analysis).items() if state == "met"} == met == told(analysis)
    assert asked_to_refilm(analysis) == refilm
    assert counted(analysis, "step") == 3


@pytest.mark.parametrize(
    ("view", "cue", "fault"),
    [
        ("front", "knee_over_toes", {"knee_in_deg": 22.0, "thigh_in_deg": 11.0}),
        ("back", "knee_over_toes", {"knee_in_deg": 26.0, "thigh_in_deg": 13.0}),
        ("front", "trunk_upright", {"trunk_deg": 25.0}),
        ("left", "heel_flat", {"heel_up_deg": 22.0}),
        ("left", "back_knee_straight", {"knee_flexion_deg": 50.0, "hip_flexion_deg": 25.0}),
    ],
)
def test_each_fault_fires_its_own_cue_alone(view: View, cue: str, fault: dict[str, Any]) -> None:
    assert faults(performed(view, **fault)) == {cue}


def test_standing_on_one_leg_is_no_step() -> None:
    motion = perform((2.0, Posture()), (8.0, Posture(right=LIFTED)), (2.0, Posture()), fps=15.0)
    assert counted(answer(EXERCISE, motion, from_view("front")), "step") == 0
