from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from skeletons import LEG_M, Shot, Stances, film, from_view, lose, perform, still, swaying

from formcheck.camera import find_camera
from formcheck.cues import CannotTellError, Reading
from formcheck.landmarks import Landmark, of
from formcheck.measures import (
    MEASURES,
    hand_support,
    hold_time_s,
    sway_percent,
    touch_downs,
)
from formcheck.performance import Performance
from formcheck.phases import Phase
from formcheck.pose import PoseTrack

ONE_LEG = Stances("left").one_leg()
SIDEWAYS, FORWARD = (0.0, 1.0), (1.0, 0.0)


def performance(track: PoseTrack, *phases: Phase) -> Performance:
    return Performance(track, find_camera(track), list(phases), "left")


def hold_of(track: PoseTrack) -> Performance:
    """The whole track is one hold on the left leg."""
    return performance(track, Phase("hold", "left", 0.0, float(track.time_s[-1])))


def balancing(share: float = 0.0, hz: float = 0.5, seconds: float = 20.0, shot: Shot | None = None) -> PoseTrack:
    return film(swaying(perform((seconds, ONE_LEG)), share, hz, SIDEWAYS), shot)


STILL = balancing()


def measured(measure: str, seen: Performance) -> Reading | None:
    """What a measure reads; a reason why it cannot tell is nothing measured too."""
    try:
        return MEASURES[measure](seen)
    except CannotTellError:
        return None


@pytest.mark.parametrize("measure", MEASURES)
def test_without_a_hold_nothing_is_measured(measure: str) -> None:
    assert measured(measure, performance(STILL)) is None
    assert measured(measure, performance(STILL, Phase("hold", "right", 0.0, 20.0))) is None


# Hold time


def test_hold_time_is_that_of_the_longest_hold() -> None:
    phases = [Phase("hold", "left", 1, 5), Phase("hold", "left", 6, 14), Phase("hold", "right", 14, 20)]
    reading = hold_time_s(performance(STILL, *phases))
    assert reading is not None
    assert (reading.estimate, reading.unit, reading.n, reading.worst_s) == (8.0, "s", 2, 14)
    assert reading.uncertainty > 0


# Touches


def test_touches_of_the_other_foot_are_counted() -> None:
    phases = [
        Phase("hold", "left", 0, 10),
        Phase("touch_down", "right", 4, 4.2),
        Phase("touch_down", "right", 7, 7.1),
        Phase("hold", "right", 12, 20),
        Phase("touch_down", "left", 15, 15.2),
    ]
    reading = touch_downs(performance(STILL, *phases))
    assert reading is not None
    assert (reading.estimate, reading.unit, reading.n, reading.worst_s) == (2.0, "count", 1, 4)


def test_a_foot_that_came_down_for_good_within_three_seconds_is_not_praised() -> None:
    assert touch_downs(performance(STILL, Phase("hold", "left", 0, 2.9))) is None
    assert touch_downs(performance(STILL, Phase("hold", "left", 0, 2.9), Phase("hold", "left", 4, 8))) is not None


def test_no_touch_is_zero_and_has_no_worst_moment() -> None:
    reading = touch_downs(hold_of(STILL))
    assert reading is not None
    assert (reading.estimate, reading.worst_s) == (0.0, None)


# Sway


def test_somebody_who_keeps_still_does_not_sway() -> None:
    reading = sway_percent(hold_of(STILL))
    assert reading is not None
    assert reading.estimate == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("share", [0.01, 0.04])
@pytest.mark.parametrize("px_per_m", [200.0, 600.0])
def test_sway_is_the_root_mean_square_in_percent_of_the_leg(share: float, px_per_m: float) -> None:
    # A sine has a root mean square of its height over the square root of two. The hips are one leg above the ankle.
    reading = sway_percent(hold_of(balancing(share, shot=Shot(px_per_m=px_per_m))))
    assert reading is not None
    assert reading.unit == "percent"
    assert reading.estimate == pytest.approx(100 * share / np.sqrt(2), rel=0.02)


def test_sway_is_the_same_from_any_view_that_shows_it() -> None:
    rocking = swaying(perform((20.0, ONE_LEG)), 0.03, 0.5, FORWARD)
    reading = sway_percent(hold_of(film(rocking, from_view("left"))))
    assert reading is not None
    assert reading.estimate == pytest.approx(100 * 0.03 / np.sqrt(2), rel=0.02)


