"""How long a leg is in the picture: the scale of everything that is measured in shares of the body."""

from __future__ import annotations

import numpy as np

from formcheck.landmarks import LEG, Side, of
from formcheck.medians import median
from formcheck.pose import Array, PoseTrack


def leg_length_px(track: PoseTrack, side: Side | None = None) -> float:
    """Median thigh plus shank length in pixels over the clip, of one leg or of the longer one; NaN if unseen."""
    if side is None:
        return float(np.fmax(leg_length_px(track, "left"), leg_length_px(track, "right")))
    hip, knee, ankle = (track.at(of(side, part)) for part in LEG[:3])
    lengths_px = lengths_of(hip - knee) + lengths_of(knee - ankle)
    seen = lengths_px[np.isfinite(lengths_px)]
    return median(seen) if len(seen) else float("nan")


def lengths_of(vectors: Array) -> Array:
    """(T,) lengths of vectors (T, 2)."""
    # Asked for over and over; a sum over an axis of two, as numpy's norm takes it, is several times slower.
    return np.asarray(np.sqrt(vectors[:, 0] ** 2 + vectors[:, 1] ** 2))
