from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skeletons import LIFTED, Posture, Shot, film, from_view, lose, mirror, perform, still

from formcheck.camera import (
    AZIMUTH_DEG,
    FRONTAL,
    ROLL_UNCERTAINTY_DEG,
    ROLL_UNKNOWN_DEG,
    SAGITTAL,
    STAND_SHARE,
    VIEW_LIMIT_DEG,
    WORLD_SHARE,
    Camera,
    View,
    find_camera,
    with_roll,
    with_stand,
)
from formcheck.landmarks import SIDES, Landmark, Side, of
from formcheck.pose import PoseTrack

VIEWS = list(AZIMUTH_DEG)
BUILD_DEG = 0.5
"""The stick people's feet and shoulders are not quite as long as those that the camera was fitted on."""

WITHIN_VIEW = [-19.0, -10.0, 0.0, 7.0, 19.0]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("yaw_deg", WITHIN_VIEW)
def test_view_and_yaw_are_where_the_camera_stood(view: View, yaw_deg: float) -> None:
    camera = find_camera(still(Posture(), from_view(view, yaw_deg)))
    assert camera.view == view
    assert camera.yaw_deg == pytest.approx(yaw_deg, abs=BUILD_DEG)


@given(azimuth_deg=st.floats(-180, 180))
def test_azimuth_is_found_all_around_the_person(azimuth_deg: float) -> None:
    camera = find_camera(still(Posture(), Shot(azimuth_deg=azimuth_deg)))
    assert np.exp(1j * np.radians(camera.azimuth_deg - azimuth_deg)) == pytest.approx(1.0, abs=np.radians(BUILD_DEG))


@pytest.mark.parametrize("azimuth_deg", [21.0, 45.0, 69.0, 111.0, 135.0, -45.0, -135.0, -159.0])
def test_between_the_views_is_oblique(azimuth_deg: float) -> None:
    camera = find_camera(still(Posture(), Shot(azimuth_deg=azimuth_deg)))
    assert camera.view == "oblique"
    assert np.isnan(camera.yaw_deg)
    assert camera.azimuth_deg == pytest.approx(azimuth_deg, abs=BUILD_DEG)


def test_no_two_views_overlap() -> None:
    directions = sorted(AZIMUTH_DEG.values())
    assert min(np.diff([*directions, directions[0] + 360])) > 2 * VIEW_LIMIT_DEG


def test_view_is_a_vote_of_the_whole_clip() -> None:
    track, back = (still(Posture(), from_view(view), seconds=5.0) for view in FRONTAL)
    image_xy, world_m = track.image_xy.copy(), track.world_m.copy()
    image_xy[:20], world_m[:20] = back.image_xy[:20], back.world_m[:20]
    assert find_camera(replace(track, image_xy=image_xy, world_m=world_m)).view == "front"


def test_the_picture_outweighs_the_world_landmarks() -> None:
    track, world = (still(Posture(), from_view("front", yaw_deg)) for yaw_deg in (0.0, 20.0))
    yaw_deg = find_camera(replace(track, world_m=world.world_m)).yaw_deg
    assert yaw_deg == pytest.approx(20 * WORLD_SHARE / (1 + WORLD_SHARE), abs=1.0)


def test_opposite_errors_of_the_worlds_shoulders_and_hips_cancel() -> None:
    track, off = still(Posture(), from_view("front")), still(Posture(), from_view("front", -15.0))
    world_m = still(Posture(), from_view("front", 15.0)).world_m.copy()
    world_m[:, [of(side, "HIP") for side in SIDES]] = off.world_m[:, [of(side, "HIP") for side in SIDES]]
    assert find_camera(replace(track, world_m=world_m)).yaw_deg == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("parts", [("HEEL",), ("SHOULDER",)])
def test_without_feet_or_shoulders_the_world_landmarks_are_asked(view: View, parts: tuple[str, ...]) -> None:
    track = still(Posture(), from_view(view, 8.0))
    image_xy = track.image_xy.copy()
    image_xy[:, [of(side, part) for side in SIDES for part in parts]] = np.nan
    assert find_camera(track.with_xy(image_xy)).azimuth_deg % 360 == pytest.approx(
        (AZIMUTH_DEG[view] + 8.0) % 360, abs=BUILD_DEG
    )


