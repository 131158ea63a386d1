from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import gaussian_filter, shift
from skeletons import Posture, Shot, film, perform

from formcheck import scene
from formcheck.analysis import analyse
from formcheck.camera import find_camera
from formcheck.exercises import get
from formcheck.film import film_checks
from formcheck.landmarks import Landmark
from formcheck.pose import PoseTrack
from formcheck.report import FilmCheck, Source
from formcheck.sampling import SceneSampler, little
from formcheck.scene import backgrounds, camera_path_px, cuts_s, longest_scene, steadied

SIZE_PX = (480, 640)


def room(seed: int) -> np.ndarray:
    """A picture of blobs, larger than the film's, so that a camera can wander over it."""
    random = np.random.default_rng(seed)
    blobs = cv2.GaussianBlur(random.normal(size=(900, 900)), (0, 0), 14)
    return np.asarray(128 + 40 * blobs / blobs.std())


def filmed(rooms: list[tuple[float, int]], path_px=lambda time_s: (0.0, 0.0), noise: float = 3.0) -> PoseTrack:  # type: ignore[no-untyped-def]
    """Somebody who stands in one room after the other, each for some seconds, seen by a camera on a path."""
    seconds = sum(lasts_s for lasts_s, _ in rooms)
    track = film(perform((seconds, Posture())), Shot(px_per_m=220.0, size_px=SIZE_PX))
    ends_s = np.cumsum([lasts_s for lasts_s, _ in rooms])
    walls = [room(seed) for _, seed in rooms]
    sampler, random, xy = SceneSampler(), np.random.default_rng(0), track.image_xy.copy()
    for frame, time_s in enumerate(track.time_s):
        wall = walls[min(int(np.searchsorted(ends_s, time_s, side="right")), len(walls) - 1)]
        x, y = path_px(time_s)
        moved = cv2.warpAffine(wall, np.array([[1.0, 0, x - 200], [0, 1.0, y - 120]]), SIZE_PX)
        low, high = track.image_xy[frame].min(axis=0).astype(int), track.image_xy[frame].max(axis=0).astype(int)
        moved[low[1] : high[1], low[0] : high[0]] = 40
        grey = np.clip(moved + random.normal(scale=noise, size=moved.shape), 0, 255).astype(np.uint8)
        sampler.look(np.repeat(grey[..., None], 3, axis=2), float(time_s), xy[frame])
    return replace(track, scenes=sampler.samples())


def checks(track: PoseTrack, whole: PoseTrack | None = None) -> dict[str, FilmCheck]:
    return {check.check: check for check in film_checks(track, find_camera(track), [], whole)}


def test_a_still_camera_in_one_room_is_neither_cut_nor_moved() -> None:
    track = filmed([(8.0, 1)])
    assert cuts_s(track) == []
    assert longest_scene(track) is track
    path = camera_path_px(track)
    assert path is not None
    assert np.abs(path).max() < 1.0
    assert checks(track)["one_scene"].ok
    assert checks(track)["camera_still"].ok


@pytest.mark.parametrize("seeds", [(1, 2), (5, 6), (8, 9)])
def test_a_cut_is_found_between_two_looks_and_the_longest_part_is_judged(seeds: tuple[int, int]) -> None:
    whole = filmed([(3.0, seeds[0]), (5.0, seeds[1])])
    ((before_s, after_s),) = cuts_s(whole)
    assert before_s < 3.0 <= after_s
    assert after_s - before_s < 0.5
    part = longest_scene(whole)
    assert part.time_s[0] == after_s
    assert part.time_s[-1] == whole.time_s[-1]
    told = checks(part, whole)["one_scene"]
    assert not told.ok
    assert f"The film was cut at {after_s:.1f} s; only the longest part, from {after_s:.1f} to 8.0 s" in told.message
    assert cuts_s(part) == []


def test_what_is_known_of_the_whole_film_tells_of_its_part_too() -> None:
    whole = filmed([(3.0, 1), (5.0, 2)], lambda time_s: (6.0 * time_s, 0.0))
    found = backgrounds(whole)
    assert found is not None
    assert cuts_s(whole, found) == cuts_s(whole)
    part = longest_scene(whole, found)
    alone, taken = backgrounds(part), found.between(part.time_s[0], part.time_s[-1])
    assert alone is not None
    for name in ("time_s", "shift_px", "cut"):
        np.testing.assert_array_equal(getattr(taken, name), getattr(alone, name))
    np.testing.assert_array_equal(camera_path_px(part, taken), camera_path_px(part))
    known = film_checks(part, find_camera(part), [], whole, found)
    assert known == film_checks(part, find_camera(part), [], whole)


