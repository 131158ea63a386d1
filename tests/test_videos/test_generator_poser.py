from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from test_videos.body import SIDES, Body, Side, load_body, other, outward
from test_videos.legs import ankle_of, foot_pitch_of, hip_of, leg_vectors, reaching_leg
from test_videos.poser import pose_skeleton
from test_videos.posture import (
    HANGING,
    Arm,
    Foot,
    Hand,
    Leg,
    Pelvis,
    Posture,
    Reaching,
    Standing,
    Swinging,
    Trunk,
    both,
)
from test_videos.truth import anatomical_metrics

BODY = load_body("f_avg")
sides = st.sampled_from(SIDES)
few = settings(max_examples=25, deadline=None)


def metrics_of(posture: Posture, body: Body = BODY) -> dict[str, object]:
    return anatomical_metrics(body, body.joints(pose_skeleton(body, posture)))


def standing_on(side: Side, leg: Leg, pitch_deg: float = 0.0, **parts: object) -> Posture:
    foot = Foot((outward(side) * 0.1, 0.0, 0.0), pitch_deg)
    legs = {side: Standing(leg, foot), other(side): Swinging(Leg(10, 60))}
    return Posture(legs=legs, **parts)  # type: ignore[arg-type]


def test_a_straight_upright_leg_has_every_angle_at_zero() -> None:
    metrics = metrics_of(standing_on("left", Leg(0, 0)))
    zero = (
        "knee_flexion_deg",
        "knee_in_deg",
        "thigh_adduction_deg",
        "tibial_inclination_deg",
        "foot_pitch_deg",
    )
    for name in zero:
        assert metrics[name]["left"] == pytest.approx(0, abs=1e-9)


@few
@given(sides, st.floats(0, 70), st.floats(-5, 40), st.floats(-10, 12), st.floats(-15, 25))
def test_leg_angles_come_out_as_they_were_put_in(
    side: Side, knee: float, tibial: float, adduction: float, knee_in: float
) -> None:
    leg = Leg(knee - tibial, knee, adduction, knee_in)
    metrics = metrics_of(standing_on(side, leg))
    assert metrics["knee_flexion_deg"][side] == pytest.approx(knee, abs=1e-6)
    assert metrics["tibial_inclination_deg"][side] == pytest.approx(tibial, abs=1e-6)
    assert metrics["thigh_adduction_deg"][side] == pytest.approx(adduction, abs=1e-6)
    assert metrics["knee_in_deg"][side] == pytest.approx(knee_in, abs=1e-6)
    assert leg.tibial_inclination_deg == pytest.approx(tibial)


@few
@given(st.floats(-20, 20), st.floats(-10, 50), st.floats(-15, 15), st.floats(-10, 15))
def test_trunk_lean_is_exact_whatever_the_pelvis_does(left: float, forward: float, drop: float, tilt: float) -> None:
    posture = standing_on(
        "left", Leg(5, 10), trunk=Trunk(left, forward), pelvis=Pelvis(left_up_deg=drop, tilt_deg=tilt)
    )
    metrics = metrics_of(posture)
    assert metrics["trunk_lean_lateral_deg"]["left"] == pytest.approx(left, abs=0.05)
    assert metrics["trunk_lean_lateral_deg"]["right"] == pytest.approx(-left, abs=0.05)
    assert metrics["trunk_lean_forward_deg"] == pytest.approx(forward, abs=0.05)
    assert metrics["pelvic_drop_deg"]["left"] == pytest.approx(drop, abs=1e-6)
    assert metrics["pelvic_drop_deg"]["right"] == pytest.approx(-drop, abs=1e-6)


@few
@given(sides, st.floats(-20, 40), st.floats(0, 30), st.floats(0, 0.2))
def test_heel_lift_and_toe_out_are_exact(side: Side, pitch: float, toe_out: float, height: float) -> None:
    foot = Foot((outward(side) * 0.1, 0.1, height), pitch, toe_out)
    legs = {side: Standing(Leg(0, 5), foot), other(side): Swinging(Leg(10, 60))}
    metrics = metrics_of(Posture(legs=legs))
    assert metrics["foot_pitch_deg"][side] == pytest.approx(pitch, abs=0.01)
    assert metrics["foot_progression_deg"][side] == pytest.approx(toe_out, abs=0.6)
    assert metrics["ankle_dorsiflexion_deg"][side] == pytest.approx(5 - pitch, abs=0.01)


