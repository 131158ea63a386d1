"""Opens video files and nothing else: local regular files of known kinds that lead to no other file."""

from __future__ import annotations

import math
import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from io import BufferedReader
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Discard, Disposition
from av.video.stream import VideoStream

from formcheck.errors import FormcheckError
from formcheck.heap import share_one_pool

HEAD_BYTES = 400
MOV_ATOMS = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot"})
UNDECLARED = ("mpeg", "mpegts")  # FFmpeg guesses their duration from the few times that it finds
MAX_CREDIBLE_FPS = 1000
ASSUMED_FPS = 30.0
ALONE = {"protocol_whitelist": "none"}  # the open file is read; no name in it can be opened, of whatever kind
KINDS = "MP4, MOV, 3GP, WebM, MKV, AVI or MPEG"
CONVERT = "convert it to MP4 with H.264"
AGAIN = "copy or export it again"
WEB_ADDRESS = re.compile(r"(https?|ftp|rtsp):/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Length:
    """How long a video is: seconds, number of frames, and frames per second on average."""

    duration_s: float
    frames: int
    fps: float


def open_file(path: Path) -> BufferedReader:
    """Open a regular file for reading bytes.

    Raises FormcheckError for a missing or unreadable path, a folder, a pipe or device, and an empty file.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise FormcheckError("this is a folder", str(path), "name a video file in it")
        if not stat.S_ISREG(status.st_mode):
            raise FormcheckError("this is not a regular file", str(path), "copy the video to a file first")
        if status.st_size == 0:
            raise FormcheckError("the file is empty", str(path), AGAIN)
        return path.open("rb")
    except FileNotFoundError as error:
        if address := WEB_ADDRESS.match(str(path)):
            # A path holds one of its two slashes.
            where = f"{address[0]}/{str(path)[address.end() :].lstrip('/')}"
            raise FormcheckError("this is a web address", where, "download the film and name its file") from error
        raise FormcheckError("there is no such file", str(path), "check the path") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FormcheckError(
            f"the file cannot be read ({reason})", ascii(str(path)), "check its name and who may read it"
        ) from error


def sniff(head: bytes) -> str | None:
    """Return FFmpeg's name of the container that a file's first 400 bytes show; None for every other file.

    The kind is decided here because FFmpeg, left to guess, also takes playlists and scripts that name other
    files and addresses, whatever the file is called.

    >>> sniff(bytes.fromhex("1a45dfa3"))
    'matroska'
    """
    if head[4:8] in MOV_ATOMS:
        return "mov"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "matroska"
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        return "avi"
    if head.startswith(b"\x00\x00\x01\xba"):
        return "mpeg"
    if head[::188] == b"GGG" or head[4::192] == b"GGG":  # with a time before each packet: a camera
        return "mpegts"
    return None


def open_container(file: BufferedReader, path: Path) -> InputContainer:
    """Open the container in an open file; raises FormcheckError if it is of no known kind or damaged."""
    kind = sniff(file.read(HEAD_BYTES))
    file.seek(0)
    if kind is None:
        raise FormcheckError("this is not a video file that can be read", str(path), f"use {KINDS}")
    try:
        return av.open(file, "r", format=kind, options=ALONE, metadata_errors="replace")
    except (av.FFmpegError, OSError, UnicodeError) as error:
        raise FormcheckError("the video is damaged or cut off", str(path), AGAIN) from error


def video_stream(container: InputContainer, path: Path) -> VideoStream:
    """Return the first moving picture of a container, ready to decode on all cores.

    The other streams are told to stay unread. A cover picture is no video. Raises FormcheckError if there
    is no video, or none whose codec is known.
    """
    videos = [s for s in container.streams.video if Disposition.attached_pic not in s.disposition]
    if not videos:
        raise FormcheckError("there is no video in this file", str(path), "choose one with moving pictures")
    known = [stream for stream in videos if stream.codec_context is not None]
    if not known:
        raise FormcheckError("the video's codec is not known", str(path), CONVERT)
    for other in container.streams:
        if other.index != known[0].index:
            other.discard = Discard.all
    share_one_pool()  # before there are threads: a decoder's begin with its first picture
    known[0].thread_type = "AUTO"
    return known[0]


def time_base(stream: VideoStream) -> Fraction:
    """Return the seconds of one tick of a stream's timestamps."""
    return stream.time_base or Fraction(1, av.time_base)


def declared_length(container: InputContainer, stream: VideoStream, path: Path) -> Length:
    """Return the length that a container claims; where it claims none, count the packets of its file."""
    duration_s = _declared_s(container, stream)
    if duration_s is None:
        return _counted_length(path)
    rates = [float(rate) for rate in (stream.average_rate, stream.guessed_rate) if rate]
    fps = next((rate for rate in rates if 0 < rate <= MAX_CREDIBLE_FPS), ASSUMED_FPS)
    return Length(duration_s, stream.frames or max(1, round(duration_s * fps)), fps)


def _declared_s(container: InputContainer, stream: VideoStream) -> float | None:
    """Return the video's own duration; the container's may be that of a longer sound track."""
    if container.format.name in UNDECLARED:
        return None
    if stream.duration and stream.duration > 0:
        return float(stream.duration * time_base(stream))
    tagged_s = _clock_s(stream.metadata.get("DURATION", ""))
    if tagged_s and 0 < tagged_s < math.inf:
        return tagged_s
    if len(container.streams) == 1 and container.duration and container.duration > 0:
        return container.duration / av.time_base
    return None


def _clock_s(text: str) -> float | None:
    """Return the seconds of a Matroska duration tag such as ``00:01:02.500000000``; None if it is no such."""
    try:
        hours, minutes, seconds = (float(part) for part in text.split(":"))
    except ValueError:
        return None
    return hours * 3600 + minutes * 60 + seconds


def _counted_length(path: Path) -> Length:
    """Read a whole file without decoding, as browsers' recordings need: they are written without a length."""
    frames, stamps = 0, []
    with open_file(path) as file, open_container(file, path) as container:
        stream = video_stream(container, path)
        with suppress(av.FFmpegError, OSError, IndexError):
            for packet in container.demux(stream):
                frames += packet.size > 0
                stamps += [packet.pts] if packet.pts is not None else []
        span_s = float((max(stamps) - min(stamps)) * time_base(stream)) if stamps else 0.0
    interval_s = span_s / (frames - 1) if span_s and frames > 1 else 1.0 / ASSUMED_FPS
    return Length(max(frames, 1) * interval_s, max(frames, 1), 1.0 / interval_s)
