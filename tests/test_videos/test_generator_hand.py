from __future__ import annotations

import numpy as np
import pytest

from test_videos.hand import Hand, held
from test_videos.rotations import Array

SIZE_PX = (480, 640)
TIME_S = np.arange(0.0, 30.0, 1 / 30)


def moved(hand: Hand, point: tuple[float, float] = (240.0, 320.0)) -> Array:
    """(T, 2) where a point of the picture at rest comes to lie."""
    places = hand.matrices(TIME_S, SIZE_PX) @ np.array([*point, 1.0])
    return np.asarray(places[:, :2] / places[:, 2:])


def test_a_hand_that_does_nothing_moves_nothing() -> None:
    np.testing.assert_allclose(Hand().matrices(TIME_S, SIZE_PX), np.tile(np.eye(3), (len(TIME_S), 1, 1)), atol=1e-12)


@pytest.mark.parametrize("share", [0.003, 0.01])
def test_a_tremble_shifts_the_middle_by_its_share_of_the_height(share: float) -> None:
    np.testing.assert_allclose(moved(Hand(tremble=share)).std(axis=0), share * SIZE_PX[1], rtol=0.1)


def test_a_roll_turns_the_picture_about_its_middle() -> None:
    hand = Hand(roll_deg=0.5)
    np.testing.assert_allclose(moved(hand), np.tile((240.0, 320.0), (len(TIME_S), 1)), atol=1e-9)
    beside = moved(hand, (440.0, 320.0)) - (240.0, 320.0)
    assert np.degrees(np.arctan2(beside[:, 1], beside[:, 0])).std() == pytest.approx(0.5, rel=0.1)


def test_a_pan_goes_from_one_side_to_the_other() -> None:
    across = moved(Hand(pan=0.1))[:, 0]
    assert (np.diff(across) > 0).all()
    assert np.ptp(across) == pytest.approx(0.1 * SIZE_PX[1], rel=0.01)


def test_nearer_enlarges_everything_about_the_middle() -> None:
    size = (moved(Hand(nearer=0.02), (440.0, 320.0))[:, 0] - 240.0) / 200.0
    assert size.std() == pytest.approx(0.02, rel=0.3)


def test_a_picture_moves_as_its_points_do_and_hands_differ() -> None:
    picture = np.zeros((SIZE_PX[1], SIZE_PX[0], 3), np.uint8)
    picture[318:323, 238:243] = 255
    hand = Hand(tremble=0.01, seed=2)
    shown = list(held([picture] * 5, hand, TIME_S[:5]))
    places = (hand.matrices(TIME_S[:5], SIZE_PX) @ np.array([240.0, 320.0, 1.0]))[:, :2]
    for each, place in zip(shown, places, strict=True):
        rows, columns = np.nonzero(each[..., 0] > 100)
        np.testing.assert_allclose((columns.mean(), rows.mean()), place, atol=0.7)
    assert np.abs(moved(hand) - moved(Hand(tremble=0.01, seed=3))).max() > 5.0