def test_an_analysis_compares_each_background_with_the_next_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    side_by_side = scene._laid_side_by_side
    monkeypatch.setattr(
        scene, "_laid_side_by_side", lambda grey, free: compared.append(len(free)) or side_by_side(grey, free)
    )
    track = filmed([(4.0, 1)])
    source = Source(name="a", sha256="0", width_px=480, height_px=640, fps=30, duration_s=4, frames=len(track))
    report = analyse(track, get("single-leg-balance"), source).report
    assert next(check for check in report.film if check.check == "camera_still").message == "The camera stood still."
    assert track.scenes is not None
    assert compared == [len(track.scenes)]


def test_the_part_with_a_person_in_it_is_judged_even_if_another_is_longer() -> None:
    whole = filmed([(3.0, 1), (5.0, 2)])
    xy = whole.image_xy.copy()
    xy[whole.time_s > 4.5] = np.nan
    assert longest_scene(whole.with_xy(xy)).time_s[0] == 0.0


@pytest.mark.parametrize(("right_px_s", "down_px_s"), [(12.0, 0.0), (-8.0, 5.0), (0.0, -10.0)])
def test_a_camera_that_pans_is_followed(right_px_s: float, down_px_s: float) -> None:
    track = filmed([(6.0, 3)], lambda time_s: (right_px_s * time_s, down_px_s * time_s))
    path = camera_path_px(track)
    assert path is not None
    assert track.scenes is not None
    last_s = track.scenes.time_s[-1]
    # Differences of neighbouring pixels make slopes too gentle, and so shifts up to a tenth too long.
    np.testing.assert_allclose(path[-1], [right_px_s * last_s, down_px_s * last_s], rtol=0.1, atol=1.0)
    moved = checks(track)["camera_still"]
    assert not moved.ok
    assert "Put the phone on something firm" in moved.message
    assert cuts_s(track) == []


def test_a_trembling_hand_is_no_pan() -> None:
    trembling = filmed([(6.0, 4)], lambda time_s: (3 * np.sin(9 * time_s), 3 * np.cos(7 * time_s)))
    assert checks(trembling)["camera_still"].ok
    assert cuts_s(trembling) == []


@pytest.mark.parametrize("wall", ["bricks", "shadow"])
def test_fine_bricks_in_a_trembling_hand_and_a_moving_shadow_are_no_cuts(wall: str) -> None:
    random = np.random.default_rng(3)
    fine = 30 * random.normal(size=(96, 72)) if wall == "bricks" else 0.4 * (little_room(1) - 128)
    smooth = gaussian_filter(random.normal(size=(96, 72)), 9)
    before = 128 + fine + 25 * smooth / smooth.std()
    now = shift(before, (0.5, 0.5), order=1, mode="nearest")
    if wall == "shadow":
        now[60:80, 10:35] -= 70.0
    free = np.zeros(before.shape, dtype=bool)
    free[:, :20] = free[80:] = True
    free[60:80] |= wall == "shadow"
    moved, alike = scene._laid_upon(before, now, free)
    assert alike < scene.ALIKE
    assert scene._most_alike(before, now, free, moved) > scene.MOSTLY_ALIKE
    other = little_room(2)
    assert scene._most_alike(before, other, free, np.zeros(2)) < scene.MOSTLY_ALIKE


def little_room(seed: int) -> np.ndarray:
    return np.asarray(cv2.resize(room(seed), (72, 96), interpolation=cv2.INTER_AREA))


def test_a_bare_wall_tells_nothing() -> None:
    track = filmed([(4.0, 1)], noise=0.0)
    assert track.scenes is not None
    bare = replace(track, scenes=replace(track.scenes, grey=np.full_like(track.scenes.grey, 90)))
    assert camera_path_px(bare) is None
    assert cuts_s(bare) == []
    assert "Nothing tells" in checks(bare)["camera_still"].message


