from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from waists import waist

from formcheck.pelvis.rotation import (
    LARGEST_DEG,
    View,
    _climbed,
    _coarse_best,
    _Laid,
    aligned_turn_deg,
    flow_turn_deg,
    template_turn,
)

ANGLES = [-14.0, -5.0, 0.0, 3.0, 11.0]


@pytest.mark.parametrize("angle_deg", ANGLES)
def test_three_ways_read_the_turn_of_the_clothes_clockwise(angle_deg: float) -> None:
    stand, hold = waist(), waist(angle_deg)
    assert template_turn(stand, hold).angle_deg == pytest.approx(angle_deg, abs=0.7)
    assert flow_turn_deg(stand, hold) == pytest.approx(angle_deg, abs=1.0)
    assert aligned_turn_deg(stand, hold) == pytest.approx(angle_deg, abs=0.7)


@pytest.mark.parametrize("peak", [0, 1, 4, 9, 11, 17, 18])
def test_the_search_climbs_from_near_the_best_angle_to_it_and_tries_its_neighbours(peak: int) -> None:
    tried: list[int] = []
    fits, start = 1.0 / (1.0 + np.abs(np.arange(19) - peak)), 3 * round(peak / 3)
    best, known = _climbed(lambda step: tried.append(step) or float(fits[step]), start, 19)
    assert best == peak
    beside = slice(max(peak - 1, 0), peak + 2)
    np.testing.assert_array_equal(known[beside], fits[beside])
    assert len(tried) == len(set(tried)) <= 5


@pytest.mark.parametrize(("peak", "ends"), [(0, [0]), (1, [0]), (4, [0]), (9, []), (11, []), (17, [18]), (18, [18])])
def test_every_third_step_is_tried_first_and_an_end_only_where_all_climbs_to_it(peak: int, ends: list[int]) -> None:
    tried: list[int] = []

    def lay(step: int) -> _Laid:
        tried.append(step)
        return _Laid(1.0 / (1.0 + abs(step - peak)), np.array([float(step), 0.0]))

    best, laid = _coarse_best(lay, 19)
    assert best == 3 * round(peak / 3)
    assert laid.shift[0] == best
    assert tried == [3, 6, 9, 12, 15, *ends]


@settings(max_examples=12)
@given(st.floats(-15, 15), st.floats(-10, 10), st.floats(-8, 8))
def test_where_the_landmarks_say_the_hips_are_does_not_matter(angle_deg: float, x_px: float, y_px: float) -> None:
    hold = waist(angle_deg, shift_px=(x_px, y_px))
    mistaken = View(hold.pixels, hold.hips - np.array([x_px, y_px]) / 2, hold.trunk_px, hold.shoulders_px)
    assert template_turn(waist(), mistaken).angle_deg == pytest.approx(angle_deg, abs=1.0)


def test_the_same_picture_fits_itself_and_another_does_not() -> None:
    assert template_turn(waist(), waist()).correlation > 0.95
    assert template_turn(waist(edge=None), waist(edge=None, seed=50)).correlation < 0.85


def test_a_turn_beyond_the_search_is_told() -> None:
    assert template_turn(waist(), waist(LARGEST_DEG + 4)).at_limit
    assert not template_turn(waist(), waist(10.0)).at_limit


def test_nothing_to_follow_is_unknown() -> None:
    blank = View(np.full((112, 112, 3), 90, np.uint8), waist().hips, 83.0, 56.0)
    assert np.isnan(flow_turn_deg(blank, blank))


@pytest.mark.parametrize("factor", [0.9, 1.0, 1.15])
def test_a_scaled_view_shows_the_same_turn_at_another_size(factor: float) -> None:
    larger = waist(6.0).scaled(1 / factor)
    assert larger.pixels.shape == (112, 112, 3)
    again = larger.scaled(factor)
    assert again.trunk_px == pytest.approx(83.0)
    np.testing.assert_allclose(again.hips, waist().hips, atol=1e-9)
    assert template_turn(waist(), again).angle_deg == pytest.approx(6.0, abs=1.0)
