from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from skeletons import Leg, Motion, Posture, film, from_view, perform, points_of

from formcheck.camera import find_camera
from formcheck.film import film_checks
from formcheck.film_time import swing_s
from formcheck.pose import PoseTrack

STRIDE_S = 1.1


def bend_deg(phase: np.ndarray) -> np.ndarray:
    """Knee flexion over a stride: a bump of 60 degrees that is half as high for 27 % of it."""
    return np.asarray(60.0 * np.exp(-np.log(2) * ((phase % 1.0 - 0.72) / 0.135) ** 2))


def _leg(bent_deg: float) -> Leg:
    return Leg(knee_flexion_deg=float(bent_deg), hip_flexion_deg=float(bent_deg) / 2)


def walk(slower: float = 1.0, seconds: float = 6.0) -> PoseTrack:
    """Somebody who walks on the spot, filmed at 30 frames a second and played ``slower`` times as slow."""
    time_s = np.arange(0.0, seconds * slower, 1 / 30)
    stride = time_s / slower / STRIDE_S
    postures = [
        Posture(_leg(left), _leg(right), planted="left" if left < right else "right")
        for left, right in zip(bend_deg(stride), bend_deg(stride + 0.5), strict=True)
    ]
    return film(Motion(time_s, np.stack([points_of(posture) for posture in postures])), from_view("left"))


def told(track: PoseTrack) -> tuple[bool, str]:
    found = {check.check: check for check in film_checks(track, find_camera(track), [])}["true_speed"]
    return found.ok, found.message


def test_a_knee_swings_for_as_long_as_it_was_bent() -> None:
    assert swing_s(walk()) == pytest.approx(0.27 * STRIDE_S, abs=0.02)


@pytest.mark.parametrize("slower", [0.8, 1.0, 1.25])
def test_walking_at_any_pace_is_at_the_speed_of_life(slower: float) -> None:
    assert told(walk(slower)) == (True, "The legs swing at the speed of life.")


@pytest.mark.parametrize("slower", [2.0, 4.0, 8.0])
def test_slow_motion_is_told(slower: float) -> None:
    ok, message = told(walk(slower))
    assert not ok
    assert "this looks like slow motion" in message
    assert "film at normal speed" in message


def test_time_lapse_is_told() -> None:
    ok, message = told(walk(0.35, seconds=12.0))
    assert not ok
    assert "time lapse" in message


@pytest.mark.parametrize("view", ["left", "front"])
def test_slow_repetitions_of_both_legs_or_of_one_are_no_slow_motion(view: str) -> None:
    bent = Leg(hip_flexion_deg=45, knee_flexion_deg=90)
    both = [(1.0, Posture()), (1.0, Posture(left=bent, right=bent))] * 4
    one = [(1.0, Posture()), (1.0, Posture(left=bent, planted="right"))] * 4
    for scenes in (both, one):
        track = film(perform(*scenes, fps=30.0), from_view(view))  # type: ignore[arg-type]
        assert told(track)[0]


def test_nobody_swings_nothing() -> None:
    track = walk()
    assert swing_s(replace(track, image_xy=np.full_like(track.image_xy, np.nan))) is None
    assert swing_s(track.part(slice(2))) is None
