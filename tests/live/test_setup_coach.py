"""The setup coach: each thing that can be wrong with the picture, one at a time, and the countdown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from movements import prone, side_lying, sitting
from skeletons import LANDSCAPE, Posture, Shot, film, from_view, lose, perform, still

from formcheck.camera import View
from formcheck.estimation import Pose
from formcheck.exercises import Exercise, get
from formcheck.live.setup import SetupWatch
from formcheck.live.setup_coach import (
    COUNT_S,
    LAPSE_S,
    READY_S,
    Countdown,
    Light,
    SetupCheck,
    light_of,
    ready,
    setup_checks,
)
from formcheck.pose import PoseTrack

DAY = Light(mean=120.0, contrast=50.0, trunk=110.0)
BALANCE = get("single-leg-balance")


def standing(shot: Shot | None = None) -> PoseTrack:
    return film(perform((1.0, Posture())), shot or from_view("front"))


def checked(track: PoseTrack, light: Light = DAY, people: int | None = 1) -> dict[str, SetupCheck]:
    return {check.name: check for check in setup_checks(track, light, BALANCE, people)}


def wrong(checks: dict[str, SetupCheck]) -> set[str]:
    return {name for name, check in checks.items() if not check.ok}


def test_a_good_picture_is_ready() -> None:
    checks = checked(standing())
    assert wrong(checks) == set()
    assert len(checks) == 6
    assert ready(list(checks.values()))


@pytest.mark.parametrize(
    ("light", "words"),
    [
        (Light(20.0, 30.0), "too dark"),
        (Light(240.0, 30.0), "too bright"),
        (Light(120.0, 5.0), "flat"),
        (Light(150.0, 60.0, 40.0), "behind you"),
    ],
)
def test_light(light: Light, words: str) -> None:
    checks = checked(standing(), light)
    assert wrong(checks) == {"light"}
    assert words in checks["light"].message


def test_light_is_measured_in_the_picture_and_on_the_trunk() -> None:
    track = standing()
    rgb = np.full((1920, 1080, 3), 200, np.uint8)
    assert light_of(rgb, None) == Light(pytest.approx(200.0), pytest.approx(0.0, abs=1e-3), None)
    xy = track.image_xy[0]
    left, top = xy[[11, 12, 23, 24]].min(axis=0).astype(int)
    right, bottom = xy[[11, 12, 23, 24]].max(axis=0).astype(int)
    rgb[top - 9 : bottom + 9, left - 9 : right + 9] = 30
    light = light_of(rgb, xy)
    assert light.trunk == pytest.approx(30.0)
    assert light.mean > 150.0


def test_nobody_in_the_picture() -> None:
    checks = checked(lose(standing(), slice(None)))
    assert wrong(checks) == {"one_person"}
    assert "step into the picture" in checks["one_person"].message
    assert not ready(list(checks.values()))


def test_a_second_person() -> None:
    checks = checked(standing(), people=2)
    assert wrong(checks) == {"one_person"}
    assert "Somebody else" in checks["one_person"].message


@pytest.mark.parametrize(
    ("shift_px", "words"),
    [((0.0, 500.0), "feet"), ((0.0, -600.0), "head"), ((450.0, 0.0), "middle")],
)
def test_parts_of_the_body_outside(shift_px: tuple[float, float], words: str) -> None:
    checks = checked(standing(replace(from_view("front"), shift_px=shift_px)))
    assert "whole_body" in wrong(checks)
    assert words in checks["whole_body"].message


def test_hidden_legs() -> None:
    track = standing()
    hidden = track.visibility.copy()
    hidden[:, 25:33] = 0.1
    checks = checked(replace(track, visibility=hidden))
    assert wrong(checks) == {"whole_body"}
    assert "hidden" in checks["whole_body"].message


def test_the_far_leg_may_be_hidden() -> None:
    track = standing(from_view("left"))
    hidden = track.visibility.copy()
    hidden[:, [24, 26, 28, 30, 32]] = 0.1
    assert "whole_body" not in wrong(checked(replace(track, visibility=hidden)))


@pytest.mark.parametrize(("px_per_m", "words"), [(250.0, "nearer"), (1300.0, "step back")])
def test_distance(px_per_m: float, words: str) -> None:
    checks = checked(standing(replace(from_view("front"), px_per_m=px_per_m)))
    assert "distance" in wrong(checks)
    assert words in checks["distance"].message


@pytest.mark.parametrize(("yaw_deg", "way"), [(15.0, "left"), (-15.0, "right")])
def test_a_person_who_stands_a_little_turned_is_told_which_way(yaw_deg: float, way: str) -> None:
    checks = checked(standing(from_view("front", yaw_deg)))
    assert wrong(checks) == {"view"}
    assert f"to your {way}" in checks["view"].message
    # Doing what is said puts it right: turning left by as much takes the camera's direction back to 0.
    assert wrong(checked(standing(from_view("front", 0.0)))) == set()


def test_an_oblique_view() -> None:
    checks = checked(standing(from_view("front", 45.0)))
    assert "view" in wrong(checks)
    assert "Turn until" in checks["view"].message


@pytest.mark.parametrize("roll_deg", [9.0, -9.0])
def test_a_tilted_camera(roll_deg: float) -> None:
    track = standing(Shot(roll_deg=roll_deg))
    checks = checked(track)
    assert wrong(checks) == {"camera_level"}
    shoulders, ankles = track.image_xy[0, [11, 12]].mean(axis=0), track.image_xy[0, [27, 28]].mean(axis=0)
    # A picture that leans to the right was taken by a camera that leans to the left.
    leans_right = shoulders[0] > ankles[0]
    assert f"back to the {'right' if leans_right else 'left'}" in checks["camera_level"].message


def test_a_view_that_shows_nothing_of_the_exercise_is_turned_away_from() -> None:
    seated = get("leg-extension")
    checks = {check.name: check for check in setup_checks(standing(), DAY, seated, 1)}
    assert wrong(checks) == {"view", "posture"}
    assert "side" in checks["view"].message
    assert "Sit down" in checks["posture"].message


def posed(posture: Posture, view: View, exercise: Exercise, **shot: object) -> dict[str, SetupCheck]:
    track = film(perform((1.0, posture)), from_view(view, **shot))
    return {check.name: check for check in setup_checks(track, DAY, exercise, 1)}


def test_somebody_who_sits_to_extend_a_leg_is_ready() -> None:
    checks = posed(sitting("left"), "left", get("leg-extension"))
    assert wrong(checks) == set()


@pytest.mark.parametrize(
    ("exercise", "posture", "view"),
    [
        ("hamstring-curl", prone("left"), "left"),
        ("hamstring-curl", prone("left"), "right"),
        ("hip-abduction", side_lying("left"), "front"),
    ],
)
def test_somebody_who_lies_is_ready_and_while_still_standing_not(exercise: str, posture: Posture, view: View) -> None:
    lying = get(exercise).in_posture("lying")
    checks = posed(posture, view, lying, **LANDSCAPE)
    assert wrong(checks) == set()
    assert ready(list(checks.values()))
    assert "Lie down" in posed(Posture(), view, lying)["posture"].message


def test_somebody_who_lies_the_wrong_way_round_or_half_outside_is_told() -> None:
    curl = get("hamstring-curl").in_posture("lying")
    assert "left side" in posed(side_lying("left"), "front", curl, **LANDSCAPE)["view"].message
    outside = posed(prone("left"), "left", curl, **LANDSCAPE, shift_px=(500.0, 0.0))
    assert "cut off" in outside["whole_body"].message
    assert "nearer" in posed(prone("left"), "left", curl, **(LANDSCAPE | {"px_per_m": 200.0}))["distance"].message


def advanced(*looks: tuple[float, bool]) -> list[Countdown]:
    states = [Countdown()]
    for now_s, is_ready in looks:
        states.append(states[-1].advance(is_ready, now_s))
    return states


def test_the_countdown_runs_when_all_is_right() -> None:
    step_s = 0.2
    looks = [(step_s * i, True) for i in range(int((READY_S + COUNT_S) / step_s) + 3)]
    states = advanced(*looks)
    stages = [state.stage for state in states]
    assert stages == sorted(stages, key=["checking", "counting", "running"].index)
    assert stages[-1] == "running"
    left = [state.seconds_left(now_s) for state, (now_s, _) in zip(states[1:], looks, strict=True)]
    counted = [seconds for seconds in left if seconds]
    assert counted == sorted(counted, reverse=True)
    assert set(counted) == {3, 2, 1}


def test_a_short_lapse_does_not_stop_the_countdown_but_a_long_one_does() -> None:
    counting = advanced((0.0, True), (READY_S, True))[-1]
    assert counting.stage == "counting"
    lapsed = counting.advance(False, 1.2)
    assert lapsed.stage == "counting"
    assert lapsed.advance(True, 1.4).lapsed_since_s is None
    assert lapsed.advance(False, 1.2 + LAPSE_S).stage == "checking"


def test_it_is_not_ready_with_interruptions() -> None:
    assert advanced(*[(0.3 * i, i % 3 > 0) for i in range(60)])[-1].stage == "checking"


def test_the_watch_counts_down_by_itself_and_says_what_is_wrong_first() -> None:
    good, away = still(Posture(), from_view("front")), still(Posture(), from_view("front", 45.0))
    rgb = np.tile(np.linspace(30, 220, 1080, dtype=np.uint8)[None, :, None], (1920, 1, 3))
    asked: list[float] = []
    watch = SetupWatch(BALANCE, "full", lambda _: asked.append(1.0) or 1)
    stages = []
    for index in range(90):
        track = away if index < 20 else good
        pose = Pose(track.image_xy[0], track.visibility[0], track.world_m[0])
        stages.append(watch.look(rgb, 0.1 * index, pose).stage)
        if index == 15:
            assert wrong({check.name: check for check in watch.checks}) == {"view"}
    assert set(stages[:30]) == {"checking"}
    assert stages[-1] == "running"
    assert len(asked) == 5


def test_the_watch_forgets_what_was_before_a_gap() -> None:
    track = still(Posture(), from_view("front"))
    pose = Pose(track.image_xy[0], track.visibility[0], track.world_m[0])
    rgb = np.full((1920, 1080, 3), 120, np.uint8)
    watch = SetupWatch(BALANCE, "full")
    for time_s in (0.0, 5.0, 5.1):
        watch.look(rgb, time_s, pose)
    assert watch.checks == ()
