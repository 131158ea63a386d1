"""Video files out: H.264 in MP4 that a browser plays, complete or not there at all."""

from __future__ import annotations

import math
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from formcheck.errors import FormcheckError

TICKS_PER_S = 90_000


class VideoWriter:
    """Writes pictures with their own times to an MP4 file; use it in a ``with`` block.

    path : the file to write. It appears, or is replaced, when the block ends without an error; until then
        everything goes to a hidden file beside it, which an error removes.
    size_px : (width, height) of the pictures. H.264 wants even numbers: the last column or row of an odd
        size is left out.
    fps : the usual rate, which is how long the last picture stays; each other one stays until the next.
    crf : quality of the encoder, from 0 (lossless) to 51; 23 is its usual value. preset : how much work x264 puts
        into a small file. keyframe_every : pictures from one that stands for itself to the next; few make a film in
        which a player jumps quickly, and a larger file. The encoder chooses by default. one_scene : the film has
        no cuts, so the encoder looks for none, and builds pictures on others by rule: a sixth less work for it.

    Raises ValueError for a size under 2 pixels or a rate that is no positive number, FormcheckError if the
    file cannot be written or the block ends without a picture.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        size_px: tuple[int, int],
        fps: float,
        crf: int = 23,
        preset: str = "veryfast",
        keyframe_every: int | None = None,
        *,
        one_scene: bool = False,
    ) -> None:
        if min(size_px) < 2 or not 0 < fps < math.inf:
            raise ValueError(f"cannot write a video of {size_px} pixels at {fps} frames/s")
        self._path = Path(path).absolute()
        self._size_px = size_px
        self._part = self._path.with_name(f".formcheck-{uuid.uuid4().hex}.part")
        self._fps = fps
        self._options = {"crf": str(crf), "preset": preset}
        if keyframe_every:
            self._options["g"] = str(keyframe_every)
        if one_scene:
            self._options |= {"sc_threshold": "0", "b_strategy": "0"}
        self._first_s: float | None = None
        self._last_tick = -1
        self._reformatter = VideoReformatter()

    def __enter__(self) -> Self:
        with _explained(self._path):
            self._container = av.open(str(self._part), "w", format="mp4", options={"movflags": "faststart"})
            self._stream = self._add_stream(self._container)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._finish()
            else:
                with suppress(av.FFmpegError, OSError):
                    self._container.close()
        finally:
            self._part.unlink(missing_ok=True)

    def write(self, rgb: NDArray[np.uint8], time_s: float) -> None:
        """Add a picture, (H, W, 3) uint8, shown from ``time_s`` on.

        The first picture starts the film whatever its time. Raises ValueError for a picture of another
        shape or type and for a time that is not after the one before.
        """
        width_px, height_px = self._size_px
        if rgb.shape != (height_px, width_px, 3) or rgb.dtype != np.uint8:
            raise ValueError(f"a picture of {rgb.dtype} {rgb.shape} in a video of {width_px} x {height_px}")
        if self._first_s is None:
            self._first_s = time_s
        tick = round((time_s - self._first_s) * TICKS_PER_S)
        if tick <= self._last_tick:
            raise ValueError(f"the picture at {time_s} s does not come after the one before")
        self._last_tick = tick
        with _explained(self._path):
            self._container.mux(self._stream.encode(self._frame(rgb, tick)))

    def _add_stream(self, container: OutputContainer) -> VideoStream:
        rate = Fraction(self._fps).limit_denominator(1001)
        stream = container.add_stream("libx264", rate=rate, options=self._options)
        stream.width, stream.height = (side_px - side_px % 2 for side_px in self._size_px)
        stream.pix_fmt = "yuv420p"
        # Players guess the colours of an untagged video from its size, and guess unlike each other.
        stream.colorspace, stream.color_range = Colorspace.ITU709, ColorRange.MPEG
        stream.color_primaries, stream.color_trc = ColorPrimaries.BT709, ColorTrc.BT709
        stream.codec_context.time_base = Fraction(1, TICKS_PER_S)
        return stream

    def _frame(self, rgb: NDArray[np.uint8], tick: int) -> VideoFrame:
        frame = self._reformatter.reformat(
            VideoFrame.from_numpy_buffer(np.ascontiguousarray(rgb[: self._stream.height, : self._stream.width])),
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
        )
        frame.pts, frame.time_base = tick, Fraction(1, TICKS_PER_S)
        return frame

    def _finish(self) -> None:
        if self._first_s is None:
            raise FormcheckError("there is no picture to write", str(self._path), "choose a longer part")
        with _explained(self._path):
            self._container.mux(self._stream.encode(None))
            self._container.close()
            self._part.replace(self._path)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except (av.FFmpegError, OSError) as error:
        todo = "check that its folder exists, can be written to and has room"
        raise FormcheckError("the video cannot be written", str(path), todo) from error
