from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from skeletons import Leg, Posture, Shot, Stances, film, from_view, lose, perform, shown, still

from formcheck.camera import ANY_VIEW, FRONTAL, SAGITTAL, View, find_camera
from formcheck.cues import Band, CannotTellError, Cue
from formcheck.judging import Judged, judge_cue, read_metric, usable
from formcheck.landmarks import Landmark, Side
from formcheck.metrics import METRICS
from formcheck.performance import Performance
from formcheck.phases import Phase
from formcheck.pose import PoseTrack

NOT_FOUND = "Lift one foot."
BAND = Band(ideal=0, met=5, not_met=10)


def cue(metric: str, views: tuple[View, ...], band: Band = BAND, **changes: Any) -> Cue:
    return Cue(
        "some_cue",
        "Do it",
        "do it",
        "A0",
        "Do it so.",
        views=views,
        metric=metric,
        band=band,
        basis="ours",
        **changes,
    )


KNEE_IN = cue("knee_in", FRONTAL)
KNEE_BENT = cue("knee_flexion", SAGITTAL, Band(0, 10, 20))
LEAN = cue("trunk_lean_lateral", FRONTAL, Band(0, 6, 12), statistic="magnitude")
HEEL = cue("heel_lift", SAGITTAL)
HOLD = cue("hold_time", ANY_VIEW, Band(45, 30, 10))


def perform_hold(track: PoseTrack, side: Side = "left") -> Performance:
    camera = replace(find_camera(track), roll_known=True)
    return Performance(track, camera, [Phase("hold", side, 0.0, float(track.time_s[-1]))], side)


def knee_in_track(truth_deg: float, seconds: float = 10.0, shot: Shot | None = None) -> PoseTrack:
    leg = Leg(knee_in_deg=shown("knee_in", "front", truth_deg, stand=None))
    return still(Stances("left", leg=leg).one_leg(), shot, seconds)


def judged(cue_: Cue, track: PoseTrack, side: Side = "left") -> Judged:
    return judge_cue(cue_, perform_hold(track, side), NOT_FOUND)


def reason(answer: Judged) -> str:
    assert answer.verdict.state == "cannot_tell"
    assert answer.verdict.reason is not None
    return answer.verdict.reason


# What is read


@pytest.mark.parametrize(("truth_deg", "state"), [(0, "met"), (-9, "met"), (7, "borderline"), (25, "not_met")])
def test_a_metric_is_estimated_and_judged(truth_deg: float, state: str) -> None:
    answer = judged(KNEE_IN, knee_in_track(truth_deg))
    assert answer.reading is not None
    assert answer.reading.estimate == pytest.approx(truth_deg, abs=1e-9)
    assert answer.reading.unit == "deg"
    assert answer.reading.n == 1
    assert answer.verdict.state == state


def test_estimate_is_the_median_of_the_settled_frames() -> None:
    inward = Stances("left", leg=Leg(knee_in_deg=shown("knee_in", "front", 40.0, stand=None))).one_leg()
    straight = Stances("left", leg=Leg(knee_in_deg=shown("knee_in", "front", 2.0, stand=None))).one_leg()
    track = film(perform((4.0, inward), (12.0, straight), move_s=0.1))
    answer = judged(KNEE_IN, track)
    assert answer.reading is not None
    assert answer.reading.estimate == pytest.approx(2.0, abs=1e-9)


def test_values_are_known_in_the_settled_frames_only() -> None:
    track = knee_in_track(3.0)
    values = judged(KNEE_IN, track).values
    assert values is not None
    settled = (track.time_s >= 1.0) & (track.time_s <= 9.0)
    np.testing.assert_array_equal(np.isfinite(values), settled)
    np.testing.assert_allclose(values[settled], 3.0, atol=1e-9)


