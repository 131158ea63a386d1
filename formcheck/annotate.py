"""A clip with its analysis drawn on: the annotated video and the key frames of its cues."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np

from formcheck.ahead import ahead
from formcheck.analysis import Analysis
from formcheck.errors import FormcheckError
from formcheck.face import FaceBlur
from formcheck.footfall_strip import FootfallStrip
from formcheck.judging import Judged
from formcheck.key_frame import draw_key_frame
from formcheck.overlay import Overlay
from formcheck.pose import Array
from formcheck.upright import Image
from formcheck.video import Frame, SeekError, VideoInfo, VideoReader
from formcheck.video_writer import VideoWriter

LONGEST_PX = 1280
PRESET = "superfast"
"""A sixth less work than veryfast, and no worse to look at; the file, still below 1 Mbit/s, is larger."""

SAME_TIME_S = 0.002
JPEG_QUALITY = 88


def annotate(
    clip: Path,
    analysis: Analysis,
    out: Path,
    progress: Callable[[int], None] | None = None,
    *,
    keys: Path | None = None,
    blur_faces: bool = False,
) -> dict[str, Path]:
    """Write the frames of a clip that were analysed with the overlay drawn on, as an MP4 file at their own times.

    The longer side is at most 1280 pixels; the footfalls of a gait stand on a strip below.
    progress : called with the number of frames written so far.
    keys : a folder for what ``key_frames`` would write and return; so the clip is read once for both.
    blur_faces : make the face coarse in every frame. Raises FormcheckError if the clip cannot be read or is not
    the one that was analysed, or something cannot be written; then ``out`` is as it was before.
    """
    with _reader(clip, analysis) as reader:
        size_px = output_size(reader.info.width_px, reader.info.height_px)
        shown = KeyFrames(analysis, reader.info, blur_faces=blur_faces) if keys else None
        drawing = Drawing(analysis, size_px, shown, blur_faces=blur_faces)
        fps = film_fps(analysis, reader.info.fps)
        with (
            film_writer(out, drawing.size_px, fps) as writer,
            ahead(analysed_frames(reader.sized(drawing.wants), film_s(analysis), clip)) as frames,
            ahead(drawing.drawn(frames)) as pictures,
        ):
            for index, time_s, picture in pictures:
                writer.write(picture, time_s)
                if progress is not None:
                    progress(index + 1)
            return shown.write(keys) if shown and keys else {}


def film_writer(out: Path, size_px: tuple[int, int], fps: float) -> VideoWriter:
    """Open the file of an annotated video."""
    return VideoWriter(out, size_px, fps, preset=PRESET, one_scene=True)


class KeyFrames:
    """Draws the worst instant of each cue that has one, from the whole frames of its clip, and keeps the pictures.

    clip : what its file says about itself. wanted : the indices of the frames that show one.
    """

    def __init__(self, analysis: Analysis, clip: VideoInfo, *, blur_faces: bool = False) -> None:
        self._analysis, self._answers = analysis, _worst_frames(analysis)
        self._drawn: dict[str, bytes] = {}
        self.wanted = sorted(self._answers)
        blurs = blur_faces and self.wanted
        self._blur = FaceBlur(analysis.track, (clip.width_px, clip.height_px)) if blurs else None

    def see(self, rgb: Image, index: int) -> None:
        """Draw what one frame of the track shows, for most nothing; rgb : its whole picture, which stays as it is."""
        answers = self._answers.get(index, [])
        if answers and self._blur:
            rgb = self._blur.draw(rgb, index)
        for answer in answers:
            self._drawn[answer.cue.id] = _jpeg(draw_key_frame(rgb, self._analysis, answer, index))

    def write(self, folder: Path) -> dict[str, Path]:
        """Write them as ``<cue id>.jpg``, and return the paths in the order of the cues; make the folder for them."""
        order = [answer.cue.id for answer in self._analysis.judged if answer.cue.id in self._drawn]
        return {cue_id: _write(folder / f"{cue_id}.jpg", self._drawn[cue_id]) for cue_id in order}


class Drawing:
    """Draws an analysis on the frames of its clip; ``size_px`` is what comes out, with the strip of footfalls.

    keys : are shown every frame too; those that they want have to be whole.
    """

    def __init__(
        self,
        analysis: Analysis,
        size_px: tuple[int, int],
        keys: KeyFrames | None = None,
        *,
        blur_faces: bool = False,
    ) -> None:
        self._analysis, self._film_px, self._keys = analysis, size_px, keys
        self._whole_s = film_s(analysis)[keys.wanted if keys else []]
        self._overlay = Overlay(analysis, size_px)
        self._strip = FootfallStrip(analysis, size_px[0])
        self._blur = FaceBlur(analysis.track, size_px) if blur_faces else None
        self.size_px = size_px[0], size_px[1] + self._strip.height_px

    def wants(self, time_s: float) -> tuple[int, int] | None:
        """Size of the picture to draw on at a time of the film; None for a whole one, as a key frame needs."""
        return None if np.any(np.abs(self._whole_s - time_s) <= SAME_TIME_S) else self._film_px

    def drawn(self, frames: Iterable[tuple[int, Frame]]) -> Iterator[tuple[int, float, Image]]:
        """Yield each frame's index in the track, its time in the film, and its picture with the overlay."""
        for index, frame in frames:
            rgb = _unmirrored(frame.rgb, self._analysis)
            if self._keys:
                self._keys.see(rgb, index)
            rgb = _resized(rgb, self._film_px)
            rgb = self._blur.draw(rgb, index) if self._blur else rgb
            self._overlay.draw_on(rgb, index)
            yield index, frame.time_s, self._strip.below(rgb, float(self._analysis.track.time_s[index]))


