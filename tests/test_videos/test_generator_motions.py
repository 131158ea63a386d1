from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from test_videos.body import SIDES, Body, load_body, other
from test_videos.legs import ankle_of
from test_videos.motions.calf_stretch import CalfStretch
from test_videos.motions.motion import Motion, ease, faults_of, flat_foot, mix, mix_points, parameters, sway
from test_videos.motions.single_leg_balance import SingleLegBalance
from test_videos.poser import pose_skeleton
from test_videos.posture import Phase
from test_videos.truth import JOINTS, anatomical_metrics

BODY = load_body("f_avg")
STEPS = 24


def joints_at(motion: Motion, times: np.ndarray, body: Body = BODY) -> dict[str, np.ndarray]:
    plan = motion.plan(body)
    frames = [body.joints(pose_skeleton(body, plan(float(time)))) for time in times]
    return {name: np.array([frame[name] for frame in frames]) for name in JOINTS}


def phase(motion: Motion, kind: str) -> Phase:
    return next(item for item in motion.phases() if item.kind == kind)


def during(item: Phase) -> np.ndarray:
    return np.linspace(item.start_s, item.end_s - 1e-6, STEPS)


def held(motion: Motion) -> dict[str, float]:
    """Metrics of the motion's own side, averaged over its hold."""
    metrics = anatomical_metrics(BODY, joints_at(motion, during(phase(motion, "hold"))))
    return {name: float(np.mean(_own(value, motion.side))) for name, value in metrics.items()}


def _own(value: Any, side: str) -> np.ndarray:
    return np.asarray(value[side] if isinstance(value, dict) else value)


SINGLE_FAULTS = [
    (CalfStretch(seed=3), "knee_flexion_deg", 25.0, "knee_flexion_deg", set()),
    (CalfStretch(seed=3, side="right"), "heel_lift_deg", 15.0, "foot_pitch_deg", {"ankle_dorsiflexion_deg"}),
    (CalfStretch(seed=3), "knee_in_deg", 15.0, "knee_in_deg", {"thigh_adduction_deg"}),
    (SingleLegBalance(seed=3), "knee_in_deg", 15.0, "knee_in_deg", {"thigh_adduction_deg"}),
    (SingleLegBalance(seed=3, side="right"), "knee_in_deg", -5.0, "knee_in_deg", {"thigh_adduction_deg"}),
    (SingleLegBalance(seed=3, side="right"), "pelvic_drop_deg", 12.0, "pelvic_drop_deg", set()),
    (SingleLegBalance(seed=3), "trunk_lean_deg", 14.0, "trunk_lean_lateral_deg", set()),
    (SingleLegBalance(seed=3, side="right"), "trunk_lean_deg", -5.0, "trunk_lean_lateral_deg", set()),
]


@pytest.mark.parametrize(("clean", "fault", "grade", "metric", "by_definition"), SINGLE_FAULTS)
def test_a_fault_moves_its_own_metric_and_nothing_else(
    clean: Motion, fault: str, grade: float, metric: str, by_definition: set[str]
) -> None:
    """Half of a knee-in is thigh adduction, and dorsiflexion is measured against the sole."""
    faulty = replace(clean, **{fault: grade})  # type: ignore[type-var]
    before, after = held(clean), held(faulty)
    assert after[metric] - before[metric] == pytest.approx(grade - parameters(clean)[fault], abs=0.2)
    for name in before.keys() - {metric} - by_definition:
        assert after[name] == pytest.approx(before[name], abs=0.5), name


@pytest.mark.parametrize("motion", [CalfStretch(), SingleLegBalance(), SingleLegBalance(side="right")])
def test_clean_form_is_clean(motion: Motion) -> None:
    metrics = held(motion)
    for name in ("knee_in_deg", "foot_pitch_deg", "pelvic_drop_deg", "trunk_lean_lateral_deg"):
        assert metrics[name] == pytest.approx(0, abs=0.3), name
    assert faults_of(motion) == {}


