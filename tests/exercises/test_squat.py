"""The squat on stick people: done well every cue stays quiet, and each fault fires its own cue alone."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from acting import answer, asked_to_refilm, counted, faults, states, told
from movements import Rhythm, repeat, squatting
from skeletons import Posture, from_view

from formcheck.analysis import Analysis
from formcheck.camera import View

EXERCISE = "squat"

RHYTHM = Rhythm(reps=2, lead_s=1.5)


@cache
def performed_so(view: View, fault: tuple[tuple[str, Any], ...]) -> Analysis:
    return answer(EXERCISE, repeat(Posture(), squatting(**dict(fault)), RHYTHM, 15.0), from_view(view))


def performed(view: View, **fault: Any) -> Analysis:
    return performed_so(view, tuple(fault.items()))


@pytest.mark.parametrize(
    ("view", "met", "refilm"),
    [
        ("front", {"hips_centred", "knee_over_toes"}, {"heel_flat", "trunk_with_shins"}),
        ("back", {"hips_centred", "knee_over_toes"}, {"heel_flat", "trunk_with_shins"}),
        ("left", {"heel_flat", "trunk_with_shins"}, {"hips_centred", "knee_over_toes"}),
        ("right", {"heel_flat", "trunk_with_shins"}, {"hips_centred", "knee_over_toes"}),
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
        ("front", "knee_over_toes", {"knee_in_deg": 14.0}),
        ("back", "knee_over_toes", {"knee_in_deg": 14.0}),
        ("left", "heel_flat", {"heel_up_deg": 20.0}),
        ("right", "heel_flat", {"heel_up_deg": 20.0}),
        ("left", "trunk_with_shins", {"trunk_deg": 70.0}),
        ("front", "hips_centred", {"shift_deg": 12.0}),
    ],
)
def test_each_fault_fires_its_own_cue_alone(view: View, cue: str, fault: dict[str, Any]) -> None:
    assert faults(performed(view, **fault)) == {cue}


@pytest.mark.parametrize("yaw_deg", [-10.0, 10.0])
def test_a_camera_beside_the_front_fakes_no_knee(yaw_deg: float) -> None:
    motion = repeat(Posture(), squatting(), RHYTHM, 15.0)
    assert "knee_over_toes" not in faults(answer(EXERCISE, motion, from_view("front", yaw_deg)))


def test_depth_is_told_and_never_judged() -> None:
    shallow, deep = (performed("left", knee_deg=knee) for knee in (45.0, 100.0))
    assert shallow.report.metrics["knee_flexion"].value < 60 < 100 < deep.report.metrics["knee_flexion"].value
    assert faults(shallow) == faults(deep) == set()
