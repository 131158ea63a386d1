from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from performances import analysed
from skeletons import Leg, Posture, Stances, film, from_view, perform
from waists import SHIRT, dressed, waist

from formcheck.analysis import analyse
from formcheck.camera import View
from formcheck.exercises import get
from formcheck.judging import Judged
from formcheck.landmarks import SIDES, Side, of
from formcheck.pelvis.level import (
    LEAST_GOOD,
    LOST,
    MOST_HELD,
    NO_PICTURE,
    THIGH,
    TOO_FAR,
    TOO_SHORT,
    TURNED,
)
from formcheck.pelvis.stand import NO_EDGE, STAND_FIRST, UNTUCKED
from formcheck.pictured import TUCKED
from formcheck.pose import PoseTrack
from formcheck.wording import followed

STAND_S, HOLD_S = (0.0, 2.2), (2.5, 9.0)
CREST = ((-0.21, 0.19), (0.21, 0.19))
Painted = Callable[[float], np.ndarray]


def plain(turn_deg: float) -> np.ndarray:
    return waist(turn_deg).pixels


def balanced(side: Side = "left", view: View = "back", stand: bool = True) -> PoseTrack:
    """Two seconds of standing, if wanted, then six on one leg."""
    one_leg = (6.0, Stances(side).one_leg())
    scenes = [(2.0, Posture()), one_leg] if stand else [one_leg]
    return film(perform(*scenes, fps=10.0), from_view(view))


def with_turn(track: PoseTrack, turn_deg: float, painted: Painted = plain) -> PoseTrack:
    """The track of somebody whose clothes turn clockwise in the picture from the stand to the hold."""
    return dressed(track, {STAND_S: painted(0.0), HOLD_S: painted(turn_deg)})


def pelvis(track: PoseTrack, tucked: bool | None = None) -> Judged:
    source = analysed(balanced(), "single-leg-balance", "x").report.source
    analysis = analyse(track, get("single-leg-balance"), source, tucked=tucked)
    return next(judged for judged in analysis.judged if judged.cue.id == "pelvis_level")


def reason(track: PoseTrack, tucked: bool | None = None) -> str:
    answer = pelvis(track, tucked)
    assert answer.verdict.state == "cannot_tell"
    assert answer.verdict.reason is not None
    return answer.verdict.reason


@pytest.mark.parametrize(
    ("side", "view"), [("left", "back"), ("right", "back"), ("left", "front"), ("right", "front")]
)
@pytest.mark.parametrize("drop_deg", [-6.0, 0.0, 9.0])
def test_the_free_side_lower_is_positive_from_either_side(side: Side, view: View, drop_deg: float) -> None:
    # Standing on the left leg and seen from behind, the free side is on the right of the picture: clockwise is down.
    clockwise = 1.0 if (side == "left") == (view == "back") else -1.0
    answer = pelvis(with_turn(balanced(side, view), clockwise * drop_deg))
    assert answer.pelvis is not None
    assert answer.pelvis.how == "waistband"
    assert answer.pelvis.median_deg == pytest.approx(drop_deg, abs=1.0)


def test_a_large_drop_is_not_met_and_a_level_pelvis_is_met() -> None:
    assert pelvis(with_turn(balanced(), 15.0)).verdict.state == "not_met"
    assert pelvis(with_turn(balanced(), 0.0)).verdict.state == "met"
    assert pelvis(with_turn(balanced(), -9.0)).verdict.state == "met"


def test_a_mirrored_picture_reads_the_same_of_the_other_leg() -> None:
    track = with_turn(balanced("left", "back"), 9.0)
    answer = pelvis(track.mirrored())
    assert answer.pelvis is not None
    assert answer.pelvis.median_deg == pytest.approx(9.0, abs=1.0)


def test_stickers_are_noticed_and_read_instead() -> None:
    answer = pelvis(with_turn(balanced(), 8.0, lambda turn_deg: waist(turn_deg, dots=CREST).pixels))
    assert answer.pelvis is not None
    assert answer.pelvis.how == "stickers"
    assert answer.pelvis.median_deg == pytest.approx(8.0, abs=0.7)


def test_a_belt_is_noticed_and_read_instead() -> None:
    answer = pelvis(with_turn(balanced(), 8.0, lambda turn_deg: waist(turn_deg, belt=(235, 235, 235)).pixels))
    assert answer.pelvis is not None
    assert answer.pelvis.how == "belt"
    assert answer.pelvis.median_deg == pytest.approx(8.0, abs=1.0)


def test_landmarks_alone_say_that_the_film_is_needed() -> None:
    assert reason(balanced()) == NO_PICTURE


def test_without_a_stand_there_is_nothing_to_compare_with() -> None:
    track = balanced(stand=False)
    assert reason(dressed(track, {(0.0, 9.0): plain(0.0)})) == STAND_FIRST


def test_a_stand_after_the_hold_serves_too() -> None:
    track = film(perform((5.0, Stances("left").one_leg()), (2.0, Posture()), fps=10.0), from_view("back"))
    answer = pelvis(dressed(track, {(0.0, 5.3): plain(9.0), (5.6, 9.0): plain(0.0)}))
    assert answer.pelvis is not None
    assert answer.pelvis.median_deg == pytest.approx(9.0, abs=1.0)


