"""Strides: which of them are clean, and what a signal does over them from 0 to 100 %."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from formcheck.gait.events import GaitEvent, GaitKind
from formcheck.landmarks import SIDES, Side, other
from formcheck.pose import Array

STRIDE_S: dict[GaitKind, tuple[float, float]] = {"walk": (0.7, 2.2), "run": (0.45, 1.0)}
STANCE_SHARE: dict[GaitKind, tuple[float, float]] = {"walk": (0.5, 0.75), "run": (0.15, 0.55)}
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


def find_strides(events: Sequence[GaitEvent], kind: GaitKind, timed_stance: bool) -> list[Stride]:
    """Return the clean strides of both legs in order of time.

    timed_stance : toe-offs were looked for, and a stride without one is not clean. A clean stride has a plausible
    length and stance, exactly one contact of the other foot in it, and lasts about as long as the others.
    """
    found = [stride for side in SIDES for stride in _between_contacts(events, side)]
    plausible = [stride for stride in found if _is_plausible(stride, kind, timed_stance)]
    usual_s = float(np.median([stride.duration_s for stride in plausible])) if plausible else float("nan")
    regular = [stride for stride in plausible if abs(stride.duration_s / usual_s - 1) <= REGULAR]
    return sorted(regular, key=lambda stride: stride.start_s)


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


def _is_plausible(stride: Stride, kind: GaitKind, timed_stance: bool) -> bool:
    shortest_s, longest_s = STRIDE_S[kind]
    least, most = STANCE_SHARE[kind]
    in_time = shortest_s <= stride.duration_s <= longest_s
    alternates = 0.25 <= stride.step_s / stride.duration_s <= 0.75
    on_ground = not timed_stance or least <= stride.stance_share <= most
    return bool(in_time and alternates and on_ground)


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
