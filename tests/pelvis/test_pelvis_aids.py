from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from waists import waist

from formcheck.pelvis.belt import belt_line_deg, belt_of
from formcheck.pelvis.stickers import found_again, painted_over, sticker_pair

CREST = ((-0.21, 0.19), (0.21, 0.19))
WHITE, STICKER = (235, 235, 235), (240, 60, 160)


@pytest.mark.parametrize("angle_deg", [-12.0, -4.0, 0.0, 7.0, 15.0])
def test_two_stickers_tell_the_turn(angle_deg: float) -> None:
    pair = sticker_pair(waist(dots=CREST))
    assert pair is not None
    assert pair.angle_deg == pytest.approx(0.0, abs=0.7)
    found = found_again(pair, waist(angle_deg, dots=CREST))
    assert found is not None
    assert found.angle_deg - pair.angle_deg == pytest.approx(angle_deg, abs=1.0)


@pytest.mark.parametrize("color", [(20, 240, 60), (240, 140, 20), (30, 220, 240)])
def test_stickers_of_any_bright_colour_are_noticed(color: tuple[int, int, int]) -> None:
    assert sticker_pair(waist(dots=CREST, dot=color)) is not None


@pytest.mark.parametrize(
    "dots",
    [(), CREST[:1], (*CREST, (0.0, 0.1)), ((-0.21, 0.19), (0.21, 0.02)), ((-0.05, 0.19), (0.37, 0.19))],
    ids=["none", "one", "three", "not level", "to one side"],
)
def test_what_is_not_one_level_pair_about_the_middle_is_no_pair(dots: tuple[tuple[float, float], ...]) -> None:
    assert sticker_pair(waist(dots=dots)) is None


def test_the_corners_of_a_shirt_s_hem_are_no_stickers() -> None:
    # Beside dark trousers a bright shirt juts out on either side: two like spots, level, about the middle.
    plain = waist(edge=None)
    rows, columns = np.indices((112, 112))
    aside = np.abs(columns - plain.hips[0])
    shirt = (aside < 22) & (rows < 66) | (np.abs(aside - 18) < 4) & (rows < 72)
    pixels = np.where(shirt[..., None], np.array((150, 230, 60)), np.array((60, 60, 66))).astype(np.uint8)
    assert sticker_pair(replace(plain, pixels=pixels)) is None


def test_the_ends_of_a_belt_beside_an_arm_are_no_stickers() -> None:
    belted = waist(belt=STICKER)
    columns = np.abs(np.arange(112) - belted.hips[0])
    hidden = np.where((columns < 12)[None, :, None], np.array((60, 90, 170)), belted.pixels).astype(np.uint8)
    assert sticker_pair(replace(belted, pixels=hidden)) is None


def test_stickers_that_are_hidden_in_the_hold_are_unknown() -> None:
    pair = sticker_pair(waist(dots=CREST))
    assert pair is not None
    assert found_again(pair, waist(5.0, dots=CREST[:1])) is None
    assert found_again(pair, waist(5.0)) is None


def test_what_is_painted_over_shows_no_stickers_and_leaves_the_rest() -> None:
    stand = waist(dots=CREST)
    pair = sticker_pair(stand)
    bare = painted_over(stand, pair)
    assert sticker_pair(bare) is None
    assert pair is not None
    for dot in (pair.left, pair.right):
        column, row = (round(float(value)) for value in dot.at)
        spot = np.s_[row - 1 : row + 2, column - 1 : column + 2]
        assert (np.linalg.norm(bare.pixels[spot] - np.array(STICKER), axis=-1) > 120).all()
        assert (np.linalg.norm(stand.pixels[spot] - np.array(STICKER), axis=-1) < 120).all()
    assert (bare.pixels == stand.pixels).all(axis=-1).mean() > 0.97
    assert painted_over(stand, None) is stand


@pytest.mark.parametrize("angle_deg", [-12.0, -4.0, 0.0, 7.0, 14.0])
@pytest.mark.parametrize("off_deg", [-3.0, 0.0, 3.0])
def test_a_belt_tells_the_turn_from_nearby(angle_deg: float, off_deg: float) -> None:
    belt = belt_of([waist(belt=WHITE)])
    assert belt is not None
    turned = waist(angle_deg, belt=WHITE)
    assert belt_line_deg(belt, turned, angle_deg + off_deg) == pytest.approx(angle_deg, abs=1.0)


def test_clothes_without_a_belt_have_none() -> None:
    assert belt_of([waist()]) is None
    assert belt_of([waist(edge=None)]) is None


def test_a_stripe_of_a_striped_top_is_no_belt() -> None:
    plain = waist(edge=0.2)
    above = (plain.hips[1] - np.arange(112)) / plain.trunk_px
    stripe = (above > 0.2) & (np.mod(above - 0.2, 0.14) < 0.07)
    pixels = np.where(stripe[:, None, None], np.array(WHITE, np.uint8), plain.pixels)
    assert belt_of([replace(plain, pixels=pixels)]) is None


def test_a_dark_belt_over_trousers_with_dark_blotches_is_noticed() -> None:
    belted = waist(edge=0.24, trousers=(150, 110, 80), belt=(20, 20, 24))
    below = (belted.hips[1] - np.arange(112)) / belted.trunk_px < 0.2
    coarse = np.kron(np.random.default_rng(4).random((16, 16)) < 0.3, np.ones((7, 7), bool)) & below[:, None]
    pixels = np.where(coarse[..., None], np.array((20, 20, 24), np.uint8), belted.pixels)
    belt = belt_of([replace(belted, pixels=pixels)])
    assert belt is not None
    assert belt.above_trunks == pytest.approx(0.27, abs=0.035)


def test_the_line_of_a_belt_is_not_drawn_aside_by_what_hides_an_end() -> None:
    belt = belt_of([waist(belt=WHITE)])
    turned = waist(6.0, belt=WHITE)
    pixels = turned.pixels.copy()
    pixels[:50, :40] = WHITE
    assert belt is not None
    assert belt_line_deg(belt, replace(turned, pixels=pixels), 6.0) == pytest.approx(6.0, abs=1.0)


def test_a_belt_that_is_not_there_any_more_is_unknown() -> None:
    belt = belt_of([waist(belt=WHITE)])
    assert belt is not None
    assert np.isnan(belt_line_deg(belt, waist(edge=None)))
