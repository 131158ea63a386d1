"""Gait whose feet never slide: planted feet, a pelvis carried by the stance leg, and a published knee curve.

Everything is worked out once per body on a grid of the cycle (phase 0 = initial contact, 1 = the next one of
the same foot) in the leg's own plane: ``ahead`` in metres along the walk and ``up`` above the floor.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from test_videos.body import SOLE_M, Body, Side, outward
from test_videos.legs import ankle_of, foot_rotations
from test_videos.motions.motion import ease
from test_videos.posture import Foot
from test_videos.rotations import Array

PHASES = np.linspace(0.0, 1.0, 201)
# A heel-to-toe line steeper than this would bend the toes, flat on the floor, by more than a right angle.
STEEPEST_DEG = 43.0
SIDE: Side = "left"


@dataclass(frozen=True)
class Pattern:
    """What makes a gait.

    knee_deg : knee flexion over the phase. stance : share of the cycle on the ground.
    contact_ahead_per_leg : how far the ankle is ahead of the hips at initial contact.
    contact_pitch_deg : the foot's pitch then, - toes up. flat_from, heel_off : between them the foot is flat.
    landing_speed : of the foot, forward, as a share of the gait's speed. lowest : phase of the hips' lowest
    point, in running.
    """

    knee_deg: Callable[[Array], Array]
    period_s: float
    step_per_leg: float
    contact_ahead_per_leg: float
    stance: float
    flat_from: float
    heel_off: float
    contact_pitch_deg: float
    toe_out_deg: float
    half_width_m: float
    landing_speed: float = 0.0
    lowest: float | None = None

    def speed_m_s(self, body: Body) -> float:
        """Forward speed."""
        return 2 * self.step_per_leg * body.leg_m / self.period_s


@dataclass(frozen=True)
class Cycle:
    """One cycle on the grid ``PHASES`` (N,).

    pelvis_up_m : height of the hips. ball_ahead_m (0 where planted), ball_up_m, pitch_deg : of the foot.
    """

    pelvis_up_m: Array
    ball_ahead_m: Array
    ball_up_m: Array
    pitch_deg: Array

    def pelvis_at(self, phase: float) -> float:
        """Height of the hips' middle."""
        return float(np.interp(phase % 1.0, PHASES, self.pelvis_up_m))

    def foot_at(self, phase: float) -> tuple[float, float, float]:
        """Ball ahead, ball up and pitch."""
        tables = (self.ball_ahead_m, self.ball_up_m, self.pitch_deg)
        ahead, up, pitch = (float(np.interp(phase, PHASES, table)) for table in tables)
        return ahead, up, pitch


def cycle_of(body: Body, pattern: Pattern) -> Cycle:
    """Work out the cycle of a body."""
    stance_feet = [_stance_foot(body, pattern, phase, 0.0) for phase in PHASES]
    pelvis = _pelvis_height(body, pattern, [_ankle(body, foot) for foot in stance_feet])
    on_ground = [
        _with_knee(body, pattern, foot, phase, up)
        for foot, phase, up in zip(stance_feet, PHASES, pelvis, strict=True)
        if phase <= pattern.stance
    ]
    feet = on_ground + _swing_feet(body, pattern, on_ground[-2:], pelvis)
    return Cycle(
        pelvis_up_m=pelvis,
        ball_ahead_m=np.array([-foot.ball_m[1] for foot in feet]),
        ball_up_m=np.array([foot.ball_m[2] for foot in feet]),
        pitch_deg=np.array([foot.pitch_deg for foot in feet]),
    )


def hips_ahead(body: Body, pattern: Pattern, phase: Array | float) -> Array:
    """How far the hips are ahead of where the ankle is over the flat planted foot."""
    return np.asarray(_stride_m(body, pattern) * np.asarray(phase) - pattern.contact_ahead_per_leg * body.leg_m)


def _leg_length(body: Body, knee_deg: Array | float) -> Array:
    bend = np.radians(knee_deg)
    return np.sqrt(body.thigh_m**2 + body.shank_m**2 + 2 * body.thigh_m * body.shank_m * np.cos(bend))


