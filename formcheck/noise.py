"""The noise floor of a clip: how much an ankle that stands on the floor seems to move."""

from __future__ import annotations

import numpy as np

from formcheck.kinematics import leg_length_px
from formcheck.landmarks import SIDES, of
from formcheck.pose import Array, PoseTrack

WINDOW_S = 0.5
STILL = 0.02
"""An ankle stands where it drifts by less than this share of the leg's length in a window."""

USUAL = 0.002
"""Noise, in leg lengths, of the clips on which the measurement table was fitted: the table holds it already."""

SHANK = 0.5
"""Length of a shank in leg lengths."""


def ankle_noise(track: PoseTrack) -> float:
    """Standard deviation of a standing ankle about its own drift, in leg lengths; NaN if no ankle stands.

    track : not smoothed. The median over all windows of half a second in which an ankle stands, along both axes.
    """
    leg_px = leg_length_px(track)
    if len(track) < 3 or not leg_px > 0:
        return float("nan")
    frames = max(round(WINDOW_S * track.fps), 4)
    spreads = [_spreads(track.at(of(side, "ANKLE")) / leg_px, frames) for side in SIDES]
    found = np.concatenate(spreads)
    return float(np.median(found)) if len(found) else float("nan")


def noise_deg(track: PoseTrack) -> float:
    """How much more a shank's angle is in doubt (one standard deviation, degrees) than on a clean film.

    Both its ends jitter alike, and independently of each other. 0 where no ankle stands: nothing tells then.
    """
    noise = ankle_noise(track)
    extra = np.sqrt(max(noise**2 - USUAL**2, 0.0)) if np.isfinite(noise) else 0.0
    return float(np.degrees(np.sqrt(2) * extra / SHANK))


def _spreads(points: Array, frames: int) -> Array:
    """Standard deviation about a straight line in each window (N, 2 axes) in which a point stays where it is."""
    if len(points) < frames:
        return np.empty(0)
    windows = np.lib.stride_tricks.sliding_window_view(points, frames, axis=0)[:: max(frames // 2, 1)]
    windows = windows[np.isfinite(windows).all(axis=(1, 2))]
    time = np.arange(frames) - (frames - 1) / 2
    middle = windows.mean(axis=-1, keepdims=True)
    slope = (windows * time).sum(axis=-1, keepdims=True) / (time**2).sum()
    stands = (np.abs(slope[..., 0]) * frames < STILL).all(axis=1)
    left = (windows - middle - slope * time)[stands]
    return np.asarray(np.sqrt((left**2).sum(axis=-1) / (frames - 2)).ravel())