def key_frames(clip: Path, analysis: Analysis, folder: Path, *, blur_faces: bool = False) -> dict[str, Path]:
    """Write the worst instant of each cue that has one as ``<cue id>.jpg``; return the paths.

    The folder is made if it is missing. Raises FormcheckError as ``annotate`` does, and then no file is written.
    """
    if not _worst_frames(analysis):
        return {}
    with _reader(clip, analysis) as reader:
        keys = KeyFrames(analysis, reader.info, blur_faces=blur_faces)
        for index, frame in _frames_at(reader, keys.wanted, analysis, clip):
            keys.see(_unmirrored(frame.rgb, analysis), index)
    return keys.write(folder)


def _reader(clip: Path, analysis: Analysis) -> VideoReader:
    """Open a clip at the rate at which it was analysed; its times are those of the file."""
    return VideoReader(clip, analysis.report.source.file_rate(analysis.exercise.max_fps))


def film_s(analysis: Analysis) -> Array:
    """(T,) times of the track's frames in the file, which may run slower than life."""
    return analysis.track.time_s * analysis.report.source.speed


def film_fps(analysis: Analysis, file_fps: float) -> float:
    """Frames per second of the file that were analysed; what the file says where there is only one."""
    return analysis.track.fps / analysis.report.source.speed if len(analysis.track) > 1 else file_fps


def output_size(width_px: int, height_px: int) -> tuple[int, int]:
    """Return the size to draw at: whole even pixels, the longer side at most 1280.

    >>> output_size(1080, 1920)
    (720, 1280)
    """
    scale = min(LONGEST_PX / max(width_px, height_px), 1.0)
    return max(round(width_px * scale / 2), 1) * 2, max(round(height_px * scale / 2), 1) * 2


def analysed_frames(frames: Iterable[Frame], time_s: Array, clip: Path) -> Iterator[tuple[int, Frame]]:
    """Yield each frame of a clip that was analysed with its index in the track, matched by time.

    Raises FormcheckError as soon as a time of the track has no frame.
    """
    index = 0
    for frame in frames:
        if index == len(time_s) or frame.time_s > time_s[index] + SAME_TIME_S:
            break
        if frame.time_s >= time_s[index] - SAME_TIME_S:
            yield index, frame
            index += 1
    if index < len(time_s):
        problem = f"the video has no frame at {time_s[index]:.3f} s, which was analysed"
        raise FormcheckError(problem, str(clip), "analyse this file again, then draw")


def _frames_at(frames: VideoReader, wanted: list[int], analysis: Analysis, clip: Path) -> Iterator[tuple[int, Frame]]:
    """Yield a few analysed frames with their indices; nothing between them is turned into a picture."""
    time_s, given = film_s(analysis), 0
    try:
        for index, frame in zip(wanted, frames.at(time_s[wanted]), strict=True):
            yield index, frame
            given += 1
        return
    except SeekError:
        pass  # a damaged file, or another one: only reading it from its start tells which
    with _reader(clip, analysis) as again:
        for index, frame in analysed_frames(again, time_s[: wanted[-1] + 1], clip):
            if index in wanted[given:]:
                yield index, frame


def _worst_frames(analysis: Analysis) -> dict[int, list[Judged]]:
    """Answers by the frame that shows them: one frame shows an angle, or a stride, but not how long a hold was."""
    wanted: dict[int, list[Judged]] = {}
    for answer in analysis.judged:
        if answer.verdict.state == "cannot_tell" or answer.reading is None:
            continue
        of_the_whole = answer.values is None and answer.cue.phase == "hold"
        if answer.reading.worst_s is not None and not of_the_whole:
            worst = int(np.argmin(np.abs(analysis.track.time_s - answer.reading.worst_s)))
            wanted.setdefault(worst, []).append(answer)
    return wanted


def _unmirrored(rgb: Image, analysis: Analysis) -> Image:
    """Turn a mirror image around: the track was, and so left and right are where the person has them."""
    return np.ascontiguousarray(rgb[:, ::-1]) if analysis.camera.mirrored else rgb


def _resized(rgb: Image, size_px: tuple[int, int]) -> Image:
    if (rgb.shape[1], rgb.shape[0]) == size_px:
        return rgb
    # Down to a half the linear filter leaves out no pixel, and is several times faster than area averages.
    filtering = cv2.INTER_LINEAR if 2 * size_px[0] >= rgb.shape[1] else cv2.INTER_AREA
    return np.asarray(cv2.resize(rgb, size_px, interpolation=filtering))


def _jpeg(rgb: Image) -> bytes:
    _, data = cv2.imencode(".jpg", rgb[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return bytes(data)


def _write(path: Path, data: bytes) -> Path:
    part = path.with_name(f".formcheck-{uuid.uuid4().hex}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        todo = "check that its folder can be written to and has room"
        raise FormcheckError("the picture cannot be written", str(path), todo) from error
    finally:
        with suppress(OSError):
            part.unlink()
    return path