@pytest.mark.parametrize("motion", [CalfStretch(), SingleLegBalance(side="right")])
def test_both_feet_are_flat_and_still_in_the_quiet_stand(motion: Motion) -> None:
    stand = phase(motion, "stand")
    assert stand.end_s >= 1.2
    joints = joints_at(motion, np.linspace(0, stand.end_s, STEPS))
    metrics = anatomical_metrics(BODY, joints)
    for side in SIDES:
        assert np.ptp(joints[f"{side}_ankle"], axis=0).max() < 1e-3
        assert np.abs(metrics["foot_pitch_deg"][side]).max() < 0.1
        assert np.abs(metrics["knee_flexion_deg"][side]).max() < 8


@pytest.mark.parametrize(
    "motion",
    [
        CalfStretch(knee_flexion_deg=25),
        CalfStretch(heel_lift_deg=15),
        CalfStretch(),
        CalfStretch(bounce_deg=4),
    ],
)
def test_both_feet_stay_where_they_are_during_the_stretch(motion: CalfStretch) -> None:
    joints = joints_at(motion, during(phase(motion, "hold")))
    for side in SIDES:
        for joint in ("ankle", "heel", "toe"):
            assert np.ptp(joints[f"{side}_{joint}"], axis=0).max() < 2e-3


@pytest.mark.parametrize("name", ["f_avg", "f_heavy", "m_old", "m_avg"])
def test_the_front_foot_is_flat_in_the_stretch(name: str) -> None:
    body, motion = load_body(name), CalfStretch(heel_lift_deg=20)
    joints = joints_at(motion, np.array([motion.duration_s - 1]), body)
    front = other(motion.side)
    assert joints[f"{front}_ankle"][0, 2] == pytest.approx(body.limbs[front].ankle[2], abs=2e-3)
    split = joints[f"{motion.side}_ankle"][0, 1] - joints[f"{front}_ankle"][0, 1]
    assert split > 0.4 * body.leg_m


def test_the_hands_rest_on_the_wall() -> None:
    motion = CalfStretch()
    wall_y_m = motion.props(BODY).wall_y_m
    joints = joints_at(motion, during(phase(motion, "hold")))
    for side in SIDES:
        assert np.allclose(joints[f"{side}_wrist"][:, 1], wall_y_m, atol=0.05)
        assert np.ptp(joints[f"{side}_wrist"], axis=0).max() < 2e-3


def test_nothing_of_the_body_goes_through_the_wall() -> None:
    motion = CalfStretch()
    joints = joints_at(motion, np.linspace(0, motion.duration_s, 40))
    assert min(points[:, 1].min() for points in joints.values()) > motion.props(BODY).wall_y_m


def test_bouncing_rocks_the_shank_by_its_amplitude() -> None:
    motion = CalfStretch(bounce_deg=4.0)
    times = np.arange(4.0, 9.0, 0.05)
    tibial = anatomical_metrics(BODY, joints_at(motion, times))["tibial_inclination_deg"]["left"]
    still = anatomical_metrics(BODY, joints_at(CalfStretch(), times))["tibial_inclination_deg"]["left"]
    assert np.ptp(tibial - still) == pytest.approx(8, abs=0.3)


def test_the_stance_foot_stands_still_while_the_other_is_in_the_air() -> None:
    motion = SingleLegBalance(wobble_percent=4, knee_in_deg=10)
    joints = joints_at(motion, during(phase(motion, "hold")))
    assert np.ptp(joints["left_ankle"], axis=0).max() < 1e-6
    assert (joints["right_ankle"][:, 2] - joints["left_ankle"][:, 2]).min() > 0.16


