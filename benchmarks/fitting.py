"""From observations to rows of the measurement table, and to the errors that are left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.observations import Observation
from formcheck.measurement import Row
from formcheck.metrics import METRICS
from formcheck.pose import Array

LEAST_CLIPS = 5
LEAST_RANGE = {"deg": 8.0, "percent": 8.0, "ratio": 0.15}
"""Truth, by its unit, that varies by less than this cannot tell a gain; it is then taken to be 1."""

LEAST_GAIN = 0.05
"""A reading that does not follow the truth, or runs against it, carries nothing: its uncertainty then says so."""

RESAMPLES = 2000
SOURCE = "benchmarks/accuracy.py, fitting half"


@dataclass(frozen=True, slots=True)
class Errors:
    """Estimate less truth over clips: bias, mean size with its 95 % interval, spread; and how many clips.

    inside : share of the clips whose error the row's own scatter foresees with 95 %.
    """

    clips: int
    bias: float
    mae: float
    mae_low: float
    mae_high: float
    sd: float
    inside: float


def gated(observations: Sequence[Observation]) -> list[Observation]:
    """Leave out what formcheck would not judge: an angle that a camera this far to the side would fake."""
    limits = {name: metric.yaw_limit_deg or 90.0 for name, metric in METRICS.items()}
    return [each for each in observations if abs(each.yaw_deg) <= limits[each.metric]]


def fit(observations: Sequence[Observation]) -> Row | None:
    """Fit ``reading = gain * truth + offset`` by least squares over clips; None for fewer than five.

    The scatter is that of each person's clips about the line through everybody else's: what gain and offset are
    worth for somebody they were not fitted on.
    """
    if len(observations) < LEAST_CLIPS:
        return None
    truth, reading = _columns(observations)
    bodies = np.array([each.body for each in observations])
    least = LEAST_RANGE[METRICS[observations[0].metric].unit]
    gain, offset = _line(truth, reading, least)
    left = np.concatenate([_left_out(truth, reading, bodies == body, least) for body in np.unique(bodies)])
    sd = float(np.sqrt((left**2).mean()))
    return Row(round(gain, 3), round(offset, 3), round(sd, 3), len(truth), SOURCE)


def _left_out(truth: Array, reading: Array, person: np.ndarray, least: float) -> Array:
    """Readings of one person less the line through all others; through all if there are too few others."""
    others = ~person if (~person).sum() >= LEAST_CLIPS - 1 else np.ones(len(truth), dtype=bool)
    gain, offset = _line(truth[others], reading[others], least)
    return np.asarray(reading[person] - gain * truth[person] - offset)


def _line(truth: Array, reading: Array, least_range: float) -> tuple[float, float]:
    if np.ptp(truth) < least_range:
        return 1.0, float(np.mean(reading - truth))
    slope, intercept = np.polyfit(truth, reading, 1)
    return max(float(slope), LEAST_GAIN), float(intercept)


def errors(observations: Sequence[Observation], row: Row) -> Errors:
    """What is left when a row is applied, with a bootstrap over clips for the mean size."""
    truth, reading = _columns(observations)
    left = (reading - row.offset) / row.gain - truth
    draws = np.random.default_rng(1).integers(len(left), size=(RESAMPLES, len(left)))
    low, high = np.percentile(np.abs(left)[draws].mean(axis=1), [2.5, 97.5])
    return Errors(
        len(left),
        float(left.mean()),
        float(np.abs(left).mean()),
        float(low),
        float(high),
        float(left.std(ddof=1)),
        float((np.abs(left) <= 1.96 * row.scatter).mean()),
    )


def _columns(observations: Sequence[Observation]) -> tuple[Array, Array]:
    pairs = np.array([(each.truth, each.reading) for each in observations])
    return pairs[:, 0], pairs[:, 1]
