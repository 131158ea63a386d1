"""The noise floor of a clip: how much an ankle that stands on the floor seems to move."""

from __future__ import annotations

import numpy as np

from formcheck.kinematics import leg_length_px
from formcheck.landmarks import SIDES, of
from formcheck.once import once_a_track
from formcheck.pose import Array, PoseTrack

WINDOW_S = 0.5
STILL = 0.04
"""An ankle stands where it ends a window this near to where it began it, in leg lengths."""

SMOOTH = 4
"""Coefficients of the smooth path."""

USUAL = 0.002
"""Noise, in leg lengths, of the clips on which the measurement table was fitted: the table holds it already."""

SHANK = 0.5
"""Length of a shank in leg lengths."""


@once_a_track
def ankle_noise(track: PoseTrack) -> float:
    """Standard deviation of a standing ankle about its own smooth path, in leg lengths; NaN if no ankle stands.

    track : not smoothed. The median over all windows of half a second in which an ankle stands, along both axes.
    """
    leg_px = leg_length_px(track)
    if len(track) < 3 or not leg_px > 0:
        return float("nan")
    frames = max(round(WINDOW_S * track.fps), SMOOTH + 2)
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
    """Standard deviation about a smooth path in each window (N, 2 axes) in which a point stays where it is."""
    if len(points) < frames:
        return np.empty(0)
    windows = np.lib.stride_tricks.sliding_window_view(points, frames, axis=0)[:: max(frames // 2, 1)]
    windows = windows[np.isfinite(windows).all(axis=(1, 2))]
    # A cubic takes out how a foot comes to rest and leaves; jitter is far quicker.
    smooth = np.linalg.qr(np.vander(np.linspace(-1.0, 1.0, frames), SMOOTH))[0]
    stands = (np.abs(windows[..., -1] - windows[..., 0]) < STILL).all(axis=1)
    left = (windows - windows @ smooth @ smooth.T)[stands]
    return np.asarray(np.sqrt((left**2).sum(axis=-1) / (frames - SMOOTH)).ravel())
