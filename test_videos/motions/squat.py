"""Squat with the arms forward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from test_videos.body import SIDES, Body, Side, outward
from test_videos.motions.motion import flat_foot, mix
from test_videos.motions.reps import OnBothSides, Tempo, hip_over_foot
from test_videos.posture import FORWARD_ARMS, Foot, Pelvis, Posture, Reaching, Trunk, both


@dataclass(frozen=True)
class Squat(OnBothSides):
    """Bends both knees to ``depth_deg``; the faults grow with the depth and are full at the bottom."""

    exercise: ClassVar[str] = "squat"
    faults: ClassVar[tuple[str, ...]] = (
        "knee_in_deg",
        "heel_lift_deg",
        "trunk_lean_forward_deg",
        "depth_deg",
    )

    side: Side = "left"
    depth_deg: float = 80.0
    knee_in_deg: float = 0.0
    heel_lift_deg: float = 0.0
    trunk_lean_forward_deg: float = 36.0
    half_width_m: float = 0.16
    toe_out_deg: float = 12.0
    tempo: Tempo = Tempo()
    seed: int = 1

    def posture(self, body: Body, share: float, drift: float) -> Posture:
        """Both knees bent over flat feet, the trunk forward."""
        knee = mix(5.0, self.depth_deg, share) + 0.2 * drift
        knee_in = self.knee_in_deg * share
        feet = {side: self._foot(body, side, share) for side in SIDES}
        hip = hip_over_foot(body, "left", feet["left"], body.hip_half_width_m, knee, 0.5 + 0.38 * knee, knee_in)
        lean = mix(2.0, self.trunk_lean_forward_deg, share)
        return Posture(
            legs={side: Reaching(feet[side], knee_in) for side in SIDES},
            pelvis=Pelvis(tilt_deg=0.5 * lean, hip_middle_m=(0.0, float(hip[1]), float(hip[2]))),
            trunk=Trunk(lean_forward_deg=lean, nod_deg=-0.1 * lean),
            arms=both(FORWARD_ARMS),
        )

    def _foot(self, body: Body, side: Side, share: float) -> Foot:
        flat = flat_foot(body, side, outward(side) * self.half_width_m, 0.0, self.toe_out_deg)
        return Foot(flat.ball_m, self.heel_lift_deg * share, self.toe_out_deg)