def _ankle(body: Body, foot: Foot) -> Array:
    """(ahead, up) of the ankle, 0 ahead over the flat planted foot."""
    home = ankle_of(body, SIDE, Foot((0.0, 0.0, 0.0), 0.0, foot.toe_out_deg))
    ankle = ankle_of(body, SIDE, foot)
    return np.array([home[1] - ankle[1], ankle[2]])


def _stance_foot(body: Body, pattern: Pattern, phase: float, heel_rise_deg: float) -> Foot:
    """Heel first, then flat, then about the ball."""
    if phase < pattern.flat_from:
        pitch = pattern.contact_pitch_deg * (1 - ease(phase, 0.0, pattern.flat_from))
        return _on_heel(body, Foot((0.0, 0.0, 0.0), pitch, pattern.toe_out_deg))
    return Foot((0.0, 0.0, 0.0), heel_rise_deg, pattern.toe_out_deg)


def _on_heel(body: Body, foot: Foot) -> Foot:
    """Shift a foot with raised toes so that the heel of the shoe is where it is in the flat foot."""
    limb = body.limbs[SIDE]
    under_heel = np.array([limb.heel[0], limb.heel[1], limb.sole_m - SOLE_M]) - limb.ball
    flat, _ = foot_rotations(body, SIDE, replace(foot, pitch_deg=0.0))
    raised, _ = foot_rotations(body, SIDE, foot)
    x, y, z = np.asarray(foot.ball_m) + (flat - raised) @ under_heel
    return replace(foot, ball_m=(float(x), float(y), float(z)))


def _sideways(body: Body, pattern: Pattern) -> float:
    return body.hip_half_width_m - pattern.half_width_m


def _hip_up(body: Body, pattern: Pattern, phase: Array | float, ankle: Array, knee_deg: Array | float) -> Array:
    ahead = hips_ahead(body, pattern, phase) - ankle[..., 0]
    reach = _leg_length(body, knee_deg)
    return np.asarray(ankle[..., 1] + np.sqrt(reach**2 - ahead**2 - _sideways(body, pattern) ** 2))


def _pelvis_height(body: Body, pattern: Pattern, ankles: list[Array]) -> Array:
    """Height of the hips over the cycle: carried by the stance leg, smooth, the same in every step."""
    last = 0.5 if pattern.lowest is None else pattern.heel_off
    carried = last > PHASES
    phases = PHASES[carried]
    heights = _hip_up(body, pattern, phases, np.array(ankles)[carried], pattern.knee_deg(phases))
    weights = np.where(phases > pattern.heel_off + 0.05, 0.1, np.where(phases < 0.015, 3.0, 1.0))
    basis = _step_waves(pattern)
    coefficients = np.linalg.lstsq(basis[carried] * weights[:, None], heights * weights, rcond=1e-3)[0]
    fitted: Array = basis @ coefficients
    return fitted


def _step_waves(pattern: Pattern) -> Array:
    """Columns of waves that repeat with every step; in running one wave with its trough at mid-stance."""
    if pattern.lowest is not None:
        return np.stack([np.ones_like(PHASES), np.cos(4 * np.pi * (PHASES - pattern.lowest))], axis=1)
    waves = [np.ones_like(PHASES)]
    for harmonic in (1, 2, 3):
        waves += [np.cos(4 * np.pi * harmonic * PHASES), np.sin(4 * np.pi * harmonic * PHASES)]
    return np.stack(waves, axis=1)


def _with_knee(body: Body, pattern: Pattern, foot: Foot, phase: float, pelvis_up_m: float) -> Foot:
    """After heel-off, raise the heel as far as the knee curve asks."""
    if phase <= pattern.heel_off:
        return foot
    pitches = np.linspace(0.0, STEEPEST_DEG, 26)
    raised = np.array([_ankle(body, replace(foot, pitch_deg=float(pitch))) for pitch in pitches])
    heights = _hip_up(body, pattern, phase, raised, float(pattern.knee_deg(np.array(phase))))
    pitch = float(np.interp(pelvis_up_m, heights, pitches))
    return replace(foot, pitch_deg=pitch * ease(phase, pattern.heel_off, 0.25 * pattern.stance))


