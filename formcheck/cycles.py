"""From the frames of a cycle to one number, from the cycles to one estimate, and where in them the fault lies.

A cycle is one hold, one repetition, one stride, or one part of them: a mask (T,) of the frames to read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType

import numpy as np

from formcheck.cues import Band, Statistic
from formcheck.medians import median
from formcheck.pose import Array
from formcheck.runs import runs

FAULT_S = 0.5
FAULT_SHARE = 0.5
"""A fault lasts at least half a second, or half of a shorter cycle."""

WHOLE_SHARE = 0.2
"""A cycle with fewer frames than this share of the fullest one is a false start, and is not counted."""

Mask = np.ndarray
Span = tuple[float, float]

STATISTICS: MappingProxyType[Statistic, Callable[[Array], float]] = MappingProxyType(
    {
        "median": median,
        "magnitude": lambda values: abs(median(values)),
        "maximum": lambda values: float(np.max(values)),
        "minimum": lambda values: float(np.min(values)),
        "range": lambda values: float(np.ptp(values)),
    }
)
"""How the frames of one cycle become one number."""


def whole(cycles: Sequence[Mask]) -> list[Mask]:
    """Leave out the cycles that hold hardly any frames beside the others."""
    fullest = max((int(cycle.sum()) for cycle in cycles), default=0)
    return [cycle for cycle in cycles if cycle.sum() >= max(WHOLE_SHARE * fullest, 1)]


def by_cycle(values: Array, cycles: Sequence[Mask], statistic: Statistic) -> Array:
    """(C,) one number per cycle from values (T,) that are known in its frames."""
    return np.array([STATISTICS[statistic](values[cycle]) for cycle in cycles])


def worst_frame(values: Array, cycles: Sequence[Mask], statistic: Statistic, band: Band) -> int:
    """Index of the frame that shows best how bad it gets.

    Where every frame of a cycle should be good this is the worst of all. Where the best of a cycle counts, such as
    how straight a knee gets, it is the best frame of the worst cycle.
    """
    if not _best_counts(statistic, band):
        return int(np.nanargmax(values * band.toward_bad))
    worst = cycles[int(np.argmax(by_cycle(values, cycles, statistic) * band.toward_bad))]
    inside = np.where(worst, values, np.nan)
    return int(np.nanargmin(inside) if statistic == "minimum" else np.nanargmax(inside))


def faults(
    values: Array, cycles: Sequence[Mask], statistic: Statistic, band: Band, time_s: Array
) -> tuple[Span, ...]:
    """Stretches of time beyond the ``not_met`` edge; whole cycles where the best of a cycle counts."""
    if _best_counts(statistic, band):
        numbers = by_cycle(values, cycles, statistic)
        failed = [cycle for cycle, number in zip(cycles, numbers, strict=True) if band.exceeds(number, band.not_met)]
        return tuple(_span(np.flatnonzero(cycle)[[0, -1]], time_s) for cycle in failed)
    beyond = np.isfinite(values) & ((values - band.not_met) * band.toward_bad > 0)
    shortest_s = min(FAULT_S, *(FAULT_SHARE * _duration_s(cycle, time_s) for cycle in cycles))
    spans = [_span(np.array([start, stop - 1]), time_s) for start, stop in runs(beyond)]
    return tuple(span for span in spans if span[1] - span[0] >= shortest_s)


def _best_counts(statistic: Statistic, band: Band) -> bool:
    best = "minimum" if band.toward_bad > 0 else "maximum"
    return statistic in (best, "range")


def _duration_s(cycle: Mask, time_s: Array) -> float:
    start_s, end_s = _span(np.flatnonzero(cycle)[[0, -1]], time_s)
    return end_s - start_s


def _span(edges: np.ndarray, time_s: Array) -> Span:
    return float(time_s[edges[0]]), float(time_s[edges[1]])
