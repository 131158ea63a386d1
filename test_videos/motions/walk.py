"""Walking, on a treadmill or across the room, at the knee angles of a published average."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from test_videos.body import SIDES, Body, Side, outward
from test_videos.motions.gait import Cycle, Pattern, cycle_of, foot_x_m
from test_videos.motions.motion import PostureAt, ease, sway
from test_videos.posture import Arm, ArmPose, Foot, Pelvis, Phase, Posture, Reaching, Trunk
from test_videos.rotations import Array
from test_videos.scene import Props

# Mean knee flexion (degrees) at every 2 % of the cycle, free speed. Schwartz MH, Rozumalski A, Trost JP.
# The effect of walking speed on the gait of typically developing children. J Biomech 2008;41:1639-50.
KNEE_DEG = (
    *(5.5, 7.9, 11.0, 14.4, 17.2, 18.9, 19.7, 19.6, 18.9, 18.0, 16.9, 15.7, 14.5, 13.2, 12.0, 10.8, 9.8),
    *(8.8, 7.9, 7.2, 6.8, 6.7, 7.1, 8.0, 9.5, 11.6, 14.4, 18.1, 22.6, 28.0, 34.1, 40.6, 47.0, 52.5),
    *(56.8, 59.4, 60.5, 60.0, 58.2, 55.0, 50.8, 45.5, 39.5, 32.9, 26.0, 19.0, 12.6, 7.5, 4.5, 3.8, 5.5),
)


@dataclass(frozen=True)
class Walk:
    """Walks straight ahead (-y) at a constant speed, from the first frame to the last.

    stance_flexion_deg : added to both knees while they carry weight. contact_ahead_per_leg : overstride, with
    longer steps; beyond 0.48 the legs are too short for it.
    pelvic_drop_deg, trunk_lean_deg, knee_in_deg : toward or on the stance leg, at mid-stance.
    start_phase : where in its cycle the left leg is at time 0.
    """

    exercise: ClassVar[str] = "walk"
    faults: ClassVar[tuple[str, ...]] = (
        "stance_flexion_deg",
        "contact_ahead_per_leg",
        "pelvic_drop_deg",
        "trunk_lean_deg",
        "trunk_lean_forward_deg",
        "knee_in_deg",
    )

    side: Side = "left"
    stance_flexion_deg: float = 0.0
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
            step_per_leg=self.step_per_leg + 1.5 * max(0.0, self.contact_ahead_per_leg - 0.34),
            contact_ahead_per_leg=self.contact_ahead_per_leg,
            stance=0.62,
            flat_from=0.11,
            heel_off=0.34,
            contact_pitch_deg=-17.0,
            toe_out_deg=self.toe_out_deg,
            half_width_m=0.055,
        )

    def _knee_deg(self, phase: Array) -> Array:
        rest = np.interp(phase, np.linspace(0.0, 1.0, len(KNEE_DEG)), KNEE_DEG)
        carries = np.interp(phase, [0.0, 0.45, 0.68, 0.86, 1.0], [1.0, 1.0, 0.0, 0.0, 1.0])
        return np.asarray(rest + self.stance_flexion_deg * carries)

    def props(self, body: Body) -> Props:
        """Return the belt of the treadmill."""
        half = 1.15 * body.leg_m
        belt = (-0.35, 0.35, -half, half, -0.12, -0.002)
        return Props(boxes=(belt,)) if self.travel == "treadmill" else Props()

    def phases(self) -> tuple[Phase, ...]:
        """Return the time on the ground of every step, from initial contact to toe-off."""
        return stance_phases(self.pattern(), self.start_phase, self.duration_s)

    def plan(self, body: Body) -> PostureAt:
        """Fit the walk to a body."""
        pattern = self.pattern()
        cycle = cycle_of(body, pattern)
        drift = sway(self.seed, 0)
        speed = pattern.speed_m_s(body)
        start = 0.5 * speed * self.duration_s

        def posture_at(time_s: float) -> Posture:
            phase = self.start_phase + time_s / pattern.period_s
            moved = speed * time_s - start if self.travel == "overground" else 0.0
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
        planted = moved_m - 2 * step_m * own + pattern.contact_ahead_per_leg * body.leg_m
        ahead, up, pitch = cycle.foot_at(own)
        ball = (foot_x_m(body, pattern, side), -(planted + ahead) - ball_before_ankle_m(body), up)
        carries = ease(own, 0.02, 0.1) - ease(own, pattern.stance - 0.22, 0.15)
        legs[side] = Reaching(Foot(ball, pitch, pattern.toe_out_deg), knee_in_deg * carries)
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


def stance_phases(pattern: Pattern, start_phase: float, duration_s: float) -> tuple[Phase, ...]:
    """Every stance that begins or ends within the motion, cut at its ends."""
    found = []
    for side in SIDES:
        offset = 0.0 if side == "left" else 0.5
        for number in range(-1, int(duration_s / pattern.period_s) + 3):
            contact = (number - offset - start_phase) * pattern.period_s
            off = contact + pattern.stance * pattern.period_s
            if off > 0 and contact < duration_s:
                found.append(Phase("stance", max(0.0, contact), min(off, duration_s), side))
    return tuple(sorted(found, key=lambda stance: stance.start_s))
