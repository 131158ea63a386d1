from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from test_videos.rotations import (
    FORWARD,
    LEFTWARD,
    UP,
    about,
    align,
    cross,
    frame,
    part,
    rot_x,
    rot_y,
    rot_z,
    swing,
    unit,
)

angles = st.floats(-170, 170)
coordinates = st.floats(-1, 1).map(lambda value: round(value, 3))
vectors = st.tuples(coordinates, coordinates, coordinates).filter(lambda v: np.linalg.norm(v) > 0.1)


def test_a_positive_turn_about_the_leftward_axis_leans_forward() -> None:
    assert np.allclose(rot_x(90) @ UP, FORWARD)


def test_a_positive_turn_about_the_backward_axis_leans_left() -> None:
    assert np.allclose(rot_y(90) @ UP, LEFTWARD)


def test_a_positive_turn_about_the_vertical_faces_left() -> None:
    assert np.allclose(rot_z(90) @ FORWARD, LEFTWARD)


@given(angles, angles, angles)
def test_products_of_turns_stay_rotations(a: float, b: float, c: float) -> None:
    rotation = rot_z(a) @ rot_y(b) @ rot_x(c)
    assert np.allclose(rotation @ rotation.T, np.eye(3))
    assert np.linalg.det(rotation) == pytest.approx(1)


@given(angles)
def test_about_an_axis_agrees_with_the_named_turn(angle: float) -> None:
    assert np.allclose(about(LEFTWARD, np.radians(angle)), rot_x(angle))


@given(vectors, vectors)
def test_swing_takes_one_direction_to_the_other(start: tuple[float, ...], end: tuple[float, ...]) -> None:
    if np.dot(unit(start), unit(end)) > -0.999:
        assert np.allclose(swing(start, end) @ unit(start), unit(end), atol=1e-6)


def test_swing_between_equal_directions_is_no_turn() -> None:
    assert np.array_equal(swing(UP, 3 * UP), np.eye(3))


@given(st.floats(1, 170), st.floats(0.1, 1))
def test_part_of_a_turn_is_the_same_share_of_its_angle(angle: float, share: float) -> None:
    assert np.allclose(part(rot_y(angle), share), rot_y(share * angle), atol=1e-6)


def test_part_of_no_turn_is_no_turn() -> None:
    assert np.array_equal(part(np.eye(3), 0.5), np.eye(3))


@given(vectors)
def test_frame_has_the_axis_as_its_third_column(axis: tuple[float, ...]) -> None:
    lateral = LEFTWARD if abs(unit(axis)[0]) < 0.9 else UP
    made = frame(axis, lateral)
    assert np.allclose(made[:, 2], unit(axis))
    assert np.allclose(made.T @ made, np.eye(3))


def test_align_takes_axis_and_lateral_along() -> None:
    turn = align(-UP, LEFTWARD, FORWARD, LEFTWARD)
    assert np.allclose(turn @ -UP, FORWARD)
    assert np.allclose(turn @ LEFTWARD, LEFTWARD)


@given(vectors, vectors)
def test_cross_is_numpys(a: tuple[float, ...], b: tuple[float, ...]) -> None:
    assert np.allclose(cross(np.array(a), np.array(b)), np.cross(a, b))


def test_unit_has_length_one_and_keeps_the_direction() -> None:
    assert np.allclose(unit([0, 3, -4]), [0, 0.6, -0.8])
