"""The page of the speed benchmark: made of whatever parts were measured, each at its own time."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.speed import PARTS, read_figures, write_figures
from benchmarks.speed_page import write_page


def seconds(value: float, **more: float) -> dict[str, float]:
    return {"seconds": value, "peak_mb": 0.0, **more}


def page(folder: Path) -> str:
    write_page(folder / "speed.md", read_figures(folder, PARTS))
    return (folder / "speed.md").read_text()


def test_parts_that_were_measured_apart_make_one_page(tmp_path: Path) -> None:
    assert "## " not in page(tmp_path)
    write_figures(tmp_path, "f", {"help": 0.07, "exercises": 0.29})
    folder = {"clips": 8, "one": seconds(100.0), "two": seconds(50.0), "dask": seconds(55.0)}
    write_figures(tmp_path, "c", folder)
    told = page(tmp_path)
    assert told.index("## A folder of 8 clips") < told.index("## Start")
    assert "| 2 workers | 50.0 s | 2.00 |" in told
    assert "| Dask, 2 worker processes | 55.0 s | 1.82 |" in told
    assert "core hours" not in told
    write_figures(tmp_path, "c", {**folder, "clips": 24, "frames": 2000})
    told = page(tmp_path)
    assert "24 clips" in told
    # 50 ms a frame, 300 million frames: 15 million seconds.
    assert "50 ms a frame" in told
    assert "4,167 core hours: 2.7 days\non 64 cores, 4.2 hours on 1,000." in told
    assert "8 clips" not in page(tmp_path)


def test_score_is_compared_with_the_bare_loop_before_and_after_it_on_as_many_cores(tmp_path: Path) -> None:
    figures = {
        "length_s": 60.0,
        "bare_1": seconds(80.0, inference_s=72.0),
        "bare_2": seconds(78.0, inference_s=70.2),
        "bare_again_1": seconds(88.0, inference_s=79.2),
        "bare_again_2": seconds(74.0, inference_s=66.6),
        "score_1": seconds(84.0),
        "score_2": seconds(40.0),
        "video": seconds(50.0, drawing_s=10.0),
    }
    write_figures(tmp_path, "a", figures)
    told = page(tmp_path)
    assert "| 1 | 80.0 s | 84.0 s | 88.0 s | 1.00 |" in told
    assert "| 2 | 78.0 s | 40.0 s | 74.0 s | 1.90 |" in told
    assert "90% is the pose model" in told
    assert "annotated video add 25%" in told


def test_each_model_is_told_with_its_mask_and_without(tmp_path: Path) -> None:
    write_figures(tmp_path, "m", {"heavy": [60.0, 54.0], "full": [20.0, 15.0], "lite": [12.0, 8.4]})
    told = page(tmp_path)
    assert "| heavy | 60.0 ms a frame | 54.0 ms | 10% |" in told
    assert "| lite | 12.0 ms a frame | 8.4 ms | 30% |" in told


def test_where_the_time_goes_is_told_by_the_frame_and_in_shares_of_all(tmp_path: Path) -> None:
    taken = {"decoding_s": 2.0, "pose_s": 80.0, "samples_s": 2.0, "analysis_s": 1.0, "report_s": 1.0, "again_s": 2.0}
    write_figures(tmp_path, "t", {"frames": 1000, **taken, "drawing_s": 4.0, "encoding_s": 8.0, "drawn_s": 6.0})
    told = page(tmp_path)
    assert "| the pose model | 80.00 | 80.0% |" in told
    assert "| encoding | 8.00 | 8.0% |" in told
    assert told.count("%") == 8


@pytest.mark.parametrize("longest_mb", [300.0, 500.0])
def test_an_hour_takes_what_a_minute_takes_and_what_its_track_adds(tmp_path: Path, longest_mb: float) -> None:
    peaks = {"replayed_60": 200.0, "replayed_600": 220.0, "replayed_3600": longest_mb, "model_60": 1000.0}
    figures = {
        name: {"seconds": 1.0, "peak_mb": peak_mb, "found_mb": peak_mb - 50.0} for name, peak_mb in peaks.items()
    }
    write_figures(tmp_path, "d", {"fps": 30.0, "model_fps": 10.0, **figures})
    told = page(tmp_path)
    assert f"{800 + longest_mb:.0f} MB,\n{(800 + longest_mb) / 1000:.2f} times a minute's" in told
    assert "| 1 min | 200 MB | 1000 MB |" in told
    assert "| 10 s |" not in told
    shortest = {"replayed_10": seconds(1.0) | {"peak_mb": 190.0}, "model_10": seconds(1.0) | {"peak_mb": 900.0}}
    write_figures(tmp_path, "d", {"fps": 30.0, "model_fps": 10.0, **figures, **shortest})
    assert "| 10 s | 190 MB | 900 MB |\n| 1 min | 200 MB" in page(tmp_path)
    assert f"| 60 min | {longest_mb:.0f} MB |  |" in told
