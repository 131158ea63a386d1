"""What a body wears: fields over the skin that the shader turns into clothes, and the cloth's shape."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from test_videos.body import ARM_BONES, SIDES, SOLE_M, Body, bone_suffix, outward, vertex_normals
from test_videos.rotations import Array

Field = NDArray[np.float64]

HANGING_M = 0.03
"""A shirt whose hem is lower than the waistband by more than this is not tucked in."""

FOLLOWS_TRUNK = 0.5
"""An untucked shirt over the hips turns with the trunk by this share, and with the pelvis by the rest."""


@dataclass(frozen=True)
class Outfit:
    """The cut of the clothes.

    leg_length : how far the shorts or trousers reach down the leg: 0 hip, 1 knee, 1.9 ankle.
    sleeve : how far the sleeves reach down the upper arm: 0 shoulder, 1 elbow.
    waist_m : height of the waistband above the hip joints.
    hem_m : height of the shirt's lower edge above the hip joints; below the waistband it hangs untucked.
    loose : how far the cloth stands off the skin: 0 painted on, 1 usual, 3 baggy.
    """

    leg_length: float = 0.62
    sleeve: float = 0.62
    waist_m: float = 0.134
    hem_m: float = 0.13
    loose: float = 1.0


@dataclass(frozen=True, eq=False)
class DressedBody:
    """A body in its clothes, at rest.

    rest_m : (V, 3) skin, for the shader's patterns. cloth_m : (V, 3) dressed positions, to be skinned.
    garments : (V, 4) shirt, trousers, shoes, hair; positive where worn. marks : (V, 3) eyes, lips, face.
    """

    body: Body
    rest_m: NDArray[np.float32]
    cloth_m: NDArray[np.float32]
    garments: NDArray[np.float32]
    marks: NDArray[np.float32]


def dress(body: Body, outfit: Outfit) -> DressedBody:
    """Put an outfit on a body."""
    arm = body.share(*ARM_BONES).astype(np.float64)
    leg = _down_the_leg(body)
    garments = np.stack(
        [
            _shirt(body, outfit, arm),
            _trousers(body, outfit, arm, leg),
            (body.limbs["left"].ankle[2] + 0.005 - body.vertices_m[:, 2]) * 20,
            _hair(body),
        ],
        axis=1,
    )
    eyes = body.share("eye") > 0.5
    cloth = body.vertices_m + vertex_normals(body.vertices_m, body.faces) * _stand_off(outfit, garments, leg, eyes)
    return DressedBody(
        body=_with_hanging_shirt(body, outfit, garments[:, 0]),
        rest_m=body.vertices_m.astype(np.float32),
        cloth_m=_with_soles(body, cloth).astype(np.float32),
        garments=garments.astype(np.float32),
        marks=np.stack([eyes.astype(np.float32), body.lips, body.face], axis=1),
    )


def _with_hanging_shirt(body: Body, outfit: Outfit, shirt: Field) -> Body:
    """Let a shirt that is not tucked in follow the trunk half-way over the hips, as loose cloth does."""
    if outfit.waist_m - outfit.hem_m < HANGING_M:
        return body
    root, chest = body.weights[:, 0], body.index["spine01"]
    weights = body.weights.copy()
    moved = (FOLLOWS_TRUNK * np.clip(shirt * 2, 0.0, 1.0) * root).astype(np.float32)
    weights[:, 0] -= moved
    weights[:, chest] += moved
    return replace(body, weights=weights)


def _down_the_leg(body: Body) -> Field:
    """0 at the height of the hip, 1 at the knee, 2 at the ankle (rest pose)."""
    limb = body.limbs["left"]
    fractions: Field = np.interp(
        -body.vertices_m[:, 2], [-2.5, -limb.hip[2], -limb.knee[2], -limb.ankle[2]], [-3.0, 0.0, 1.0, 2.0]
    )
    return fractions


def _down_the_arm(body: Body, arm: Field) -> Field:
    """0 at the shoulder, 1 at the elbow, along each upper arm; 0 elsewhere."""
    fraction = np.zeros(len(body.vertices_m))
    for side in SIDES:
        limb = body.limbs[side]
        bone = limb.elbow - limb.shoulder
        along = (body.vertices_m - limb.shoulder) @ bone / (bone @ bone)
        here = (body.vertices_m[:, 0] * outward(side) > 0) & (arm > 0.3)
        fraction = np.where(here, along, fraction)
    return fraction


def _shirt(body: Body, outfit: Outfit, arm: Field) -> Field:
    x, y, z = body.vertices_m.T
    neck = body.rest_head("neck01")[2] - (z - 0.35 * np.abs(x) - 0.15 * np.maximum(y, -0.2))
    torso = np.minimum((z - body.hip_middle_m[2] - outfit.hem_m) * 20, neck * 20)
    shirt = np.where(arm < 0.3, torso, (outfit.sleeve - _down_the_arm(body, arm)) * 6)
    return np.where(body.share("head") > 0.3, -5.0, shirt)


def _trousers(body: Body, outfit: Outfit, arm: Field, leg: Field) -> Field:
    below_waist = body.hip_middle_m[2] + outfit.waist_m - body.vertices_m[:, 2]
    cloth = np.minimum(below_waist * 20, (outfit.leg_length - leg) * 6)
    return np.where(arm > 0.3, -1.0, cloth)


def _hair(body: Body) -> Field:
    x, y, z = body.vertices_m.T
    eye, head = body.rest_head("eye.L"), body.share("head") > 0.5
    back = np.minimum((z - (eye[2] - 0.045)) * 25, (y - (eye[1] + 0.088)) * 25)
    hair = np.minimum(1.0, np.maximum((z - (eye[2] + 0.062)) * 25, back))
    ear = (np.abs(x) > 0.068) & (z < eye[2] + 0.03) & (y < eye[1] + 0.115)
    return np.where(head & ~ear, hair, -1.0)


def _stand_off(outfit: Outfit, garments: Field, leg: Field, eyes: NDArray[np.bool_]) -> Field:
    """Distance in metres (V, 1) of the cloth from the skin."""
    shirt, trousers, shoes, hair = garments.T
    flare = 0.008 + 0.016 * np.clip(leg / 0.6, 0.0, 1.0)
    away = outfit.loose * 0.010 * np.clip(shirt * 3, 0.0, 1.0)
    away += np.where((trousers > 0) & (shirt <= 0), outfit.loose * flare, 0.0)
    away += np.where(eyes, 0.0, 0.016 * np.clip(hair * 2, 0.0, 1.0))
    away = np.where(shoes > 0, np.maximum(0.009, np.where(trousers > 0, 0.5 * away, 0.0)), away)
    return np.asarray(away[:, None])


def _with_soles(body: Body, cloth_m: Array) -> Array:
    """Push the underside of the feet down to a flat rubber sole on the floor."""
    soled = cloth_m.copy()
    for side in SIDES:
        suffix = bone_suffix(side)
        columns = [
            row for row, bone in enumerate(body.bones) if bone.startswith(("foot", "toe")) and bone.endswith(suffix)
        ]
        rows = np.nonzero(body.weights[:, columns].sum(axis=1) > 0.5)[0]
        height = body.vertices_m[rows, 2]
        under = np.clip((body.limbs[side].sole_m + 0.03 - height) / 0.03, 0.0, 1.0)
        soled[rows, 2] = height - under * SOLE_M + (1 - under) * 0.004
    return soled