def test_toes_stay_flat_under_a_lifted_heel() -> None:
    joints = {pitch: BODY.joints(pose_skeleton(BODY, standing_on("left", Leg(0, 5), pitch))) for pitch in (0.0, 20.0)}
    assert joints[20.0]["left_toe"][2] == pytest.approx(joints[0.0]["left_toe"][2], abs=0.01)
    assert joints[20.0]["left_heel"][2] > joints[0.0]["left_heel"][2] + 0.05


def test_a_flat_foot_has_no_pitch() -> None:
    limb = BODY.limbs["left"]
    assert foot_pitch_of(BODY, "left", limb.heel, limb.toe) == pytest.approx(0)


@few
@given(sides, st.floats(0, 0.2), st.floats(-0.2, 0.3))
def test_a_reaching_leg_arrives_and_keeps_its_knee_in_line(side: Side, height: float, back: float) -> None:
    foot = Foot((outward(side) * 0.15, back, height), 20.0)
    legs = {other(side): Standing(Leg(5, 20), Foot((-outward(side) * 0.1, 0.0, 0.0))), side: Reaching(foot)}
    posture = Posture(legs=legs)
    joints = BODY.joints(pose_skeleton(BODY, posture))
    assert np.allclose(joints[f"{side}_ankle"], ankle_of(BODY, side, foot), atol=1e-3)
    metrics = metrics_of(posture)
    assert metrics["knee_in_deg"][side] == pytest.approx(0, abs=1e-6)
    assert metrics["knee_flexion_deg"][side] > 0


def test_the_pelvis_is_carried_by_the_standing_leg() -> None:
    posture = standing_on("right", Leg(5, 20, 4))
    hip = hip_of(BODY, "right", posture.legs["right"])  # type: ignore[arg-type]
    joints = BODY.joints(pose_skeleton(BODY, posture))
    assert np.allclose(joints["right_hip"], hip, atol=1e-9)


def test_a_posture_with_nothing_to_stand_on_is_refused() -> None:
    legs = {side: Swinging(Leg(0, 0)) for side in SIDES}
    with pytest.raises(ValueError, match="standing leg"):
        pose_skeleton(BODY, Posture(legs=legs))


def test_a_hand_goes_where_it_is_put() -> None:
    spot = (0.35, -0.3, 1.2)
    arms = {"left": Hand(spot, (0.0, 0.0, 1.0)), "right": HANGING}
    joints = BODY.joints(pose_skeleton(BODY, standing_on("left", Leg(0, 5), arms=arms)))
    assert np.allclose(joints["left_wrist"], spot, atol=1e-4)


def test_both_arms_are_mirror_images() -> None:
    posture = standing_on("left", Leg(0, 0), arms=both(Arm((0.5, -0.5, -0.7), (0.0, -1.0, 0.2))))
    joints = BODY.joints(pose_skeleton(BODY, posture))
    middle = (joints["left_shoulder"] + joints["right_shoulder"]) / 2
    for joint in ("elbow", "wrist"):
        left, right = joints[f"left_{joint}"] - middle, joints[f"right_{joint}"] - middle
        assert np.allclose(left, right * np.array([-1, 1, 1]), atol=1e-4)


@few
@given(sides, st.floats(-10, 20), st.floats(-0.25, 0.15), st.floats(0.75, 0.97))
def test_a_reaching_knee_goes_in_by_its_angle(side: Side, knee_in: float, back: float, length: float) -> None:
    line = np.array([0.03, back, -length * BODY.leg_m])
    if np.linalg.norm(line) < 0.97 * BODY.leg_m:
        leg = reaching_leg(BODY, side, line, knee_in)
        assert np.allclose(sum(leg_vectors(BODY, side, leg)), line, atol=1e-5)
        assert leg.knee_in_deg == knee_in
        assert leg.knee_flexion_deg > 0


def test_a_reach_beyond_the_leg_is_shortened_to_it() -> None:
    line = np.array([0.0, 0.0, -2.0 * BODY.leg_m])
    leg = reaching_leg(BODY, "left", line)
    assert np.linalg.norm(sum(leg_vectors(BODY, "left", leg))) == pytest.approx(BODY.leg_m, rel=1e-3)
    assert leg.knee_flexion_deg == pytest.approx(0, abs=5)
