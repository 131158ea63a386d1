"""A face that nobody knows again, and nothing else changed."""

from dataclasses import replace

import numpy as np
from skeletons import Posture, film, lose, perform

from formcheck.face import FaceBlur, face_ellipse
from formcheck.landmarks import Landmark

TRACK = film(perform((1.0, Posture())))
SIZE = (540, 960)
NOISE = np.random.default_rng(1).integers(0, 255, (SIZE[1], SIZE[0], 3), dtype=np.uint8)


def head_at(track, size_px):
    return (track.image_xy[0, Landmark.NOSE] * np.array(size_px) / np.array(track.size_px)).round().astype(int)


def test_the_face_is_coarse_and_the_legs_are_as_they_were():
    out = FaceBlur(TRACK, SIZE).draw(NOISE, 0)
    x, y = head_at(TRACK, SIZE)
    around = np.s_[y - 6 : y + 6, x - 6 : x + 6]
    assert out[around].std() < NOISE[around].std() / 4
    assert np.array_equal(out[SIZE[1] // 2 :], NOISE[SIZE[1] // 2 :])


def test_the_picture_given_is_not_touched():
    before = NOISE.copy()
    FaceBlur(TRACK, SIZE).draw(NOISE, 0)
    assert np.array_equal(NOISE, before)


def test_a_lost_pose_keeps_the_face_hidden_where_it_was():
    blur = FaceBlur(lose(TRACK, slice(3, 6)), SIZE)
    x, y = head_at(TRACK, SIZE)
    assert not np.array_equal(blur.draw(NOISE, 4)[y, x], NOISE[y, x])


def test_without_the_face_the_shoulders_tell_where_it_is():
    points = TRACK.image_xy[0].copy()
    with_face = face_ellipse(points)
    points[: Landmark.MOUTH_RIGHT + 1] = np.nan
    without = face_ellipse(points)
    assert np.all(np.abs(with_face.centre - without.centre) < without.half)
    assert np.all(without.half >= with_face.half * 0.9)


def test_a_film_without_a_person_stays_as_it_is():
    nobody = replace(TRACK, image_xy=np.full_like(TRACK.image_xy, np.nan))
    assert np.array_equal(FaceBlur(nobody, SIZE).draw(NOISE, 0), NOISE)
