"""Deadlift as a hip hinge with a light weight in hanging arms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from test_videos.body import SIDES, Body, Side, outward
from test_videos.motions.motion import flat_foot, mix
from test_videos.motions.reps import OnBothSides, Tempo, hip_over_foot
from test_videos.posture import Arm, Pelvis, Posture, Reaching, Trunk, both
from test_videos.rotations import UP, rot_x


@dataclass(frozen=True)
class Deadlift(OnBothSides):
    """Leans from the hips; ``knee_flexion_deg`` and ``knee_travel_deg`` (shank forward) make it a squat."""

    exercise: ClassVar[str] = "deadlift"
    faults: ClassVar[tuple[str, ...]] = ("knee_flexion_deg", "knee_travel_deg")

    side: Side = "left"
    trunk_lean_forward_deg: float = 68.0
    knee_flexion_deg: float = 22.0
    knee_travel_deg: float = 0.0
    half_width_m: float = 0.12
    toe_out_deg: float = 6.0
    tempo: Tempo = Tempo()
    seed: int = 1

    def posture(self, body: Body, share: float, drift: float) -> Posture:
        """The trunk down from the hips over shanks that stay nearly upright."""
        feet = {
            side: flat_foot(body, side, outward(side) * self.half_width_m, 0.0, self.toe_out_deg) for side in SIDES
        }
        knee = mix(5.0, self.knee_flexion_deg, share) + 0.2 * drift
        tibial = mix(3.0, 1.0 + self.knee_travel_deg, share)
        hip = hip_over_foot(body, "left", feet["left"], body.hip_half_width_m, knee, tibial)
        lean = mix(2.0, self.trunk_lean_forward_deg, share)
        x, y, z = rot_x(-lean) @ (-UP)
        arm = Arm((0.06, float(y), float(z)), (0.02 + float(x), float(y), float(z)))
        return Posture(
            legs={side: Reaching(feet[side]) for side in SIDES},
            pelvis=Pelvis(tilt_deg=0.85 * lean, hip_middle_m=(0.0, float(hip[1]), float(hip[2]))),
            trunk=Trunk(lean_forward_deg=lean, nod_deg=0.3 * lean),
            arms=both(arm),
        )
