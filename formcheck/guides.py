"""Where a cue is measured that has no angle of its own in each frame: the angle of its instant, or a distance."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import numpy as np

from formcheck.camera import Camera
from formcheck.landmarks import SIDES, Side, of
from formcheck.pose import Array

ANGLE_OF: MappingProxyType[str, str] = MappingProxyType(
    {
        "knee_straightest": "knee_flexion",
        "knee_overstraight": "knee_flexion",
        "knee_stance_peak": "knee_flexion",
        "knee_in_midstance": "knee_in",
        "shank_forward": "tibial_inclination",
        "trunk_forward": "trunk_lean_forward",
    }
)
"""The angle that a measure of a stride reads, at the instant that is shown or near it."""

OF_EITHER_LEG = frozenset({"knee_in_midstance"})
"""Measures of whichever leg reads worse: the one that stands at that instant."""


def guide_lines(metric: str, points: Array, camera: Camera, side: Side | None) -> Array:
    """Return the lines (N, 2, 2) that a distance among the landmarks (33, 2) of one frame stands on, in pixels.

    side : the leg that is judged, or None where both are. No line for what is no distance, none for one that needs a
    leg where none is named; NaN where a landmark is.
    """
    if metric not in GUIDES:
        return np.empty((0, 2, 2))
    return GUIDES[metric](points, camera, side)


def _part(points: Array, part: str) -> Array:
    """(2, 2) one joint of the left and of the right leg."""
    return points[[of(side, part) for side in SIDES]]


def _knees_and_ankles(points: Array, camera: Camera, side: Side | None) -> Array:
    return np.array([_part(points, "KNEE"), _part(points, "ANKLE")])


def _hips_over_feet(points: Array, camera: Camera, side: Side | None) -> Array:
    hips, ankles = _part(points, "HIP").mean(axis=0), _part(points, "ANKLE")
    return np.array([(hips, _below(hips, ankles.mean(axis=0), camera)), ankles])


def _ankle_ahead(points: Array, camera: Camera, side: Side | None) -> Array:
    if side is None:
        return np.empty((0, 2, 2))
    hips, ankle = _part(points, "HIP").mean(axis=0), points[of(side, "ANKLE")]
    foot = _below(hips, ankle, camera)
    return np.array([(hips, foot), (foot, ankle)])


def _knee_over_foot(points: Array, camera: Camera, side: Side | None) -> Array:
    if side is None:
        return np.empty((0, 2, 2))
    knee, ankle, toe = (points[of(side, part)] for part in ("KNEE", "ANKLE", "FOOT_INDEX"))
    middle = (ankle + toe) / 2
    foot = _below(knee, middle, camera)
    return np.array([(knee, foot), (foot, middle)])


def _below(above: Array, level: Array, camera: Camera) -> Array:
    """Point straight below another, as low as a third."""
    roll = np.radians(camera.up_deg)
    down = np.array([-np.sin(roll), np.cos(roll)])
    return np.asarray(above + down * ((level - above) @ down))


Guide = Callable[[Array, Camera, Side | None], Array]
GUIDES: MappingProxyType[str, Guide] = MappingProxyType(
    {
        "knee_separation": _knees_and_ankles,
        "hip_shift": _hips_over_feet,
        "overstride": _ankle_ahead,
        "knee_over_foot": _knee_over_foot,
    }
)
"""The metrics and measures that are a distance at one place of the picture."""
