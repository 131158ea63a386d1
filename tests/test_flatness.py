from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter, map_coordinates
from skeletons import Posture, Shot, film, perform

from formcheck.flatness import PLAIN_PX, STRAY_PX, goes_alone, goes_along, strays_px
from formcheck.pose import Array, PoseTrack
from formcheck.samples import Scenes

SIZE_PX = (480, 640)
WIDTH, HEIGHT, SCALE = 72, 96, 640 / 96
ROOM = 40
"""Pixels of the wall beyond each edge of the little picture."""

FINE = 3
"""A pixel of the little picture is the mean of so many, squared, as a camera's is of the light that falls on it."""


def textures() -> tuple[Array, Array]:
    """A wall and a person, larger than the little picture."""
    random = np.random.default_rng(7)
    shape = HEIGHT + 2 * ROOM, WIDTH + 2 * ROOM
    wall, person = (gaussian_filter(random.normal(size=shape), 2.5) for _ in range(2))
    return 128 + 30 * wall / wall.std(), 90 + 30 * person / person.std()


def hand(moment: float) -> tuple[Array, Array]:
    """Where each pixel of the little picture looks: shifted, turned, enlarged and seen from elsewhere."""
    middle = np.array([HEIGHT, WIDTH])[:, None, None] / 2
    y, x = (np.mgrid[: FINE * HEIGHT, : FINE * WIDTH] + 0.5) / FINE - 0.5 - middle
    turn, size = np.radians(1.5) * np.sin(2.9 * moment), 1 + 0.02 * np.sin(0.7 * moment)
    keystone = 1 + 4e-4 * np.sin(0.9 * moment) * x
    x, y = (
        size * keystone * (x * np.cos(turn) - y * np.sin(turn)),
        size * keystone * (x * np.sin(turn) + y * np.cos(turn)),
    )
    return x + 4 * np.sin(0.8 * moment) + WIDTH / 2, y + 1.5 * np.sin(2.1 * moment) + HEIGHT / 2


@cache
def seen(sway_px: float = 0.0, seconds: float = 9.0, contrast: float = 1.0, noise: float = 0.6) -> PoseTrack:
    """Somebody in front of a wall, filmed by hand: they sway to and fro by so much of the little picture's pixels."""
    track = film(perform((seconds, Posture())), Shot(px_per_m=220.0, size_px=SIZE_PX))
    (wall, person), random = textures(), np.random.default_rng(5)
    wall = 128 + contrast * (wall - 128)
    low, high = (edge(track.image_xy[0], axis=0) / SCALE for edge in (np.min, np.max))
    time_s, grey = np.arange(0.0, seconds, 1 / 3), []
    for moment in time_s:
        x, y = hand(moment)
        body_x = x - sway_px * np.sin(1.5 * moment)
        inside = (body_x > low[0]) & (body_x < high[0]) & (y > low[1]) & (y < high[1])
        shown = np.where(
            inside,
            map_coordinates(person, [y + ROOM, body_x + ROOM], order=1),
            map_coordinates(wall, [y + ROOM, x + ROOM], order=1),
        )
        shown = shown.reshape(HEIGHT, FINE, WIDTH, FINE).mean(axis=(1, 3))
        grey.append(np.clip(shown + random.normal(scale=noise, size=shown.shape) + 0.5, 0, 255).astype(np.uint8))
    return replace(track, scenes=Scenes(time_s, np.stack(grey), np.full(len(time_s), SCALE)))


@pytest.mark.parametrize("noise", [0.0, 0.6, 1.5])
def test_a_poster_goes_along_with_its_wall_however_the_hand_moves(noise: float) -> None:
    poster = seen(noise=noise)
    assert goes_along(strays_px(poster))
    assert not goes_alone(strays_px(poster))


@pytest.mark.parametrize("sway_px", [0.3, 0.4])
def test_who_sways_goes_alone_by_as_much_as_they_sway(sway_px: float) -> None:
    swaying = seen(sway_px)
    assert goes_alone(strays_px(swaying))
    assert not goes_along(strays_px(swaying))
    assert strays_px(swaying) == pytest.approx(sway_px / np.sqrt(2), rel=0.3, abs=0.03)


def test_who_moves_plainly_is_told_by_one_picture() -> None:
    moving = seen(2.0)
    assert goes_alone(strays_px(moving))
    strays = strays_px(moving)
    assert strays is not None
    assert PLAIN_PX <= strays <= 4.0, "no farther than from one end of the sway to the other"


def test_a_sway_below_what_a_pixel_tells_is_not_told_from_none() -> None:
    strays = strays_px(seen(0.02))
    assert strays is not None
    assert strays < STRAY_PX


@pytest.mark.parametrize("sway_px", [0.0, 0.6])
def test_before_a_bare_wall_nothing_tells(sway_px: float) -> None:
    bare = seen(sway_px, contrast=0.0)
    assert strays_px(bare) is None
    assert not goes_along(strays_px(bare))
    assert not goes_alone(strays_px(bare))


def test_a_short_clip_tells_nothing_and_neither_does_one_without_pictures() -> None:
    assert strays_px(seen(seconds=4.0)) is None
    assert strays_px(replace(seen(), scenes=None)) is None


def test_a_person_who_fills_the_picture_leaves_no_wall_to_go_along_with() -> None:
    close = seen()
    middle = np.array(SIZE_PX) / 2
    assert strays_px(close.with_xy((close.image_xy - middle) * 8 + middle)) is None
