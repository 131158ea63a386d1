"""A rigged human body: rest shape, bones, skin weights, forward kinematics and skinning (numpy only).

The generator shares no code with the package it tests, so that a mistake cannot hide on both sides.
World: x to the person's left, -y forward, z up; z = 0 is the floor under the shoes (metres).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from test_videos.rotations import Array

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")
SOLE_M = 0.018
DATA = Path(__file__).parent / "data" / "bodies.npz"

JOINT_BONES = {
    "hip": "upperleg01",
    "knee": "lowerleg01",
    "ankle": "foot",
    "shoulder": "upperarm01",
    "elbow": "lowerarm01",
    "wrist": "wrist",
}
ARM_BONES = ("upperarm", "lowerarm", "wrist", "finger", "metacarpal")


def other(side: Side) -> Side:
    """Return the opposite side."""
    return "right" if side == "left" else "left"


def outward(side: Side) -> float:
    """Return +1 for the left side and -1 for the right: the sign of x that points away from the midline."""
    return 1.0 if side == "left" else -1.0


@dataclass(frozen=True)
class Skeleton:
    """A posed skeleton: global rotations (B, 3, 3) and bone heads (B, 3) in metres."""

    rotations: Array
    heads_m: Array

    def moved(self, offset_m: Array) -> Skeleton:
        """Return the skeleton shifted as a whole."""
        return Skeleton(self.rotations, self.heads_m + offset_m)


@dataclass(frozen=True)
class Limbs:
    """Rest positions (3,) in metres of one side's joints and of the points of its foot."""

    hip: Array
    knee: Array
    ankle: Array
    shoulder: Array
    elbow: Array
    wrist: Array
    knuckle: Array
    heel: Array
    toe: Array
    ball: Array
    sole_m: float


