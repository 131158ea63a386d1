"""A browser whose camera is a file, and the file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import av
import cv2
import numpy as np
from av.video.frame import VideoFrame

from benchmarks import headless
from formcheck.upright import Image
from formcheck.video import VideoReader

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZE_PX = (640, 480)
FPS = 30
BIT_PX = 32
BITS = 10
BACKGROUND = 96

CAMERA_FLAGS = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


def fitted(rgb: Image) -> Image:
    """Return a picture in the middle of a camera's landscape one, with grey beside it."""
    height, width = rgb.shape[:2]
    scale = min(SIZE_PX[0] / width, SIZE_PX[1] / height)
    small = cv2.resize(rgb, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    picture = np.full((SIZE_PX[1], SIZE_PX[0], 3), BACKGROUND, np.uint8)
    left, top = (SIZE_PX[0] - small.shape[1]) // 2, (SIZE_PX[1] - small.shape[0]) // 2
    picture[top : top + small.shape[0], left : left + small.shape[1]] = small
    return picture


def stamp(picture: Image, number: int) -> None:
    """Write a number into a picture as a row of black and white squares along its lower edge."""
    for bit in range(BITS):
        columns = slice(bit * BIT_PX, (bit + 1) * BIT_PX)
        picture[-BIT_PX:, columns] = 255 if number >> bit & 1 else 0


def fake_camera(clip: Path, target: Path, *, stamped: bool = False, first_s: float = 0.0) -> int:
    """Write a clip as the MJPEG file that a browser plays again and again in place of a camera; return its frames.

    stamped : with the number of each frame in the picture. first_s : leave out what is before.
    """
    with VideoReader(clip) as reader, av.open(str(target), "w", format="mjpeg") as out:
        stream = out.add_stream("mjpeg", rate=FPS)
        stream.width, stream.height = SIZE_PX
        stream.pix_fmt = "yuvj420p"
        number = 0
        for frame in reader:
            # At the camera's rate: each of its frames shows what the clip shows at that time.
            while frame.time_s >= first_s and (frame.time_s - first_s) * FPS >= number:
                picture = fitted(frame.rgb)
                if stamped:
                    stamp(picture, number)
                out.mux(stream.encode(VideoFrame.from_ndarray(picture, format="rgb24")))
                number += 1
        out.mux(stream.encode(None))
    return number


@contextmanager
def browser(
    camera: Path, size_px: tuple[int, int] = (1280, 900), scripts: Sequence[str] = (), flags: Sequence[str] = ()
) -> Iterator[Page]:
    """Open a page in a headless browser whose camera is a file; every wait on it ends after half a minute."""
    flags = [*CAMERA_FLAGS, *flags, f"--use-file-for-fake-video-capture={camera}"]
    with tempfile.TemporaryDirectory() as folder, headless.browser(Path(folder), flags, size_px) as context:
        context.set_default_timeout(30_000)
        for script in scripts:
            context.add_init_script(script)
        yield context.new_page()
