"""What every motion must keep to, and what each further exercise is about."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from test_videos.body import SIDES, load_body
from test_videos.clips import COMMITTED, GRADES, catalogue
from test_videos.legs import ankle_of, reaching_leg
from test_videos.motions import MOTIONS
from test_videos.motions.lunge import Lunge, SteppedLunge
from test_videos.motions.motion import Motion, parameters
from test_videos.motions.reps import Tempo, hip_above
from test_videos.motions.single_leg_balance import SingleLegBalance
from test_videos.poser import pose_skeleton
from test_videos.posture import Foot
from test_videos.truth import JOINTS, anatomical_metrics

BODY = load_body("f_slim")
EVERY = list(MOTIONS)
REPEATED = [name for name in EVERY if "tempo" in parameters(MOTIONS[name]())]
HELD = ["quad-stretch", "hip-flexor-stretch"]


def joints_at(motion: Motion, times: Any) -> dict[str, np.ndarray]:
    plan = motion.plan(BODY)
    frames = [BODY.joints(pose_skeleton(BODY, plan(float(time)))) for time in np.atleast_1d(times)]
    return {name: np.array([frame[name] for frame in frames]) for name in JOINTS}


def turning_point(motion: Motion) -> float:
    """A moment at which the exercise is done in full."""
    if "tempo" in parameters(motion):
        tempo: Tempo = parameters(motion)["tempo"]
        return tempo.start_s + tempo.out_s + tempo.pause_s / 2
    return motion.duration_s - 0.5


def at_turning_point(motion: Motion) -> dict[str, float]:
    metrics = anatomical_metrics(BODY, joints_at(motion, turning_point(motion)))
    own = {name: value[motion.side] if isinstance(value, dict) else value for name, value in metrics.items()}
    return {name: float(value[0]) for name, value in own.items()}


@pytest.mark.parametrize("name", EVERY)
def test_a_motion_says_what_it_is(name: str) -> None:
    motion = MOTIONS[name]()
    assert motion.exercise == name
    assert set(motion.faults) <= {item.name for item in fields(motion)}  # type: ignore[arg-type]
    assert all(0 <= item.start_s < item.end_s <= motion.duration_s + 1e-9 for item in motion.phases())


@pytest.mark.parametrize("name", EVERY)
def test_nobody_sinks_into_the_floor_or_flies_apart(name: str) -> None:
    motion = MOTIONS[name]()
    joints = joints_at(motion, np.linspace(0, motion.duration_s, 40))
    heights = np.concatenate([points[:, 2] for points in joints.values()])
    assert np.isfinite(heights).all()
    assert heights.min() > 0.015
    assert heights.max() < 1.9


@pytest.mark.parametrize("name", EVERY)
def test_no_motion_jumps(name: str) -> None:
    motion = MOTIONS[name]()
    start = motion.duration_s / 2 - 1
    joints = joints_at(motion, np.arange(start, start + 2, 1 / 60))
    steps = {joint: np.linalg.norm(np.diff(points, axis=0), axis=1).max() * 60 for joint, points in joints.items()}
    assert max(steps.values()) < (9.0 if name == "run" else 6.0)


@pytest.mark.parametrize("name", ["squat", "lunge", "deadlift", "calf-raise"])
def test_both_toes_stay_planted_through_the_repetitions(name: str) -> None:
    motion = MOTIONS[name]()
    joints = joints_at(motion, np.linspace(0, motion.duration_s - 0.1, 40))
    for side in SIDES:
        assert np.ptp(joints[f"{side}_toe"], axis=0).max() < 0.012


@pytest.mark.parametrize("name", REPEATED)
def test_repetitions_start_and_end_alike(name: str) -> None:
    motion = MOTIONS[name](seed=4)
    tempo: Tempo = parameters(motion)["tempo"]
    rests = [tempo.start_s + number * tempo.rep_s for number in range(1, tempo.reps)]
    knees = anatomical_metrics(BODY, joints_at(motion, rests))["knee_flexion_deg"][motion.side]
    assert np.ptp(knees) < 2.5


@pytest.mark.parametrize(
    ("name", "metric", "expected", "tolerance"),
    [
        ("squat", "knee_flexion_deg", 80, 1.0),
        ("squat", "trunk_lean_forward_deg", 36, 0.1),
        ("lunge", "knee_flexion_deg", 85, 1.0),
        ("deadlift", "trunk_lean_forward_deg", 68, 0.1),
        ("deadlift", "knee_flexion_deg", 22, 1.0),
        ("leg-extension", "knee_flexion_deg", 4, 0.1),
        ("hamstring-curl", "knee_flexion_deg", 100, 0.1),
        ("calf-raise", "foot_pitch_deg", 28, 0.1),
        ("hip-abduction", "thigh_adduction_deg", -30, 0.1),
        ("quad-stretch", "knee_flexion_deg", 138, 0.1),
    ],
)
def test_the_turning_point_is_where_the_parameters_say(
    name: str, metric: str, expected: float, tolerance: float
) -> None:
    assert at_turning_point(MOTIONS[name]())[metric] == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize(
    ("name", "fault", "grade", "metric", "change"),
    [
        ("squat", "knee_in_deg", 15.0, "knee_in_deg", 15.0),
        ("squat", "heel_lift_deg", 15.0, "foot_pitch_deg", 15.0),
        ("squat", "depth_deg", 40.0, "knee_flexion_deg", -40.0),
        ("lunge", "knee_in_deg", 15.0, "knee_in_deg", 15.0),
        ("lunge", "pelvic_drop_deg", 10.0, "pelvic_drop_deg", 10.0),
        ("lunge", "trunk_lean_forward_deg", 30.0, "trunk_lean_forward_deg", 25.0),
        ("deadlift", "knee_flexion_deg", 55.0, "knee_flexion_deg", 33.0),
        ("deadlift", "knee_travel_deg", 20.0, "tibial_inclination_deg", 20.0),
        ("leg-extension", "end_flexion_deg", 25.0, "knee_flexion_deg", 21.0),
        ("hamstring-curl", "curl_deg", 60.0, "knee_flexion_deg", -40.0),
        ("calf-raise", "knee_flexion_deg", 25.0, "knee_flexion_deg", 21.0),
        ("calf-raise", "heel_lift_deg", 10.0, "foot_pitch_deg", -18.0),
        ("hip-abduction", "abduction_deg", 12.0, "thigh_adduction_deg", 18.0),
        ("hip-abduction", "pelvic_hike_deg", 8.0, "pelvic_drop_deg", 8.0),
        ("hip-abduction", "trunk_lean_deg", 14.0, "trunk_lean_lateral_deg", -14.0),
        ("quad-stretch", "knee_out_deg", 20.0, "thigh_adduction_deg", -20.0),
        ("hip-flexor-stretch", "trunk_lean_forward_deg", 20.0, "trunk_lean_forward_deg", 18.0),
    ],
)
def test_a_fault_changes_its_metric_by_its_grade(
    name: str, fault: str, grade: float, metric: str, change: float
) -> None:
    clean = MOTIONS[name](seed=5)
    faulty = replace(clean, **{fault: grade})  # type: ignore[type-var]
    assert at_turning_point(faulty)[metric] - at_turning_point(clean)[metric] == pytest.approx(change, abs=0.6)


def test_a_squat_is_symmetrical() -> None:
    joints = joints_at(MOTIONS["squat"](knee_in_deg=12.0), np.linspace(1.5, 5, 8))
    for joint in ("hip", "knee", "ankle", "heel"):
        assert np.allclose(joints[f"left_{joint}"], joints[f"right_{joint}"] * [-1, 1, 1], atol=1e-3)


def test_clean_squat_knees_stay_over_the_feet() -> None:
    """Past fault: at depth the good squat's knees travelled 14 degrees outward."""
    assert at_turning_point(MOTIONS["squat"]())["knee_in_deg"] == pytest.approx(0, abs=0.1)