@given(toes_out_deg=st.floats(0, 20), view=st.sampled_from(FRONTAL))
def test_feet_that_point_outward_alike_do_not_turn_the_camera(toes_out_deg: float, view: View) -> None:
    track = still(Posture(), from_view(view))
    image_xy = track.image_xy.copy()
    aside_px = 130 * np.sin(np.radians(toes_out_deg)) * (1.0 if view == "front" else -1.0)
    for side, sign in zip(SIDES, (1.0, -1.0), strict=True):
        image_xy[:, of(side, "FOOT_INDEX"), 0] += sign * aside_px
    assert find_camera(track.with_xy(image_xy)).yaw_deg == pytest.approx(0.0, abs=1e-6)


def test_back_view_is_found_on_either_side_of_the_wrap() -> None:
    track = still(Posture(), from_view("back", 6.0), seconds=4.0)
    world_m = track.world_m.copy()
    world_m[::2] = still(Posture(), from_view("back", -6.0), seconds=4.0).world_m[::2]
    camera = find_camera(replace(track, world_m=world_m))
    assert camera.view == "back"
    assert abs(camera.yaw_deg) <= 6.0 + BUILD_DEG


def test_frames_without_a_person_do_not_vote() -> None:
    track = lose(still(Posture(), from_view("left"), seconds=4.0), slice(0, 25))
    assert find_camera(track).view == "left"


def test_a_clip_without_anybody_is_oblique_with_unknown_angles() -> None:
    camera = find_camera(lose(still(Posture()), slice(None)))
    assert camera.view == "oblique"
    assert np.isnan(camera.yaw_deg)
    assert np.isnan(camera.azimuth_deg)


@pytest.mark.parametrize(("view", "forward"), [("left", -1.0), ("right", 1.0)])
def test_forward_is_where_the_toes_point(view: View, forward: float) -> None:
    camera = find_camera(still(Posture(), from_view(view)))
    assert camera.forward == forward
    assert camera.near_side == view


@pytest.mark.parametrize("view", FRONTAL)
def test_front_and_back_have_no_forward_and_no_near_side(view: View) -> None:
    camera = find_camera(still(Posture(), from_view(view)))
    assert np.isnan(camera.forward)
    assert camera.near_side is None


def test_forward_survives_one_foot_that_is_never_seen() -> None:
    track = still(Posture(), from_view("right"))
    assert find_camera(lose(track, slice(None), [Landmark.LEFT_HEEL])).forward == 1.0


@pytest.mark.parametrize("view", FRONTAL)
@pytest.mark.parametrize("side", SIDES)
def test_medial_points_to_the_other_leg(view: View, side: Side) -> None:
    track = still(Posture(), from_view(view))
    to_other = np.sign(track.at(of("right" if side == "left" else "left", "HIP")) - track.at(of(side, "HIP")))[0, 0]
    assert find_camera(track).medial(side) == to_other


@pytest.mark.parametrize("view", [*SAGITTAL, "oblique"])
def test_medial_is_unknown_away_from_front_and_back(view: View) -> None:
    assert np.isnan(Camera(view, 0.0, 0.0).medial("left"))


def test_a_mirrored_front_view_is_a_front_view_from_the_other_side() -> None:
    track = still(Posture(), from_view("front", 8.0))
    camera = find_camera(mirror(track))
    assert camera.view == "front"
    assert camera.yaw_deg == pytest.approx(-8.0, abs=BUILD_DEG)


@given(roll_deg=st.floats(-15, 15), view=st.sampled_from(FRONTAL))
def test_roll_is_read_from_quiet_standing(roll_deg: float, view: View) -> None:
    track = still(Posture(), from_view(view, roll_deg=roll_deg))
    camera = with_roll(find_camera(track), track, np.ones(len(track), dtype=bool))
    assert camera.roll_deg == pytest.approx(roll_deg, abs=1e-6)
    assert camera.roll_known
    assert camera.roll_uncertainty_deg == ROLL_UNCERTAINTY_DEG


