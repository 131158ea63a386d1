"""The leg extension on stick people: done well every cue stays quiet, and each fault fires its own cue alone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from acting import answer, asked_to_refilm, counted, faults, reasons, states, told
from movements import Rhythm, repeat, sitting
from skeletons import from_view

from formcheck.analysis import Analysis
from formcheck.camera import View

EXERCISE = "leg-extension"

RHYTHM = Rhythm(reps=2, lead_s=1.5)


@cache
def performed_so(view: View, back_s: float, fault: tuple[tuple[str, Any], ...]) -> Analysis:
    end = sitting("left", **{"knee_deg": 2.0, **dict(fault)})
    return answer(EXERCISE, repeat(sitting("left"), end, replace(RHYTHM, back_s=back_s), 30.0), from_view(view))


def performed(view: View, back_s: float = 1.4, **fault: Any) -> Analysis:
    return performed_so(view, back_s, tuple(fault.items()))


@pytest.mark.parametrize(
    ("view", "met", "refilm"),
    [
        ("front", {"lower_slowly"}, {"knee_extends_fully", "trunk_upright"}),
        ("left", {"knee_extends_fully", "lower_slowly", "trunk_upright"}, set()),
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
        ("left", "knee_extends_fully", {"knee_deg": 35.0}),
        ("left", "trunk_upright", {"trunk_deg": -35.0}),
        ("left", "lower_slowly", {"back_s": 0.25}),
        ("front", "lower_slowly", {"back_s": 0.25}),
    ],
)
def test_each_fault_fires_its_own_cue_alone(view: View, cue: str, fault: dict[str, Any]) -> None:
    assert faults(performed(view, **fault)) == {cue}


def test_the_far_leg_is_asked_for_from_its_own_side() -> None:
    assert "Film from the left side" in reasons(performed("right"))["knee_extends_fully"]


def test_timing_is_not_told_from_five_frames_a_second() -> None:
    motion = repeat(sitting("left"), sitting("left", 2.0), RHYTHM, 5.0)
    analysis = answer(EXERCISE, motion, from_view("left"))
    assert counted(analysis, "rep") == 2
    assert "frames per second are too few" in reasons(analysis)["lower_slowly"]
