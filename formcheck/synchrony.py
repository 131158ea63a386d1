"""Two films of one exercise side by side: which moment of one belongs to which moment of the other."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.phases import ASIDE
from formcheck.report import PhaseFound

Knot = tuple[float, float]
"""A moment of the first film and the one of the second that belongs to it, in seconds."""


def knots(
    first: Sequence[PhaseFound], second: Sequence[PhaseFound], first_duration_s: float, second_duration_s: float
) -> list[Knot]:
    """Lay the phases of two films over each other, the n-th of each kind on the n-th, and stretch what is between.

    Both columns rise strictly. Films without a phase in common are laid start on start and end on end.
    """
    pairs = [*_common(first, second), (first_duration_s, second_duration_s)]
    rising: list[Knot] = [(0.0, 0.0)]
    for pair in sorted(pairs):
        if pair[0] > rising[-1][0] and pair[1] > rising[-1][1]:
            rising.append(pair)
    return rising


def _common(first: Sequence[PhaseFound], second: Sequence[PhaseFound]) -> list[Knot]:
    found: list[Knot] = []
    for kind in dict.fromkeys(phase.kind for phase in first if phase.kind not in ASIDE):
        ours = [phase for phase in first if phase.kind == kind]
        theirs = [phase for phase in second if phase.kind == kind]
        for one, other in zip(ours, theirs, strict=False):
            found += [(one.start_s, other.start_s), (one.end_s, other.end_s)]
    return found
