"""Every exercise with repetitions counts them exactly; a pulse is none, nor what the clip cuts off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from movements import (
    Rhythm,
    abducting,
    between,
    curling,
    cut,
    hinging,
    lunging,
    moving,
    on_toes,
    repeat,
    sitting,
    squatting,
    standing_on_floor,
)
from skeletons import Leg, Motion, Posture, Stances, film, from_view, perform

from formcheck.camera import View, find_camera, with_stand
from formcheck.exercises import all_exercises, get
from formcheck.phases import Phase, frames_of
from formcheck.signals import clean
from formcheck.stances import quiet_stand

ON_RIGHT = Posture(planted="right")
POSTURES: dict[str, tuple[View, Posture, Posture]] = {
    "squat": ("left", Posture(), squatting()),
    "lunge": ("left", lunging("left", 15.0), lunging("left")),
    "deadlift": ("left", Posture(), hinging()),
    "leg-extension": ("left", sitting("left"), sitting("left", 2.0)),
    "hamstring-curl": ("left", ON_RIGHT, curling("left")),
    "calf-raise": ("left", Posture(), on_toes()),
    "hip-abduction": ("front", ON_RIGHT, abducting("left")),
}
"""The view, the rest and the turn of every exercise that is done in repetitions."""

each_exercise = pytest.mark.parametrize("exercise", POSTURES)


def found(exercise: str, motion: Motion, view: View) -> list[Phase]:
    track = clean(film(standing_on_floor(motion), from_view(view, down_deg=4.0)), get(exercise).cutoff_hz)
    camera = find_camera(track)
    camera = with_stand(camera, track, frames_of(quiet_stand(track, camera), track.time_s))
    return get(exercise).find_phases(track, camera)


def counted(exercise: str, motion: Motion) -> int:
    view = POSTURES[exercise][0]
    return sum(phase.kind == "rep" for phase in found(exercise, motion, view))


def shared(exercise: str, shares: Sequence[float], fps: float = 30.0) -> Motion:
    """A motion that is so far from the rest to the turn in every frame."""
    _, rest, turn = POSTURES[exercise]
    return moving([between(rest, turn, float(share)) for share in shares], fps)


def test_no_exercise_with_repetitions_is_left_out() -> None:
    asked = {each.id for each in all_exercises().values() if any(c.metric == "repetitions" for c in each.companions)}
    assert asked == set(POSTURES)


@each_exercise
@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
@pytest.mark.parametrize("count", [1, 3, 10])
def test_every_repetition_is_counted_once(exercise: str, count: int, fps: float) -> None:
    _, rest, turn = POSTURES[exercise]
    assert counted(exercise, repeat(rest, turn, Rhythm(reps=count, out_s=1.0, back_s=1.0), fps)) == count


@each_exercise
def test_a_pulse_at_the_turn_is_no_repetition(exercise: str) -> None:
    rhythm = Rhythm(reps=1, out_s=1.2, pause_s=3.6, back_s=1.2)
    time_s = np.arange(0.0, rhythm.duration_s, 1 / 30)
    pulsing = (time_s > 3.2) & (time_s < 6.8)
    pulses = 0.3 * np.sin(np.pi * (time_s - 3.2) / 1.2) ** 2 * pulsing
    assert counted(exercise, shared(exercise, rhythm.share(time_s) - pulses)) == 1


@each_exercise
def test_small_movements_beside_large_ones_are_no_repetitions(exercise: str) -> None:
    rhythm = Rhythm(reps=4, out_s=1.0, back_s=1.0)
    time_s = np.arange(0.0, rhythm.duration_s, 1 / 30)
    number = np.floor((time_s - rhythm.lead_s) / rhythm.rep_s)
    heights = np.where(number % 2 == 1, 0.2, 1.0)
    assert counted(exercise, shared(exercise, heights * rhythm.share(time_s))) == 2


@each_exercise
@pytest.mark.parametrize(("start_s", "end_s", "left"), [(0.0, 10.9, 2), (3.2, 20.0, 2), (0.0, 20.0, 3)])
def test_what_is_half_in_the_clip_is_not_counted(exercise: str, start_s: float, end_s: float, left: int) -> None:
    # They start at 2.0, 5.7 and 9.4 s; their turns last from 3.4, 7.1 and 10.8 s, by smoothness a little before.
    _, rest, turn = POSTURES[exercise]
    assert counted(exercise, cut(repeat(rest, turn, Rhythm(reps=3)), start_s, end_s)) == left


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
@pytest.mark.parametrize("count", [1, 3, 10])
def test_every_step_is_counted_once(count: int, fps: float) -> None:
    up = Stances("left").one_leg()
    ahead = replace(up, right=Leg(25.0, 10.0))
    motion = perform((2.0, Posture()), *[(1.2, up), (0.4, ahead)] * count, (1.0, Posture()), fps=fps)
    phases = found("balance-step", motion, "left")
    assert sum(phase.kind == "step" for phase in phases) == count
