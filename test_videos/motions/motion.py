"""What every motion offers, and the small pieces of time that they are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Protocol

import numpy as np

from test_videos.body import Body, Side, outward
from test_videos.legs import ankle_of
from test_videos.posture import Foot, Phase, Posture
from test_videos.rotations import Array
from test_videos.scene import Props

PostureAt = Callable[[float], Posture]


class Motion(Protocol):
    """An exercise as it is done once: frozen parameters; every fault is clean by default."""

    exercise: ClassVar[str]
    faults: ClassVar[tuple[str, ...]]

    @property
    def side(self) -> Side:
        """The side the exercise is about; the left one where it has none."""
        ...

    @property
    def duration_s(self) -> float:
        """Length of the whole motion."""
        ...

    def plan(self, body: Body) -> PostureAt:
        """Fit the motion to a body: a pure function from time in seconds to a posture."""
        ...

    def props(self, body: Body) -> Props:
        """Return what stands around."""
        ...

    def phases(self) -> tuple[Phase, ...]:
        """Return what happens when."""
        ...


def parameters(motion: Motion) -> dict[str, Any]:
    """Every parameter of a motion by name."""
    return {item.name: getattr(motion, item.name) for item in fields(motion)}  # type: ignore[arg-type]


def faults_of(motion: Motion) -> dict[str, Any]:
    """Return the faults that differ from clean form, with their grade."""
    clean = {item.name: item.default for item in fields(motion)}  # type: ignore[arg-type]
    return {name: getattr(motion, name) for name in motion.faults if getattr(motion, name) != clean[name]}


def into_a_hold(stand_s: float, way_s: float, hold_s: float, side: Side, mover: Side | None) -> tuple[Phase, ...]:
    """Return the quiet start, the way into a position, on which ``mover`` moves, and the hold of ``side``."""
    hold = stand_s + way_s
    return (
        Phase("stand", 0.0, stand_s),
        Phase("transition", stand_s, hold, mover),
        Phase("hold", hold, hold + hold_s, side),
    )


def ease(time_s: float, start_s: float, duration_s: float) -> float:
    """0 before the start, 1 after the end, with zero speed and acceleration at both."""
    t = float(np.clip((time_s - start_s) / duration_s, 0.0, 1.0))
    return t * t * t * (10 + t * (6 * t - 15))


def mix(start: float, end: float, share: float) -> float:
    """Return the value at a share of the way."""
    return start + (end - start) * share


def mix_points(start: Array, end: Array, share: float) -> tuple[float, float, float]:
    """Return the point at a share of the way."""
    x, y, z = np.asarray(start) + (np.asarray(end) - np.asarray(start)) * share
    return float(x), float(y), float(z)


@dataclass(frozen=True)
class Sway:
    """Slow irregular movement of root mean square 1: four sines of 0.15 to 1.2 Hz."""

    frequencies_hz: Array
    phases_rad: Array

    def __call__(self, time_s: float) -> float:
        """Return the deflection at a time."""
        waves = np.sin(2 * np.pi * self.frequencies_hz * time_s + self.phases_rad)
        return float(waves.sum() * np.sqrt(2 / len(waves)))


def sway(seed: int, channel: int) -> Sway:
    """Return one of a motion's independent sways."""
    random = np.random.default_rng([seed, channel])
    bands = np.array([0.15, 0.35, 0.65, 1.0])
    return Sway(bands + random.uniform(0.0, 0.2, 4), random.uniform(0.0, 2 * np.pi, 4))


def flat_foot(body: Body, side: Side, ankle_x_m: float, ankle_y_m: float, toe_out_deg: float = 5.0) -> Foot:
    """Return a foot flat on the floor with its ankle joint over a place."""
    at_origin = ankle_of(body, side, Foot((0.0, 0.0, 0.0), 0.0, toe_out_deg))
    return Foot((ankle_x_m - float(at_origin[0]), ankle_y_m - float(at_origin[1]), 0.0), 0.0, toe_out_deg)


def hip_x_m(body: Body, side: Side) -> float:
    """Where the hip joint of a side is when the pelvis is over the origin."""
    return outward(side) * body.hip_half_width_m
