"""Calf stretch at a wall: quiet stand, a step forward with the other leg, hands on the wall, hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from test_videos.body import SIDES, Body, Side, other
from test_videos.legs import hip_of
from test_videos.motions.motion import PostureAt, ease, flat_foot, hip_x_m, into_a_hold, mix, mix_points, sway
from test_videos.poser import pose_skeleton
from test_videos.posture import ArmPose, Foot, Hand, Leg, Phase, Posture, Reaching, Standing, Trunk
from test_videos.rotations import Array
from test_videos.scene import Props

REAR_Y_M = 0.35
SHORTEST_STEP_PER_LEG, AHEAD_OF_HIP_PER_LEG = 0.43, 0.10
HAND_THICKNESS_M = 0.035


@dataclass(frozen=True)
class CalfStretch:
    """The stretched leg (``side``) stays where it stood; the other foot steps toward the wall.

    knee_flexion_deg, knee_in_deg : of the back knee in the hold. heel_lift_deg : pitch of the back foot in
    the hold. bounce_deg : amplitude of the shank's rocking.
    """

    exercise: ClassVar[str] = "calf-stretch"
    faults: ClassVar[tuple[str, ...]] = ("knee_flexion_deg", "heel_lift_deg", "knee_in_deg", "bounce_deg")

    side: Side = "left"
    knee_flexion_deg: float = 3.0
    heel_lift_deg: float = 0.0
    knee_in_deg: float = 0.0
    bounce_deg: float = 0.0
    tibial_inclination_deg: float = 26.0
    trunk_lean_forward_deg: float = 12.0
    toe_out_deg: float = 4.0
    stand_s: float = 1.5
    step_s: float = 1.3
    hold_s: float = 7.0
    seed: int = 1

    @property
    def duration_s(self) -> float:
        """Length of the whole motion."""
        return self.stand_s + self.step_s + self.hold_s

    def phases(self) -> tuple[Phase, ...]:
        """Return the stand, the step and the hold."""
        return into_a_hold(self.stand_s, self.step_s, self.hold_s, self.side, mover=None)

    def props(self, body: Body) -> Props:
        """Return the wall, at arm's length of the hold."""
        shoulders = self._held_joints(body)
        limb = body.limbs["left"]
        arm_m = np.linalg.norm(limb.elbow - limb.shoulder) + np.linalg.norm(limb.wrist - limb.elbow)
        return Props(wall_y_m=float(shoulders["left_shoulder"][1] - 0.88 * arm_m))

    def plan(self, body: Body) -> PostureAt:
        """Fit the stretch to a body."""
        wall_y_m = self.props(body).wall_y_m or 0.0
        held = self._held_joints(body)
        spots = {
            side: np.array(
                [
                    1.05 * held[f"{side}_shoulder"][0],
                    wall_y_m + HAND_THICKNESS_M,
                    held[f"{side}_shoulder"][2] - 0.08,
                ]
            )
            for side in SIDES
        }

        def posture_at(time_s: float) -> Posture:
            posture = self._legs_and_trunk(body, time_s)
            reach = ease(time_s, self.stand_s + 0.35 * self.step_s, 0.65 * self.step_s)
            return posture if reach == 0 else replace(posture, arms=_hands(body, posture, spots, reach))

        return posture_at

    def _held_joints(self, body: Body) -> dict[str, Array]:
        posture = self._legs_and_trunk(body, self.stand_s + self.step_s)
        return body.joints(pose_skeleton(body, posture))

    def _legs_and_trunk(self, body: Body, time_s: float) -> Posture:
        shift = ease(time_s, self.stand_s, self.step_s)
        drift = [sway(self.seed, channel)(time_s) for channel in range(4)]
        bounce = self.bounce_deg * shift * np.sin(2 * np.pi * 1.2 * time_s)
        tibial = mix(2.5, self.tibial_inclination_deg, shift) + 0.12 * drift[0] + float(bounce)
        knee = mix(4.0, self.knee_flexion_deg, shift) + 0.15 * drift[1]
        knee_in = self.knee_in_deg * shift
        leg = Leg(knee - tibial, knee, 0.1 * drift[2] + knee_in / 2, knee_in)
        lean = mix(2.0, self.trunk_lean_forward_deg, shift) + 0.2 * drift[3]
        return Posture(
            legs={
                self.side: Standing(leg, self._rear_foot(body, shift)),
                other(self.side): Reaching(self._front_foot(body, time_s)),
            },
            trunk=Trunk(lean_forward_deg=lean, nod_deg=mix(0.0, 4.0, shift)),
        )

    def _rear_foot(self, body: Body, shift: float) -> Foot:
        flat = flat_foot(body, self.side, hip_x_m(body, self.side), REAR_Y_M, self.toe_out_deg)
        return replace(flat, pitch_deg=self.heel_lift_deg * shift)

    def _front_foot(self, body: Body, time_s: float) -> Foot:
        side = other(self.side)
        start = flat_foot(body, side, hip_x_m(body, side), REAR_Y_M, self.toe_out_deg)
        share = ease(time_s, self.stand_s + 0.1 * self.step_s, 0.7 * self.step_s)
        away = ease(time_s, self.stand_s, 0.35 * self.step_s) - ease(
            time_s, self.stand_s + 0.5 * self.step_s, 0.4 * self.step_s
        )
        end = np.array(start.ball_m) - np.array([0.0, self._step_m(body), 0.0])
        x, y, z = mix_points(np.array(start.ball_m), end, share)
        return Foot((x, y, z + 0.09 * away), 18.0 * away * (1 - share), self.toe_out_deg)

    def _step_m(self, body: Body) -> float:
        """Step length that puts the front foot a little ahead of the hips of the hold."""
        leg = Leg(self.knee_flexion_deg - self.tibial_inclination_deg, self.knee_flexion_deg)
        rear = Standing(leg, self._rear_foot(body, 1.0))
        hip_ahead_m = REAR_Y_M - float(hip_of(body, self.side, rear)[1])
        return max(SHORTEST_STEP_PER_LEG * body.leg_m, hip_ahead_m + AHEAD_OF_HIP_PER_LEG * body.leg_m)


def _hands(body: Body, posture: Posture, spots: dict[Side, Array], reach: float) -> dict[Side, ArmPose]:
    """Both hands on their way from hanging to their spots on the wall."""
    joints = body.joints(pose_skeleton(body, posture))
    fingers = (0.0, -0.3 * reach, 2 * reach - 1.0 + 1e-3)
    arms: dict[Side, ArmPose] = {}
    for side in SIDES:
        wrist = mix_points(joints[f"{side}_wrist"], spots[side], reach)
        forward = wrist[1] - 0.25 * float(np.sin(np.pi * reach)) * 0.3
        arms[side] = Hand((wrist[0], forward, wrist[2]), fingers, (0.5, 0.4 * (1 - reach) + 0.05, -1.0))
    return arms
