"""Single-leg balance: quiet stand, weight onto one leg, the other foot lifted behind, hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from test_videos.body import Body, Side, other, outward
from test_videos.motions.motion import PostureAt, ease, flat_foot, hip_x_m, into_a_hold, mix, sway
from test_videos.posture import (
    CROSSED,
    HANGING,
    ON_HIPS,
    OUT,
    Arm,
    ArmPose,
    Foot,
    Hand,
    Leg,
    Pelvis,
    Phase,
    Posture,
    Reaching,
    Standing,
    Trunk,
    both,
)
from test_videos.scene import Props

ARMS: dict[str, Arm] = {"hips": ON_HIPS, "hanging": HANGING, "out": OUT, "crossed": CROSSED}
COUNTER_HEIGHT_M = 0.95
TOUCH_S, DIP_S = 0.3, 0.35


@dataclass(frozen=True)
class SingleLegBalance:
    """Stands on ``side``; each fault changes its own angle of the stance leg, the pelvis or the trunk.

    knee_in_deg, pelvic_drop_deg (+ swing side lower), trunk_lean_deg (+ toward the stance leg) : in the hold.
    wobble_percent : root mean square of the sideways movement of the hips, of the leg's length.
    touch_downs_s : times from the start of the hold at which the lifted foot touches the floor.
    """

    exercise: ClassVar[str] = "single-leg-balance"
    faults: ClassVar[tuple[str, ...]] = (
        "knee_in_deg",
        "pelvic_drop_deg",
        "trunk_lean_deg",
        "wobble_percent",
        "touch_downs_s",
    )

    side: Side = "left"
    knee_in_deg: float = 0.0
    pelvic_drop_deg: float = 0.0
    trunk_lean_deg: float = 0.0
    wobble_percent: float = 0.0
    touch_downs_s: tuple[float, ...] = ()
    flexion_deg: float = 12.0
    leg_lean_deg: float = 6.0
    lift_m: float = 0.20
    hand_support: bool = False
    arms: Literal["hips", "hanging", "out", "crossed"] = "hips"
    toe_out_deg: float = 6.0
    stand_s: float = 1.8
    lift_s: float = 1.2
    hold_s: float = 10.6
    end_s: float = 0.0
    seed: int = 1

    @property
    def hold_start_s(self) -> float:
        """When the lifted foot has reached its place."""
        return self.stand_s + self.lift_s

    @property
    def hold_end_s(self) -> float:
        """When the lifted foot starts down."""
        return self.hold_start_s + self.hold_s

    @property
    def duration_s(self) -> float:
        """Length of the whole motion; it ends in the hold unless ``end_s`` leaves time to step down."""
        return self.hold_end_s + self.end_s

    def phases(self) -> tuple[Phase, ...]:
        """Return the stand, the lift, the hold and the touch-downs within it."""
        touches = [self.hold_start_s + moment for moment in self.touch_downs_s]
        return (
            *into_a_hold(self.stand_s, self.lift_s, self.hold_s, self.side, mover=self.side),
            *(Phase("touch_down", at - TOUCH_S / 2, at + TOUCH_S / 2, other(self.side)) for at in touches),
        )

    def props(self, body: Body) -> Props:
        """Return the counter under the supporting hand, on the lifted side, if there is one."""
        if not self.hand_support:
            return Props()
        near = outward(other(self.side)) * (body.hip_half_width_m + 0.20)
        far = near + outward(other(self.side)) * 0.35
        return Props(boxes=((min(near, far), max(near, far), -0.45, 0.35, 0.0, COUNTER_HEIGHT_M),))

    def plan(self, body: Body) -> PostureAt:
        """Fit the balance to a body."""
        drifts = [sway(self.seed, channel) for channel in range(6)]
        down, up = self._swing_foot_path(body)

        def posture_at(time_s: float) -> Posture:
            posture = self._without_hand(body, time_s, [drift(time_s) for drift in drifts], down, up)
            return self._with_hand(body, posture) if self.hand_support else posture

        return posture_at

    def _without_hand(self, body: Body, time_s: float, drift: list[float], down: Foot, up: Foot) -> Posture:
        shift = self._share(time_s, self.stand_s, 0.75 * self.lift_s)
        stance = outward(self.side)
        return Posture(
            legs={
                self.side: Standing(self._stance_leg(shift, drift), self._stance_foot(body)),
                other(self.side): Reaching(self._swing_foot(time_s, down, up)),
            },
            pelvis=Pelvis(left_up_deg=stance * (self.pelvic_drop_deg * shift + 0.15 * drift[0]), tilt_deg=3.0),
            trunk=Trunk(
                lean_left_deg=stance * (self.trunk_lean_deg * shift + 0.25 * drift[1]),
                lean_forward_deg=2.0 + 0.2 * drift[2],
            ),
            arms=both(ARMS[self.arms]),
        )

    def _stance_leg(self, shift: float, drift: list[float]) -> Leg:
        wobble_deg = float(np.degrees(np.arctan(self.wobble_percent / 100)))
        knee = mix(4.0, self.flexion_deg, shift) + 0.15 * drift[3]
        knee_in = self.knee_in_deg * shift
        lean = self.leg_lean_deg * shift + (0.12 + wobble_deg * shift) * drift[4]
        tibial = knee / 2 + 0.5 + 0.12 * drift[5]
        return Leg(knee - tibial, knee, lean + knee_in / 2, knee_in)

    def _stance_foot(self, body: Body) -> Foot:
        return flat_foot(body, self.side, hip_x_m(body, self.side), 0.0, self.toe_out_deg)

    def _share(self, time_s: float, start_s: float, duration_s: float) -> float:
        """Return the share of the single-leg posture: up before the hold, down again after it."""
        return ease(time_s, start_s, duration_s) - ease(time_s, self.hold_end_s, 0.8)

    def _swing_foot_path(self, body: Body) -> tuple[Foot, Foot]:
        side = other(self.side)
        down = flat_foot(body, side, hip_x_m(body, side), 0.0, self.toe_out_deg)
        shifted = np.tan(np.radians(self.leg_lean_deg)) * body.leg_m * outward(self.side)
        x, y, _ = down.ball_m
        up = Foot((x + float(shifted), y + 0.30 * body.leg_m, self.lift_m), 48.0, self.toe_out_deg)
        return down, up

    def _swing_foot(self, time_s: float, down: Foot, up: Foot) -> Foot:
        rise = self._share(time_s, self.stand_s + 0.25 * self.lift_s, 0.5 * self.lift_s)
        back = self._share(time_s, self.stand_s + 0.35 * self.lift_s, 0.65 * self.lift_s)
        dip = max((_dip(time_s, self.hold_start_s + moment) for moment in self.touch_downs_s), default=0.0)
        x, y = (mix(down.ball_m[axis], up.ball_m[axis], back * (1 - 0.5 * dip)) for axis in (0, 1))
        height = up.ball_m[2] * rise * (1 - dip)
        return Foot((x, y, height), up.pitch_deg * rise * (1 - 0.6 * dip), self.toe_out_deg)

    def _with_hand(self, body: Body, posture: Posture) -> Posture:
        side = other(self.side)
        near = outward(side) * (body.hip_half_width_m + 0.27)
        hand = Hand((near, -0.08, COUNTER_HEIGHT_M + 0.045), (0.1, -1.0, -0.12), (0.5, 0.8, -0.5))
        arms: dict[Side, ArmPose] = {**posture.arms, side: hand}
        return Posture(posture.legs, posture.pelvis, posture.trunk, arms)


def _dip(time_s: float, moment_s: float) -> float:
    """1 while the foot is down around a moment, 0 a little before and after."""
    start = moment_s - TOUCH_S / 2 - DIP_S
    return ease(time_s, start, DIP_S) - ease(time_s, moment_s + TOUCH_S / 2, DIP_S)
