"""The pose track: every landmark of one person in every frame, in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.npyio import NpzFile
from numpy.typing import NDArray

from formcheck.landmarks import COUNT, Landmark, mirror_order
from formcheck.medians import median
from formcheck.samples import Patches, People, Samples, Scenes

Array = NDArray[np.float64]
SAMPLES: dict[str, type[Samples]] = {"patches": Patches, "people": People, "scenes": Scenes}
"""The fields of a track that hold samples of the picture, and what they hold."""

FRAMES: dict[str, tuple[int, ...]] = {
    "time_s": (),
    "image_xy": (COUNT, 2),
    "visibility": (COUNT,),
    "world_m": (COUNT, 3),
}
"""The fields of a track with one row per frame, and the shape of a row."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class PoseTrack:
    """One person's landmarks over a clip. A track equals itself alone, and its arrays are never changed.

    time_s : (T,) strictly increasing seconds from the clip's first frame, from the container's timestamps.
    image_xy : (T, 33, 2) pixels, x to the right and y down; NaN where the landmark was not found.
    visibility : (T, 33) 0..1, as the pose model gives it; 0 where the landmark was not found.
    world_m : (T, 33, 3) metres from the hips' middle: x right, y down, z away from the camera. Only which way
        the person is turned is ever read from it: joint angles come from ``image_xy`` alone, because those of
        the world landmarks follow the truth with a slope under 0.4. Single precision will do, and saves memory.
    size_px : (width, height) of the picture the pixels belong to.
    model : name of the pose model.
    patches : small pictures around the pelvis, a few a second; None where there was no picture to take them from.
    people : everybody in the picture, now and then; None where nobody looked for others.
    scenes : the whole picture in little, a few a second; None where there was no picture.

    Raises ValueError that lists everything wrong with the shapes, the times or the size at once.
    """

    time_s: Array
    image_xy: Array
    visibility: Array
    world_m: NDArray[np.floating[Any]]
    size_px: tuple[int, int]
    model: str
    patches: Patches | None = None
    people: People | None = None
    scenes: Scenes | None = None

    def __post_init__(self) -> None:
        problems = _problems(self)
        if problems:
            raise ValueError("not a pose track: " + "; ".join(problems))

    def __len__(self) -> int:
        return len(self.time_s)

    @property
    def fps(self) -> float:
        """Frames per second, from the median distance of the timestamps; NaN for fewer than two frames."""
        return 1.0 / median(np.diff(self.time_s)) if len(self) > 1 else float("nan")

    def at(self, landmark: Landmark) -> Array:
        """(T, 2) pixels of one landmark."""
        return self.image_xy[:, landmark]

    def middle(self, landmarks: Sequence[Landmark]) -> Array:
        """(T, 2) pixels: the mean of some landmarks, NaN where any of them is."""
        return np.asarray(self.image_xy[:, list(landmarks)].mean(axis=1))

    def with_xy(self, image_xy: Array) -> PoseTrack:
        """Return the same track with other pixels."""
        return replace(self, image_xy=image_xy)

    def mirrored(self) -> PoseTrack:
        """Return the track as seen in a mirror: x turned around, and left and right exchanged.

        Both together: a pose model that looks at a mirror image calls the left leg the right one.
        """
        swapped = mirror_order()
        width = self.size_px[0]
        turned: dict[str, Any] = {name: samples.mirrored(width) for name, samples in self.samples().items()}
        return replace(
            self,
            image_xy=self.image_xy[:, swapped] * (-1.0, 1.0) + (width, 0.0),
            visibility=self.visibility[:, swapped],
            world_m=self.world_m[:, swapped] * (-1.0, 1.0, 1.0),
            **turned,
        )

    def at_speed(self, speed: float) -> PoseTrack:
        """Return the track in seconds of life, of a film that takes ``speed`` seconds to show one of them."""
        if speed == 1.0:
            return self
        fields: dict[str, Any] = {
            name: replace(samples, time_s=samples.time_s / speed) for name, samples in self.samples().items()
        }
        return replace(self, time_s=self.time_s / speed, **fields)

    def samples(self) -> dict[str, Samples]:
        """Every kind of samples of the picture that the track has, by its field."""
        return {name: samples for name in SAMPLES if (samples := getattr(self, name)) is not None}

    def part(self, frames: slice | NDArray[Any]) -> PoseTrack:
        """Return some frames of the track, with the samples that were taken in them."""
        fields: dict[str, Any] = {name: getattr(self, name)[frames] for name in FRAMES}
        fields |= {name: samples.at(self.time_s[frames]) for name, samples in self.samples().items()}
        return replace(self, **fields)

    def joined(self, *later: PoseTrack) -> PoseTrack:
        """Return this track and later parts of the same clip as one; their times go on where these end."""
        parts = [self, *later]
        fields: dict[str, Any] = {name: np.concatenate([getattr(part, name) for part in parts]) for name in FRAMES}
        fields |= {name: _joined_samples(name, parts) for name in SAMPLES}
        return replace(self, **fields)

    def save(self, path: Path) -> None:
        """Write the track as a compressed .npz file, in single precision."""
        # Through a handle: numpy would add .npz to a name that lacks it.
        with path.open("wb") as file:
            np.savez_compressed(file, **self._fields())

    def _fields(self) -> dict[str, Any]:
        return {
            "time_s": self.time_s,
            "image_xy": self.image_xy.astype(np.float32),
            "visibility": self.visibility.astype(np.float32),
            "world_m": self.world_m.astype(np.float32, copy=False),
            "size_px": np.array(self.size_px),
            "model": np.array(self.model),
            **{
                f"{name}.{array}": values
                for name, samples in self.samples().items()
                for array, values in samples.arrays().items()
            },
        }

    @classmethod
    def load(cls, path: Path) -> PoseTrack:
        """Read a track that ``save`` wrote; raises ValueError, KeyError or BadZipFile if it is something else."""
        # numpy leaves a file open that it fails to read, hence our own handle.
        with path.open("rb") as file:
            data = np.load(file, allow_pickle=False)
            if not isinstance(data, NpzFile):
                raise ValueError(f"{path} holds one array, not a pose track")
            width, height = (int(value) for value in data["size_px"])
            return cls(
                time_s=data["time_s"].astype(np.float64),
                image_xy=data["image_xy"].astype(np.float64),
                visibility=data["visibility"].astype(np.float64),
                world_m=data["world_m"],
                size_px=(width, height),
                model=str(data["model"]),
                **{name: _loaded_samples(name, data) for name in SAMPLES},  # type: ignore[arg-type]
            )


def _joined_samples(name: str, parts: Sequence[PoseTrack]) -> Samples | None:
    found = [samples for part in parts if (samples := part.samples().get(name)) is not None]
    return found[0].joined(found[1:]) if found else None


def _loaded_samples(name: str, data: NpzFile) -> Samples | None:
    arrays = {key.removeprefix(f"{name}."): data[key] for key in data.files if key.startswith(f"{name}.")}
    return SAMPLES[name](**arrays) if arrays else None


def _problems(track: PoseTrack) -> list[str]:
    frames = len(track.time_s)
    wanted = {name: (frames, *row) for name, row in FRAMES.items()}
    problems = [
        f"{name} has shape {getattr(track, name).shape}, not {shape}"
        for name, shape in wanted.items()
        if getattr(track, name).shape != shape
    ]
    if not np.all(np.isfinite(track.time_s)) or np.any(np.diff(track.time_s) <= 0):
        problems.append("time_s does not increase from frame to frame")
    if min(track.size_px) <= 0:
        problems.append(f"size_px is {track.size_px}")
    return problems
