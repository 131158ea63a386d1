"""Strides: which of them are clean, and what a signal does over them from 0 to 100 %."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from formcheck.gait.events import GaitEvent, GaitKind
from formcheck.landmarks import SIDES, Side, other
from formcheck.pose import Array

STRIDE_S: dict[GaitKind, tuple[float, float]] = {"walk": (0.7, 2.2), "run": (0.45, 1.0)}
STANCE_SHARE: dict[GaitKind, tuple[float, float]] = {"walk": (0.5, 0.75), "run": (0.15, 0.55)}
STEP_SHARE = (0.25, 0.75)
"""Where in a stride the other foot may land."""

REGULAR = 0.25
"""A stride that lasts this much longer or shorter than the others is a start, a stop or a stumble."""

PERCENT = np.linspace(0.0, 100.0, 101)


@dataclass(frozen=True, slots=True)
class Stride:
    """From one initial contact of a foot to its next. toe_off_s and opposite_s are NaN where they were not seen.

    opposite_s : initial contact of the other foot.
    """

    side: Side
    start_s: float
    end_s: float
    toe_off_s: float = float("nan")
    opposite_s: float = float("nan")

    @property
    def duration_s(self) -> float:
        """Stride time."""
        return self.end_s - self.start_s

    @property
    def stance_share(self) -> float:
        """Share of the stride on the ground."""
        return (self.toe_off_s - self.start_s) / self.duration_s

    @property
    def step_s(self) -> float:
        """Time from this foot's contact to the other's."""
        return self.opposite_s - self.start_s

    def stance(self, start: float, end: float) -> tuple[float, float]:
        """Times at two shares of the stance."""
        length_s = self.toe_off_s - self.start_s
        return self.start_s + start * length_s, self.start_s + end * length_s


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stride that is not used, and why, in words that end a sentence about it."""

    stride: Stride
    reason: str


def find_strides(
    events: Sequence[GaitEvent], kind: GaitKind, timed_stance: bool
) -> tuple[list[Stride], list[Dropped]]:
    """Return the clean strides of both legs and those that are not, each in order of time.

    timed_stance : toe-offs were looked for, and a stride without one is not clean. A clean stride has a plausible
    length and stance, exactly one contact of the other foot in it, and lasts about as long as the others.
    """
    found = [stride for side in SIDES for stride in _between_contacts(events, side)]
    doubts = {stride: _doubt(stride, kind, timed_stance) for stride in found}
    plausible = [stride.duration_s for stride, doubt in doubts.items() if doubt is None]
    usual_s = float(np.median(plausible)) if plausible else float("nan")
    return sorted_out(found, lambda stride: doubts[stride] or _irregular(stride, usual_s))


def sorted_out(
    strides: Sequence[Stride], doubt: Callable[[Stride], str | None]
) -> tuple[list[Stride], list[Dropped]]:
    """Part strides into those with no doubt about them and the others, each in order of time."""
    doubted = [(stride, doubt(stride)) for stride in sorted(strides, key=lambda stride: stride.start_s)]
    kept = [stride for stride, reason in doubted if reason is None]
    return kept, [Dropped(stride, reason) for stride, reason in doubted if reason is not None]


def _between_contacts(events: Sequence[GaitEvent], side: Side) -> list[Stride]:
    contacts = _times(events, "initial_contact", side)
    offs, opposite = _times(events, "toe_off", side), _times(events, "initial_contact", other(side))
    return [
        Stride(side, start, end, _only(offs, start, end), _only(opposite, start, end))
        for start, end in pairwise(contacts)
    ]


def _times(events: Sequence[GaitEvent], kind: str, side: Side) -> list[float]:
    return [event.time_s for event in events if event.kind == kind and event.side == side]


def _only(times_s: list[float], start_s: float, end_s: float) -> float:
    """Return the one time between two, NaN if there is none or more than one."""
    inside = [time for time in times_s if start_s < time < end_s]
    return inside[0] if len(inside) == 1 else float("nan")


def _doubt(stride: Stride, kind: GaitKind, timed_stance: bool) -> str | None:
    """Say what no clean stride does, by this stride alone."""
    shortest_s, longest_s = STRIDE_S[kind]
    if not shortest_s <= stride.duration_s <= longest_s:
        return f"it lasted {stride.duration_s:.1f} s"
    if not np.isfinite(stride.step_s):
        return "the other foot's contact was not seen once in it"
    if not STEP_SHARE[0] <= stride.step_s / stride.duration_s <= STEP_SHARE[1]:
        return f"the other foot landed after {100 * stride.step_s / stride.duration_s:.0f} % of it"
    return _stance_doubt(stride, kind) if timed_stance else None


def _stance_doubt(stride: Stride, kind: GaitKind) -> str | None:
    least, most = STANCE_SHARE[kind]
    if not np.isfinite(stride.toe_off_s):
        return "its toe-off was not seen"
    if not least <= stride.stance_share <= most:
        return f"the foot was on the ground for {100 * stride.stance_share:.0f} % of it"
    return None


def _irregular(stride: Stride, usual_s: float) -> str | None:
    if abs(stride.duration_s / usual_s - 1) <= REGULAR:
        return None
    return f"it lasted {stride.duration_s:.1f} s, the others {usual_s:.1f} s"


def curves(values: Array, time_s: Array, strides: Sequence[Stride]) -> Array:
    """(N, 101) a signal (T,) over each stride at 0, 1 … 100 %; NaN where it was not seen."""
    return np.array([_at(values, time_s, stride.start_s + PERCENT / 100 * stride.duration_s) for stride in strides])


def value_at(values: Array, time_s: Array, moment_s: float) -> float:
    """Value of a signal (T,) between two frames; NaN if either was not seen."""
    return float(_at(values, time_s, np.array([moment_s]))[0])


def _at(values: Array, time_s: Array, moments_s: Array) -> Array:
    return np.asarray(np.interp(moments_s, time_s, values, left=np.nan, right=np.nan))


def within(values: Array, time_s: Array, span_s: tuple[float, float]) -> Array:
    """Known values of a signal (T,) within a stretch of time, ends included by interpolation."""
    inside = (time_s > span_s[0]) & (time_s < span_s[1])
    ends = _at(values, time_s, np.array(span_s))
    found = np.concatenate([values[inside], ends])
    return np.asarray(found[np.isfinite(found)])
