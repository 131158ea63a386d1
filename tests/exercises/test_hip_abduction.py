"""Hip abduction on stick people: done well every cue stays quiet, and each fault fires its own cue alone."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from acting import answer, asked_to_refilm, counted, faults, states, told
from movements import Rhythm, abducting, repeat
from skeletons import Posture, from_view

from formcheck.analysis import Analysis
from formcheck.camera import View

EXERCISE = "hip-abduction"

RHYTHM = Rhythm(reps=2, lead_s=1.5)


@cache
def performed_so(view: View, fault: tuple[tuple[str, Any], ...]) -> Analysis:
    return answer(
        EXERCISE, repeat(Posture(planted="right"), abducting("left", **dict(fault)), RHYTHM, 15.0), from_view(view)
    )


def performed(view: View, **fault: Any) -> Analysis:
    return performed_so(view, tuple(fault.items()))


@pytest.mark.parametrize(
    ("view", "met", "refilm"),
    [
        ("front", {"leg_out", "trunk_upright"}, set()),
        ("back", {"leg_out", "trunk_upright"}, set()),
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
        ("front", "leg_out", {"out_deg": 6.5}),
        ("front", "trunk_upright", {"trunk_deg": 25.0}),
        ("back", "trunk_upright", {"trunk_deg": 25.0}),
    ],
)
def test_each_fault_fires_its_own_cue_alone(view: View, cue: str, fault: dict[str, Any]) -> None:
    assert faults(performed(view, **fault)) == {cue}


def test_from_the_side_it_cannot_be_told() -> None:
    assert told(performed("left")) == set()
    assert asked_to_refilm(performed("left")) == {"leg_out", "trunk_upright", "pelvis_level"}
