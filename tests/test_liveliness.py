from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter, shift
from skeletons import Posture, Shot, film, perform

from formcheck import life
from formcheck.camera import find_camera
from formcheck.errors import FormcheckError
from formcheck.film import film_checks
from formcheck.liveliness import is_picture, liveliness, surely_lives
from formcheck.pose import PoseTrack
from formcheck.refusals import require_person
from formcheck.samples import Scenes

SIZE_PX = (480, 640)
SCALE = 640 / 96


def seen(
    sway_px: float = 0.0, tremble_px: float = 0.0, noise: float = 0.6, seconds: float = 9.0, light: float = 0.0
) -> PoseTrack:
    """Somebody who stands, with little pictures: they sway, the hand trembles, the light drifts."""
    track = film(perform((seconds, Posture())), Shot(px_per_m=220.0, size_px=SIZE_PX))
    random = np.random.default_rng(5)
    wall, person = (gaussian_filter(random.normal(size=(96, 72)), 3) for _ in range(2))
    wall, person = 128 + 30 * wall / wall.std(), 90 + 30 * person / person.std()
    low, high = (edge(track.image_xy[0], axis=0) / SCALE for edge in (np.min, np.max))
    body = np.zeros((96, 72), dtype=bool)
    body[int(low[1]) : int(high[1]), int(low[0]) : int(high[0])] = True
    time_s = np.arange(0.0, seconds, 1 / 3)
    grey = []
    for moment in time_s:
        at = shift(person, (0.0, sway_px * np.sin(1.5 * moment)), mode="nearest")
        picture = shift(np.where(body, at, wall), (tremble_px * np.sin(2.1 * moment), 0.0), mode="nearest")
        picture = picture + light * moment + random.normal(scale=noise, size=picture.shape)
        grey.append(np.clip(picture + 0.5, 0, 255).astype(np.uint8))
    return replace(track, scenes=Scenes(time_s, np.stack(grey), np.full(len(time_s), SCALE)))


def moves(track: PoseTrack) -> bool:
    return next(each for each in film_checks(track, find_camera(track), []) if each.check == "person_moves").ok


@pytest.mark.parametrize("light", [0.0, 2.0])
@pytest.mark.parametrize("noise", [0.0, 0.6, 2.0])
def test_a_poster_is_refused_whatever_the_sensor_and_the_light(noise: float, light: float) -> None:
    poster = seen(noise=noise, light=light)
    assert is_picture(liveliness(poster))
    with pytest.raises(FormcheckError, match="nothing about the person moves, as in a poster"):
        require_person(poster, "clip.mp4")


@pytest.mark.parametrize("sway_px", [0.3, 0.6])
def test_somebody_who_stands_quietly_lives_though_the_landmarks_do_not_move(sway_px: float) -> None:
    standing = seen(sway_px)
    require_person(standing, "clip.mp4")
    assert surely_lives(liveliness(standing))
    assert moves(standing)


def test_from_the_hand_a_poster_is_refused_by_the_wall_it_hangs_on() -> None:
    poster = seen(tremble_px=1.5)
    assert not is_picture(liveliness(poster))
    with pytest.raises(FormcheckError, match="nothing about the person moves, as in a poster"):
        require_person(poster, "clip.mp4")


def test_from_the_hand_somebody_who_stands_quietly_is_told_from_the_wall() -> None:
    standing = seen(0.6, tremble_px=1.5)
    require_person(standing, "clip.mp4")
    assert not surely_lives(liveliness(standing))
    assert moves(standing)


@pytest.mark.parametrize("tremble_px", [0.0, 1.5])
def test_what_tells_that_somebody_lives_is_read_once_for_refusal_and_check(
    tremble_px: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    for name in ("stiffness", "liveliness", "strays_px"):
        read = getattr(life, name)
        monkeypatch.setattr(life, name, lambda *of, name=name, read=read: asked.append(name) or read(*of))
    standing = seen(0.6, tremble_px)
    told = life.Life(standing)
    require_person(standing, "clip.mp4", life=told)
    film_checks(standing, find_camera(standing), [], life=told)
    wanted = ["stiffness", "liveliness", "strays_px"] if tremble_px else ["stiffness", "liveliness"]
    assert asked == wanted


def test_a_short_clip_and_one_without_pictures_tell_nothing() -> None:
    assert liveliness(seen(seconds=4.0)) is None
    assert liveliness(replace(seen(), scenes=None)) is None
    require_person(seen(seconds=4.0), "clip.mp4")


def test_a_person_who_fills_the_picture_leaves_nothing_to_compare_with() -> None:
    close = seen()
    assert liveliness(close.with_xy((close.image_xy - np.array(SIZE_PX) / 2) * 8 + np.array(SIZE_PX) / 2)) is None
