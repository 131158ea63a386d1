"""Calf raises on both feet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from test_videos.body import SIDES, Body, Side
from test_videos.motions.motion import flat_foot, hip_x_m, mix
from test_videos.motions.reps import OnBothSides, Tempo, hip_over_foot
from test_videos.posture import Pelvis, Posture, Reaching, Trunk


@dataclass(frozen=True)
class CalfRaise(OnBothSides):
    """Lifts both heels to ``heel_lift_deg``; bent knees and a low rise are the faults."""

    exercise: ClassVar[str] = "calf-raise"
    faults: ClassVar[tuple[str, ...]] = ("heel_lift_deg", "knee_flexion_deg", "trunk_lean_forward_deg")

    side: Side = "left"
    heel_lift_deg: float = 28.0
    knee_flexion_deg: float = 4.0
    trunk_lean_forward_deg: float = 2.0
    toe_out_deg: float = 6.0
    tempo: Tempo = Tempo(out_s=0.9, pause_s=0.4, back_s=1.0)
    seed: int = 1

    def posture(self, body: Body, share: float, drift: float) -> Posture:
        """The heels off the floor, the hips over the toes."""
        flat = {side: flat_foot(body, side, hip_x_m(body, side), 0.0, self.toe_out_deg) for side in SIDES}
        feet = {side: replace(flat[side], pitch_deg=self.heel_lift_deg * share) for side in SIDES}
        knee = mix(4.0, self.knee_flexion_deg, share)
        tibial = 2.0 + 0.5 * (knee - 4.0) + 3.0 * share + 0.1 * drift
        hip = hip_over_foot(body, "left", feet["left"], body.hip_half_width_m, knee, tibial)
        return Posture(
            legs={side: Reaching(feet[side]) for side in SIDES},
            pelvis=Pelvis(tilt_deg=3.0, hip_middle_m=(0.0, float(hip[1]), float(hip[2]))),
            trunk=Trunk(lean_forward_deg=mix(2.0, self.trunk_lean_forward_deg, share)),
        )
