from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.camera import AZIMUTH_DEG, SAGITTAL, YAW_UNCERTAINTY_DEG, Camera, View
from formcheck.cues import Cue
from formcheck.exercises import all_exercises
from formcheck.measurement import Row, row_for, table, to_estimate, uncertainty, yaw_leak_deg
from formcheck.metrics import METRICS

JUDGED = [
    pytest.param(cue, view, id=f"{exercise.id}-{cue.id}-{view}")
    for exercise in all_exercises().values()
    for cue in exercise.cues
    if cue.metric in METRICS
    for view in cue.views
]
ROW = Row(gain=0.8, offset=-2.0, sd=1.5, clips=9, source="test")


def straight(view: View, yaw_deg: float = 0.0, roll_known: bool = True) -> Camera:
    return Camera(view, yaw_deg, AZIMUTH_DEG.get(view, 45.0) + yaw_deg, roll_known=roll_known)


@pytest.mark.parametrize(("cue", "view"), JUDGED)
def test_every_judged_metric_was_measured_for_each_view_of_its_cue(cue: Cue, view: View) -> None:
    assert cue.metric is not None
    assert row_for(cue.metric, straight(view), "heavy") is not None


@pytest.mark.parametrize("key", table())
def test_every_row_is_of_a_known_metric_in_a_view_that_shows_it(key: tuple[str, str, str, str]) -> None:
    metric, view, _model, _reference = key
    views = METRICS[metric].views
    assert set(SAGITTAL) <= set(views) if view == "side" else view in views


@pytest.mark.parametrize("row", table().values(), ids=str)
def test_every_row_can_be_inverted_and_names_its_source(row: Row) -> None:
    assert row.gain > 0
    assert row.sd > 0
    assert row.clips > 0
    assert row.source


def test_left_and_right_share_a_row_and_oblique_has_none() -> None:
    left, right, oblique = (row_for("knee_flexion", straight(view), "heavy") for view in ("left", "right", "oblique"))
    assert left == right
    assert left is not None
    assert oblique is None


@pytest.mark.parametrize(
    ("metric", "view", "model"),
    [("knee_flexion", "front", "heavy"), ("knee_in", "left", "heavy"), ("knee_flexion", "left", "no such model")],
)
def test_what_was_never_measured_has_no_row(metric: str, view: View, model: str) -> None:
    assert row_for(metric, straight(view), model) is None


@given(truth=st.floats(-180, 180), gain=st.floats(0.2, 2), offset=st.floats(-20, 20))
def test_estimate_takes_out_what_the_measurement_put_in(truth: float, gain: float, offset: float) -> None:
    read = np.array([gain * truth + offset])
    assert to_estimate(read, Row(gain, offset, 1.0, 1, "test")) == pytest.approx(truth, abs=1e-9)


def test_estimate_of_the_unknown_is_unknown() -> None:
    estimates = to_estimate(np.array([0.8 * 10 - 2, np.nan]), ROW)
    assert estimates[0] == pytest.approx(10.0)
    assert np.isnan(estimates[1])


def test_scatter_alone_is_two_standard_deviations_of_real_people() -> None:
    # 1.96 x 1.75 x 1.5 of reading is that over 0.8 of truth.
    assert uncertainty("knee_flexion", ROW, straight("left")) == pytest.approx(1.96 * 1.75 * 1.5 / 0.8)


def test_a_joint_angle_does_not_care_whether_the_camera_is_level() -> None:
    known, unknown = (uncertainty("heel_lift", ROW, straight("left", 0.0, told)) for told in (True, False))
    assert known == unknown


@pytest.mark.parametrize("metric", ["trunk_lean_lateral", "trunk_lean_forward", "pelvic_drop"])
def test_an_unknown_roll_makes_absolute_angles_less_sure(metric: str) -> None:
    view: View = "front" if "front" in METRICS[metric].views else "left"
    known, unknown = (uncertainty(metric, ROW, straight(view, 0.0, told)) for told in (True, False))
    joint = uncertainty("knee_flexion", ROW, straight("left"))
    assert joint < known < unknown


@given(yaw_deg=st.floats(0, 18), more_deg=st.floats(0.5, 10), sign=st.sampled_from([1, -1]))
def test_knee_in_is_less_sure_the_farther_the_camera_stands_to_either_side(
    yaw_deg: float, more_deg: float, sign: int
) -> None:
    near = uncertainty("knee_in", ROW, straight("front", sign * yaw_deg))
    far = uncertainty("knee_in", ROW, straight("front", -sign * (yaw_deg + more_deg)))
    assert near < far


def test_no_other_metric_cares_about_yaw() -> None:
    for metric in ("trunk_lean_lateral", "pelvic_drop", "thigh_adduction"):
        assert uncertainty(metric, ROW, straight("front", 15.0)) == uncertainty(metric, ROW, straight("front"))


@pytest.mark.parametrize(
    ("camera_deg", "flexion_deg", "leak_deg"), [(10, 20, 3.5), (15, 40, 10.8), (20, 60, 22.3), (30, 20, 10.1)]
)
@pytest.mark.parametrize("toward", [1, -1])
def test_yaw_leak_is_that_of_the_closed_form(
    camera_deg: float, flexion_deg: float, leak_deg: float, toward: int
) -> None:
    # Where the camera stood is not known exactly: it may stand that much farther off.
    stated_deg = camera_deg - YAW_UNCERTAINTY_DEG
    assert yaw_leak_deg(toward * stated_deg, flexion_deg) == pytest.approx(leak_deg, abs=0.06)


def test_a_smaller_gain_is_a_larger_uncertainty() -> None:
    weak = Row(gain=0.4, offset=0.0, sd=1.5, clips=9, source="test")
    assert uncertainty("heel_lift", weak, straight("left")) == pytest.approx(
        2 * uncertainty("heel_lift", ROW, straight("left"))
    )
