"""Who stands, sits or lies; and that a lying body is seen as one that stands, in the picture turned by a quarter."""

from __future__ import annotations

import math

import pytest
from movements import curling, prone, side_lying, sitting, squatting
from skeletons import LANDSCAPE, Leg, Posture, film, from_view, lose, perform, still

from formcheck.body_posture import BodyPosture, faces_down, lying_camera, posture_of
from formcheck.camera import View
from formcheck.kinematics import knee_flexion_deg, thigh_adduction_deg


@pytest.mark.parametrize("view", ["front", "back", "left", "right"])
@pytest.mark.parametrize(
    ("posture", "body"),
    [
        (Posture(), "standing"),
        (curling("left"), "standing"),
        (squatting(60.0), "standing"),
        (sitting("left"), "sitting"),
        (sitting("left", 10.0), "sitting"),
    ],
)
def test_standing_and_sitting_are_told_from_every_side(posture: Posture, body: BodyPosture, view: View) -> None:
    assert posture_of(still(posture, from_view(view))) == body


@pytest.mark.parametrize("view", ["left", "right"])
@pytest.mark.parametrize("knee_deg", [0.0, 60.0, 110.0])
def test_face_down_is_lying(knee_deg: float, view: View) -> None:
    track = still(prone("left", knee_deg), from_view(view, **LANDSCAPE))
    assert posture_of(track) == "lying"
    camera = lying_camera(track)
    assert camera.view == view
    assert camera.head_deg == (-90.0 if view == "left" else 90.0)
    assert faces_down(camera)
    assert float(knee_flexion_deg(track, camera, "left")[0]) == pytest.approx(knee_deg, abs=0.01)


def test_face_up_is_not_face_down() -> None:
    track = still(prone("left"), from_view("left", **LANDSCAPE))
    over = track.with_xy(track.image_xy * (1.0, -1.0) + (0.0, 1080.0))
    assert posture_of(over) == "lying"
    assert not faces_down(lying_camera(over))


@pytest.mark.parametrize("view", ["front", "back"])
@pytest.mark.parametrize("upper", ["left", "right"])
def test_on_the_side_the_upper_leg_goes_up(upper: str, view: View) -> None:
    track = still(side_lying(upper, 30.0), from_view(view, **LANDSCAPE))  # type: ignore[arg-type]
    camera = lying_camera(track)
    assert (posture_of(track), camera.view) == ("lying", view)
    assert float(thigh_adduction_deg(track, camera, upper)[0]) == pytest.approx(-30.0, abs=0.01)  # type: ignore[arg-type]


def test_somebody_who_was_not_seen_is_taken_to_stand() -> None:
    track = film(perform((1.0, Posture(left=Leg(90.0, 90.0)))))
    assert posture_of(lose(track, slice(None))) == "standing"


def test_one_leg_is_enough() -> None:
    track = still(sitting("left"), from_view("left"))
    half = lose(track, slice(None), [24, 26, 28])
    assert math.isnan(half.image_xy[0, 24, 0])
    assert posture_of(half) == "sitting"