def test_worst_moment_and_faults_are_where_the_knee_goes_in() -> None:
    knees = [shown("knee_in", "front", truth, stand=None) for truth in (2.0, 14.0, 30.0)]
    straight, inward, far_in = (Stances("left", leg=Leg(knee_in_deg=knee)).one_leg() for knee in knees)
    scenes = ((6.0, straight), (1.0, inward), (0.2, far_in), (6.0, straight), (0.2, inward), (6.0, straight))
    track = film(perform(*scenes, move_s=0.1))
    answer = judged(KNEE_IN, track)
    assert answer.reading is not None
    assert answer.reading.worst_s == pytest.approx(7.3, abs=0.11)
    ((start_s, end_s),) = answer.intervals_s
    assert (start_s, end_s) == pytest.approx((6.1, 7.5), abs=0.15)


@pytest.mark.parametrize("trunk_deg", [15.0, -15.0])
@pytest.mark.parametrize("side", ["left", "right"])
def test_where_both_directions_are_bad_the_size_counts(trunk_deg: float, side: Side) -> None:
    trunk = shown("trunk_lean_lateral", "front", trunk_deg, stand=None)
    answer = judged(LEAN, still(Stances(side, trunk_deg=trunk).one_leg(), seconds=10.0), side)
    assert answer.reading is not None
    assert answer.reading.estimate == pytest.approx(15.0, abs=1e-9)
    assert answer.verdict.state == "not_met"
    assert answer.intervals_s == ((1.0, 9.0),)


def test_a_measure_of_the_whole_has_no_signal() -> None:
    answer = judged(HOLD, knee_in_track(0.0, seconds=40.0))
    assert answer.reading is not None
    assert answer.reading.estimate == 40.0
    assert answer.verdict.state == "met"
    assert answer.values is None
    assert answer.intervals_s == ()


# What stands in the way


def test_what_no_camera_sees_is_asked() -> None:
    asked = Cue("gentle", "Be gentle", "gentle", "A0", "Ease off.", ask="Was it gentle?")
    assert "ask yourself" in reason(judged(asked, knee_in_track(0.0)))


@pytest.mark.parametrize(
    ("cue_", "view", "wanted"),
    [
        (KNEE_IN, "left", "Film from the front or from behind: this clip was filmed from the left side."),
        (KNEE_IN, "right", "Film from the front or from behind: this clip was filmed from the right side."),
        (KNEE_BENT, "front", "Film from the side: this clip was filmed from the front."),
        (KNEE_BENT, "back", "Film from the side: this clip was filmed from behind."),
        (cue("knee_in", ("back",)), "front", "Film from behind: this clip was filmed from the front."),
        (
            cue("hold_time", (*FRONTAL, *SAGITTAL)),
            "oblique",
            "Film straight from the front, from behind or from the side: this clip was filmed at an angle.",
        ),
    ],
)
def test_a_wrong_view_names_the_one_to_film_from(cue_: Cue, view: View, wanted: str) -> None:
    shot = Shot(azimuth_deg=45.0) if view == "oblique" else from_view(view)
    assert reason(judged(cue_, knee_in_track(0.0, shot=shot))) == wanted


@pytest.mark.parametrize(("yaw_deg", "told"), [(9.0, True), (-9.0, True), (15.0, False), (-15.0, False)])
def test_knee_in_needs_a_camera_that_stands_straight(yaw_deg: float, told: bool) -> None:
    answer = judged(KNEE_IN, knee_in_track(0.0, shot=from_view("front", yaw_deg)))
    if told:
        assert answer.reading is not None
    else:
        assert "Film from straight in front: the camera stood 15° to the side" in reason(answer)


def test_from_behind_the_straight_view_is_behind() -> None:
    assert "Film from straight behind" in reason(judged(KNEE_IN, knee_in_track(0.0, shot=from_view("back", 15.0))))


def test_the_trunk_does_not_mind_a_camera_that_stands_to_the_side() -> None:
    track = still(Stances("left").one_leg(), from_view("front", 15.0), seconds=10.0)
    assert judged(LEAN, track).verdict.state == "met"


