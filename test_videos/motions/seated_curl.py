"""Hamstring curl sitting on a bench: one knee goes from nearly straight to a right angle, as against a band."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from test_videos.body import Body, Side
from test_videos.motions.leg_extension import SEAT_UNDER_HIP_M, hip_up_m, sitting
from test_videos.motions.motion import mix
from test_videos.motions.reps import OnOneSide, Tempo
from test_videos.posture import Leg, Posture
from test_videos.scene import Props


@dataclass(frozen=True)
class SeatedCurl(OnOneSide):
    """``side`` is the leg that bends; a short range and a trunk that rocks forward are the faults."""

    exercise: ClassVar[str] = "hamstring-curl"
    faults: ClassVar[tuple[str, ...]] = ("curl_deg", "trunk_lean_forward_deg")

    side: Side = "left"
    curl_deg: float = 100.0
    trunk_lean_forward_deg: float = -3.0
    tempo: Tempo = Tempo()
    seed: int = 1

    def props(self, body: Body) -> Props:
        """Return a bench that leaves room for the heels under it."""
        seat = hip_up_m(body) - SEAT_UNDER_HIP_M
        return Props(boxes=((-0.5, 0.5, -0.55 * body.thigh_m, 0.28, seat - 0.08, seat),))

    def posture(self, body: Body, share: float, drift: float) -> Posture:
        """The moving knee bent under the seat."""
        moving = Leg(86.0, mix(10.0, self.curl_deg, share))
        lean = mix(-3.0, self.trunk_lean_forward_deg, share) + 0.2 * drift
        return sitting(body, self.side, moving, lean)