def test_a_top_that_hangs_is_refused_whatever_it_reads() -> None:
    hanging = with_turn(balanced(), 4.0, lambda turn_deg: waist(turn_deg, edge=0.04).pixels)
    assert reason(hanging) == UNTUCKED


@pytest.mark.parametrize(("view", "refused"), [("front", False), ("back", True)])
def test_an_edge_between_hem_and_waistband_is_judged_by_where_the_hips_are_put_from_that_side(
    view: View, refused: bool
) -> None:
    low = with_turn(balanced("left", view), 0.0, lambda turn_deg: waist(turn_deg, edge=0.20).pixels)
    assert (pelvis(low).verdict.reason == UNTUCKED) is refused


def test_an_edge_that_is_low_above_the_knee_is_a_hem_wherever_the_hips_are_put() -> None:
    track = with_turn(balanced(), 0.0)
    knees = [of(side, "KNEE") for side in SIDES]
    xy = track.image_xy.copy()
    tall = (xy[:, of("left", "ANKLE"), 1] - xy[:, of("left", "SHOULDER"), 1])[:, None]
    xy[:, knees, 1] -= 0.03 * tall
    assert pelvis(track).verdict.reason is None
    assert reason(track.with_xy(xy)) == UNTUCKED


def test_a_top_of_the_trousers_colour_is_refused_until_the_person_says_that_it_is_tucked_in() -> None:
    alike = with_turn(balanced(), 9.0, lambda turn_deg: waist(turn_deg, trousers=SHIRT).pixels)
    assert reason(alike) == NO_EDGE
    answer = pelvis(alike, tucked=True)
    assert answer.pelvis is not None
    assert answer.pelvis.median_deg == pytest.approx(9.0, abs=1.0)


def test_a_person_who_says_that_the_top_hangs_is_believed() -> None:
    assert reason(with_turn(balanced(), 9.0), tucked=False) == UNTUCKED


def test_a_waistband_that_cannot_be_found_again_is_said_so() -> None:
    other = np.random.default_rng(1).integers(0, 255, (112, 112, 3), np.uint8)
    assert reason(dressed(balanced(), {STAND_S: plain(0.0), HOLD_S: other})) in (LOST, TOO_FAR)


def test_a_turn_beyond_the_search_is_said_so() -> None:
    assert reason(with_turn(balanced(), 24.0)) == TOO_FAR


def test_a_raised_thigh_hides_the_pelvis_from_the_front_only() -> None:
    raised = replace(Stances("left").one_leg(), right=Leg(hip_flexion_deg=75.0, knee_flexion_deg=75.0))
    for view, seen in (("front", False), ("back", True)):
        track = film(perform((2.0, Posture()), (6.0, raised), fps=10.0), from_view(view))
        assert (pelvis(with_turn(track, 5.0)).pelvis is not None) is seen
    front = film(perform((2.0, Posture()), (6.0, raised), fps=10.0), from_view("front"))
    assert reason(with_turn(front, 5.0)) == THIGH


def test_a_person_who_turned_after_the_stand_is_told_to_face_the_same_way() -> None:
    track = with_turn(balanced(), 5.0)
    xy = track.image_xy.copy()
    shoulders = [of(side, "SHOULDER") for side in SIDES]
    late = track.time_s > 2.3
    middle = xy[late][:, shoulders].mean(axis=1, keepdims=True)
    xy[np.ix_(late, shoulders)] = middle + 0.6 * (xy[late][:, shoulders] - middle)
    assert reason(track.with_xy(xy)) == TURNED


def test_the_answer_tells_what_it_stands_on() -> None:
    track = with_turn(balanced(), 9.0)
    answer = pelvis(track)
    assert answer.pelvis is not None
    assert answer.reading is not None
    assert 0.0 <= answer.pelvis.stand_s <= 2.0
    assert set(answer.pelvis.time_s) <= set(track.time_s)
    assert LEAST_GOOD <= len(answer.pelvis.drop_deg) <= MOST_HELD
    assert answer.reading.worst_s in answer.pelvis.time_s
    assert answer.values is not None
    assert np.isfinite(answer.values[np.isin(track.time_s, answer.pelvis.time_s)]).all()


def test_a_short_hold_is_not_enough() -> None:
    track = film(perform((2.0, Posture()), (1.0, Stances("left").one_leg()), fps=10.0), from_view("back"))
    assert reason(dressed(track, {STAND_S: plain(0.0), (2.5, 9.0): plain(9.0)})) == TOO_SHORT


def test_a_waistband_is_asked_about_until_the_person_has_said_that_the_top_is_tucked_in() -> None:
    source = analysed(balanced(), "single-leg-balance", "x").report.source
    track, stickers = (
        with_turn(balanced(), 8.0),
        with_turn(balanced(), 8.0, lambda turn_deg: waist(turn_deg, dots=CREST).pixels),
    )
    asked = {
        name: next(cue for cue in analysis.report.cues if cue.id == "pelvis_level").pelvis
        for name, analysis in (
            ("nobody said", analyse(track, get("single-leg-balance"), source)),
            ("tucked", analyse(track, get("single-leg-balance"), source, tucked=True)),
            ("stickers", analyse(stickers, get("single-leg-balance"), source)),
        )
    }
    questions = {name: seen.ask for name, seen in asked.items() if seen is not None}
    assert questions == {"nobody said": TUCKED, "tucked": None, "stickers": None}
    assert asked["nobody said"] is not None
    assert followed(asked["nobody said"]).endswith(TUCKED)
