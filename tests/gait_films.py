"""Short films whose pictures are numbered, with the exact pose of a walker already known for them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from gait_tracks import seen

from formcheck.pose import PoseTrack
from formcheck.track_cache import keep_track
from formcheck.upright import Image
from formcheck.video import VideoReader, sha256
from formcheck.video_writer import VideoWriter
from test_videos.camera import View
from test_videos.motions.run import Run
from test_videos.motions.walk import Walk

SIZE_PX = (192, 144)
BITS = 9


def numbered(index: int) -> Image:
    """A picture that shows a number as white and black stripes, which survives compression and resizing."""
    picture = np.zeros((SIZE_PX[1], SIZE_PX[0], 3), np.uint8)
    for bit, columns in enumerate(np.array_split(np.arange(SIZE_PX[0]), BITS)):
        picture[:, columns] = 200 if index >> bit & 1 else 30
    return picture


def number(rgb: Image, row: float = 0.5) -> int:
    """Read the number of a picture, of any size, from one of its rows."""
    line = rgb[int(row * len(rgb))].mean(axis=-1)
    middles = (np.arange(BITS) + 0.5) * len(line) / BITS
    return sum(1 << bit for bit, x in enumerate(middles) if line[int(x)] > 115)


def walking_film(
    path: Path,
    motion: Walk | Run,
    view: View = "left",
    slowed: float = 1.0,
    first_number: int = 0,
    life_fps: float = 30.0,
) -> PoseTrack:
    """Write a film of a walker, ``slowed`` times slower than life, and put its pose into the cache; return the pose.

    Its first picture shows ``first_number`` and so on; picture n has the pose of frame n of the motion at
    ``life_fps`` frames per second of life. Films of one length differ by their numbers alone.
    """
    data, track = _film(motion, view, slowed, first_number, life_fps)
    path.write_bytes(data)
    keep_track(track, sha256(path), None)
    return track


@cache
def _film(
    motion: Walk | Run, view: View, slowed: float, first_number: int, life_fps: float
) -> tuple[bytes, PoseTrack]:
    life = seen(motion, view, life_fps, 0.3).track
    with TemporaryDirectory() as folder:
        path = Path(folder, "film.mp4")
        with VideoWriter(path, SIZE_PX, life_fps / slowed) as writer:
            for index, time_s in enumerate(life.time_s):
                writer.write(numbered(first_number + index), float(time_s) * slowed)
        with VideoReader(path) as reader:
            times_s = np.array([frame.time_s for frame in reader])
        track = PoseTrack(times_s, life.image_xy, life.visibility, life.world_m, life.size_px, "heavy")
        return path.read_bytes(), track
