"""Angles of stick figures whose answer one can see."""

from __future__ import annotations

from math import tan

import numpy as np
import pytest

from test_videos.body import SIDES, Body, outward
from test_videos.truth import JOINTS, anatomical_metrics, projected_metrics


def stick_figure(body: Body) -> dict[str, np.ndarray]:
    """Stand upright: hips 0.1 m off the midline, thigh and shank 0.4 m each, feet as at rest."""
    joints = {}
    for side in SIDES:
        x = outward(side) * 0.1
        limb = body.limbs[side]
        joints |= {
            f"{side}_hip": [x, 0, 0.9],
            f"{side}_knee": [x, 0, 0.5],
            f"{side}_ankle": [x, 0, 0.1],
            f"{side}_shoulder": [2 * x, 0, 1.4],
            f"{side}_elbow": [2 * x, 0, 1.1],
            f"{side}_wrist": [2 * x, 0, 0.85],
            f"{side}_heel": limb.heel,
            f"{side}_toe": limb.toe,
        }
    return {name: np.array([joints[name]], dtype=np.float64) for name in JOINTS}


def moved(
    joints: dict[str, np.ndarray], name: str, dx: float = 0, dy: float = 0, dz: float = 0
) -> dict[str, np.ndarray]:
    return {**joints, name: joints[name] + np.array([dx, dy, dz])}


def test_an_upright_stick_figure_has_no_angles(body: Body) -> None:
    metrics = anatomical_metrics(body, stick_figure(body))
    for name in (
        "knee_flexion_deg",
        "knee_in_deg",
        "pelvic_drop_deg",
        "trunk_lean_lateral_deg",
        "foot_pitch_deg",
    ):
        assert metrics[name]["left"] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("side", SIDES)
def test_a_knee_moved_toward_the_other_leg_is_knee_in(body: Body, side: str) -> None:
    inward = -0.4 * tan(np.radians(10)) * (1 if side == "left" else -1)
    metrics = anatomical_metrics(body, moved(stick_figure(body), f"{side}_knee", dx=inward))
    assert metrics["knee_in_deg"][side] == pytest.approx(20)
    assert metrics["thigh_adduction_deg"][side] == pytest.approx(10)
    assert metrics["knee_flexion_deg"][side] == pytest.approx(0)


def test_a_knee_moved_forward_is_flexion_and_shank_inclination(body: Body) -> None:
    metrics = anatomical_metrics(body, moved(stick_figure(body), "left_knee", dy=-0.4 * tan(np.radians(15))))
    assert metrics["knee_flexion_deg"]["left"] == pytest.approx(30)
    assert metrics["tibial_inclination_deg"]["left"] == pytest.approx(15)
    assert metrics["ankle_dorsiflexion_deg"]["left"] == pytest.approx(15)
    assert metrics["knee_in_deg"]["left"] == pytest.approx(0)


def test_a_lower_right_hip_is_a_drop_for_the_left_leg(body: Body) -> None:
    metrics = anatomical_metrics(body, moved(stick_figure(body), "right_hip", dz=-0.2 * tan(np.radians(8))))
    assert metrics["pelvic_drop_deg"]["left"] == pytest.approx(8)
    assert metrics["pelvic_drop_deg"]["right"] == pytest.approx(-8)


def test_shoulders_to_the_right_lean_toward_the_right_leg(body: Body) -> None:
    joints = stick_figure(body)
    for side in SIDES:
        joints = moved(joints, f"{side}_shoulder", dx=-0.5 * tan(np.radians(12)))
    metrics = anatomical_metrics(body, joints)
    assert metrics["trunk_lean_lateral_deg"]["right"] == pytest.approx(12)
    assert metrics["trunk_lean_lateral_deg"]["left"] == pytest.approx(-12)


def test_a_level_thigh_has_no_frontal_angle(body: Body) -> None:
    joints = moved(stick_figure(body), "left_knee", dy=-0.4, dz=0.4)
    assert np.isnan(anatomical_metrics(body, joints)["thigh_adduction_deg"]["left"])


def pixels_from(joints: dict[str, np.ndarray], axis: int, mirrored: bool) -> dict[str, np.ndarray]:
    """Parallel projection at 100 px/m: x (or y) of the world to the right, mirrored for the opposite view."""
    sign = -1 if mirrored else 1
    return {name: np.stack([sign * 100 * p[:, axis], -100 * p[:, 2]], axis=1) for name, p in joints.items()}


@pytest.mark.parametrize(("view", "mirrored"), [("front", False), ("back", True)])
def test_frontal_pictures_read_the_frontal_angles(body: Body, view: str, mirrored: bool) -> None:
    joints = moved(stick_figure(body), "right_knee", dx=0.4 * tan(np.radians(10)))
    joints = moved(joints, "left_hip", dz=-0.02)
    exact = anatomical_metrics(body, joints)
    seen = projected_metrics(pixels_from(joints, 0, mirrored), view)
    for name in ("knee_in_deg", "thigh_adduction_deg", "pelvic_drop_deg", "trunk_lean_lateral_deg"):
        for side in SIDES:
            assert seen[name][side] == pytest.approx(exact[name][side]), name


@pytest.mark.parametrize(("view", "mirrored"), [("left", False), ("right", True)])
def test_side_pictures_read_the_sagittal_angles(body: Body, view: str, mirrored: bool) -> None:
    joints = moved(stick_figure(body), "left_knee", dy=-0.1)
    for side in SIDES:
        joints = moved(joints, f"{side}_shoulder", dy=-0.1)
    exact = anatomical_metrics(body, joints)
    seen = projected_metrics(pixels_from(joints, 1, mirrored), view)
    for name in ("knee_flexion_deg", "tibial_inclination_deg"):
        assert seen[name]["left"] == pytest.approx(exact[name]["left"]), name
    assert seen["trunk_lean_forward_deg"] == pytest.approx(exact["trunk_lean_forward_deg"])


def test_an_oblique_picture_has_no_plane_to_read(body: Body) -> None:
    assert projected_metrics(pixels_from(stick_figure(body), 0, False), "oblique_left") == {}
