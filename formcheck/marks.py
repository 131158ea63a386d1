"""Where an angle lies in the picture: its joint, the segment that is measured and the line it is measured from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from formcheck.camera import Camera
from formcheck.landmarks import SIDES, Side, of, other
from formcheck.measurement import Row
from formcheck.pose import Array


@dataclass(frozen=True, slots=True)
class Mark:
    """One angle of one frame in pixels, x to the right and y down; NaN where a landmark is.

    vertex : (2,) the joint. ray : (2,) from there along the measured segment, as long as the segment.
    zero : (2,) direction of the line at which the reading is 0. toward : +1 or -1, the sign of the metric.
    lines : (N, 2, 2) the segments that the angle stands on. reach : how far out its arc lies, in rays.
    """

    vertex: Array
    ray: Array
    zero: Array
    toward: float
    lines: Array
    reach: float

    @property
    def known(self) -> bool:
        """All its landmarks are."""
        return bool(np.isfinite(self.lines).all() and np.isfinite(self.zero).all() and np.any(self.ray))

    @property
    def length_px(self) -> float:
        """Length of the measured segment."""
        return float(np.linalg.norm(self.ray))

    @property
    def reading_deg(self) -> float:
        """What the metric reads in this frame."""
        cross = self.zero[0] * self.ray[1] - self.zero[1] * self.ray[0]
        return float(self.toward * np.degrees(np.arctan2(cross, self.zero @ self.ray)))

    def direction(self, reading_deg: float) -> Array:
        """(2,) unit vector from the vertex along which the segment would lie at another reading."""
        turn = np.radians(self.toward * reading_deg)
        (x, y), cos, sin = self.zero / np.linalg.norm(self.zero), np.cos(turn), np.sin(turn)
        return np.array([x * cos - y * sin, x * sin + y * cos])


Shape = Callable[[Array, Camera, Side], Mark]


def mark_of(metric: str, points: Array, camera: Camera, side: Side) -> Mark | None:
    """Find an angle among the landmarks (33, 2) of one frame; None if the metric is none or a landmark is NaN."""
    mark = MARKS[metric](points, camera, side) if metric in MARKS else None
    return mark if mark is not None and mark.known else None


def as_read(estimate_deg: float, row: Row | None) -> float:
    """What the picture shows at an estimate: gain and offset of the measurement put back, if they are known."""
    return row.offset + row.gain * estimate_deg if row else estimate_deg


def _bend(points: Array, side: Side, toward: float) -> Mark:
    hip, knee, ankle = (points[of(side, part)] for part in ("HIP", "KNEE", "ANKLE"))
    return Mark(knee, ankle - knee, knee - hip, toward, np.array([(hip, knee), (knee, ankle)]), reach=0.5)


def _lean(lower: Array, upper: Array, camera: Camera, toward: float) -> Mark:
    return Mark(lower, upper - lower, _up(camera), toward, np.array([(lower, upper)]), reach=0.6)


def _knee_flexion(points: Array, camera: Camera, side: Side) -> Mark:
    return _bend(points, side, camera.forward)


def _knee_in(points: Array, camera: Camera, side: Side) -> Mark:
    return _bend(points, side, camera.medial(side))


def _thigh_adduction(points: Array, camera: Camera, side: Side) -> Mark:
    return _lean(points[of(side, "KNEE")], points[of(side, "HIP")], camera, -camera.medial(side))


def _tibial_inclination(points: Array, camera: Camera, side: Side) -> Mark:
    return _lean(points[of(side, "ANKLE")], points[of(side, "KNEE")], camera, camera.forward)


def _trunk(points: Array, camera: Camera, toward: float) -> Mark:
    shoulders, hips = (points[[of(side, part) for side in SIDES]].mean(axis=0) for part in ("SHOULDER", "HIP"))
    return _lean(hips, shoulders, camera, toward)


def _thigh_inclination(points: Array, camera: Camera, side: Side) -> Mark:
    return _lean(points[of(side, "KNEE")], points[of(side, "HIP")], camera, -camera.forward)


def _hip_flexion(points: Array, camera: Camera, side: Side) -> Mark:
    trunk, (hip, knee) = _trunk(points, camera, camera.forward), (points[of(side, part)] for part in ("HIP", "KNEE"))
    return Mark(hip, knee - hip, -trunk.ray, -camera.forward, np.array([*trunk.lines, (hip, knee)]), reach=0.5)


def _trunk_over_shank(points: Array, camera: Camera, side: Side) -> Mark:
    trunk, shank = _trunk(points, camera, camera.forward), _tibial_inclination(points, camera, side)
    lines = np.concatenate([trunk.lines, shank.lines])
    return Mark(trunk.vertex, trunk.ray, shank.ray, camera.forward, lines, reach=0.6)


def _trunk_lean_lateral(points: Array, camera: Camera, side: Side) -> Mark:
    return _trunk(points, camera, -camera.medial(side))


def _trunk_lean_forward(points: Array, camera: Camera, side: Side) -> Mark:
    return _trunk(points, camera, camera.forward)


def _pelvic_drop(points: Array, camera: Camera, side: Side) -> Mark:
    stance, swing = points[of(side, "HIP")], points[of(other(side), "HIP")]
    toward = camera.medial(side)
    return Mark(stance, swing - stance, toward * _right(camera), toward, np.array([(stance, swing)]), reach=1.1)


def _foot_pitch(points: Array, camera: Camera, side: Side) -> Mark:
    heel, toe = points[of(side, "HEEL")], points[of(side, "FOOT_INDEX")]
    backward = -camera.forward * _right(camera)
    return Mark(toe, heel - toe, backward, camera.forward, np.array([(toe, heel)]), reach=1.0)


def _heel_lift(points: Array, camera: Camera, side: Side) -> Mark:
    (heel, toe), (flat_heel, flat_toe) = (
        (points[of(leg, "HEEL")], points[of(leg, "FOOT_INDEX")]) for leg in (side, other(side))
    )
    lines = np.array([(toe, heel), (flat_toe, flat_heel)])
    return Mark(toe, heel - toe, flat_heel - flat_toe, camera.forward, lines, reach=1.0)


def _up(camera: Camera) -> Array:
    roll = np.radians(camera.up_deg)
    return np.array([np.sin(roll), -np.cos(roll)])


def _right(camera: Camera) -> Array:
    roll = np.radians(camera.up_deg)
    return np.array([np.cos(roll), np.sin(roll)])


MARKS: dict[str, Shape] = {
    "knee_flexion": _knee_flexion,
    "knee_in": _knee_in,
    "thigh_adduction": _thigh_adduction,
    "thigh_inclination": _thigh_inclination,
    "hip_flexion": _hip_flexion,
    "tibial_inclination": _tibial_inclination,
    "trunk_over_shank": _trunk_over_shank,
    "foot_pitch": _foot_pitch,
    "heel_lift": _heel_lift,
    "trunk_lean_lateral": _trunk_lean_lateral,
    "trunk_lean_forward": _trunk_lean_forward,
    "pelvic_drop": _pelvic_drop,
}
"""The metrics that are one angle at one place of the picture."""
