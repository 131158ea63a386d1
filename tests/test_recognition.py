"""Every exercise of stick people is recognised, and no other movement is given one of their names."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from acting import act
from movements import (
    Rhythm,
    abducting,
    curling,
    hinging,
    joined,
    kneeling,
    lunging,
    on_toes,
    repeat,
    sitting,
    squatting,
    standing_on_floor,
)
from other_movements import OTHER_MOVEMENTS
from skeletons import Motion, Posture, Stances, film, from_view, perform

from formcheck.camera import View
from formcheck.exercises import all_exercises
from formcheck.pose import PoseTrack
from formcheck.recognition import LEAST_CONFIDENCE, recognise
from formcheck.recognition_rules import RULES

RHYTHM = Rhythm(reps=3, lead_s=1.5)
STAND = Posture()


def repeated(rest: Posture, turn: Posture) -> Motion:
    return repeat(rest, turn, RHYTHM, 20.0)


KNOWN: dict[str, tuple[Callable[[], Motion], tuple[View, ...]]] = {
    "squat": (lambda: repeated(STAND, squatting()), ("front", "back", "left", "right")),
    "lunge": (lambda: standing_on_floor(repeated(lunging("left", 15.0), lunging("left"))), ("front", "left")),
    "deadlift": (lambda: repeated(STAND, hinging()), ("left", "right")),
    "leg-extension": (lambda: repeated(sitting("left"), sitting("left", 2.0)), ("left",)),
    "hamstring-curl": (lambda: repeated(Posture(planted="right"), curling("left")), ("left",)),
    "calf-raise": (lambda: repeated(STAND, on_toes()), ("front", "left", "right")),
    "hip-abduction": (lambda: repeated(Posture(planted="right"), abducting("left")), ("front", "back")),
    "quad-stretch": (lambda: act(curling("left", 125.0), 8.0), ("front", "left")),
    "hip-flexor-stretch": (lambda: act(kneeling("left"), 8.0), ("left",)),
    "single-leg-balance": (lambda: act(Stances("left").one_leg(), 8.0), ("front", "back")),
    "calf-stretch": (lambda: act(Stances("left").split(), 8.0), ("left",)),
}
CASES = [pytest.param(name, view, id=f"{name}-{view}") for name, (_, views) in KNOWN.items() for view in views]


def names(track: PoseTrack) -> list[str]:
    return [segment.exercise for segment in recognise(track)]


@pytest.mark.parametrize(("name", "view"), CASES)
def test_an_exercise_is_recognised(name: str, view: View) -> None:
    down_deg = 5.0 if name == "lunge" else 0.0
    (segment,) = recognise(film(KNOWN[name][0](), from_view(view, down_deg=down_deg)))
    assert segment.exercise == name
    assert LEAST_CONFIDENCE <= segment.confidence <= 1.0
    assert RULES[name].words in segment.words


@pytest.mark.parametrize("view", ["front", "back", "left", "right"])
@pytest.mark.parametrize("movement", OTHER_MOVEMENTS)
def test_other_movements_are_given_no_name(movement: str, view: View) -> None:
    assert names(film(OTHER_MOVEMENTS[movement](), from_view(view))) == []


def test_there_are_at_least_ten_other_movements() -> None:
    assert len(OTHER_MOVEMENTS) >= 10


def test_every_rule_is_for_an_exercise() -> None:
    assert RULES.keys() <= all_exercises().keys()


def test_words_count_what_was_seen() -> None:
    (segment,) = recognise(film(KNOWN["squat"][0](), from_view("front")))
    assert segment.words.startswith("3 repetitions: ")


def test_several_exercises_are_segments_in_order() -> None:
    motion = joined(repeated(STAND, squatting()), repeated(STAND, on_toes()))
    first, second = recognise(film(motion, from_view("left")))
    assert (first.exercise, second.exercise) == ("squat", "calf-raise")
    squats_end_s = RHYTHM.duration_s
    assert first.end_s < squats_end_s + 1.0
    assert squats_end_s - 2.0 < second.start_s < second.end_s


def test_an_exercise_once_within_a_dance_is_not_named() -> None:
    dance = OTHER_MOVEMENTS["dancing"]()
    squat = repeat(STAND, squatting(), Rhythm(reps=1, lead_s=0.5), 20.0)
    assert names(film(joined(dance, squat, dance), from_view("front"))) == []


def test_nobody_to_be_seen_is_nothing() -> None:
    track = film(perform((2.0, STAND)))
    assert recognise(track.with_xy(np.full_like(track.image_xy, np.nan))) == []
    assert recognise(track.part(slice(0, 2))) == []
