"""Stick people who repeat a movement: from one posture to another and back, joint by joint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from skeletons import ANKLE_HEIGHT_M, SHANK_M, THIGH_M, Leg, Motion, Posture, points_of

from formcheck.landmarks import SIDES, Side, of, other
from formcheck.pose import Array


@dataclass(frozen=True)
class Rhythm:
    """Quiet start, then repetitions: out, a pause, back, a rest; and a quiet end."""

    lead_s: float = 2.0
    out_s: float = 1.4
    pause_s: float = 0.4
    back_s: float = 1.4
    rest_s: float = 0.5
    tail_s: float = 0.5
    reps: int = 3

    @property
    def duration_s(self) -> float:
        return self.lead_s + self.reps * self.rep_s + self.tail_s

    @property
    def rep_s(self) -> float:
        return self.out_s + self.pause_s + self.back_s + self.rest_s

    def share(self, time_s: Array) -> Array:
        """(T,) 0 at rest and 1 at the turning point, smooth in between."""
        since = np.clip(time_s - self.lead_s, 0.0, self.reps * self.rep_s - 1e-9)
        moment = np.where(time_s < self.lead_s, 0.0, since % self.rep_s)
        moment = np.where(time_s >= self.lead_s + self.reps * self.rep_s, 0.0, moment)
        return ease(moment / self.out_s) - ease((moment - self.out_s - self.pause_s) / self.back_s)


def ease(share: Array) -> Array:
    """0 below 0, 1 above 1, with zero speed and acceleration at both."""
    t = np.clip(share, 0.0, 1.0)
    return np.asarray(t**3 * (10 + t * (6 * t - 15)))


def between(start: Any, end: Any, share: float) -> Any:
    """The posture, or leg, part of the way from one to another."""
    mixed = {}
    for item in fields(start):
        first, last = getattr(start, item.name), getattr(end, item.name)
        if isinstance(first, Leg):
            mixed[item.name] = between(first, last, share)
        elif isinstance(first, float | int):
            mixed[item.name] = first + (last - first) * share
    return replace(end, **mixed)


def moving(postures: Sequence[Posture], fps: float) -> Motion:
    """One posture per frame."""
    return Motion(np.arange(len(postures)) / fps, np.stack([points_of(posture) for posture in postures]))


def repeat(rest: Posture, turn: Posture, rhythm: Rhythm | None = None, fps: float = 30.0) -> Motion:
    """Go from one posture to another and back, again and again."""
    rhythm = rhythm or Rhythm()
    shares = rhythm.share(np.arange(0.0, rhythm.duration_s, 1.0 / fps))
    return moving([between(rest, turn, float(share)) for share in shares], fps)


def joined(*motions: Motion) -> Motion:
    """One motion after the other."""
    step_s = motions[0].time_s[1]
    points = np.concatenate([motion.points_m for motion in motions])
    return Motion(np.arange(len(points)) * step_s, points)


def cut(motion: Motion, start_s: float, end_s: float) -> Motion:
    """The part of a motion that a clip would show."""
    inside = (motion.time_s >= start_s) & (motion.time_s < end_s)
    return Motion(motion.time_s[inside] - motion.time_s[inside][0], motion.points_m[inside])


def both_legs(leg: Leg, **changes: Any) -> Posture:
    return Posture(left=leg, right=leg, **changes)


def squatting(
    knee_deg: float = 80.0,
    *,
    shank_deg: float = 25.0,
    trunk_deg: float = 25.0,
    knee_in_deg: float = 0.0,
    heel_up_deg: float = 0.0,
    shift_deg: float = 0.0,
) -> Posture:
    """Both knees bent, the shanks and the trunk tilted forward; knees turned in by leaning both thighs and shanks.

    shift_deg : both legs lean to the right, and the hips with them.
    """
    leg = Leg(knee_deg - shank_deg, knee_deg, thigh_in_deg=knee_in_deg, knee_in_deg=2 * knee_in_deg)
    leg = replace(leg, heel_up_deg=heel_up_deg)
    left, right = (replace(leg, thigh_in_deg=leg.thigh_in_deg + lean) for lean in (-shift_deg, shift_deg))
    return Posture(left=left, right=right, trunk_forward_deg=trunk_deg)


def hinging(trunk_deg: float = 65.0, knee_deg: float = 20.0, shank_deg: float = 0.0) -> Posture:
    return both_legs(Leg(knee_deg - shank_deg, knee_deg), trunk_forward_deg=trunk_deg)


def lunging(side: Side, knee_deg: float = 85.0, *, thigh_in_deg: float = 0.0, trunk_deg: float = 5.0) -> Posture:
    """``side`` ahead with the shank tilted by 10 degrees, the other leg behind on its toes.

    thigh_in_deg : the front knee goes in, and its shank comes back out to the foot.
    """
    shank_deg = min(10.0, knee_deg / 4)
    front = Leg(knee_deg - shank_deg, knee_deg, thigh_in_deg=thigh_in_deg, knee_in_deg=2 * thigh_in_deg)
    height = THIGH_M * np.cos(np.radians(knee_deg - shank_deg)) + SHANK_M * np.cos(np.radians(shank_deg))
    # The rear knee bends under a thigh that slants back by 15 degrees until the ankle is 0.12 m above the front one.
    shank_up = (height - THIGH_M * np.cos(np.radians(15.0)) - 0.12) / SHANK_M
    rear_knee = float(np.degrees(np.arccos(np.clip(shank_up, -1.0, 1.0)))) - 15.0
    rear = Leg(-15.0, rear_knee, heel_up_deg=60.0)
    return Posture(trunk_forward_deg=trunk_deg, planted=side).with_leg(side, front).with_leg(other(side), rear)


def sitting(side: Side, knee_deg: float = 90.0, trunk_deg: float = 0.0) -> Posture:
    """On a high seat, ``side`` with its own bend of the knee."""
    posture = both_legs(Leg(90.0, 90.0), planted=other(side), trunk_forward_deg=trunk_deg)
    return posture.with_leg(side, Leg(90.0, knee_deg))


def curling(
    side: Side, knee_deg: float = 105.0, thigh_deg: float = 0.0, trunk_deg: float = 0.0, out_deg: float = 0.0
) -> Posture:
    """On one leg, the heel of ``side`` toward the buttock; the thigh may drift forward, or out to the side."""
    leg = Leg(thigh_deg, knee_deg, thigh_in_deg=-out_deg)
    return Posture(planted=other(side), trunk_forward_deg=trunk_deg).with_leg(side, leg)


def prone(side: Side, knee_deg: float = 3.0, rise_deg: float = 0.0) -> Posture:
    """Face down, the knee of ``side`` bent; hips that rise bend, thighs and trunk by half of ``rise_deg`` each."""
    resting, moving = (Leg(rise_deg / 2, bend) for bend in (3.0, knee_deg))
    lying = both_legs(resting, planted=other(side), trunk_forward_deg=rise_deg / 2, lying="front")
    return lying.with_leg(side, moving)


def side_lying(side: Side, out_deg: float = 0.0) -> Posture:
    """On the other side, the leg of ``side`` lifted, straight."""
    return Posture(planted=other(side), lying=other(side)).with_leg(side, Leg(thigh_in_deg=-out_deg))


def on_toes(heel_up_deg: float = 30.0, knee_deg: float = 0.0, trunk_deg: float = 0.0) -> Posture:
    leg = Leg(knee_deg / 2, knee_deg, heel_up_deg=heel_up_deg)
    return both_legs(leg, trunk_forward_deg=trunk_deg)


def abducting(side: Side, out_deg: float = 30.0, trunk_deg: float = 0.0) -> Posture:
    """On one leg, ``side`` out to the side; the trunk leans toward the leg that stands."""
    lean = trunk_deg if side == "right" else -trunk_deg
    return Posture(planted=other(side), trunk_left_deg=lean).with_leg(side, Leg(thigh_in_deg=-out_deg))


def kneeling(side: Side, thigh_back_deg: float = 18.0, trunk_deg: float = 0.0) -> Posture:
    """Half-kneeling on ``side``, the front foot flat before the hips."""
    rear = Leg(-thigh_back_deg, 88.0 - thigh_back_deg)
    kneel = Posture(trunk_forward_deg=trunk_deg, planted=other(side)).with_leg(side, rear)
    knee_up_m = 0.06
    hip_up_m = knee_up_m + THIGH_M * float(np.cos(np.radians(thigh_back_deg)))
    shank_up_m = SHANK_M + ANKLE_HEIGHT_M
    thigh_deg = float(np.degrees(np.arccos(np.clip((hip_up_m - shank_up_m) / THIGH_M, -1.0, 1.0))))
    return kneel.with_leg(other(side), Leg(thigh_deg, thigh_deg))


def standing_on_floor(motion: Motion) -> Motion:
    """Lift or lower every frame so that the lowest of heels and toes touches the floor."""
    feet = [of(side, part) for side in SIDES for part in ("HEEL", "FOOT_INDEX")]
    lowest = motion.points_m[:, feet, 2].min(axis=1)
    points = motion.points_m.copy()
    points[..., 2] -= lowest[:, None]
    return replace(motion, points_m=points)
