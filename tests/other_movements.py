"""Movements that are none of the exercises, done by stick people: nothing of them may be named with confidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from movements import Rhythm, both_legs, joined, moving, repeat, sitting, squatting, standing_on_floor
from skeletons import UP, Leg, Motion, Posture

from formcheck.landmarks import SIDES, of
from formcheck.pose import Array

FPS = 20.0
SECONDS = 12.0
STAND = Posture()


def still() -> Motion:
    return moving([STAND] * int(SECONDS * FPS), FPS)


def arm_raises() -> Motion:
    return _with_arms(still(), 90 + 90 * _wave(0.5))


def jumping_jacks() -> Motion:
    postures = [both_legs(Leg(thigh_in_deg=-25.0 * share)) for share in (_wave(1.0) + 1) / 2]
    hop = 0.05 * np.abs(np.sin(2 * np.pi * _time_s()))
    motion = standing_on_floor(moving(postures, FPS))
    lifted = replace(motion, points_m=motion.points_m + hop[:, None, None] * UP)
    return _with_arms(lifted, 90 + 90 * _wave(1.0))


def sitting_down() -> Motion:
    seated = both_legs(Leg(90.0, 90.0))
    down = [repeat(STAND, seated, Rhythm(reps=1, pause_s=9.0, tail_s=0.0), FPS)]
    return Motion(down[0].time_s[: int(8 * FPS)], down[0].points_m[: int(8 * FPS)])


def sitting_still() -> Motion:
    return moving([sitting("left")] * int(SECONDS * FPS), FPS)


def marching() -> Motion:
    left = np.clip(_wave(0.8), 0, 1)
    right = np.clip(-_wave(0.8), 0, 1)
    postures = [
        Posture(Leg(80 * up, 90 * up), Leg(80 * down, 90 * down), planted="right" if up > down else "left")
        for up, down in zip(left, right, strict=True)
    ]
    return moving(postures, FPS)


def side_steps() -> Motion:
    wave = _wave(0.5)
    apart = np.abs(wave) * 20
    motion = standing_on_floor(moving([both_legs(Leg(thigh_in_deg=-angle)) for angle in apart], FPS))
    shift = np.zeros_like(motion.points_m)
    shift[..., 1] = np.cumsum(np.full(len(shift), 0.4 / FPS))[:, None] % 1.5
    return replace(motion, points_m=motion.points_m + shift)


def toe_touches() -> Motion:
    motion = repeat(STAND, replace(STAND, trunk_forward_deg=115.0), Rhythm(reps=3), FPS)
    points = motion.points_m.copy()
    reach = Rhythm(reps=3).share(motion.time_s)[:, None]
    for side in SIDES:
        toes = points[:, of(side, "FOOT_INDEX")]
        for part in ("WRIST", "INDEX", "PINKY", "THUMB"):
            points[:, of(side, part)] += reach * (toes + 0.05 * UP - points[:, of(side, part)])
    return replace(motion, points_m=points)


def push_ups() -> Motion:
    """Lying face down on straight arms: the whole body level, and lowered."""
    motion = moving([STAND] * int(SECONDS * FPS), FPS)
    turned = motion.points_m[..., [2, 1, 0]] * np.array([1.0, 1.0, -1.0])
    low = 0.35 + 0.15 * _wave(0.4)
    slope = (turned[..., 0] - turned[..., 0].min()) / np.ptp(turned[..., 0])
    turned[..., 2] = turned[..., 2] + 0.1 + slope * low[:, None]
    for side in SIDES:
        for part in ("WRIST", "INDEX", "PINKY", "THUMB"):
            turned[:, of(side, part)] = turned[:, of(side, "SHOULDER")] * np.array([1.0, 1.2, 0.0])
    return replace(motion, points_m=turned)


def sit_ups() -> Motion:
    """On the back with bent knees, the trunk comes up and goes down."""
    share = Rhythm(reps=4, out_s=1.0, back_s=1.0, lead_s=1.0).share(_time_s())
    lying = both_legs(Leg(-45.0 + 90.0, 90.0))
    return moving([replace(lying, trunk_forward_deg=-89.0 + 100.0 * each) for each in share], FPS)


def dancing() -> Motion:
    """Hips, knees, arms and trunk all move, each in its own rhythm, and the feet travel."""
    time_s = _time_s()
    postures = [
        Posture(
            Leg(20 + 20 * a, 35 + 25 * b, thigh_in_deg=10 * c),
            Leg(20 - 20 * c, 35 + 25 * a, thigh_in_deg=-10 * b),
            trunk_left_deg=15 * c,
            trunk_forward_deg=15 * a,
            planted="left" if b > 0 else "right",
        )
        for a, b, c in zip(_wave(0.9), _wave(1.3, 1.0), _wave(0.7, 2.0), strict=True)
    ]
    motion = moving(postures, FPS)
    travel = 0.3 * np.stack([np.sin(time_s), np.sin(1.7 * time_s + 1), np.zeros_like(time_s)], axis=1)
    return _with_arms(replace(motion, points_m=motion.points_m + travel[:, None]), 60 + 60 * _wave(1.1))


def trunk_twists() -> Motion:
    motion = still()
    turn = np.radians(40.0) * _wave(0.4)
    points = motion.points_m.copy()
    upper = list(range(of("left", "SHOULDER"))) + [
        of(side, part) for side in SIDES for part in ("SHOULDER", "ELBOW", "WRIST", "INDEX", "PINKY", "THUMB")
    ]
    hips = points[:, [of(side, "HIP") for side in SIDES]].mean(axis=1, keepdims=True)
    relative = points[:, upper] - hips
    cosine, sine = np.cos(turn)[:, None], np.sin(turn)[:, None]
    points[:, upper, 0] = hips[..., 0] + relative[..., 0] * cosine - relative[..., 1] * sine
    points[:, upper, 1] = hips[..., 1] + relative[..., 0] * sine + relative[..., 1] * cosine
    return replace(motion, points_m=points)


def bobbing() -> Motion:
    """Small pulses of the knees, too quick to be repetitions."""
    return moving([squatting(15 + 15 * each, shank_deg=5.0, trunk_deg=5.0) for each in _wave(2.5)], FPS)


def high_kicks() -> Motion:
    kicks = [repeat(STAND, replace(STAND, planted="right", left=Leg(80.0, 5.0)), Rhythm(reps=1), FPS)]
    kicks.append(repeat(STAND, replace(STAND, right=Leg(80.0, 5.0)), Rhythm(reps=1), FPS))
    return joined(*kicks, *kicks)


OTHER_MOVEMENTS: dict[str, Callable[[], Motion]] = {
    each.__name__: each
    for each in (
        still,
        arm_raises,
        jumping_jacks,
        sitting_down,
        sitting_still,
        marching,
        side_steps,
        toe_touches,
        push_ups,
        sit_ups,
        dancing,
        trunk_twists,
        bobbing,
        high_kicks,
    )
}


def _time_s() -> Array:
    return np.arange(int(SECONDS * FPS)) / FPS


def _wave(hz: float, phase_rad: float = 0.0) -> Array:
    return np.asarray(np.sin(2 * np.pi * hz * _time_s() + phase_rad))


def _with_arms(motion: Motion, out_deg: Array) -> Motion:
    """Both arms out to the sides by an angle from hanging down."""
    points = motion.points_m.copy()
    for side, sign in (("left", 1.0), ("right", -1.0)):
        out = np.radians(out_deg[: len(points)])
        direction = np.stack([np.zeros_like(out), sign * np.sin(out), -np.cos(out)], axis=1)
        shoulder = points[:, of(side, "SHOULDER")]  # type: ignore[arg-type]
        for part, length in (("ELBOW", 0.27), ("WRIST", 0.5), ("INDEX", 0.58), ("PINKY", 0.58), ("THUMB", 0.58)):
            points[:, of(side, part)] = shoulder + length * direction  # type: ignore[arg-type]
    return replace(motion, points_m=points)
