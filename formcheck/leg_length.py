"""How long a leg is in the picture: the scale of everything that is measured in shares of the body."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from formcheck.landmarks import LEG, SIDES, Side, of
from formcheck.medians import median
from formcheck.pose import Array, PoseTrack

_longer_px: WeakKeyDictionary[PoseTrack, float] = WeakKeyDictionary()
"""The longer leg of each track that is still in use: it is asked for some thirty times a clip."""


def leg_length_px(track: PoseTrack, side: Side | None = None) -> float:
    """Median thigh plus shank length in pixels over the clip, of one leg or of the longer one; NaN if unseen."""
    if side:
        return _one_leg_px(track, side)
    if track not in _longer_px:
        left_px, right_px = (_one_leg_px(track, each) for each in SIDES)
        _longer_px[track] = float(np.fmax(left_px, right_px))
    return _longer_px[track]


def _one_leg_px(track: PoseTrack, side: Side) -> float:
    hip, knee, ankle = (track.at(of(side, part)) for part in LEG[:3])
    lengths_px = lengths_of(hip - knee) + lengths_of(knee - ankle)
    seen = lengths_px[np.isfinite(lengths_px)]
    return median(seen) if len(seen) else float("nan")


def lengths_of(vectors: Array) -> Array:
    """(...,) lengths of vectors (..., 2)."""
    # Asked for over and over; a sum over an axis of two, as numpy's norm takes it, is several times slower.
    return np.asarray(np.sqrt(vectors[..., 0] ** 2 + vectors[..., 1] ** 2))
