"""Two films of one exercise side by side: which moment of one belongs to which moment of the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from formcheck.landmarks import Side
from formcheck.phases import ASIDE, PhaseKind
from formcheck.report import PhaseFound

Knot = tuple[float, float]
"""A moment of the first film and the one of the second that belongs to it, in seconds."""

Cycle = tuple[PhaseKind, Side | None]

LEAD_S = 0.4
LONGEST_S = 20.0


def knots(
    first: Sequence[PhaseFound], second: Sequence[PhaseFound], first_duration_s: float, second_duration_s: float
) -> list[Knot]:
    """Lay the phases of two films over each other, the n-th of each kind on the n-th, and stretch what is between.

    Where both films have phases of both legs, those of a leg go with those of the same leg. Both columns rise
    strictly. Films without a phase in common are laid start on start and end on end.
    """
    pairs = [*_common(first, second), (first_duration_s, second_duration_s)]
    return rising([(0.0, 0.0), *sorted(pairs)])


def together(
    first: Sequence[PhaseFound],
    second: Sequence[PhaseFound],
    first_duration_s: float,
    second_duration_s: float,
    longest_s: float = LONGEST_S,
) -> list[Knot]:
    """Lay two films over each other only where both perform, with a moment before and after, at most so long.

    longest_s : of the first film. Films without a phase in common are laid start on start.
    """
    common = rising(sorted(_common(first, second)))
    if len(common) < 2:
        both_s = min(first_duration_s, second_duration_s, longest_s)
        return [(0.0, 0.0), (both_s, both_s)]
    start, end = common[0], common[-1]
    lead_s = min(LEAD_S, *start)
    tail_s = min(LEAD_S, max(first_duration_s - end[0], 0.0), max(second_duration_s - end[1], 0.0))
    found = rising([(start[0] - lead_s, start[1] - lead_s), *common, (end[0] + tail_s, end[1] + tail_s)])
    kept = [knot for knot in found if knot[0] - found[0][0] <= longest_s]
    return kept if len(kept) > 1 else found[:2]


def rising(pairs: Sequence[Knot]) -> list[Knot]:
    """Keep each pair that lies after the one kept before in both films."""
    kept: list[Knot] = []
    for pair in pairs:
        if not kept or (pair[0] > kept[-1][0] and pair[1] > kept[-1][1]):
            kept.append(pair)
    return kept


def onto_first(time_s: Sequence[float], laid: Sequence[Knot]) -> list[float]:
    """Return when, in the first film, the moments of the second one are shown beside it.

    >>> onto_first([5.0, 15.0], [(0.0, 0.0), (3.0, 5.0), (10.0, 25.0)])
    [3.0, 6.5]
    """
    ours, theirs = zip(*laid, strict=True)
    return [round(float(each), 3) for each in np.interp(time_s, theirs, ours)]


def _common(first: Sequence[PhaseFound], second: Sequence[PhaseFound]) -> list[Knot]:
    apart = _sides(first) == _sides(second)
    found: list[Knot] = []
    for cycle in dict.fromkeys(_cycle(phase, apart) for phase in first if phase.kind not in ASIDE):
        ours = [phase for phase in first if _cycle(phase, apart) == cycle]
        theirs = [phase for phase in second if _cycle(phase, apart) == cycle]
        for one, other in zip(ours, theirs, strict=False):
            found += [(one.start_s, other.start_s), (one.end_s, other.end_s)]
    return found


def _cycle(phase: PhaseFound, apart: bool) -> Cycle:
    return phase.kind, phase.side if apart else None


def _sides(phases: Sequence[PhaseFound]) -> set[Side | None]:
    return {phase.side for phase in phases if phase.kind not in ASIDE}
