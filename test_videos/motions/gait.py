"""Gait whose feet never slide: planted feet, a pelvis carried by the stance leg, and a published knee curve.

Everything is worked out once per body on a grid of the cycle (phase 0 = initial contact, 1 = the next one of
the same foot) in the leg's own plane: ``ahead`` in metres along the walk and ``up`` above the floor.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from test_videos.body import Body, Side, outward
from test_videos.legs import ankle_of
from test_videos.motions.gait_pattern import Pattern
from test_videos.motions.motion import ease
from test_videos.motions.planted_foot import SETTLING_S, SIDE, ankle_at, on_toes, stance_foot
from test_videos.posture import Foot
from test_videos.rotations import Array

PHASES = np.linspace(0.0, 1.0, 201)
STEEPEST_DEG = 66.0
# After toe-off the foot gains the gait's own speed within this time.
PUSH_OFF_S = 0.05
# How much a leg has to say about the height of the hips in walking, over its cycle.
_CARRIED = ((0.0, 0.02, 0.34, 0.42, 0.90, 0.93, 1.0), (2.0, 1.0, 1.0, 0.0, 0.0, 1.0, 2.0))
Ends = tuple[float, float]


@dataclass(frozen=True)
class Cycle:
    """One cycle on the grid ``PHASES`` (N,).

    pelvis_up_m : height of the hips. ball_ahead_m (0 over the flat planted foot), ball_up_m, pitch_deg : of the foot.
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
    stance_feet = [stance_foot(body, pattern, phase, 0.0) for phase in PHASES]
    ankles = np.array([ankle_at(body, foot) for foot in stance_feet])
    # Where the leg swings out for the next step depends on the hips' height only a little: two rounds settle it.
    flying = pattern.stance < PHASES
    ankles[flying] = np.nan
    for _ in range(2):
        pelvis = _pelvis_height(body, pattern, ankles)
        feet = _feet(body, pattern, stance_feet, pelvis)
        ankles[flying] = np.array([ankle_at(body, foot) for foot in feet])[flying]
    return Cycle(
        pelvis_up_m=pelvis,
        ball_ahead_m=np.array([-foot.ball_m[1] for foot in feet]),
        ball_up_m=np.array([foot.ball_m[2] for foot in feet]),
        pitch_deg=np.array([foot.pitch_deg for foot in feet]),
    )


def _feet(body: Body, pattern: Pattern, stance_feet: list[Foot], pelvis_up_m: Array) -> list[Foot]:
    """The foot over the whole cycle under hips of a given height."""
    raised = _raised_feet(body, pattern)
    on_ground = [
        _with_knee(body, pattern, foot, phase, up, raised)
        for foot, phase, up in zip(stance_feet, PHASES, pelvis_up_m, strict=True)
        if phase <= pattern.stance
    ]
    return on_ground + _swing_feet(body, pattern, on_ground[-2:], pelvis_up_m)


def hips_ahead(body: Body, pattern: Pattern, phase: Array | float) -> Array:
    """How far the hips are ahead of where the ankle is over the flat planted foot."""
    return np.asarray(_stride_m(body, pattern) * np.asarray(phase) - planted_ahead_m(body, pattern))


def planted_ahead_m(body: Body, pattern: Pattern) -> float:
    """How far the ankle of the flat foot will be ahead of where the hips are at initial contact.

    At contact itself the ankle is farther back: the foot stands on its heel and has a little way to slide.
    """
    return pattern.contact_ahead_per_leg * body.leg_m - float(ankle_at(body, stance_foot(body, pattern, 0.0, 0.0))[0])


def _leg_length(body: Body, knee_deg: Array | float) -> Array:
    bend = np.radians(knee_deg)
    return np.sqrt(body.thigh_m**2 + body.shank_m**2 + 2 * body.thigh_m * body.shank_m * np.cos(bend))


def _sideways(body: Body, pattern: Pattern) -> float:
    return body.hip_half_width_m - pattern.half_width_m


def _hip_up(body: Body, pattern: Pattern, phase: Array | float, ankle: Array, knee_deg: Array | float) -> Array:
    ahead = hips_ahead(body, pattern, phase) - ankle[..., 0]
    reach = _leg_length(body, knee_deg)
    return np.asarray(ankle[..., 1] + np.sqrt(reach**2 - ahead**2 - _sideways(body, pattern) ** 2))


def _pelvis_height(body: Body, pattern: Pattern, ankles: Array) -> Array:
    """Height of the hips over the cycle: carried by the stance leg, smooth, the same in every step.

    In walking the leg that swings out for the next contact has its say too, or its heel would sweep the floor.
    """
    weights = np.interp(PHASES, *_CARRIED) if pattern.lowest is None else (pattern.heel_off > PHASES) * 1.0
    heights = _hip_up(body, pattern, PHASES, ankles, pattern.knee_deg(PHASES))
    carried = (weights > 0) & np.isfinite(heights)
    basis = _step_waves(pattern)
    rows = basis[carried] * weights[carried, None]
    coefficients = np.linalg.lstsq(rows, (heights * weights)[carried], rcond=1e-3)[0]
    fitted: Array = basis @ coefficients
    return fitted