def test_a_track_without_pictures_has_no_background() -> None:
    track = film(perform((3.0, Posture())))
    assert backgrounds(track) is None
    assert cuts_s(track) == []


def test_a_mirrored_film_moves_the_other_way() -> None:
    track = filmed([(4.0, 3)], lambda time_s: (10.0 * time_s, 0.0))
    path, turned = camera_path_px(track), camera_path_px(track.mirrored())
    assert path is not None
    assert turned is not None
    np.testing.assert_allclose(turned[-1], path[-1] * (-1, 1), atol=1.5)


def test_little_pictures_are_few_and_small() -> None:
    grey, scale = little(np.full((1920, 1080, 3), 77, np.uint8))
    assert grey.shape == (96, 54)
    assert scale == 20.0
    assert (grey == 77).all()
    sampler = SceneSampler()
    for time_s in np.arange(0.0, 200.0, 0.1):
        sampler.look(np.zeros((64, 48, 3), np.uint8), float(time_s), None)
    found = sampler.samples()
    assert found is not None
    assert 120 <= len(found) <= 240


# A camera that moves, taken out


def panned(rate_px_s: tuple[float, float], seconds: float = 6.0) -> PoseTrack:
    """Somebody who stands in a room that a camera pans over, carried along by the pan in the picture."""
    pan = np.array(rate_px_s)
    track = filmed([(seconds, 3)], lambda time_s: tuple(pan * time_s))
    return track.with_xy(track.image_xy + (track.time_s[:, None] * pan)[:, None])


@pytest.mark.parametrize("rate_px_s", [(12.0, 0.0), (-9.0, 6.0), (0.0, -11.0), (45.0, 0.0)])
def test_a_pan_is_taken_out_of_where_the_feet_are(rate_px_s: tuple[float, float]) -> None:
    track = panned(rate_px_s)
    foot = steadied(track).at(Landmark.LEFT_ANKLE)
    wandered = np.linalg.norm(np.ptp(foot, axis=0))
    assert wandered < 0.25 * np.linalg.norm(np.ptp(track.at(Landmark.LEFT_ANKLE), axis=0))


def test_a_camera_that_stands_still_changes_nothing() -> None:
    for track in (filmed([(6.0, 1)]), film(perform((3.0, Posture())))):
        assert steadied(track) is track


@given(hz=st.floats(0.1, 0.15), px=st.floats(50.0, 70.0))
@settings(max_examples=5, deadline=None)
def test_a_hand_that_sways_slowly_is_taken_out(hz: float, px: float) -> None:
    track = filmed([(6.0, 3)], lambda time_s: (px * np.sin(2 * np.pi * hz * time_s), 0.0))
    moved = px * np.sin(2 * np.pi * hz * track.time_s)
    swaying = track.with_xy(track.image_xy + np.stack([moved, 0 * moved], axis=1)[:, None])
    left = steadied(swaying).at(Landmark.LEFT_HIP)[5:-5, 0]
    assert left.std() < 0.3 * moved[5:-5].std()


def test_a_quiet_stand_is_found_though_the_camera_pans_and_the_report_says_what_was_done() -> None:
    track = panned((30.0, 0.0))
    source = Source(name="a", sha256="0", width_px=480, height_px=640, fps=10, duration_s=6, frames=len(track))
    analysis = analyse(track, get("single-leg-balance"), source)
    moved = next(check for check in analysis.report.film if check.check == "camera_still")
    assert not moved.ok
    assert "taken out of where hips and feet are, but not of angles" in moved.message
    assert {phase.kind for phase in analysis.report.phases} == {"stand"}
    without = analyse(replace(track, scenes=None), get("single-leg-balance"), source)
    assert without.report.phases == []
    np.testing.assert_allclose(analysis.track.image_xy, without.track.image_xy)


def test_people_who_fill_the_picture_leave_no_background_to_compare() -> None:
    track = filmed([(4.0, 1)])
    everywhere = np.array([[0.0, 0.0], [480.0, 640.0]])
    found = backgrounds(track.with_xy(np.tile(everywhere, (len(track), 17, 1))[:, :33]))
    assert found is not None
    assert np.isnan(found.shift_px).all()
    assert not found.cut.any()
