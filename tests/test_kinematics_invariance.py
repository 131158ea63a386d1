"""What must not matter to an angle: roll, distance, place in the picture, which side is seen, what is unseen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skeletons import Leg, Posture, camera_of, film, from_view, lose, mirror, perform, still

from formcheck.camera import FRONTAL, Camera, View, find_camera
from formcheck.landmarks import SIDES, Landmark, Side, of, other
from formcheck.metrics import METRICS

ODD = Posture(
    left=Leg(25, 40, 5, 11, 9),
    right=Leg(-15, 10, -3, -4, 2),
    trunk_left_deg=8,
    trunk_forward_deg=13,
    left_hip_up_deg=-6,
)
EVERYTHING = [(name, view, side) for name, metric in METRICS.items() for view in metric.views for side in SIDES]
each_reading = pytest.mark.parametrize(("metric", "view", "side"), EVERYTHING)


def rolled(metric: str, view: View, side: Side, roll_deg: float, told: bool) -> float:
    shot = from_view(view, roll_deg=roll_deg)
    camera = camera_of(shot if told else from_view(view))
    return float(METRICS[metric].read(still(ODD, shot), camera, side)[0])


@each_reading
@pytest.mark.parametrize("roll_deg", [-7.0, 12.0])
def test_camera_roll_adds_to_absolute_angles_alone_and_can_be_taken_out(
    metric: str, view: View, side: Side, roll_deg: float
) -> None:
    level = rolled(metric, view, side, 0.0, told=True)
    assert rolled(metric, view, side, roll_deg, told=True) == pytest.approx(level, abs=1e-9)
    added = abs(rolled(metric, view, side, roll_deg, told=False) - level)
    if METRICS[metric].unit != "deg":
        assert added > 0.01
    else:
        assert added == pytest.approx(abs(roll_deg) if METRICS[metric].absolute else 0.0, abs=1e-9)


@given(roll_deg=st.floats(-40, 40), side=st.sampled_from(SIDES))
def test_joint_angles_know_no_roll(roll_deg: float, side: Side) -> None:
    for metric, view in (("knee_flexion", "left"), ("knee_in", "back"), ("ankle_dorsiflexion", "right")):
        level = rolled(metric, view, side, 0.0, told=False)  # type: ignore[arg-type]
        assert rolled(metric, view, side, roll_deg, told=False) == pytest.approx(level, abs=1e-9)  # type: ignore[arg-type]


@each_reading
@pytest.mark.parametrize("change", [{"px_per_m": 150.0}, {"shift_px": (-220.0, 90.0)}, {"size_px": (1920, 1080)}])
def test_neither_distance_nor_place_in_the_picture_matters(
    metric: str, view: View, side: Side, change: dict[str, Any]
) -> None:
    here, there = from_view(view), from_view(view, **change)
    reading, moved = (METRICS[metric].read(still(ODD, shot), camera_of(shot), side) for shot in (here, there))
    np.testing.assert_allclose(moved, reading, atol=1e-9)


@each_reading
def test_a_mirror_image_of_the_other_side_reads_the_same(metric: str, view: View, side: Side) -> None:
    track = still(ODD, from_view(view))
    mirrored = mirror(track)
    reading = METRICS[metric].read(track, find_camera(track), side)
    np.testing.assert_allclose(METRICS[metric].read(mirrored, find_camera(mirrored), other(side)), reading, atol=1e-9)


@each_reading
def test_every_reading_has_one_value_per_frame(metric: str, view: View, side: Side) -> None:
    shot = from_view(view)
    track = film(perform((1.0, Posture()), (1.0, ODD)), shot)
    readings = METRICS[metric].read(track, camera_of(shot), side)
    assert readings.shape == (len(track),)
    assert np.isfinite(readings).all()


def needed(metric: str, side: Side) -> set[Landmark]:
    """Landmarks without which a frame cannot be read; what only gives the scale may be missing for a while."""
    parts = [part for part in METRICS[metric].parts if (metric, part) not in SCALE_ALONE]
    both = (
        {"SHOULDER", "HIP"} if metric.startswith("trunk") or metric in ("pelvic_drop", "hip_flexion") else set[str]()
    )
    both |= set(parts) if METRICS[metric].both_legs else set[str]()
    return {of(each, part) for part in parts for each in (SIDES if part in both else (side,))}


SCALE_ALONE = {("knee_past_toe", "ANKLE")}


@each_reading
def test_unknown_in_is_unknown_out_and_nowhere_else(metric: str, view: View, side: Side) -> None:
    shot = from_view(view)
    track, camera = still(ODD, shot), camera_of(shot)
    reading = METRICS[metric].read(track, camera, side)
    for landmark in Landmark:
        gappy = METRICS[metric].read(lose(track, slice(2, 4), [landmark]), camera, side)
        expected = reading.copy()
        expected[2:4] = np.nan if landmark in needed(metric, side) else expected[2:4]
        np.testing.assert_allclose(gappy, expected, err_msg=landmark.name)


@pytest.mark.parametrize("metric", METRICS)
def test_a_view_that_does_not_show_the_plane_reads_nothing(metric: str) -> None:
    track = still(ODD)
    wrong = "left" if METRICS[metric].views == FRONTAL else "front"
    blind = Camera(wrong, 0.0, 0.0)  # type: ignore[arg-type]
    assert np.isnan(METRICS[metric].read(track, blind, "left")).all()
