"""The camera: where it stands, what it sees, and where a point of the world falls in the picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from test_videos.rotations import UP, Array, about, unit

View = Literal["front", "back", "left", "right", "oblique_left", "oblique_right"]

AZIMUTH_DEG: dict[View, float] = {
    "front": 0.0,
    "oblique_left": 45.0,
    "left": 90.0,
    "back": 180.0,
    "right": 270.0,
    "oblique_right": 315.0,
}
"""Where the camera stands around the person: 0 in front, 90 at the person's left side."""

NEAR_M, FAR_M = 0.1, 50.0


@dataclass(frozen=True)
class CameraPlace:
    """Where the camera is put.

    view : the side of the person that it sees. yaw_deg : how far it stands off that view, + counter-clockwise
    seen from above. distance_m : to the middle of what it frames. height_m : of the lens above the floor.
    roll_deg : + leans the picture's content clockwise, as a camera turned counter-clockwise sees it.
    fov_deg : vertical field of view, None to frame the body.
    """

    view: View = "front"
    yaw_deg: float = 0.0
    distance_m: float = 3.5
    height_m: float = 1.0
    roll_deg: float = 0.0
    fov_deg: float | None = None

    @property
    def azimuth_deg(self) -> float:
        """Where the camera stands around the person."""
        return AZIMUTH_DEG[self.view] + self.yaw_deg


@dataclass(frozen=True, eq=False)
class Camera:
    """A pinhole camera: eye (3,) in metres, 4x4 matrix from the world to clip space, size in pixels."""

    eye_m: Array
    matrix: Array
    fov_deg: float
    size_px: tuple[int, int]

    def project(self, points_m: NDArray[np.float64]) -> Array:
        """World points (..., 3) to pixels (..., 2), x to the right and y down."""
        homogeneous = np.concatenate([points_m, np.ones((*points_m.shape[:-1], 1))], axis=-1) @ self.matrix.T
        plane = homogeneous[..., :2] / homogeneous[..., 3:]
        width, height = self.size_px
        pixels: Array = np.stack([(plane[..., 0] + 1) / 2 * width, (1 - plane[..., 1]) / 2 * height], axis=-1)
        return pixels


def frame_points(place: CameraPlace, points_m: Array, size_px: tuple[int, int], margin: float = 0.09) -> Camera:
    """Aim at the points (N, 3) and, where no field of view is given, frame them all with a margin."""
    target = (points_m.min(axis=0) + points_m.max(axis=0)) / 2
    azimuth = np.radians(place.azimuth_deg)
    around = np.array([np.sin(azimuth), -np.cos(azimuth), 0.0])
    eye = target + place.distance_m * around
    eye[2] = place.height_m
    for _ in range(4):
        level = look(eye, target, 0.0, 60.0, size_px)
        pixels = level.project(points_m)
        target = target + _image_step(level, target, (pixels.min(axis=0) + pixels.max(axis=0)) / 2)
    wide = look(eye, target, place.roll_deg, 60.0, size_px)
    fov = place.fov_deg if place.fov_deg is not None else _fitting_fov(wide, points_m, margin)
    return look(eye, target, place.roll_deg, fov, size_px)


def look(eye_m: Array, target_m: Array, roll_deg: float, fov_deg: float, size_px: tuple[int, int]) -> Camera:
    """Camera at ``eye_m`` that looks at ``target_m``."""
    upright = about(target_m - eye_m, np.radians(-roll_deg)) @ UP
    matrix = perspective(fov_deg, size_px[0] / size_px[1]) @ view_matrix(eye_m, target_m, upright)
    return Camera(eye_m, matrix, fov_deg, size_px)


def view_matrix(eye_m: Array, target_m: Array, up: Array) -> Array:
    """4x4 matrix from the world to the camera, which looks along its -z."""
    ahead = unit(target_m - eye_m)
    right = unit(np.cross(ahead, up))
    matrix = np.eye(4)
    matrix[:3, :3] = [right, np.cross(right, ahead), -ahead]
    matrix[:3, 3] = -matrix[:3, :3] @ eye_m
    return matrix


def perspective(fov_deg: float, aspect: float) -> Array:
    """4x4 perspective projection with a vertical field of view."""
    scale = 1 / np.tan(np.radians(fov_deg) / 2)
    matrix = np.zeros((4, 4))
    matrix[0, 0], matrix[1, 1] = scale / aspect, scale
    matrix[2, 2] = -(FAR_M + NEAR_M) / (FAR_M - NEAR_M)
    matrix[2, 3] = -2 * FAR_M * NEAR_M / (FAR_M - NEAR_M)
    matrix[3, 2] = -1
    return matrix


def orthographic(half_m: float, near_m: float, far_m: float) -> Array:
    """4x4 parallel projection of a square field, for the light."""
    depth = far_m - near_m
    return np.array(
        [
            [1 / half_m, 0, 0, 0],
            [0, 1 / half_m, 0, 0],
            [0, 0, -2 / depth, -(far_m + near_m) / depth],
            [0, 0, 0, 1],
        ],
        dtype=np.float64,
    )


def _image_step(camera: Camera, target_m: Array, pixel: Array) -> Array:
    """World step at the target's distance that moves the picture's centre to a pixel."""
    width, height = camera.size_px
    distance = float(np.linalg.norm(target_m - camera.eye_m))
    half_m = distance * np.tan(np.radians(camera.fov_deg) / 2)
    right, down = (pixel - np.array([width, height]) / 2) / (height / 2) * half_m
    ahead = unit(target_m - camera.eye_m)
    sideways = unit(np.cross(ahead, UP))
    step: Array = right * sideways - down * np.cross(sideways, ahead)
    return step


def _fitting_fov(wide: Camera, points_m: Array, margin: float) -> float:
    """Vertical field of view in which the points fill the picture but for the margin."""
    half = np.array(wide.size_px) / 2
    share = float(np.max(np.abs(wide.project(points_m) - half) / half)) / (1 - 2 * margin)
    return float(2 * np.degrees(np.arctan(np.tan(np.radians(wide.fov_deg) / 2) * share)))
