"""Hamstring curl in standing: one heel toward the buttock and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from test_videos.body import Body, Side, other
from test_videos.motions.motion import flat_foot, hip_x_m, mix
from test_videos.motions.reps import OnOneSide, Tempo
from test_videos.posture import ON_HIPS, Leg, Pelvis, Posture, Standing, Swinging, Trunk, both


@dataclass(frozen=True)
class HamstringCurl(OnOneSide):
    """``side`` is the leg that bends; a short range and a thigh that drifts forward are the faults."""

    exercise: ClassVar[str] = "hamstring-curl"
    faults: ClassVar[tuple[str, ...]] = ("curl_deg", "thigh_drift_deg", "trunk_lean_forward_deg")

    side: Side = "left"
    curl_deg: float = 100.0
    thigh_drift_deg: float = 0.0
    trunk_lean_forward_deg: float = 3.0
    tempo: Tempo = Tempo()
    seed: int = 1

    def posture(self, body: Body, share: float, drift: float) -> Posture:
        """The heel toward the buttock, the other leg standing."""
        stance = other(self.side)
        foot = flat_foot(body, stance, hip_x_m(body, stance), 0.0)
        moving = Leg(mix(1.5, self.thigh_drift_deg, share), mix(4.0, self.curl_deg, share))
        return Posture(
            legs={
                stance: Standing(Leg(1.5, 4.0, 0.15 * drift), foot),
                self.side: Swinging(moving, mix(0.0, moving.tibial_inclination_deg, share)),
            },
            pelvis=Pelvis(tilt_deg=3.0),
            trunk=Trunk(lean_forward_deg=mix(3.0, self.trunk_lean_forward_deg, share)),
            arms=both(ON_HIPS),
        )
