"""From a posture to a skeleton: every angle of the posture is met exactly and independently of the others."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from test_videos.body import SIDES, Body, Side, Skeleton, bone_suffix, outward
from test_videos.legs import TOES_FREE_M, ankle_of, foot_rotations, hip_of, inward_turn, leg_vectors, reaching_leg
from test_videos.posture import (
    Arm,
    ArmPose,
    Foot,
    Hand,
    Leg,
    LegPose,
    Lying,
    Pelvis,
    Posture,
    Reaching,
    Standing,
    Trunk,
)
from test_videos.rotations import (
    LEFTWARD,
    Array,
    align,
    part,
    rot_x,
    rot_y,
    rot_z,
    swing,
    unit,
)

SPINE = {"spine05": 0.2, "spine04": 0.5, "spine03": 0.8, "spine02": 1.0, "spine01": 1.0}


def pose_skeleton(body: Body, posture: Posture) -> Skeleton:
    """Pose the body; raises ValueError where no leg stands and the pelvis has no position."""
    pelvis = pelvis_rotation(posture.pelvis)
    middle = _hip_middle(body, posture, pelvis)
    root_m = middle - pelvis @ (body.hip_middle_m - body.heads_m[0])
    rotations = {body.bones[0]: pelvis, **_trunk_rotations(body, posture, pelvis, root_m)}
    for side in SIDES:
        hip = middle + pelvis @ (body.limbs[side].hip - body.hip_middle_m)
        rotations |= _leg_rotations(body, side, posture.legs[side], hip)
    chest_m = _chest(body, rotations, pelvis, root_m)
    for side in SIDES:
        rotations |= _arm_rotations(body, side, posture.arms[side], rotations["spine01"], chest_m)
    skeleton = body.forward_kinematics(rotations, root_m)
    return skeleton if posture.lying is None else _laid_down(skeleton, middle, posture.lying)


def _laid_down(skeleton: Skeleton, middle_m: Array, lying: Lying) -> Skeleton:
    """Turn a standing skeleton about the middle of its hips, which comes to lie over the origin."""
    turn = {"front": rot_x(90.0), "left": rot_y(90.0), "right": rot_y(-90.0)}[lying.on]
    heads_m = (skeleton.heads_m - middle_m) @ turn.T + np.array([0.0, 0.0, lying.hip_up_m])
    return Skeleton(turn @ skeleton.rotations, heads_m)


def pelvis_rotation(pelvis: Pelvis) -> Array:
    """Global rotation of the pelvis; the height difference of the hips follows ``left_up_deg`` alone."""
    turned: Array = rot_z(pelvis.turn_left_deg) @ rot_y(-pelvis.left_up_deg) @ rot_x(pelvis.tilt_deg)
    return turned


def _hip_middle(body: Body, posture: Posture, pelvis: Array) -> Array:
    if posture.pelvis.hip_middle_m is not None:
        return np.asarray(posture.pelvis.hip_middle_m, dtype=np.float64)
    for side in SIDES:
        pose = posture.legs[side]
        if isinstance(pose, Standing):
            middle: Array = hip_of(body, side, pose) - pelvis @ (body.limbs[side].hip - body.hip_middle_m)
            return middle
    raise ValueError("a posture needs a standing leg or a pelvis position")


def _leg_rotations(body: Body, side: Side, pose: LegPose, hip_m: Array) -> dict[str, Array]:
    limb, suffix = body.limbs[side], bone_suffix(side)
    leg = _leg(body, side, pose, hip_m)
    thigh, shank = leg_vectors(body, side, leg)
    lateral = rot_z(-outward(side) * inward_turn(leg)) @ LEFTWARD
    foot, toes = foot_rotations(body, side, _foot(pose))
    rotations = {
        "upperleg01" + suffix: align(limb.knee - limb.hip, LEFTWARD, thigh, lateral),
        "lowerleg01" + suffix: align(limb.ankle - limb.knee, LEFTWARD, shank, lateral),
        "foot" + suffix: foot,
    }
    return rotations | {f"toe{digit}-1{suffix}": toes for digit in range(1, 6)}


def _leg(body: Body, side: Side, pose: LegPose, hip_m: Array) -> Leg:
    if isinstance(pose, Reaching):
        line_m = ankle_of(body, side, pose.foot) - hip_m
        return reaching_leg(body, side, line_m, pose.knee_in_deg, overstraight=pose.overstraight)
    return pose.leg


def _foot(pose: LegPose) -> Foot:
    if isinstance(pose, (Standing, Reaching)):
        return pose.foot
    return Foot((0.0, 0.0, TOES_FREE_M), pose.foot_pitch_deg, pose.toe_out_deg)


def _trunk_rotations(body: Body, posture: Posture, pelvis: Array, root_m: Array) -> dict[str, Array]:
    """Spine, neck and head such that the hip-to-shoulder line has exactly the wanted lean."""
    trunk = posture.trunk
    wanted = np.array([trunk.lean_left_deg, trunk.lean_forward_deg])
    asked = wanted.copy()
    for _ in range(20):
        rotations = _spine(trunk, pelvis, asked, posture.pelvis.turn_left_deg)
        miss = wanted - _lean_of(body, rotations, pelvis, root_m)
        if np.abs(miss).max() < 1e-3:
            break
        asked += 1.1 * miss
    return rotations


def _spine(trunk: Trunk, pelvis: Array, lean_deg: Array, pelvis_turn_deg: float) -> dict[str, Array]:
    turn = rot_z(pelvis_turn_deg + trunk.turn_left_deg)
    chest = turn @ rot_y(lean_deg[0]) @ rot_x(lean_deg[1])
    bend = pelvis.T @ chest
    head = (
        rot_z(pelvis_turn_deg + trunk.turn_left_deg / 2)
        @ rot_x(trunk.nod_deg + 0.25 * trunk.lean_forward_deg)
        @ rot_y(0.3 * trunk.lean_left_deg)
    )
    rotations = {bone: pelvis @ part(bend, share) for bone, share in SPINE.items()}
    neck = chest.T @ head
    return rotations | {"neck01": chest @ part(neck, 0.4), "neck02": chest @ part(neck, 0.7), "head": head}


def _chest(body: Body, rotations: Mapping[str, Array], pelvis: Array, root_m: Array) -> Array:
    """World position of the spine's uppermost bone, which carries the shoulders."""
    head_m, turned, previous = root_m, pelvis, body.heads_m[0]
    for bone in SPINE:
        rest = body.rest_head(bone)
        head_m, turned, previous = head_m + turned @ (rest - previous), rotations[bone], rest
    return head_m


