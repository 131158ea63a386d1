from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from test_videos.circumstances import STEP_DEG, around, sweeps
from test_videos.looks import Half


@pytest.mark.parametrize("half", ["fit", "report"])
def test_the_camera_walks_all_around_the_person(half: Half) -> None:
    clips = around(half)
    azimuths_deg = np.sort([clip.camera.azimuth_deg % 360 for clip in clips])
    gaps_deg = np.diff([*azimuths_deg, azimuths_deg[0] + 360])
    assert gaps_deg.max() < 2 * STEP_DEG
    assert {clip.half for clip in clips} == {half}
    assert max(abs(clip.camera.yaw_deg) for clip in clips) <= 45


@pytest.mark.parametrize("half", ["fit", "report"])
def test_no_wall_stands_between_the_camera_and_the_person(half: Half) -> None:
    before_the_wall = [clip for clip in around(half) if np.cos(np.radians(clip.camera.azimuth_deg)) > 0.75]
    assert {clip.motion.exercise for clip in before_the_wall} == {"single-leg-balance", "squat"}


def test_a_sweep_changes_one_circumstance_and_nothing_else() -> None:
    for name in ("clothes", "resolution", "frame rate", "camera yaw °"):
        by_person: dict[str, list[object]] = {}
        for each in sweeps():
            if each.name == name:
                plain = replace(
                    each.clip,
                    name="",
                    look="",
                    size_px=(1, 1),
                    fps=1.0,
                    camera=replace(each.clip.camera, yaw_deg=0.0),
                )
                by_person.setdefault(each.clip.name.rsplit("_", 2)[-2] + each.clip.body, []).append(plain)
        assert by_person
        for clips in by_person.values():
            assert all(clip == clips[0] for clip in clips), name


def test_every_clip_of_the_sweeps_is_of_the_reporting_half() -> None:
    clips = [each.clip for each in sweeps()]
    assert {clip.half for clip in clips} == {"report"}
    assert len({clip.name for clip in clips}) == len(clips)
