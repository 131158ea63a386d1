"""How fast hips and feet move, and when that counts as keeping still."""

from __future__ import annotations

import numpy as np

from formcheck.landmarks import SIDES, Side, of
from formcheck.leg_length import leg_length_px, lengths_of
from formcheck.once import once_a_track
from formcheck.phases import LEAVE_S
from formcheck.pose import Array, PoseTrack
from formcheck.signals import fill_gaps

SLOW = 0.10
"""Hips move less than this share of the leg's length per second while a posture is held."""


@once_a_track
def keeps_still(track: PoseTrack) -> np.ndarray:
    """(T,) True where neither hips nor feet move."""
    return np.asarray(is_slow(track, "HIP") & is_slow(track, "ANKLE"))


def is_slow(track: PoseTrack, part: str) -> np.ndarray:
    """(T,) True where the left and the right of a part both move by less than SLOW leg lengths per second."""
    return np.asarray(np.all([speed(track, part, side) < SLOW for side in SIDES], axis=0))


def speed(track: PoseTrack, part: str, side: Side) -> Array:
    """(T,) how fast a part moves, in leg lengths per second; NaN where it was lost for longer than LEAVE_S."""
    if len(track) < 3:
        return np.full(len(track), np.nan)
    # A pose model that loses somebody every other frame would else leave no frame with a speed.
    xy = np.stack([fill_gaps(column, track.time_s, LEAVE_S) for column in track.at(of(side, part)).T], axis=1)
    return lengths_of(np.asarray(np.gradient(xy, track.time_s, axis=0))) / leg_length_px(track)
