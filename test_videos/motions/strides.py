"""What walking and running offer alike: planted steps, a trunk and arms that go with them, a belt under them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from test_videos.body import SIDES, Body, Side, outward
from test_videos.motions.gait import Cycle, cycle_of, foot_x_m, planted_ahead_m
from test_videos.motions.gait_pattern import Pattern
from test_videos.motions.motion import PostureAt, ease, sway
from test_videos.posture import Arm, ArmPose, Foot, Pelvis, Phase, Posture, Reaching, Trunk
from test_videos.scene import Props

Travel = Literal["treadmill", "overground"]


@dataclass(frozen=True)
class Carriage:
    """How the rest of the body goes with the legs.

    tilt_deg : of the pelvis, forward. turn_deg : how far the trunk turns from side to side. swing_deg : of the upper
    arms. elbow_deg : its bend.
    """

    tilt_deg: float
    turn_deg: float
    swing_deg: float
    elbow_deg: float


class Strides:
    """Goes straight ahead (-y) at a constant speed, from the first frame to the last."""

    carriage: ClassVar[Carriage]
    half_belt_per_leg: ClassVar[float]

    pelvic_drop_deg: float
    trunk_lean_deg: float
    trunk_lean_forward_deg: float
    knee_in_deg: float
    travel: Travel
    start_phase: float
    duration_s: float
    seed: int
    step_asymmetry: float = 0.0

    def pattern(self) -> Pattern:
        """Return the gait behind the parameters."""
        raise NotImplementedError

    def props(self, body: Body) -> Props:
        """Return the belt of the treadmill."""
        half = self.half_belt_per_leg * body.leg_m
        belt = (-0.35, 0.35, -half, half, -0.12, -0.002)
        return Props(boxes=(belt,)) if self.travel == "treadmill" else Props()

    def phases(self) -> tuple[Phase, ...]:
        """Return the time on the ground of every step, from initial contact to toe-off."""
        return _stance_phases(self.pattern(), self.start_phase, self.duration_s, self.step_asymmetry)

    def plan(self, body: Body) -> PostureAt:
        """Fit the gait to a body."""
        pattern = self.pattern()
        cycle = cycle_of(body, pattern)
        drift = sway(self.seed, 0)
        speed = pattern.speed_m_s(body)
        start = 0.5 * speed * self.duration_s

        def posture_at(time_s: float) -> Posture:
            even = self.start_phase + time_s / pattern.period_s
            phase = _limping(even, self.step_asymmetry)
            # Feet stay where they are planted, so the hips are ahead where a step comes early.
            moved = speed * pattern.period_s * (phase - even)
            moved += speed * time_s - start if self.travel == "overground" else 0.0
            left = _toward_left(phase, pattern)
            drop = self.pelvic_drop_deg * left
            fall = body.hip_half_width_m * abs(float(np.sin(np.radians(drop))))
            lean_left = self.trunk_lean_deg * left + 0.2 * drift(time_s)
            turn = self.carriage.turn_deg * np.cos(2 * np.pi * phase)
            return Posture(
                legs=_legs(body, pattern, cycle, phase, moved, self.knee_in_deg),
                pelvis=Pelvis(
                    drop, self.carriage.tilt_deg, hip_middle_m=(0.0, -moved, cycle.pelvis_at(phase) - fall)
                ),
                trunk=Trunk(lean_left, self.trunk_lean_forward_deg, turn),
                arms=_swinging_arms(phase, self.carriage.swing_deg, self.carriage.elbow_deg),
            )

        return posture_at


def _legs(
    body: Body, pattern: Pattern, cycle: Cycle, phase: float, moved_m: float, knee_in_deg: float
) -> dict[Side, Reaching]:
    """Both feet at a phase of the left leg, the hips ``moved_m`` ahead of the origin."""
    step_m = pattern.step_per_leg * body.leg_m
    legs: dict[Side, Reaching] = {}
    for side in SIDES:
        own = (phase + (0.0 if side == "left" else 0.5)) % 1.0
        planted = moved_m - 2 * step_m * own + planted_ahead_m(body, pattern)
        ahead, up, pitch = cycle.foot_at(own)
        ball = (foot_x_m(body, pattern, side), -(planted + ahead) - _ball_before_ankle_m(body), up)
        carries = ease(own, 0.02, 0.1) - ease(own, pattern.stance - 0.22, 0.15)
        overstraight = float(pattern.knee_deg(np.array(own))) < 0
        legs[side] = Reaching(Foot(ball, pitch, pattern.toe_out_deg), knee_in_deg * carries, overstraight)
    return legs


def _ball_before_ankle_m(body: Body) -> float:
    """How far the ball of the foot is ahead of the ankle joint in a flat foot."""
    limb = body.limbs["left"]
    return float(np.hypot(*(limb.ball - limb.ankle)[:2]))


def _toward_left(phase: float, pattern: Pattern) -> float:
    """+1 in the middle of the left stance, -1 in the middle of the right one."""
    return float(np.cos(2 * np.pi * (phase - 0.5 * pattern.stance)))


def _swinging_arms(phase: float, swing_deg: float, elbow_deg: float) -> dict[Side, ArmPose]:
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


def _limping(phase: float, step_asymmetry: float) -> float:
    """Phase of a cycle that runs ahead in the step onto the right foot and lags behind in the other."""
    return phase + step_asymmetry * (1 - float(np.cos(2 * np.pi * phase))) / 2


def _stance_phases(
    pattern: Pattern, start_phase: float, duration_s: float, step_asymmetry: float
) -> tuple[Phase, ...]:
    """Every stance that begins or ends within the motion, cut at its ends."""
    even = np.linspace(-2.0, duration_s / pattern.period_s + 4.0, 20001)
    limped = np.array([_limping(float(phase), step_asymmetry) for phase in even])

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
