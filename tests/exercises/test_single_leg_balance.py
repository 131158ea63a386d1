"""Single-leg balance on stick people: how it is performed, and what only a balance can do wrong."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from acting import STAND, act, answer, faults, reasons, states
from forms import Form
from skeletons import Leg, Motion, Posture, Shot, Stances, film, from_view, perform, shown, swaying

from formcheck.analysis import Analysis
from formcheck.camera import FRONTAL, SAGITTAL, View
from formcheck.exercises import get
from formcheck.landmarks import SIDES, Side
from formcheck.pose import PoseTrack

EXERCISE = "single-leg-balance"
SECONDS = 35.0
ASKED = {"arch_lifted", "outer_foot_weight", "something_stable_near"}
FROM_FRONT = {"knee_over_toes", "trunk_upright", "steady"}
ANYWHERE = {"foot_stays_up", "hold_time"}


def balance(side: Side, view: View, knee_in_deg: float = 0.0, trunk_deg: float = 0.0) -> Posture:
    """A stand on one leg that formcheck estimates to have these angles, as far as the view shows them."""
    if view not in FRONTAL:
        return Stances(side).one_leg()
    leg = Leg(knee_in_deg=shown("knee_in", view, knee_in_deg), thigh_in_deg=knee_in_deg / 2)
    return Stances(side, trunk_deg=shown("trunk_lean_lateral", view, trunk_deg), leg=leg).one_leg()


def clean(side: Side, view: View) -> Motion:
    return act(balance(side, view), SECONDS)


def filmed(
    view: View, seconds: float = SECONDS, wobble: float = 0.0, touch_s: float = 0.0, **change: Any
) -> PoseTrack:
    """On the left leg; ``wobble`` is how far the hips sway, ``touch_s`` how long the other foot comes down."""
    up = balance("left", view, **change)
    if touch_s:
        scenes = ((2.0, STAND), (16.0, up), (touch_s, STAND), (16.0, up), (2.0, STAND))
        return film(perform(*scenes, fps=20.0, move_s=0.15), from_view(view))
    motion = act(up, seconds)
    return film(swaying(motion, wobble, 0.5, (0.0, 1.0)) if wobble else motion, from_view(view))


FORMS = (
    Form(
        exercise=EXERCISE,
        filmed=filmed,
        counted=("hold", 1),
        well={
            "front": FROM_FRONT | ANYWHERE,
            "back": FROM_FRONT | ANYWHERE,
            "left": ANYWHERE,
            "right": ANYWHERE,
        },
        faults=(
            ("knee_over_toes", "front", {"knee_in_deg": 25.0}),
            ("knee_over_toes", "back", {"knee_in_deg": 25.0}),
            ("trunk_upright", "front", {"trunk_deg": 20.0}),
            ("trunk_upright", "back", {"trunk_deg": -20.0}),
            ("steady", "front", {"wobble": 0.045}),
            ("steady", "back", {"wobble": 0.045}),
            *(("foot_stays_up", view, {"touch_s": 0.3}) for view in (*FRONTAL, *SAGITTAL)),
            ("hold_time", "front", {"seconds": 6.0}),
            ("hold_time", "left", {"seconds": 6.0}),
        ),
        pictured=frozenset({"pelvis_level"}),
        recognised=("front", "back"),
    ),
)


@cache
def answer_to_clean(side: Side, view: View) -> Analysis:
    return answer(EXERCISE, clean(side, view), from_view(view))


@pytest.mark.parametrize("view", FRONTAL)
@pytest.mark.parametrize("side", SIDES)
def test_done_well_from_front_or_back(view: View, side: Side) -> None:
    analysis = answer_to_clean(side, view)
    found = states(analysis)
    assert analysis.report.side == side
    assert {cue for cue, state in found.items() if state == "met"} >= FROM_FRONT | ANYWHERE
    assert {cue for cue, state in found.items() if state == "cannot_tell"} >= ASKED
    assert set(found.values()) == {"met", "cannot_tell"}


@pytest.mark.parametrize(("side", "view"), [("left", "front"), ("right", "back")])
@pytest.mark.parametrize(
    ("cue", "fault"),
    [
        ("knee_over_toes", {"knee_in_deg": 25.0}),
        ("trunk_upright", {"trunk_deg": 20.0}),
        ("trunk_upright", {"trunk_deg": -20.0}),
    ],
)
def test_knee_turned_in_or_trunk_leaning(view: View, side: Side, cue: str, fault: dict[str, float]) -> None:
    analysis = answer(EXERCISE, act(balance(side, view, **fault), SECONDS), from_view(view))
    assert faults(analysis) == {cue}
    assert states(answer_to_clean(side, view)) == states(analysis) | {cue: "met"}
    result = next(result for result in analysis.report.cues if result.id == cue)
    assert result.estimate == pytest.approx(abs(next(iter(fault.values()))), abs=0.5)


@pytest.mark.parametrize("view", FRONTAL)
def test_a_tilted_camera_is_no_leaning_trunk(view: View) -> None:
    motion = act(balance("left", view), SECONDS)
    analysis = answer(EXERCISE, motion, from_view(view, roll_deg=15.0))
    assert faults(analysis) == set()
    assert states(analysis)["trunk_upright"] == "met"
    assert analysis.report.camera.roll_deg == pytest.approx(15.0)


def test_a_camera_tilted_against_the_lean_does_not_hide_it() -> None:
    motion = act(balance("left", "front", trunk_deg=20.0), SECONDS)
    for roll_deg in (-12.0, 12.0):
        assert faults(answer(EXERCISE, motion, from_view("front", roll_deg=roll_deg))) == {"trunk_upright"}


@pytest.mark.parametrize("view", ["front", "left"])
@pytest.mark.parametrize(("seconds", "state"), [(6.0, "not_met"), (20.0, "borderline"), (33.0, "met")])
def test_held_too_short(view: View, seconds: float, state: str) -> None:
    analysis = answer(EXERCISE, act(balance("right", view), seconds), from_view(view))
    assert states(analysis)["hold_time"] == state
    assert faults(analysis) == ({"hold_time"} if state == "not_met" else set())


@pytest.mark.parametrize("drop_deg", [15.0, -15.0])
def test_hip_landmarks_alone_do_not_carry_the_pelvis(drop_deg: float) -> None:
    dropped = replace(balance("left", "front"), left_hip_up_deg=drop_deg)
    analysis = answer(EXERCISE, act(dropped, SECONDS), from_view("front"))
    assert states(analysis)["pelvis_level"] == "cannot_tell"
    assert "this recording holds landmarks only" in reasons(analysis)["pelvis_level"]


@pytest.mark.parametrize("view", SAGITTAL)
def test_a_side_view_names_the_one_to_film_from(view: View) -> None:
    analysis = answer(EXERCISE, clean("left", view), from_view(view))
    told = reasons(analysis)
    assert all(told[cue].startswith("Film from the front or from behind") for cue in FROM_FRONT | {"pelvis_level"})
    assert {cue for cue, state in states(analysis).items() if state == "met"} == ANYWHERE


def test_at_an_angle_only_time_and_touches_are_told() -> None:
    analysis = answer(EXERCISE, clean("left", "oblique"), Shot(azimuth_deg=45.0))
    assert {cue for cue, state in states(analysis).items() if state != "cannot_tell"} == ANYWHERE


def test_a_camera_well_off_the_front_leaves_the_knee_untold_but_not_the_trunk() -> None:
    analysis = answer(EXERCISE, clean("left", "front"), from_view("front", 15.0))
    assert "Film from straight in front" in reasons(analysis)["knee_over_toes"]
    assert states(analysis)["trunk_upright"] == "met"


def test_standing_on_both_legs_says_how_to_begin() -> None:
    analysis = answer(EXERCISE, perform((40.0, Posture())), from_view("front"))
    assert analysis.report.side is None
    assert set(states(analysis).values()) == {"cannot_tell"}
    assert get(EXERCISE).not_found in reasons(analysis)["hold_time"]


@pytest.mark.parametrize(("hand_m", "supported"), [((0.1, 0.55, 1.0), 1.0), (None, 0.0)])
def test_a_resting_hand_is_reported_and_never_held_against_anybody(
    hand_m: tuple[float, float, float] | None, supported: float
) -> None:
    holding_on = replace(balance("left", "front"), hand_m=hand_m)
    analysis = answer(EXERCISE, act(holding_on, SECONDS), from_view("front"))
    assert analysis.report.metrics["hand_support"].value == supported
    assert faults(analysis) == set()
