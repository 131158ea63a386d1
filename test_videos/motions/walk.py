"""Walking, on a treadmill or across the room, at the knee angles of a published average."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from test_videos.body import Side
from test_videos.motions.gait_pattern import Pattern
from test_videos.motions.strides import Carriage, Strides, Travel
from test_videos.rotations import Array

# Mean knee flexion (degrees) at every 2 % of the cycle, walking at free speed. Schwartz MH, Rozumalski A, Trost JP.
# The effect of walking speed on the gait of typically developing children. J Biomech 2008;41:1639-50, electronic
# addendum.
KNEE_DEG = (
    *(5.6, 7.9, 10.9, 14.1, 16.9, 18.6, 19.3, 19.2, 18.6, 17.6, 16.5, 15.2, 13.9, 12.6, 11.3, 10.1, 9.0),
    *(8.0, 7.2, 6.6, 6.2, 6.3, 6.8, 7.9, 9.5, 11.6, 14.5, 18.1, 22.6, 27.9, 33.9, 40.2, 46.3, 51.7),
    *(55.7, 58.2, 59.1, 58.7, 56.9, 53.9, 49.8, 44.7, 38.8, 32.4, 25.5, 18.7, 12.5, 7.6, 4.6, 4.0, 5.4),
)
# How much people differ: sd of the excursion of the knee in stance and in swing, controls of BMC Musculoskelet Disord
# 2013;14:169. Those who measured the mean above give theirs for each moment, which we do not have.
STANCE_SD_DEG, SWING_SD_DEG = 4.0, 6.1
STRAIGHTEST_DEG = min(KNEE_DEG[10:30])


@dataclass(frozen=True)
class Walk(Strides):
    """Walks straight ahead (-y) at a constant speed, from the first frame to the last.

    stance_flexion_deg : added to both knees while they carry weight. hyperextension_deg : how far both knees bend
    backward late in stance. contact_ahead_per_leg : overstride, the steps twice as much longer.
    step_asymmetry : how much shorter the step onto the right foot is than half the stride, as a share of the stride.
    pelvic_drop_deg, trunk_lean_deg, knee_in_deg : toward or on the stance leg, at mid-stance.
    start_phase : where in its cycle the left leg is at time 0.
    """

    carriage: ClassVar[Carriage] = Carriage(tilt_deg=4.0, turn_deg=5.0, swing_deg=20.0, elbow_deg=15.0)
    half_belt_per_leg: ClassVar[float] = 1.15
    exercise: ClassVar[str] = "walk"
    faults: ClassVar[tuple[str, ...]] = (
        "stance_flexion_deg",
        "hyperextension_deg",
        "step_asymmetry",
        "contact_ahead_per_leg",
        "pelvic_drop_deg",
        "trunk_lean_deg",
        "trunk_lean_forward_deg",
        "knee_in_deg",
    )

    side: Side = "left"
    stance_flexion_deg: float = 0.0
    hyperextension_deg: float = 0.0
    step_asymmetry: float = 0.0
    contact_ahead_per_leg: float = 0.34
    pelvic_drop_deg: float = 2.0
    trunk_lean_deg: float = 0.0
    trunk_lean_forward_deg: float = 3.0
    knee_in_deg: float = 0.0
    toe_out_deg: float = 6.0
    step_per_leg: float = 0.70
    steps_per_min: float = 110.0
    travel: Travel = "treadmill"
    start_phase: float = 0.1
    duration_s: float = 6.0
    seed: int = 1

    def pattern(self) -> Pattern:
        """Return the gait behind these parameters."""
        return Pattern(
            knee_deg=self._knee_deg,
            period_s=120.0 / self.steps_per_min,
            step_per_leg=self.step_per_leg + 2.0 * (self.contact_ahead_per_leg - 0.34),
            contact_ahead_per_leg=self.contact_ahead_per_leg,
            stance=0.62,
            flat_from=0.11,
            heel_off=0.34,
            contact_pitch_deg=-17.0,
            toe_out_deg=self.toe_out_deg,
            half_width_m=0.055,
            landing_speed=0.55,
            sinking_m_s=0.22,
        )

    def _knee_deg(self, phase: Array) -> Array:
        rest = np.interp(phase, np.linspace(0.0, 1.0, len(KNEE_DEG)), KNEE_DEG)
        carries = np.interp(phase, [0.0, 0.45, 0.68, 0.86, 1.0], [1.0, 1.0, 0.0, 0.0, 1.0])
        beyond = STRAIGHTEST_DEG + self.hyperextension_deg if self.hyperextension_deg else 0.0
        late = np.interp(phase, [0.14, 0.36, 0.44, 0.54], [0.0, 1.0, 1.0, 0.0])
        return np.asarray(rest + self.stance_flexion_deg * carries - beyond * late)
