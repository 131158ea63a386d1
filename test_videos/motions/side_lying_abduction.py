"""Hip abduction lying on the side: the upper leg goes up, straight, and comes down again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from test_videos.body import Body, Side, other
from test_videos.motions.motion import mix
from test_videos.motions.reps import OnOneSide, Tempo
from test_videos.posture import Arm, Leg, Lying, Pelvis, Posture, Swinging, Trunk

UNDER_HEAD = Arm((0.5, -0.2, 0.85), (0.3, -0.1, 0.95))
BEFORE_CHEST = Arm((0.1, -0.6, -0.8), (-0.75, -0.6, 0.1))


@dataclass(frozen=True)
class SideLyingAbduction(OnOneSide):
    """``side`` is the upper leg, which moves; too low a lift and a thigh that drifts forward are the faults."""

    exercise: ClassVar[str] = "hip-abduction"
    faults: ClassVar[tuple[str, ...]] = ("abduction_deg", "thigh_forward_deg")

    side: Side = "left"
    abduction_deg: float = 30.0
    thigh_forward_deg: float = 0.0
    tempo: Tempo = Tempo()
    seed: int = 1

    def posture(self, body: Body, share: float, drift: float) -> Posture:
        """The upper leg lifted."""
        lift = mix(0.0, self.abduction_deg, share) + 0.2 * drift
        moving = Leg(self.thigh_forward_deg * share, 4.0, -lift)
        below = other(self.side)
        return Posture(
            legs={self.side: Swinging(moving, 4.0), below: Swinging(Leg(12.0, 25.0), 20.0)},
            pelvis=Pelvis(hip_middle_m=(0.0, 0.0, 0.0)),
            trunk=Trunk(),
            arms={below: UNDER_HEAD, self.side: BEFORE_CHEST},
            lying=Lying(below, body.hip_half_width_m + 0.09),
        )