def test_the_leg_behind_the_other_cannot_be_judged_at_the_knee() -> None:
    track = still(Stances("right").split(), from_view("left"), seconds=10.0)
    assert "Film from the right side" in reason(judged(KNEE_BENT, track, "right"))
    assert judged(HEEL, track, "right").reading is not None


def test_an_exercise_that_was_not_found_says_what_to_do() -> None:
    track = knee_in_track(0.0)
    nothing_held = Performance(track, find_camera(track), [Phase("stand", None, 0, 9)], "left")
    assert reason(judge_cue(KNEE_IN, nothing_held, NOT_FOUND)).endswith(NOT_FOUND)


def test_an_exercise_of_the_other_leg_names_that_leg() -> None:
    track = knee_in_track(0.0)
    other_leg = Performance(track, find_camera(track), [Phase("hold", "right", 0, 9)], "left")
    assert "Only the right leg was held" in reason(judge_cue(KNEE_IN, other_leg, NOT_FOUND))


@pytest.mark.parametrize(("unseen_share", "told"), [(0.1, True), (0.15, True), (0.3, False), (1.0, False)])
def test_most_of_the_hold_must_be_seen(unseen_share: float, told: bool) -> None:
    track = knee_in_track(0.0, seconds=20.0)
    unseen = lose(track, slice(10, 10 + int(unseen_share * 181)), [Landmark.LEFT_KNEE])
    answer = judged(KNEE_IN, unseen)
    if told:
        assert answer.verdict.state == "met"
    else:
        assert reason(answer).startswith(
            "The knee and ankle of the left leg could not be seen for most of the hold. "
        )


def test_what_is_unlikely_visible_or_outside_the_picture_is_not_seen() -> None:
    track = knee_in_track(0.0)
    unlikely = replace(track, visibility=np.full_like(track.visibility, 0.3))
    outside = knee_in_track(0.0, shot=Shot(shift_px=(0.0, 500.0)))
    for unseen in (unlikely, outside):
        assert "could not be seen" in reason(judged(KNEE_IN, unseen))


def test_a_model_that_was_never_measured_is_no_ground_for_a_verdict() -> None:
    track = knee_in_track(0.0, shot=Shot(model="sketch"))
    assert "How accurate the sketch model is" in reason(judged(KNEE_IN, track))


def test_too_short_a_hold_for_sway_says_so() -> None:
    answer = judged(cue("sway", FRONTAL, Band(0, 1, 2.5)), knee_in_track(0.0, seconds=1.0))
    assert "too short" in reason(answer)


def test_what_landmarks_hardly_carry_cannot_be_told_however_clear_it_looks() -> None:
    posture = replace(Stances("left").one_leg(), left_hip_up_deg=8.0)
    answer = judged(cue("pelvic_drop", FRONTAL), still(posture, seconds=10.0))
    assert "too uncertain" in reason(answer)
    assert answer.reading is not None


# Helpers that others use


def test_heel_lift_needs_both_feet_and_knee_in_only_one_leg() -> None:
    track = still(Posture(), from_view("left"))
    other_heel = perform_hold(lose(track, slice(2, 4), [Landmark.RIGHT_HEEL]))
    assert np.flatnonzero(~usable(METRICS["heel_lift"], other_heel)).tolist() == [2, 3]
    assert usable(METRICS["foot_pitch"], other_heel).all()


def test_reading_is_the_median_over_the_given_frames() -> None:
    performance = perform_hold(knee_in_track(6.0))
    frames = np.arange(len(performance.track)) < 5
    reading, values = read_metric(METRICS["knee_in"], performance, [frames])
    assert reading.estimate == pytest.approx(6.0)
    assert reading.uncertainty > 0
    np.testing.assert_array_equal(np.isfinite(values), frames)


def test_reading_what_was_never_measured_is_refused() -> None:
    performance = perform_hold(knee_in_track(0.0, shot=Shot(model="sketch")))
    with pytest.raises(CannotTellError, match="sketch"):
        read_metric(METRICS["knee_in"], performance, [performance.held])
