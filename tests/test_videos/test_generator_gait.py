from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from test_videos.body import SIDES, Body, Side, body_names, load_body, other
from test_videos.motions.gait import PHASES, cycle_of, hips_ahead
from test_videos.motions.run import Run
from test_videos.motions.walk import KNEE_DEG, STANCE_SD_DEG, SWING_SD_DEG, Walk
from test_videos.poser import pose_skeleton
from test_videos.truth import JOINTS, anatomical_metrics

BODY = load_body("f_avg")
FPS = 50


def joints_of(motion: Walk | Run, body: Body = BODY) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    plan = motion.plan(body)
    times = np.arange(0, motion.duration_s, 1 / FPS)
    frames = [body.joints(pose_skeleton(body, plan(float(time)))) for time in times]
    return times, {name: np.array([frame[name] for frame in frames]) for name in JOINTS}


def whole_stances(motion: Walk | Run, side: Side) -> list[tuple[float, float]]:
    return [
        (item.start_s, item.end_s)
        for item in motion.phases()
        if item.side == side and item.start_s > 0 and item.end_s < motion.duration_s
    ]


GAITS = [
    Walk(duration_s=2.6),
    Walk(duration_s=2.6, travel="overground", stance_flexion_deg=15.0),
    Walk(duration_s=2.6, contact_ahead_per_leg=0.45),
    Run(duration_s=1.8),
    Run(duration_s=1.8, travel="overground"),
]


@pytest.mark.parametrize("motion", GAITS)
def test_planted_feet_do_not_slide(motion: Walk | Run) -> None:
    times, joints = joints_of(motion)
    speed = motion.pattern().speed_m_s(BODY)
    belt = speed * times if motion.travel == "treadmill" else 0 * times
    flat = (motion.pattern().flat_from, motion.pattern().heel_off)
    for side in SIDES:
        for start, _ in whole_stances(motion, side):
            planted = (times >= start + flat[0] * motion.pattern().period_s) & (
                times <= start + flat[1] * motion.pattern().period_s
            )
            for joint in ("heel", "toe"):
                ahead = joints[f"{side}_{joint}"][planted, 1] - belt[planted]
                assert np.ptp(ahead) < 2e-3
                assert np.ptp(joints[f"{side}_{joint}"][planted, 2]) < 2e-3


@pytest.mark.parametrize("motion", [GAITS[0], GAITS[3]])
def test_the_foot_is_on_the_floor_from_contact_to_toe_off_and_nowhere_else(motion: Walk | Run) -> None:
    """Past fault: at the nominal contact the foot was still 8 cm up. The clearance of heel and toe decides."""
    times, joints = joints_of(motion)
    rest = {joint: getattr(BODY.limbs["left"], joint)[2] for joint in ("heel", "toe")}
    for side in SIDES:
        clearance = np.min([joints[f"{side}_{joint}"][:, 2] - rest[joint] for joint in ("heel", "toe")], axis=0)
        for start, end in whole_stances(motion, side):
            on_floor = (times > start + 0.01) & (times < end - 0.01)
            assert np.abs(clearance[on_floor]).max() < 0.012
            before = (times > start - 0.13) & (times < start - 0.06)
            assert clearance[before].min() > 0.006
    assert clearance.min() > -0.012


def test_the_knee_follows_the_published_average() -> None:
    times, joints = joints_of(Walk(duration_s=2.5, start_phase=0.0, pelvic_drop_deg=0.0))
    knee = anatomical_metrics(BODY, joints)["knee_flexion_deg"]["left"]
    phase = (times / Walk().pattern().period_s) % 1.0
    wanted = np.interp(phase, np.linspace(0, 1, len(KNEE_DEG)), KNEE_DEG)
    assert np.abs(knee - wanted).max() < 7
    assert np.abs(knee - wanted).mean() < 2.5


def test_the_clean_walk_stays_inside_the_published_band() -> None:
    """One sd from loading to late swing, two around landing: there the foot must meet the floor without sliding."""
    walk = Walk(duration_s=2.5, start_phase=0.0)
    times, joints = joints_of(walk)
    knee = anatomical_metrics(BODY, joints)["knee_flexion_deg"]["left"]
    phase = (times / walk.pattern().period_s) % 1.0
    mean = np.interp(phase, np.linspace(0, 1, len(KNEE_DEG)), KNEE_DEG)
    away_sd = np.abs(knee - mean) / np.where(phase < walk.pattern().stance, STANCE_SD_DEG, SWING_SD_DEG)
    assert away_sd.max() < 2.0
    assert away_sd[(phase > 0.08) & (phase < 0.88)].max() < 1.0
    bent = Walk(duration_s=2.5, start_phase=0.0, stance_flexion_deg=15.0)
    faulty = anatomical_metrics(BODY, joints_of(bent)[1])["knee_flexion_deg"]["left"]
    assert (np.abs(faulty - mean) / STANCE_SD_DEG)[(phase > 0.1) & (phase < 0.4)].min() > 2.0


