"""Lunge on the spot: feet apart fore and aft, down and up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from test_videos.body import Body, Side, other, outward
from test_videos.motions.motion import PostureAt, flat_foot, mix, sway
from test_videos.motions.reps import OnOneSide, Tempo, hip_above
from test_videos.posture import ON_HIPS, Foot, Pelvis, Posture, Reaching, Trunk, both

FRONT_AHEAD_PER_LEG, REAR_BEHIND_PER_LEG = 0.40, 0.46


@dataclass(frozen=True)
class Lunge(OnOneSide):
    """``side`` is the front leg; the faults are full at the bottom."""

    exercise: ClassVar[str] = "lunge"
    faults: ClassVar[tuple[str, ...]] = (
        "knee_in_deg",
        "trunk_lean_forward_deg",
        "pelvic_drop_deg",
        "depth_deg",
    )

    side: Side = "left"
    depth_deg: float = 85.0
    knee_in_deg: float = 0.0
    trunk_lean_forward_deg: float = 5.0
    pelvic_drop_deg: float = 0.0
    toe_out_deg: float = 4.0
    tempo: Tempo = Tempo()  # noqa: RUF009 - frozen
    seed: int = 1

    def plan(self, body: Body) -> PostureAt:
        """Fit the lunge to a body."""
        drift = sway(self.seed, 0)
        out = outward(self.side)
        front = flat_foot(body, self.side, 0.09 * out, -FRONT_AHEAD_PER_LEG * body.leg_m, self.toe_out_deg)

        def posture_at(time_s: float) -> Posture:
            share = self.tempo.share(time_s)
            knee = mix(14.0, self.depth_deg, share) + 0.2 * drift(time_s)
            knee_in, drop = self.knee_in_deg * share, self.pelvic_drop_deg * share
            hip = hip_above(body, self.side, front, out * body.hip_half_width_m, 0.0, knee, knee_in)
            lower = body.hip_half_width_m * float(np.sin(np.radians(drop)))
            rear = Foot((-0.09 * out, REAR_BEHIND_PER_LEG * body.leg_m - 0.12, 0.0), mix(26.0, 56.0, share), 4.0)
            return Posture(
                legs={self.side: Reaching(front, knee_in), other(self.side): Reaching(rear)},
                pelvis=Pelvis(out * drop, 4.0, hip_middle_m=(0.0, float(hip[1]), float(hip[2]) - lower)),
                trunk=Trunk(lean_forward_deg=mix(3.0, self.trunk_lean_forward_deg, share)),
                arms=both(ON_HIPS),
            )

        return posture_at
