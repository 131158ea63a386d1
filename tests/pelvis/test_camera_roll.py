"""A phone that is tipped to the side turns the room as much as the pelvis: the room tells by how much."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from skeletons import Posture, Stances, film, from_view, perform
from waists import dressed, waist

from formcheck.camera import find_camera
from formcheck.pelvis.camera_roll import agreed_deg, background_turn_deg
from formcheck.performance import Performance
from formcheck.phases import Phase
from formcheck.pictured import ROLL_SD_DEG, Pictured, pelvis_against_stand
from formcheck.pose import PoseTrack
from formcheck.samples import Scenes

HEIGHT, WIDTH, SCALE = 96, 72, 8.0
EVERYWHERE = np.ones((HEIGHT, WIDTH), dtype=bool)


def room(turn_deg: float = 0.0, seed: int = 5, noise: int = 1) -> np.ndarray:
    """A little picture of shelves and pictures on a wall, turned clockwise, with its noise."""
    random = np.random.default_rng(seed)
    wall = cv2.resize(random.uniform(40, 220, (14, 12)), (140, 140), interpolation=cv2.INTER_CUBIC)
    matrix = cv2.getRotationMatrix2D((69.5, 69.5), -turn_deg, 1.0)
    matrix[:, 2] += np.array([(WIDTH - 1) / 2, (HEIGHT - 1) / 2]) - 69.5
    picture = cv2.warpAffine(wall, matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)
    grain = np.random.default_rng(noise).normal(0, 2, picture.shape)
    return np.clip(picture + grain, 0, 255).astype(np.uint8)


def tipped(track: PoseTrack, roll_deg: float, painted_deg: float, from_s: float = 2.2) -> PoseTrack:
    """The track of a camera that is tipped after the stand: the room and the waistband are turned in the picture."""
    track = dressed(track, {(0.0, from_s): waist(0.0).pixels, (from_s + 0.3, 99.0): waist(painted_deg).pixels})
    assert track.patches is not None
    times = track.patches.time_s
    grey = np.stack([room(roll_deg if time_s > from_s else 0.0, noise=row) for row, time_s in enumerate(times)])
    return replace(track, scenes=Scenes(times, grey, np.full(len(times), SCALE)))


def read(track: PoseTrack) -> Pictured:
    phases = [Phase("stand", None, 0.0, 2.0), Phase("hold", "left", 2.3, 8.0)]
    return pelvis_against_stand(Performance(track, find_camera(track), phases, "left"), "hold")


BALANCED = film(perform((2.0, Posture()), (6.0, Stances("left").one_leg()), fps=10.0), from_view("back"))


@pytest.mark.parametrize("turn_deg", [-6.0, -2.0, 1.0, 4.0])
def test_the_background_tells_the_turn(turn_deg: float) -> None:
    assert background_turn_deg(room(), room(turn_deg, noise=2), EVERYWHERE) == pytest.approx(turn_deg, abs=0.3)


def test_a_room_that_only_shifts_has_not_turned() -> None:
    shifted = np.roll(room(), 2, axis=1)
    assert background_turn_deg(room(), shifted, EVERYWHERE) == pytest.approx(0.0, abs=0.2)


def test_a_bare_wall_another_room_and_a_picture_full_of_the_person_tell_nothing() -> None:
    wall = np.full((HEIGHT, WIDTH), 120, np.uint8)
    assert np.isnan(background_turn_deg(wall, wall, EVERYWHERE))
    assert np.isnan(background_turn_deg(room(), room(seed=9), EVERYWHERE))
    assert np.isnan(background_turn_deg(room(), room(3.0), ~EVERYWHERE))


@pytest.mark.parametrize(
    ("rolls_deg", "roll_deg"),
    [
        ([2.0, 2.1, 1.9, np.nan, np.nan, np.nan], 2.0),
        ([2.0, 2.1, np.nan], 0.0),
        ([2.0, -5.0, 8.0, 1.0, 4.0], 0.0),
        ([0.2, 0.3, 0.1, 0.2], 0.0),
    ],
    ids=["agree", "too few", "disagree", "held still"],
)
def test_only_a_roll_that_several_pictures_agree_on_is_believed(rolls_deg: list[float], roll_deg: float) -> None:
    assert agreed_deg(np.array(rolls_deg)) == pytest.approx(roll_deg)


def test_a_tipped_camera_is_taken_out_of_the_pelvis_and_adds_to_the_doubt() -> None:
    # Nine degrees clockwise in the picture, four of which are the camera's: five are the pelvis's.
    held, moved = read(tipped(BALANCED, 0.0, 5.0)), read(tipped(BALANCED, 4.0, 9.0))
    for found in (held, moved):
        assert found.seen.median_deg == pytest.approx(5.0, abs=1.0)
    assert held.seen.camera_roll_deg == 0.0
    assert moved.seen.camera_roll_deg == pytest.approx(4.0, abs=0.3)
    doubt = np.hypot(held.reading.uncertainty, 1.96 * ROLL_SD_DEG)
    assert moved.reading.uncertainty == pytest.approx(doubt)
