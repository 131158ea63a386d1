from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import read, with_leg
from skeletons import (
    HIPS_M,
    LEG_M,
    SHANK_M,
    Posture,
    Shot,
    camera_of,
    from_view,
    lose,
    still,
)

from formcheck.camera import FRONTAL, SAGITTAL, View
from formcheck.kinematics import bend_deg, lean_deg, leg_length_px, slope_deg, turn_deg
from formcheck.landmarks import SIDES, Landmark, Side, other
from formcheck.metrics import METRICS
from formcheck.pose import Array
from formcheck.references import REFERENCES

KNEE_DOWN = np.array([0.0, -1.0])


def direction(angle_deg: float) -> Array:
    return np.array([np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))])


# Angles between lines


@given(start=st.floats(-180, 180), turn=st.floats(-179, 179))
def test_turn_is_the_angle_from_one_vector_to_the_other(start: float, turn: float) -> None:
    assert turn_deg(direction(start), 5 * direction(start + turn)) == pytest.approx(turn, abs=1e-9)


def test_turn_back_to_the_opposite_is_180() -> None:
    assert turn_deg(np.array([1.0, 0.0]), np.array([-1.0, 0.0])) == 180.0


@pytest.mark.parametrize("start", [[0.0, 0.0], [np.nan, 1.0], [1.0, np.nan]])
def test_turn_of_nothing_or_of_the_unknown_is_unknown(start: list[float]) -> None:
    assert np.isnan(turn_deg(np.array(start), np.array([1.0, 0.0])))
    assert np.isnan(turn_deg(np.array([1.0, 0.0]), np.array(start)))


@pytest.mark.parametrize("bend", [1e-10, 1e-8, -1e-6])
def test_bend_is_exact_at_full_extension(bend: float) -> None:
    # An arc cosine gives 0 here: the cosine of 1e-8 degrees is 1 to the last bit.
    hip, knee = np.zeros(2), KNEE_DOWN
    ankle = knee + direction(-90 - bend)
    assert bend_deg(hip, knee, ankle, 1.0) == pytest.approx(bend, rel=1e-4)


@given(bend=st.floats(-170, 170), toward=st.sampled_from([1.0, -1.0]))
def test_bend_is_positive_when_the_joint_points_toward(bend: float, toward: float) -> None:
    ankle = KNEE_DOWN + direction(-90 - toward * bend)
    assert bend_deg(np.zeros(2), KNEE_DOWN, ankle, toward) == pytest.approx(bend, abs=1e-9)


@pytest.mark.parametrize(("toward", "lean"), [(1.0, 20.0), (-1.0, -20.0)])
def test_lean_is_positive_when_the_top_leans_toward(toward: float, lean: float) -> None:
    assert lean_deg(direction(70.0), toward) == pytest.approx(lean)


@pytest.mark.parametrize(("end_deg", "toward"), [(-10.0, 1.0), (190.0, -1.0)])
def test_slope_is_positive_downhill_whichever_way_it_runs(end_deg: float, toward: float) -> None:
    assert slope_deg(direction(end_deg), toward) == pytest.approx(10.0)
    assert slope_deg(direction(-end_deg), toward) == pytest.approx(-10.0)


# One posture after the other, seen from every side that shows it


@pytest.mark.parametrize("view", SAGITTAL)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("flexion_deg", [-5.0, 0.0, 30.0, 60.0])
@pytest.mark.parametrize("hip_flexion_deg", [-20.0, 0.0, 45.0])
def test_knee_flexion_does_not_depend_on_the_thigh(
    view: View, side: Side, flexion_deg: float, hip_flexion_deg: float
) -> None:
    posture = with_leg(side, hip_flexion_deg=hip_flexion_deg, knee_flexion_deg=flexion_deg)
    assert read("knee_flexion", posture, from_view(view), side) == pytest.approx(flexion_deg, abs=1e-9)


