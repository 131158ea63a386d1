"""Pairs of little pictures: how far the second one moved, and how alike they are, one by one as many at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from formcheck.background_pairs import Pairs

SIZE = (40, 60)
EVERYWHERE = np.ones(SIZE, dtype=bool)


def wall(seed: int) -> np.ndarray:
    noise = np.random.default_rng(seed).uniform(0, 255, SIZE)
    return ndimage.gaussian_filter(noise, 4.0, mode="wrap") * 8


def compared(before: np.ndarray, now: np.ndarray, shown: np.ndarray = EVERYWHERE) -> Pairs:
    return Pairs.of(before[None].astype(np.float32), now[None].astype(np.float32), shown[None])


@given(st.integers(0, 100), st.floats(-0.5, 0.5), st.floats(-0.5, 0.5))
def test_a_background_that_moved_by_less_than_a_pixel_tells_how_far(seed: int, down: float, right: float) -> None:
    before = wall(seed)
    pair = compared(before, ndimage.shift(before, (down, right), mode="grid-wrap"))
    np.testing.assert_allclose(pair.subpixel(), [[down, right]], atol=0.05)


def test_one_picture_is_like_itself_and_unlike_another() -> None:
    assert compared(wall(1), wall(1)).likeness == pytest.approx([1.0])
    assert abs(compared(wall(1), wall(2)).likeness[0]) < 0.5


def test_brighter_light_makes_nothing_unlike() -> None:
    assert compared(wall(1), 1.3 * wall(1) + 20).likeness == pytest.approx([1.0], abs=1e-5)


def test_what_stands_before_the_wall_does_not_count() -> None:
    shown = EVERYWHERE.copy()
    shown[10:30, 20:40] = False
    now = wall(1)
    now[10:30, 20:40] = 0
    pair = compared(wall(1), now, shown)
    assert pair.likeness == pytest.approx([1.0])
    assert pair.count == [EVERYWHERE.size - 400]
    np.testing.assert_allclose(pair.subpixel(), 0.0, atol=1e-4)


def test_stripes_tell_only_how_far_they_moved_across() -> None:
    stripes = np.tile(128 + 60 * np.sin(np.arange(SIZE[1]) / 4), (SIZE[0], 1))
    moved = np.tile(128 + 60 * np.sin((np.arange(SIZE[1]) - 0.3) / 4), (SIZE[0], 1))
    np.testing.assert_allclose(compared(stripes, moved).subpixel(), [[0.0, 0.3]], atol=0.02)


def test_a_bare_wall_has_no_spread() -> None:
    bare = np.full(SIZE, 90.0)
    pair = compared(bare, bare)
    assert pair.spread == pytest.approx([0.0], abs=1e-3)
    assert np.isfinite(pair.subpixel()).all()


def test_many_at_once_are_as_each_alone() -> None:
    walls = np.stack([wall(seed) for seed in range(6)]).astype(np.float32)
    later = np.roll(walls, 1, axis=2)
    shown = np.random.default_rng(3).uniform(size=walls.shape) > 0.2
    together = Pairs.of(walls, later, shown)
    alone = [compared(*each) for each in zip(walls, later, shown, strict=True)]
    np.testing.assert_allclose(together.subpixel(), np.concatenate([pair.subpixel() for pair in alone]), atol=1e-5)
    np.testing.assert_allclose(together.likeness, np.concatenate([pair.likeness for pair in alone]), atol=1e-5)


def test_the_order_of_pixels_in_memory_changes_nothing() -> None:
    before, now = (np.stack([wall(seed) for seed in seeds]).astype(np.float32) for seeds in ((1, 2), (3, 4)))
    shown = np.ones(before.shape, dtype=bool)
    columns_first = [np.asfortranarray(each) for each in (before, now, shown)]
    np.testing.assert_array_equal(Pairs.of(*columns_first).subpixel(), Pairs.of(before, now, shown).subpixel())