def _swing_feet(body: Body, pattern: Pattern, last: list[Foot], pelvis_up_m: Array) -> list[Foot]:
    """The foot in the air: forward in one smooth move, at the height that the knee curve asks."""
    flying = pattern.stance < PHASES
    share = (PHASES[flying] - pattern.stance) / (1 - pattern.stance)
    landing_foot = _stance_foot(body, pattern, 0.0, 0.0)
    landing = _ankle(body, landing_foot) + np.array([_stride_m(body, pattern), 0.0])
    ahead = _swing_ahead(body, pattern, share, last, float(landing[0]))
    up = _swing_up(body, pattern, PHASES[flying], ahead, pelvis_up_m[flying])
    # The curve's height joins the foot's own height at toe-off and at landing.
    up = up + share**3 * (landing[1] - up[-1]) + (1 - share) ** 4 * (_ankle(body, last[-1])[1] - up[0])
    turn = landing_foot.pitch_deg - last[-1].pitch_deg
    pitch = [last[-1].pitch_deg + turn * ease(float(moment), 0.0, 0.85) for moment in share]
    return [
        _foot_under(body, float(a), float(u), p, pattern.toe_out_deg)
        for a, u, p in zip(ahead, up, pitch, strict=True)
    ]


def _stride_m(body: Body, pattern: Pattern) -> float:
    return 2 * pattern.step_per_leg * body.leg_m


def _swing_ahead(body: Body, pattern: Pattern, share: Array, last: list[Foot], landing_m: float) -> Array:
    """The ankle's way forward, leaving with the speed that it has at toe-off."""
    before, off = (float(_ankle(body, foot)[0]) for foot in last)
    air = 1 - pattern.stance
    leaving_speed = (off - before) / float(PHASES[1]) * air
    landing_speed = pattern.landing_speed * _stride_m(body, pattern) * air
    return _hermite(share, off, landing_m, leaving_speed, landing_speed)


def _swing_up(body: Body, pattern: Pattern, phases: Array, ahead_m: Array, pelvis_up_m: Array) -> Array:
    """The ankle's height below the hips at the knee curve's leg length."""
    reach = _leg_length(body, pattern.knee_deg(phases))
    away = hips_ahead(body, pattern, phases) - ahead_m
    return np.asarray(pelvis_up_m - np.sqrt(reach**2 - away**2 - _sideways(body, pattern) ** 2))


def _hermite(share: Array, start: float, end: float, start_speed: float, end_speed: float) -> Array:
    """Quintic between two values with given speeds and no acceleration at both ends."""
    s = share
    rest = 10 * s**3 - 15 * s**4 + 6 * s**5
    leave = s - 6 * s**3 + 8 * s**4 - 3 * s**5
    arrive = -4 * s**3 + 7 * s**4 - 3 * s**5
    return start + (end - start) * rest + start_speed * leave + end_speed * arrive


def _foot_under(body: Body, ahead_m: float, up_m: float, pitch_deg: float, toe_out_deg: float) -> Foot:
    """Return the foot whose ankle is at a place; its toes straighten as it rises, hence the steps."""
    foot = Foot((0.0, -ahead_m, 0.05), pitch_deg, toe_out_deg)
    for _ in range(12):
        miss = np.array([ahead_m, up_m]) - _ankle(body, foot)
        if np.abs(miss).max() < 1e-5:
            break
        x, y, z = foot.ball_m
        foot = replace(foot, ball_m=(x, y - float(miss[0]), z + 0.7 * float(miss[1])))
    return foot


def foot_x_m(body: Body, pattern: Pattern, side: Side) -> float:
    """Where the ball of a foot is beside the line of progression, its ankle half a step width away."""
    home = ankle_of(body, SIDE, Foot((0.0, 0.0, 0.0), 0.0, pattern.toe_out_deg))
    return outward(side) * (pattern.half_width_m - float(home[0]))
