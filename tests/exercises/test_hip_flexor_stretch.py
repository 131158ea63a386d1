"""The hip-flexor stretch on stick people: done well every cue stays quiet, and each fault fires its own cue alone."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from acting import act, answer, asked_to_refilm, counted, faults, reasons, states, told
from movements import kneeling
from skeletons import from_view

from formcheck.analysis import Analysis
from formcheck.camera import View

EXERCISE = "hip-flexor-stretch"


@cache
def performed_so(view: View, seconds: float, fault: tuple[tuple[str, Any], ...]) -> Analysis:
    return answer(EXERCISE, act(kneeling("left", **dict(fault)), seconds), from_view(view))


def performed(view: View, seconds: float = 35.0, **fault: Any) -> Analysis:
    return performed_so(view, seconds, tuple(fault.items()))


@pytest.mark.parametrize(
    ("view", "met", "refilm"),
    [
        ("front", {"hold_time"}, {"thigh_behind", "trunk_upright"}),
        ("left", {"hold_time", "thigh_behind", "trunk_upright"}, set()),
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
        ("left", "thigh_behind", {"thigh_back_deg": 0.0}),
        ("left", "trunk_upright", {"trunk_deg": 35.0}),
        ("left", "hold_time", {"seconds": 8.0}),
    ],
)
def test_each_fault_fires_its_own_cue_alone(view: View, cue: str, fault: dict[str, Any]) -> None:
    assert faults(performed(view, **fault)) == {cue}


def test_the_pelvic_tuck_is_not_visible() -> None:
    assert "not visible" in reasons(performed("left"))["pelvis_tucked"]
