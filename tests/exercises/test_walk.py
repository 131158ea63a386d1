"""Walking people with exactly known joints: how they walk, well and with each fault."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from forms import Form
from gait_tracks import Seen, seen
from scipy.interpolate import interp1d

from formcheck.analysis import Analysis, analyse
from formcheck.camera import View
from formcheck.exercises import get
from formcheck.landmarks import of
from formcheck.merging import merge
from formcheck.pose import PoseTrack
from formcheck.report import Source
from test_videos.motions.walk import Walk

CLEAN = Walk(duration_s=5.2)
SOURCE = Source(name="walk.mp4", sha256="0" * 64, width_px=640, height_px=480, fps=30, duration_s=5.2, frames=156)
SIDEWAYS = {
    "knee_extends_in_stance",
    "knee_not_overstraight",
    "weight_over_foot",
    "no_overstride",
    "posture_upright",
    "symmetry",
}
FRONTAL = {"knee_tracks_in_stance", "trunk_upright"}
ASKED = {"shoulders_relaxed", "foot_strike", "foot_angle", "no_buckling"}


def filmed(view: View, lag: float = 1.0, **change: Any) -> PoseTrack:
    """A treadmill, ten steps. See ``lagging`` for ``lag``."""
    walked = seen(replace(CLEAN, **change), view, 30.0, 0.3)
    return walked.track if lag == 1.0 else lagging(walked, lag)


def lagging(walked: Seen, lag: float) -> PoseTrack:
    """Somebody whose weight stays behind the left foot and then tips over it quickly.

    In each stance the leg is, at the share p of it, where it else is at the share p ** lag: contacts, toe-offs and
    the shapes that the leg goes through stay as they are, and only the shin comes forward late.
    """
    track, leg = walked.track, [of("left", part) for part in ("KNEE", "ANKLE", "HEEL", "FOOT_INDEX")]
    from_hip = track.image_xy[:, leg] - track.image_xy[:, [of("left", "HIP")]]
    moved = track.image_xy.copy()
    for start_s, end_s in zip(walked.contacts_s["left"], walked.offs_s["left"], strict=True):
        frames = np.flatnonzero((track.time_s > start_s) & (track.time_s < end_s))
        share = (track.time_s[frames] - start_s) / (end_s - start_s)
        as_at_s = start_s + (end_s - start_s) * share**lag
        late = interp1d(track.time_s, from_hip, axis=0, bounds_error=False, fill_value=np.nan)(as_at_s)
        moved[np.ix_(frames, leg)] = late + track.image_xy[frames][:, [of("left", "HIP")]]
    return replace(track, image_xy=moved)


FORMS = (
    Form(
        exercise="walk",
        filmed=filmed,
        well={"left": SIDEWAYS, "right": SIDEWAYS, "front": FRONTAL},
        faults=(
            ("knee_extends_in_stance", "left", {"stance_flexion_deg": 15.0}),
            ("knee_not_overstraight", "left", {"hyperextension_deg": 16.0}),
            ("weight_over_foot", "left", {"lag": 4.0}),
            ("no_overstride", "left", {"contact_ahead_per_leg": 0.60}),
            ("posture_upright", "left", {"trunk_lean_forward_deg": 22.0}),
            ("symmetry", "left", {"step_asymmetry": 0.08}),
            ("knee_tracks_in_stance", "front", {"knee_in_deg": 18.0}),
            ("trunk_upright", "front", {"trunk_lean_deg": 18.0}),
            ("trunk_upright", "back", {"trunk_lean_deg": 18.0}),
        ),
        pictured=frozenset({"pelvis_level"}),
    ),
)


def judged(motion: Walk, view: View = "left", fps: float = 30.0) -> Analysis:
    return analyse(seen(motion, view, fps, 0.3).track, get("walk"), SOURCE)


def states(analysis: Analysis) -> dict[str, str]:
    return {cue.id: cue.verdict for cue in analysis.report.cues}


def not_met(analysis: Analysis) -> set[str]:
    return {cue for cue, state in states(analysis).items() if state == "not_met"}


@pytest.mark.parametrize("view", ["left", "right"])
@pytest.mark.parametrize("motion", [CLEAN, replace(CLEAN, travel="overground", steps_per_min=116.0)])
def test_clean_walking_from_the_side_meets_every_cue(motion: Walk, view: View) -> None:
    analysis = judged(motion, view)
    assert {cue for cue, state in states(analysis).items() if state == "met"} >= SIDEWAYS
    assert not_met(analysis) == set()
    assert analysis.report.side == view


@pytest.mark.parametrize("step_asymmetry", [0.0, 0.08])
def test_the_difference_of_the_step_times_has_no_side(step_asymmetry: float) -> None:
    """Even steps read less than the table takes off: that is none at all, and never less than none."""
    cues = {cue.id: cue for cue in judged(replace(CLEAN, step_asymmetry=step_asymmetry)).report.cues}
    told = cues["symmetry"].estimate
    assert told is not None
    assert (told > 5.0) if step_asymmetry else (told == 0.0)


@pytest.mark.parametrize("view", ["front", "back"])
def test_clean_walking_from_front_or_back_meets_every_cue_that_shows(view: View) -> None:
    found = states(judged(CLEAN, view))
    shown = FRONTAL if view == "front" else FRONTAL - {"knee_tracks_in_stance"}
    assert {cue for cue, state in found.items() if state == "met"} >= shown
    assert "not_met" not in found.values()


def test_the_far_leg_is_not_judged_from_the_side() -> None:
    analysis = analyse(seen(CLEAN, "left", 30.0, 0.3).track, get("walk"), SOURCE, side="right")
    reasons = [cue.reason or "" for cue in analysis.report.cues if cue.id in SIDEWAYS]
    assert all("film the right leg" in reason for reason in reasons)


def test_two_strides_are_too_few_to_judge() -> None:
    found = states(judged(Walk(duration_s=2.9)))
    assert set(found.values()) == {"cannot_tell"}


def test_questions_stay_questions() -> None:
    report = judged(CLEAN).report
    asked = {cue.id for cue in report.cues if cue.ask}
    assert asked == ASKED
    assert all(cue.verdict == "cannot_tell" for cue in report.cues if cue.id in ASKED)


def test_the_report_carries_the_numbers_and_the_events() -> None:
    report = judged(CLEAN).report
    assert report.metrics["cadence"].value == pytest.approx(110, abs=1)
    assert report.metrics["cadence"].unit == "steps/min"
    assert report.metrics["stance_share"].value == pytest.approx(62, abs=2)
    assert report.metrics["single_support_share"].value == pytest.approx(38, abs=2)
    kinds = {(event.kind, event.side) for event in report.events}
    assert kinds == {(kind, side) for kind in ("initial_contact", "toe_off") for side in ("left", "right")}
    assert report.flags == []


def test_side_and_front_make_one_report_with_every_cue_from_the_clip_that_shows_it() -> None:
    """The knee that goes in shows from the front alone, the overstride from the side alone."""
    motion = replace(CLEAN, knee_in_deg=18.0, contact_ahead_per_leg=0.60)
    side, front = (
        judged(motion, view).report.model_copy(update={"source": SOURCE.model_copy(update={"name": f"{view}.mp4"})})
        for view in ("left", "front")
    )
    merged = merge([side, front])
    found = {cue.id: cue for cue in merged.cues}
    alone = {cue.id: cue for cue in side.cues} | {cue.id: cue for cue in front.cues if cue.id in FRONTAL}
    assert {cue_id: cue.verdict for cue_id, cue in found.items()} == {
        cue_id: cue.verdict for cue_id, cue in alone.items()
    }
    assert {cue_id for cue_id, cue in found.items() if cue.verdict == "not_met"} >= {
        "no_overstride",
        "knee_tracks_in_stance",
    }
    assert merged.score.judged == side.score.judged + front.score.judged
    assert {"stance_share", "cadence"} <= set(merged.metrics)
    assert merged.metrics["cadence"].n == side.metrics["cadence"].n
    assert merged.gait is not None
    (other,) = merged.more_clips
    assert other.gait is not None
    assert (merged.gait.direction, other.gait.direction) == ("left", "toward")
    assert merged.gait.strides["right"] > 0


@pytest.mark.parametrize("order", [("left", "front"), ("front", "left")])
def test_which_clip_comes_first_changes_no_verdict(order: tuple[View, View]) -> None:
    merged = merge([judged(CLEAN, view).report for view in order])
    assert {cue.id for cue in merged.cues if cue.verdict == "met"} == SIDEWAYS | FRONTAL
