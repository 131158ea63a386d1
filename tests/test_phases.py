from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from skeletons import LIFTED, Leg, Motion, Posture, Stances, film, from_view, lose, mirror, perform, still

from formcheck.camera import AZIMUTH_DEG, FRONTAL, SAGITTAL, View, find_camera
from formcheck.landmarks import SIDES, Side, of, other
from formcheck.phases import Phase, exercised_side, frames_of, phases_where
from formcheck.pose import PoseTrack
from formcheck.stances import quiet_stand, single_leg_stands, split_stances

STAND = Posture()
VIEWS = list(AZIMUTH_DEG)
each_view = pytest.mark.parametrize("view", VIEWS)
each_side = pytest.mark.parametrize("side", SIDES)


def stands_in(track: PoseTrack) -> list[Phase]:
    return quiet_stand(track, find_camera(track))


def balance_in(track: PoseTrack) -> list[Phase]:
    return single_leg_stands(track, find_camera(track))


def stretches_in(track: PoseTrack) -> list[Phase]:
    return split_stances(track, find_camera(track))


def kinds(phases: list[Phase]) -> list[tuple[str, Side | None]]:
    return [(phase.kind, phase.side) for phase in phases]


def one_leg(side: Side) -> Posture:
    return Stances(side).one_leg()


# Phase


def test_frames_of_a_phase_include_both_ends() -> None:
    time_s = np.arange(5) * 1.0
    assert Phase("hold", "left", 1.0, 3.0).frames(time_s).tolist() == [False, True, True, True, False]
    assert Phase("hold", "left", 1.0, 3.0).duration_s == 2.0


@pytest.mark.parametrize(("end_s", "core"), [(10.0, (1.0, 9.0)), (2.0, (0.4, 1.6)), (5.0, (1.0, 4.0))])
def test_core_leaves_out_a_second_or_a_fifth_at_each_end(end_s: float, core: tuple[float, float]) -> None:
    time_s = np.linspace(0, end_s, 2001)
    inside = time_s[Phase("hold", "left", 0.0, end_s).core(time_s)]
    assert (inside[0], inside[-1]) == pytest.approx(core, abs=0.006)


def test_frames_of_several_phases_are_those_of_any() -> None:
    time_s = np.arange(6) * 1.0
    phases = [Phase("stand", None, 0.0, 1.0), Phase("stand", None, 4.0, 4.5)]
    assert frames_of(phases, time_s).tolist() == [True, True, False, False, True, False]
    assert not frames_of([], time_s).any()


# From a mask to phases: a letter is a quarter of a second


def spans(shown: str, **limits: float) -> list[tuple[float, float]]:
    """Phases in a mask drawn as a text: ``#`` for True, ``x`` for False where the phase is ended, else False."""
    mask, ended = (np.array([each == letter for each in shown]) for letter in "#x")
    found = phases_where("hold", "left", mask, np.arange(len(shown)) * 0.25, **limits, ended_by=ended)
    return [(phase.start_s, phase.end_s) for phase in found]


def test_a_posture_must_be_kept_for_half_a_second() -> None:
    assert spans(".###..") == [(0.25, 0.75)]
    assert spans(".##...") == []


def test_a_loss_is_timed_from_the_last_frame_before_to_the_first_after() -> None:
    assert spans("###..###", leave_s=0.75 + 1e-9) == [(0.0, 1.75)]
    assert spans("###..###", leave_s=0.75) == [(0.0, 0.5), (1.25, 1.75)]


def test_short_runs_are_dropped_only_after_losses_are_bridged() -> None:
    assert spans("##.##", enter_s=1.0) == [(0.0, 1.0)]
    assert spans("##....##", enter_s=1.0) == []


def test_a_loss_in_which_the_phase_is_ended_is_never_bridged() -> None:
    assert spans("###.###") == [(0.0, 1.5)]
    assert spans("###x###") == [(0.0, 0.5), (1.0, 1.5)]


# Quiet standing


@each_view
def test_standing_still_is_quiet_standing_from_every_side(view: View) -> None:
    (stand,) = stands_in(still(STAND, from_view(view), seconds=2.0))
    assert (stand.kind, stand.side, stand.start_s, stand.end_s) == ("stand", None, 0.0, 2.0)


