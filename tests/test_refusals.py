from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from skeletons import Leg, Posture, Shot, Stances, film, from_view, perform

from formcheck.camera import View, find_camera
from formcheck.errors import FormcheckError
from formcheck.film import film_checks
from formcheck.landmarks import SIDES, of
from formcheck.life import stiffness
from formcheck.pose import PoseTrack
from formcheck.refusals import require_person, seated_share, turned_over_deg
from formcheck.report import FilmCheck

SEATED = Posture(
    left=Leg(hip_flexion_deg=85, knee_flexion_deg=85), right=Leg(hip_flexion_deg=85, knee_flexion_deg=85)
)
HOLD = perform((2.0, Posture()), (8.0, Stances("left").one_leg()))


def wobbling(track: PoseTrack, px: float) -> PoseTrack:
    return track.with_xy(track.image_xy + np.random.default_rng(0).normal(scale=px, size=track.image_xy.shape))


def carried(track: PoseTrack) -> PoseTrack:
    """The track as a hand-held camera shows it: shifted, turned and enlarged as a whole."""
    time_s = track.time_s[:, None]
    middle = track.image_xy.mean(axis=(0, 1))
    relative = (track.image_xy - middle) @ np.array([1.0, 1j])
    moved = relative * (1 + 0.03 * np.sin(time_s)) * np.exp(0.05j * np.sin(2 * time_s)) + 30 * np.sin(3 * time_s)
    return track.with_xy(middle + np.stack([moved.real, moved.imag], axis=-1))


def moves(track: PoseTrack) -> FilmCheck:
    return next(check for check in film_checks(track, find_camera(track), []) if check.check == "person_moves")


def refused(track: PoseTrack, *, standing: bool = True) -> str:
    with pytest.raises(FormcheckError) as problem:
        require_person(track, "clip.mp4", standing=standing)
    return str(problem.value)


def test_an_exercise_is_taken() -> None:
    for view in ("front", "back", "left", "right"):
        require_person(film(HOLD, from_view(view)), "clip.mp4")


def doubted(track: PoseTrack, likely: float) -> PoseTrack:
    """The same film, its knees and ankles held as likely to be visible as given."""
    visibility = track.visibility.copy()
    visibility[:, [of(side, part) for side in SIDES for part in ("KNEE", "ANKLE")]] = likely
    return replace(track, visibility=visibility)


@pytest.mark.parametrize("view", ["front", "back", "left", "right"])
def test_legs_that_the_model_doubts_though_the_whole_person_shows_are_taken(view: View) -> None:
    """Loose grey trousers from behind read 0.26 to 0.43, raised heels from the side under 0.5 all the time."""
    require_person(doubted(film(HOLD, from_view(view)), 0.3), "clip.mp4")


@pytest.mark.parametrize("view", ["front", "back", "left", "right"])
@pytest.mark.parametrize("likely", [0.04, 0.2])
def test_somebody_filmed_to_the_waist_is_refused(likely: float, view: View) -> None:
    """Behind a table knees and ankles read 0.2 at most; below the picture's edge they are placed outside of it."""
    whole = film(HOLD, from_view(view))
    assert refused(doubted(whole, likely)).startswith("the legs cannot be seen")
    below = replace(whole, size_px=(whole.size_px[0], int(whole.at(of("left", "HIP"))[:, 1].max()) + 20))
    assert refused(doubted(below, 0.4)).startswith("the legs cannot be seen")


@pytest.mark.parametrize("standing", [True, False])
def test_an_upside_down_pose_is_refused_for_every_exercise(standing: bool) -> None:
    assert refused(film(HOLD, Shot(roll_deg=180.0)), standing=standing).startswith("the picture is upside down")


@pytest.mark.parametrize("roll_deg", [90.0, -90.0])
def test_somebody_who_lies_is_refused_where_one_has_to_stand(roll_deg: float) -> None:
    lying = film(HOLD, Shot(roll_deg=roll_deg, size_px=(1920, 1080), px_per_m=400.0))
    assert refused(lying).startswith("the person lies across the picture")
    require_person(lying, "clip.mp4", standing=False)


@pytest.mark.parametrize("view", ["front", "left", "right"])
def test_somebody_who_sits_all_the_time_is_refused_where_one_has_to_stand(view: str) -> None:
    seated = film(perform((5.0, SEATED)), from_view(view))  # type: ignore[arg-type]
    assert refused(seated).startswith("the person sits all the time")
    require_person(seated, "clip.mp4", standing=False)


def test_a_deep_squat_is_no_sitting() -> None:
    squat = film(perform((2.0, Posture()), (3.0, SEATED), (2.0, Posture())), from_view("left"))
    assert 0.2 < seated_share(squat) < 0.6
    require_person(squat, "clip.mp4")


@pytest.mark.parametrize("move", [lambda track: track, carried], ids=["on a stand", "from the hand"])
def test_a_poster_is_told_however_the_camera_moves(move) -> None:  # type: ignore[no-untyped-def]
    poster = wobbling(move(film(perform((9.0, Stances("left").one_leg())))), 1.5)
    told = moves(poster)
    assert not told.ok
    assert "as in a drawing or a poster" in told.message


def test_somebody_who_lifts_a_foot_is_no_poster_and_a_short_film_tells_nothing() -> None:
    assert stiffness(film(HOLD)) > 0.015
    assert moves(film(HOLD)).ok
    assert moves(film(perform((5.0, Posture())))).ok


def test_stiffness_does_not_depend_on_how_a_body_is_carried_or_how_large_it_is() -> None:
    body = film(HOLD)
    assert stiffness(carried(body)) == pytest.approx(stiffness(body), rel=0.1)
    half = replace(body, image_xy=body.image_xy / 2)
    assert stiffness(half) == pytest.approx(stiffness(body))


def test_how_far_somebody_is_turned_over_follows_the_camera() -> None:
    for roll_deg in (0.0, 30.0, -90.0, 150.0):
        assert turned_over_deg(film(HOLD, Shot(roll_deg=roll_deg))) == pytest.approx(abs(roll_deg), abs=2.0)
