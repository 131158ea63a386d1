"""How often two raters agree on verdicts, beyond chance: share, weighted kappa and Gwet's AC1.

Verdicts are ordered met < borderline < not met. Pairs in which either rater could not tell are counted apart.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from formcheck.cues import State
from formcheck.pose import Array

ORDER: tuple[State, ...] = ("met", "borderline", "not_met")

Pair = tuple[State, State]
"""What the first and the second rater said of the same performance."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of two raters; numbers are NaN where they are not defined.

    n : pairs in which both told. share : of those, how many gave the same verdict. weighted_kappa : linear weights.
    ac1 : Gwet's first-order agreement coefficient. untold : pairs in which at least one could not tell.
    """

    n: int
    share: float
    weighted_kappa: float
    ac1: float
    untold: int


def agreement(pairs: Iterable[Pair]) -> Agreement:
    """Compare two raters.

    >>> agreement([("met", "met"), ("not_met", "not_met"), ("met", "cannot_tell")])
    Agreement(n=2, share=1.0, weighted_kappa=1.0, ac1=1.0, untold=1)
    """
    listed = list(pairs)
    told = [pair for pair in listed if set(pair) <= set(ORDER)]
    counts = counts_of(told)
    share = float(np.trace(counts) / counts.sum()) if told else float("nan")
    return Agreement(len(told), share, weighted_kappa(counts), ac1(counts), len(listed) - len(told))


def counts_of(pairs: Sequence[Pair]) -> Array:
    """(3, 3) how often the first rater gave the verdict of the row and the second that of the column."""
    counts = np.zeros((len(ORDER), len(ORDER)))
    for first, second in pairs:
        counts[ORDER.index(first), ORDER.index(second)] += 1
    return counts


def weighted_kappa(counts: Array) -> float:
    """Cohen's kappa with linear weights (doi:10.1037/h0026256), from counts (K, K).

    NaN without a pair, and where both raters gave one and the same verdict throughout: chance alone would then do it.
    """
    total = counts.sum()
    if total == 0:
        return float("nan")
    grades = np.arange(len(counts))
    apart = np.abs(grades[:, None] - grades[None, :]) / (len(counts) - 1)
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / total
    by_chance = float((apart * expected).sum())
    return 1.0 - float((apart * counts).sum()) / by_chance if by_chance > 0 else float("nan")


def ac1(counts: Array) -> float:
    """Gwet's AC1 (doi:10.1348/000711006X126600), from counts (K, K); NaN without a pair.

    Chance is ``sum p (1 - p) / (K - 1)`` with p the mean share of each verdict, so that it stays
    sane where nearly every performance gets the same verdict.
    """
    total = counts.sum()
    if total == 0:
        return float("nan")
    mean_share = (counts.sum(axis=0) + counts.sum(axis=1)) / (2 * total)
    by_chance = float((mean_share * (1 - mean_share)).sum()) / (len(counts) - 1)
    return float((np.trace(counts) / total - by_chance) / (1 - by_chance))


def agreement_by_cue(pairs: Iterable[tuple[str, State, State]]) -> dict[str, Agreement]:
    """Compare two raters cue by cue; cues come in alphabetical order."""
    by_cue: dict[str, list[Pair]] = defaultdict(list)
    for cue, first, second in pairs:
        by_cue[cue].append((first, second))
    return {cue: agreement(by_cue[cue]) for cue in sorted(by_cue)}


def agreement_csv(found: dict[str, Agreement]) -> str:
    """Return a table with one row per cue; a cell is empty where a number is not defined."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["cue", "n", "share", "weighted_kappa", "ac1", "untold"])
    for cue, each in found.items():
        writer.writerow([cue, *(_cell(value) for value in astuple(each))])
    return text.getvalue()


def _cell(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.3f}" if np.isfinite(value) else ""
