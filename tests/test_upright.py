"""Turned, mirrored and stretched films come out as they were filmed."""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from video_files import UPRIGHT, corners, exif_orientation, make_jpegs, make_video, read

from formcheck.video import VideoReader, probe

IDENTITY = (65536, 0, 0, 0, 65536)
PHONE_UPRIGHT = (0, 65536, 0, -65536, 0)  # a step in stored x goes down, one in stored y goes left
TURNED = {
    0: ["red", "green", "blue", "yellow"],
    90: ["blue", "red", "yellow", "green"],
    180: ["yellow", "blue", "green", "red"],
    270: ["green", "yellow", "red", "blue"],
}


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mov", "clip.mkv"])
@pytest.mark.parametrize("turn_deg", TURNED)
def test_a_turned_camera_is_turned_back(tmp_path: Path, name: str, turn_deg: int) -> None:
    path = make_video(tmp_path / name, turn_deg=turn_deg)
    info, frames = probe(path), read(path)
    assert info.rotation_deg == turn_deg
    assert all(corners(frame.rgb) == TURNED[turn_deg] for frame in frames)
    assert (info.width_px, info.height_px) == ((48, 64) if turn_deg in (90, 270) else (64, 48))
    assert frames[0].rgb.shape == (info.height_px, info.width_px, 3)


@pytest.mark.parametrize("turn_deg", TURNED)
def test_a_mirrored_film_is_turned_and_then_mirrored(tmp_path: Path, turn_deg: int) -> None:
    path = make_video(tmp_path / "clip.mp4", turn_deg=turn_deg, mirrored=True)
    top_left, top_right, bottom_left, bottom_right = TURNED[turn_deg]
    assert corners(read(path)[0].rgb) == [top_right, top_left, bottom_right, bottom_left]


def test_a_mirrored_film_is_not_called_turned(tmp_path: Path) -> None:
    assert probe(make_video(tmp_path / "clip.mp4", mirrored=True)).rotation_deg == 0


def test_the_matrix_of_a_phone_held_upright_turns_clockwise(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mov")
    data = path.read_bytes()
    identity, upright = (struct.pack(">5i", *matrix) for matrix in (IDENTITY, PHONE_UPRIGHT))
    track = data.rindex(identity)  # the first one is the movie's, the last the track's
    path.write_bytes(data[:track] + upright + data[track + len(upright) :])
    assert corners(read(path)[0].rgb) == TURNED[90]
    assert probe(path).rotation_deg == 90


@pytest.mark.parametrize(("orientation", "turn_deg"), [(1, 0), (3, 180), (6, 90), (8, 270)])
def test_the_orientation_of_a_camera_that_films_jpegs(tmp_path: Path, orientation: int, turn_deg: int) -> None:
    path = make_jpegs(tmp_path / "clip.avi", [0, 33, 67], exif_orientation(orientation))
    assert probe(path).rotation_deg == turn_deg
    assert corners(read(path)[0].rgb) == TURNED[turn_deg]


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv", "clip.avi"])
def test_wide_pixels_become_square(tmp_path: Path, name: str) -> None:
    codec = "mpeg4" if name.endswith("avi") else "libx264"
    path = make_video(tmp_path / name, size_px=(48, 48), pixel_aspect=Fraction(4, 3), codec=codec)
    info, frame = probe(path), read(path)[0]
    assert (info.width_px, info.height_px) == (64, 48)
    assert frame.rgb.shape == (48, 64, 3)
    assert corners(frame.rgb) == UPRIGHT


def test_wide_pixels_become_square_before_they_are_turned(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mp4", size_px=(48, 48), pixel_aspect=Fraction(4, 3), turn_deg=90)
    info, frame = probe(path), read(path)[0]
    assert (info.width_px, info.height_px) == (48, 64)
    assert frame.rgb.shape == (64, 48, 3)
    assert corners(frame.rgb) == TURNED[90]


def test_pixels_of_an_absurd_shape_are_taken_as_square(tmp_path: Path) -> None:
    info = probe(make_video(tmp_path / "clip.mp4", pixel_aspect=Fraction(1, 8)))
    assert (info.width_px, info.height_px) == (64, 48)


# Made smaller


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"turn_deg": 90},
        {"turn_deg": 270, "mirrored": True},
        {"pixel_aspect": Fraction(4, 3)},
        {"pixel_aspect": Fraction(4, 3), "turn_deg": 90},
        {"pix_fmt": "yuv444p"},
        {"codec": "libx265", "pix_fmt": "yuv420p10le"},
        {"codec": "mjpeg", "pix_fmt": "yuvj420p"},
    ],
)
def test_a_smaller_picture_is_the_same_picture(tmp_path: Path, how: dict[str, Any]) -> None:
    path = make_video(tmp_path / "clip.mkv", size_px=(240, 160), **how)
    whole = read(path)
    width_px, height_px = whole[0].rgb.shape[1::-1]
    size_px = (width_px * 2 // 3, height_px * 2 // 3)
    with VideoReader(path) as reader:
        frames = list(reader.sized(lambda time_s: size_px if time_s > 0.1 else None))
    assert [frame.time_s for frame in frames] == [frame.time_s for frame in whole]
    for frame, larger in zip(frames, whole, strict=True):
        if frame.time_s <= 0.1:
            np.testing.assert_array_equal(frame.rgb, larger.rgb)
            continue
        assert frame.rgb.shape == (size_px[1], size_px[0], 3)
        expected = cv2.resize(larger.rgb, size_px, interpolation=cv2.INTER_AREA).astype(int)
        assert np.abs(frame.rgb - expected).mean() < 2
