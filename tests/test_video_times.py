"""Reading video: every picture at its own time, from the first at zero, never back."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from video_files import make_jpegs, make_video, number, read

from formcheck import video
from formcheck.video import VideoReader, probe

NTSC = Fraction(1001, 30000)
DEFAULT_DURATION = b"\x23\xe3\x83"  # Matroska's element of how long every frame stays
VOID = b"\x23\xe3\x84"


def times_s(path: Path) -> list[float]:
    return [frame.time_s for frame in read(path)]


def test_2997_frames_per_second_stay_2997(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mp4", tick_s=NTSC)
    assert times_s(path) == [index * 1001 / 30000 for index in range(10)]
    assert probe(path).fps == 30000 / 1001


def test_a_variable_frame_rate_keeps_its_times(tmp_path: Path) -> None:
    ticks = (0, 20, 61, 99, 400, 433)
    path = make_video(tmp_path / "clip.mp4", ticks=ticks, tick_s=Fraction(1, 1000))
    assert times_s(path) == pytest.approx([tick / 1000 for tick in ticks], abs=1e-9)
    with VideoReader(path) as reader:
        assert [number(frame.rgb) for frame in reader] == list(range(6))


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mov", "clip.mkv", "clip.ts"])
def test_a_late_start_becomes_time_zero(tmp_path: Path, name: str) -> None:
    path = make_video(tmp_path / name, ticks=range(90, 100))
    with VideoReader(path) as reader:
        assert [frame.time_s for frame in reader] == pytest.approx(np.arange(10) / 30, abs=0.001)
    assert reader.decoded_s == pytest.approx(1 / 3, abs=0.002)


def test_one_frame_is_a_video(tmp_path: Path) -> None:
    with VideoReader(make_video(tmp_path / "clip.mp4", ticks=[0])) as reader:
        assert [(frame.index, frame.time_s) for frame in reader] == [(0, 0.0)]
    assert reader.decoded_s == pytest.approx(1 / 30)
    assert reader.damaged is None


def test_a_last_frame_that_does_not_say_how_long_it_stays(tmp_path: Path) -> None:
    path = make_jpegs(tmp_path / "clip.mkv", [0, 40, 80])
    data = path.read_bytes()
    usual = data.index(DEFAULT_DURATION)
    path.write_bytes(data[:usual] + VOID + data[usual + len(VOID) :])
    with VideoReader(path) as reader:
        assert [frame.time_s for frame in reader] == pytest.approx([0, 0.04, 0.08])
    assert reader.decoded_s == pytest.approx(0.08 + 1 / reader.info.fps)


def test_a_second_picture_of_the_same_time_is_left_out(tmp_path: Path) -> None:
    frames = read(make_jpegs(tmp_path / "clip.mkv", [0, 33, 33, 67, 100]))
    assert [frame.time_s for frame in frames] == pytest.approx([0, 0.033, 0.067, 0.1])
    assert [number(frame.rgb) for frame in frames] == [0, 1, 3, 4]
    assert [frame.index for frame in frames] == [0, 1, 3, 4]


def test_time_never_goes_back(tmp_path: Path) -> None:
    path = make_jpegs(tmp_path / "clip.mkv", [0, 33, 67, 100, 133])
    data = path.read_bytes()
    assert data.count(b"\x81\x00\x64\x80") == 1  # the block of the fourth picture, at 0x64 = 100 ms
    path.write_bytes(data.replace(b"\x81\x00\x64\x80", b"\x81\x00\x28\x80"))
    frames = read(path)
    assert [frame.time_s for frame in frames] == pytest.approx([0, 0.033, 0.067, 0.133])
    assert [number(frame.rgb) for frame in frames] == [0, 1, 2, 4]


def test_pictures_without_a_time_follow_at_the_average_rate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_video(tmp_path / "clip.mp4", tick_s=Fraction(1, 25))
    monkeypatch.setattr(video, "_stamp", lambda picture: None)
    assert times_s(path) == pytest.approx(np.arange(10) / 25)
