"""Repetitions: excursions of one signal from rest and back, by hysteresis, with their parts and tempo.

A signal is read in every frame, in any unit, and grows with the effort: how far the hips went down, how far a knee
straightened. Slow drift and jitter stay below the hysteresis; small pulses at the turning point stay within one
repetition. Of what the clip cuts off one way, the turn and a good part of the other way must be seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from formcheck.camera import Camera
from formcheck.landmarks import SIDES, Side
from formcheck.phases import Phase, PhaseFinder, PhaseKind
from formcheck.pose import Array, PoseTrack
from formcheck.runs import runs
from formcheck.stances import left_behind

REST_SHARE = 0.25
EFFORT_SHARE = 0.45
"""Of the largest effort in the clip: a repetition leaves rest, goes beyond effort, and comes back to rest."""

EDGE_SHARE = 0.1
TURN_SHARE = 0.9
"""Of a repetition's own height: it starts and ends at EDGE_SHARE, and turns round above TURN_SHARE."""

BACK_SHARE = 1 / 3
"""Of its height: so far back a repetition must have come that the clip cuts off, for the turn was behind it then."""

REST_PERCENTILE = 10
SHORTEST_S, LONGEST_S = 0.6, 10.0
UNSEEN_SHARE = 0.3
STEP_S = 0.5

Effort = Callable[[PoseTrack, Camera], Array]
SidedEffort = Callable[[PoseTrack, Camera, Side], Array]
Order = Literal["lower first", "lift first"]


@dataclass(frozen=True, slots=True)
class Repetition:
    """One repetition: when it starts, reaches its turn, leaves it, and ends.

    cut : whether its start or its end lies outside of the clip, which then counts as its edge.
    """

    start_s: float
    turn_start_s: float
    turn_end_s: float
    end_s: float
    cut: Literal["start", "end"] | None = None

    def phases(self, side: Side | None, order: Order) -> list[Phase]:
        """Return it and its three parts as phases; a part that the clip cuts off is none, for nobody saw how long."""
        before, turn, after = PARTS[order]
        out = [Phase(before, side, self.start_s, self.turn_start_s)] if self.cut != "start" else []
        back = [Phase(after, side, self.turn_end_s, self.end_s)] if self.cut != "end" else []
        middle = Phase(turn, side, self.turn_start_s, self.turn_end_s)
        return [Phase("rep", side, self.start_s, self.end_s), *out, middle, *back]


PARTS: dict[Order, tuple[PhaseKind, PhaseKind, PhaseKind]] = {
    "lower first": ("eccentric", "bottom", "concentric"),
    "lift first": ("concentric", "top", "eccentric"),
}


def of_both_sides(effort: Effort, least: float, order: Order) -> PhaseFinder:
    """Find repetitions of both sides at once; least : smallest height that counts, in the signal's unit."""

    def find(track: PoseTrack, camera: Camera) -> list[Phase]:
        found = find_repetitions(effort(track, camera), track.time_s, least)
        return [phase for rep in found for phase in rep.phases(None, order)]

    return find


def of_one_side(effort: SidedEffort, least: float, order: Order) -> PhaseFinder:
    """Find repetitions of one side after the other; what both sides do at the same time is none of these."""

    def find(track: PoseTrack, camera: Camera) -> list[Phase]:
        found = {side: find_repetitions(effort(track, camera, side), track.time_s, least) for side in SIDES}
        return [
            phase
            for side, others in zip(SIDES, reversed(SIDES), strict=True)
            for rep in found[side]
            if not any(_at_once(rep, each) for each in found[others])
            for phase in rep.phases(side, order)
        ]

    return find


def of_the_front_leg(effort: Effort, least: float, order: Order) -> PhaseFinder:
    """Find repetitions in a split stance, each named after the front leg; those with the feet level are none.

    Where a stand with the feet level hides them, for nearer to the camera or farther off hips are elsewhere in the
    picture, they are looked for in the split stance alone.
    """

    def find(track: PoseTrack, camera: Camera) -> list[Phase]:
        behind, lowered = left_behind(track, camera, "FOOT_INDEX"), effort(track, camera)
        split = _settled(np.abs(behind) > 1, track.time_s)
        return found(track, behind, lowered) or found(track, behind, np.where(split, lowered, np.nan))

    def found(track: PoseTrack, behind: Array, lowered: Array) -> list[Phase]:
        phases: list[Phase] = []
        for rep in find_repetitions(lowered, track.time_s, least):
            turn = (track.time_s >= rep.turn_start_s) & (track.time_s <= rep.turn_end_s) & np.isfinite(behind)
            split = float(np.median(behind[turn])) if turn.any() else 0.0
            if abs(split) > 1:
                phases += rep.phases("right" if split > 0 else "left", order)
        return phases

    return find


