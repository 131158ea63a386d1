from __future__ import annotations

import numpy as np
import pytest
from arch_stickers import FOOT_PX, HEIGHT, SPAN_PX, foot_spots, spot
from hypothesis import given
from hypothesis import strategies as st

from formcheck.arch.colours import Colour
from formcheck.arch.markers import Markers, find_markers, heights
from formcheck.arch.spots import Spot

SIZE = (640, 480)


def found(frames: list[list[Spot]], colour: Colour | None = None) -> Markers | str:
    return find_markers(np.arange(len(frames)) / 10, frames, SIZE, colour)


def markers(frames: list[list[Spot]], colour: Colour | None = None) -> Markers:
    answer = found(frames, colour)
    assert isinstance(answer, Markers), answer
    return answer


def test_three_stickers_are_found_and_measured() -> None:
    seen = markers([foot_spots()] * 20)
    assert seen.seen.all()
    np.testing.assert_allclose(seen.span_px, SPAN_PX)
    np.testing.assert_allclose(seen.height, HEIGHT)
    np.testing.assert_allclose(seen.at_px[0, 1], FOOT_PX[1])
    assert seen.hue_deg == pytest.approx(140.0)


@given(st.floats(-180, 180), st.floats(0.3, 3.0), st.booleans(), st.floats(-500, 500), st.permutations(range(3)))
def test_neither_roll_nor_scale_nor_mirror_nor_order_changes_the_height(
    roll_deg: float, scale: float, mirrored: bool, shift: float, order: list[int]
) -> None:
    cos, sin = np.cos(np.radians(roll_deg)), np.sin(np.radians(roll_deg))
    points = scale * FOOT_PX @ np.array([[cos, sin], [-sin, cos]]) * ((-1, 1) if mirrored else (1, 1)) + shift
    seen = markers([[foot_spots(points, across=20.0 * scale)[number] for number in order]] * 8)
    np.testing.assert_allclose(seen.height, HEIGHT, rtol=1e-6)
    np.testing.assert_allclose(seen.span_px, scale * SPAN_PX)
    np.testing.assert_allclose(seen.at_px[:, 1], np.tile(points[1], (8, 1)))


def test_heights_are_signed_and_unknown_stays_unknown() -> None:
    points = np.stack([FOOT_PX, FOOT_PX * (1, -1), np.full((3, 2), np.nan)])
    np.testing.assert_allclose(heights(points), [HEIGHT, -HEIGHT, np.nan])


def test_a_sticker_that_is_hidden_is_unknown_in_that_frame_alone() -> None:
    frames = [foot_spots() for _ in range(20)]
    frames[7] = frames[7][:2]
    seen = markers(frames)
    assert np.flatnonzero(~seen.seen).tolist() == [7]
    assert np.isnan(seen.height[7])
    assert np.isfinite(np.delete(seen.height, 7)).all()


def test_spots_of_other_colours_and_sizes_are_none_of_them() -> None:
    others = [spot(300, 150, 35.0), spot(420, 100, 285.0), spot(250, 200, 140.0, across=60.0)]
    assert markers([[*others, *foot_spots()]] * 10).seen.all()


def test_something_like_a_sticker_that_comes_by_is_not_followed() -> None:
    frames = [[spot(20.0 * number, 60.0), *foot_spots()] for number in range(20)]
    np.testing.assert_allclose(markers(frames).height, HEIGHT)


@pytest.mark.parametrize(
    "frames",
    [[], [[]] * 10, [foot_spots()[:2]] * 10, [foot_spots()] + [[]] * 19],
    ids=["no frames", "no spots", "two stickers", "only once"],
)
def test_what_is_not_there_is_said_with_what_to_do(frames: list[list[Spot]]) -> None:
    answer = found(frames)
    assert isinstance(answer, str)
    assert answer.startswith("Three stickers of one bright colour were not found. Put one each on the heel")


def test_three_in_a_row_are_no_foot() -> None:
    assert isinstance(found([foot_spots(np.array([(200.0, 300.0), (330.0, 301.0), (500.0, 300.0)]))] * 10), str)


def test_a_second_set_has_to_be_named_or_taken_away() -> None:
    frames = [[*foot_spots(), *foot_spots(FOOT_PX - (0, 180), 285.0)]] * 10
    answer = found(frames)
    assert isinstance(answer, str)
    assert "--colour" in answer
    np.testing.assert_allclose(markers(frames, Colour.blue).at_px[0, 1], FOOT_PX[1] - (0, 180))
    np.testing.assert_allclose(markers(frames, Colour.green).at_px[0, 1], FOOT_PX[1])
    missing = found(frames, Colour.pink)
    assert isinstance(missing, str)
    assert "of pink colour" in missing
