"""A person on both feet, and where the hips are then: what movements without an exercise begin from."""

from __future__ import annotations

import numpy as np

from test_videos.body import SIDES, Body, Side
from test_videos.motions.motion import flat_foot, hip_x_m
from test_videos.posture import HANGING, Arm, ArmPose, Foot, LegPose, Pelvis, Posture, Reaching, Trunk, both

SOFT_M = 0.012
"""How much lower than in the anatomical position the hips stand: knees are never locked."""


def seat_m(body: Body) -> float:
    """How high the hips are on a seat of the height of the shank."""
    return body.shank_m + 0.14


def hips_up_m(body: Body) -> float:
    """How high the hips are in standing."""
    return float(body.hip_middle_m[2]) - SOFT_M


def upright(
    body: Body,
    *,
    feet: dict[Side, Foot] | None = None,
    hips_m: tuple[float, float, float] = (0.0, 0.0, 0.0),
    trunk: Trunk | None = None,
    tilt_deg: float = 3.0,
    arms: dict[Side, ArmPose] | None = None,
) -> Posture:
    """On both feet; ``hips_m`` is how far the hips are from where they are in standing."""
    x, y, z = hips_m
    feet = feet or {side: flat_foot(body, side, hip_x_m(body, side), 0.0) for side in SIDES}
    legs: dict[Side, LegPose] = {side: Reaching(foot) for side, foot in feet.items()}
    pelvis = Pelvis(tilt_deg=tilt_deg, hip_middle_m=(x, y, hips_up_m(body) + z))
    return Posture(legs, pelvis, trunk or Trunk(lean_forward_deg=2.0), arms or both(HANGING))


def arm_out(angle_deg: float) -> Arm:
    """A straight arm, out to the side by an angle from hanging down."""
    along = (float(np.sin(np.radians(angle_deg))), -0.05, -float(np.cos(np.radians(angle_deg))))
    return Arm(along, along)
