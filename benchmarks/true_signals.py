"""The exact value of every metric in every frame of a rendered clip, from its truth file alone."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import numpy as np

from benchmarks.films import Truth
from formcheck.landmarks import Side, other
from formcheck.pose import Array

Signal = Callable[[Truth, Side], Array]


def true_signal(truth: Truth, metric: str, side: Side) -> Array | None:
    """(T,) exact values of a metric on one side, or None if neither the truth nor its joints tell it.

    Angles are those in the body's planes; ratios are those that exact joints show in the picture.
    """
    if metric in DERIVED:
        return DERIVED[metric](truth, side)
    return _angle(truth, metric, side) if f"{metric}_deg" in truth["metrics"] else None


def _angle(truth: Truth, name: str, side: Side) -> Array:
    values = truth["metrics"][f"{name}_deg"]
    signal: Array = np.array(values[side] if isinstance(values, dict) else values, float)
    return signal


def _heel_lift(truth: Truth, side: Side) -> Array:
    return np.asarray(_angle(truth, "foot_pitch", side) - _angle(truth, "foot_pitch", other(side)))


def _thigh_inclination(truth: Truth, side: Side) -> Array:
    return np.asarray(_angle(truth, "knee_flexion", side) - _angle(truth, "tibial_inclination", side))


def _hip_flexion(truth: Truth, side: Side) -> Array:
    return np.asarray(_thigh_inclination(truth, side) + _angle(truth, "trunk_lean_forward", side))


def _trunk_over_shank(truth: Truth, side: Side) -> Array:
    return np.asarray(_angle(truth, "trunk_lean_forward", side) - _angle(truth, "tibial_inclination", side))


def _knee_in_mean(truth: Truth, side: Side) -> Array:
    return np.asarray((_angle(truth, "knee_in", side) + _angle(truth, "knee_in", other(side))) / 2)


def _knee_separation(truth: Truth, side: Side) -> Array:
    knees, ankles = (_across(truth, side, joint) - _across(truth, other(side), joint) for joint in ("knee", "ankle"))
    return np.asarray(knees / ankles)


def _hip_shift(truth: Truth, side: Side) -> Array:
    hips, ankles = (_across(truth, side, joint) + _across(truth, other(side), joint) for joint in ("hip", "ankle"))
    return np.asarray(-100.0 * _medial(truth, side) * (hips - ankles) / 2 / _length_px(truth, side, "hip", "ankle"))


def _knee_over_foot(truth: Truth, side: Side) -> Array:
    foot = (_across(truth, side, "ankle") + _across(truth, side, "toe")) / 2
    aside = _across(truth, side, "knee") - foot
    return np.asarray(aside * _medial(truth, side) / _length_px(truth, side, "knee", "ankle"))


def _knee_past_toe(truth: Truth, side: Side) -> Array:
    forward = -1.0 if truth["camera"]["view"] == "left" else 1.0
    ahead = _across(truth, side, "knee") - _across(truth, side, "toe")
    return np.asarray(forward * ahead / _length_px(truth, side, "knee", "ankle"))


DERIVED: MappingProxyType[str, Signal] = MappingProxyType(
    {
        "heel_lift": _heel_lift,
        "thigh_inclination": _thigh_inclination,
        "hip_flexion": _hip_flexion,
        "trunk_over_shank": _trunk_over_shank,
        "knee_in_mean": _knee_in_mean,
        "knee_separation": _knee_separation,
        "hip_shift": _hip_shift,
        "knee_over_foot": _knee_over_foot,
        "knee_past_toe": _knee_past_toe,
    }
)
"""Metrics that follow from what the truth file holds."""


def _across(truth: Truth, side: Side, joint: str) -> Array:
    """(T,) pixels to the right of a joint, camera roll taken out."""
    roll = np.radians(truth["camera"]["roll_deg"])
    xy = np.array(truth["joints_px"][f"{side}_{joint}"], float)
    return np.asarray(xy[:, 0] * np.cos(roll) + xy[:, 1] * np.sin(roll))


def _medial(truth: Truth, side: Side) -> float:
    return float(np.sign(np.median(_across(truth, other(side), "hip") - _across(truth, side, "hip"))))


def _length_px(truth: Truth, side: Side, first: str, last: str) -> float:
    """Median length of the leg from one joint to another, along its bones."""
    joints = ("hip", "knee", "ankle")
    names = joints[joints.index(first) : joints.index(last) + 1]
    points = np.stack([np.array(truth["joints_px"][f"{side}_{name}"], float) for name in names])
    return float(np.median(np.linalg.norm(np.diff(points, axis=0), axis=-1).sum(axis=0)))
