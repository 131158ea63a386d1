"""Whether the film runs at the speed of life: slow motion, and time lapse."""

from __future__ import annotations

import numpy as np
from scipy.signal import find_peaks, peak_widths

from formcheck.kinematics import leg_length_px
from formcheck.landmarks import LEG, SIDES, Side, of
from formcheck.pose import Array, PoseTrack

GRID_HZ = 60.0
SWING_DEG = 25.0
"""A knee that bends this much more than before and after, while the other leg carries, swings forward."""

MOVING_DEG, MOVING = 5.0, 0.1
LEAST_SWINGS = 3
TAKING_TURNS = -0.2
"""Correlation of both knees, or of both ankles, below which the legs take turns."""

SLOWEST_S = 0.42
FASTEST_S = 0.13
"""Time for which a swinging knee is bent by more than half of what it bends.

The leg swings like a pendulum, so this hardly changes with the pace: 27 % of a stride at free speed (Schwartz 2008,
J Biomech 41:1639), about 0.3 s; in slow walking it is the standing that takes longer. The limits are ours.
"""


def swing_s(track: PoseTrack) -> float | None:
    """Median time for which a swinging knee is bent by half of its swing, or None where nobody walks or runs."""
    if len(track) < 3 or not leg_length_px(track) > 0:
        return None
    bends = {side: _bend_deg(track, side) for side in SIDES}
    strides = {side: _stride(track, side) for side in SIDES}
    if not (_take_turns(bends, MOVING_DEG) or _take_turns(strides, MOVING)):
        return None
    widths = np.concatenate([_swing_widths_s(track.time_s, bend) for bend in bends.values()])
    return float(np.median(widths)) if len(widths) >= LEAST_SWINGS else None


def _take_turns(signals: dict[Side, Array], moving: float) -> bool:
    left, right = signals["left"], signals["right"]
    both = np.isfinite(left) & np.isfinite(right)
    if both.sum() < 3 or min(left[both].std(), right[both].std()) < moving:
        return False
    return bool(np.corrcoef(left[both], right[both])[0, 1] <= TAKING_TURNS)


def _stride(track: PoseTrack, side: Side) -> Array:
    """(T,) how far an ankle is to the right of the hips, in leg lengths."""
    hips = track.middle([of(each, "HIP") for each in SIDES])
    return np.asarray((track.at(of(side, "ANKLE")) - hips)[:, 0] / leg_length_px(track))


def _bend_deg(track: PoseTrack, side: Side) -> Array:
    """(T,) how far a knee is bent, whichever way, as the picture shows it."""
    hip, knee, ankle = (track.at(of(side, part)) for part in LEG[:3])
    thigh, shank = knee - hip, ankle - knee
    cross = thigh[:, 0] * shank[:, 1] - thigh[:, 1] * shank[:, 0]
    return np.asarray(np.degrees(np.abs(np.arctan2(cross, (thigh * shank).sum(axis=1)))))


def _swing_widths_s(time_s: Array, bend_deg: Array) -> Array:
    known = np.isfinite(bend_deg)
    if known.sum() < 3:
        return np.empty(0)
    grid_s = np.arange(time_s[known][0], time_s[known][-1], 1.0 / GRID_HZ)
    even = np.interp(grid_s, time_s[known], bend_deg[known])
    peaks, _ = find_peaks(even, prominence=SWING_DEG, distance=max(int(0.1 * GRID_HZ), 1))
    return np.asarray(peak_widths(even, peaks, rel_height=0.5)[0] / GRID_HZ)
