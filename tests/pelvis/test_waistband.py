from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from waists import SHIRT, SKIN, TROUSERS, TRUNK_PX, waist

from formcheck.pelvis.rotation import View
from formcheck.pelvis.waistband import waist_edge


@pytest.mark.parametrize("height", [0.16, 0.22, 0.30, 0.38])
def test_the_waistband_is_found_at_its_height(height: float) -> None:
    assert waist_edge([waist(edge=height)]) == pytest.approx(height, abs=0.03)


@pytest.mark.parametrize("height", [0.02, 0.06, 0.10])
def test_the_hem_of_a_top_that_hangs_is_found_low(height: float) -> None:
    assert waist_edge([waist(edge=height)]) == pytest.approx(height, abs=0.04)


def test_a_top_down_to_the_thighs_has_no_edge() -> None:
    assert waist_edge([waist(edge=None)]) is None


def test_top_and_trousers_of_one_colour_have_no_edge() -> None:
    assert waist_edge([waist(shirt=SHIRT, trousers=SHIRT)]) is None


def test_light_that_falls_off_around_the_body_is_no_edge() -> None:
    plain = waist(edge=None)
    fading = np.clip(plain.pixels * np.linspace(1.2, 0.85, 112)[:, None, None], 0, 255).astype(np.uint8)
    assert waist_edge([View(fading, plain.hips, plain.trunk_px, plain.shoulders_px)]) is None


def test_a_striped_top_over_the_hips_is_not_taken_for_a_waistband() -> None:
    plain = waist(edge=None)
    rows = (np.arange(112) // 6) % 2 == 0
    striped = np.where(rows[:, None, None], plain.pixels, np.array(TROUSERS, np.uint8))
    assert waist_edge([View(striped, plain.hips, plain.trunk_px, plain.shoulders_px)]) is None


def test_a_striped_top_tucked_in_is() -> None:
    tucked = waist(edge=0.25)
    above = (tucked.hips[1] - np.arange(112)) / TRUNK_PX > 0.26
    stripes = (above & ((np.arange(112) // 4) % 2 == 0))[:, None, None]
    striped = np.where(stripes, np.array([220, 210, 60], np.uint8), tucked.pixels)
    edge = waist_edge([View(striped, tucked.hips, tucked.trunk_px, tucked.shoulders_px)])
    assert edge == pytest.approx(0.25, abs=0.04)


def blotched(view: View, color: tuple[int, int, int], where: np.ndarray) -> View:
    """The view with blotches of a colour over a third of some of its pixels."""
    coarse = np.random.default_rng(4).random((16, 16)) < 0.33
    blotches = np.kron(coarse, np.ones((7, 7), bool)) & where
    return replace(view, pixels=np.where(blotches[..., None], np.array(color, np.uint8), view.pixels))


def heights_above_hips(view: View) -> np.ndarray:
    return np.broadcast_to((view.hips[1] - np.arange(112))[:, None] / view.trunk_px, (112, 112))


def test_a_top_with_blotches_of_the_trousers_colour_still_ends_where_it_ends() -> None:
    tucked = waist(edge=0.25)
    assert waist_edge([blotched(tucked, TROUSERS, heights_above_hips(tucked) > 0.25)]) == pytest.approx(
        0.25, abs=0.04
    )


def test_blotches_of_the_trousers_colour_on_a_top_that_hangs_are_no_edge() -> None:
    hanging = waist(edge=None)
    assert waist_edge([blotched(hanging, TROUSERS, np.ones((112, 112), bool))]) is None


def test_an_edge_too_faint_for_one_picture_is_seen_in_many() -> None:
    faint = waist(edge=0.25, shirt=(70, 70, 72), trousers=(70, 84, 60))
    random = np.random.default_rng(2)
    grainy = [
        replace(
            faint, pixels=np.clip(faint.pixels + random.normal(0, 45, faint.pixels.shape), 0, 255).astype(np.uint8)
        )
        for _ in range(8)
    ]
    assert [edge for edge in map(waist_edge, ([one] for one in grainy)) if edge is not None] == []
    assert waist_edge(grainy) == pytest.approx(0.25, abs=0.04)


def test_arms_crossed_before_a_top_that_hangs_are_no_edge() -> None:
    hanging = waist(edge=None)
    above = heights_above_hips(hanging)
    forearms = replace(hanging, pixels=np.where((above > 0.30)[..., None], np.array(SKIN, np.uint8), hanging.pixels))
    assert waist_edge([forearms]) is not None
    rows = hanging.hips[1] - np.array([0.38, 0.48, 0.58]) * TRUNK_PX
    arms = np.array([[[20.0, row], [92.0, row]] for row in rows])
    assert waist_edge([replace(forearms, arms=arms)]) is None
