"""Every exercise of stick people is recognised, and no other movement is given one of their names."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from forms import Form, all_forms
from gait_tracks import seen
from movements import (
    Rhythm,
    curling,
    hinging,
    joined,
    lunging,
    moving,
    on_toes,
    repeat,
    squatting,
    standing_on_floor,
)
from other_movements import OTHER_MOVEMENTS
from skeletons import Leg, Motion, Posture, film, from_view, perform

from formcheck.camera import View
from formcheck.exercises import all_exercises
from formcheck.phases import Phase
from formcheck.pose import PoseTrack
from formcheck.recognition import LEAST_CONFIDENCE, _runs, recognise
from formcheck.recognition_rules import RULES, Rule
from formcheck.signs import Signs
from test_videos.motions.run import Run
from test_videos.motions.walk import Walk

RHYTHM = Rhythm(reps=3, lead_s=1.5)
STAND = Posture()


def still_standing(seconds: float) -> Motion:
    return moving([STAND] * round(seconds * 20), 20.0)


def repeated(rest: Posture, turn: Posture) -> Motion:
    return repeat(rest, turn, RHYTHM, 20.0)


CASES = [
    pytest.param(form, view, id=f"{form.name}-{view}") for form in all_forms().values() for view in form.recognised
]


def names(track: PoseTrack) -> list[str]:
    return [segment.exercise for segment in recognise(track)]


@pytest.mark.parametrize(("form", "view"), CASES)
def test_an_exercise_is_recognised(form: Form, view: View) -> None:
    (segment,) = recognise(form.filmed(view))
    assert segment.exercise == form.exercise
    assert LEAST_CONFIDENCE <= segment.confidence <= 1.0
    assert RULES[form.exercise].words in segment.words


@pytest.mark.parametrize("view", ["front", "back", "left", "right"])
@pytest.mark.parametrize("movement", OTHER_MOVEMENTS)
def test_other_movements_are_given_no_name(movement: str, view: View) -> None:
    assert names(film(OTHER_MOVEMENTS[movement](), from_view(view))) == []


@pytest.mark.parametrize("view", ["left", "right"])
@pytest.mark.parametrize(
    ("motion", "name"),
    [
        (Walk(), "walk"),
        (Walk(travel="overground"), "walk"),
        (Walk(steps_per_min=85, duration_s=8), "walk"),
        (Run(duration_s=8), "run"),
    ],
    ids=["treadmill", "room", "slow", "run"],
)
def test_gait_is_recognised_from_the_side(motion: Walk | Run, name: str, view: View) -> None:
    (segment,) = recognise(seen(motion, view, fps=60).track)
    assert segment.exercise == name
    assert segment.confidence >= LEAST_CONFIDENCE
    assert "the legs swing ahead and back in turn" in segment.words


@pytest.mark.parametrize("view", ["front", "back"])
def test_from_front_or_back_gait_could_be_steps_on_the_spot_and_is_not_named(view: View) -> None:
    assert names(seen(Walk(), view).track) == []


@pytest.mark.parametrize("view", ["front", "left", "right"])
@pytest.mark.parametrize(
    ("thigh_deg", "knee_deg"), [(80.0, 90.0), (40.0, 80.0), (30.0, 30.0), (20.0, 60.0), (5.0, 80.0)]
)
def test_steps_on_the_spot_are_no_gait(thigh_deg: float, knee_deg: float, view: View) -> None:
    wave = np.sin(2 * np.pi * 0.9 * np.arange(0, 10, 1 / 20))
    lifts = [
        (Leg(thigh_deg * up, knee_deg * up), Leg(thigh_deg * down, knee_deg * down), up > down)
        for up, down in zip(np.clip(wave, 0, 1), np.clip(-wave, 0, 1), strict=True)
    ]
    postures = [Posture(left, right, planted="right" if first else "left") for left, right, first in lifts]
    assert not {"walk", "run"} & set(names(film(moving(postures, 20.0), from_view(view))))


def test_there_are_at_least_ten_other_movements() -> None:
    assert len(OTHER_MOVEMENTS) >= 10


def test_every_rule_is_for_an_exercise() -> None:
    assert RULES.keys() <= all_exercises().keys()


def test_words_count_what_was_seen() -> None:
    (segment,) = recognise(film(repeated(STAND, squatting()), from_view("front")))
    assert segment.words.startswith("3 repetitions: ")


def test_several_exercises_are_segments_in_order() -> None:
    motion = joined(repeated(STAND, squatting()), repeated(STAND, on_toes()))
    first, second = recognise(film(motion, from_view("left")))
    assert (first.exercise, second.exercise) == ("squat", "calf-raise")
    squats_end_s = RHYTHM.duration_s
    assert first.end_s < squats_end_s + 1.0
    assert squats_end_s - 2.0 < second.start_s < second.end_s


def test_three_exercises_are_three_segments_each_with_its_own_repetitions() -> None:
    rest = still_standing(2.0)
    parts = (
        repeated(STAND, squatting()),
        rest,
        repeated(Posture(planted="right"), curling("left")),
        rest,
        repeated(STAND, hinging()),
    )
    segments = recognise(film(joined(*parts), from_view("left")))
    assert [segment.exercise for segment in segments] == ["squat", "hamstring-curl", "deadlift"]
    starts_s = np.cumsum([0.0, *(part.time_s[-1] for part in parts)])[[0, 2, 4]]
    for segment, start_s in zip(segments, starts_s, strict=True):
        assert start_s - 2.5 < segment.start_s < start_s + RHYTHM.lead_s
        assert segment.words.startswith("3 repetitions")
    assert all(before.end_s <= after.start_s for before, after in pairwise(segments))


def test_steps_that_follow_each_other_at_once_are_one_bout() -> None:
    cycles = [Phase("step", "left", start_s, start_s + 1.0) for start_s in (1.0, 2.0, 3.0)]
    never = Rule("step", "", lambda *_: True, between=lambda *_: False)
    signs = Signs(np.arange(0.05, 5.0, 0.1), {}, np.zeros(50), from_side=True)
    # Not a frame lies between 2.0 and 2.0 s: there is nothing that could speak against it.
    assert _runs(cycles, never, signs) == [cycles]
    apart = [*cycles, Phase("step", "left", 4.5, 5.0)]
    assert _runs(apart, never, signs) == [cycles, apart[3:]]


@pytest.mark.parametrize(("lead_s", "expected"), [(2.0, ["lunge"]), (8.0, ["calf-stretch", "lunge"])])
def test_the_stand_that_lunges_start_from_is_no_stretch_unless_it_is_kept(lead_s: float, expected: list[str]) -> None:
    lunges = repeat(lunging("left", 15.0), lunging("left"), Rhythm(reps=3, lead_s=lead_s), 20.0)
    assert names(film(standing_on_floor(lunges), from_view("left", down_deg=5.0))) == expected


@pytest.mark.parametrize("view", ["front", "back"])
def test_from_front_or_back_a_curl_could_be_a_balance_step_and_is_not_named(view: View) -> None:
    assert names(film(repeated(Posture(planted="right"), curling("left")), from_view(view))) == []


def test_an_exercise_once_within_a_dance_is_not_named() -> None:
    dance = OTHER_MOVEMENTS["dancing"]()
    squat = repeat(STAND, squatting(), Rhythm(reps=1, lead_s=0.5), 20.0)
    assert names(film(joined(dance, squat, dance), from_view("front"))) == []


def test_nobody_to_be_seen_is_nothing() -> None:
    track = film(perform((2.0, STAND)))
    assert recognise(track.with_xy(np.full_like(track.image_xy, np.nan))) == []
    assert recognise(track.part(slice(0, 2))) == []
