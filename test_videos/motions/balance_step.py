"""Balance and step: standing on one leg while the other foot steps forward and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from test_videos.motions.motion import ease, mix
from test_videos.motions.single_leg_balance import SingleLegBalance
from test_videos.posture import Foot

AHEAD_M, LOW_M = 0.42, 0.03


@dataclass(frozen=True)
class BalanceStep(SingleLegBalance):
    """The single-leg balance with the lifted foot swinging from behind to a light touch ahead and back."""

    exercise: ClassVar[str] = "balance-step"

    flexion_deg: float = 18.0
    step_s: float = 2.4

    def _swing_foot(self, time_s: float, down: Foot, up: Foot) -> Foot:
        behind = super()._swing_foot(time_s, down, up)
        swing = 0.5 - 0.5 * np.cos(2 * np.pi * (time_s - self.hold_start_s) / self.step_s)
        inside = ease(time_s, self.hold_start_s, 0.01) - ease(time_s, self.hold_end_s, 0.01)
        share = float(swing) * inside
        x, y, z = behind.ball_m
        ahead = (x, mix(y, down.ball_m[1] - AHEAD_M, share), mix(z, LOW_M, share**2))
        return Foot(ahead, mix(behind.pitch_deg, -6.0, share), self.toe_out_deg)
