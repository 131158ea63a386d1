from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from test_videos.foot import FootClip, FootFilm, foot_truth
from test_videos.foot_clips import COMMITTED, foot_clips, standing_off
from test_videos.looks import HALVES
from test_videos.write import dumps

FEET = Path(__file__).parents[2] / "test_videos" / "arch_clips"


@pytest.mark.parametrize("drop_m", [0.0, 0.006, 0.012])
@pytest.mark.parametrize(("side", "body"), [("left", "f_avg"), ("right", "m_heavy")])
def test_the_navicular_comes_down_as_planted_and_heel_and_ball_stay_on_the_floor(
    side: str, body: str, drop_m: float
) -> None:
    film = FootFilm(FootClip("foot", side, body, drop_m=drop_m, wobble_m=0.0))  # type: ignore[arg-type]
    before, after = film.stickers_m(0.0), film.stickers_m(6.0)
    assert before["navicular"][2] - after["navicular"][2] == pytest.approx(drop_m, abs=1e-6)
    for name in ("heel", "ball"):
        assert after[name][2] == pytest.approx(before[name][2], abs=1e-6)
    assert film.height_m(0.0) - film.height_m(6.0) == pytest.approx(drop_m, abs=3e-4)
    inward = -1.0 if side == "left" else 1.0
    moved_m = inward * (after["navicular"][0] - before["navicular"][0])
    assert moved_m == pytest.approx(0.5 * drop_m, abs=1e-6)


def test_stickers_lie_on_the_inner_side_in_their_order() -> None:
    film = FootFilm(FootClip("foot"))
    heel, navicular, ball = (film.stickers_m(0.0)[name] for name in ("heel", "navicular", "ball"))
    assert heel[1] > navicular[1] > ball[1]
    assert navicular[2] > max(heel[2], ball[2])
    ankle = film.body.limbs["left"].ankle
    assert max(point[0] for point in (heel, navicular, ball)) < ankle[0]
    assert 0.6 < film.heel_ball_m / film.length_m < 0.75


def test_around_the_sticker_the_skin_moves_as_one() -> None:
    film = FootFilm(FootClip("foot", drop_m=0.012, wobble_m=0.0))
    middle = film.rest_m[film.stuck["navicular"]]
    under = np.linalg.norm(film.rest_m - middle, axis=1) < 0.0065
    down_m = (film.rest_m - film.vertices_m(6.0))[under, 2]
    assert np.ptp(down_m) < 0.001


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("off_deg", [-20.0, 0.0, 15.0])
def test_the_camera_stands_as_far_off_as_asked(side: str, off_deg: float) -> None:
    view = {"left": "right", "right": "left"}[side]
    clip = FootClip("foot", side, camera=FootClip("foot").camera.__class__(view, 0.0, 0.45, 0.09, fov_deg=40.0))  # type: ignore[arg-type]
    assert FootFilm(standing_off(clip, off_deg)).off_deg == pytest.approx(off_deg, abs=0.2)


def test_the_halves_share_no_body_skin_or_floor() -> None:
    for half in ("fit", "report"):
        for clip in islice(foot_clips(half), 3):  # type: ignore[arg-type]
            assert clip.body in HALVES[half]["body"]  # type: ignore[index]
            assert clip.look in HALVES[half]["look"]  # type: ignore[index]
            assert clip.room in HALVES[half]["room"]  # type: ignore[index]


@pytest.mark.parametrize("clip", COMMITTED, ids=lambda clip: clip.name)
def test_the_committed_truth_is_what_the_generator_says_today(clip: FootClip) -> None:
    stored = json.loads((FEET / f"{clip.name}.truth.json").read_text("utf-8"))
    assert json.loads(dumps(foot_truth(FootFilm(standing_off(clip, 4.0))))) == stored
    assert (FEET / f"{clip.name}.mp4").stat().st_size < 150_000


def test_the_picture_shows_the_stickers_where_the_truth_says() -> None:
    film = FootFilm(FootClip("foot", fps=0.5, size_px=(480, 270), noise=0.0))
    picture = next(film.pictures()).astype(int)
    for name, places in foot_truth(film)["stickers_px"].items():
        column, row = (round(float(value)) for value in places[0])
        red, green, blue = picture[row, column]
        assert green > red + 60, name
        assert green > blue + 60, name
    # The other foot is out of the picture: there is skin of one leg only, so at most two edges in a row above it.
    ankle_row = round(float(foot_truth(film)["stickers_px"]["navicular"][0][1])) - 60
    skin = picture[ankle_row, :, 0] > picture[ankle_row, :, 2] + 20
    assert np.abs(np.diff(skin.astype(int))).sum() == 2
