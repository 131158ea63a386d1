"""Films that once misled the phases: each stays here with what it looked like."""

from __future__ import annotations

import numpy as np
import pytest
from acting import answer, states
from skeletons import Leg, Posture, Stances, film, from_view, lose, perform, still

from formcheck.camera import find_camera, with_stand
from formcheck.cues import Band, Reading, judge
from formcheck.kinematics import leg_length_px
from formcheck.landmarks import SIDES
from formcheck.signals import clean, fill_gaps
from formcheck.stances import single_leg_stands

STAND = Posture()


def test_a_camera_that_looks_down_from_the_side_makes_no_hold_of_standing():
    # The far ankle stands 10 % of the leg's length higher in the picture.
    track = film(perform((40.0, STAND)), from_view("left", down_deg=25.0))
    assert single_leg_stands(track, find_camera(track)) == []


@pytest.mark.parametrize("side", SIDES)
def test_a_camera_that_looks_down_from_the_side_still_finds_the_hold(side):
    track = film(
        perform((3.0, STAND), (5.0, Stances(side).one_leg()), (3.0, STAND)), from_view("left", down_deg=25.0)
    )
    assert [(phase.kind, phase.side) for phase in single_leg_stands(track, find_camera(track))] == [("hold", side)]


def test_a_foot_that_hovers_just_off_the_floor_does_not_touch_it_with_every_jitter():
    low = Posture(right=Leg(hip_flexion_deg=23.8, knee_flexion_deg=47.6))
    track = film(perform((2.0, STAND), (30.0, low), fps=30.0))
    noise = np.random.default_rng(0).normal(scale=3.0, size=track.image_xy.shape)
    track = clean(track.with_xy(track.image_xy + noise), 3.0)
    assert "touch_down" not in [phase.kind for phase in single_leg_stands(track, find_camera(track))]


def test_a_foot_that_stands_on_the_floor_for_a_second_did_not_stay_up():
    up = Stances("left").one_leg()
    motion = perform((2.0, STAND), (16.0, up), (1.0, STAND), (16.0, up), (2.0, STAND), fps=20.0, move_s=0.15)
    assert states(answer("single-leg-balance", motion, from_view("front")))["foot_stays_up"] == "not_met"


def test_nobody_in_the_picture_after_the_stand_leaves_the_view_as_it_is():
    track = lose(still(STAND, from_view("front"), seconds=6.0), slice(25, None))
    assert with_stand(find_camera(track), track, track.time_s < 2.5).view == "front"


def test_an_unknown_estimate_is_not_borderline():
    assert judge(Reading(float("nan"), 1.0, "deg", 1), Band(0, 5, 10)).state == "cannot_tell"


@pytest.mark.parametrize("first", [2, 3])
def test_a_gap_of_exactly_150_ms_is_filled_wherever_it_lies(first):
    signal = np.arange(40.0)
    signal[first : first + 2] = np.nan
    assert np.isfinite(fill_gaps(signal, np.arange(40) / 20.0)).all()


def test_the_leg_of_nobody_has_no_length_and_warns_of_nothing():
    assert np.isnan(leg_length_px(lose(still(STAND), slice(None))))


def test_a_track_is_written_to_the_very_path(tmp_path):
    still(STAND).save(tmp_path / "track")
    assert (tmp_path / "track").exists()
