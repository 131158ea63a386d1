"""Hamstring curl lying face down: one heel toward the buttock and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from test_videos.body import Body, Side, other
from test_videos.motions.motion import mix
from test_videos.motions.reps import OnOneSide, Tempo
from test_videos.posture import Arm, Leg, Lying, Pelvis, Posture, Swinging, Trunk, both

HIP_UP_M = 0.13
POINTED_DEG = 45.0
ALONGSIDE = Arm((0.3, 0.05, -1.0), (0.1, 0.0, -1.0))


@dataclass(frozen=True)
class ProneCurl(OnOneSide):
    """``side`` is the leg that bends; a short range and hips that rise off the mat are the faults."""

    exercise: ClassVar[str] = "hamstring-curl"
    faults: ClassVar[tuple[str, ...]] = ("curl_deg", "hips_rise_deg")

    side: Side = "left"
    curl_deg: float = 100.0
    hips_rise_deg: float = 0.0
    tempo: Tempo = Tempo()
    seed: int = 1

    def posture(self, body: Body, share: float, drift: float) -> Posture:
        """The moving knee bent; hips that rise bend, the thighs one way and the trunk the other."""
        rise = self.hips_rise_deg * share / 2
        moving = Leg(rise + 0.2 * drift, mix(4.0, self.curl_deg, share))
        resting = Leg(rise, 4.0)
        return Posture(
            legs={
                side: Swinging(leg, leg.tibial_inclination_deg + POINTED_DEG)
                for side, leg in ((self.side, moving), (other(self.side), resting))
            },
            pelvis=Pelvis(tilt_deg=rise, hip_middle_m=(0.0, 0.0, 0.0)),
            trunk=Trunk(lean_forward_deg=rise),
            arms=both(ALONGSIDE),
            lying=Lying("front", HIP_UP_M + body.thigh_m * rise / 57.3),
        )
