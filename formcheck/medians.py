"""Medians and percentiles, to the bit what numpy says, where they are asked for over and over."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def median(values: Array) -> float:
    """Return the median of (N,) numbers, at least one and none of them NaN.

    numpy's takes several times as long for a second of frames.
    """
    half = len(values) // 2
    if len(values) % 2:
        return float(np.partition(values, half)[half])
    below, above = np.partition(values, (half - 1, half))[half - 1 : half + 1]
    return float((below + above) / 2)


def percentile(values: Array, percent: float) -> float:
    """Return a percentile, 0..100, of (N,) numbers, at least one and none of them NaN; linear between two of them."""
    place = (len(values) - 1) * (percent / 100)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    low, high = np.partition(values, (below, above))[[below, above]]
    share = place - below
    # From the nearer of the two, as numpy does it.
    return float(low + (high - low) * share if share < 0.5 else high - (high - low) * (1 - share))


def median_across(places: Sequence[Array] | Array) -> Array:
    """Return the median (...,) of a few equal arrays, place by place; none holds NaN.

    Let the largest of each place rise, then the next, down to the middle: unlike a sort, of all places at once.
    """
    rising, half = list(places), len(places) // 2
    for top in range(len(rising) - 1, half - 1 - (len(rising) % 2 == 0), -1):
        for place in range(top):
            low, high = rising[place], rising[place + 1]
            rising[place], rising[place + 1] = np.minimum(low, high), np.maximum(low, high)
    return np.asarray(rising[half] if len(rising) % 2 else (rising[half - 1] + rising[half]) / 2)
