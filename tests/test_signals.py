from __future__ import annotations

import warnings

import gait_tracks
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from skeletons import Posture, lose, still

from formcheck import signals
from formcheck.landmarks import Landmark
from formcheck.leg_length import leg_length_px
from formcheck.pose import Array, PoseTrack
from formcheck.runs import runs
from formcheck.signals import GAP_S, HAMPEL_FRAMES, clean, fill_gaps, hampel, low_pass, seen
from test_videos.motions.run import Run

FPS = 30.0


def times(frames: int, fps: float = FPS) -> Array:
    return np.arange(frames) / fps


def wave(time_s: Array, hz: float) -> Array:
    return np.asarray(np.sin(2 * np.pi * hz * time_s))


@pytest.mark.parametrize("at", [4, 10, 25, 35])
@pytest.mark.parametrize("size", [-40.0, 15.0, 500.0])
def test_hampel_takes_a_single_spike_off_a_ramp_and_keeps_the_rest(at: int, size: float) -> None:
    ramp = np.arange(40.0)
    left = hampel(ramp + size * (np.arange(40) == at)) - ramp
    assert abs(left[at]) <= 1.0, "the median of what is around it: at most one step of the ramp away"
    np.testing.assert_array_equal(np.delete(left, at), 0.0)


@given(slope=st.floats(-100, 100), start=st.floats(-1000, 1000), frames=st.integers(0, 60))
def test_hampel_keeps_every_ramp(slope: float, start: float, frames: int) -> None:
    ramp = start + slope * np.arange(frames)
    np.testing.assert_allclose(hampel(ramp), ramp)


def test_hampel_keeps_a_step_because_it_is_no_outlier() -> None:
    step = np.repeat([0.0, 100.0], 20)
    np.testing.assert_array_equal(hampel(step), step)


def test_hampel_keeps_what_stays_within_the_tolerance() -> None:
    flicker = np.zeros(20)
    flicker[10] = 4.0
    np.testing.assert_array_equal(hampel(flicker, tolerance=5.0), flicker)
    assert hampel(flicker, tolerance=3.0)[10] == 0.0


@given(
    arrays(
        np.float64, st.tuples(st.integers(7, 40), st.integers(1, 3)), elements=st.floats(-20, 20) | st.just(np.nan)
    ),
    st.floats(0, 20),
)
def test_hampel_leaves_out_only_windows_that_hold_no_outlier(signal: Array, tolerance: float) -> None:
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(signal, [(3, 3), (0, 0)], "edge"), 7, axis=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # numpy warns where all of a window is unknown
        middle = np.nanmedian(windows, axis=-1)
        spread = 1.4826 * np.nanmedian(np.abs(windows - middle[..., None]), axis=-1)
    off = np.abs(signal - middle)
    spikes = (off > tolerance) & (off > 3.0 * spread)
    np.testing.assert_array_equal(hampel(signal, tolerance), np.where(spikes, middle, signal))


def test_hampel_leaves_unknown_samples_unknown() -> None:
    signal = np.arange(30.0)
    signal[[0, 12, 13, 29]] = np.nan
    np.testing.assert_array_equal(hampel(signal), signal)


@pytest.mark.parametrize("frames", range(HAMPEL_FRAMES))
def test_hampel_returns_too_short_a_signal_as_it_is(frames: int) -> None:
    signal = np.where(np.arange(frames) == 1, 99.0, 0.0)
    np.testing.assert_array_equal(hampel(signal), signal)


@pytest.mark.parametrize(("missing", "filled"), [(1, True), (3, True), (4, False), (10, False)])
def test_only_gaps_of_up_to_150_ms_are_filled(missing: int, filled: bool) -> None:
    line = np.arange(40.0)  # 30 frames per second: 3 missing frames lie between samples 0.133 s apart
    gappy = line.copy()
    gappy[20 : 20 + missing] = np.nan
    np.testing.assert_allclose(fill_gaps(gappy, times(40)), line if filled else gappy)


def test_short_and_long_gaps_are_told_apart_in_one_signal() -> None:
    gappy = np.arange(40.0)
    gappy[5:7] = gappy[20:30] = np.nan
    known = np.isfinite(fill_gaps(gappy, times(40)))
    assert runs(~known) == [(20, 30)]


def test_ends_are_never_invented() -> None:
    gappy = np.arange(20.0)
    gappy[[0, 19]] = np.nan
    np.testing.assert_array_equal(fill_gaps(gappy, times(20)), gappy)


def test_a_gap_counts_in_seconds_and_not_in_frames() -> None:
    gappy = np.array([0.0, 1.0, np.nan, 3.0, 4.0])
    assert np.isfinite(fill_gaps(gappy, times(5, fps=30))).all()
    assert np.isnan(fill_gaps(gappy, times(5, fps=5))[2])


