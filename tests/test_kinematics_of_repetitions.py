"""Angles and ratios that repetitions are judged by, each on a posture from which the answer follows by thought."""

from __future__ import annotations

import numpy as np
import pytest
from readings import read, with_leg
from skeletons import HIPS_M, SHANK_M, THIGH_M, TOE_M, Leg, Posture, from_view

from formcheck.camera import FRONTAL, SAGITTAL, View
from formcheck.landmarks import SIDES, Side

each_side = pytest.mark.parametrize("side", SIDES)
from_the_side = pytest.mark.parametrize("view", SAGITTAL)
from_front_and_back = pytest.mark.parametrize("view", FRONTAL)


def sine(angle_deg: float) -> float:
    return float(np.sin(np.radians(angle_deg)))


@from_the_side
@each_side
@pytest.mark.parametrize("thigh_deg", [-15.0, 0.0, 40.0])
def test_the_thigh_is_ahead_where_the_knee_is(view: View, side: Side, thigh_deg: float) -> None:
    posture = with_leg(side, hip_flexion_deg=thigh_deg, knee_flexion_deg=50.0)
    assert read("thigh_inclination", posture, from_view(view), side) == pytest.approx(thigh_deg, abs=1e-9)


@from_the_side
@each_side
@pytest.mark.parametrize(("thigh_deg", "trunk_deg"), [(30.0, 20.0), (-10.0, 0.0), (60.0, 70.0), (0.0, -5.0)])
def test_the_hip_bends_by_what_thigh_and_trunk_lean_together(
    view: View, side: Side, thigh_deg: float, trunk_deg: float
) -> None:
    leg = Leg(hip_flexion_deg=thigh_deg, knee_flexion_deg=20.0)
    posture = Posture(left=leg, right=leg, trunk_forward_deg=trunk_deg)
    assert read("hip_flexion", posture, from_view(view), side) == pytest.approx(thigh_deg + trunk_deg, abs=1e-9)


@from_the_side
@each_side
def test_the_trunk_is_measured_against_the_shank(view: View, side: Side) -> None:
    leg = Leg(hip_flexion_deg=20.0, knee_flexion_deg=45.0)  # so the shank leans 25 degrees forward
    posture = Posture(left=leg, right=leg, trunk_forward_deg=35.0)
    for roll_deg in (0.0, 6.0):
        shot = from_view(view, roll_deg=roll_deg)
        assert read("trunk_over_shank", posture, shot, side) == pytest.approx(35.0 - 25.0, abs=1e-9)


@from_the_side
@each_side
@pytest.mark.parametrize("shank_deg", [0.0, 15.0, 40.0])
def test_how_far_the_knee_is_past_the_toes(view: View, side: Side, shank_deg: float) -> None:
    posture = with_leg(side, hip_flexion_deg=30.0, knee_flexion_deg=30.0 + shank_deg)
    ahead_m = SHANK_M * sine(shank_deg) - TOE_M[0]
    assert read("knee_past_toe", posture, from_view(view), side) == pytest.approx(ahead_m / SHANK_M, abs=1e-9)


@from_front_and_back
@each_side
def test_the_mean_of_both_knees_is_half_their_sum(view: View, side: Side) -> None:
    posture = Posture(left=Leg(knee_in_deg=12.0), right=Leg(knee_in_deg=-4.0))
    assert read("knee_in_mean", posture, from_view(view), side) == pytest.approx(4.0, abs=1e-9)


@from_front_and_back
@each_side
@pytest.mark.parametrize("in_deg", [-8.0, 0.0, 10.0, 20.0])
def test_knees_that_fall_in_come_nearer_than_the_ankles_and_may_cross(view: View, side: Side, in_deg: float) -> None:
    # Thighs lean in, shanks as far out again: the knees lose two thighs' sines, the ankles regain two shanks'.
    leg = Leg(thigh_in_deg=in_deg, knee_in_deg=2 * in_deg)
    knees_m = HIPS_M - 2 * THIGH_M * sine(in_deg)
    ankles_m = knees_m + 2 * SHANK_M * sine(in_deg)
    found = read("knee_separation", Posture(left=leg, right=leg), from_view(view), side)
    assert found == pytest.approx(knees_m / ankles_m, abs=1e-9)
    assert (found < 0) == (in_deg == 20.0)


@from_front_and_back
@pytest.mark.parametrize("lean_deg", [-7.0, 0.0, 12.0])
def test_hips_that_shift_are_told_in_percent_of_the_leg(view: View, lean_deg: float) -> None:
    # Both straight legs lean to the person's right: so do the hips, by the sine of a leg.
    posture = Posture(left=Leg(thigh_in_deg=-lean_deg), right=Leg(thigh_in_deg=lean_deg))
    shift = 100 * sine(lean_deg)
    assert read("hip_shift", posture, from_view(view), "right") == pytest.approx(shift, abs=1e-9)
    assert read("hip_shift", posture, from_view(view), "left") == pytest.approx(-shift, abs=1e-9)