@dataclass(frozen=True, eq=False)
class Body:
    """One person: rest vertices (V, 3), faces (F, 3), bones with their heads (B, 3), skin weights (V, B)."""

    name: str
    bones: tuple[str, ...]
    parents: NDArray[np.int64]
    heads_m: Array
    vertices_m: Array
    faces: NDArray[np.int32]
    weights: NDArray[np.float32]
    lips: NDArray[np.float32]
    face: NDArray[np.float32]

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Bone name to its row."""
        return {bone: row for row, bone in enumerate(self.bones)}

    @cached_property
    def limbs(self) -> Mapping[Side, Limbs]:
        """Rest points of each side."""
        return {side: _limbs(self, side) for side in SIDES}

    @cached_property
    def hip_middle_m(self) -> Array:
        """Rest position of the middle of the hips."""
        return (self.limbs["left"].hip + self.limbs["right"].hip) / 2

    @property
    def height_m(self) -> float:
        """Standing height in shoes."""
        return float(self.vertices_m[:, 2].max())

    @property
    def thigh_m(self) -> float:
        """Hip to knee."""
        return float(np.linalg.norm(self.limbs["left"].knee - self.limbs["left"].hip))

    @property
    def shank_m(self) -> float:
        """Knee to ankle."""
        return float(np.linalg.norm(self.limbs["left"].ankle - self.limbs["left"].knee))

    @property
    def leg_m(self) -> float:
        """Hip to knee to ankle."""
        return self.thigh_m + self.shank_m

    @property
    def hip_half_width_m(self) -> float:
        """Midline to hip joint."""
        return float(abs(self.limbs["left"].hip[0]))

    def share(self, *prefixes: str) -> NDArray[np.float32]:
        """Skin weight (V,) that belongs to the bones whose names start with any of the prefixes."""
        columns = [row for row, bone in enumerate(self.bones) if bone.startswith(prefixes)]
        total: NDArray[np.float32] = self.weights[:, columns].sum(axis=1)
        return total

    def rest_head(self, bone: str) -> Array:
        """Rest position of a bone's head."""
        head: Array = self.heads_m[self.index[bone]]
        return head

    def forward_kinematics(self, rotations: Mapping[str, Array], root_m: Array) -> Skeleton:
        """Pose the bones: global rotation per named bone, the others follow their parent."""
        turned = np.zeros((len(self.bones), 3, 3))
        heads = np.zeros((len(self.bones), 3))
        leader = self._leaders(rotations)
        turned[0], heads[0] = rotations[self.bones[0]], root_m
        for row in np.unique(leader)[1:]:
            ahead = leader[self.parents[row]]
            heads[row] = heads[ahead] + turned[ahead] @ (self.heads_m[row] - self.heads_m[ahead])
            turned[row] = rotations[self.bones[row]]
        rest = self.heads_m - self.heads_m[leader]
        placed: Array = heads[leader] + np.einsum("bij,bj->bi", turned[leader], rest)
        return Skeleton(turned[leader], placed)

    def _leaders(self, rotations: Mapping[str, Array]) -> NDArray[np.int64]:
        """Row of the nearest named bone up each bone's chain: the two move as one piece."""
        leader = np.arange(len(self.bones))
        for row, bone in enumerate(self.bones):
            if row and bone not in rotations:
                leader[row] = leader[self.parents[row]]
        return leader

    def point(self, skeleton: Skeleton, bone: str, rest_m: Array) -> Array:
        """Where a rest point that is fixed to a bone lies in the pose."""
        row = self.index[bone]
        placed: Array = skeleton.rotations[row] @ (rest_m - self.heads_m[row]) + skeleton.heads_m[row]
        return placed

    def joints(self, skeleton: Skeleton) -> dict[str, Array]:
        """World positions (3,) of every joint of the truth, by ``left_hip`` and so on."""
        found = {}
        for side in SIDES:
            suffix = bone_suffix(side)
            for joint, bone in JOINT_BONES.items():
                found[f"{side}_{joint}"] = skeleton.heads_m[self.index[bone + suffix]]
            found[f"{side}_heel"] = self.point(skeleton, "foot" + suffix, self.limbs[side].heel)
            found[f"{side}_toe"] = self.point(skeleton, "toe2-1" + suffix, self.limbs[side].toe)
        return found

    def skin(self, skeleton: Skeleton, rest_m: NDArray[np.float32]) -> NDArray[np.float32]:
        """Linear blend skinning of dressed rest vertices (V, 3) to world positions (V, 3)."""
        offsets = skeleton.heads_m - np.einsum("bij,bj->bi", skeleton.rotations, self.heads_m)
        matrices = np.concatenate([skeleton.rotations.reshape(-1, 9), offsets], axis=1).astype(np.float32)
        blended = self.weights @ matrices
        turned = np.einsum("nij,nj->ni", blended[:, :9].reshape(-1, 3, 3), rest_m)
        return np.asarray(turned + blended[:, 9:], dtype=np.float32)


def bone_suffix(side: Side) -> str:
    """Return the ending of a side's bone names."""
    return ".L" if side == "left" else ".R"


def body_names() -> tuple[str, ...]:
    """Names of the bodies in the data file."""
    with np.load(DATA) as data:
        return tuple(sorted(key[2:] for key in data.files if key.startswith("V_")))


def load_body(name: str) -> Body:
    """Read a body; raises KeyError for a name that ``body_names`` does not list.

    Two names with a plus between them are the body half way between those two.
    """
    with np.load(DATA) as data:
        parents = name.split("+")
        vertices = sum(data[f"V_{parent}"].astype(np.float64) for parent in parents) / len(parents)
        vertices = vertices * float(data["unit_m"])
        heads = sum(data[f"H_{parent}"].astype(np.float64) for parent in parents) / len(parents)
        bones = tuple(str(bone) for bone in data["bones"])
        weights = _dense_weights(data, len(bones))
        ground = np.array([0.0, 0.0, SOLE_M - vertices[:, 2].min()])
        body = Body(
            name=name,
            bones=bones,
            parents=data["parents"].astype(np.int64),
            heads_m=heads + ground,
            vertices_m=vertices + ground,
            faces=data["faces"].astype(np.int32),
            weights=weights,
            lips=data["lips"].astype(np.float32),
            face=data["face"].astype(np.float32),
        )
    return _with_rigid_pelvis(body)