@pytest.mark.parametrize("view", FRONTAL)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("knee_in_deg", [-8.0, 0.0, 12.0])
def test_knee_in_is_positive_inward_on_both_legs_front_and_back(view: View, side: Side, knee_in_deg: float) -> None:
    posture = with_leg(side, thigh_in_deg=4.0, knee_in_deg=knee_in_deg)
    assert read("knee_in", posture, from_view(view), side) == pytest.approx(knee_in_deg, abs=1e-9)


@pytest.mark.parametrize("view", FRONTAL)
@pytest.mark.parametrize("side", SIDES)
def test_a_bent_knee_that_points_straight_ahead_is_not_knee_in(view: View, side: Side) -> None:
    posture = with_leg(side, hip_flexion_deg=30, knee_flexion_deg=60)
    assert read("knee_in", posture, from_view(view), side) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("view", FRONTAL)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("thigh_in_deg", [-6.0, 9.0])
def test_thigh_adduction_is_positive_toward_the_midline(view: View, side: Side, thigh_in_deg: float) -> None:
    posture = with_leg(side, thigh_in_deg=thigh_in_deg)
    assert read("thigh_adduction", posture, from_view(view), side) == pytest.approx(thigh_in_deg, abs=1e-9)


@pytest.mark.parametrize("view", FRONTAL)
@pytest.mark.parametrize("side", SIDES)
def test_knee_over_foot_is_in_shank_lengths(view: View, side: Side) -> None:
    # The shank alone leans: the knee is inward of the ankle, and of the foot below it, by its sine.
    posture = with_leg(side, thigh_in_deg=0.0, knee_in_deg=10.0)
    read_ratio = read("knee_over_foot", posture, from_view(view), side)
    assert read_ratio == pytest.approx(np.sin(np.radians(10.0)), abs=1e-9)
    assert read("knee_over_foot", Posture(), from_view(view), side) == pytest.approx(0.0, abs=1e-9)


def test_the_foot_is_where_the_middle_of_ankle_and_toe_is() -> None:
    track = still(Posture())
    toe_out = track.image_xy.copy()
    toe_out[:, Landmark.LEFT_FOOT_INDEX, 0] += 600 * SHANK_M / 2  # to the person's left, away from the other leg
    ratio = METRICS["knee_over_foot"].read(track.with_xy(toe_out), camera_of(Shot()), "left")
    np.testing.assert_allclose(ratio, 0.25)


@pytest.mark.parametrize("view", SAGITTAL)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("forward_deg", [-12.0, 0.0, 25.0])
def test_shin_angle_is_positive_with_the_knee_ahead(view: View, side: Side, forward_deg: float) -> None:
    posture = with_leg(side, hip_flexion_deg=20.0, knee_flexion_deg=20.0 + forward_deg)
    assert read("tibial_inclination", posture, from_view(view), side) == pytest.approx(forward_deg, abs=1e-9)


@pytest.mark.parametrize("view", SAGITTAL)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("heel_up_deg", [-10.0, 0.0, 15.0])
def test_heel_is_up_against_the_floor_and_against_the_other_foot(view: View, side: Side, heel_up_deg: float) -> None:
    posture = with_leg(side, heel_up_deg=heel_up_deg)
    shot = from_view(view)
    assert read("foot_pitch", posture, shot, side) == pytest.approx(heel_up_deg, abs=1e-9)
    assert read("heel_lift", posture, shot, side) == pytest.approx(heel_up_deg, abs=1e-9)
    assert read("heel_lift", posture, shot, other(side)) == pytest.approx(-heel_up_deg, abs=1e-9)


@pytest.mark.parametrize("view", SAGITTAL)
@pytest.mark.parametrize("side", SIDES)
def test_dorsiflexion_is_the_shin_against_the_sole(view: View, side: Side) -> None:
    posture = with_leg(side, hip_flexion_deg=10.0, knee_flexion_deg=30.0, heel_up_deg=8.0)
    assert read("ankle_dorsiflexion", posture, from_view(view), side) == pytest.approx(20.0 - 8.0, abs=1e-9)


