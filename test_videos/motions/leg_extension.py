"""Leg extension, seated on a bench: one knee straightens and bends again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from test_videos.body import Body, Side, other
from test_videos.motions.motion import mix
from test_videos.motions.reps import OnOneSide, Tempo
from test_videos.posture import HANGING, Leg, Pelvis, Posture, Swinging, Trunk, both
from test_videos.scene import Props

SEAT_UNDER_HIP_M = 0.11


@dataclass(frozen=True)
class LegExtension(OnOneSide):
    """``side`` is the leg that moves; ``end_flexion_deg`` is what is left of the bend at full effort."""

    exercise: ClassVar[str] = "leg-extension"
    faults: ClassVar[tuple[str, ...]] = ("end_flexion_deg", "trunk_lean_back_deg")

    side: Side = "left"
    end_flexion_deg: float = 4.0
    trunk_lean_back_deg: float = 3.0
    tempo: Tempo = Tempo()
    seed: int = 1

    def props(self, body: Body) -> Props:
        """Return the bench."""
        seat = hip_up_m(body) - SEAT_UNDER_HIP_M
        return Props(boxes=((-0.5, 0.5, -0.55 * body.thigh_m, 0.28, 0.0, seat),))

    def posture(self, body: Body, share: float, drift: float) -> Posture:
        """The moving knee straighter, the trunk a little back."""
        moving = Leg(86.0, mix(88.0, self.end_flexion_deg, share))
        lean = -mix(2.0, self.trunk_lean_back_deg, share) + 0.2 * drift
        return sitting(body, self.side, moving, lean)


def sitting(body: Body, side: Side, moving: Leg, lean_forward_deg: float) -> Posture:
    """Somebody on a high chair, one leg moving and the other hanging."""
    resting = Leg(86.0, 88.0)
    return Posture(
        legs={
            side: Swinging(moving, moving.tibial_inclination_deg),
            other(side): Swinging(resting, resting.tibial_inclination_deg),
        },
        pelvis=Pelvis(tilt_deg=-8.0, hip_middle_m=(0.0, 0.0, hip_up_m(body))),
        trunk=Trunk(lean_forward_deg=lean_forward_deg),
        arms=both(HANGING),
    )


def hip_up_m(body: Body) -> float:
    """Height of the hips at which a hanging foot clears the floor."""
    return body.shank_m + 0.20