@pytest.mark.parametrize("extra", [5.0, 15.0])
def test_stance_flexion_is_added_to_the_straightest_knee_of_stance(extra: float) -> None:
    def straightest(motion: Walk) -> float:
        times, joints = joints_of(motion)
        knee = anatomical_metrics(BODY, joints)["knee_flexion_deg"]["left"]
        start, end = whole_stances(motion, "left")[0]
        middle = (times > start + 0.4 * (end - start)) & (times < start + 0.85 * (end - start))
        return float(knee[middle].min())

    clean = straightest(Walk(duration_s=2.6))
    assert clean < 10
    assert straightest(Walk(duration_s=2.6, stance_flexion_deg=extra)) - clean == pytest.approx(extra, abs=2)


@pytest.mark.parametrize("ahead", [0.30, 0.34, 0.45])
def test_the_ankle_lands_as_far_ahead_of_the_hips_as_asked(ahead: float) -> None:
    motion = Walk(duration_s=2.6, contact_ahead_per_leg=ahead)
    plan = motion.plan(BODY)
    contact = whole_stances(motion, "left")[0][0]
    joints = BODY.joints(pose_skeleton(BODY, plan(contact)))
    hips = (joints["left_hip"] + joints["right_hip"]) / 2
    assert (hips - joints["left_ankle"])[1] / BODY.leg_m == pytest.approx(ahead, abs=0.05)


def test_left_and_right_are_the_same_half_a_cycle_apart() -> None:
    motion = Walk(trunk_lean_forward_deg=3.0)
    plan, half = motion.plan(BODY), motion.pattern().period_s / 2
    early = BODY.joints(pose_skeleton(BODY, plan(1.0)))
    late = BODY.joints(pose_skeleton(BODY, plan(1.0 + half)))
    for joint in ("hip", "knee", "ankle", "toe"):
        mirrored = late[f"right_{joint}"] * np.array([-1, 1, 1])
        assert np.allclose(early[f"left_{joint}"], mirrored, atol=2e-3)


def test_stances_alternate_and_last_their_share() -> None:
    motion = Walk(duration_s=6.0)
    stances = [item for item in motion.phases() if item.start_s > 0 and item.end_s < motion.duration_s]
    assert all(first.side == other(second.side or "left") for first, second in pairwise(stances))
    for item in stances:
        assert item.end_s - item.start_s == pytest.approx(0.62 * motion.pattern().period_s)


def test_walking_has_double_support_and_running_has_flight() -> None:
    for motion, longest in ((Walk(), 2), (Run(), 1)):
        times = np.arange(0.2, motion.duration_s - 0.2, 0.005)
        down = [sum(item.start_s <= time < item.end_s for item in motion.phases()) for time in times]
        assert max(down) == longest
        assert min(down) == longest - 1


def test_overground_moves_and_the_treadmill_does_not() -> None:
    speed = Walk().pattern().speed_m_s(BODY)
    _, still = joints_of(Walk(duration_s=2.0))
    _, moving = joints_of(Walk(duration_s=2.0, travel="overground"))
    assert np.ptp(still["left_hip"][:, 1]) < 0.05
    assert np.ptp(moving["left_hip"][:, 1]) == pytest.approx(speed * (2.0 - 1 / FPS), abs=0.05)
    assert moving["left_hip"][-1, 1] < moving["left_hip"][0, 1]


@pytest.mark.parametrize("name", body_names())
@pytest.mark.parametrize("motion", [Walk(), Walk(stance_flexion_deg=20.0), Run()])
def test_every_body_gets_a_smooth_cycle(name: str, motion: Walk | Run) -> None:
    body = load_body(name)
    cycle = cycle_of(body, motion.pattern())
    for table in (cycle.ball_up_m, cycle.pitch_deg / 100, cycle.pelvis_up_m):
        assert np.isfinite(table).all()
        assert np.abs(np.diff(table)).max() < 0.04
    assert cycle.ball_up_m.min() > -1e-3
    assert np.ptp(cycle.pelvis_up_m) < 0.09


def test_hips_pass_over_the_foot_during_stance() -> None:
    ahead = hips_ahead(BODY, Walk().pattern(), PHASES)
    assert ahead[0] < 0 < ahead[PHASES <= 0.62][-1]


@pytest.mark.parametrize(
    ("fault", "metric"), [("knee_in_deg", "knee_in_deg"), ("pelvic_drop_deg", "pelvic_drop_deg")]
)
def test_frontal_faults_show_at_mid_stance(fault: str, metric: str) -> None:
    motion = Walk(duration_s=2.6, **{fault: 9.0})  # type: ignore[arg-type]
    start, end = whole_stances(motion, "left")[0]
    joints = BODY.joints(pose_skeleton(BODY, motion.plan(BODY)((start + end) / 2)))
    assert float(anatomical_metrics(BODY, joints)[fault]["left"]) == pytest.approx(9.0, abs=0.3)
