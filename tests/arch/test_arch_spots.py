from __future__ import annotations

import cv2
import numpy as np
import pytest
from arch_stickers import GREEN, PINK, painted
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.arch.colours import Colour, is_named
from formcheck.arch.spots import spots_of


@settings(max_examples=15)
@given(st.floats(100, 500), st.floats(100, 380), st.floats(12, 34))
def test_a_disc_is_found_where_it_is_and_as_wide_as_it_is(x: float, y: float, across: float) -> None:
    (found,) = spots_of(painted([(x, y, across)]))
    np.testing.assert_allclose(found.dot.at, (x, y), atol=0.25)
    assert found.across_px == pytest.approx(across, rel=0.06)
    assert found.dot.area == pytest.approx(np.pi * across**2 / 4, rel=0.12)


def test_plain_skin_has_no_spots() -> None:
    assert spots_of(painted([])) == []


@pytest.mark.parametrize(
    ("colour", "name"),
    [(GREEN, Colour.green), (PINK, Colour.pink), ((30, 90, 230), Colour.blue), ((240, 220, 20), Colour.yellow)],
)
def test_its_hue_is_that_of_its_name(colour: tuple[int, int, int], name: Colour) -> None:
    (found,) = spots_of(painted([(300, 200, 24)], colour))
    assert is_named(found.hue_deg, name)


def test_what_is_long_or_angular_is_no_sticker() -> None:
    picture = painted([])
    cv2.rectangle(picture, (100, 100), (170, 110), GREEN, -1)
    cv2.fillPoly(picture, [np.array([(300, 300), (330, 300), (300, 330)])], GREEN)
    assert spots_of(picture) == []


def test_a_turned_disc_keeps_its_greatest_width() -> None:
    picture = painted([])
    large = cv2.resize(picture, None, fx=8, fy=8)
    cv2.ellipse(large, (300 * 8 + 4, 200 * 8 + 4), (12 * 8, 9 * 8), 25, 0, 360, GREEN, -1)
    (found,) = spots_of(np.asarray(cv2.resize(large, (640, 480), interpolation=cv2.INTER_AREA), np.uint8))
    assert found.across_px == pytest.approx(24, rel=0.06)
    np.testing.assert_allclose(found.dot.at, (300, 200), atol=0.2)


def test_a_large_picture_is_answered_in_its_own_pixels() -> None:
    large = cv2.resize(painted([(300.0, 200.0, 20.0)]), None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    (found,) = spots_of(np.asarray(large, np.uint8))
    np.testing.assert_allclose(found.dot.at, (300.5 * 4 - 0.5, 200.5 * 4 - 0.5), atol=0.8)
    assert found.across_px == pytest.approx(80, rel=0.08)


def test_many_spots_take_no_more_than_the_clearest() -> None:
    discs = [(40.0 + 60 * column, 40.0 + 60 * row, 14.0) for column in range(9) for row in range(7)]
    assert len(spots_of(painted(discs))) == 30
