"""One leg and one foot: from angles to vectors, and from two ends to angles."""

from __future__ import annotations

import numpy as np

from test_videos.body import Body, Side, bone_suffix, outward
from test_videos.posture import Foot, Leg, Standing
from test_videos.rotations import FORWARD, Array, rot_x, rot_z, unit

TOES_FREE_M = 0.08


def segment_direction(side: Side, flexion_deg: float, adduction_deg: float) -> Array:
    """Unit vector down a leg segment with exactly these sagittal and frontal projection angles."""
    flexion = np.radians(flexion_deg)
    inward = -outward(side) * np.tan(np.radians(adduction_deg)) * np.cos(flexion)
    return unit([inward, -np.sin(flexion), -np.cos(flexion)])


def leg_vectors(body: Body, side: Side, leg: Leg) -> tuple[Array, Array]:
    """Hip-to-knee and knee-to-ankle vectors in metres."""
    thigh = segment_direction(side, leg.thigh_flexion_deg, leg.adduction_deg)
    shank = segment_direction(side, -leg.tibial_inclination_deg, leg.adduction_deg - leg.knee_in_deg)
    return body.thigh_m * thigh, body.shank_m * shank


def foot_rotations(body: Body, side: Side, foot: Foot) -> tuple[Array, Array]:
    """Global rotations of the foot and of its toes; the heel-to-toe line has exactly the foot's pitch."""
    limb = body.limbs[side]
    line = limb.toe - limb.heel
    straight = rot_z(-float(np.degrees(np.arctan2(line[0], -line[1]))))
    heading = rot_z(outward(side) * foot.toe_out_deg)
    follow = 1.0 if foot.pitch_deg <= 0 else float(np.clip(foot.ball_m[2] / TOES_FREE_M, 0.0, 1.0))
    pitch_deg = foot.pitch_deg
    if follow < 1.0:
        hinge = body.rest_head("toe2-1" + bone_suffix(side))
        heel, toes = straight @ (limb.heel - hinge), straight @ (limb.toe - hinge)
        pitch_deg = _hind_pitch(heel, toes, foot.pitch_deg, follow)
    return heading @ rot_x(pitch_deg) @ straight, heading @ rot_x(follow * pitch_deg) @ straight


def ankle_of(body: Body, side: Side, foot: Foot) -> Array:
    """World position of the ankle joint over a foot."""
    limb = body.limbs[side]
    rotation, _ = foot_rotations(body, side, foot)
    ball_m = np.asarray(foot.ball_m) + np.array([0.0, 0.0, limb.ball[2]])
    ankle: Array = ball_m + rotation @ (limb.ankle - limb.ball)
    return ankle


def hip_of(body: Body, side: Side, standing: Standing) -> Array:
    """World position of the hip joint over a standing leg."""
    thigh, shank = leg_vectors(body, side, standing.leg)
    hip: Array = ankle_of(body, side, standing.foot) - shank - thigh
    return hip


def foot_pitch_of(body: Body, side: Side, heel_m: Array, toe_m: Array) -> Array:
    """Pitch in degrees of heel-to-toe lines (..., 3) against the flat foot, + heel up."""
    limb = body.limbs[side]
    return _line_pitch(heel_m, toe_m) - _line_pitch(limb.heel, limb.toe)


def reaching_leg(
    body: Body, side: Side, line_m: Array, knee_in_deg: float = 0.0, *, overstraight: bool = False
) -> Leg:
    """Return the leg whose thigh and shank span a hip-to-ankle vector (3,), the knee bending forward.

    A vector longer than the leg is shortened to its reach. The knee's frontal angle is met exactly.
    An overstraight knee bends backward, by as much as it would forward.
    """
    line = line_m * min(1.0, 0.9995 * body.leg_m / float(np.linalg.norm(line_m)))
    guess = _straight_reaching(body, side, line, -1.0 if overstraight else 1.0)
    return guess if knee_in_deg == 0 else _bent_inward(body, side, line, guess, knee_in_deg)


def _straight_reaching(body: Body, side: Side, line_m: Array, way: float) -> Leg:
    """Two-bone solution in the plane of the leg and the forward direction: no frontal angle at the knee.

    way : +1 for a knee that bends forward, -1 backward.
    """
    reach = float(np.linalg.norm(line_m))
    down = line_m / reach
    cosine = (body.thigh_m**2 + reach**2 - body.shank_m**2) / (2 * body.thigh_m * reach)
    forward = unit(FORWARD - down * np.dot(FORWARD, down))
    opening = way * np.arccos(np.clip(cosine, -1.0, 1.0))
    thigh = body.thigh_m * (np.cos(opening) * down + np.sin(opening) * forward)
    shank = line_m - thigh
    flexion, hang = (float(np.degrees(np.arctan2(-bone[1], -bone[2]))) for bone in (thigh, shank))
    adduction = float(np.degrees(np.arctan2(-outward(side) * line_m[0], -line_m[2])))
    return Leg(flexion, flexion - hang, adduction)


def _bent_inward(body: Body, side: Side, line_m: Array, guess: Leg, knee_in_deg: float) -> Leg:
    """Newton steps from the straight solution to the one with the wanted frontal angle at the knee."""
    angles = np.array([guess.thigh_flexion_deg, guess.knee_flexion_deg, guess.adduction_deg + knee_in_deg / 2])

    def leg_of(values: Array) -> Leg:
        flexion, knee, adduction = (float(value) for value in values)
        return Leg(flexion, knee, adduction, knee_in_deg)

    def miss(values: Array) -> Array:
        thigh, shank = leg_vectors(body, side, leg_of(values))
        missed: Array = thigh + shank - line_m
        return missed

    for _ in range(12):
        now = miss(angles)
        if np.abs(now).max() < 1e-7:
            break
        slopes = np.stack([(miss(angles + step) - now) / 0.01 for step in 0.01 * np.eye(3)], axis=1)
        angles = angles - np.clip(np.linalg.lstsq(slopes, now, rcond=1e-6)[0], -15.0, 15.0)
    return leg_of(angles)


def _line_pitch(heel_m: Array, toe_m: Array) -> Array:
    line = np.asarray(toe_m) - np.asarray(heel_m)
    pitch: Array = np.degrees(np.arctan2(-line[..., 2], np.hypot(line[..., 0], line[..., 1])))
    return pitch


def _hind_pitch(heel_m: Array, toe_m: Array, pitch_deg: float, follow: float) -> float:
    """Rotation of the hind foot for a wanted pitch of the heel-to-toe line (secant steps).

    Heel and toe (3,) are given from the toes' hinge, of a foot that points straight ahead.
    """
    flat = _line_pitch(heel_m, toe_m)

    def miss(angle_deg: float) -> float:
        line = _line_pitch(rot_x(angle_deg) @ heel_m, rot_x(follow * angle_deg) @ toe_m)
        return float(line - flat) - pitch_deg

    before, angle = pitch_deg, pitch_deg * 1.5 + 0.01
    for _ in range(6):
        rise = miss(angle) - miss(before)
        if abs(rise) < 1e-12:
            break
        before, angle = angle, angle - miss(angle) * (angle - before) / rise
    return angle


def inward_turn(leg: Leg) -> float:
    """How far the thigh turns inward with a knee that goes in: what the eye sees of a knee-in."""
    return float(np.clip(1.2 * leg.knee_in_deg, -30.0, 30.0))
