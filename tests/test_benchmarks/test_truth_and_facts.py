from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from committed_clips import CLIPS

from benchmarks.clip_facts import true_hold_s
from benchmarks.expected import true_state
from benchmarks.kept import keep, kept
from benchmarks.observations import Observation, moments, repetitions, thinned
from benchmarks.true_camera import lens_m, seen_from_deg
from benchmarks.true_signals import DERIVED, true_signal
from formcheck.cues import Cue
from formcheck.exercises import all_exercises, get
from formcheck.landmarks import Side, other
from formcheck.metrics import METRICS
from test_videos.camera import look
from test_videos.expectations import RULES
from test_videos.motions import MOTIONS
from test_videos.motions.motion import parameters


def truth_of(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((CLIPS / f"{name}.truth.json").read_text("utf-8"))
    return loaded


def cue(exercise: str, cue_id: str) -> Cue:
    return next(each for each in get(exercise).cues if each.id == cue_id)


@pytest.mark.parametrize("metric", list(METRICS))
def test_every_metric_has_an_exact_value_in_a_view_that_shows_it(metric: str) -> None:
    name = "squat_knee_in_front" if "front" in METRICS[metric].views else "squat_clean_side"
    truth = truth_of(name)
    signal = true_signal(truth, metric, truth["side"])
    assert signal is not None
    assert len(signal) == truth["frames"]
    assert np.isfinite(signal[moments(truth)]).all()


def test_what_nobody_defined_has_no_exact_value() -> None:
    assert true_signal(truth_of("squat_clean_side"), "courage", "left") is None


def test_angles_that_follow_from_others_do_so() -> None:
    truth = truth_of("calf_heel_lifted_side")
    held = moments(truth)
    side: Side = truth["side"]
    lift = true_signal(truth, "heel_lift", side)
    assert lift is not None
    assert np.median(lift[held]) == pytest.approx(truth["params"]["heel_lift_deg"], abs=0.5)
    assert set(DERIVED) <= set(METRICS)
    thigh, flexion, shank = (
        true_signal(truth, name, side) for name in ("thigh_inclination", "knee_flexion", "tibial_inclination")
    )
    assert thigh is not None
    assert flexion is not None
    assert shank is not None
    np.testing.assert_allclose(thigh + shank, flexion, atol=1e-9)


def test_knees_that_fall_in_come_nearer_than_the_feet_and_lie_inward_of_them() -> None:
    truth = truth_of("squat_knee_in_front")
    separation = true_signal(truth, "knee_separation", "left")
    assert separation is not None
    assert np.median(separation[moments(truth)]) < 0.7 < 0.8 < np.median(separation[:10])
    for side in ("left", "right"):
        inward = true_signal(truth, "knee_over_foot", side)
        assert inward is not None
        assert np.median(inward[moments(truth)]) > np.median(inward[:10]) + 0.05


def test_a_trunk_over_the_middle_has_no_hip_shift() -> None:
    truth = truth_of("squat_knee_in_front")
    shift = true_signal(truth, "hip_shift", "left")
    assert shift is not None
    # The camera's yaw moves the hips, which are farther back than the feet, a little aside.
    assert abs(np.median(shift[moments(truth)])) < 4


def test_moments_lie_inside_the_hold_and_at_the_turning_points() -> None:
    held = truth_of("balance_clean_front")
    time_s = np.array(held["time_s"])
    (hold,) = [phase for phase in held["phases"] if phase["kind"] == "hold"]
    assert time_s[moments(held)].min() > hold["start_s"]
    assert not repetitions(held).any()
    squat = truth_of("squat_clean_side")
    flexion = true_signal(squat, "knee_flexion", squat["side"])
    assert flexion is not None
    assert flexion[moments(squat)].min() > 0.97 * flexion.max()
    assert moments(squat).sum() < repetitions(squat).sum()


def test_a_thinned_truth_is_that_of_the_nearest_frames() -> None:
    truth = truth_of("squat_clean_side")
    few = thinned(truth, np.array([0.0, 1.01, 2.0]))
    assert few["metrics"]["knee_flexion_deg"]["left"] == [
        truth["metrics"]["knee_flexion_deg"]["left"][row] for row in (0, 24, 48)
    ]
    assert len(few["joints_px"]["left_knee"]) == 3


def test_a_hold_on_one_leg_is_as_long_as_the_other_foot_is_off_the_floor() -> None:
    truth = truth_of("balance_clean_front")
    (hold,) = [phase for phase in truth["phases"] if phase["kind"] == "hold"]
    start_s, end_s = true_hold_s(truth) or (0.0, 0.0)
    assert truth["params"]["stand_s"] < start_s < hold["start_s"]
    assert end_s == pytest.approx(truth["time_s"][-1])
    assert true_hold_s(truth_of("squat_clean_side")) is None
    calf = truth_of("calf_clean_back")
    assert true_hold_s(calf) == (calf["params"]["stand_s"] + calf["params"]["step_s"], calf["time_s"][-1])


@pytest.mark.parametrize(
    ("name", "cue_id", "state"),
    [
        ("balance_clean_front", "knee_over_toes", "met"),
        ("balance_knee_in_front", "knee_over_toes", "not_met"),
        ("balance_trunk_lean_front", "trunk_upright", "not_met"),
        ("balance_pelvic_drop_back", "pelvis_level", "not_met"),
        ("calf_heel_lifted_side", "heel_flat", "not_met"),
        ("balance_touch_down_front", "foot_stays_up", "not_met"),
        ("balance_clean_side", "knee_over_toes", None),
        ("balance_clean_front", "hold_time", None),
        ("balance_clean_front", "arch_lifted", None),
    ],
)
def test_a_perfect_judge_applies_the_cues_band_to_the_exact_value(name: str, cue_id: str, state: str | None) -> None:
    truth = truth_of(name)
    assert true_state(cue(truth["exercise"], cue_id), truth, truth["side"]) == state


def test_a_perfect_judge_is_not_asked_for_a_knee_that_is_filmed_from_aside() -> None:
    truth = truth_of("balance_knee_in_front")
    truth["camera"]["yaw_deg"] = 14.0
    assert true_state(cue("single-leg-balance", "knee_over_toes"), truth, truth["side"]) is None


def test_a_magnitude_looks_at_both_directions_and_a_range_at_the_whole_repetition() -> None:
    truth = truth_of("balance_trunk_lean_front")
    lean = cue("single-leg-balance", "trunk_upright")
    other_way = other(truth["side"])
    assert true_state(lean, truth, other_way) == "not_met"
    assert true_state(replace(lean, statistic="median"), truth, other_way) == "met"
    squat = truth_of("squat_clean_side")
    still = cue("hamstring-curl", "thigh_still")
    assert true_state(still, squat, squat["side"]) == "not_met"


MEASURED_BY = {
    "knee_in_deg": "knee_in",
    "knee_flexion_deg": "knee_flexion",
    "heel_lift_deg": "heel_lift",
    "trunk_lean_deg": "trunk_lean_lateral",
    "end_flexion_deg": "knee_flexion",
}


def rules_of_metrics() -> Iterator[tuple[str, str, float, float]]:
    """Rules whose parameter is the very angle that a cue of the exercise measures."""
    for exercise, rules in RULES.items():
        known = {each.id: each for each in all_exercises()[exercise].cues} if exercise in all_exercises() else {}
        for rule in rules:
            if rule.cue in known and MEASURED_BY.get(rule.parameter) == known[rule.cue].metric:
                yield exercise, rule.cue, rule.met_edge, rule.not_met_edge


@pytest.mark.parametrize(("exercise", "cue_id", "met", "not_met"), list(rules_of_metrics()))
def test_expected_verdicts_have_the_edges_of_the_cues_own_band(
    exercise: str, cue_id: str, met: float, not_met: float
) -> None:
    band = cue(exercise, cue_id).band
    assert band is not None
    assert (met, not_met) == (band.met, band.not_met)


def test_every_expected_cue_is_a_cue_of_its_exercise_and_every_parameter_one_of_its_motion() -> None:
    assert len(list(rules_of_metrics())) >= 6
    for exercise, rules in RULES.items():
        assert {rule.parameter for rule in rules} <= set(parameters(MOTIONS[exercise]()))
        if exercise in all_exercises():
            assert {rule.cue for rule in rules} <= {each.id for each in all_exercises()[exercise].cues}, exercise


def test_kept_rows_are_read_as_they_were_written(tmp_path: Path) -> None:
    rows = [
        Observation("fit", "a", "squat", "f_avg", "knee_in", "front", "stand", 1.25, -3.0, 0.1),
        Observation("report", "b, c", "lunge", "m_old", "knee_in", "back", "picture", 0.0, 2.5, -11.0),
    ]
    keep("rows", Observation, rows, tmp_path)
    assert kept("rows", Observation, tmp_path) == rows


# From where a person is seen

HEIGHTS_M = {"hip": 0.9, "shoulder": 1.4, "knee": 0.5, "heel": 0.0}
PLACES_M = {
    f"{side}_{joint}": (sign * 0.15, 0.1 * depth, height_m)
    for sign, side in ((1, "left"), (-1, "right"))
    for depth, (joint, height_m) in enumerate(HEIGHTS_M.items())
}


def seen_by(azimuth_deg: float, moved_m: tuple[float, float] = (0.0, 0.0)) -> dict[str, Any]:
    """The truth of a film of somebody who went aside while the camera kept looking at where they had stood."""
    around = np.array([np.sin(np.radians(azimuth_deg)), -np.cos(np.radians(azimuth_deg)), 0.0])
    target = np.array([0.0, 0.0, 0.8])
    camera = look(target + 3.0 * around, target, 4.0, 50.0, (480, 640))
    paths = {
        name: np.array(place) + np.array([(*moved_m, 0.0), (*moved_m, 0.1), (*moved_m, 0.0)])
        for name, place in PLACES_M.items()
    }
    return {
        "fps": 10.0,
        "metrics": {},
        "time_s": list(np.arange(5) / 10),
        "joints_m_every": 2,
        "joints_m": {name: path.tolist() for name, path in paths.items()},
        "joints_px": {name: camera.project(np.repeat(path, 2, axis=0)[:5]).tolist() for name, path in paths.items()},
    }


@pytest.mark.parametrize("azimuth_deg", [0.0, 37.0, 90.0, -120.0, 179.0])
def test_the_lens_is_found_from_joints_in_metres_and_pixels(azimuth_deg: float) -> None:
    truth = seen_by(azimuth_deg)
    azimuth = np.radians(azimuth_deg)
    np.testing.assert_allclose(lens_m(truth), [3.0 * np.sin(azimuth), -3.0 * np.cos(azimuth), 0.8], atol=1e-6)


def test_whoever_steps_aside_is_seen_from_another_direction() -> None:
    still, aside = seen_from_deg(seen_by(0.0)), seen_from_deg(seen_by(0.0, (0.5, 0.0)))
    depth_m = np.mean([place[1] for name, place in PLACES_M.items() if "hip" in name or "shoulder" in name])
    assert still == pytest.approx(0.0, abs=1e-6)
    assert aside == pytest.approx(-np.degrees(np.arctan2(0.5, 3.0 + depth_m)), abs=0.05)


def test_a_film_of_which_fewer_frames_were_looked_at_tells_the_same() -> None:
    truth = seen_by(37.0)
    assert seen_from_deg(thinned(truth, np.array([0.0, 0.1, 0.2, 0.4]))) == pytest.approx(seen_from_deg(truth))
