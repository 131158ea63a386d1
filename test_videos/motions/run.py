"""Running, on a treadmill or across the room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from test_videos.body import Side
from test_videos.motions.gait_pattern import Pattern
from test_videos.motions.strides import Carriage, Strides, Travel
from test_videos.rotations import Array

# Knots (share of the cycle, knee flexion in degrees) of an easy run, by hand through about 15 at contact and
# 42 at mid-stance (compare Souza RB, Phys Med Rehabil Clin N Am 2016;27:217-36, about 45 at mid-stance).
KNOTS = (
    *((0.0, 15.0), (0.06, 29.0), (0.15, 42.0), (0.20, 42.0), (0.28, 31.0), (0.36, 20.0), (0.44, 36.0)),
    *((0.54, 70.0), (0.64, 92.0), (0.70, 95.0), (0.78, 78.0), (0.86, 44.0), (0.93, 17.0), (0.97, 12.0), (1.0, 15.0)),
)


@dataclass(frozen=True)
class Run(Strides):
    """Runs straight ahead (-y) at a constant speed.

    contact_ahead_per_leg : overstride. pelvic_drop_deg, trunk_lean_deg, knee_in_deg : toward or on the stance
    leg, at mid-stance. start_phase : where in its cycle the left leg is at time 0.
    """

    carriage: ClassVar[Carriage] = Carriage(tilt_deg=6.0, turn_deg=9.0, swing_deg=34.0, elbow_deg=85.0)
    half_belt_per_leg: ClassVar[float] = 1.2
    exercise: ClassVar[str] = "run"
    faults: ClassVar[tuple[str, ...]] = (
        "contact_ahead_per_leg",
        "pelvic_drop_deg",
        "trunk_lean_deg",
        "trunk_lean_forward_deg",
        "knee_in_deg",
        "steps_per_min",
    )

    side: Side = "left"
    contact_ahead_per_leg: float = 0.26
    pelvic_drop_deg: float = 3.0
    trunk_lean_deg: float = 0.0
    trunk_lean_forward_deg: float = 7.0
    knee_in_deg: float = 0.0
    toe_out_deg: float = 6.0
    step_per_leg: float = 1.05
    steps_per_min: float = 170.0
    travel: Travel = "treadmill"
    start_phase: float = 0.1
    duration_s: float = 5.0
    seed: int = 1

    def pattern(self) -> Pattern:
        """Return the gait behind these parameters."""
        return Pattern(
            knee_deg=_knee_deg,
            period_s=120.0 / self.steps_per_min,
            step_per_leg=self.step_per_leg,
            contact_ahead_per_leg=self.contact_ahead_per_leg,
            stance=0.36,
            flat_from=0.07,
            heel_off=0.19,
            contact_pitch_deg=-9.0,
            toe_out_deg=self.toe_out_deg,
            half_width_m=0.03,
            landing_speed=0.35,
            sinking_m_s=1.0,
            lowest=0.155,
        )


def _knee_deg(phase: Array) -> Array:
    """Knots joined by a periodic smooth curve: the mean over a short window of the straight pieces."""
    at, flexion = np.array(KNOTS).T
    shifts = np.linspace(-0.03, 0.03, 13)
    pieces = [np.interp((phase + shift) % 1.0, at, flexion) for shift in shifts]
    return np.asarray(np.average(pieces, axis=0, weights=np.hanning(15)[1:-1]))