def test_a_touch_down_puts_the_lifted_foot_on_the_floor_for_its_time() -> None:
    motion = SingleLegBalance(touch_downs_s=(3.0, 6.5))
    touches = [item for item in motion.phases() if item.kind == "touch_down"]
    assert [item.side for item in touches] == ["right", "right"]
    for touch in touches:
        assert touch.end_s - touch.start_s == pytest.approx(0.3)
        plan = motion.plan(BODY)
        down = [plan(float(time)).legs["right"].foot.ball_m[2] for time in during(touch)]  # type: ignore[union-attr]
        assert max(down) < 1e-6
        before = plan(touch.start_s - 0.6).legs["right"].foot  # type: ignore[union-attr]
        assert before.ball_m[2] == pytest.approx(motion.lift_m)


def test_wobble_is_the_sideways_movement_of_the_hips_in_percent_of_the_leg() -> None:
    motion = SingleLegBalance(wobble_percent=4.0, hold_s=60.0)
    joints = joints_at(motion, np.arange(motion.hold_start_s, motion.hold_end_s, 0.3))
    hips = (joints["left_hip"] + joints["right_hip"])[:, 0] / 2
    assert 100 * np.std(hips) / BODY.leg_m == pytest.approx(4.0, rel=0.15)


def test_the_supporting_hand_rests_on_the_counter() -> None:
    motion = SingleLegBalance(hand_support=True)
    (box,) = motion.props(BODY).boxes
    joints = joints_at(motion, during(phase(motion, "hold")))
    wrist = joints["right_wrist"]
    assert np.ptp(wrist, axis=0).max() < 2e-3
    assert box[0] < wrist[0, 0] < box[1]
    assert wrist[0, 2] == pytest.approx(box[5] + 0.045, abs=0.01)


def test_stepping_down_ends_on_two_feet() -> None:
    motion = SingleLegBalance(hold_s=3.0, end_s=1.5)
    joints = joints_at(motion, np.array([motion.duration_s]))
    assert joints["right_ankle"][0, 2] == pytest.approx(joints["left_ankle"][0, 2], abs=1e-3)


def test_motion_never_jumps() -> None:
    short = SingleLegBalance(touch_downs_s=(1.0,), hold_s=2.0, end_s=1.2)
    for motion in (CalfStretch(hold_s=0.3), short):
        joints = joints_at(motion, np.arange(0, motion.duration_s, 1 / 60))
        fastest = max(np.linalg.norm(np.diff(points, axis=0), axis=1).max() for points in joints.values())
        assert fastest * 60 < 3.5


def test_ease_starts_and_ends_where_it_should() -> None:
    assert [ease(time, 1.0, 2.0) for time in (0.0, 1.0, 2.0, 3.0, 9.0)] == [0, 0, 0.5, 1, 1]
    assert mix(2, 6, 0.25) == 3
    assert mix_points(np.zeros(3), np.array([1.0, 2.0, 4.0]), 0.5) == (0.5, 1.0, 2.0)


def test_sway_repeats_for_a_seed_and_differs_between_channels() -> None:
    assert sway(1, 2)(3.4) == sway(1, 2)(3.4)
    assert sway(1, 2)(3.4) != sway(1, 3)(3.4)
    values = [sway(1, 0)(time) for time in np.arange(0, 200, 0.1)]
    assert np.std(values) == pytest.approx(1, abs=0.05)


def test_a_flat_foot_has_its_ankle_over_the_wanted_place() -> None:
    ankle = ankle_of(BODY, "right", flat_foot(BODY, "right", -0.12, 0.3, 8.0))
    assert np.allclose(ankle[:2], [-0.12, 0.3])
    assert ankle[2] == pytest.approx(BODY.limbs["right"].ankle[2])


def test_faults_are_what_differs_from_clean_form() -> None:
    motion = SingleLegBalance(knee_in_deg=15.0, flexion_deg=20.0)
    assert faults_of(motion) == {"knee_in_deg": 15.0}
    assert parameters(motion)["flexion_deg"] == 20.0
