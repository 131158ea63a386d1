"""Reading video: what is in the file comes out whole, in order and as what it is."""

from __future__ import annotations

import gc
import hashlib
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from av.video.frame import VideoFrame
from video_files import UPRIGHT, Film, Image, corners, make_video, number, plain, read

from formcheck.errors import FormcheckError
from formcheck.video import VideoReader, probe, sha256

KINDS = {
    "h264.mp4": Film(),
    "h264.mov": Film(),
    "h264.m4v": Film(),
    "h264.3gp": Film(),
    "h264.mkv": Film(),
    "h264.ts": Film(),
    "h264_10bit.mp4": Film(pix_fmt="yuv420p10le"),
    "hevc.mp4": Film(codec="libx265"),
    "hevc_10bit.mov": Film(codec="libx265", pix_fmt="yuv420p10le"),
    "av1.mp4": Film(codec="libsvtav1", options={"preset": "12"}),
    "av1.webm": Film(codec="libsvtav1", options={"preset": "12"}),
    "vp8.webm": Film(codec="libvpx"),
    "vp9.webm": Film(codec="libvpx-vp9"),
    "mjpeg.avi": Film(codec="mjpeg", pix_fmt="yuvj420p"),
    "mpeg4.avi": Film(codec="mpeg4", options={"qmax": "2"}),
    "mpeg4_b_frames.avi": Film(codec="mpeg4", options={"qmax": "2", "bf": "2"}),
    "mpeg2video.mpg": Film(codec="mpeg2video"),
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_read_whole(tmp_path: Path, name: str) -> None:
    path = make_video(tmp_path / name, KINDS[name])
    with VideoReader(path) as reader:
        frames = list(reader)
    assert [number(frame.rgb) for frame in frames] == list(range(10))
    assert [frame.index for frame in frames] == list(range(10))
    assert [frame.time_s for frame in frames] == pytest.approx(np.arange(10) / 30, abs=0.001)
    assert all(corners(frame.rgb) == UPRIGHT for frame in frames)
    assert reader.frames_read == 10
    assert reader.decoded_s == pytest.approx(10 / 30, abs=0.002)
    assert reader.damaged is None


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_says_what_it_is(tmp_path: Path, name: str) -> None:
    info = probe(make_video(tmp_path / name, KINDS[name]))
    assert (info.name, info.width_px, info.height_px, info.rotation_deg) == (name, 64, 48, 0)
    assert info.codec == name.split(".")[0].split("_")[0]
    assert info.fps == pytest.approx(30, abs=0.01)
    assert info.duration_s == pytest.approx(10 / 30, abs=0.04)
    assert info.frames == pytest.approx(10, abs=1)


def test_pictures_belong_to_the_caller(tmp_path: Path) -> None:
    first, second, *_ = read(make_video(tmp_path / "clip.mp4"))
    kept = second.rgb.copy()
    first.rgb[:] = 0
    assert first.rgb.dtype == np.uint8
    assert first.rgb.flags.c_contiguous
    np.testing.assert_array_equal(second.rgb, kept)


def test_full_range_pictures_keep_black_and_white(tmp_path: Path) -> None:
    def halves(index: int, size_px: tuple[int, int]) -> Image:
        picture = np.zeros((size_px[1], size_px[0], 3), np.uint8)
        picture[:, size_px[0] // 2 :] = 255
        return picture

    film = Film(codec="mjpeg", pix_fmt="yuvj420p", paint=halves)
    rgb = read(make_video(tmp_path / "clip.avi", film))[0].rgb
    assert rgb[:, 2].max() < 8
    assert rgb[:, -3].min() > 247


# One picture at a time


def test_pictures_are_read_when_asked_for(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.avi", ticks=range(200), codec="mpeg4", paint=plain)
    with VideoReader(path) as reader:
        frames = iter(reader)
        next(frames)
        assert reader.frames_read == 1
        next(frames)
        assert reader.frames_read == 2
        assert reader.decoded_s == pytest.approx(2 / 30)
        assert reader.damaged is None


def test_a_reader_left_early_closes_its_file(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mp4")
    with VideoReader(path) as reader:
        for _ in reader:
            break
    reader.close()
    assert not _is_open(path)


def test_a_refused_file_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"\0\0\0\x18ftypmp42" + bytes(100))
    with pytest.raises(FormcheckError):
        VideoReader(path)
    assert not _is_open(path)


def test_decoders_of_closed_readers_do_not_pile_up(tmp_path: Path) -> None:
    """Each part of a long clip left its own behind until an hour of them filled the memory."""
    path = make_video(tmp_path / "clip.mp4")

    def pictures() -> int:
        return sum(isinstance(each, VideoFrame) for each in gc.get_objects())

    gc.collect()
    before = pictures()
    gc.disable()
    try:
        for _ in range(5):
            with VideoReader(path) as reader:
                list(islice(reader, 4))
        left = pictures() - before
    finally:
        gc.enable()
    assert left <= 1  # not one for each reader


def _is_open(path: Path) -> bool:
    return any(link.exists() and link.samefile(path) for link in Path("/proc/self/fd").iterdir())


# Files and their names


def test_sha256_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(bytes(range(256)) * 10_000)
    assert sha256(path) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_sha256_of_no_file_is_an_error_for_people(tmp_path: Path) -> None:
    with pytest.raises(FormcheckError, match="there is no such file"):
        sha256(tmp_path / "clip.mp4")


def test_paths_may_be_text_and_of_any_script(tmp_path: Path) -> None:
    path = make_video(tmp_path / "Übung: 100% καλά.mp4")
    assert probe(str(path)).name == "Übung: 100% καλά.mp4"
