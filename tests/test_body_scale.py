"""Lengths in centimetres and the speed, from the height that a person says."""

from __future__ import annotations

import pytest
from gait_tracks import seen
from performances import balance

from formcheck.analysis import Analysis, analyse
from formcheck.exercises import get
from formcheck.gait.body_scale import LEG_PER_HEIGHT
from formcheck.report import Source
from test_videos.camera import View
from test_videos.motions.walk import Walk

SOURCE = Source(name="walk.mp4", sha256="0" * 64, width_px=960, height_px=540, fps=30, duration_s=5.2, frames=156)
ACROSS = Walk(duration_s=5.2, travel="overground", steps_per_min=116)
BELT = Walk(duration_s=5.2)


def walked(motion: Walk, view: View = "left", height_cm: float | None = 170.0) -> Analysis:
    return analyse(seen(motion, view, 30.0, 0.3).track, get("walk"), SOURCE, height_cm=height_cm)


def test_a_step_in_centimetres_is_that_in_leg_lengths_times_the_leg() -> None:
    metrics = walked(BELT).report.metrics
    leg_cm = 170.0 * LEG_PER_HEIGHT
    assert metrics["step_length_cm"].value == pytest.approx(metrics["step_length"].value * leg_cm, abs=0.1)
    assert metrics["step_length_cm"].unit == "cm"
    # The scale is in doubt as well, so the share of the uncertainty can only grow.
    share = (metrics["step_length"].uncertainty or 0.0) / metrics["step_length"].value
    assert (metrics["step_length_cm"].uncertainty or 0.0) / metrics["step_length_cm"].value > share


def test_the_speed_across_the_room_is_the_true_one_of_a_person_of_that_leg() -> None:
    watched = seen(ACROSS, "left", 30.0, 0.3)
    height_cm = 100.0 * watched.leg_m / LEG_PER_HEIGHT
    report = walked(ACROSS, height_cm=height_cm).report
    true_m_s = 2 * ACROSS.step_per_leg * watched.leg_m / (120.0 / ACROSS.steps_per_min)
    speed = report.metrics["walking_speed"]
    assert speed.value == pytest.approx(true_m_s, abs=speed.uncertainty)
    assert (speed.unit, speed.uncertainty) == ("m/s", pytest.approx(0.13, abs=0.03))
    assert report.height_cm == pytest.approx(height_cm)


def test_on_a_treadmill_the_speed_cannot_be_told_and_the_report_says_so() -> None:
    report = walked(BELT).report
    assert "walking_speed" not in report.metrics
    assert "treadmill" in next(check.message for check in report.film if check.check == "walking_speed")


def test_from_the_front_there_is_no_length_and_no_speed() -> None:
    report = walked(BELT, "front").report
    assert not {"step_length_cm", "walking_speed"} & set(report.metrics)
    assert "from the side" in next(check.message for check in report.film if check.check == "walking_speed")


def test_without_a_height_nothing_is_said_in_centimetres() -> None:
    report = walked(ACROSS, height_cm=None).report
    assert not {"step_length_cm", "walking_speed"} & set(report.metrics)
    assert report.height_cm is None
    assert all(check.check != "walking_speed" for check in report.film)
    assert balance().report.height_cm is None
