from __future__ import annotations

import numpy as np
import pytest
from waists import waist

from formcheck.pelvis.aids import belt_of, belt_turn_deg, found_again, painted_over, sticker_pair

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
    belt = belt_of(waist(belt=WHITE))
    assert belt is not None
    turned = waist(angle_deg, belt=WHITE)
    assert belt_turn_deg(belt, turned, angle_deg + off_deg) == pytest.approx(angle_deg, abs=1.0)


def test_clothes_without_a_belt_have_none() -> None:
    assert belt_of(waist()) is None
    assert belt_of(waist(edge=None)) is None


def test_a_belt_that_is_not_there_any_more_is_unknown() -> None:
    belt = belt_of(waist(belt=WHITE))
    assert belt is not None
    assert np.isnan(belt_turn_deg(belt, waist(edge=None), 0.0))