def test_a_filled_gap_never_overshoots_its_ends() -> None:
    gappy = np.array([0.0, 0.0, np.nan, np.nan, 10.0, 10.0])
    filled = fill_gaps(gappy, times(6))
    assert np.all((filled >= 0.0) & (filled <= 10.0))
    assert np.all(np.diff(filled) >= 0.0)


@pytest.mark.parametrize("known", [0, 1])
def test_next_to_nothing_known_stays_as_it_is(known: int) -> None:
    signal = np.full(10, np.nan)
    signal[:known] = 1.0
    np.testing.assert_array_equal(fill_gaps(signal, times(10)), signal)


@given(value=st.floats(-1e4, 1e4), frames=st.integers(1, 120), fps=st.sampled_from([5.0, 12.0, 29.97, 60.0, 240.0]))
def test_low_pass_keeps_a_constant(value: float, frames: int, fps: float) -> None:
    signal = np.full(frames, value)
    np.testing.assert_allclose(low_pass(signal, times(frames, fps), 3.0), signal, rtol=1e-9, atol=1e-9)


def test_low_pass_keeps_slow_movement_and_takes_fast_away() -> None:
    time_s = times(300)
    inner = slice(30, -30)
    slow, fast = wave(time_s, 0.3), wave(time_s, 12.0)
    np.testing.assert_allclose(low_pass(slow, time_s, 3.0)[inner], slow[inner], atol=0.01)
    assert np.abs(low_pass(fast, time_s, 3.0)[inner]).max() < 0.01


def test_cutoff_is_where_half_the_power_is_left() -> None:
    time_s = times(1200, fps=120)
    passed = low_pass(wave(time_s, 6.0), time_s, 6.0)[240:-240]
    assert passed.std() * np.sqrt(2) == pytest.approx(np.sqrt(0.5), abs=0.01)


@pytest.mark.parametrize("hz", [0.5, 1.0, 2.0])
def test_low_pass_has_no_lag(hz: float) -> None:
    time_s = times(600, fps=60)
    signal = wave(time_s, hz)
    passed = low_pass(signal, time_s, 3.0)
    lags = range(-10, 11)
    match = [float(np.dot(signal[100:-100], np.roll(passed, lag)[100:-100])) for lag in lags]
    assert lags[int(np.argmax(match))] == 0


@given(frames=st.integers(8, 80), seed=st.integers(0, 1000))
def test_low_pass_is_the_same_forward_and_backward_in_time(frames: int, seed: int) -> None:
    signal = np.random.default_rng(seed).normal(size=frames)
    time_s = times(frames)
    np.testing.assert_allclose(low_pass(signal[::-1], time_s, 3.0)[::-1], low_pass(signal, time_s, 3.0), atol=0.05)


def test_nothing_is_filtered_across_a_gap() -> None:
    signal = np.concatenate([np.zeros(30), np.full(10, np.nan), np.full(30, 100.0)])
    np.testing.assert_allclose(low_pass(signal, times(70), 3.0), signal, atol=1e-9)


@given(cut=st.integers(1, 78), other_seed=st.integers(0, 1000))
def test_one_side_of_a_gap_knows_nothing_of_the_other(cut: int, other_seed: int) -> None:
    first, second = np.random.default_rng(0).normal(size=80), np.random.default_rng(other_seed).normal(size=80)
    changed = np.where(np.arange(80) > cut, second, first)
    first[cut] = changed[cut] = np.nan
    before = [low_pass(signal, times(80), 3.0)[:cut] for signal in (first, changed)]
    np.testing.assert_array_equal(*before)


@pytest.mark.parametrize("frames", [1, 2, 3, 5])
def test_short_runs_are_no_error(frames: int) -> None:
    passed = low_pass(np.arange(float(frames)), times(frames), 3.0)
    assert np.isfinite(passed).all()


@pytest.mark.parametrize("fps", [2.0, 5.0, 7.0])
def test_a_low_frame_rate_is_no_error(fps: float) -> None:
    ramp = np.arange(20.0)
    np.testing.assert_allclose(low_pass(ramp, times(20, fps), 6.0)[5:-5], ramp[5:-5], atol=0.5)


def test_unevenly_timed_samples_keep_their_shape() -> None:
    jitter = np.random.default_rng(3).uniform(-0.01, 0.01, size=300)
    time_s = times(300) + jitter
    signal = wave(time_s, 0.3)
    np.testing.assert_allclose(low_pass(signal, time_s, 3.0)[20:-20], signal[20:-20], atol=0.02)


def test_dropped_frames_do_not_bend_a_straight_line() -> None:
    time_s = np.delete(times(100), [20, 21, 50, 70, 71, 72])
    np.testing.assert_allclose(low_pass(7 * time_s, time_s, 3.0)[10:-10], 7 * time_s[10:-10], atol=1e-3)


def test_clean_keeps_somebody_who_stands_still_to_the_pixel() -> None:
    track = still(Posture(), seconds=3.0)
    np.testing.assert_allclose(clean(track, 3.0).image_xy, track.image_xy, atol=1e-6)