def _step_waves(pattern: Pattern) -> Array:
    """Columns of waves that repeat with every step; in running one wave with its trough at mid-stance."""
    if pattern.lowest is not None:
        return np.stack([np.ones_like(PHASES), np.cos(4 * np.pi * (PHASES - pattern.lowest))], axis=1)
    waves = [np.ones_like(PHASES)]
    for harmonic in (1, 2):
        waves += [np.cos(4 * np.pi * harmonic * PHASES), np.sin(4 * np.pi * harmonic * PHASES)]
    return np.stack(waves, axis=1)


def _raised_feet(body: Body, pattern: Pattern) -> tuple[Array, Array]:
    """Pitches (P,) of a foot whose heel rises, and its ankles (P, 2)."""
    pitches = np.linspace(0.0, STEEPEST_DEG, 34)
    return pitches, np.array([ankle_at(body, on_toes(body, float(pitch), pattern.toe_out_deg)) for pitch in pitches])


def _with_knee(
    body: Body, pattern: Pattern, foot: Foot, phase: float, pelvis_up_m: float, raised: tuple[Array, Array]
) -> Foot:
    """After heel-off, raise the heel as far as the knee curve asks."""
    if phase <= pattern.heel_off:
        return foot
    pitches, ankles = raised
    heights = _hip_up(body, pattern, phase, ankles, float(pattern.knee_deg(np.array(phase))))
    pitch = float(np.interp(pelvis_up_m, heights, pitches))
    return on_toes(body, pitch * ease(phase, pattern.heel_off, 0.25 * pattern.stance), pattern.toe_out_deg)


def _swing_feet(body: Body, pattern: Pattern, last: list[Foot], pelvis_up_m: Array) -> list[Foot]:
    """The foot in the air: forward in one smooth move, at the height that the knee curve asks."""
    flying = pattern.stance < PHASES
    share = (PHASES[flying] - pattern.stance) / (1 - pattern.stance)
    landing_foot = stance_foot(body, pattern, 0.0, 0.0)
    landing = ankle_at(body, landing_foot) + np.array([_stride_m(body, pattern), 0.0])
    ahead = _swing_ahead(body, pattern, share, last, float(landing[0]))
    up = _swing_up(body, pattern, PHASES[flying], ahead, pelvis_up_m[flying])
    # The curve's height joins the foot's own height at toe-off, and the way down to the floor at the end.
    up = up + (1 - share) ** 4 * (ankle_at(body, last[-1])[1] - up[0])
    sinking = landing[1] + pattern.sinking_m_s * (1 - share) * (1 - pattern.stance) * pattern.period_s
    up = up + np.array([ease(float(moment), 0.55, 0.4) for moment in share]) * (sinking - up)
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
    before, off = (float(ankle_at(body, foot)[0]) for foot in last)
    air = 1 - pattern.stance
    leaving_speed = (off - before) / float(PHASES[1]) * air
    landing_speed = pattern.landing_speed * _stride_m(body, pattern) * air
    push = _stride_m(body, pattern) * air**2 * pattern.period_s / PUSH_OFF_S
    braking = -landing_speed * air * pattern.period_s / SETTLING_S
    return _hermite(share, (off, landing_m), (leaving_speed, landing_speed), (push, braking))


def _swing_up(body: Body, pattern: Pattern, phases: Array, ahead_m: Array, pelvis_up_m: Array) -> Array:
    """The ankle's height below the hips at the knee curve's leg length."""
    reach = _leg_length(body, pattern.knee_deg(phases))
    away = hips_ahead(body, pattern, phases) - ahead_m
    return np.asarray(pelvis_up_m - np.sqrt(reach**2 - away**2 - _sideways(body, pattern) ** 2))


def _hermite(share: Array, ends: Ends, speeds: Ends, accelerations: Ends) -> Array:
    """Quintic between two values with given speeds and accelerations at both ends."""
    s = share
    rest = 10 * s**3 - 15 * s**4 + 6 * s**5
    leave = s - 6 * s**3 + 8 * s**4 - 3 * s**5
    arrive = -4 * s**3 + 7 * s**4 - 3 * s**5
    push = (s**2 - 3 * s**3 + 3 * s**4 - s**5) / 2
    brake = (s**3 - 2 * s**4 + s**5) / 2
    moved = (ends[1] - ends[0]) * rest + speeds[0] * leave + speeds[1] * arrive
    return ends[0] + moved + accelerations[0] * push + accelerations[1] * brake


def _foot_under(body: Body, ahead_m: float, up_m: float, pitch_deg: float, toe_out_deg: float) -> Foot:
    """Return the foot whose ankle is at a place; its toes straighten as it rises, hence the steps."""
    foot = Foot((0.0, -ahead_m, 0.05), pitch_deg, toe_out_deg)
    for _ in range(12):
        miss = np.array([ahead_m, up_m]) - ankle_at(body, foot)
        if np.abs(miss).max() < 1e-5:
            break
        x, y, z = foot.ball_m
        foot = replace(foot, ball_m=(x, y - float(miss[0]), z + 0.7 * float(miss[1])))
    return foot


def foot_x_m(body: Body, pattern: Pattern, side: Side) -> float:
    """Where the ball of a foot is beside the line of progression, its ankle half a step width away."""
    home = ankle_of(body, SIDE, Foot((0.0, 0.0, 0.0), 0.0, pattern.toe_out_deg))
    return outward(side) * (pattern.half_width_m - float(home[0]))
