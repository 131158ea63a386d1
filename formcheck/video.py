"""Video files in: true timestamps, upright pictures with square pixels, one frame at a time."""

from __future__ import annotations

import hashlib
import math
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

import av
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from formcheck.containers import Length, declared_length, open_container, open_file, time_base, video_stream
from formcheck.errors import FormcheckError
from formcheck.pose import Array
from formcheck.upright import Image, Upright

RATE_SLACK = 0.15
EARLY_END_S = 0.1
EARLY_END_FRAMES = 3


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """What a video file says about itself.

    name : the file's name without its folder.
    width_px, height_px : size of the pictures that a reader gives: upright and with square pixels.
    fps : frames per second, the average over the file.
    duration_s : seconds that the file claims to last, counted from its packets where it makes no claim.
    frames : number of frames, declared or else estimated from the duration.
    rotation_deg : 0, 90, 180 or 270: how far the stored pictures are turned clockwise to be upright.
    codec : name of the video codec, such as ``h264``.
    """

    name: str
    width_px: int
    height_px: int
    fps: float
    duration_s: float
    frames: int
    rotation_deg: int
    codec: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture.

    index : position in the file, counting also frames that were left out or could not be decoded.
    time_s : seconds since the file's first frame, strictly increasing, from the container's timestamps.
    rgb : (H, W, 3) uint8, upright, with square pixels; the caller may keep and change it.
    """

    index: int
    time_s: float
    rgb: Image


class RateLimit:
    """Thins frames to about ``max_fps`` by their times; without a limit every frame is kept.

    A frame is kept when it is due, or early by less than 15 % of the wanted interval, so clips of 29.97 or
    30.02 frames/s and jittering phones pass a limit of 30 whole. The next frame is due one interval after
    the kept one; only where that one came late by 15 % to 100 % is the interval counted from when it was
    due, which makes 30 of 50 frames/s and leaves exactly every second of 60 or 59.94.
    """

    def __init__(self, max_fps: float | None) -> None:
        if max_fps is not None and not max_fps > 0:
            raise ValueError(f"max_fps is {max_fps}, not a positive number")
        self._interval_s = 1.0 / max_fps if max_fps else 0.0
        self._due_s = -math.inf

    def keeps(self, time_s: float) -> bool:
        """Say whether the frame at this time is kept; times must come in increasing order."""
        late_s = time_s - self._due_s
        slack_s = RATE_SLACK * self._interval_s
        if late_s < -slack_s:
            return False
        catches_up = slack_s < late_s < self._interval_s
        self._due_s = (self._due_s if catches_up else time_s) + self._interval_s
        return True


class SeekError(Exception):
    """A file does not lead to the frames that its packets promise: read it from its start."""


class VideoReader:
    """One open video file, read once from its start to its end; use it in a ``with`` block.

    Iterating gives a ``Frame`` for each picture that ``RateLimit(max_fps)`` keeps. Frames that cannot be
    decoded and frames that do not come after the one before are left out; a file that stops early simply
    ends. What was lost stands in ``damaged`` afterwards. Only one picture is held at a time.

    Raises FormcheckError if the path is no readable video file with at least one picture, ValueError if
    ``max_fps`` is not positive.
    """

    def __init__(self, path: str | os.PathLike[str], max_fps: float | None = None) -> None:
        self._path = Path(path)
        self._limit = RateLimit(max_fps)
        self._frames_read = self._frames_lost = 0
        self._last_s, self._decoded_s, self._finished = -math.inf, 0.0, False
        with ExitStack() as stack:
            file = stack.enter_context(open_file(self._path))
            self._container = stack.enter_context(open_container(file, self._path))
            self._stream = video_stream(self._container, self._path)
            self._tick_s = time_base(self._stream)
            first = self._first_picture()
            self._start = _stamp(first) or 0
            self._upright = Upright.of(first, self._stream.sample_aspect_ratio)
            length = declared_length(self._container, self._stream, self._path)
            self.info = _info(self._path.name, self._stream, self._upright, length)
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        self._stack.close()
        self._pictures: Iterator[VideoFrame] = iter(())  # they and this reader hold each other

    @property
    def frames_read(self) -> int:
        """Frames decoded so far, whether or not they were kept."""
        return self._frames_read

    @property
    def decoded_s(self) -> float:
        """Seconds covered by the frames decoded so far, up to the end of the last one."""
        return self._decoded_s

    @property
    def damaged(self) -> str | None:
        """What was lost, in a few words; None for a whole file. Complete once the iteration has ended."""
        lost, missing_s = self._frames_lost, self.info.duration_s - self._decoded_s
        reasons = [f"{lost} frame{'s' * (lost != 1)} could not be decoded"] if lost else []
        if self._finished and missing_s > max(EARLY_END_S, EARLY_END_FRAMES / self.info.fps):
            reasons.append(f"only {self._decoded_s:.1f} s of {self.info.duration_s:.1f} s could be read")
        return "; ".join(reasons) or None

    def __iter__(self) -> Iterator[Frame]:
        return self.sized(lambda _: None)

    def sized(self, size_px: Callable[[float], tuple[int, int] | None]) -> Iterator[Frame]:
        """Yield what iterating over the file gives, each picture made as small as ``size_px`` tells for its time.

        size_px : from seconds to (width, height), or to None for a picture that keeps its size.
        """
        for index, time_s, picture in self._in_order():
            if self._limit.keeps(time_s):
                rgb = self._rgb(picture, size_px(time_s))
                if rgb is not None:
                    yield Frame(index, time_s, rgb)
        self._finished = True

    def at(self, time_s: Array) -> Iterator[Frame]:
        """Yield the frames at these times, in increasing order, without decoding what lies long before them.

        The times are those that iterating over the whole file would give; ``index`` counts the frames given.
        Raises SeekError if the file does not lead to each of them.
        """
        wanted = 0
        try:
            ticks = self._start + round(float(time_s[0]) / self._tick_s)
            self._container.seek(ticks, stream=self._stream, backward=True)
        except (av.FFmpegError, OSError) as error:
            raise SeekError("seeking failed") from error
        self._pictures, self._last_s = self._decoded(ticks), -math.inf
        for _, now_s, picture in self._in_order():
            if now_s >= time_s[wanted]:
                rgb = self._rgb(picture) if now_s == time_s[wanted] else None
                if rgb is None:
                    raise SeekError(f"no frame at {time_s[wanted]} s")
                yield Frame(wanted, now_s, rgb)
                wanted += 1
                if wanted == len(time_s):
                    return
        raise SeekError(f"no frame at {time_s[wanted]} s")

    def _rgb(self, picture: VideoFrame, size_px: tuple[int, int] | None = None) -> Image | None:
        try:
            return self._upright.rgb(picture, size_px)
        except av.FFmpegError:
            self._frames_lost += 1
            return None

    def _in_order(self) -> Iterator[tuple[int, float, VideoFrame]]:
        for picture in self._pictures:
            index = self._frames_read + self._frames_lost
            self._frames_read += 1
            time_s = self._time_s(picture)
            if time_s > self._last_s:
                self._last_s = time_s
                self._decoded_s = time_s + self._lasts_s(picture)
                yield index, time_s, picture

    def _time_s(self, picture: VideoFrame) -> float:
        stamp = _stamp(picture)
        if stamp is None:
            return max(self._last_s, -1.0 / self.info.fps) + 1.0 / self.info.fps
        return float((stamp - self._start) * self._tick_s)

    def _lasts_s(self, picture: VideoFrame) -> float:
        return float(picture.duration * self._tick_s) or 1.0 / self.info.fps

    def _first_picture(self) -> VideoFrame:
        decoded = self._decoded()
        first = next(decoded, None)
        if first is None:
            raise FormcheckError(
                "not one picture of this video can be decoded", str(self._path), "record or export it again"
            )
        self._pictures = chain([first], decoded)
        return first

    def _decoded(self, from_ticks: float = -math.inf) -> Iterator[VideoFrame]:
        """Decode what follows; of what is earlier than ``from_ticks`` only that on which other pictures are built."""
        for packet in self._packets():
            early = packet is not None and packet.pts is not None and packet.pts < from_ticks
            self._stream.codec_context.skip_frame = "NONREF" if early else "DEFAULT"
            try:
                pictures = self._stream.decode(packet)
            except av.FFmpegError:
                self._frames_lost += 1
                continue
            whole = [picture for picture in pictures if not picture.is_corrupt]
            self._frames_lost += len(pictures) - len(whole)
            yield from whole

    def _packets(self) -> Iterator[Packet[VideoStream] | None]:
        """Yield the packets that can be decoded, then None, which makes the decoder give out its rest."""
        try:
            for packet in self._container.demux(self._stream):
                if packet.is_corrupt:
                    self._frames_lost += 1
                elif packet.size:  # an empty one would end the decoding
                    yield packet
        except (av.FFmpegError, OSError):
            self._frames_lost += 1
        except IndexError:
            pass  # PyAV's own at the end of an MPEG file in which a stream appeared late; nothing is lost
        yield None


def _stamp(picture: VideoFrame) -> int | None:
    return picture.dts if picture.pts is None else picture.pts


def _info(name: str, stream: VideoStream, upright: Upright, length: Length) -> VideoInfo:
    width_px, height_px = upright.size_px
    return VideoInfo(
        name=name,
        width_px=width_px,
        height_px=height_px,
        fps=length.fps,
        duration_s=length.duration_s,
        frames=length.frames,
        rotation_deg=upright.rotation_deg,
        codec=stream.codec_context.codec.canonical_name,
    )


def probe(path: str | os.PathLike[str]) -> VideoInfo:
    """Return what a video file says about itself; raises FormcheckError as ``VideoReader`` does."""
    with VideoReader(path) as reader:
        return reader.info


def sha256(path: str | os.PathLike[str]) -> str:
    """Return the SHA-256 of a file as 64 hex digits; raises FormcheckError if it cannot be read."""
    with open_file(Path(path)) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
