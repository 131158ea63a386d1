from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from skeletons import Posture, Shot, film, perform

from formcheck.estimation import Pose
from formcheck.people import MOST_PEOPLE, PeopleSampler, SubjectEstimator, is_whole, people_samples, windows
from formcheck.persons import Person, Sighting, link
from formcheck.pose import PoseTrack
from formcheck.upright import Image

SIZE_PX = (1080, 1920)
PICTURE = np.full((1920, 1080, 3), 200, np.uint8)


def walker() -> PoseTrack:
    """Somebody 800 px tall who is carried from left to right in three seconds."""
    track = film(perform((3.0, Posture())), Shot(px_per_m=450.0))
    return track.with_xy(track.image_xy + np.linspace(-350.0, 350.0, len(track))[:, None, None] * (1.0, 0.0))


def sightings(track: PoseTrack) -> list[list[Sighting]]:
    return [[Sighting(xy, seen)] for xy, seen in zip(track.image_xy, track.visibility, strict=True)]


def person(track: PoseTrack) -> Person:
    (one,) = link(track.time_s, sightings(track), SIZE_PX)
    return one


# Windows


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (640, 480), (500, 500), (1768, 994)])
def test_the_windows_cover_the_picture_and_stay_inside_it(size: tuple[int, int]) -> None:
    width, height = size
    assert windows(*size)[0] == (0, 0, width, height)
    squares = np.zeros((height, width), dtype=bool)
    for left, top, wide, high in windows(*size)[1:] or windows(*size):
        assert wide == high == min(size)
        assert left + wide <= width
        assert top + high <= height
        squares[top : top + high, left : left + wide] = True
    assert squares.all()


def test_a_pose_cut_off_by_a_window_counts_only_where_the_picture_itself_ends() -> None:
    pose = Sighting(walker().image_xy[0], np.ones(33))
    assert is_whole(pose, (0, 400, 1080, 1080), SIZE_PX)
    assert not is_whole(pose, (0, 800, 1080, 1080), SIZE_PX)
    assert is_whole(Sighting(pose.image_xy + 800.0, pose.visibility), (0, 0, *SIZE_PX), SIZE_PX)


# Looks


class Finder:
    """Finds the same people in every picture and counts how often it is asked."""

    def __init__(self, found: list[Sighting]) -> None:
        self.found, self.looks = found, 0

    def look(self, rgb: Image) -> list[Sighting]:
        self.looks += 1
        return self.found


def test_looks_are_few_however_long_the_clip() -> None:
    finder = Finder(sightings(walker())[0])
    sampler = PeopleSampler(finder)  # type: ignore[arg-type]
    assert sampler.samples() is None
    for time_s in np.arange(0.0, 60.0, 0.1):
        sampler.look(PICTURE, float(time_s), None)
    found = sampler.samples()
    assert found is not None
    assert 8 <= len(found) <= 16
    assert finder.looks < 32
    np.testing.assert_allclose(np.diff(found.time_s), np.diff(found.time_s)[0], atol=0.11)


def test_more_people_than_there_is_room_for_are_left_out_and_absent_ones_are_unknown() -> None:
    one = sightings(walker())[0][0]
    found = people_samples([0.0, 1.0], [[one] * (MOST_PEOPLE + 2), []])
    assert found.image_xy.shape == (2, MOST_PEOPLE, 33, 2)
    assert np.isfinite(found.image_xy[0]).all()
    assert np.isnan(found.image_xy[1]).all()


# The subject alone


class Shown:
    """Answers with the corner of what it is shown, so that a pose tells where its window was."""

    model = "heavy"

    def __init__(self) -> None:
        self.opened, self.parts = 0, []  # type: ignore[var-annotated]

    @contextmanager
    def __call__(self) -> Iterator[Shown]:
        self.opened += 1
        yield self

    def locate(self, rgb: Image, time_s: float) -> Pose | None:
        self.parts.append(rgb)
        return Pose(np.zeros((33, 2)), np.ones(33), np.zeros((33, 3)))


def test_the_pose_model_is_shown_the_subject_and_nothing_else() -> None:
    track, shown = walker(), Shown()
    place = np.indices(PICTURE.shape[:2])[::-1].transpose(1, 2, 0)
    picture = np.dstack([place // 8, np.full(PICTURE.shape[:2], 50)]).astype(np.uint8)
    with SubjectEstimator("heavy", shown, person(track)) as estimator:  # type: ignore[arg-type]
        for frame, time_s in enumerate(track.time_s):
            pose = estimator.locate(picture, float(time_s))
            assert pose is not None
            part, corner = shown.parts[-1], pose.image_xy[0].astype(int)
            seen = part[..., 2] == 50
            high, wide = part.shape[:2]
            window = picture[corner[1] : corner[1] + high, corner[0] : corner[0] + wide]
            np.testing.assert_array_equal(part[seen], window[seen])
            assert (part[~seen] == 127).all()
            inside = np.clip(np.round(track.image_xy[frame]).astype(int) - corner, 0, (wide - 1, high - 1))
            assert seen[inside[:, 1], inside[:, 0]].all()
            assert seen.mean() < 0.9
    assert 1 <= shown.opened <= 3


def test_nobody_is_looked_for_while_the_subject_is_not_there() -> None:
    track, shown = walker(), Shown()
    late = replace(person(track.part(slice(10, 20))))
    with SubjectEstimator("heavy", shown, late) as estimator:  # type: ignore[arg-type]
        assert estimator.locate(PICTURE, 0.0) is None
        assert estimator.locate(PICTURE, 1.5) is not None
        assert estimator.locate(PICTURE, 3.0) is None
    assert len(shown.parts) == 1
