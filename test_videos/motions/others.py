"""Movements that are none of the exercises: what a person may do as well in front of a camera."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from test_videos.body import SIDES, Body, Side, other, outward
from test_videos.motions.motion import PostureAt, ease, flat_foot, hip_x_m, mix, sway
from test_videos.motions.on_both_feet import arm_out, hips_up_m, seat_m, upright
from test_videos.posture import (
    ON_HIPS,
    OUT,
    Arm,
    ArmPose,
    Foot,
    Hand,
    Leg,
    LegPose,
    Pelvis,
    Phase,
    Posture,
    Standing,
    Swinging,
    Trunk,
    both,
)
from test_videos.rotations import UP, rot_x
from test_videos.scene import Box, Props

STEP_M, STEP_UP_M = 0.32, 0.20


@dataclass(frozen=True)
class OtherMovement:
    """One of ``MOVEMENTS``, again and again.

    period_s : how long it takes once. amount : how large it is, as a share of the usual.
    """

    exercise: ClassVar[str] = "other"
    faults: ClassVar[tuple[str, ...]] = ()

    kind: str = "standing-still"
    side: Side = "left"
    period_s: float = 2.0
    amount: float = 1.0
    duration_s: float = 5.5
    seed: int = 1

    def phases(self) -> tuple[Phase, ...]:
        """Nothing that an exercise is made of."""
        return ()

    def props(self, body: Body) -> Props:
        """Return the bench to sit on, or the step."""
        boxes: dict[str, Box] = {
            "sitting-down": (-0.5, 0.5, 0.12, 0.7, 0.0, seat_m(body) - 0.11),
            "sitting-still": (-0.5, 0.5, -0.3, 0.35, 0.0, seat_m(body) - 0.11),
            "step-ups": (-0.45, 0.45, -0.75, -0.22, 0.0, STEP_UP_M),
        }
        return Props(boxes=(boxes[self.kind],)) if self.kind in boxes else Props()

    def plan(self, body: Body) -> PostureAt:
        """Fit the movement to a body."""
        drift, move = sway(self.seed, 0), MOVEMENTS[self.kind]
        return lambda time_s: move(body, self, time_s + 0.02 * self.period_s * drift(time_s))

    def turn(self, time_s: float) -> float:
        """-1 to 1 and back in a period, 0 at the start."""
        return float(np.sin(2 * np.pi * time_s / self.period_s))

    def rise(self, time_s: float) -> float:
        """0 to 1 and back in a period, with rests of zero speed at both."""
        return 0.5 - 0.5 * float(np.cos(2 * np.pi * time_s / self.period_s))

    def lifts(self, time_s: float) -> dict[Side, float]:
        """How far each side is on its way out, 0 to 1: first the own one, then the other."""
        return {self.side: max(self.turn(time_s), 0.0), other(self.side): max(-self.turn(time_s), 0.0)}


def _standing_still(body: Body, _: OtherMovement, time_s: float) -> Posture:
    aside = 0.008 * float(np.sin(time_s))
    return upright(body, hips_m=(aside, 0.0, 0.0), trunk=Trunk(lean_left_deg=float(np.sin(0.7 * time_s))))


def _arm_raises(body: Body, move: OtherMovement, time_s: float) -> Posture:
    return upright(body, arms=both(arm_out(10 + 150 * move.amount * move.rise(time_s))))


def _jumping_jacks(body: Body, move: OtherMovement, time_s: float) -> Posture:
    share = move.rise(time_s)
    hop = 0.06 * abs(float(np.sin(2 * np.pi * time_s / move.period_s)))
    apart = mix(0.08, 0.38 * move.amount, share)
    flat = {side: flat_foot(body, side, outward(side) * apart, 0.0) for side in SIDES}
    feet = {side: Foot((foot.ball_m[0], foot.ball_m[1], hop), 12.0) for side, foot in flat.items()}
    lower = body.leg_m * (1 - float(np.cos(np.arctan(max(apart - 0.09, 0.0) / body.leg_m))))
    return upright(body, feet=feet, hips_m=(0.0, 0.0, hop - lower - 0.02), arms=both(arm_out(10 + 150 * share)))


def _sitting_down(body: Body, move: OtherMovement, time_s: float) -> Posture:
    share = ease(time_s, 1.2, 0.8 * move.period_s)
    lean = 2.0 + 34.0 * float(np.sin(np.pi * share))
    down = (seat_m(body) - hips_up_m(body)) * share
    hips = (0.0, 0.95 * body.thigh_m * share, down)
    return upright(body, hips_m=hips, trunk=Trunk(lean_forward_deg=lean), tilt_deg=0.6 * lean)


def _sitting_still(body: Body, move: OtherMovement, time_s: float) -> Posture:
    leg = Leg(86.0, 88.0)
    arm = Arm((0.2, -0.5 - 0.3 * move.rise(time_s), -0.8), (-0.2, -1.0, 0.4 * move.rise(time_s)))
    legs: dict[Side, LegPose] = {side: Swinging(leg, 2.0) for side in SIDES}
    pelvis = Pelvis(tilt_deg=-6.0, hip_middle_m=(0.0, 0.0, seat_m(body)))
    return Posture(legs, pelvis, Trunk(turn_left_deg=8 * move.turn(time_s)), both(arm))


def _lifting(body: Body, move: OtherMovement, time_s: float, thigh_deg: float, knee_deg: float) -> Posture:
    """One leg after the other goes up while the other one stands."""
    lifts = move.lifts(time_s)
    up = max(SIDES, key=lambda side: lifts[side])
    down, share = other(up), lifts[up]
    moving = Leg(1.5 + thigh_deg * share, 4.0 + knee_deg * share)
    lean = 5.0 * share
    foot = flat_foot(body, down, hip_x_m(body, down), 0.0)
    legs: dict[Side, LegPose] = {
        up: Swinging(moving, mix(0.0, moving.tibial_inclination_deg, share)),
        down: Standing(Leg(1.5, 4.0, lean), foot),
    }
    swing = 25.0 * outward(up) * share
    arms: dict[Side, ArmPose] = {}
    for side in SIDES:
        ahead = float(np.sin(np.radians(swing * outward(side))))
        arms[side] = Arm((0.14, ahead, -1.0), (0.0, ahead - 0.3, -0.9))
    return Posture(legs, Pelvis(tilt_deg=3.0), Trunk(lean_forward_deg=2.0), arms)


def _marching(body: Body, move: OtherMovement, time_s: float) -> Posture:
    return _lifting(body, move, time_s, 70 * move.amount, 80 * move.amount)


def _high_kicks(body: Body, move: OtherMovement, time_s: float) -> Posture:
    return _lifting(body, move, time_s, 75 * move.amount, 6.0)


def _heel_kicks(body: Body, move: OtherMovement, time_s: float) -> Posture:
    return _lifting(body, move, time_s, 5.0, 105 * move.amount)


def _side_steps(body: Body, move: OtherMovement, time_s: float) -> Posture:
    """Two steps to the own side and two back, the first foot first."""
    place = (time_s / move.period_s) % 4.0
    way = outward(move.side) * (1.0 if place < 2 else -1.0)
    first = move.side if place < 2 else other(move.side)
    done, share = divmod(place % 2.0, 1.0)
    start = outward(move.side) * STEP_M * (done if place < 2 else 2 - done)
    moved = {first: ease(share, 0.0, 0.45), other(first): ease(share, 0.5, 0.45)}
    lifted = {first: _arch(share, 0.0, 0.45), other(first): _arch(share, 0.5, 0.45)}
    feet = {}
    for side in SIDES:
        flat = flat_foot(body, side, hip_x_m(body, side), 0.0)
        x = flat.ball_m[0] + start + way * STEP_M * moved[side]
        feet[side] = Foot((x, flat.ball_m[1], 0.06 * lifted[side]), 6.0 * lifted[side])
    middle = start + way * STEP_M * (moved["left"] + moved["right"]) / 2
    apart = STEP_M * abs(moved["left"] - moved["right"])
    return upright(body, feet=feet, hips_m=(middle, 0.0, -0.02 - 0.14 * apart), arms=both(ON_HIPS))


def _arch(share: float, start: float, length: float) -> float:
    inside = (share - start) / length
    return float(np.sin(np.pi * inside)) if 0 < inside < 1 else 0.0


def _toe_touches(body: Body, move: OtherMovement, time_s: float) -> Posture:
    share = move.rise(time_s) * min(move.amount, 1.0)
    lean = 2.0 + 108.0 * share
    x, y, z = rot_x(-lean) @ (-UP)
    arms = both(Arm((0.06, float(y), float(z)), (0.02 + float(x), float(y), float(z))))
    trunk = Trunk(lean_forward_deg=lean, nod_deg=0.2 * lean)
    return upright(body, hips_m=(0.0, 0.10 * share, -0.02 * share), trunk=trunk, tilt_deg=0.8 * lean, arms=arms)


def _push_ups(body: Body, move: OtherMovement, time_s: float) -> Posture:
    lean = 66.0 + 16.0 * move.amount * move.rise(time_s)
    leg = Leg(-lean, 4.0)
    along = body.leg_m * float(np.cos(np.radians(lean)))
    legs: dict[Side, LegPose] = {side: Swinging(leg, 70.0) for side in SIDES}
    hand_y = -0.52 * float(np.linalg.norm(body.limbs["left"].shoulder - body.limbs["left"].hip)) / 0.55
    arms: dict[Side, ArmPose] = {
        side: Hand((outward(side) * 0.30, hand_y, 0.05), (0.1, -1.0, -0.1), (1.0, 0.6, 0.2)) for side in SIDES
    }
    pelvis = Pelvis(tilt_deg=lean, hip_middle_m=(0.0, 0.0, along + 0.12))
    return Posture(legs, pelvis, Trunk(lean_forward_deg=lean, nod_deg=-25.0), arms)


def _leg_raises_lying(body: Body, move: OtherMovement, time_s: float) -> Posture:
    lifted = 75.0 * move.amount * move.rise(time_s)
    legs: dict[Side, LegPose] = {
        move.side: Swinging(Leg(88.0 + lifted, 3.0), -80.0),
        other(move.side): Swinging(Leg(88.0, 3.0), -80.0),
    }
    arms = both(Arm((0.4, 0.05, -1.0), (0.3, 0.05, -1.0)))
    return Posture(legs, Pelvis(tilt_deg=-85.0, hip_middle_m=(0.0, 0.0, 0.13)), Trunk(lean_forward_deg=-88.0), arms)


def _dancing(body: Body, move: OtherMovement, time_s: float) -> Posture:
    beat, slow = 2 * np.pi * time_s / move.period_s, 2 * np.pi * time_s / (1.7 * move.period_s)
    feet = {}
    for side, lag in zip(SIDES, (0.0, np.pi), strict=True):
        flat = flat_foot(body, side, hip_x_m(body, side) + 0.10 * outward(side), 0.0)
        up = max(float(np.sin(beat + lag)), 0.0)
        ahead = 0.12 * float(np.sin(slow + lag))
        feet[side] = Foot((flat.ball_m[0], flat.ball_m[1] - ahead, 0.08 * move.amount * up), 15.0 * up)
    hips = (0.07 * float(np.sin(beat + 0.4)), 0.04 * float(np.sin(slow)), -0.05 - 0.03 * abs(float(np.sin(beat))))
    trunk = Trunk(10 * float(np.sin(beat)), 8 + 6 * float(np.sin(slow)), 18 * float(np.sin(slow + 1)))
    arms: dict[Side, ArmPose] = {
        "left": arm_out(70 + 50 * float(np.sin(beat))),
        "right": Arm((0.5, -0.8, 0.2 * float(np.sin(slow))), (0.2, -0.7, 0.7)),
    }
    return upright(body, feet=feet, hips_m=hips, trunk=trunk, arms=arms)


def _trunk_twists(body: Body, move: OtherMovement, time_s: float) -> Posture:
    return upright(body, trunk=Trunk(turn_left_deg=45 * move.amount * move.turn(time_s)), arms=both(OUT))


def _side_bends(body: Body, move: OtherMovement, time_s: float) -> Posture:
    lean = 26 * move.amount * move.turn(time_s)
    return upright(body, trunk=Trunk(lean_left_deg=lean), hips_m=(-0.001 * lean, 0.0, 0.0), arms=both(ON_HIPS))


def _step_ups(body: Body, move: OtherMovement, time_s: float) -> Posture:
    """The own foot onto the step, then the other one; the own one down again, then the other one."""
    share = (time_s / move.period_s) % 1.0
    goes: dict[Side, tuple[float, float]] = {move.side: (0.0, 0.5), other(move.side): (0.25, 0.75)}
    on = {side: ease(share, up, 0.22) - ease(share, down, 0.22) for side, (up, down) in goes.items()}
    feet = {}
    for side, (up, down) in goes.items():
        flat = flat_foot(body, side, hip_x_m(body, side), 0.05)
        swing = max(_arch(share, up, 0.22), _arch(share, down, 0.22))
        height = STEP_UP_M * on[side] + 0.10 * swing
        feet[side] = Foot((flat.ball_m[0], flat.ball_m[1] - 0.38 * on[side], height), 10.0 * swing)
    both_on, one_on = min(on.values()), max(on.values())
    hips = (0.0, -0.38 * (both_on + one_on) / 2, STEP_UP_M * both_on - 0.03 - 0.04 * (one_on - both_on))
    return upright(body, feet=feet, hips_m=hips, trunk=Trunk(lean_forward_deg=4 + 8 * (one_on - both_on)))


MOVEMENTS: dict[str, Callable[[Body, OtherMovement, float], Posture]] = {
    "standing-still": _standing_still,
    "arm-raises": _arm_raises,
    "jumping-jacks": _jumping_jacks,
    "sitting-down": _sitting_down,
    "sitting-still": _sitting_still,
    "marching": _marching,
    "high-kicks": _high_kicks,
    "heel-kicks": _heel_kicks,
    "side-steps": _side_steps,
    "toe-touches": _toe_touches,
    "push-ups": _push_ups,
    "lying-leg-raises": _leg_raises_lying,
    "dancing": _dancing,
    "trunk-twists": _trunk_twists,
    "side-bends": _side_bends,
    "step-ups": _step_ups,
}
"""Every movement by its name."""
