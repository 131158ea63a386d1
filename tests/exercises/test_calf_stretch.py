"""The calf stretch on stick people: how it is performed, and what only a stretch can do wrong."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from acting import SOURCE, act, answer, faults, reasons, states
from forms import Form
from skeletons import Leg, Motion, Posture, Shot, Stances, film, from_view, perform, shown, swaying

from formcheck.analysis import Analysis, analyse
from formcheck.camera import FRONTAL, SAGITTAL, View
from formcheck.exercises import get
from formcheck.landmarks import SIDES, Side
from formcheck.pose import PoseTrack

EXERCISE = "calf-stretch"
SECONDS = 65.0
ASKED = {"arch_lifted", "outer_foot_weight", "gentle_stretch"}
FROM_SIDE = {"heel_flat", "back_knee_straight"}
FROM_FRONT = {"knee_over_toes"}
EITHER = {"hold_time", "steady"}


def shot_from(view: View) -> Shot:
    # From front and back the feet are told apart by how low they stand: the camera looks down a little.
    return from_view(view, down_deg=0.0 if view in SAGITTAL else 8.0)


def stretch(
    side: Side, view: View, knee_in_deg: float = 0.0, flexion_deg: float = 0.0, heel_deg: float = 0.0
) -> Posture:
    """A stretch that formcheck estimates to have these angles, as far as the view shows them."""
    if view in FRONTAL:
        leg = Leg(knee_in_deg=shown("knee_in", view, knee_in_deg), thigh_in_deg=knee_in_deg / 2)
    else:
        knee_deg = shown("knee_flexion", view, flexion_deg)
        leg = Leg(knee_deg / 2, knee_deg, heel_up_deg=shown("heel_lift", view, heel_deg))
    return Stances(side, leg=leg).split()


def clean(side: Side, view: View) -> Motion:
    return act(stretch(side, view), SECONDS)


def filmed(view: View, seconds: float = SECONDS, rocking: float = 0.0, **change: Any) -> PoseTrack:
    """The near leg is stretched; ``rocking`` is how far the hips sway in the plane of the view."""
    side: Side = "right" if view == "right" else "left"
    motion = act(stretch(side, view, **change), seconds)
    direction = (1.0, 0.0) if view in SAGITTAL else (0.0, 1.0)
    return film(swaying(motion, rocking, 0.3, direction) if rocking else motion, shot_from(view))


FORMS = (
    Form(
        exercise=EXERCISE,
        filmed=filmed,
        counted=("hold", 1),
        well={view: (FROM_SIDE if view in SAGITTAL else FROM_FRONT) | EITHER for view in (*FRONTAL, *SAGITTAL)},
        faults=(
            ("knee_over_toes", "back", {"knee_in_deg": 25.0}),
            ("heel_flat", "left", {"heel_deg": 20.0}),
            ("back_knee_straight", "right", {"flexion_deg": 35.0}),
            ("hold_time", "left", {"seconds": 20.0}),
            ("hold_time", "front", {"seconds": 20.0}),
            ("steady", "left", {"rocking": 0.045}),
            ("steady", "front", {"rocking": 0.045}),
        ),
        recognised=("left",),
    ),
)


@cache
def answer_to_clean(side: Side, view: View) -> Analysis:
    return answer(EXERCISE, clean(side, view), shot_from(view))


@pytest.mark.parametrize("side", SIDES)
def test_done_well_from_the_side_of_the_stretched_leg(side: Side) -> None:
    analysis = answer_to_clean(side, side)
    found = states(analysis)
    assert analysis.report.side == side
    assert {cue for cue, state in found.items() if state == "met"} == FROM_SIDE | EITHER
    assert {cue for cue, state in found.items() if state == "cannot_tell"} == FROM_FRONT | ASKED
    assert analysis.report.score.model_dump() == {"met": 4, "judged": 4, "total": 8}


@pytest.mark.parametrize("view", FRONTAL)
@pytest.mark.parametrize("side", SIDES)
def test_done_well_from_front_or_back(view: View, side: Side) -> None:
    analysis = answer_to_clean(side, view)
    found = states(analysis)
    assert analysis.report.side == side
    assert {cue for cue, state in found.items() if state == "met"} == FROM_FRONT | EITHER
    assert {cue for cue, state in found.items() if state == "cannot_tell"} == FROM_SIDE | ASKED


@pytest.mark.parametrize(("side", "view"), [("left", "back"), ("right", "front")])
def test_knee_turned_in(view: View, side: Side) -> None:
    motion = act(stretch(side, view, knee_in_deg=25.0), SECONDS)
    analysis = answer(EXERCISE, motion, shot_from(view))
    assert faults(analysis) == {"knee_over_toes"}
    assert states(answer_to_clean(side, view)) == states(analysis) | {"knee_over_toes": "met"}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    ("cue", "fault"), [("heel_flat", {"heel_deg": 20.0}), ("back_knee_straight", {"flexion_deg": 35.0})]
)
def test_heel_lifted_or_knee_bent(side: Side, cue: str, fault: dict[str, float]) -> None:
    analysis = answer(EXERCISE, act(stretch(side, side, **fault), SECONDS), shot_from(side))
    assert faults(analysis) == {cue}
    assert states(answer_to_clean(side, side)) == states(analysis) | {cue: "met"}
    result = next(result for result in analysis.report.cues if result.id == cue)
    assert result.estimate == pytest.approx(next(iter(fault.values())), abs=0.5)
    assert len(result.intervals_s) == 1


@pytest.mark.parametrize(("seconds", "state"), [(20.0, "not_met"), (45.0, "borderline"), (62.0, "met")])
def test_held_too_short(seconds: float, state: str) -> None:
    analysis = answer(EXERCISE, act(stretch("left", "left"), seconds), shot_from("left"))
    assert states(analysis)["hold_time"] == state
    assert faults(analysis) == ({"hold_time"} if state == "not_met" else set())


def test_from_the_other_side_the_front_leg_hides_the_knee_but_not_the_heel() -> None:
    analysis = answer(EXERCISE, clean("left", "right"), shot_from("right"))
    assert "Film from the left side" in reasons(analysis)["back_knee_straight"]
    assert states(analysis)["heel_flat"] == "met"


def test_filmed_at_an_angle_nothing_is_told() -> None:
    analysis = answer(EXERCISE, clean("left", "left"), Shot(azimuth_deg=45.0))
    assert set(states(analysis).values()) == {"cannot_tell"}
    assert all(
        "this clip was filmed at an angle" in why for cue, why in reasons(analysis).items() if cue not in ASKED
    )


def test_without_a_stretch_it_says_how_to_begin() -> None:
    analysis = answer(EXERCISE, perform((10.0, Posture())), shot_from("left"))
    assert analysis.report.side is None
    assert set(states(analysis).values()) == {"cannot_tell"}
    assert get(EXERCISE).not_found in reasons(analysis)["heel_flat"]


def test_both_legs_in_one_clip_can_be_judged_one_by_one() -> None:
    motion = perform(
        (2.0, Posture()),
        (25.0, stretch("right", "right", heel_deg=20.0)),
        (2.0, Posture()),
        (20.0, stretch("left", "left")),
    )
    longest = answer(EXERCISE, motion, shot_from("right"))
    assert longest.report.side == "right"
    assert faults(longest) == {"heel_flat", "hold_time"}
    asked = analyse(longest.track, get(EXERCISE), SOURCE, side="left")
    assert asked.report.side == "left"
    assert states(asked)["heel_flat"] == "met"


@pytest.mark.parametrize("side", SIDES)
def test_which_leg_is_behind_does_not_depend_on_where_the_person_stands(side: Side) -> None:
    shot = replace(shot_from("front"), shift_px=(200.0, -50.0), px_per_m=500.0)
    assert answer(EXERCISE, act(stretch(side, "front"), 10.0), shot).report.side == side
