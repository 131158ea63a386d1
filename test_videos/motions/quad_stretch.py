"""Quad stretch in standing: one heel held near the buttock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from test_videos.body import Body, Side, other, outward
from test_videos.motions.motion import PostureAt, ease, flat_foot, hip_x_m, into_a_hold, mix, mix_points, sway
from test_videos.poser import pose_skeleton
from test_videos.posture import ON_HIPS, Arm, Hand, Leg, Pelvis, Phase, Posture, Standing, Swinging, Trunk
from test_videos.scene import Props


@dataclass(frozen=True)
class QuadStretch:
    """``side`` is the stretched leg, its foot held by the hand of the same side.

    thigh_forward_deg : the thigh drifts forward. knee_out_deg : the knee drifts outward.
    """

    exercise: ClassVar[str] = "quad-stretch"
    faults: ClassVar[tuple[str, ...]] = ("thigh_forward_deg", "knee_out_deg", "trunk_lean_forward_deg")

    side: Side = "left"
    knee_flexion_deg: float = 138.0
    thigh_forward_deg: float = 0.0
    knee_out_deg: float = 0.0
    trunk_lean_forward_deg: float = 3.0
    stand_s: float = 1.5
    lift_s: float = 1.6
    hold_s: float = 6.0
    seed: int = 1

    @property
    def duration_s(self) -> float:
        """Length of the whole motion."""
        return self.stand_s + self.lift_s + self.hold_s

    def phases(self) -> tuple[Phase, ...]:
        """Return the stand, the lift and the hold."""
        return into_a_hold(self.stand_s, self.lift_s, self.hold_s, self.side, mover=self.side)

    def props(self, body: Body) -> Props:
        """Nothing is needed."""
        return Props()

    def plan(self, body: Body) -> PostureAt:
        """Fit the stretch to a body."""
        drifts = [sway(self.seed, channel) for channel in range(2)]

        def posture_at(time_s: float) -> Posture:
            share = ease(time_s, self.stand_s, 0.8 * self.lift_s)
            grip = ease(time_s, self.stand_s + 0.4 * self.lift_s, 0.6 * self.lift_s)
            posture = self._without_hand(body, share, [drift(time_s) for drift in drifts])
            return posture if grip == 0 else self._holding(body, posture, grip)

        return posture_at

    def _without_hand(self, body: Body, share: float, drift: list[float]) -> Posture:
        stance = other(self.side)
        foot = flat_foot(body, stance, hip_x_m(body, stance), 0.0)
        thigh = mix(1.5, self.thigh_forward_deg, share)
        moving = Leg(thigh, mix(4.0, self.knee_flexion_deg, share), -self.knee_out_deg * share)
        pitch = mix(0.0, moving.tibial_inclination_deg + 55.0, share)
        hanging = Arm((0.14, 0.03, -1.0), (0.05, -0.2, -1.0))
        return Posture(
            legs={
                stance: Standing(Leg(1.5, 4.0, 5.0 * share + 0.12 * drift[0]), foot),
                self.side: Swinging(moving, pitch),
            },
            pelvis=Pelvis(tilt_deg=2.0),
            trunk=Trunk(0.2 * drift[1], mix(2.0, self.trunk_lean_forward_deg, share)),
            arms={self.side: hanging, stance: ON_HIPS},
        )

    def _holding(self, body: Body, posture: Posture, grip: float) -> Posture:
        """The hand of the side on its way to the forefoot."""
        joints = body.joints(pose_skeleton(body, posture))
        above_toes = joints[f"{self.side}_toe"] + np.array([outward(self.side) * 0.06, -0.02, 0.10])
        wrist = mix_points(joints[f"{self.side}_wrist"], above_toes, grip)
        hand = Hand(wrist, (-0.5 * grip, 0.2, -1.0), (0.5, 1.0, 0.0))
        return replace(posture, arms={**posture.arms, self.side: hand})
