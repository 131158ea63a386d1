"""What makes a gait, in numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from test_videos.body import Body
from test_videos.rotations import Array


@dataclass(frozen=True)
class Pattern:
    """What makes a gait.

    knee_deg : knee flexion over the phase. stance : share of the cycle on the ground.
    contact_ahead_per_leg : how far the ankle is ahead of the hips at initial contact.
    contact_pitch_deg : the foot's pitch then, - toes up. flat_from, heel_off : between them the foot is flat.
    landing_speed : of the foot, forward, as a share of the gait's speed; it settles within a few hundredths of a
    second after contact. sinking_m_s : how fast the foot comes down to the floor. lowest : phase of the hips'
    lowest point, in running.
    """

    knee_deg: Callable[[Array], Array]
    period_s: float
    step_per_leg: float
    contact_ahead_per_leg: float
    stance: float
    flat_from: float
    heel_off: float
    contact_pitch_deg: float
    toe_out_deg: float
    half_width_m: float
    landing_speed: float
    sinking_m_s: float
    lowest: float | None = None

    def speed_m_s(self, body: Body) -> float:
        """Forward speed."""
        return 2 * self.step_per_leg * body.leg_m / self.period_s