def vertex_normals(vertices_m: NDArray[Any], faces: NDArray[np.int32]) -> NDArray[np.float32]:
    """Unit normals (V, 3): the sum of the adjacent triangles' area vectors."""
    corner = vertices_m[faces]
    areas = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    flat = faces.ravel()
    repeated = np.repeat(areas, 3, axis=0)
    sums = [np.bincount(flat, repeated[:, axis], len(vertices_m)) for axis in range(3)]
    normals = np.stack(sums, axis=1)
    lengths = np.linalg.norm(normals, axis=1, keepdims=True) + 1e-12
    return np.asarray(normals / lengths, dtype=np.float32)


def _dense_weights(data: Any, bone_count: int) -> NDArray[np.float32]:
    index, sparse = data["widx"].astype(np.int64), data["wts"].astype(np.float32)
    dense = np.zeros((len(index), bone_count), np.float32)
    np.add.at(dense, (np.arange(len(index))[:, None], index), sparse)
    normalised: NDArray[np.float32] = dense / dense.sum(axis=1, keepdims=True)
    return normalised


def _with_rigid_pelvis(body: Body) -> Body:
    """Let everything below the iliac crest move with the pelvis.

    The rig's weights let the skin over the ilium follow the spine, so that a tilted pelvis showed only
    half of its tilt. The pelvis is bone up to about 12 cm above the hip joints.
    """
    above_hip_m = body.vertices_m[:, 2] - body.hip_middle_m[2]
    not_arm = body.share(*ARM_BONES, "clavicle", "shoulder") < 0.3
    below_crest = (1 - _smoothstep(above_hip_m, 0.11, 0.20)) * not_arm
    above_groin = 0.8 * _smoothstep(above_hip_m, 0.0, 0.06)
    weights = body.weights.astype(np.float64)
    for row, bone in enumerate(body.bones):
        share = below_crest if bone.startswith(("spine", "pelvis")) else above_groin
        if bone.startswith(("spine", "pelvis", "upperleg")):
            taken = weights[:, row] * share
            weights[:, row] -= taken
            weights[:, 0] += taken
    return replace(body, weights=weights.astype(np.float32))


def _smoothstep(values: Array, low: float, high: float) -> Array:
    t = np.clip((values - low) / (high - low), 0.0, 1.0)
    smooth: Array = t * t * (3 - 2 * t)
    return smooth


def _limbs(body: Body, side: Side) -> Limbs:
    suffix = bone_suffix(side)
    joints = {joint: body.rest_head(bone + suffix) for joint, bone in JOINT_BONES.items()}
    foot = body.vertices_m[_owned(body, suffix, ("foot", "toe"))]
    heel_part = body.vertices_m[_owned(body, suffix, ("foot",))]
    low = heel_part[heel_part[:, 2] < heel_part[:, 2].min() + 0.03]
    second_toe = body.vertices_m[_owned(body, suffix, ("toe2-2", "toe2-3"))]
    return Limbs(
        **joints,
        knuckle=body.rest_head("finger3-1" + suffix),
        heel=low[np.argmax(low[:, 1])],
        toe=second_toe[np.argmin(second_toe[:, 1])],
        ball=np.mean([body.rest_head(f"toe{digit}-1{suffix}") for digit in (1, 2, 3, 4)], axis=0),
        sole_m=float(foot[:, 2].min()),
    )


def _owned(body: Body, suffix: str, prefixes: tuple[str, ...]) -> NDArray[np.int64]:
    """Rows of the vertices that belong for more than half to these bones of one side."""
    columns = [row for row, bone in enumerate(body.bones) if bone.startswith(prefixes) and bone.endswith(suffix)]
    return np.nonzero(body.weights[:, columns].sum(axis=1) > 0.5)[0]
