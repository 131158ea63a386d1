"""What a performance is made of in time: stands, holds, repetitions and their parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from formcheck.camera import Camera
from formcheck.landmarks import SIDES, Side
from formcheck.pose import Array, PoseTrack
from formcheck.runs import runs

ENTER_S = 0.5
LEAVE_S = 0.7
"""A posture must be kept for ENTER_S to begin a hold and be lost for LEAVE_S to end it."""

TRIM_S = 1.0
TRIM_SHARE = 0.2

PhaseKind = Literal[
    "stand",
    "hold",
    "touch_down",
    "step",
    "rep",
    "eccentric",
    "bottom",
    "concentric",
    "top",
    "stride",
    "stance",
    "loading",
    "midstance",
    "terminal_stance",
]
"""What can happen. A part of a repetition is a phase of its own: ``eccentric`` while the load is lowered,
``concentric`` while it is lifted, and between them ``bottom`` or ``top``, where the movement turns round."""

PHASE_WORDS: MappingProxyType[PhaseKind, tuple[str, str]] = MappingProxyType(
    {
        "stand": ("stand", "stands"),
        "hold": ("hold", "holds"),
        "touch_down": ("touch-down", "touch-downs"),
        "step": ("step", "steps"),
        "rep": ("repetition", "repetitions"),
        "eccentric": ("lowering", "lowerings"),
        "bottom": ("lowest point", "lowest points"),
        "concentric": ("lifting", "liftings"),
        "top": ("highest point", "highest points"),
        "stride": ("stride", "strides"),
        "stance": ("stance", "stances"),
        "loading": ("loading response", "loading responses"),
        "midstance": ("mid-stance", "mid-stances"),
        "terminal_stance": ("late stance", "late stances"),
    }
)
"""What one phase of a kind, and several, are called."""

ASIDE: frozenset[PhaseKind] = frozenset({"stand", "touch_down"})
"""What happens around an exercise, and is no exercise itself."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the clip: what happened, on which side (None: both), and when."""

    kind: PhaseKind
    side: Side | None
    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.end_s - self.start_s

    def frames(self, time_s: Array) -> np.ndarray:
        """(T,) True for the frames of this phase."""
        return (time_s >= self.start_s) & (time_s <= self.end_s)

    def core(self, time_s: Array) -> np.ndarray:
        """(T,) True for the frames to read: of a hold less settling in and coming out, 1 s, at most a fifth each."""
        if self.kind != "hold":
            return self.frames(time_s)
        trim_s = min(TRIM_S, TRIM_SHARE * self.duration_s)
        return (time_s >= self.start_s + trim_s) & (time_s <= self.end_s - trim_s)


def frames_of(phases: list[Phase], time_s: Array) -> np.ndarray:
    """(T,) True for the frames of any of the phases."""
    masks = [phase.frames(time_s) for phase in phases]
    return np.any(masks, axis=0) if masks else np.zeros(len(time_s), dtype=bool)


PhaseFinder = Callable[[PoseTrack, Camera], list[Phase]]
"""Finds what an exercise is made of, on both sides, in order of time."""


def exercised_side(phases: list[Phase]) -> Side | None:
    """Return the side that was exercised longest in all, or None if no side was."""
    seconds = {
        side: sum(phase.duration_s for phase in phases if phase.kind not in ASIDE and phase.side == side)
        for side in SIDES
    }
    longest: Side = "left" if seconds["left"] >= seconds["right"] else "right"
    return longest if seconds[longest] else None


def phases_where(
    kind: PhaseKind,
    side: Side | None,
    mask: np.ndarray,
    time_s: Array,
    enter_s: float = ENTER_S,
    leave_s: float = LEAVE_S,
    ended_by: np.ndarray | None = None,
) -> list[Phase]:
    """Turn a mask into phases with hysteresis: short losses are bridged first, then short runs are dropped.

    A loss that holds a frame of ``ended_by`` is never bridged.
    """
    joined: list[tuple[int, int]] = []
    for start, stop in runs(mask):
        lost = slice(joined[-1][1], start) if joined else slice(0)
        bridged = bool(joined) and time_s[start] - time_s[joined[-1][1] - 1] < leave_s
        if bridged and not (ended_by is not None and ended_by[lost].any()):
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    spans = [(float(time_s[start]), float(time_s[stop - 1])) for start, stop in joined]
    return [Phase(kind, side, start_s, end_s) for start_s, end_s in spans if end_s - start_s >= enter_s]