def _settled(split: NDArray[np.bool_], time_s: Array) -> NDArray[np.bool_]:
    """(T,) True in a split stance but for the step into it and out of it."""
    settled = np.zeros(len(split), dtype=bool)
    for start, stop in runs(split):
        begins_s = time_s[start] + STEP_S if start > 0 else time_s[0]
        ends_s = time_s[stop - 1] - STEP_S if stop < len(split) else time_s[-1]
        settled |= (time_s >= begins_s) & (time_s <= ends_s)
    return settled


def find_repetitions(effort: Array, time_s: Array, least: float) -> list[Repetition]:
    """Find the repetitions in a signal (T,) that is low at rest; NaN where it is unknown.

    least : smallest height that counts. Repetitions shorter than 0.6 s or longer than 10 s, those unseen for a
    third of their time, and those of which the clip shows about half or less, are left out; so are those that it cuts
    off if it shows no whole one.
    """
    known = np.isfinite(effort)
    if known.sum() < 3:
        return []
    signal = np.interp(time_s, time_s[known], effort[known])
    rest = float(np.percentile(signal, REST_PERCENTILE))
    height = float(signal.max()) - rest
    if height < least:
        return []
    level = (signal - rest) / height
    spans = [
        (start, stop)
        for start, stop in runs(level > REST_SHARE)
        if _is_shown(level[start:stop], start > 0, stop < len(level))
        and level[start:stop].max() >= max(EFFORT_SHARE, least / height)
    ]
    found = [_repetition(level, time_s, start, stop) for start, stop in spans]
    unseen = [1.0 - known[start:stop].mean() for start, stop in spans]
    likely = [
        rep
        for rep, share in zip(found, unseen, strict=True)
        if SHORTEST_S <= rep.end_s - rep.start_s <= LONGEST_S and share < UNSEEN_SHARE
    ]
    # Only whole ones tell what a repetition is: without any, what the clip cuts off may be anything.
    return likely if any(rep.cut is None for rep in likely) else []


def _is_shown(level: Array, begins: bool, ends: bool) -> bool:
    """Say whether enough of a repetition is seen: all, or all but its very start or end.

    level : while it lasts. begins, ends : whether it does so within the clip.
    """
    if begins and ends:
        return True
    edge = level[-1] if begins else level[0]
    return (begins or ends) and bool(edge <= (1 - BACK_SHARE) * level.max())


def _repetition(level: Array, time_s: Array, start: int, stop: int) -> Repetition:
    """Measure the repetition whose frames above rest are ``level[start:stop]``."""
    peak = float(level[start:stop].max())
    edge = EDGE_SHARE * peak
    first = start
    while first > 0 and level[first - 1] < level[first] and level[first] > edge:
        first -= 1
    last = stop - 1
    while last < len(level) - 1 and level[last + 1] < level[last] and level[last] > edge:
        last += 1
    turning = start + np.flatnonzero(level[start:stop] >= TURN_SHARE * peak)
    return Repetition(
        _crossing(level, time_s, first, first + 1, edge),
        _crossing(level, time_s, turning[0] - 1, turning[0], TURN_SHARE * peak),
        _crossing(level, time_s, turning[-1], turning[-1] + 1, TURN_SHARE * peak),
        _crossing(level, time_s, last - 1, last, edge),
        "start" if start == 0 else "end" if stop == len(level) else None,
    )


def _crossing(level: Array, time_s: Array, before: int, after: int, at: float) -> float:
    """Time between two frames at which a signal passes a level, or the nearer frame if it does not."""
    change = level[after] - level[before]
    share = float(np.clip((at - level[before]) / change, 0.0, 1.0)) if change else 0.0
    return float(time_s[before] + share * (time_s[after] - time_s[before]))


def _at_once(one: Repetition, two: Repetition) -> bool:
    shared_s = min(one.end_s, two.end_s) - max(one.start_s, two.start_s)
    return shared_s > 0.5 * min(one.end_s - one.start_s, two.end_s - two.start_s)