def test_roll_looks_only_at_the_frames_of_standing() -> None:
    track = film(perform((1.0, Posture()), (3.0, Posture(trunk_left_deg=20, right=LIFTED))), Shot(roll_deg=4.0))
    camera = with_roll(find_camera(track), track, track.time_s <= 1.0)
    assert camera.roll_deg == pytest.approx(4.0, abs=1e-6)


@pytest.mark.parametrize(
    ("view", "standing", "seen"), [("left", True, True), ("front", False, True), ("front", True, False)]
)
def test_without_a_stand_seen_from_front_or_back_the_roll_stays_unknown(
    view: View, standing: bool, seen: bool
) -> None:
    track = still(Posture(), from_view(view, roll_deg=5.0))
    camera = find_camera(track)
    track = track if seen else lose(track, slice(None))
    assert with_roll(camera, track, np.full(len(track), standing)) == camera
    assert not camera.roll_known
    assert camera.roll_uncertainty_deg == ROLL_UNKNOWN_DEG


def turned(stand_deg: float, rest_deg: float) -> PoseTrack:
    """Two seconds of standing turned by one angle off the front view, then four turned by another."""
    rest, stand = (still(Posture(), from_view("front", yaw), seconds=5.9) for yaw in (rest_deg, stand_deg))
    image_xy, world_m = rest.image_xy.copy(), rest.world_m.copy()
    image_xy[:20], world_m[:20] = stand.image_xy[:20], stand.world_m[:20]
    return replace(rest, image_xy=image_xy, world_m=world_m)


@pytest.mark.parametrize(("stand_deg", "rest_deg"), [(0, 10), (10, 0), (-6, 6), (8, 8)])
def test_the_stand_has_its_share_in_the_yaw(stand_deg: float, rest_deg: float) -> None:
    track = turned(stand_deg, rest_deg)
    camera = with_stand(find_camera(track), track, track.time_s < 2.0)
    assert camera.view == "front"
    expected_deg = STAND_SHARE * stand_deg + (1 - STAND_SHARE) * rest_deg
    assert camera.yaw_deg == pytest.approx(expected_deg, abs=1.5)


@pytest.mark.parametrize("standing", [True, False])
def test_a_clip_of_nothing_but_standing_or_none_keeps_its_yaw(standing: bool) -> None:
    track = turned(0.0, 9.0)
    camera = with_stand(find_camera(track), track, np.full(len(track), standing))
    assert camera.yaw_deg == find_camera(track).yaw_deg
    assert camera.roll_known == standing


def test_looking_again_keeps_what_the_person_told_and_finds_the_roll() -> None:
    track = film(perform((2.0, Posture()), (3.0, Posture(right=LIFTED))), Shot(roll_deg=-5.0))
    camera = with_stand(find_camera(track, mirrored=True), track, track.time_s <= 2.0)
    assert camera.mirrored
    assert camera.roll_deg == pytest.approx(-5.0, abs=1e-6)


@given(roll_deg=st.floats(-45, 45))
def test_level_turns_a_leaning_vertical_upright(roll_deg: float) -> None:
    leaning = np.array([np.sin(np.radians(roll_deg)), -np.cos(np.radians(roll_deg))])
    camera = Camera("front", 0.0, 0.0, roll_deg, roll_known=True)
    np.testing.assert_allclose(camera.level(leaning), [0.0, 1.0], atol=1e-12)


def test_level_of_a_level_camera_only_turns_y_up(rng_track: PoseTrack) -> None:
    levelled = Camera("front", 0.0, 0.0).level(rng_track.image_xy)
    np.testing.assert_array_equal(levelled, rng_track.image_xy * [1.0, -1.0])


@pytest.fixture
def rng_track() -> PoseTrack:
    track = still(Posture())
    noise = np.random.default_rng(1).normal(scale=20, size=track.image_xy.shape)
    return track.with_xy(track.image_xy + noise)