@pytest.mark.parametrize("view", FRONTAL)
@pytest.mark.parametrize(("side", "lean_left_deg"), [("left", 10.0), ("right", -10.0)])
def test_trunk_lean_is_positive_toward_the_stance_leg(view: View, side: Side, lean_left_deg: float) -> None:
    posture = Posture(trunk_left_deg=lean_left_deg)
    assert read("trunk_lean_lateral", posture, from_view(view), side) == pytest.approx(10.0, abs=1e-9)
    assert read("trunk_lean_lateral", posture, from_view(view), other(side)) == pytest.approx(-10.0, abs=1e-9)


@pytest.mark.parametrize("view", SAGITTAL)
@pytest.mark.parametrize("forward_deg", [-5.0, 20.0])
def test_trunk_leans_forward_where_the_toes_point(view: View, forward_deg: float) -> None:
    posture = Posture(trunk_forward_deg=forward_deg)
    for side in SIDES:
        assert read("trunk_lean_forward", posture, from_view(view), side) == pytest.approx(forward_deg, abs=1e-9)


@pytest.mark.parametrize("view", FRONTAL)
@pytest.mark.parametrize("left_up_deg", [7.0, -7.0])
def test_pelvic_drop_is_positive_when_the_free_side_is_lower(view: View, left_up_deg: float) -> None:
    posture = Posture(left_hip_up_deg=left_up_deg)
    assert read("pelvic_drop", posture, from_view(view), "left") == pytest.approx(left_up_deg, abs=1e-9)
    assert read("pelvic_drop", posture, from_view(view), "right") == pytest.approx(-left_up_deg, abs=1e-9)


# The table


@pytest.mark.parametrize("metric", METRICS)
def test_table_says_what_a_reader_needs(metric: str) -> None:
    row = METRICS[metric]
    assert row.name == metric
    assert row.label
    assert row.positive
    assert row.source in REFERENCES
    assert row.views in (FRONTAL, SAGITTAL)


# Length of the leg


def test_leg_length_is_thigh_and_shank_whatever_the_posture() -> None:
    bent = still(with_leg("left", hip_flexion_deg=30, knee_flexion_deg=70), from_view("left"))
    straight = still(Posture(), from_view("left"))
    assert leg_length_px(straight, "left") == pytest.approx(600 * LEG_M)
    assert leg_length_px(bent, "left") == pytest.approx(600 * LEG_M)


def test_leg_length_without_a_side_is_the_longer_leg() -> None:
    track = still(with_leg("left", thigh_in_deg=0, hip_flexion_deg=60, knee_flexion_deg=60))
    assert leg_length_px(track, "left") < leg_length_px(track, "right")
    assert leg_length_px(track) == leg_length_px(track, "right")


def test_leg_length_looks_past_unseen_frames_and_unseen_legs() -> None:
    track = still(Posture())
    assert leg_length_px(lose(track, slice(0, 3)), "left") == pytest.approx(600 * LEG_M)
    one_legged = lose(track, slice(None), [Landmark.LEFT_KNEE])
    assert np.isnan(leg_length_px(one_legged, "left"))
    assert leg_length_px(one_legged) == pytest.approx(600 * LEG_M)


def test_the_maker_of_stick_people_knows_its_own_lengths() -> None:
    track = still(Posture())
    across = track.at(Landmark.LEFT_HIP) - track.at(Landmark.RIGHT_HIP)
    shank = track.at(Landmark.LEFT_KNEE) - track.at(Landmark.LEFT_ANKLE)
    np.testing.assert_allclose(across, [[600 * HIPS_M, 0.0]] * len(track), atol=1e-9)
    np.testing.assert_allclose(shank, [[0.0, -600 * SHANK_M]] * len(track), atol=1e-9)
