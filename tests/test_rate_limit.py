"""Reading fewer frames than there are: evenly, no more than asked for, no hole."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from video_files import make_video, number, read

from formcheck.upright import Upright
from formcheck.video import RateLimit, VideoReader


def kept(times: list[float], max_fps: float | None) -> list[int]:
    limit = RateLimit(max_fps)
    return [index for index, time_s in enumerate(times) if limit.keeps(time_s)]


@pytest.mark.parametrize("fps", [5, 24, 25, 29.97, 30, 30.02, 33])
def test_about_the_limit_nothing_is_left_out(fps: float) -> None:
    assert len(kept([index / fps for index in range(3000)], 30)) == 3000


@pytest.mark.parametrize(("fps", "every"), [(60, 2), (59.94, 2), (60.1, 2), (90, 3), (119.88, 4), (120, 4)])
def test_multiples_of_the_limit_are_thinned_evenly(fps: float, every: int) -> None:
    assert kept([index / fps for index in range(3000)], 30) == list(range(0, 3000, every))


@pytest.mark.parametrize("fps", [40, 48, 50, 72, 75, 100])
def test_other_rates_come_close_to_the_limit(fps: float) -> None:
    seconds = 60
    count = len(kept([index / fps for index in range(round(fps * seconds))], 30))
    assert count / seconds == pytest.approx(30, rel=0.15)


def test_50_becomes_exactly_30_of_every_second() -> None:
    assert kept([index / 50 for index in range(20)], 30) == [0, 2, 4, 5, 7, 9, 10, 12, 14, 15, 17, 19]


def test_times_rounded_to_milliseconds_thin_as_evenly() -> None:
    assert kept([round(index / 60, 3) for index in range(600)], 30) == list(range(0, 600, 2))


def test_a_burst_after_a_pause_is_thinned_too() -> None:
    assert kept([0, 1, 1.005, 1.01, 1.0334, 1.05], 30) == [0, 1, 4]


def test_without_a_limit_every_frame_is_kept() -> None:
    assert kept([0, 1e-6, 2e-6, 5], None) == [0, 1, 2, 3]


@pytest.mark.parametrize("max_fps", [0, -1, math.nan])
def test_a_limit_must_be_positive(max_fps: float) -> None:
    with pytest.raises(ValueError, match="not a positive number"):
        RateLimit(max_fps)


gaps_s = st.lists(st.floats(0.0005, 0.5), min_size=1, max_size=200)


@given(gaps_s, st.floats(1, 120))
def test_never_much_more_than_the_limit(gaps: list[float], max_fps: float) -> None:
    times = list(np.cumsum(gaps))
    assert len(kept(times, max_fps)) <= (times[-1] - times[0]) * max_fps / 0.85 + 1 + 1e-6


@given(gaps_s, st.floats(1, 120))
def test_frames_further_apart_than_the_interval_are_all_kept(gaps: list[float], max_fps: float) -> None:
    times = list(np.cumsum([gap + 1 / max_fps for gap in gaps]))
    assert len(kept(times, max_fps)) == len(times)


@given(gaps_s, st.floats(1, 120))
def test_no_hole_is_longer_than_the_interval_and_one_gap(gaps: list[float], max_fps: float) -> None:
    times = list(np.cumsum(gaps))
    chosen = [times[index] for index in kept(times, max_fps)]
    assert chosen[0] == times[0]
    assert np.max(np.diff([*chosen, times[-1]]), initial=0) <= 1 / max_fps + max(gaps) + 1e-6


def test_the_reader_thins_and_keeps_positions_and_times(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mp4", ticks=range(12), tick_s=Fraction(1, 60))
    with VideoReader(path, max_fps=30) as reader:
        frames = list(reader)
    assert [(frame.index, number(frame.rgb)) for frame in frames] == [(i, i) for i in range(0, 12, 2)]
    assert [frame.time_s for frame in frames] == pytest.approx(np.arange(6) / 30)
    assert reader.frames_read == 12
    assert reader.decoded_s == pytest.approx(12 / 60)
    assert reader.damaged is None


def test_pictures_left_out_are_never_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    converted = []
    convert = Upright.rgb
    monkeypatch.setattr(Upright, "rgb", lambda self, *picture: converted.append(1) or convert(self, *picture))
    assert len(read(make_video(tmp_path / "clip.mp4", ticks=range(20)), max_fps=10)) == len(converted) == 7
