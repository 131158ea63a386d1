"""The exact truth of a clip: joints in pixels and metres, angles in the body's planes and in the picture.

Angles in degrees, 0 in the anatomical position. The body's planes are the world's: the person faces -y.
Sides are the person's own. NaN (null in the file) only where an angle does not exist: the frontal angle of a
thigh that lies level.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from test_videos.body import SIDES, Body, Side, other, outward
from test_videos.camera import View
from test_videos.legs import foot_pitch_of
from test_videos.rotations import Array

Joints = Mapping[str, Array]
JOINTS = tuple(
    f"{side}_{joint}"
    for side in SIDES
    for joint in ("hip", "knee", "ankle", "heel", "toe", "shoulder", "elbow", "wrist")
)

SIDE_VIEWS: tuple[View, ...] = ("left", "right")
FRONTAL_VIEWS: tuple[View, ...] = ("front", "back")


def anatomical_metrics(body: Body, joints: Joints) -> dict[str, Any]:
    """Angles in the body's planes from joints (T, 3): per metric an array (T,), by side where it has one.

    trunk_lean_lateral_deg is toward that side's leg; pelvic_drop_deg is + when the other side is lower.
    """
    hips, shoulders = _middle(joints, "hip"), _middle(joints, "shoulder")
    trunk = shoulders - hips
    by_side = {side: _leg_angles(body, joints, side) for side in SIDES}
    metrics: dict[str, Any] = {name: {side: by_side[side][name] for side in SIDES} for name in by_side["left"]}
    lean_left = _degrees(trunk[..., 0], trunk[..., 2])
    metrics["trunk_lean_lateral_deg"] = {side: outward(side) * lean_left for side in SIDES}
    metrics["trunk_lean_forward_deg"] = _degrees(-trunk[..., 1], trunk[..., 2])
    metrics["pelvic_drop_deg"] = {side: _drop(joints, side) for side in SIDES}
    return metrics


def projected_metrics(pixels: Joints, view: View) -> dict[str, Any]:
    """The angles that a perfect pose model would read from pixels (T, 2), if the view shows their plane."""
    flat = {name: xy * np.array([1.0, -1.0]) for name, xy in pixels.items()}
    if view in FRONTAL_VIEWS:
        return _frontal_picture(flat)
    return _side_picture(flat, forward=-1.0 if view in SIDE_VIEWS[:1] else 1.0) if view in SIDE_VIEWS else {}


def _leg_angles(body: Body, joints: Joints, side: Side) -> dict[str, Array]:
    hip, knee, ankle = (joints[f"{side}_{joint}"] for joint in ("hip", "knee", "ankle"))
    heel, toe = joints[f"{side}_heel"], joints[f"{side}_toe"]
    thigh, shank = knee - hip, ankle - knee
    adduction = _inward(side, thigh)
    tibial = _degrees(shank[..., 1], -shank[..., 2])
    pitch = foot_pitch_of(body, side, heel, toe)
    sole = toe - heel
    return {
        "knee_flexion_deg": _degrees(-thigh[..., 1], -thigh[..., 2]) + tibial,
        "knee_in_deg": adduction - _inward(side, shank),
        "thigh_adduction_deg": adduction,
        "tibial_inclination_deg": tibial,
        "foot_pitch_deg": pitch,
        "ankle_dorsiflexion_deg": tibial - pitch,
        "foot_progression_deg": _degrees(outward(side) * sole[..., 0], -sole[..., 1]),
    }


def _inward(side: Side, segment: Array) -> Array:
    """Frontal-plane angle of a segment, + when its lower end is nearer the midline; NaN if it lies level."""
    angle = _degrees(-outward(side) * segment[..., 0], -segment[..., 2])
    level = np.abs(segment[..., 2]) < 0.2 * np.linalg.norm(segment, axis=-1)
    return np.where(level, np.nan, angle)


def _drop(joints: Joints, side: Side) -> Array:
    line = joints[f"{side}_hip"] - joints[f"{other(side)}_hip"]
    return _degrees(line[..., 2], np.hypot(line[..., 0], line[..., 1]))


def _frontal_picture(flat: Joints) -> dict[str, Any]:
    middle = _middle(flat, "hip")
    trunk = _middle(flat, "shoulder") - middle
    metrics: dict[str, Any] = {
        name: {} for name in ("knee_in_deg", "thigh_adduction_deg", "trunk_lean_lateral_deg", "pelvic_drop_deg")
    }
    for side in SIDES:
        hip, knee, ankle = (flat[f"{side}_{joint}"] for joint in ("hip", "knee", "ankle"))
        inward = np.sign(middle[..., 0] - hip[..., 0])
        thigh, shank = knee - hip, ankle - knee
        adduction = _degrees(inward * thigh[..., 0], -thigh[..., 1])
        metrics["thigh_adduction_deg"][side] = adduction
        metrics["knee_in_deg"][side] = adduction - _degrees(inward * shank[..., 0], -shank[..., 1])
        metrics["trunk_lean_lateral_deg"][side] = _degrees(-inward * trunk[..., 0], trunk[..., 1])
        across = hip - flat[f"{other(side)}_hip"]
        metrics["pelvic_drop_deg"][side] = _degrees(across[..., 1], np.abs(across[..., 0]))
    return metrics


def _side_picture(flat: Joints, forward: float) -> dict[str, Any]:
    """Angles in a side view; ``forward`` is the sign of x toward which the person faces."""
    trunk = _middle(flat, "shoulder") - _middle(flat, "hip")
    metrics: dict[str, Any] = {"trunk_lean_forward_deg": _degrees(forward * trunk[..., 0], trunk[..., 1])}
    for name in ("knee_flexion_deg", "tibial_inclination_deg", "heel_to_toe_pitch_deg"):
        metrics[name] = {}
    for side in SIDES:
        hip, knee, ankle, heel, toe = (flat[f"{side}_{joint}"] for joint in ("hip", "knee", "ankle", "heel", "toe"))
        thigh, shank, sole = knee - hip, ankle - knee, toe - heel
        tibial = _degrees(-forward * shank[..., 0], -shank[..., 1])
        metrics["tibial_inclination_deg"][side] = tibial
        metrics["knee_flexion_deg"][side] = _degrees(forward * thigh[..., 0], -thigh[..., 1]) + tibial
        metrics["heel_to_toe_pitch_deg"][side] = _degrees(-sole[..., 1], np.abs(sole[..., 0]))
    return metrics


def _middle(joints: Joints, joint: str) -> Array:
    middle: Array = (joints[f"left_{joint}"] + joints[f"right_{joint}"]) / 2
    return middle


def _degrees(opposite: Array, adjacent: Array) -> Array:
    angle: Array = np.degrees(np.arctan2(opposite, adjacent))
    return angle
