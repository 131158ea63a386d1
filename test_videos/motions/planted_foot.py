"""The foot on the ground: heel first, sliding to rest, then flat, then about the ball and the tips of the toes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from test_videos.body import SOLE_M, Body, Side, bone_suffix
from test_videos.legs import TOES_FREE_M, ankle_of, foot_rotations
from test_videos.motions.gait_pattern import Pattern
from test_videos.motions.motion import ease
from test_videos.posture import Foot
from test_videos.rotations import Array

# A heel-to-toe line steeper than this would bend the toes, flat on the floor, by more than a right angle: from
# here on the foot rolls over the tips of its toes.
FLAT_TOES_DEG = 43.0
# The heel comes to rest with this time constant. It still slides 12.6 +- 10.7 mm forward after contact (McGorry RW,
# Chang CC, DiDomenico A. Rearward movement of the heel at heel strike. Appl Ergon 2008;39:678-84).
SETTLING_S = 0.02
SIDE: Side = "left"


def ankle_at(body: Body, foot: Foot) -> Array:
    """(ahead, up) of the ankle, 0 ahead over the flat planted foot."""
    home = ankle_of(body, SIDE, Foot((0.0, 0.0, 0.0), 0.0, foot.toe_out_deg))
    ankle = ankle_of(body, SIDE, foot)
    return np.array([home[1] - ankle[1], ankle[2]])


def stance_foot(body: Body, pattern: Pattern, phase: float, heel_rise_deg: float) -> Foot:
    """Heel first, sliding to rest, then flat, then about the ball."""
    if phase < pattern.flat_from:
        pitch = pattern.contact_pitch_deg * (1 - ease(phase, 0.0, pattern.flat_from))
        to_go = _slide_m(body, pattern) * float(np.exp(-phase * pattern.period_s / SETTLING_S))
        return _on_heel(body, Foot((0.0, to_go, 0.0), pitch, pattern.toe_out_deg))
    return on_toes(body, heel_rise_deg, pattern.toe_out_deg)


def _slide_m(body: Body, pattern: Pattern) -> float:
    """How far the heel slides on after contact."""
    return pattern.landing_speed * pattern.speed_m_s(body) * SETTLING_S


def on_toes(body: Body, pitch_deg: float, toe_out_deg: float) -> Foot:
    """Return a foot with its heel raised about the ball, and beyond what the toes bear about their tips."""
    flat = Foot((0.0, 0.0, 0.0), pitch_deg, toe_out_deg)
    if pitch_deg <= FLAT_TOES_DEG:
        return flat
    tip = _toe_tip(body, replace(flat, pitch_deg=0.0))
    low, high = 0.0, TOES_FREE_M
    for _ in range(20):
        up = (low + high) / 2
        above = _toe_tip(body, replace(flat, ball_m=(0.0, 0.0, up)))[2] > tip[2]
        low, high = (low, up) if above else (up, high)
    ball = np.array([0.0, 0.0, low])
    moved = tip - _toe_tip(body, replace(flat, ball_m=(0.0, 0.0, low)))
    x, y, _ = ball + moved
    return replace(flat, ball_m=(float(x), float(y), low))


def _toe_tip(body: Body, foot: Foot) -> Array:
    """World position of the tip of the toes."""
    limb = body.limbs[SIDE]
    hind, toes = foot_rotations(body, SIDE, foot)
    hinge = body.rest_head("toe2-1" + bone_suffix(SIDE))
    ball = np.asarray(foot.ball_m) + np.array([0.0, 0.0, limb.ball[2]])
    tip: Array = ball + hind @ (hinge - limb.ball) + toes @ (limb.toe - hinge)
    return tip


def _on_heel(body: Body, foot: Foot) -> Foot:
    """Shift a foot with raised toes so that the heel of the shoe is where it is in the flat foot."""
    limb = body.limbs[SIDE]
    under_heel = np.array([limb.heel[0], limb.heel[1], limb.sole_m - SOLE_M]) - limb.ball
    flat, _ = foot_rotations(body, SIDE, replace(foot, pitch_deg=0.0))
    raised, _ = foot_rotations(body, SIDE, foot)
    x, y, z = np.asarray(foot.ball_m) + (flat - raised) @ under_heel
    return replace(foot, ball_m=(float(x), float(y), float(z)))
