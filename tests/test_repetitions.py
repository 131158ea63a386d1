"""Repetitions are counted exactly, at any frame rate, and nothing else is one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from movements import Rhythm, cut, ease, lunging, repeat, squatting
from skeletons import Motion, Posture, Shot, film, from_view

from formcheck.camera import SAGITTAL, View, find_camera
from formcheck.efforts import hips_lowered
from formcheck.landmarks import SIDES, Side
from formcheck.phases import Phase
from formcheck.repetitions import find_repetitions, of_both_sides, of_one_side, of_the_front_leg
from formcheck.signals import clean

SQUATS = of_both_sides(hips_lowered, least=0.05, order="lower first")
LUNGES = of_the_front_leg(hips_lowered, least=0.06, order="lower first")


def found(motion: Motion, shot: Shot | None = None) -> list[Phase]:
    track = clean(film(motion, shot), 3.0)
    return SQUATS(track, find_camera(track))


def reps(phases: list[Phase]) -> list[Phase]:
    return [phase for phase in phases if phase.kind == "rep"]


@pytest.mark.parametrize("view", ["front", "back", "left"])
@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
@pytest.mark.parametrize("count", [1, 3, 10])
def test_every_repetition_is_counted_once(count: int, fps: float, view: View) -> None:
    motion = repeat(Posture(), squatting(), Rhythm(reps=count), fps)
    assert len(reps(found(motion, from_view(view)))) == count


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
@pytest.mark.parametrize("count", [1, 3, 10])
def test_without_a_rest_in_between_as_well(count: int, fps: float) -> None:
    motion = repeat(Posture(), squatting(), Rhythm(reps=count, pause_s=0.0, rest_s=0.0), fps)
    assert len(reps(found(motion))) == count


@pytest.mark.parametrize("noise_px", [1.0, 3.0])
def test_jitter_adds_and_hides_none(noise_px: float) -> None:
    track = film(repeat(Posture(), squatting(), Rhythm(reps=5)))
    noise = np.random.default_rng(3).normal(scale=noise_px, size=track.image_xy.shape)
    jittery = clean(track.with_xy(track.image_xy + noise), 3.0)
    assert len(reps(SQUATS(jittery, find_camera(jittery)))) == 5


def test_parts_follow_each_other_and_fill_the_repetition() -> None:
    rep, *parts = found(repeat(Posture(), squatting(), Rhythm(reps=1)))
    assert [part.kind for part in parts] == ["eccentric", "bottom", "concentric"]
    assert rep.side is None
    edges = [parts[0].start_s, *(part.end_s for part in parts)]
    assert edges == sorted(edges)
    assert (edges[0], edges[-1]) == (rep.start_s, rep.end_s)
    assert [part.start_s for part in parts[1:]] == edges[1:-1]


def test_the_turn_is_where_it_was_made() -> None:
    rhythm = Rhythm(lead_s=2.0, out_s=1.4, pause_s=0.6, back_s=1.4, reps=1)
    bottom = next(phase for phase in found(repeat(Posture(), squatting(), rhythm)) if phase.kind == "bottom")
    assert (bottom.start_s + bottom.end_s) / 2 == pytest.approx(2.0 + 1.4 + 0.3, abs=0.03)


def test_a_lower_repetition_is_measured_by_its_own_height() -> None:
    # A second up and a second down, at an even pace: a tenth of the way after 0.1 s, nine tenths after 0.9 s.
    corners_s, heights = [0.0, 1.0, 2.0, 3.0, 4.5, 5.5, 6.5, 8.0], [0.0, 0.0, 1.0, 0.0, 0.0, 0.6, 0.0, 0.0]
    time_s = np.arange(0.0, 8.0, 0.125)  # so that neither falls on a frame
    for rep, begins_s in zip(
        find_repetitions(np.interp(time_s, corners_s, heights), time_s, 0.1), (1.0, 4.5), strict=True
    ):
        edges = (rep.start_s, rep.turn_start_s, rep.turn_end_s, rep.end_s)
        assert edges == pytest.approx([begins_s + after_s for after_s in (0.1, 0.9, 1.1, 1.9)], abs=1e-9)


@pytest.mark.parametrize(
    ("start_s", "end_s", "left"), [(0.0, 20.0, 3), (3.5, 20.0, 2), (0.0, 11.5, 2), (3.5, 11.5, 1)]
)
def test_a_repetition_that_is_half_in_the_clip_is_not_counted(start_s: float, end_s: float, left: int) -> None:
    # Repetitions take 3.7 s each and start at 2.0, 5.7 and 9.4 s; their turns are at 3.6, 7.3 and 11.0 s.
    motion = repeat(Posture(), squatting(), Rhythm(reps=3))
    assert len(reps(found(cut(motion, start_s, end_s)))) == left


@pytest.mark.parametrize(("end_s", "count", "last"), [(11.5, 2, "concentric"), (11.9, 3, "bottom")])
def test_one_that_the_clip_cuts_on_its_way_back_counts_but_nobody_knows_how_long_it_took(
    end_s: float, count: int, last: str
) -> None:
    # The third one leaves its turn at 11.2 s and is half way back at 11.9 s.
    phases = found(cut(repeat(Posture(), squatting(), Rhythm(reps=3)), 0.0, end_s))
    assert len(reps(phases)) == count
    assert phases[-1].kind == last
    assert sum(phase.kind == "concentric" for phase in phases) == 2


@given(st.integers(2, 5), st.floats(0.0, 1.0), st.floats(0.3, 2.0))
def test_a_film_that_runs_backward_holds_as_many(count: int, cut_share: float, pace: float) -> None:
    rhythm = Rhythm(reps=count, out_s=1.4 * pace, back_s=1.0 * pace, pause_s=0.4)
    time_s = np.arange(0.0, rhythm.duration_s - cut_share * rhythm.rep_s, 1 / 30)
    effort = rhythm.share(time_s)
    assert len(find_repetitions(effort, time_s, 0.1)) == len(find_repetitions(effort[::-1], time_s, 0.1))


def test_without_a_whole_one_the_clip_does_not_tell_what_a_repetition_is() -> None:
    rhythm = Rhythm(reps=1)
    time_s = np.arange(0.0, 4.5, 1 / 30)
    effort = rhythm.share(time_s)
    assert 0.2 < effort[-1] < 0.6
    assert find_repetitions(effort, time_s, 0.1) == []
    assert find_repetitions(effort[::-1], time_s, 0.1) == []


def test_a_pulse_at_the_bottom_is_no_repetition() -> None:
    time_s = np.arange(0, 12, 1 / 30)
    effort = ease((time_s - 2) / 1.5) - ease((time_s - 8) / 1.5)
    pulses = 0.25 * np.maximum(0, np.sin(2 * np.pi * (time_s - 4) / 1.2)) * ((time_s > 4) & (time_s < 8))
    assert len(find_repetitions(effort - pulses, time_s, 0.1)) == 1


def test_a_small_dip_is_no_repetition_beside_deep_ones() -> None:
    time_s = np.arange(0, 16, 1 / 30)
    effort = np.zeros_like(time_s)
    for start_s, height in ((1, 1.0), (6, 0.3), (11, 0.9)):
        effort += height * (ease((time_s - start_s) / 1.5) - ease((time_s - start_s - 2) / 1.5))
    assert [round(rep.start_s) for rep in find_repetitions(effort, time_s, 0.1)] == [1, 11]


def test_standing_still_has_none() -> None:
    assert found(repeat(Posture(), Posture())) == []


@pytest.mark.parametrize(("out_s", "count"), [(0.15, 0), (1.0, 1), (8.0, 0)])
def test_too_quick_and_too_slow_are_something_else(out_s: float, count: int) -> None:
    rhythm = Rhythm(reps=1, out_s=out_s, back_s=out_s, pause_s=0.1)
    time_s = np.arange(0, rhythm.duration_s, 1 / 60)
    assert len(find_repetitions(rhythm.share(time_s), time_s, 0.1)) == count


def test_what_was_not_seen_is_not_counted() -> None:
    rhythm = Rhythm(reps=2)
    time_s = np.arange(0, rhythm.duration_s, 1 / 30)
    effort = rhythm.share(time_s)
    hidden = np.where((time_s > 2.2) & (time_s < 4.8), np.nan, effort)
    assert len(find_repetitions(effort, time_s, 0.1)) == 2
    assert len(find_repetitions(hidden, time_s, 0.1)) == 1
    assert find_repetitions(np.full_like(effort, np.nan), time_s, 0.1) == []


@pytest.mark.parametrize("view", ["front", "back", *SAGITTAL])
@pytest.mark.parametrize("side", SIDES)
def test_a_lunge_is_named_after_its_front_leg(side: Side, view: View) -> None:
    motion = repeat(lunging(side, 15.0), lunging(side, 85.0))
    track = clean(film(motion, from_view(view, down_deg=5.0)), 3.0)
    phases = LUNGES(track, find_camera(track))
    assert len(reps(phases)) == 3
    assert {phase.side for phase in phases} == {side}


def test_a_squat_is_no_lunge() -> None:
    track = clean(film(repeat(Posture(), squatting())), 3.0)
    assert LUNGES(track, find_camera(track)) == []


def test_what_both_sides_do_at_once_is_no_repetition_of_one() -> None:
    time_s = np.arange(0, 10, 1 / 30)
    track = film(Motion(time_s, np.zeros((len(time_s), 33, 3))))
    once = ease((time_s - 2) / 1.0) - ease((time_s - 4) / 1.0)
    together = of_one_side(lambda *_: once, least=0.1, order="lift first")
    assert together(track, find_camera(track)) == []
    alone = of_one_side(lambda _, __, side: once * (side == "right"), least=0.1, order="lift first")
    assert [(phase.kind, phase.side) for phase in alone(track, find_camera(track))] == [
        ("rep", "right"),
        ("concentric", "right"),
        ("top", "right"),
        ("eccentric", "right"),
    ]
