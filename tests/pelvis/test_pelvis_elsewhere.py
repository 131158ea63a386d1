"""The waistband is read in every exercise on one leg, not in the balance alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from movements import Rhythm, abducting, repeat
from performances import analysed
from skeletons import Leg, Posture, Stances, film, from_view, perform
from waists import dressed, waist

from formcheck.analysis import Analysis, analyse
from formcheck.exercises import all_exercises, get
from formcheck.judging import Judged
from formcheck.pelvis.stand import STAND_FIRST
from formcheck.pose import PoseTrack

UP = Stances("left").one_leg()
STEPS = perform((2.0, Posture()), *[(1.2, UP), (0.4, replace(UP, right=Leg(25.0, 10.0)))] * 3, fps=15.0)
ABDUCTIONS = repeat(Posture(planted="right"), abducting("left"), Rhythm(reps=3, lead_s=2.0), 15.0)
TURNED_FROM_S = 2.1


def turned_clockwise(track: PoseTrack, turn_deg: float) -> PoseTrack:
    return dressed(track, {(0.0, TURNED_FROM_S): waist(0.0).pixels, (TURNED_FROM_S, 99.0): waist(turn_deg).pixels})


def answer(exercise: str, track: PoseTrack) -> Judged:
    source = analysed(film(STEPS, from_view("back")), "balance-step", "x").report.source
    analysis: Analysis = analyse(track, get(exercise), source)
    return next(judged for judged in analysis.judged if judged.cue.id == "pelvis_level")


@pytest.mark.parametrize(("drop_deg", "state"), [(0.0, "met"), (15.0, "not_met")])
def test_stepping_on_the_left_leg_seen_from_behind(drop_deg: float, state: str) -> None:
    found = answer("balance-step", turned_clockwise(film(STEPS, from_view("back")), drop_deg))
    assert found.pelvis is not None
    assert found.pelvis.median_deg == pytest.approx(drop_deg, abs=1.0)
    assert found.verdict.state == state


def test_hitching_up_the_left_side_with_the_left_leg_out_is_not_met() -> None:
    # Seen from behind the left side is the picture's left: higher there is clockwise.
    found = answer("hip-abduction", turned_clockwise(film(ABDUCTIONS, from_view("back")), 15.0))
    assert found.pelvis is not None
    assert found.pelvis.median_deg == pytest.approx(15.0, abs=1.0)
    assert found.verdict.state == "not_met"


def test_without_a_stand_on_two_legs_a_step_says_so() -> None:
    track = film(STEPS, from_view("back")).part(film(STEPS, from_view("back")).time_s > 2.0)
    assert answer("balance-step", turned_clockwise(track, 5.0)).verdict.reason == STAND_FIRST


def test_no_exercise_judges_the_pelvis_by_the_hip_landmarks() -> None:
    cues = [cue for exercise in all_exercises().values() for cue in exercise.cues if cue.id == "pelvis_level"]
    assert len(cues) >= 6
    assert {cue.metric for cue in cues} == {"pelvis_against_stand", "pelvis_between_legs"}