def _lean_of(body: Body, rotations: Mapping[str, Array], pelvis: Array, root_m: Array) -> Array:
    """Lean to the left and forward (degrees) of the line from mid-hips to mid-shoulders."""
    shoulders = (body.limbs["left"].shoulder + body.limbs["right"].shoulder) / 2
    hips = root_m + pelvis @ (body.hip_middle_m - body.heads_m[0])
    carried = rotations["spine01"] @ (shoulders - body.rest_head("spine01"))
    line = _chest(body, rotations, pelvis, root_m) + carried - hips
    lean: Array = np.degrees(np.arctan2([line[0], -line[1]], line[2]))
    return lean


def _arm_rotations(body: Body, side: Side, pose: ArmPose, chest: Array, chest_m: Array) -> dict[str, Array]:
    limb, suffix = body.limbs[side], bone_suffix(side)
    shoulder = chest_m + chest @ (limb.shoulder - body.rest_head("spine01"))
    upper, fore = _arm_vectors(body, side, pose, chest, shoulder)
    rest_upper, rest_fore = limb.elbow - limb.shoulder, limb.wrist - limb.elbow
    upper_turn = swing(chest @ rest_upper, upper) @ chest
    fore_turn = swing(upper_turn @ rest_fore, fore) @ upper_turn
    rotations = {"upperarm01" + suffix: upper_turn, "lowerarm01" + suffix: fore_turn}
    if isinstance(pose, Hand):
        fingers = _mirrored(side, pose.fingers)
        rotations["wrist" + suffix] = swing(fore_turn @ (limb.knuckle - limb.wrist), fingers) @ fore_turn
    return rotations


def _arm_vectors(body: Body, side: Side, pose: ArmPose, chest: Array, shoulder_m: Array) -> tuple[Array, Array]:
    if isinstance(pose, Arm):
        return chest @ _mirrored(side, pose.upper), chest @ _mirrored(side, pose.fore)
    limb = body.limbs[side]
    upper_m = float(np.linalg.norm(limb.elbow - limb.shoulder))
    fore_m = float(np.linalg.norm(limb.wrist - limb.elbow))
    line = np.asarray(pose.wrist_m) - shoulder_m
    reach = min(float(np.linalg.norm(line)), 0.998 * (upper_m + fore_m))
    along = unit(line)
    cosine = np.clip((upper_m**2 + reach**2 - fore_m**2) / (2 * upper_m * reach), -1.0, 1.0)
    elbow = _mirrored(side, pose.elbow)
    aside = unit(elbow - along * np.dot(elbow, along))
    upper = upper_m * (cosine * along + np.sqrt(1 - cosine**2) * aside)
    return upper, reach * along - upper


def _mirrored(side: Side, direction: tuple[float, float, float]) -> Array:
    x, y, z = direction
    return np.array([outward(side) * x, y, z])
