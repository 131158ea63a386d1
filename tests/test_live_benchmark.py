"""The parts of the live benchmark that can be wrong without anybody noticing."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from committed_clips import CLIPS
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.live import Window, document, latencies_ms, per_minute, summary
from benchmarks.live_driver import BIT_PX, BITS, SIZE_PX, fake_camera, fitted, stamp


@given(st.integers(0, 2**BITS - 1))
def test_a_stamp_is_read_back_from_the_middles_of_its_squares(number: int) -> None:
    picture = np.full((480, 640, 3), 90, np.uint8)
    stamp(picture, number)
    bits = picture[-BIT_PX // 2, BIT_PX // 2 :: BIT_PX][:BITS, 0] > 127
    assert sum(1 << bit for bit in range(BITS) if bits[bit]) == number
    assert (picture[:-BIT_PX] == 90).all()


def test_a_portrait_picture_stands_in_the_middle_of_the_cameras() -> None:
    picture = fitted(np.full((640, 480, 3), 200, np.uint8))
    assert picture.shape == (480, 640, 3)
    assert (picture[:, 140:500] == 200).all()
    assert (picture[:, :139] == picture[0, 0]).all()


def test_the_fake_camera_plays_the_clip_at_the_cameras_rate(tmp_path: Path) -> None:
    path = tmp_path / "camera.mjpeg"
    count = fake_camera(CLIPS / "calf_knee_in_back.mp4", path, first_s=8.0)
    with av.open(str(path), format="mjpeg") as film:
        sizes = [(frame.width, frame.height) for frame in film.decode(video=0)]
    assert set(sizes) == {SIZE_PX}
    assert len(sizes) == count == pytest.approx((9.79 - 8.0) * 30, abs=2)


def test_latency_is_from_the_frame_in_the_camera_to_the_same_one_processed() -> None:
    camera = [(10.0, 1), (43.0, 2), (76.0, 3), (109.0, 4)]
    assert latencies_ms(camera, [(210.0, 1), (276.0, 3)]) == [200.0, 200.0]


def test_a_number_that_came_again_counts_from_the_last_time() -> None:
    assert latencies_ms([(0.0, 7), (10_000.0, 7)], [(150.0, 7), (10_180.0, 7)]) == [150.0, 180.0]
    assert latencies_ms([(0.0, 7)], [(9000.0, 7), (9100.0, 8)]) == []


WINDOWS = [
    Window(10, 24.0, 180, 250, 20, 400),
    Window(70, 26.0, 200, 260, 40, 430),
    Window(100, 26.0, 201, 260, 40, 431),
    Window(130, 26.0, 202, 260, 40, 432),
]


def test_growth_is_the_slope_after_the_warm_up() -> None:
    assert per_minute(WINDOWS, [window.memory_mb for window in WINDOWS]) == pytest.approx(2.0)
    assert np.isnan(per_minute(WINDOWS[:2], [1.0, 2.0]))


def test_the_summary_tells_rate_latency_and_growth() -> None:
    words = summary(WINDOWS)
    for part in ("26.0 frames/s", "latency 200 ms", "+2.0 MB a minute", "+2.0 ms a minute"):
        assert part in words
    assert document(WINDOWS).count("\n| ") == 6