def test_a_seated_thigh_is_level_and_on_the_bench() -> None:
    motion = MOTIONS["leg-extension"]()
    joints = joints_at(motion, 0.5)
    assert abs(joints["left_knee"][0, 2] - joints["left_hip"][0, 2]) < 0.05
    (bench,) = motion.props(BODY).boxes
    assert 0.05 < joints["left_hip"][0, 2] - bench[5] < 0.15
    assert joints["left_toe"][0, 2] > 0


def test_the_hand_holds_the_foot_in_the_quad_stretch() -> None:
    joints = joints_at(MOTIONS["quad-stretch"](), 6.0)
    assert np.linalg.norm(joints["left_wrist"] - joints["left_toe"]) < 0.22


def test_the_kneeling_thigh_slants_back_by_its_angle() -> None:
    joints = joints_at(MOTIONS["hip-flexor-stretch"](thigh_behind_deg=15.0), 6.0)
    thigh = joints["left_hip"][0] - joints["left_knee"][0]
    assert np.degrees(np.arctan2(-thigh[1], thigh[2])) == pytest.approx(15, abs=0.6)
    assert joints["left_knee"][0, 2] == pytest.approx(0.075, abs=0.01)


def test_the_stepping_foot_goes_ahead_and_comes_back_behind() -> None:
    motion = MOTIONS["balance-step"]()
    joints = joints_at(motion, np.linspace(3.1, 12, 90))
    along = joints["left_ankle"][:, 1] - joints["right_ankle"][:, 1]
    assert along.max() > 0.25
    assert along.min() < -0.15
    assert np.ptp(joints["left_ankle"], axis=0).max() < 1e-6


