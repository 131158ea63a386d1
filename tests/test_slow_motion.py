"""Films that run at another speed than life, and what ``--true-fps`` makes of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from gait_films import SIZE_PX, number, walking_film
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from formcheck.analysis import Analysis
from formcheck.annotate import analysed_frames, annotate, key_frames
from formcheck.batch.runner import BatchOptions, _stamp
from formcheck.batch.walking import find_clips
from formcheck.cli import app
from formcheck.cue_timeline import timeline
from formcheck.exercises import get
from formcheck.export import angles_csv
from formcheck.judging import Judged
from formcheck.report import Source
from formcheck.scoring import Options, prepared, score_clip
from formcheck.track_cache import keep_track
from formcheck.upright import Image
from formcheck.video import RateLimit, VideoReader
from test_videos.motions.walk import Walk

MOTION = Walk(duration_s=5.2)
SLOWED, LIFE_FPS = 4.0, 60.0
TRUE = Options(true_fps=LIFE_FPS)


BARE = 32
"""The stripes of a number that no card of the annotated film covers tell it up to here."""


def bared(rgb: Image) -> int:
    """Read what is bare of a number, low in the picture; a strip of footfalls may lie below it."""
    return number(rgb[: SIZE_PX[1]], 0.97) % BARE


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A walk captured at 60 frames/s and shown at 15: four times slower than life."""
    walking_film(tmp_path / "slow.mp4", MOTION, slowed=SLOWED, life_fps=LIFE_FPS)
    return tmp_path / "slow.mp4"


def walk(clip: Path, options: Options = TRUE) -> Analysis:
    return score_clip(clip, get("walk"), options)


def test_cadence_comes_out_true(clip: Path) -> None:
    report = walk(clip).report
    assert report.metrics["cadence"].value == pytest.approx(110, abs=1)
    assert (report.source.fps, report.source.true_fps, report.source.speed) == (15.0, 60.0, 4.0)
    assert report.source.duration_s == pytest.approx(4 * 5.2, abs=0.1)  # of the file
    assert next(check for check in report.film if check.check == "true_speed").ok


def test_a_slow_film_is_asked_about_by_the_name_of_the_option(clip: Path) -> None:
    report = walk(clip, Options()).report
    check = next(check for check in report.film if check.check == "true_speed")
    assert not check.ok
    assert "slow motion" in check.message
    assert "--true-fps" in check.message
    assert "--true-fps" in CliRunner().invoke(app, ["score", "--help"]).stdout
    assert "--true-fps" in CliRunner().invoke(app, ["batch", "--help"]).stdout


def test_the_annotated_film_shows_each_picture_at_its_time_in_the_file(clip: Path, tmp_path: Path) -> None:
    annotate(clip, walk(clip), tmp_path / "annotated.mp4")
    with VideoReader(clip) as before, VideoReader(tmp_path / "annotated.mp4") as after:
        was = [(frame.time_s, number(frame.rgb)) for frame in before]
        shown = [(frame.time_s, bared(frame.rgb)) for frame in after]
    assert [index for _, index in shown] == [index % BARE for _, index in was]
    assert [time_s for time_s, _ in shown] == pytest.approx([time_s for time_s, _ in was], abs=1e-3)


def test_each_frame_of_the_track_is_drawn_on_its_own_picture(clip: Path) -> None:
    analysis = walk(clip)
    film_s = analysis.track.time_s * analysis.report.source.speed
    with VideoReader(clip) as reader:
        numbers = [(index, number(frame.rgb)) for index, frame in analysed_frames(reader, film_s, clip)]
    assert numbers == [(index, index) for index in range(len(analysis.track))]


def test_each_key_frame_is_drawn_on_the_picture_of_its_worst_instant(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[int, int]] = []

    def watched(picture: Image, analysis: Analysis, judged: Judged, frame: int) -> Image:
        drawn.append((frame, number(picture)))
        assert judged.reading is not None
        assert analysis.track.time_s[frame] == pytest.approx(judged.reading.worst_s, abs=1 / LIFE_FPS)
        return picture

    monkeypatch.setattr("formcheck.annotate.draw_key_frame", watched)
    assert key_frames(clip, walk(clip), tmp_path / "frames")
    assert drawn
    assert all(frame == shown for frame, shown in drawn)


def test_the_player_has_the_times_of_the_film_and_the_table_those_of_life(clip: Path) -> None:
    analysis = walk(clip)
    shown = timeline(analysis)
    assert shown.duration_s == pytest.approx(SLOWED * analysis.track.time_s[-1], abs=1e-3)
    assert shown.fps == pytest.approx(15.0, abs=0.01)
    assert shown.phases[0].start_s == pytest.approx(SLOWED * analysis.report.phases[0].start_s, abs=1e-3)
    last_s = float(angles_csv(analysis).splitlines()[-1].split(",")[0])
    assert last_s == pytest.approx(analysis.track.time_s[-1], abs=1e-3)


def test_a_limit_of_the_rate_is_one_of_life(clip: Path, tmp_path: Path) -> None:
    """At most 30 frames of life: 7.5 of the file. The pictures that are drawn on are those that were looked at."""
    limited = replace(get("walk"), max_fps=30.0)
    source = prepared(clip, TRUE, max_fps=None)[1]
    assert source.file_rate(30.0) == 7.5
    life = walking_film(clip, MOTION, slowed=SLOWED, life_fps=LIFE_FPS)
    limit = RateLimit(7.5)
    kept = life.part(np.array([limit.keeps(float(time_s)) for time_s in life.time_s]))
    keep_track(kept, source.sha256, 7.5)
    analysis = score_clip(clip, limited, TRUE)
    assert len(analysis.track) == len(life) // 2
    assert analysis.track.fps == pytest.approx(30.0, abs=0.1)
    annotate(clip, analysis, tmp_path / "annotated.mp4")
    with VideoReader(tmp_path / "annotated.mp4") as reader:
        assert [bared(frame.rgb) for frame in reader] == [index % BARE for index in range(0, len(life), 2)]


def test_what_was_said_of_the_speed_does_not_enter_the_cache(clip: Path) -> None:
    slow, true = walk(clip, Options()), walk(clip)
    assert slow.track.time_s == pytest.approx(SLOWED * true.track.time_s)


def test_a_batch_scores_again_what_was_scored_at_another_speed(clip: Path, tmp_path: Path) -> None:
    (found,) = find_clips(str(tmp_path), tmp_path / "out")
    stamps = {_stamp(found, BatchOptions("walk", options, 1)) for options in (Options(), TRUE, Options(true_fps=240))}
    assert len(stamps) == 3


@given(st.floats(0.05, 20.0))
def test_samples_stay_with_their_frames_at_any_speed(speed: float) -> None:
    from gait_tracks import seen

    from formcheck.samples import Scenes

    track = seen(MOTION, "left", 30.0, 0.3).track
    scenes = Scenes(track.time_s[::10], np.zeros((len(track.time_s[::10]), 2, 2), np.uint8), np.ones(1).repeat(16))
    faster = replace(track, scenes=scenes).at_speed(speed)
    assert np.isin(faster.scenes.time_s, faster.time_s).all()
    assert faster.fps == pytest.approx(30.0 * speed, rel=1e-6)


def test_the_speed_is_that_of_the_file_unless_something_else_is_said() -> None:
    source = Source(name="a.mp4", sha256="0" * 64, width_px=2, height_px=2, fps=30, duration_s=1, frames=30)
    assert (source.speed, source.captured_fps, source.file_rate(None), source.file_rate(30.0)) == (1, 30, None, 30)
