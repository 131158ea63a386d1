"""A part of a film, small enough to be put into a page."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from formcheck.evidence import Film
from formcheck.video import VideoReader
from formcheck.video_writer import VideoWriter

LONGEST_PX = 640
MOST_FPS = 30.0
QUALITY = 28
KEYFRAME_EVERY = 10
"""A page jumps to and fro in the film, so that every third of a second is a picture that stands for itself."""


@dataclass(frozen=True, slots=True)
class SmallFilm:
    """An MP4 file. starts_s, ends_s : what it shows, in seconds of the clip's file. size_px : of its pictures."""

    data: bytes
    starts_s: float
    ends_s: float
    size_px: tuple[int, int]


def small_film(film: Film, start_s: float, end_s: float) -> SmallFilm:
    """Return the part of a film between two seconds of the clip's file, its longer side at most 640 pixels.

    Raises FormcheckError if the film cannot be read or has no picture there.
    """
    with VideoReader(film.path, MOST_FPS) as reader, tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
        size_px = _size(reader.info.width_px, reader.info.height_px)
        target, shown_s = Path(folder, "part.mp4"), []
        fps = min(reader.info.fps, MOST_FPS)
        with VideoWriter(target, size_px, fps, QUALITY, "medium", KEYFRAME_EVERY) as writer:
            for frame in reader:
                file_s = frame.time_s + film.starts_s
                if file_s > end_s:
                    break
                if file_s >= start_s - 0.5 / fps:
                    writer.write(np.asarray(cv2.resize(frame.rgb, size_px, interpolation=cv2.INTER_AREA)), file_s)
                    shown_s.append(file_s)
        return SmallFilm(target.read_bytes(), shown_s[0], shown_s[-1] + 1.0 / fps, size_px)


def _size(width_px: int, height_px: int) -> tuple[int, int]:
    scale = min(LONGEST_PX / max(width_px, height_px), 1.0)
    return max(round(width_px * scale / 2), 1) * 2, max(round(height_px * scale / 2), 1) * 2
