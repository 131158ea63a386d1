from __future__ import annotations

import numpy as np
import pytest
from waists import SHIRT, TROUSERS, TRUNK_PX, waist

from formcheck.pelvis.rotation import View
from formcheck.pelvis.waistband import waist_edge


@pytest.mark.parametrize("height", [0.16, 0.22, 0.30, 0.38])
def test_the_waistband_is_found_at_its_height(height: float) -> None:
    assert waist_edge(waist(edge=height)) == pytest.approx(height, abs=0.03)


@pytest.mark.parametrize("height", [0.02, 0.06, 0.10])
def test_the_hem_of_a_top_that_hangs_is_found_low(height: float) -> None:
    assert waist_edge(waist(edge=height)) == pytest.approx(height, abs=0.04)


def test_a_top_down_to_the_thighs_has_no_edge() -> None:
    assert waist_edge(waist(edge=None)) is None


def test_top_and_trousers_of_one_colour_have_no_edge() -> None:
    assert waist_edge(waist(shirt=SHIRT, trousers=SHIRT)) is None


def test_light_that_falls_off_around_the_body_is_no_edge() -> None:
    plain = waist(edge=None)
    fading = np.clip(plain.pixels * np.linspace(1.2, 0.85, 112)[:, None, None], 0, 255).astype(np.uint8)
    assert waist_edge(View(fading, plain.hips, plain.trunk_px, plain.shoulders_px)) is None


def test_a_striped_top_over_the_hips_is_not_taken_for_a_waistband() -> None:
    plain = waist(edge=None)
    rows = (np.arange(112) // 6) % 2 == 0
    striped = np.where(rows[:, None, None], plain.pixels, np.array(TROUSERS, np.uint8))
    assert waist_edge(View(striped, plain.hips, plain.trunk_px, plain.shoulders_px)) is None


def test_a_striped_top_tucked_in_is() -> None:
    tucked = waist(edge=0.25)
    above = (tucked.hips[1] - np.arange(112)) / TRUNK_PX > 0.26
    stripes = (above & ((np.arange(112) // 4) % 2 == 0))[:, None, None]
    striped = np.where(stripes, np.array([220, 210, 60], np.uint8), tucked.pixels)
    edge = waist_edge(View(striped, tucked.hips, tucked.trunk_px, tucked.shoulders_px))
    assert edge == pytest.approx(0.25, abs=0.04)
