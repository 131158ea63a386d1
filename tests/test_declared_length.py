"""How long a film is, as its file says: what is declared, what has to be counted, what is not believed."""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from video_files import Film, make_video

from formcheck.containers import declared_length, open_container, open_file, video_stream
from formcheck.video import VideoReader, probe


def with_sound(path: Path, seconds: int) -> Path:
    """Write ten pictures (a third of a second) with a longer sound track."""
    with av.open(str(path), "w") as container:
        film, sound = container.add_stream("mpeg4", rate=30), container.add_stream("aac", rate=8000)
        film.width, film.height, film.pix_fmt = 64, 48, "yuv420p"
        silence = np.zeros((1, 8000 * seconds), np.float32)
        frame = av.AudioFrame.from_ndarray(silence, format="fltp", layout="mono")
        frame.sample_rate = 8000
        for _ in range(10):
            container.mux(film.encode(av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8))))
        container.mux([*film.encode(None), *sound.encode(frame), *sound.encode(None)])
    return path


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv", "clip.avi"])
def test_longer_sound_is_no_missing_picture(tmp_path: Path, name: str) -> None:
    with VideoReader(with_sound(tmp_path / name, seconds=3)) as reader:
        assert len(list(reader)) == 10
    assert reader.info.duration_s == pytest.approx(1 / 3, abs=0.01)
    assert reader.damaged is None


def test_lost_sound_is_no_damage(tmp_path: Path) -> None:
    path = with_sound(tmp_path / "clip.mp4", seconds=3)
    data = path.read_bytes()
    places = data.rindex(b"stco") + 8  # the sound's, after the video's: how many, then each
    (count,) = struct.unpack(">I", data[places : places + 4])
    beyond = struct.pack(">I", 0x7FFFFFFF) * count
    path.write_bytes(data[: places + 4] + beyond + data[places + 4 + 4 * count :])
    with VideoReader(path) as reader:
        assert len(list(reader)) == 10
    assert reader.damaged is None


def test_lost_pictures_are_damage_even_beside_longer_sound(tmp_path: Path) -> None:
    path = with_sound(tmp_path / "clip.mkv", seconds=3)
    path.write_bytes(path.read_bytes()[:850])  # in the fourth picture
    with VideoReader(path) as reader:
        assert len(list(reader)) == 3
    assert reader.damaged == "only 0.1 s of 0.3 s could be read"


def test_longer_sound_without_a_tag_of_the_videos_length(tmp_path: Path) -> None:
    path = with_sound(tmp_path / "clip.mkv", seconds=3)
    data = path.read_bytes()
    assert data.count(b"DURATION") == 2
    path.write_bytes(data.replace(b"DURATION", b"NOTATION"))
    assert probe(path).duration_s == pytest.approx(1 / 3, abs=0.01)


@pytest.mark.parametrize("tag", [b"in:fi:nite.nonsense", b"00:00:inf", b"nan:00:00", b"-1:00:00", b"00:00"])
def test_a_tag_that_is_no_duration_is_not_believed(tmp_path: Path, tag: bytes) -> None:
    path = make_video(tmp_path / "clip.mkv")
    data = path.read_bytes()
    usual = b"00:00:00.333000000"
    assert data.count(usual) == 1
    path.write_bytes(data.replace(usual, tag[:18].ljust(18, b"\0")))
    assert probe(path).duration_s == pytest.approx(1 / 3, abs=0.01)


def live_webm(path: Path) -> Path:
    """Write a film as a browser records it: no duration, no index, lengths left open."""
    with av.open(str(path), "w", format="webm", options={"live": "1"}) as container:
        stream = container.add_stream("libvpx", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(30):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8))))
        container.mux(stream.encode(None))
    return path


def test_a_browsers_recording_is_counted(tmp_path: Path) -> None:
    path = live_webm(tmp_path / "clip.webm")
    with av.open(str(path)) as container:
        assert container.duration is None
    info = probe(path)
    assert info.frames == 30
    assert info.duration_s == pytest.approx(1.0, abs=0.002)
    assert info.fps == pytest.approx(30, abs=0.05)
    with VideoReader(path) as reader:
        assert len(list(reader)) == 30
    assert reader.damaged is None


def test_one_counted_picture_lasts_a_thirtieth(tmp_path: Path) -> None:
    info = probe(make_video(tmp_path / "clip.ts", ticks=[0]))
    assert (info.frames, info.fps) == (1, 30.0)
    assert info.duration_s == pytest.approx(1 / 30)


def test_frames_are_estimated_where_they_are_not_declared(tmp_path: Path) -> None:
    info = probe(make_video(tmp_path / "clip.mkv", ticks=range(20), tick_s=Fraction(1, 20)))
    assert info.frames == 20
    assert info.duration_s == pytest.approx(1.0, abs=0.001)


def test_a_duration_below_zero_is_not_believed(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mp4", ticks=range(30), movflags="faststart")
    data = bytearray(path.read_bytes())
    data[data.index(b"stts") + 11] = 205  # far more entries than there are
    path.write_bytes(data)
    with av.open(str(path)) as container:
        assert (container.streams.video[0].duration or 0) < 0
    assert probe(path).duration_s == pytest.approx(1.0, abs=0.1)


def test_length_of_an_open_container(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mp4", Film(tick_s=Fraction(1001, 30000)))
    with open_file(path) as file, open_container(file, path) as container:
        length = declared_length(container, video_stream(container, path), path)
    assert (length.frames, length.fps) == (10, 30000 / 1001)
    assert length.duration_s == pytest.approx(10 * 1001 / 30000, abs=1e-4)
