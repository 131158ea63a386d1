from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from gait_tracks import seen
from hypothesis import given, settings
from hypothesis import strategies as st
from movements import Rhythm, lunging, repeat, squatting
from skeletons import Posture, film, from_view, perform

from formcheck.camera import View
from formcheck.landmarks import Landmark
from formcheck.leg_length import leg_length_px
from formcheck.outliers import spikes, too_long, without_outliers
from formcheck.pose import PoseTrack
from formcheck.signals import clean
from test_videos.motions.run import Run
from test_videos.motions.walk import Walk

KNEE, WRIST = Landmark.LEFT_KNEE, Landmark.RIGHT_WRIST
FAST = Run(steps_per_min=210.0)


def standing(fps: float = 30.0) -> PoseTrack:
    return film(perform((4.0, Posture()), fps=fps))


def moved(track: PoseTrack, landmark: Landmark, frames: slice, legs: tuple[float, float]) -> PoseTrack:
    """The track with one landmark displaced in some frames, by leg lengths right and down."""
    xy = track.image_xy.copy()
    xy[frames, landmark] += np.array(legs) * leg_length_px(track)
    return track.with_xy(xy)


def marked(track: PoseTrack, cutoff_hz: float = 3.0) -> set[tuple[int, int]]:
    changed = (without_outliers(track, cutoff_hz).image_xy != track.image_xy).any(axis=2)
    known = np.isfinite(track.image_xy).all(axis=2)
    return {(int(frame), int(landmark)) for frame, landmark in np.argwhere(changed & known)}


@pytest.mark.parametrize("landmark", [KNEE, Landmark.RIGHT_ANKLE, Landmark.LEFT_ELBOW])
@pytest.mark.parametrize("frames", [1, 2, 3])
def test_a_limb_that_doubles_its_length_loses_the_end_that_jumped(landmark: Landmark, frames: int) -> None:
    track = standing()
    planted = moved(track, landmark, slice(50, 50 + frames), (0.9, 0.0))
    assert marked(planted) == {(frame, landmark) for frame in range(50, 50 + frames)}
    np.testing.assert_allclose(clean(planted, 3.0).image_xy, clean(track, 3.0).image_xy, atol=1e-6)


@pytest.mark.parametrize(("legs", "frame"), [((0.3, 0.0), 33), ((0.0, -0.35), 47), ((-0.25, 0.25), 61)])
def test_a_spike_in_a_running_leg_is_taken_off(legs: tuple[float, float], frame: int) -> None:
    track = seen(FAST).track
    planted = moved(track, KNEE, slice(frame, frame + 1), legs)
    assert (frame, KNEE) in marked(planted, 10.0)
    off_px = np.linalg.norm((clean(planted, 10.0).image_xy - clean(track, 10.0).image_xy)[:, KNEE], axis=1)
    assert off_px.max() < 0.05 * leg_length_px(track)


def test_what_is_a_dart_depends_on_the_activity() -> None:
    planted = moved(standing(), WRIST, slice(40, 41), (0.05, 0.0))
    assert spikes(planted, 3.0)[40, WRIST]
    assert spikes(planted, 3.0).sum() == 1
    assert not spikes(planted, 10.0).any()


@pytest.mark.parametrize("fps", [30.0, 60.0])
@pytest.mark.parametrize("view", ["left", "front"])
@pytest.mark.parametrize(("motion", "cutoff_hz"), [(FAST, 10.0), (Walk(), 6.0)], ids=["run", "walk"])
def test_clean_gait_is_untouched(motion: Run | Walk, cutoff_hz: float, view: View, fps: float) -> None:
    track = seen(motion, view, fps).track
    assert without_outliers(track, cutoff_hz) is track


@settings(max_examples=25, deadline=None)
@given(
    out_s=st.floats(0.4, 1.5),
    yaw_deg=st.floats(-30, 30),
    view=st.sampled_from(["front", "back", "left", "right"]),
    turn=st.sampled_from([squatting(), lunging("left")]),
    fps=st.sampled_from([12.0, 30.0, 60.0]),
)
def test_clean_exercises_are_untouched(out_s: float, yaw_deg: float, view: View, turn: Posture, fps: float) -> None:
    motion = repeat(Posture(), turn, Rhythm(reps=2, out_s=out_s, back_s=out_s), fps)
    track = film(motion, from_view(view, yaw_deg))
    assert without_outliers(track, 3.0) is track


@given(noise_px=st.floats(0.0, 6.0))
@settings(max_examples=15, deadline=None)
def test_jitter_is_no_outlier(noise_px: float) -> None:
    track = standing()
    noise = np.random.default_rng(2).normal(scale=noise_px, size=track.image_xy.shape)
    assert len(marked(track.with_xy(track.image_xy + noise))) < 0.001 * track.image_xy[..., 0].size


def test_a_limb_that_is_too_long_for_more_than_a_few_frames_is_a_gap() -> None:
    planted = moved(standing(), KNEE, slice(50, 55), (0.9, 0.0))
    left = without_outliers(planted, 3.0)
    assert np.isnan(left.at(KNEE)[50:55]).all()
    assert np.isfinite(left.at(KNEE)[[49, 55]]).all()


def test_someone_who_comes_nearer_grows_and_keeps_their_limbs() -> None:
    track = standing()
    growth = np.linspace(1.0, 2.5, len(track))[:, None, None]
    assert not too_long(track.with_xy(track.image_xy * growth)).any()


def test_unknown_and_few_frames_and_gaps_in_time_mark_nothing() -> None:
    track = standing()
    assert marked(track.with_xy(np.full_like(track.image_xy, np.nan))) == set()
    assert marked(moved(track.part(slice(4)), WRIST, slice(2, 3), (0.05, 0.0))) == set()
    slow = replace(track, time_s=track.time_s * 10)
    assert not spikes(moved(slow, WRIST, slice(40, 41), (0.05, 0.0)), 3.0).any()
