"""Rotation matrices in degrees. World axes: x to the person's left, -y forward, z up (metres)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

LEFTWARD: Array = np.array([1.0, 0.0, 0.0])
FORWARD: Array = np.array([0.0, -1.0, 0.0])
UP: Array = np.array([0.0, 0.0, 1.0])


def unit(vector: ArrayLike) -> Array:
    """Return the vector (3,) scaled to length 1."""
    values = np.asarray(vector, dtype=np.float64)
    return values / math.sqrt(float(values @ values))


def cross(a: Array, b: Array) -> Array:
    """Cross product of two vectors (3,); numpy's own takes ten times as long for just one pair."""
    (ax, ay, az), (bx, by, bz) = a.tolist(), b.tolist()
    return np.array([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx])


def rot_x(angle_deg: float) -> Array:
    """Rotation about the leftward axis; positive tips the upper end forward."""
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


def rot_y(angle_deg: float) -> Array:
    """Rotation about the backward axis; positive tips the upper end to the person's left."""
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])


def rot_z(angle_deg: float) -> Array:
    """Rotation about the vertical; positive turns the person to their left."""
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def frame(axis: ArrayLike, lateral: ArrayLike) -> Array:
    """Orthonormal frame (columns): the third along ``axis``, the first nearest to ``lateral``."""
    third = unit(axis)
    first = unit(np.asarray(lateral) - third * np.dot(lateral, third))
    return np.array([first, cross(third, first), third]).T


def align(rest_axis: ArrayLike, rest_lateral: ArrayLike, axis: ArrayLike, lateral: ArrayLike) -> Array:
    """Rotation that takes a rest axis with its lateral direction to a new axis with its lateral direction."""
    rotation: Array = frame(axis, lateral) @ frame(rest_axis, rest_lateral).T
    return rotation


def about(axis: ArrayLike, angle_rad: float) -> Array:
    """Rotation by an angle about any axis (Rodrigues)."""
    x, y, z = unit(axis).tolist()
    c, s = math.cos(angle_rad), math.sin(angle_rad)
    t = 1 - c
    return np.array(
        [
            [c + t * x * x, t * x * y - s * z, t * x * z + s * y],
            [t * x * y + s * z, c + t * y * y, t * y * z - s * x],
            [t * x * z - s * y, t * y * z + s * x, c + t * z * z],
        ]
    )


def swing(start: ArrayLike, end: ArrayLike) -> Array:
    """Smallest rotation that takes the direction ``start`` to the direction ``end``."""
    first, last = unit(start), unit(end)
    axis = cross(first, last)
    sine = math.sqrt(float(axis @ axis))
    if sine < 1e-9:
        return np.eye(3)
    return about(axis, math.atan2(sine, float(first @ last)))


def part(rotation: Array, fraction: float) -> Array:
    """Rotation by a fraction of the angle of ``rotation`` about the same axis."""
    cosine = (rotation[0, 0] + rotation[1, 1] + rotation[2, 2] - 1) / 2
    angle_rad = math.acos(max(-1.0, min(1.0, float(cosine))))
    if angle_rad < 1e-8:
        return np.eye(3)
    skew = rotation - rotation.T
    return about([skew[2, 1], skew[0, 2], skew[1, 0]], angle_rad * fraction)
