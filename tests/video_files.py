"""Makes small video files for the tests, ordinary and odd, with PyAV or by changing bytes, and reads them."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from formcheck.video import Frame, VideoReader

Image = NDArray[np.uint8]
Painter = Callable[[int, tuple[int, int]], Image]

CORNERS = {"red": (230, 20, 20), "green": (20, 200, 20), "blue": (20, 20, 230), "yellow": (230, 230, 20)}
UPRIGHT = list(CORNERS)
"""The corners of a picture that is the right way up, as ``corners`` names them."""
GRAY_STEP = 8
QUIET = {"libx265": {"x265-params": "log-level=none"}}


def marked_picture(index: int, size_px: tuple[int, int]) -> Image:
    """Paint red, green, blue and yellow corners (top left, top right, bottom left, bottom right) on a gray
    that is lighter in every following picture.
    """
    width_px, height_px = size_px
    picture = np.full((height_px, width_px, 3), 20 + GRAY_STEP * index, np.uint8)
    tall, wide = height_px // 4, width_px // 4
    red, green, blue, yellow = CORNERS.values()
    picture[:tall, :wide], picture[:tall, -wide:] = red, green
    picture[-tall:, :wide], picture[-tall:, -wide:] = blue, yellow
    return picture


def plain(index: int, size_px: tuple[int, int]) -> Image:
    """Paint the same picture every time."""
    return marked_picture(0, size_px)


def noise(index: int, size_px: tuple[int, int]) -> Image:
    """Paint dots without order, which no encoder makes small."""
    return np.random.default_rng(index).integers(0, 255, (size_px[1], size_px[0], 3), np.uint8)


def corners(picture: Image) -> list[str]:
    """Name the colours of a picture's corners: top left, top right, bottom left, bottom right."""
    return [_colour(picture[y, x]) for y in (2, -3) for x in (2, -3)]


def _colour(pixel: Image) -> str:
    distance = {name: np.abs(pixel.astype(int) - rgb).max() for name, rgb in CORNERS.items()}
    nearest = min(distance, key=lambda name: distance[name])
    return nearest if distance[nearest] < 60 else "none"


