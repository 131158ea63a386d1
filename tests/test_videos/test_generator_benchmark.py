from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from test_videos.benchmark import HOLD_FPS, MOVING_FPS, SWEEPS, benchmark_clips, rendered
from test_videos.looks import Half
from test_videos.motions.motion import parameters

HALVES: tuple[Half, ...] = ("fit", "report")
EVERY = [(exercise, half) for exercise in SWEEPS for half in HALVES]


@pytest.mark.parametrize(("exercise", "half"), EVERY)
def test_every_clip_belongs_to_its_half_and_exercise(exercise: str, half: Half) -> None:
    clips = benchmark_clips(exercise, half)
    assert {clip.half for clip in clips} == {half}
    assert {clip.motion.exercise for clip in clips} == {exercise}
    assert len({clip.name for clip in clips}) == len(clips) >= 4


@pytest.mark.parametrize(("exercise", "half"), EVERY)
def test_every_grade_is_filmed_from_every_view(exercise: str, half: Half) -> None:
    clips = benchmark_clips(exercise, half)
    for sweep in SWEEPS[exercise]:
        graded = [(parameters(clip.motion)[sweep.parameter], clip.camera.view) for clip in clips]
        assert {(grade, view) for grade in sweep.grades for view in sweep.views} <= set(graded)


def test_the_clips_are_the_same_every_time() -> None:
    assert repr(benchmark_clips("calf-stretch", "fit")) == repr(benchmark_clips("calf-stretch", "fit"))


def test_circumstances_do_not_go_with_the_grade() -> None:
    clips = [clip for exercise, half in EVERY for clip in benchmark_clips(exercise, half)]
    knee_in = [clip for clip in clips if clip.fault and clip.fault[0] == "knee_in_deg"]
    grades = [parameters(clip.motion)["knee_in_deg"] for clip in knee_in]
    for name in ("yaw_deg", "roll_deg", "distance_m"):
        values = [getattr(clip.camera, name) for clip in knee_in]
        assert abs(np.corrcoef(grades, values)[0, 1]) < 0.35, name
    assert len({clip.size_px for clip in clips}) == 3
    assert {clip.fps for clip in clips} == {HOLD_FPS, MOVING_FPS}


def test_side_views_show_the_leg_that_matters() -> None:
    for clip in benchmark_clips("calf-stretch", "report"):
        if clip.camera.view in ("left", "right"):
            assert clip.motion.side == clip.camera.view


def test_a_clip_is_rendered_once(tmp_path: Path) -> None:
    clip = benchmark_clips("single-leg-balance", "fit")[0]
    short = replace(clip, motion=replace(clip.motion, stand_s=0.2, lift_s=0.2, hold_s=0.2), size_px=(96, 128))
    video, truth = rendered(short, tmp_path)
    before = video.stat().st_mtime_ns
    assert rendered(short, tmp_path) == (video, truth)
    assert video.stat().st_mtime_ns == before
    assert json.loads(truth.read_text())["name"] == clip.name
    assert sorted(tmp_path.iterdir()) == sorted([video, truth])
    assert rendered(replace(short, seed=99), tmp_path)[0] != video


def test_an_exercise_without_sweeps_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        benchmark_clips("juggling", "fit")
