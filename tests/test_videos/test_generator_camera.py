from __future__ import annotations

import numpy as np
import pytest

from test_videos.camera import AZIMUTH_DEG, CameraPlace, View, frame_points, look, orthographic, view_matrix
from test_videos.rotations import UP

SIZE = (640, 480)
BOX = np.array([[x, y, z] for x in (-0.4, 0.4) for y in (-0.2, 0.2) for z in (0.0, 1.8)])


def test_the_target_is_in_the_middle_of_the_picture() -> None:
    camera = look(np.array([0.0, -3.0, 1.0]), np.array([0.0, 0.0, 1.0]), 0.0, 40.0, SIZE)
    assert np.allclose(camera.project(np.array([[0.0, 0.0, 1.0]])), [[320, 240]])


def test_a_known_point_falls_where_the_lens_formula_says() -> None:
    """At 3 m and 90 degrees the picture's half height is 3 m, so 1 m is a third of 240 px."""
    camera = look(np.array([0.0, -3.0, 1.0]), np.array([0.0, 0.0, 1.0]), 0.0, 90.0, SIZE)
    assert np.allclose(camera.project(np.array([1.0, 0.0, 2.0])), [400, 160])


def test_from_the_front_the_persons_left_is_on_the_right_of_the_picture() -> None:
    points = {view: frame_points(CameraPlace(view), BOX, SIZE) for view in AZIMUTH_DEG}
    left = {view: camera.project(np.array([0.3, 0.0, 1.0]))[0] for view, camera in points.items()}
    assert left["front"] > 330
    assert left["back"] < 310


@pytest.mark.parametrize(("view", "nose_side"), [("left", -1), ("right", 1)])
def test_from_the_left_the_person_faces_the_left_edge(view: View, nose_side: int) -> None:
    camera = frame_points(CameraPlace(view), BOX, SIZE)
    nose, back = camera.project(np.array([[0.0, -0.2, 1.6], [0.0, 0.2, 1.6]]))
    assert np.sign(nose[0] - back[0]) == nose_side


@pytest.mark.parametrize("view", list(AZIMUTH_DEG))
@pytest.mark.parametrize("size", [(640, 480), (480, 640), (270, 480)])
@pytest.mark.parametrize(("yaw", "roll"), [(0, 0), (20, -5), (-10, 4)])
def test_everything_is_framed_with_a_margin(view: View, size: tuple[int, int], yaw: float, roll: float) -> None:
    camera = frame_points(CameraPlace(view, yaw, 3.0, 0.6, roll), BOX, size)
    pixels = camera.project(BOX) / size
    assert pixels.min() > 0.07
    assert pixels.max() < 0.93
    assert max(np.ptp(pixels, axis=0)) > 0.7


def test_a_given_field_of_view_is_kept() -> None:
    assert frame_points(CameraPlace(fov_deg=50.0), BOX, SIZE).fov_deg == 50.0


def test_positive_roll_leans_the_picture_clockwise() -> None:
    camera = frame_points(CameraPlace("front", height_m=0.9, roll_deg=5.0), BOX, SIZE)
    low, high = camera.project(np.array([[0.0, 0.0, 0.6], [0.0, 0.0, 1.2]]))
    lean = np.degrees(np.arctan2(high[0] - low[0], low[1] - high[1]))
    assert lean == pytest.approx(5.0, abs=0.1)


def test_distance_is_kept() -> None:
    camera = frame_points(CameraPlace("oblique_left", 3.0, 4.0, 1.0), BOX, SIZE)
    assert np.linalg.norm(camera.eye_m[:2]) == pytest.approx(4.0, abs=0.05)


def test_the_light_sees_parallel() -> None:
    matrix = orthographic(2.0, 0.1, 9.0) @ view_matrix(np.array([0.0, -4.0, 0.0]), np.zeros(3), UP)
    near, far = matrix @ [1.0, -1.0, 0.5, 1.0], matrix @ [1.0, 1.0, 0.5, 1.0]
    assert near[:2] == pytest.approx(far[:2])
    assert near[:2] == pytest.approx([0.5, 0.25])
    assert near[2] < far[2]
