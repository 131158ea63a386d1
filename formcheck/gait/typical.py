"""Typical curves of walking, where somebody published them: to draw behind a person's own, never to judge by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.gait.strides import PERCENT
from formcheck.pose import Array

KNEE_FLEXION_DEG = (
    *(5.6, 7.9, 10.9, 14.1, 16.9, 18.6, 19.3, 19.2, 18.6, 17.6, 16.5, 15.2, 13.9, 12.6, 11.3, 10.1, 9.0),
    *(8.0, 7.2, 6.6, 6.2, 6.3, 6.8, 7.9, 9.5, 11.6, 14.5, 18.1, 22.6, 27.9, 33.9, 40.2, 46.3, 51.7),
    *(55.7, 58.2, 59.1, 58.7, 56.9, 53.9, 49.8, 44.7, 38.8, 32.4, 25.5, 18.7, 12.5, 7.6, 4.6, 4.0, 5.4),
)
"""Mean knee flexion at every 2 % of the stride, walking at free speed (Schwartz 2008, electronic addendum)."""

STANCE_SD_DEG, SWING_SD_DEG = 4.0, 6.1
"""How much adults differ in how far the knee bends in stance and in swing (controls of BMC Musculoskelet Disord
2013;14:169). Those who measured the mean give theirs moment by moment, which we do not have."""

STANCE_PERCENT = 62.0
BAND_SD = 2.0


@dataclass(frozen=True, slots=True)
class TypicalCurve:
    """low, high : (101,) degrees at 0, 1 … 100 % of the stride. source : in words, for people."""

    low: Array
    high: Array
    source: str


def typical_curve(exercise: str, metric: str) -> TypicalCurve | None:
    """Return the typical band of an angle over the stride, or None where no published one is known to us."""
    if (exercise, metric) != ("walk", "knee_flexion"):
        return None
    mean = np.interp(PERCENT, np.linspace(0.0, 100.0, len(KNEE_FLEXION_DEG)), KNEE_FLEXION_DEG)
    spread = BAND_SD * np.where(PERCENT < STANCE_PERCENT, STANCE_SD_DEG, SWING_SD_DEG)
    source = (
        "mean of children who walk at free speed (Schwartz et al. 2008, J Biomech 41:1639) ± 2 sd of how far adults' "
        "knees bend (BMC Musculoskelet Disord 2013;14:169)"
    )
    return TypicalCurve(mean - spread, mean + spread, source)
