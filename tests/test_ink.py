"""Ink: text that fits, lines with both ends, sectors the short way, cards that may stick out."""

from __future__ import annotations

import numpy as np
import pytest
from drawings import SIZE_PX, changed, gray
from hypothesis import given
from hypothesis import strategies as st

from formcheck.ink import Box, card, dashed, line, sector, text_width, wrapped
from formcheck.palette import INK
from formcheck.panel import label
from formcheck.upright import Image


@given(st.text(alphabet="abc ,…", min_size=1, max_size=80), st.integers(30, 200), st.integers(1, 3))
def test_wrapped_text_fits(words: str, width_px: int, lines: int) -> None:
    out = wrapped(words, width_px, 14, lines)
    assert 1 <= len(out) <= lines
    assert all(text_width(each, 14) <= width_px for each in out)


def test_text_that_fits_is_kept_whole_and_what_does_not_ends_in_an_ellipsis() -> None:
    says = "Keep hip, knee and foot in one line"
    assert " ".join(wrapped(says, 200, 14, 3)) == says
    assert wrapped(says, 100, 14, 1)[-1].endswith("…")


def test_a_line_with_an_unknown_end_is_not_drawn() -> None:
    picture = gray()
    line(picture, (np.nan, 3.0), (50.0, 50.0), INK, 3)
    dashed(picture, (10.0, 10.0), (np.nan, np.nan), INK, 3)
    dashed(picture, (10.0, 10.0), (10.0, 10.0), INK, 3)
    assert not changed(picture).any()


def test_a_sector_fills_the_shorter_way_between_two_directions() -> None:
    picture = gray()
    sector(picture, np.array([100.0, 100.0]), np.array([1.0, 0.0]), np.array([1.0, 1.0]), 60, INK, 2)
    assert changed(picture)[112, 130]
    assert not changed(picture)[88, 130]
    assert not changed(picture)[100:, :95].any()


@pytest.mark.parametrize("place", [(-30, -30), (500, 930), (600, 0), (0, -200)])
def test_a_card_that_sticks_out_is_cut(place: tuple[int, int]) -> None:
    picture, words = gray(), label("12°", "met", 30)
    words.lay(picture, *place)
    width, height = words.size_px
    inside = Box(0, 0, *SIZE_PX).overlaps(Box(*place, width, height))
    assert changed(picture).any() == inside


def test_a_card_is_see_through_but_its_text_is_not() -> None:
    def paint(canvas: Image) -> None:
        canvas[10:20, 10:20] = 255

    made = card(60, 40, 8, paint)
    assert made.opacity[0, 0] == 0
    assert 0 < made.opacity[30, 30] < 1
    assert made.opacity[15, 15] == 1
