from __future__ import annotations

import numpy as np

from test_videos.beside import beside, smaller, still


def film(height: int, width: int, frames: int) -> list[np.ndarray]:
    return [np.full((height, width, 3), 10 * frame, np.uint8) for frame in range(1, frames + 1)]


def test_two_films_stand_on_one_floor_side_by_side_until_one_ends() -> None:
    pictures = list(beside(film(40, 20, 3), film(30, 30, 5)))
    assert [picture.shape for picture in pictures] == [(40, 50, 3)] * 3
    for number, picture in enumerate(pictures, start=1):
        assert (picture[:, :20] == 10 * number).all()
        assert (picture[10:, 20:] == 10 * number).all()
        assert (picture[:10, 20:] == 127).all()


def test_a_pasted_film_can_be_encoded() -> None:
    (picture,) = beside(film(41, 20, 1), film(41, 31, 1))
    assert picture.shape == (42, 52, 3)


def test_a_film_can_be_made_smaller_and_stopped() -> None:
    assert next(smaller(film(40, 20, 1), 0.5)).shape == (20, 10, 3)
    stopped = list(still(film(4, 4, 3), 6))
    assert len(stopped) == 6
    assert all((picture == 10).all() for picture in stopped)
