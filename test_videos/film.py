"""From a clip to its frames: camera, posing, drawing, and what a phone's sensor and a hand add."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from test_videos.aids import aid_on
from test_videos.body import Body, Skeleton, load_body
from test_videos.camera import Camera, CameraPlace, frame_points
from test_videos.dress import DressedBody, dress
from test_videos.looks import HALVES, ROOMS, WARDROBE, Half
from test_videos.motions.motion import Motion, faults_of, sway
from test_videos.poser import pose_skeleton
from test_videos.render import Picture, Renderer
from test_videos.rotations import Array
from test_videos.truth import JOINTS

SPARSE = 37


@dataclass(frozen=True)
class Clip:
    """One film: who does what, in front of which camera.

    noise : standard deviation of the sensor's noise, grey levels. shake_px : of a hand that holds the camera.
    blur : how long the shutter stays open, as a share of the frame's time; 0 is sharp.
    """

    name: str
    motion: Motion
    body: str
    look: str
    room: str
    camera: CameraPlace
    size_px: tuple[int, int] = (480, 640)
    fps: float = 24.0
    noise: float = 2.5
    shake_px: float = 0.0
    blur: float = 0.0
    seed: int = 1
    expected: dict[str, str] = field(default_factory=dict)

    @property
    def fault(self) -> tuple[str, object] | None:
        """The one fault and its grade, or None for clean form."""
        return next(iter(faults_of(self.motion).items()), None)

    @property
    def half(self) -> Half | None:
        """The half of the benchmark to which body, look and room belong; None if they mix halves."""
        return next(
            (
                half
                for half, names in HALVES.items()
                if self.body in names["body"] and self.look in names["look"] and self.room in names["room"]
            ),
            None,
        )

    @property
    def frames(self) -> int:
        """Number of frames."""
        return round(self.motion.duration_s * self.fps)

    @property
    def time_s(self) -> Array:
        """Time of each frame (T,)."""
        return np.arange(self.frames) / self.fps


class Film:
    """A clip on its way to pictures: everything that is computed once."""

    def __init__(self, clip: Clip) -> None:
        self.clip = clip
        self.body: Body = load_body(clip.body)
        self._posture_at = clip.motion.plan(self.body)

    def skeleton(self, time_s: float) -> Skeleton:
        """Return the posed skeleton at a time."""
        return pose_skeleton(self.body, self._posture_at(time_s))

    @cached_property
    def skeletons(self) -> tuple[Skeleton, ...]:
        """Return the skeleton of every frame."""
        return tuple(self.skeleton(float(time)) for time in self.clip.time_s)

    @cached_property
    def joints_m(self) -> dict[str, Array]:
        """World positions (T, 3) of every joint."""
        frames = [self.body.joints(skeleton) for skeleton in self.skeletons]
        return {name: np.array([frame[name] for frame in frames]) for name in JOINTS}

    @cached_property
    def upright_m(self) -> dict[str, Array]:
        """Positions (T, 3) of every joint as if nobody lay: what the body's own planes are told from."""
        postures = [self._posture_at(float(time)) for time in self.clip.time_s]
        if all(posture.lying is None for posture in postures):
            return self.joints_m
        stood_up = [pose_skeleton(self.body, replace(posture, lying=None)) for posture in postures]
        frames = [self.body.joints(skeleton) for skeleton in stood_up]
        return {name: np.array([frame[name] for frame in frames]) for name in JOINTS}

    @cached_property
    def joints_px(self) -> dict[str, Array]:
        """Pixels (T, 2) of every joint in the finished picture, hand shake included."""
        flat = {name: self.camera.project(points) for name, points in self.joints_m.items()}
        shifts = np.stack([self._shake(float(time))[:, 2] for time in self.clip.time_s])
        return {name: xy + shifts for name, xy in flat.items()}

    @cached_property
    def dressed(self) -> DressedBody:
        """The body in its clothes."""
        return dress(self.body, WARDROBE[self.clip.look].outfit)

    @cached_property
    def extent_m(self) -> Array:
        """Points (N, 3) of the skin over the whole motion, thinned out: what the camera must frame."""
        chosen = self.skeletons[:: max(1, len(self.skeletons) // 12)]
        skins = [self.body.skin(skeleton, self.dressed.cloth_m)[::SPARSE] for skeleton in chosen]
        return np.concatenate(skins).astype(np.float64)

    @cached_property
    def camera(self) -> Camera:
        """The camera, aimed and framed."""
        return frame_points(self.clip.camera, self.extent_m, self.clip.size_px)

    def pictures(self) -> Iterator[Picture]:
        """Yield every frame (H, W, 3) RGB."""
        clip = self.clip
        centre = (self.extent_m.min(axis=0) + self.extent_m.max(axis=0)) / 2
        props = clip.motion.props(self.body)
        azimuth = clip.camera.azimuth_deg
        look = WARDROBE[clip.look]
        aid = aid_on(self.body, look.outfit, look.aid, clip.seed)
        with Renderer(self.dressed, look, ROOMS[clip.room], props, self.camera, azimuth, centre, aid) as renderer:
            for frame, time in enumerate(clip.time_s):
                yield self._sensor(self._exposed(renderer, frame, float(time)), frame, float(time))

    def _exposed(self, renderer: Renderer, frame: int, time_s: float) -> NDArray[np.float32]:
        if self.clip.blur == 0:
            return renderer.picture(self.skeletons[frame]).astype(np.float32)
        open_s = self.clip.blur / self.clip.fps
        moments = [max(0.0, time_s + share * open_s) for share in (-0.5, 0.0, 0.5)]
        pictures = [renderer.picture(self.skeleton(moment)).astype(np.float32) for moment in moments]
        return np.asarray(np.mean(pictures, axis=0), dtype=np.float32)

    def _sensor(self, picture: NDArray[np.float32], frame: int, time_s: float) -> Picture:
        if self.clip.shake_px:
            picture = cv2.warpAffine(picture, self._shake(time_s), self.clip.size_px, borderMode=cv2.BORDER_REPLICATE)
        if self.clip.noise:
            random = np.random.default_rng([self.clip.seed, frame])
            grain = random.standard_normal(picture.shape[:2], dtype=np.float32)
            picture = picture + self.clip.noise * grain[:, :, None]
        return np.asarray(np.clip(picture + 0.5, 0, 255), dtype=np.uint8)

    def _shake(self, time_s: float) -> Array:
        """2x3 matrix that moves the picture as a hand-held camera would."""
        matrix = np.eye(2, 3)
        matrix[:, 2] = [self.clip.shake_px * sway(self.clip.seed, 50 + axis)(time_s) for axis in (0, 1)]
        return matrix
