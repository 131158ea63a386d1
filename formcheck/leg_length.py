"""How long a leg is in the picture: the scale of everything that is measured in shares of the body."""

from __future__ import annotations

import numpy as np

from formcheck.landmarks import LEG, SIDES, Side, of
from formcheck.medians import median
from formcheck.once import once_a_track
from formcheck.pose import Array, PoseTrack


def leg_length_px(track: PoseTrack, side: Side | None = None) -> float:
    """Median thigh plus shank length in pixels over the clip, of one leg or of the longer one; NaN if unseen."""
    return _one_leg_px(track, side) if side else _longer_leg_px(track)


@once_a_track
def _longer_leg_px(track: PoseTrack) -> float:
    left_px, right_px = (_one_leg_px(track, side) for side in SIDES)
    return float(np.fmax(left_px, right_px))


def _one_leg_px(track: PoseTrack, side: Side) -> float:
    hip, knee, ankle = (track.at(of(side, part)) for part in LEG[:3])
    lengths_px = lengths_of(hip - knee) + lengths_of(knee - ankle)
    seen = lengths_px[np.isfinite(lengths_px)]
    return median(seen) if len(seen) else float("nan")


def lengths_of(vectors: Array) -> Array:
    """(...,) lengths of vectors (..., 2)."""
    # Asked for over and over; a sum over an axis of two, as numpy's norm takes it, is several times slower.
    return np.asarray(np.sqrt(vectors[..., 0] ** 2 + vectors[..., 1] ** 2))
