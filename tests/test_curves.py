"""An angle over strides and repetitions, from 0 to 100 %."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from gait_tracks import seen
from performances import analysed, balance, stretch

from formcheck.angles import Angles, angles_of
from formcheck.curves import curves_of, cycle_kind, shown_metrics
from formcheck.gait.typical import typical_curve
from formcheck.report import PhaseFound, Report
from test_videos.motions.walk import Walk

WALK = analysed(seen(Walk(duration_s=5.2), "left", 30.0, 0.3).track, "walk", "walk.mp4")


def two_reps(report: Report, *edges: float) -> Report:
    reps = [PhaseFound(kind="rep", side=None, start_s=start, end_s=end) for start, end in pairwise(edges)]
    return report.model_copy(update={"phases": reps, "side": "left"})


def test_the_mean_and_the_spread_of_two_cycles_are_those_of_school():
    time_s = np.linspace(0.0, 3.0, 301)
    rising = np.where(time_s < 1.0, 10.0 * time_s, 20.0 * (time_s - 1.0) / 2.0)  # to 10° in 1 s, to 20° in 2 s
    angles = Angles(time_s, {"knee_flexion_left_deg": rising})
    (curve,) = curves_of(angles, two_reps(balance().report, 0.0, 1.0, 3.0), ["knee_flexion"])
    assert (curve.kind, curve.n, curve.raw) == ("rep", 2, False)
    assert curve.mean[50] == pytest.approx(7.5)
    assert curve.sd[50] == pytest.approx(np.std([5.0, 10.0], ddof=1))


def test_a_moment_seen_in_less_than_half_of_the_cycles_stays_open():
    time_s = np.linspace(0.0, 3.0, 301)
    angles = Angles(time_s, {"knee_flexion_left_raw_deg": np.where(time_s < 1.6, np.nan, 5.0)})
    (curve,) = curves_of(angles, two_reps(balance().report, 0.0, 1.0, 2.0, 3.0), ["knee_flexion"])
    assert curve.raw
    assert np.isnan(curve.mean[20])  # only in the third cycle
    assert curve.mean[80] == 5.0  # in the second and the third


def test_a_walk_has_every_angle_of_the_near_leg_and_its_toe_off():
    curves = {curve.metric: curve for curve in curves_of(angles_of(WALK), WALK.report, shown_metrics(WALK.report))}
    assert {"hip_flexion", "knee_flexion", "ankle_dorsiflexion", "foot_pitch"} <= set(curves)
    assert {curve.side for curve in curves.values()} == {"left"}
    knee = curves["knee_flexion"]
    assert 58 < knee.toe_off < 66
    assert 65 < int(np.argmax(knee.mean)) < 78  # the knee bends most in early swing


def test_the_walk_made_from_the_published_curve_lies_in_the_typical_band():
    (knee,) = curves_of(angles_of(WALK), WALK.report, ["knee_flexion"])
    typical = typical_curve("walk", "knee_flexion")
    outside = np.maximum(knee.mean - typical.high, typical.low - knee.mean)
    assert (outside <= 0.0).mean() >= 0.97
    assert outside.max() < 2.0


def test_the_typical_curve_is_the_one_that_films_are_rendered_from():
    from formcheck.gait import typical
    from test_videos.motions import walk

    assert typical.KNEE_FLEXION_DEG == walk.KNEE_DEG
    assert (typical.STANCE_SD_DEG, typical.SWING_SD_DEG) == (walk.STANCE_SD_DEG, walk.SWING_SD_DEG)


def test_where_nothing_was_published_there_is_no_band():
    assert typical_curve("walk", "ankle_dorsiflexion") is None
    assert typical_curve("run", "knee_flexion") is None


def test_a_hold_is_laid_over_itself_and_has_no_spread():
    held = stretch()
    curves = curves_of(angles_of(held), held.report, shown_metrics(held.report))
    assert cycle_kind(held.report.phases) == "hold"
    assert curves
    assert all(curve.n == 1 and np.isnan(curve.sd).all() for curve in curves)


def test_a_clip_without_the_exercise_has_no_curves():
    empty = balance().report.model_copy(update={"phases": []})
    assert curves_of(Angles(np.arange(3.0), {"knee_in_left_deg": np.zeros(3)}), empty, ["knee_in"]) == []
