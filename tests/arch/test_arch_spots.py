from __future__ import annotations

import cv2
import numpy as np
import pytest
from arch_stickers import GREEN, ORANGE, PICTURE_PX, PINK, painted
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.arch.colours import Colour, is_named
from formcheck.arch.spots import spots_of


@settings(max_examples=15)
@given(st.floats(60, 250), st.floats(60, 180), st.floats(10, 22))
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
    (found,) = spots_of(painted([(200, 120, 22)], colour))
    assert is_named(found.hue_deg, name)


def test_what_is_long_or_angular_is_no_sticker() -> None:
    picture = painted([])
    cv2.rectangle(picture, (60, 60), (82, 68), GREEN, -1)
    cv2.fillPoly(picture, [np.array([(200, 150), (222, 150), (200, 172)])], GREEN)
    assert spots_of(picture) == []


def test_a_turned_disc_keeps_its_greatest_width() -> None:
    picture = painted([])
    large = cv2.resize(picture, None, fx=8, fy=8)
    cv2.ellipse(large, (200 * 8 + 4, 120 * 8 + 4), (11 * 8, 8 * 8), 25, 0, 360, GREEN, -1)
    (found,) = spots_of(np.asarray(cv2.resize(large, PICTURE_PX, interpolation=cv2.INTER_AREA), np.uint8))
    assert found.across_px == pytest.approx(22, rel=0.06)
    np.testing.assert_allclose(found.dot.at, (200, 120), atol=0.2)


def test_a_sticker_is_told_from_skin_that_stands_out_itself() -> None:
    picture = painted([(160.0, 120.0, 16.0)], ORANGE)
    foot = np.zeros(picture.shape[:2], np.uint8)
    cv2.ellipse(foot, (160, 120), (60, 18), 0, 0, 360, 1, -1)
    picture[foot == 0] = (120, 130, 150)
    found = spots_of(picture)[0]
    np.testing.assert_allclose(found.dot.at, (160, 120), atol=0.2)
    assert found.across_px == pytest.approx(16, rel=0.06)


def test_a_large_picture_is_answered_in_its_own_pixels() -> None:
    large = cv2.resize(painted([(200.0, 120.0, 20.0)]), None, fx=8, fy=8, interpolation=cv2.INTER_CUBIC)
    (found,) = spots_of(np.asarray(large, np.uint8))
    np.testing.assert_allclose(found.dot.at, (200.5 * 8 - 0.5, 120.5 * 8 - 0.5), atol=1.6)
    assert found.across_px == pytest.approx(160, rel=0.08)


def test_many_spots_take_no_more_than_the_clearest() -> None:
    discs = [(20.0 + 30 * column, 20.0 + 30 * row, 10.0) for column in range(10) for row in range(7)]
    assert len(spots_of(painted(discs))) == 30