@each_view
@each_side
def test_neither_exercise_is_quiet_standing(view: View, side: Side) -> None:
    for posture in (one_leg(side), Stances(side).split()):
        scenes = perform((2.0, STAND), (4.0, posture))
        (stand,) = stands_in(film(scenes, from_view(view, down_deg=8.0)))
        assert stand.end_s < 2.6


def test_standing_with_bent_knees_is_not_quiet_standing() -> None:
    crouch = Posture(left=Leg(40, 80), right=Leg(40, 80))
    (stand,) = stands_in(film(perform((2.0, STAND), (4.0, crouch)), from_view("left")))
    assert stand.end_s < 2.6


def test_too_short_a_stand_does_not_count() -> None:
    assert stands_in(still(STAND, seconds=0.7)) == []
    assert len(stands_in(still(STAND, seconds=0.9))) == 1


def test_walking_past_is_not_standing() -> None:
    motion = perform((3.0, STAND))
    moving = motion.points_m + 0.5 * motion.time_s[:, None, None] * np.array([0.0, 1.0, 0.0])
    assert stands_in(film(Motion(motion.time_s, moving))) == []


@pytest.mark.parametrize("frames", [1, 2])
def test_too_few_frames_hold_no_stand(frames: int) -> None:
    assert stands_in(still(STAND, seconds=2.0).part(slice(frames))) == []


# One leg


@each_view
@each_side
def test_a_hold_is_named_after_the_leg_stood_on(view: View, side: Side) -> None:
    track = film(perform((2.0, STAND), (5.0, one_leg(side)), (2.0, STAND)), from_view(view))
    (hold,) = balance_in(track)
    assert (hold.kind, hold.side) == ("hold", side)
    assert (hold.start_s, hold.end_s) == pytest.approx((2.3, 7.9), abs=0.35)


def test_one_leg_stands_are_found_at_an_angle_too() -> None:
    track = film(perform((2.0, STAND), (5.0, one_leg("left"))), from_view("front", 45.0))
    assert kinds(balance_in(track)) == [("hold", "left")]


def test_looking_down_does_not_make_the_far_foot_a_lifted_one() -> None:
    # From 15 degrees above, the far ankle stands 6 % of the leg's length higher in the picture, lifted 5 % more.
    barely = Posture(right=Leg(hip_flexion_deg=18, knee_flexion_deg=36))
    track = film(perform((3.0, STAND), (5.0, barely)), from_view("left", down_deg=15.0))
    ankles = [track.at(of(side, "ANKLE"))[-1, 1] for side in SIDES]
    assert ankles[0] - ankles[1] > 0.08 * 600 * 0.85
    assert balance_in(track) == []


def test_a_foot_lifted_too_little_is_no_hold() -> None:
    barely = Posture(right=Leg(hip_flexion_deg=15, knee_flexion_deg=30))
    assert balance_in(film(perform((2.0, STAND), (5.0, barely)))) == []


@pytest.mark.parametrize(("seconds", "holds"), [(0.2, 0), (0.9, 1)])
def test_a_hold_must_last_half_a_second(seconds: float, holds: int) -> None:
    track = film(perform((2.0, STAND), (seconds, one_leg("left")), (2.0, STAND), fps=20, move_s=0.1))
    assert len(balance_in(track)) == holds


@pytest.mark.parametrize("view", FRONTAL)
def test_a_short_touch_does_not_end_the_hold_and_is_reported(view: View) -> None:
    scenes = perform((2, STAND), (4, one_leg("left")), (0.3, STAND), (4, one_leg("left")), fps=20, move_s=0.15)
    hold, touch = balance_in(film(scenes, from_view(view)))
    assert (hold.kind, hold.side) == ("hold", "left")
    assert (touch.kind, touch.side) == ("touch_down", "right")
    assert hold.start_s < 2.2
    assert hold.end_s > 10.5
    assert (touch.start_s, touch.end_s) == pytest.approx((6.2, 6.6), abs=0.15)


def test_a_long_touch_makes_two_holds() -> None:
    scenes = perform((2, STAND), (4, one_leg("left")), (1.0, STAND), (4, one_leg("left")), fps=20, move_s=0.15)
    assert kinds(balance_in(film(scenes))) == [("hold", "left"), ("touch_down", "right"), ("hold", "left")]


@each_side
def test_changing_legs_ends_the_hold_at_once(side: Side) -> None:
    scenes = perform((2, STAND), (4, one_leg(side)), (4, one_leg(other(side))), fps=20, move_s=0.3)
    first, second = balance_in(film(scenes))
    assert (first.side, second.side) == (side, other(side))
    assert first.end_s < second.start_s