def number(picture: Image) -> int:
    """Tell which picture of ``marked_picture`` this is."""
    height_px, width_px = picture.shape[:2]
    middle = picture[height_px // 2 - 4 : height_px // 2 + 4, width_px // 2 - 4 : width_px // 2 + 4]
    return round((float(middle.mean()) - 20) / GRAY_STEP)


def read(path: Path, max_fps: float | None = None) -> list[Frame]:
    """Read every picture of a film, or no more than so many a second."""
    with VideoReader(path, max_fps) as reader:
        return list(reader)


@dataclass(frozen=True)
class Film:
    """How ``make_video`` films: ticks are the times of the pictures in units of ``tick_s``."""

    ticks: Sequence[int] = tuple(range(10))
    tick_s: Fraction = Fraction(1, 30)
    size_px: tuple[int, int] = (64, 48)
    codec: str = "libx264"
    pix_fmt: str = "yuv420p"
    options: dict[str, str] = field(default_factory=dict)
    turn_deg: int = 0
    mirrored: bool = False
    pixel_aspect: Fraction | None = None
    movflags: str = ""
    paint: Painter = marked_picture


def make_video(path: Path, film: Film | None = None, **changes: Any) -> Path:
    """Write a film to a file whose ending says the container; ``changes`` are fields of ``Film``."""
    film = film or Film(**changes)
    muxing = {"movflags": film.movflags} if film.movflags else {}
    with av.open(str(path), "w", options=muxing) as container:
        options = {**QUIET.get(film.codec, {}), **film.options}
        stream = container.add_stream(film.codec, rate=1 / film.tick_s, options=options)
        stream.width, stream.height = film.size_px
        stream.pix_fmt = film.pix_fmt
        stream.codec_context.time_base = film.tick_s
        if film.pixel_aspect:
            stream.codec_context.sample_aspect_ratio = film.pixel_aspect
        if film.turn_deg or film.mirrored:
            stream.set_display_rotation(-film.turn_deg, hflip=film.mirrored)
        for index, tick in enumerate(film.ticks):
            frame = VideoFrame.from_ndarray(film.paint(index, film.size_px)).reformat(format=film.pix_fmt)
            frame.pts, frame.time_base = tick, film.tick_s
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def make_jpegs(path: Path, stamps_ms: Iterable[int], extra: bytes = b"") -> Path:
    """Write a Matroska or AVI file of JPEG pictures with these times, in this order.

    extra : bytes put into every JPEG after its first marker, for an Exif block.
    """
    tick = Fraction(1, 1000)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mjpeg", rate=30)
        stream.width, stream.height, stream.pix_fmt, stream.time_base = 64, 48, "yuvj420p", tick
        container.start_encoding()
        for index, stamp_ms in enumerate(stamps_ms):
            jpeg = _jpeg(marked_picture(index, (64, 48)))
            packet = av.Packet(jpeg[:2] + extra + jpeg[2:])
            packet.stream, packet.time_base, packet.is_keyframe = stream, tick, True
            packet.pts = packet.dts = stamp_ms
            container.mux(packet)
    return path


def _jpeg(picture: Image) -> bytes:
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.height, encoder.width = picture.shape[:2]
    encoder.pix_fmt, encoder.time_base = "yuvj420p", Fraction(1, 30)
    frame = VideoFrame.from_ndarray(picture).reformat(format="yuvj420p")
    return bytes([*encoder.encode(frame), *encoder.encode(None)][0])


def exif_orientation(orientation: int) -> bytes:
    """Return the JPEG segment in which a camera says how it was held."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    body = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + bytes(4)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def make_sound(path: Path, cover: bool = False) -> Path:
    """Write a second of silence in MP4, with a cover picture if asked."""
    with av.open(str(path), "w", format="mp4") as container:
        sound = container.add_stream("aac", rate=8000, layout="mono")
        if cover:
            picture = container.add_stream("mjpeg", rate=1)
            picture.width, picture.height, picture.pix_fmt = 64, 48, "yuvj420p"
            picture.disposition = av.stream.Disposition.attached_pic
        container.start_encoding()
        if cover:
            packet = av.Packet(_jpeg(marked_picture(0, (64, 48))))
            packet.stream, packet.pts, packet.dts, packet.time_base = picture, 0, 0, Fraction(1, 1)
            container.mux(packet)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 8000
        container.mux([*sound.encode(frame), *sound.encode(None)])
    return path


def make_late_sound(path: Path) -> Path:
    """Write an MPEG file of 450 pictures in whose middle, where nobody looks first, a sound track begins."""
    start = make_video(path.with_name("start.mpg"), ticks=range(300), codec="mpeg2video", paint=plain)
    big = Film(range(300, 450), codec="mpeg2video", options={"qmax": "2"}, paint=noise)
    end = make_video(path.with_name("end.mpg"), big)
    sound = path.with_name("sound.mpg")
    with av.open(str(sound), "w") as container:
        stream = container.add_stream("mp2", rate=16000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 16000), np.int16), format="s16", layout="mono")
        frame.sample_rate = 16000
        container.mux([*stream.encode(frame), *stream.encode(None)])
    path.write_bytes(b"".join(part.read_bytes() for part in (start, sound, end)))
    return path


def replace_box(data: bytes, path: Sequence[bytes], body: bytes) -> bytes:
    """Give the MP4 box at a path of names another body; the boxes around it get their new sizes."""
    boxes, start = [], 0
    while start < len(data):
        (size,) = struct.unpack(">I", data[start : start + 4])
        name, old = data[start + 4 : start + 8], data[start + 8 : start + size]
        if name == path[0]:
            old = body if len(path) == 1 else replace_box(old, path[1:], body)
        boxes.append(struct.pack(">I", len(old) + 8) + name + old)
        start += size
    return b"".join(boxes)


def refer_to(movie: Path, target: Path) -> Path:
    """Make a QuickTime movie, whose index is at its end, take its pictures from another file."""
    name, whole = target.name.encode(), str(target).encode()
    record = bytes(10) + b"\x03vol".ljust(28, b"\0") + bytes(12)
    record += bytes([len(name)]) + name.ljust(63, b"\0") + bytes(16) + struct.pack(">HH", 1, 1) + bytes(16)
    record += struct.pack(">HH", 2, len(whole)) + whole + bytes(len(whole) % 2) + struct.pack(">HH", 0xFFFF, 0)
    alias = struct.pack(">I4sI", len(record) + 12, b"alis", 0) + record
    place = (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref")
    movie.write_bytes(replace_box(movie.read_bytes(), place, struct.pack(">II", 0, 1) + alias))
    return movie
