"""Pictures in, pose track out: MediaPipe's PoseLandmarker, or a saved track played again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from formcheck.landmarker import Landmarker
from formcheck.landmarks import COUNT
from formcheck.pose import Array, PoseTrack
from formcheck.sampling import Sampler, usual_samplers
from formcheck.upright import Image
from formcheck.video import Frame

BLOCK_FRAMES = 1024
"""The recorder takes room for so many frames at a time."""

PARTS: dict[str, tuple[slice, float]] = {
    "image_xy": (slice(0, 2), np.nan),
    "visibility": (slice(2, 3), 0.0),
    "world_m": (slice(3, 6), np.nan),
}
"""Where a recorded pose (33, 6) holds its fields, and what stands there when nobody was found."""

Progress = Callable[[int], None]
"""Called with the number of frames done so far."""


@dataclass(frozen=True, slots=True)
class Pose:
    """One person in one picture.

    image_xy : (33, 2) pixels. visibility : (33,) 0..1. world_m : (33, 3) metres.
    """

    image_xy: Array
    visibility: Array
    world_m: Array


class PoseEstimator(Protocol):
    """Finds the pose in one picture after the other; times must increase."""

    @property
    def model(self) -> str:
        """Name of the pose model, as it stands in the report."""

    def locate(self, rgb: Image, time_s: float) -> Pose | None:
        """Return the pose, or None where nobody was found."""


class MediaPipeEstimator(Landmarker):
    """PoseLandmarker that follows one person from frame to frame. Use it in a ``with`` block.

    model : name for the report. bundle : the prepared ``.task`` file.
    """

    def __init__(self, model: str, bundle: Path) -> None:
        super().__init__(bundle, follows=True)
        self.model = model

    def locate(self, rgb: Image, time_s: float) -> Pose | None:
        """Return the pose in one picture, or None; ``time_s`` must be later than in the call before."""
        found = self.poses_in(rgb, time_s)
        if not found.pose_landmarks:
            return None
        height, width = rgb.shape[:2]
        points = found.pose_landmarks[0]
        return Pose(
            image_xy=np.array([(point.x * width, point.y * height) for point in points]),
            visibility=np.array([point.visibility for point in points]),
            world_m=np.array([(point.x, point.y, point.z) for point in found.pose_world_landmarks[0]]),
        )


class ReplayEstimator:
    """Plays a saved track: answers with the stored pose of the frame nearest in time."""

    def __init__(self, track: PoseTrack) -> None:
        self.model = track.model
        self._track = track

    def locate(self, rgb: Image, time_s: float) -> Pose | None:
        """Return the stored pose nearest to ``time_s``; the picture is not looked at."""
        track = self._track
        frame = int(np.argmin(np.abs(track.time_s - time_s)))
        if np.isnan(track.image_xy[frame]).all():
            return None
        return Pose(track.image_xy[frame], track.visibility[frame], track.world_m[frame])


class TrackRecorder:
    """Puts a track together frame by frame; the track so far can be had at any time.

    samplers : what looks at the pictures besides the pose model; by default the usual ones.
    """

    def __init__(self, estimator: PoseEstimator, samplers: Sequence[Sampler] | None = None) -> None:
        self._estimator = estimator
        self._samplers = usual_samplers() if samplers is None else samplers
        self._times_s: list[float] = []
        self._blocks: list[NDArray[np.float32]] = []

    def __len__(self) -> int:
        return len(self._times_s)

    def add(self, rgb: Image, time_s: float) -> Pose | None:
        """Find the pose in the next frame and return it; the picture itself is not kept."""
        pose = self._estimator.locate(rgb, time_s)
        for sampler in self._samplers:
            sampler.look(rgb, time_s, None if pose is None else pose.image_xy)
        self._keep(pose)
        self._times_s.append(time_s)
        return pose

    def _keep(self, pose: Pose | None) -> None:
        block, row = divmod(len(self), BLOCK_FRAMES)
        if block == len(self._blocks):
            # A saved track holds single precision: round here too, so that a fresh and a cached clip score alike.
            self._blocks.append(np.empty((BLOCK_FRAMES, COUNT, 6), np.float32))
        for name, (part, missing) in PARTS.items():
            found = missing if pose is None else getattr(pose, name).reshape(COUNT, -1)
            self._blocks[block][row, :, part] = found

    def _recorded(self, name: str, precision: type[Any] = np.float64) -> NDArray[Any]:
        """(T, 33, ...) of the frames so far."""
        part, _ = PARTS[name]
        frames = len(self)
        out = np.empty((frames, COUNT, part.stop - part.start), precision)
        for start, block in zip(range(0, frames, BLOCK_FRAMES), self._blocks, strict=False):
            out[start : start + BLOCK_FRAMES] = block[: frames - start, :, part]
        return out

    def track(self, size_px: tuple[int, int]) -> PoseTrack:
        """Return the track of the frames so far; raises ValueError if there is none."""
        if not self._times_s:
            raise ValueError("there is no frame to find a pose in")
        return PoseTrack(
            time_s=np.array(self._times_s),
            image_xy=self._recorded("image_xy"),
            visibility=self._recorded("visibility")[..., 0],
            world_m=self._recorded("world_m", np.float32),
            size_px=size_px,
            model=self._estimator.model,
            **{sampler.name: sampler.samples() for sampler in self._samplers},  # type: ignore[arg-type]
        )


def estimate(
    frames: Iterable[Frame],
    estimator: PoseEstimator,
    size_px: tuple[int, int],
    progress: Progress | None = None,
    samplers: Sequence[Sampler] | None = None,
) -> PoseTrack:
    """Find the pose in every frame; frames without a person become NaN with visibility 0.

    frames are taken one at a time and never kept, but for what the samplers take of them. Raises ValueError if there
    is no frame.
    """
    recorder = TrackRecorder(estimator, samplers)
    for frame in frames:
        recorder.add(frame.rgb, frame.time_s)
        if progress:
            progress(len(recorder))
    return recorder.track(size_px)
