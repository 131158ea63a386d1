"""Footfalls of a gait as marks on a line of time: when each foot meets the floor, carries, and leaves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from formcheck.landmarks import SIDES, Side
from formcheck.report import Event, PhaseFound

MarkKind = Literal["initial_contact", "midstance", "toe_off"]

MARK_SIGNS: dict[MarkKind, str] = {"initial_contact": "▼", "midstance": "┃", "toe_off": "△"}
MARK_WORDS: dict[MarkKind, str] = {
    "initial_contact": "initial contact",
    "midstance": "mid-stance",
    "toe_off": "toe-off",
}


@dataclass(frozen=True, slots=True)
class Footfall:
    """One mark: what happens to which foot, in seconds."""

    kind: MarkKind
    side: Side
    time_s: float


def footfalls(events: Sequence[Event], phases: Sequence[PhaseFound]) -> list[Footfall]:
    """Return the contacts and toe-offs of a clip, and the middle of each mid-stance, in order of time."""
    seen = [
        Footfall(kind, event.side, event.time_s)
        for event in events
        for kind in MARK_SIGNS
        if event.side is not None and event.kind == kind
    ]
    middles = [
        Footfall("midstance", phase.side, round((phase.start_s + phase.end_s) / 2, 3))
        for phase in phases
        if phase.kind == "midstance" and phase.side is not None
    ]
    return sorted([*seen, *middles], key=lambda mark: mark.time_s)


def stances(marks: Sequence[Footfall], side: Side) -> list[tuple[float, float]]:
    """Return from when to when a foot was on the floor: each contact with the toe-off that follows it."""
    edges = [mark for mark in marks if mark.side == side and mark.kind != "midstance"]
    return [
        (first.time_s, second.time_s)
        for first, second in pairwise(edges)
        if (first.kind, second.kind) == ("initial_contact", "toe_off")
    ]


def strip_svg(marks: Sequence[Footfall], duration_s: float) -> str:
    """Draw the footfalls of a clip as an SVG strip for a page: a row per foot, bars while it is on the floor.

    Each mark is a shape of its own, so nothing rests on colour.
    """
    parts = [_row(marks, side, 22 + 34 * number, duration_s) for number, side in enumerate(SIDES)]
    step_s = next((step for step in (1, 2, 5, 10, 30, 60) if duration_s / step <= 16), 120)
    ticks = "".join(
        f'<path d="M {_x(second, duration_s):.1f} 84 v 5" stroke="#515c66"/>'
        f'<text x="{_x(second, duration_s):.1f}" y="104" text-anchor="middle">{second} s</text>'
        for second in range(0, int(duration_s) + 1, step_s)
    )
    told = f"Footfalls over {duration_s:.1f} s: " + ", ".join(
        f"{sum(mark.side == side and mark.kind == 'initial_contact' for mark in marks)} contacts of the {side} foot"
        for side in SIDES
    )
    return (
        f'<svg viewBox="0 0 1000 112" role="img" aria-label="{told}" font-size="15" fill="#1b242d">'
        f'<line x1="60" x2="990" y1="84" y2="84" stroke="#515c66"/>{ticks}{"".join(parts)}</svg>'
    )


def _x(time_s: float, duration_s: float) -> float:
    return 60 + 930 * time_s / (duration_s or 1.0)


def _row(marks: Sequence[Footfall], side: Side, y: int, duration_s: float) -> str:
    bars = "".join(
        f'<rect x="{_x(start, duration_s):.1f}" y="{y - 6}" height="12" rx="3" fill="#c3d4e0" '
        f'width="{_x(end, duration_s) - _x(start, duration_s):.1f}"/>'
        for start, end in stances(marks, side)
    )
    shapes = "".join(_shape(mark, _x(mark.time_s, duration_s), y) for mark in marks if mark.side == side)
    return f'<text x="8" y="{y + 5}">{side}</text>{bars}{shapes}'


def _shape(mark: Footfall, x: float, y: int) -> str:
    title = f"<title>{MARK_WORDS[mark.kind]}, {mark.side} foot, {mark.time_s:.2f} s</title>"
    if mark.kind == "midstance":
        return f'<path d="M {x:.1f} {y - 8} v 16" stroke="#1b242d" stroke-width="2">{title}</path>'
    if mark.kind == "initial_contact":
        return f'<path d="M {x - 6:.1f} {y - 11} h 12 l -6 11 z">{title}</path>'
    outline = 'fill="#ffffff" stroke="#1b242d" stroke-width="1.5"'
    return f'<path d="M {x - 6:.1f} {y + 11} h 12 l -6 -11 z" {outline}>{title}</path>'
