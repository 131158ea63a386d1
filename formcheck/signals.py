"""From jittery landmarks to signals: outliers, gaps and zero-lag smoothing. Coordinates first, angles after.

scipy is imported where it is used: it takes longer to load than everything else, and lists need none of it.
"""

from __future__ import annotations

import numpy as np

from formcheck.landmarks import Side, of
from formcheck.outliers import without_outliers
from formcheck.pose import Array, PoseTrack

VISIBLE = 0.5
HAMPEL_FRAMES = 7
HAMPEL_PERIODS = 4.0
"""The window lasts at most so many periods of the activity's cut-off, else there is none.

Over more of a stride a swing looks like a jump: seven frames of a runner at 12 a second bent the knee's path by a
quarter of a leg, and a window of three frames, which knows no spread, did it as often.
"""

HAMPEL_SIGMAS = 3.0
HAMPEL_FLOOR = 0.01
BLOCK_FRAMES = 4096
MEDIAN_FRAMES = 256
"""Medians are taken of so many frames at a time: what is compared then stays in the processor's cache."""

BLOCK_VALUES = 1_000_000
"""Columns are cleaned together up to so many values: what is made on the way would be many times a long track."""

GAP_S = 0.15
ROUNDING_S = 1e-6
FILTER_ORDER = 2
TWO_PASSES = 0.802
"""(sqrt(2) - 1) ** (1 / 4): a second-order filter run forward and backward has its -3 dB point there."""

HIGHEST_CUTOFF = 0.4
"""Of the frame rate: above it the filter would hardly smooth, and near 0.5 it does not exist."""

UNEVEN = 0.01


def clean(track: PoseTrack, cutoff_hz: float) -> PoseTrack:
    """Return the track without outliers, short gaps filled, low-passed with no lag.

    Limbs that are too long and landmarks that dart to and fro are put back; then a Hampel filter over 7 frames, if
    these are short for the activity, gaps up to 0.15 s filled by a monotone cubic, and a second-order Butterworth run
    forward and backward. Longer gaps stay NaN and are never filtered across. ``visibility`` is unchanged.
    """
    track = without_outliers(track, cutoff_hz)
    raw, floor_px = track.image_xy.reshape(len(track), -1), HAMPEL_FLOOR * max(track.size_px)
    columns = max(BLOCK_VALUES // max(len(track), 1), 1)
    cleaned, despiked = np.empty(raw.shape), HAMPEL_FRAMES / track.fps * cutoff_hz <= HAMPEL_PERIODS
    for start in range(0, raw.shape[1], columns):
        xy = raw[:, start : start + columns]
        xy = hampel(xy, floor_px) if despiked else xy
        if not np.isfinite(xy).all():
            xy = np.stack([fill_gaps(column, track.time_s) for column in xy.T], axis=1)
        cleaned[:, start : start + columns] = low_pass(xy, track.time_s, cutoff_hz)
    return track.with_xy(cleaned.reshape(track.image_xy.shape))


def hampel(signal: Array, tolerance: float = 0.0) -> Array:
    """Replace by the running median what is over three robust standard deviations, and ``tolerance``, away from it.

    signal : (T,) or (T, K), each column for itself; NaN stays NaN.
    """
    half = HAMPEL_FRAMES // 2
    if len(signal) < HAMPEL_FRAMES:
        return signal
    padding = [(half, half)] + [(0, 0)] * (signal.ndim - 1)
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(signal, padding, mode="edge"), HAMPEL_FRAMES, axis=0)
    median = _median(windows)
    off = np.abs(signal - median)
    outliers = off > tolerance
    # Few samples are farther off than the tolerance, and only for those the spread matters.
    spread = 1.4826 * _median(np.abs(windows[outliers] - median[outliers, None]))
    outliers[outliers] = off[outliers] > HAMPEL_SIGMAS * spread
    return np.where(outliers, median, signal)


def _median(windows: Array) -> Array:
    """Median over the last axis, of odd length, without NaN; NaN where all are. Without any it is much faster."""
    # In blocks: windows are views of the signal, but what is sorted is a copy, seven times as large.
    starts = range(0, max(len(windows), 1), MEDIAN_FRAMES)
    return np.concatenate([_median_of_block(windows[start : start + MEDIAN_FRAMES]) for start in starts])


def _median_of_block(windows: Array) -> Array:
    if np.isfinite(windows).all():
        return _median_of_known(windows)
    median = np.full(windows.shape[:-1], np.nan)
    some = np.isfinite(windows).any(axis=-1)
    median[some] = np.nanmedian(windows[some], axis=-1)
    return median


