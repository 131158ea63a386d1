"""Whether a person lives: nobody who stands or breathes looks the same to a pixel over seconds, as a poster does.

Landmarks cannot tell. Those of a poster jitter by 0.002 to 0.004 of its height, and so do those of somebody who holds
a position. The pictures can, from a camera that stands still.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.pose import Array, PoseTrack
from formcheck.scene import own_background

LEAST_S, LEAST_SAMPLES = 5.0, 10
LEAST_PIXELS = 20
AT_ONCE = 8
LIVELIEST = 0.99
NOISE_FLOOR = 0.75
"""Grey levels: a compressed film may repeat itself exactly."""

STILL = 2.0
"""Pixels that vary by less than this many times the noise show nothing that moves.

Rendered posters read 1.1. In 600 films of people none read below 4: that one stands with a sway of 2 mm.
"""


def liveliness(track: PoseTrack) -> tuple[float, float] | None:
    """How much the liveliest hundredth of the pixels vary, as a multiple of the noise: around the person, elsewhere.

    None where a clip is too short to tell, or shows too little of either.
    """
    scenes = track.scenes
    if scenes is None or len(scenes) < LEAST_SAMPLES or scenes.time_s[-1] - scenes.time_s[0] < LEAST_S:
        return None
    free = own_background(track)
    person, elsewhere = ~free.any(axis=0), free.all(axis=0)
    if min(person.sum(), elsewhere.sum()) < LEAST_PIXELS:
        return None
    varies = _varies(scenes.grey)
    noise = max(float(np.median(varies)), NOISE_FLOOR)
    return float(np.quantile(varies[person], LIVELIEST)) / noise, float(
        np.quantile(varies[elsewhere], LIVELIEST)
    ) / noise


def _varies(grey: NDArray[np.uint8]) -> Array:
    """(h, w) standard deviation of each pixel over pictures (P, h, w); a few at a time, to save room."""
    pixels = grey[0].size
    total, squares, ones = np.zeros(pixels), np.zeros(pixels), np.ones(pixels, np.float32)
    for start in range(0, len(grey), AT_ONCE):
        few = grey[start : start + AT_ONCE].reshape(-1, pixels).astype(np.float32)
        # Exposure that drifts changes all pixels alike.
        few -= (few @ ones / pixels)[:, None]
        total += few.sum(axis=0)
        squares += np.einsum("pn,pn->n", few, few)
    mean = total / len(grey)
    return np.sqrt(np.maximum(squares / len(grey) - mean * mean, 0.0)).reshape(grey.shape[1:])


def is_picture(lively: tuple[float, float] | None) -> bool:
    """Say whether nothing in the film moves, the person least of all: a drawing, a poster or a frozen picture."""
    return lively is not None and max(lively) < STILL


def surely_lives(lively: tuple[float, float] | None) -> bool:
    """Say whether the person moves before a camera and a background that do not."""
    return lively is not None and lively[0] >= STILL > lively[1]
