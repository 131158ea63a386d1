"""Hip-flexor stretch in half-kneeling: the pelvis moves forward over the front foot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from test_videos.body import Body, Side, other, outward
from test_videos.motions.motion import PostureAt, ease, flat_foot, into_a_hold, mix, sway
from test_videos.posture import ON_HIPS, Leg, Pelvis, Phase, Posture, Reaching, Swinging, Trunk, both
from test_videos.scene import Props

KNEE_UP_M = 0.075
FRONT_AHEAD_PER_LEG = 0.52


@dataclass(frozen=True)
class HipFlexorStretch:
    """``side`` is the kneeling, stretched leg; ``thigh_behind_deg`` its thigh's slant behind the vertical."""

    exercise: ClassVar[str] = "hip-flexor-stretch"
    faults: ClassVar[tuple[str, ...]] = ("thigh_behind_deg", "trunk_lean_forward_deg")

    side: Side = "left"
    thigh_behind_deg: float = 18.0
    trunk_lean_forward_deg: float = 2.0
    start_s: float = 1.5
    shift_s: float = 1.4
    hold_s: float = 6.0
    seed: int = 1

    @property
    def duration_s(self) -> float:
        """Length of the whole motion."""
        return self.start_s + self.shift_s + self.hold_s

    def phases(self) -> tuple[Phase, ...]:
        """Return the quiet kneeling, the shift and the hold."""
        return into_a_hold(self.start_s, self.shift_s, self.hold_s, self.side, mover=self.side)

    def props(self, body: Body) -> Props:
        """Nothing is needed."""
        return Props()

    def plan(self, body: Body) -> PostureAt:
        """Fit the stretch to a body."""
        front_side = other(self.side)
        x = outward(front_side) * body.hip_half_width_m
        front = flat_foot(body, front_side, x, -FRONT_AHEAD_PER_LEG * body.leg_m)
        drifts = [sway(self.seed, channel) for channel in range(2)]

        def posture_at(time_s: float) -> Posture:
            share = ease(time_s, self.start_s, self.shift_s)
            behind = mix(2.0, self.thigh_behind_deg, share) + 0.15 * drifts[0](time_s)
            ahead = body.thigh_m * np.sin(np.radians(behind))
            up = KNEE_UP_M + body.thigh_m * np.cos(np.radians(behind))
            kneeling = Swinging(Leg(-behind, 88.0 - behind), 162.0)
            return Posture(
                legs={self.side: kneeling, front_side: Reaching(front)},
                pelvis=Pelvis(tilt_deg=2.0, hip_middle_m=(0.0, -float(ahead), float(up))),
                trunk=Trunk(0.2 * drifts[1](time_s), mix(2.0, self.trunk_lean_forward_deg, share)),
                arms=both(ON_HIPS),
            )

        return posture_at