def _median_of_known(windows: Array) -> Array:
    """Let the largest of each window rise, then the next, down to the middle: unlike a sort, of all at once."""
    places = [windows[..., place] for place in range(windows.shape[-1])]
    for top in range(len(places) - 1, len(places) // 2 - 1, -1):
        for place in range(top):
            low, high = places[place], places[place + 1]
            places[place], places[place + 1] = np.minimum(low, high), np.maximum(low, high)
    return np.asarray(places[len(places) // 2])


def fill_gaps(signal: Array, time_s: Array, longest_s: float = GAP_S) -> Array:
    """Fill gaps that last at most ``longest_s`` between two known samples; ends and longer gaps stay NaN."""
    known = np.isfinite(signal)
    if known.all() or known.sum() < 2:
        return signal
    from scipy.interpolate import PchipInterpolator

    filled = PchipInterpolator(time_s[known], signal[known], extrapolate=False)(time_s)
    before = np.maximum.accumulate(np.where(known, time_s, -np.inf))
    after = np.minimum.accumulate(np.where(known, time_s, np.inf)[::-1])[::-1]
    return np.where(known | (after - before <= longest_s + ROUNDING_S), filled, np.nan)


def low_pass(signal: Array, time_s: Array, cutoff_hz: float) -> Array:
    """Zero-lag Butterworth low-pass, each run of known samples for itself; NaN stays NaN.

    signal : (T,) or (T, K), each column for itself. Runs too short to filter are returned as they are. Unevenly timed
    samples are filtered on an even grid.
    """
    known = np.isfinite(signal)
    if signal.ndim > 1 and not (known == known[:, :1]).all():
        return np.stack([low_pass(column, time_s, cutoff_hz) for column in signal.T], axis=1)
    out = signal.copy()
    for start, stop in runs(known if signal.ndim == 1 else known[:, 0]):
        out[start:stop] = _low_pass_run(signal[start:stop], time_s[start:stop], cutoff_hz)
    return out


def runs(mask: np.ndarray) -> list[tuple[int, int]]:
    """Return the (start, stop) indices of each run of True.

    >>> runs(np.array([False, True, True, False, True]))
    [(1, 3), (4, 5)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(start), int(stop)) for start, stop in edges.reshape(-1, 2)]


def _low_pass_run(signal: Array, time_s: Array, cutoff_hz: float) -> Array:
    if len(signal) < 2:
        return signal
    steps_s = np.diff(time_s)
    step_s = float(np.median(steps_s))
    if np.abs(steps_s - step_s).max() > UNEVEN * step_s:
        grid_s = np.arange(time_s[0], time_s[-1] + step_s, step_s)
        from scipy.interpolate import interp1d

        even = _filter(interp1d(time_s, signal, axis=0, fill_value="extrapolate")(grid_s), 1.0 / step_s, cutoff_hz)
        return np.asarray(interp1d(grid_s, even, axis=0, fill_value="extrapolate")(time_s))
    return _filter(signal, 1.0 / step_s, cutoff_hz)


def _filter(signal: Array, fps: float, cutoff_hz: float) -> Array:
    from scipy.signal import butter, sosfiltfilt

    cutoff = min(cutoff_hz / TWO_PASSES, HIGHEST_CUTOFF * fps)
    sections = butter(FILTER_ORDER, cutoff, fs=fps, output="sos")
    # Reflection needs some samples: a shorter run is only noise reduction lost, not an error.
    padding = min(len(signal) - 1, int(np.ceil(3 * fps / cutoff)))
    return np.asarray(sosfiltfilt(sections, signal, axis=0, padlen=padding))


def seen(track: PoseTrack, side: Side, parts: tuple[str, ...], likely: float = VISIBLE) -> np.ndarray:
    """(T,) True where every named part is known, inside the picture and more likely visible than not.

    likely : how visible the pose model must take it to be.

    Shoulders and hips are needed on both sides: their middles are what is measured.
    """
    sides: dict[str, tuple[Side, ...]] = {"SHOULDER": ("left", "right"), "HIP": ("left", "right")}
    wanted = [of(each, part) for part in parts for each in sides.get(part, (side,))]
    xy = track.image_xy[:, wanted]
    inside = ((xy >= 0) & (xy <= np.array(track.size_px))).all(axis=(1, 2))
    return np.asarray(inside & (track.visibility[:, wanted] >= likely).all(axis=1))
