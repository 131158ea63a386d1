"""Walking, on a treadmill or across the room, at the knee angles of a published average."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from test_videos.body import SIDES, Body, Side, outward
from test_videos.motions.gait import Cycle, cycle_of, foot_x_m, planted_ahead_m
from test_videos.motions.gait_pattern import Pattern
from test_videos.motions.motion import PostureAt, ease, sway
from test_videos.posture import Arm, ArmPose, Foot, Pelvis, Phase, Posture, Reaching, Trunk
from test_videos.rotations import Array
from test_videos.scene import Props

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
class Walk:
    """Walks straight ahead (-y) at a constant speed, from the first frame to the last.

    stance_flexion_deg : added to both knees while they carry weight. hyperextension_deg : how far both knees bend
    backward late in stance. contact_ahead_per_leg : overstride, the steps twice as much longer.
    step_asymmetry : how much shorter the step onto the right foot is than half the stride, as a share of the stride.
    pelvic_drop_deg, trunk_lean_deg, knee_in_deg : toward or on the stance leg, at mid-stance.
    start_phase : where in its cycle the left leg is at time 0.
    """

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
    travel: Literal["treadmill", "overground"] = "treadmill"
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

    def props(self, body: Body) -> Props:
        """Return the belt of the treadmill."""
        half = 1.15 * body.leg_m
        belt = (-0.35, 0.35, -half, half, -0.12, -0.002)
        return Props(boxes=(belt,)) if self.travel == "treadmill" else Props()

    def phases(self) -> tuple[Phase, ...]:
        """Return the time on the ground of every step, from initial contact to toe-off."""
        return stance_phases(self.pattern(), self.start_phase, self.duration_s, self.step_asymmetry)

    def plan(self, body: Body) -> PostureAt:
        """Fit the walk to a body."""
        pattern = self.pattern()
        cycle = cycle_of(body, pattern)
        drift = sway(self.seed, 0)
        speed = pattern.speed_m_s(body)
        start = 0.5 * speed * self.duration_s

        def posture_at(time_s: float) -> Posture:
            even = self.start_phase + time_s / pattern.period_s
            phase = limping(even, self.step_asymmetry)
            # Feet stay where they are planted, so the hips are ahead where a step comes early.
            moved = speed * pattern.period_s * (phase - even)
            moved += speed * time_s - start if self.travel == "overground" else 0.0
            legs = gait_legs(body, pattern, cycle, phase, moved, self.knee_in_deg)
            left = toward_left(phase, pattern)
            drop = self.pelvic_drop_deg * left
            fall = body.hip_half_width_m * abs(float(np.sin(np.radians(drop))))
            lean_left = self.trunk_lean_deg * left + 0.2 * drift(time_s)
            return Posture(
                legs=legs,
                pelvis=Pelvis(drop, 4.0, hip_middle_m=(0.0, -moved, cycle.pelvis_at(phase) - fall)),
                trunk=Trunk(lean_left, self.trunk_lean_forward_deg, 5.0 * np.cos(2 * np.pi * phase)),
                arms=swinging_arms(phase, 20.0, 15.0),
            )

        return posture_at


def gait_legs(
    body: Body, pattern: Pattern, cycle: Cycle, phase: float, moved_m: float, knee_in_deg: float
) -> dict[Side, Reaching]:
    """Both feet at a phase of the left leg, the hips ``moved_m`` ahead of the origin."""
    step_m = pattern.step_per_leg * body.leg_m
    legs: dict[Side, Reaching] = {}
    for side in SIDES:
        own = (phase + (0.0 if side == "left" else 0.5)) % 1.0
        planted = moved_m - 2 * step_m * own + planted_ahead_m(body, pattern)
        ahead, up, pitch = cycle.foot_at(own)
        ball = (foot_x_m(body, pattern, side), -(planted + ahead) - ball_before_ankle_m(body), up)
        carries = ease(own, 0.02, 0.1) - ease(own, pattern.stance - 0.22, 0.15)
        overstraight = float(pattern.knee_deg(np.array(own))) < 0
        legs[side] = Reaching(Foot(ball, pitch, pattern.toe_out_deg), knee_in_deg * carries, overstraight)
    return legs


def ball_before_ankle_m(body: Body) -> float:
    """How far the ball of the foot is ahead of the ankle joint in a flat foot."""
    limb = body.limbs["left"]
    return float(np.hypot(*(limb.ball - limb.ankle)[:2]))


def toward_left(phase: float, pattern: Pattern) -> float:
    """+1 in the middle of the left stance, -1 in the middle of the right one."""
    return float(np.cos(2 * np.pi * (phase - 0.5 * pattern.stance)))


def swinging_arms(phase: float, swing_deg: float, elbow_deg: float) -> dict[Side, ArmPose]:
    """Arms that swing with the other side's leg."""
    arms: dict[Side, ArmPose] = {}
    for side in SIDES:
        angle = np.radians(-outward(side) * swing_deg * np.cos(2 * np.pi * phase))
        fore = angle + np.radians(elbow_deg) + 0.4 * max(float(angle), 0.0)
        arms[side] = Arm(
            (0.14, -float(np.sin(angle)), -float(np.cos(angle))),
            (-0.02, -float(np.sin(fore)), -float(np.cos(fore))),
        )
    return arms


def limping(phase: float, step_asymmetry: float) -> float:
    """Phase of a cycle that runs ahead in the step onto the right foot and lags behind in the other."""
    return phase + step_asymmetry * (1 - float(np.cos(2 * np.pi * phase))) / 2


def stance_phases(
    pattern: Pattern, start_phase: float, duration_s: float, step_asymmetry: float = 0.0
) -> tuple[Phase, ...]:
    """Every stance that begins or ends within the motion, cut at its ends."""
    even = np.linspace(-2.0, duration_s / pattern.period_s + 4.0, 20001)
    limped = np.array([limping(float(phase), step_asymmetry) for phase in even])

    def time_of(phase: float) -> float:
        return (float(np.interp(phase, limped, even)) - start_phase) * pattern.period_s

    found = []
    for side in SIDES:
        offset = 0.0 if side == "left" else 0.5
        for number in range(-1, int(duration_s / pattern.period_s) + 3):
            contact, off = time_of(number - offset), time_of(number - offset + pattern.stance)
            if off > 0 and contact < duration_s:
                found.append(Phase("stance", max(0.0, contact), min(off, duration_s), side))
    return tuple(sorted(found, key=lambda stance: stance.start_s))