def test_balance_step_differs_from_the_balance_in_the_swing_leg_alone() -> None:
    step = MOTIONS["balance-step"](flexion_deg=12.0)
    joints, still = (joints_at(motion, 4.2) for motion in (step, SingleLegBalance()))
    for joint in ("left_hip", "left_knee", "left_ankle", "left_shoulder"):
        assert np.allclose(joints[joint], still[joint], atol=1e-6)


def test_tempo_reaches_the_turning_point_once_per_repetition() -> None:
    tempo = Tempo(start_s=1.0, out_s=1.0, pause_s=0.5, back_s=1.0, rest_s=0.5, reps=2)
    assert tempo.duration_s == 7.0
    assert [tempo.share(time) for time in (0.5, 1.0, 2.0, 2.4, 3.5, 4.0, 5.2, 9.0)] == [0, 0, 1, 1, 0, 0, 1, 0]
    assert [(item.start_s, item.end_s) for item in tempo.phases()] == [(0.0, 1.0), (1.0, 3.5), (4.0, 6.5)]


@pytest.mark.parametrize("knee_in", [0.0, 12.0])
def test_the_hip_is_put_where_the_knee_has_its_angle(knee_in: float) -> None:
    foot = Foot((0.12, 0.0, 0.0))
    hip = hip_above(BODY, "left", foot, 0.1, 0.05, 40.0, knee_in)
    leg = reaching_leg(BODY, "left", ankle_of(BODY, "left", foot) - hip, knee_in)
    assert leg.knee_flexion_deg == pytest.approx(40, abs=0.01)
    assert hip[:2] == pytest.approx([0.1, 0.05])


def test_the_catalogue_covers_every_exercise_and_names_its_committed_clips() -> None:
    clips = catalogue()
    assert {clip.motion.exercise for clip in clips.values()} == set(MOTIONS)
    assert set(COMMITTED) <= set(clips)
    assert len(COMMITTED) <= 16
    for exercise, grades in GRADES.items():
        assert {parameter for parameter, _ in grades} <= set(MOTIONS[exercise]().faults)


def test_a_stepped_lunge_stands_with_the_feet_side_by_side_first() -> None:
    motion = SteppedLunge(side="right", pelvic_drop_deg=10.0)
    joints = joints_at(motion, np.linspace(0.0, motion.stand_s, 5))
    for part in ("ankle", "toe", "heel"):
        apart = joints[f"right_{part}"] - joints[f"left_{part}"]
        assert np.abs(apart[:, 1]).max() < 0.03
        assert np.abs(apart[:, 2]).max() < 0.01
    metrics = anatomical_metrics(BODY, joints)
    assert np.abs(metrics["pelvic_drop_deg"]["right"]).max() < 0.1
    assert np.abs(metrics["knee_flexion_deg"]["left"]).max() < 12.0


def test_a_stepped_lunge_leaves_the_rear_foot_and_then_lunges_as_the_other_does() -> None:
    motion = SteppedLunge(pelvic_drop_deg=10.0, seed=4)
    moments = np.linspace(0.0, motion.tempo.duration_s - 0.1, 9)
    plain = joints_at(Lunge(pelvic_drop_deg=10.0, seed=4), moments)
    later = joints_at(motion, moments + motion.lead_s)
    assert all(np.allclose(later[joint], plain[joint], atol=1e-9) for joint in plain)
    whole = joints_at(motion, np.linspace(0.0, motion.duration_s - 0.1, 60))
    assert np.ptp(whole["right_toe"], axis=0).max() < 0.012
    steps = np.linalg.norm(np.diff(joints_at(motion, np.arange(1.5, 3.5, 1 / 60))["left_knee"], axis=0), axis=1) * 60
    assert steps.max() < 4.0


def test_the_phases_of_a_stepped_lunge_follow_one_another() -> None:
    motion = SteppedLunge(side="right")
    stand, step, *reps = motion.phases()
    assert (stand.kind, stand.start_s, stand.end_s) == ("stand", 0.0, motion.stand_s)
    assert (step.kind, step.end_s, step.side) == ("transition", motion.lead_s, "right")
    starts = [rep.start_s for rep in Lunge().phases()[1:]]
    assert [rep.start_s - motion.lead_s for rep in reps] == pytest.approx(starts)
    assert reps[-1].end_s <= motion.duration_s
