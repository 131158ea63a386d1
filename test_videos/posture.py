"""What a body does at one instant, in the angles a physiotherapist would name.

Degrees; 0 is the anatomical position. Flexion, adduction, knee-in (knee toward the other leg), forward lean
and heel lift are positive. The person faces -y.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from test_videos.body import Side

Point = tuple[float, float, float]
Direction = tuple[float, float, float]


@dataclass(frozen=True)
class Foot:
    """A foot in the world: where the sole under the ball is, and how the foot is turned.

    ``pitch_deg`` is the angle of the heel-to-toe line against a flat foot (+ heel up). Near the floor the
    toes stay flat and only the foot behind the ball rises.
    """

    ball_m: Point
    pitch_deg: float = 0.0
    toe_out_deg: float = 5.0


@dataclass(frozen=True)
class Leg:
    """The angles of one leg.

    Thigh flexion and knee flexion lie in the person's sagittal plane. ``adduction_deg`` is the thigh's angle
    in the frontal plane (+ knee toward the midline), ``knee_in_deg`` the frontal-plane angle at the knee.
    """

    thigh_flexion_deg: float
    knee_flexion_deg: float
    adduction_deg: float = 0.0
    knee_in_deg: float = 0.0

    @property
    def tibial_inclination_deg(self) -> float:
        """Shank against the vertical in the sagittal plane, + knee ahead of the ankle."""
        return self.knee_flexion_deg - self.thigh_flexion_deg


@dataclass(frozen=True)
class Standing:
    """A leg built up from its foot; it carries the pelvis."""

    leg: Leg
    foot: Foot


@dataclass(frozen=True)
class Reaching:
    """A leg from the hip to a given foot, its knee bending forward, and inward by ``knee_in_deg``.

    overstraight : the knee bends backward instead, as in hyperextension.
    """

    foot: Foot
    knee_in_deg: float = 0.0
    overstraight: bool = False


@dataclass(frozen=True)
class Swinging:
    """A leg that hangs from the hip; the sole's pitch and the toes' direction are given."""

    leg: Leg
    foot_pitch_deg: float = 0.0
    toe_out_deg: float = 5.0


LegPose = Standing | Reaching | Swinging


@dataclass(frozen=True)
class Pelvis:
    """Orientation of the pelvis; its position only where no leg stands (the middle of the hips)."""

    left_up_deg: float = 0.0
    tilt_deg: float = 0.0
    turn_left_deg: float = 0.0
    hip_middle_m: Point | None = None


@dataclass(frozen=True)
class Trunk:
    """Lean of the line from the hips' middle to the shoulders' middle, and the turn of the shoulders."""

    lean_left_deg: float = 0.0
    lean_forward_deg: float = 0.0
    turn_left_deg: float = 0.0
    nod_deg: float = 0.0


@dataclass(frozen=True)
class Arm:
    """Directions of upper arm and forearm in the trunk's frame; x away from the body, -y forward, z up."""

    upper: Direction
    fore: Direction


@dataclass(frozen=True)
class Hand:
    """A wrist held at a place in the world, fingers along a direction, the elbow toward another."""

    wrist_m: Point
    fingers: Direction
    elbow: Direction = (0.6, 0.3, -1.0)


ArmPose = Arm | Hand

HANGING = Arm((0.14, 0.03, -1.0), (0.05, -0.2, -1.0))
ON_HIPS = Arm((0.62, 0.28, -0.72), (-0.75, -0.35, -0.42))
FORWARD_ARMS = Arm((0.08, -1.0, -0.08), (0.0, -1.0, 0.0))
CROSSED = Arm((0.10, -0.35, -0.93), (-0.8, -0.45, 0.25))
OUT = Arm((0.75, -0.05, -0.6), (0.8, -0.15, -0.35))


def both(arm: ArmPose) -> dict[Side, ArmPose]:
    """Return the same arm on both sides."""
    return {"left": arm, "right": arm}


@dataclass(frozen=True)
class Lying:
    """How the body lies: everything about it is said as if it stood, and then it is laid down on the floor.

    ``on`` is what is below; the head points to where the front (on the front) or the side below was.
    ``hip_up_m`` is how high the middle of the hips is.
    """

    on: Literal["front", "left", "right"]
    hip_up_m: float


@dataclass(frozen=True)
class Posture:
    """A whole body at one instant."""

    legs: Mapping[Side, LegPose]
    pelvis: Pelvis = Pelvis()
    trunk: Trunk = Trunk()
    arms: Mapping[Side, ArmPose] = field(default_factory=lambda: both(HANGING))
    lying: Lying | None = None


@dataclass(frozen=True)
class Phase:
    """A stretch of the clip with a name, on one side where it has one."""

    kind: Literal["stand", "transition", "hold", "rep", "step", "stance", "touch_down"]
    start_s: float
    end_s: float
    side: Side | None = None