def test_clean_takes_out_a_landmark_that_jumps_for_one_frame() -> None:
    track = still(Posture(), seconds=3.0)
    jumped = track.image_xy.copy()
    jumped[12, Landmark.LEFT_KNEE] += 300
    np.testing.assert_allclose(clean(track.with_xy(jumped), 3.0).image_xy, track.image_xy, atol=1e-6)


@pytest.mark.parametrize("fps", [10.0, 12.0, 15.0, 30.0, 60.0])
def test_clean_takes_no_swing_of_a_runner_for_a_jump(fps: float) -> None:
    track = gait_tracks.seen(Run(seed=1), fps=fps).track
    smooth = low_pass(track.image_xy.reshape(len(track), -1), track.time_s, 10.0).reshape(track.image_xy.shape)
    off = np.linalg.norm(clean(track, 10.0).image_xy - smooth, axis=-1) / leg_length_px(track)
    assert off.max() < 0.05


def test_clean_knows_no_jump_where_seven_frames_are_most_of_a_stride_unless_a_limb_grows_by_it() -> None:
    track = gait_tracks.seen(Run(seed=1), fps=12.0).track
    jumped = track.image_xy.copy()
    jumped[12, Landmark.LEFT_ANKLE] += (0.0, 2 * leg_length_px(track))
    left = clean(track.with_xy(jumped), 10.0).at(Landmark.LEFT_ANKLE) - clean(track, 10.0).at(Landmark.LEFT_ANKLE)
    assert np.abs(left).max() < 0.5 * leg_length_px(track)


def test_clean_makes_jitter_smaller() -> None:
    track = still(Posture(), seconds=10.0)
    noise = np.random.default_rng(5).normal(scale=3.0, size=track.image_xy.shape)
    left = clean(track.with_xy(track.image_xy + noise), 1.0).image_xy - track.image_xy
    assert left[20:-20].std() < 0.6 * noise.std()


def test_clean_leaves_long_gaps_and_fills_short_ones() -> None:
    track = lose(lose(still(Posture(), seconds=4.0), slice(10, 11)), slice(25, 30))
    cleaned = clean(track, 3.0)
    gone = np.isnan(cleaned.image_xy).all(axis=(1, 2))
    assert 2 / track.fps > GAP_S, "at 10 frames per second even one missing frame is a long gap"
    assert np.flatnonzero(gone).tolist() == [10, *range(25, 30)]


@pytest.mark.parametrize("values", [1, 500, 5000])
def test_clean_gives_the_same_for_few_columns_at_a_time(values: int, monkeypatch: pytest.MonkeyPatch) -> None:
    standing = still(Posture(), seconds=4.0)
    noisy = standing.with_xy(standing.image_xy + np.random.default_rng(3).normal(size=standing.image_xy.shape))
    gappy = lose(lose(noisy, slice(10, 12), [Landmark.LEFT_KNEE]), slice(50, 80), [Landmark.NOSE])
    together = clean(gappy, 6.0).image_xy
    monkeypatch.setattr(signals, "BLOCK_VALUES", values)
    np.testing.assert_array_equal(clean(gappy, 6.0).image_xy, together)


def test_clean_changes_nothing_but_pixels() -> None:
    track = still(Posture(), seconds=2.0)
    cleaned = clean(track, 3.0)
    assert cleaned.time_s is track.time_s
    assert cleaned.visibility is track.visibility
    assert cleaned.world_m is track.world_m


def changed(track: PoseTrack, landmark: Landmark, xy: tuple[float, float] | None, visibility: float) -> PoseTrack:
    image_xy, likely = track.image_xy.copy(), track.visibility.copy()
    likely[3, landmark] = visibility
    if xy is not None:
        image_xy[3, landmark] = xy
    return PoseTrack(track.time_s, image_xy, likely, track.world_m, track.size_px, track.model)


@pytest.mark.parametrize(
    ("xy", "visibility", "is_seen"),
    [
        (None, 0.5, True),
        (None, 0.49, False),
        ((-1.0, 50.0), 0.9, False),
        ((50.0, 1921.0), 0.9, False),
        ((1080.0, 1920.0), 0.9, True),
        ((np.nan, np.nan), 0.9, False),
    ],
)
def test_seen_means_inside_the_picture_and_likely_visible(
    xy: tuple[float, float] | None, visibility: float, is_seen: bool
) -> None:
    track = changed(still(Posture()), Landmark.LEFT_KNEE, xy, visibility)
    mask = seen(track, "left", ("KNEE", "ANKLE"))
    assert mask[3] == is_seen
    assert np.delete(mask, 3).all()


def test_one_leg_does_not_need_the_other_but_both_hips() -> None:
    track = still(Posture())
    other_knee = changed(track, Landmark.RIGHT_KNEE, None, 0.0)
    other_hip = changed(track, Landmark.RIGHT_HIP, None, 0.0)
    assert seen(other_knee, "left", ("HIP", "KNEE"))[3]
    assert not seen(other_hip, "left", ("HIP", "KNEE"))[3]
