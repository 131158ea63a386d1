"""From jittery landmarks to signals: outliers, gaps and zero-lag smoothing. Coordinates first, angles after.

scipy is imported where it is used: it takes longer to load than everything else, and lists need none of it.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from formcheck.landmarks import Side, of
from formcheck.medians import median_across
from formcheck.outliers import without_outliers
from formcheck.pose import Array, PoseTrack
from formcheck.runs import runs

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
WINDOWS = 16_384
"""So many windows are looked at together: what is compared then stays in the processor's cache."""

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
    columns = signal.reshape(len(signal), -1)
    padded = np.pad(columns, [(half, half), (0, 0)], mode="edge")
    window, out = np.arange(HAMPEL_FRAMES)[:, None], columns.copy()
    rows, of_column = np.nonzero(_moves(padded, tolerance))
    # Some at a time: windows are seven times as large as what they are taken of.
    for start in range(0, len(rows), WINDOWS):
        frames, column = rows[start : start + WINDOWS], of_column[start : start + WINDOWS]
        out[frames, column] = _despiked(padded[frames + window, column], tolerance)
    return out.reshape(signal.shape)


def _moves(padded: Array, tolerance: float) -> NDArray[np.bool_]:
    """True where a sample may be farther than a tolerance from the median of its window.

    It is not where the way to it from the first of the window and that on to the last are no longer: few are.
    """
    steps = np.abs(np.diff(padded, axis=0))
    # NaN compares false: where a sample is unknown, the window is looked at.
    short = steps[:-2] + steps[1:-1] + steps[2:] <= tolerance
    half = HAMPEL_FRAMES // 2
    return np.asarray(~(short[:-half] & short[half:]))


def _despiked(windows: Array, tolerance: float) -> Array:
    """(N,) the middle samples of windows (7, N), or the medians of those in which it is a spike."""
    samples, middle = windows[len(windows) // 2], _median(windows)
    off = np.abs(samples - middle)
    outliers = off > tolerance
    # Only for those the spread matters.
    spread = 1.4826 * _median(np.abs(windows[:, outliers] - middle[outliers]))
    outliers[outliers] = off[outliers] > HAMPEL_SIGMAS * spread
    return np.where(outliers, middle, samples)


def _median(windows: Array) -> Array:
    """(N,) medians of windows (7, N), without NaN; NaN where all are. Those without any are much faster."""
    known = np.isfinite(windows)
    if known.all():
        return median_across(windows)
    whole, some = known.all(axis=0), known.any(axis=0)
    medians = np.full(windows.shape[1], np.nan)
    medians[whole] = median_across(windows[:, whole])
    medians[some & ~whole] = np.nanmedian(windows[:, some & ~whole], axis=0)
    return medians


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
    from scipy.signal import sosfiltfilt

    cutoff = min(cutoff_hz / TWO_PASSES, HIGHEST_CUTOFF * fps)
    sections = _sections(cutoff / fps)
    # Reflection needs some samples: a shorter run is only noise reduction lost, not an error.
    padding = min(len(signal) - 1, int(np.ceil(3 * fps / cutoff)))
    return np.asarray(sosfiltfilt(sections, signal, axis=0, padlen=padding))


@lru_cache(maxsize=8)
def _sections(cutoff: float) -> Array:
    """The filter for a cut-off as a share of the frame rate, which most signals of a clip have in common."""
    from scipy.signal import butter

    return np.asarray(butter(FILTER_ORDER, cutoff, fs=1.0, output="sos"))


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