def test_a_quick_hop_to_the_other_leg_and_back_is_not_bridged() -> None:
    scenes = perform(
        (2, STAND), (4, one_leg("left")), (0.2, one_leg("right")), (4, one_leg("left")), fps=30, move_s=0.1
    )
    holds = [phase for phase in balance_in(film(scenes)) if phase.kind == "hold"]
    assert [hold.side for hold in holds] == ["left", "left"]


def test_a_moment_in_which_nobody_is_found_does_not_end_the_hold() -> None:
    track = film(perform((2, STAND), (6, one_leg("left"))))
    unseen = lose(track, slice(50, 54))
    assert kinds(balance_in(unseen)) == [("hold", "left")]
    assert len(balance_in(lose(track, slice(45, 60)))) == 2


def test_a_mirror_image_swaps_the_leg() -> None:
    track = film(perform((2, STAND), (5, one_leg("left"))))
    assert kinds(balance_in(mirror(track))) == [("hold", "right")]


def test_uneven_times_are_counted_in_seconds() -> None:
    track = film(perform((2, STAND), (5, one_leg("left")), fps=20))
    slow = replace(track, time_s=2 * track.time_s)
    (hold,), (slow_hold,) = balance_in(track), balance_in(slow)
    assert slow_hold.duration_s == pytest.approx(2 * hold.duration_s)


# One foot behind the other


@each_view
@each_side
def test_a_split_stance_is_named_after_the_rear_leg(view: View, side: Side) -> None:
    motion = perform((2.0, STAND), (6.0, Stances(side).split()), (2.0, STAND))
    (hold,) = stretches_in(film(motion, from_view(view, down_deg=8.0)))
    assert (hold.kind, hold.side) == ("hold", side)
    assert (hold.start_s, hold.end_s) == pytest.approx((2.6, 8.6), abs=0.35)


@pytest.mark.parametrize("view", SAGITTAL)
def test_a_lifted_heel_does_not_lose_the_stretch(view: View) -> None:
    posture = Stances("left", leg=Leg(heel_up_deg=30)).split()
    assert kinds(stretches_in(film(perform((2, STAND), (6, posture)), from_view(view)))) == [("hold", "left")]


@each_view
def test_standing_and_short_steps_are_no_stretch(view: View) -> None:
    small_step = Posture(left=Leg(hip_flexion_deg=-8), right=Leg(hip_flexion_deg=8))
    assert stretches_in(film(perform((2, STAND), (5, small_step)), from_view(view))) == []


def test_walking_through_is_no_stretch() -> None:
    motion = perform((4.0, Stances("left").split()))
    moving = motion.points_m + 0.6 * motion.time_s[:, None, None] * np.array([1.0, 0.0, 0.0])
    assert stretches_in(film(Motion(motion.time_s, moving), from_view("left"))) == []


def test_at_an_angle_the_rear_leg_is_not_guessed() -> None:
    track = film(perform((2, STAND), (6, Stances("left").split())), from_view("front", 45.0))
    assert stretches_in(track) == []


def test_both_sides_one_after_the_other_are_found_in_order() -> None:
    scenes = ((1, STAND), (5, Stances("right").split()), (1, STAND), (5, Stances("left").split()))
    assert kinds(stretches_in(film(perform(*scenes), from_view("right")))) == [("hold", "right"), ("hold", "left")]


# What was exercised


def test_the_side_exercised_longest_in_all_is_judged() -> None:
    phases = [
        Phase("hold", "left", 0, 4),
        Phase("hold", "right", 5, 8),
        Phase("stand", None, 8, 60),
        Phase("touch_down", "right", 61, 90),
        Phase("hold", "right", 91, 93),
    ]
    assert exercised_side(phases) == "right"
    assert exercised_side(phases[:2]) == "left"


def test_without_an_exercise_no_side_is_judged() -> None:
    assert exercised_side([]) is None
    assert exercised_side([Phase("stand", None, 0, 5)]) is None


def test_lifted_is_what_the_stick_people_call_a_lifted_foot() -> None:
    track = still(Posture(right=LIFTED))
    ankles = [track.at(of(side, "ANKLE"))[0, 1] for side in SIDES]
    assert ankles[0] - ankles[1] > 0.08 * 600 * 0.85