def test_slowly_leaning_over_is_no_sway() -> None:
    motion = perform((20.0, ONE_LEG))
    drift = motion.points_m + 0.002 * motion.time_s[:, None, None] * np.array([0.0, 1.0, 0.0])
    reading = sway_percent(hold_of(film(replace(motion, points_m=drift))))
    assert reading is not None
    assert reading.estimate == pytest.approx(0.0, abs=1e-9)


def test_a_hand_that_shakes_the_camera_is_no_sway() -> None:
    shake = 10 * np.random.default_rng(4).normal(size=(len(STILL), 1, 2))
    reading = sway_percent(hold_of(STILL.with_xy(STILL.image_xy + shake)))
    assert reading is not None
    assert reading.estimate == pytest.approx(0.0, abs=1e-5)


def test_jitter_of_the_foot_alone_never_makes_sway_unknown() -> None:
    xy = STILL.image_xy.copy()
    xy[:, Landmark.LEFT_ANKLE] += np.random.default_rng(6).normal(size=(len(STILL), 2))
    reading = sway_percent(hold_of(STILL.with_xy(xy)))
    assert reading is not None
    assert reading.estimate == 0.0


def test_the_worst_moment_of_sway_is_the_farthest() -> None:
    xy = STILL.image_xy.copy()
    xy[90, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]] += 30
    reading = sway_percent(hold_of(STILL.with_xy(xy)))
    assert reading is not None
    assert reading.worst_s == pytest.approx(STILL.time_s[90])


def test_sway_looks_at_the_longest_stretch_in_which_the_hips_are_seen() -> None:
    track = balancing(0.04)
    calm_first = STILL.image_xy.copy()
    calm_first[150:] = track.image_xy[150:]
    unseen = lose(STILL.with_xy(calm_first), slice(140, 150), [Landmark.LEFT_HIP])
    reading = sway_percent(hold_of(unseen))
    assert reading is not None
    assert reading.estimate == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(("seconds", "measured"), [(1.2, False), (3.0, True)])
def test_sway_needs_a_second_of_settled_hold(seconds: float, measured: bool) -> None:
    assert (sway_percent(hold_of(balancing(seconds=seconds))) is not None) == measured


# A hand on something stable


def with_hand(track: PoseTrack, offset_from_hip_m: tuple[float, float], tremor_m: float = 0.0) -> PoseTrack:
    """Rest the left hand at a place given from the left hip, right and up in the picture."""
    xy = track.image_xy.copy()
    tremble = tremor_m * np.random.default_rng(8).normal(size=(len(track), 2))
    place = np.median(track.at(Landmark.LEFT_HIP), axis=0) + 600 * (np.array(offset_from_hip_m) * [1, -1] + tremble)
    xy[:, Landmark.LEFT_WRIST] = place
    return track.with_xy(xy)


@pytest.mark.parametrize(
    ("track", "supported"),
    [
        pytest.param(STILL, 0.0, id="hanging beside the hips"),
        pytest.param(with_hand(STILL, (0.4, 0.1)), 1.0, id="resting on a counter"),
        pytest.param(with_hand(balancing(0.03), (0.4, 0.1)), 1.0, id="resting while the body sways"),
        pytest.param(with_hand(STILL, (0.1, 0.0)), 0.0, id="on the hip"),
        pytest.param(with_hand(STILL, (0.5, 0.5)), 0.0, id="held out at shoulder height"),
        pytest.param(with_hand(STILL, (0.4, 0.1), tremor_m=0.05 * LEG_M), 0.0, id="moving in the air"),
    ],
)
def test_a_hand_supports_when_it_rests_low_and_away_from_the_hips(track: PoseTrack, supported: float) -> None:
    reading = hand_support(hold_of(track))
    assert reading is not None
    assert reading.estimate == supported


def test_an_unseen_hand_neither_supports_nor_hides_the_other() -> None:
    resting = with_hand(STILL, (0.4, 0.1))
    visibility = resting.visibility.copy()
    visibility[:, of("right", "WRIST")] = 0.1
    one_seen = hand_support(hold_of(replace(resting, visibility=visibility)))
    assert one_seen is not None
    assert one_seen.estimate == 1.0
    visibility[:, of("left", "WRIST")] = 0.1
    assert hand_support(hold_of(replace(resting, visibility=visibility))) is None


def test_a_hand_that_lets_go_for_most_of_the_hold_does_not_support() -> None:
    resting, hanging = with_hand(STILL, (0.4, 0.1)), still(ONE_LEG, seconds=20.0)
    xy = resting.image_xy.copy()
    xy[80:] = hanging.image_xy[80:]
    reading = hand_support(hold_of(resting.with_xy(xy)))
    assert reading is not None
    assert reading.estimate == 0.0
