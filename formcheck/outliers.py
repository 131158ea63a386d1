"""Landmarks that jump: limbs that grow longer than they are, and accelerations that no limb has."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.landmarks import COUNT, SIDES, Landmark, of
from formcheck.leg_length import leg_length_px, lengths_of
from formcheck.medians import median, percentile
from formcheck.pose import Array, PoseTrack
from formcheck.runs import runs

LIMBS = (
    ("SHOULDER", "HIP"),
    ("HIP", "KNEE"),
    ("KNEE", "ANKLE"),
    ("HEEL", "FOOT_INDEX"),
    ("SHOULDER", "ELBOW"),
    ("ELBOW", "WRIST"),
)
LONGEST, LONGER, LONG_SHARE = 1.25, 1.4, 90
"""A limb is too long beyond 1.25 of its 90th percentile over the clip and 1.4 of its median around that moment.

A picture shortens limbs and never lengthens them; who comes nearer grows slowly, and all limbs alike.
"""

LEAST_EXCESS = 0.1
"""... and longer by so many leg lengths: of a foot seen from its tip, jitter alone doubles the length."""

AROUND_S = 0.5
SWING = 0.1
"""A limb swings by so many leg lengths at most as quickly as the filter of the activity lets through."""

SIGMAS = 5.0
"""A spike also stands out so far from the landmark's own accelerations: what is jittery has none."""

LEAST_DART = 0.03
"""... and leads at least so many leg lengths away from where it is before and after: less is jitter."""

BRIDGED = 3
"""Frames in a row, as many as the filter that follows would mend too."""

NEIGHBOURS_S = 0.15
"""Frames farther apart than this tell no acceleration."""

VALUES_AT_ONCE = 100_000
"""Landmarks are looked at together up to so many numbers, which the processor keeps near."""


def without_outliers(track: PoseTrack, cutoff_hz: float) -> PoseTrack:
    """Return the track with landmarks that jumped put back between the frames before and after, or NaN for longer.

    cutoff_hz : the low-pass of the activity, which says how quickly its limbs turn. Up to BRIDGED frames in a row are
    put back; visibility and world landmarks stay.
    """
    gone = too_long(track) | spikes(track, cutoff_hz)
    if not gone.any():
        return track
    xy = track.image_xy.copy()
    for landmark in np.flatnonzero(gone.any(axis=0)):
        _bridge(xy[:, landmark], track.time_s, gone[:, landmark])
    return track.with_xy(xy)


def _bridge(points: Array, time_s: Array, gone: NDArray[np.bool_]) -> None:
    """Lay a straight line through points (T, 2) where a few frames in a row are gone, and NaN where more are."""
    for start, stop in runs(gone):
        before = start - 1
        if stop - start > BRIDGED or before < 0 or stop == len(points):
            points[start:stop] = np.nan
        else:
            share = (time_s[start:stop] - time_s[before]) / (time_s[stop] - time_s[before])
            points[start:stop] = points[before] + share[:, None] * (points[stop] - points[before])


def too_long(track: PoseTrack) -> np.ndarray:
    """(T, 33) True for the end that jumped of a limb that is far longer than it ever is."""
    gone, least_px = np.zeros((len(track), COUNT), dtype=bool), LEAST_EXCESS * leg_length_px(track)
    for side in SIDES:
        for upper, lower in LIMBS:
            ends = of(side, upper), of(side, lower)
            lengths = lengths_of(track.at(ends[0]) - track.at(ends[1]))
            for frame in np.flatnonzero(_stretched(lengths, track.time_s, least_px)):
                gone[frame, _jumped(track, int(frame), lengths, ends)] = True
    return gone


def _stretched(lengths: Array, time_s: Array, least_px: float) -> np.ndarray:
    known = np.isfinite(lengths)
    if not known.any():
        return known
    # NaN compares false: an unknown limb is not too long.
    stretched = lengths > LONGEST * percentile(lengths[known], LONG_SHARE)
    for frame in np.flatnonzero(stretched):
        usual_px = np.median(lengths[known & (np.abs(time_s - time_s[frame]) <= AROUND_S)])
        stretched[frame] = lengths[frame] > max(LONGER * usual_px, usual_px + least_px)
    return np.asarray(stretched)


def _jumped(track: PoseTrack, frame: int, lengths: Array, ends: tuple[Landmark, Landmark]) -> Landmark:
    """The end of a limb that lies farther from where it usually is around that moment."""
    usual = np.isfinite(lengths) & (np.abs(track.time_s - track.time_s[frame]) <= AROUND_S)
    away = [np.linalg.norm(track.at(end)[frame] - np.median(track.at(end)[usual], axis=0)) for end in ends]
    return ends[int(np.argmax(away))]


def spikes(track: PoseTrack, cutoff_hz: float) -> np.ndarray:
    """(T, 33) True where a landmark darts away for one frame, faster than a limb can turn to and fro.

    The limit is the acceleration of SWING leg lengths to and fro at the activity's cut-off: about 3 g in exercises,
    13 g in walking and 36 g in running.
    """
    gone, leg_px = np.zeros((len(track), COUNT), dtype=bool), leg_length_px(track)
    if len(track) < 5 or not leg_px > 0:
        return gone
    limit = SWING * leg_px * (2 * np.pi * cutoff_hz) ** 2
    limit = max(limit, 2 * LEAST_DART * leg_px * track.fps**2)
    at_once = max(VALUES_AT_ONCE // (2 * len(track)), 1)
    for start in range(0, COUNT, at_once):
        accelerations = _accelerations(track.image_xy[:, start : start + at_once], track.time_s)
        # NaN compares false. Of most landmarks none is that fast.
        fast = (lengths_of(accelerations) > limit).any(axis=0)
        for landmark in np.flatnonzero(fast):
            gone[2:-2, start + landmark] = _darts(accelerations[:, landmark], limit)
    return gone


def _accelerations(points: Array, time_s: Array) -> Array:
    """(T - 2, K, 2) of points (T, K, 2), pixels per second squared; NaN across gaps."""
    steps_s = np.diff(time_s)[:, None, None]
    velocities = np.diff(points, axis=0) / steps_s
    accelerations = 2 * np.diff(velocities, axis=0) / (steps_s[1:] + steps_s[:-1])
    accelerations[np.maximum(steps_s[1:], steps_s[:-1])[:, 0, 0] > NEIGHBOURS_S] = np.nan
    return np.asarray(accelerations)


def _darts(accelerations: Array, limit: float) -> np.ndarray:
    """(T - 4,) True where a point's acceleration (T - 2, 2) beyond a limit turns round before and after."""
    size, (x, y) = lengths_of(accelerations), accelerations.T
    known = size[np.isfinite(size)]
    usual = median(known) if len(known) else np.nan
    onward = x[1:] * x[:-1] + y[1:] * y[:-1]
    turns = (onward[:-1] < 0) & (onward[1:] < 0)
    largest = (size[1:-1] > size[:-2]) & (size[1:-1] > size[2:])
    # The median length of a noisy vector in the plane is 1.18 standard deviations of its parts.
    return np.asarray(turns & largest & (size[1:-1] > max(limit, SIGMAS * usual / 1.18)))
