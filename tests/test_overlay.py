"""The overlay: what is drawn, where, in which colour, and what is left alone. Stick people, no pose model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from drawings import SHOT, SIZE_PX, analysed, answer_to, around, at, balance, changed, gray, has_colour
from skeletons import Leg, Posture, Stances, film, lose, perform, still

from formcheck.ink import Box
from formcheck.landmarks import LEG, Landmark, of
from formcheck.overlay import (
    Overlay,
    draw_frame,
    hold_at,
    inside_box,
    legs_shown,
    momentary,
    row_at,
    shown_points,
    whole,
)
from formcheck.palette import STATE_COLOURS
from formcheck.panel import Row

# What is drawn and what is not


def test_the_given_picture_is_not_changed() -> None:
    analysis, picture = analysed(balance()), gray()
    drawn = draw_frame(picture, analysis, at(analysis, 4.0))
    assert not changed(picture).any()
    assert changed(drawn).any()
    assert drawn.shape == picture.shape


def test_drawing_into_a_picture_draws_the_same() -> None:
    analysis, picture = analysed(balance()), gray()
    frame = at(analysis, 4.0)
    overlay = Overlay(analysis, SIZE_PX)
    overlay.draw_on(picture, frame)
    np.testing.assert_array_equal(picture, overlay.draw(gray(), frame))
    assert changed(picture).any()


def test_the_skeleton_lies_on_the_landmarks() -> None:
    analysis = analysed(balance())
    frame = at(analysis, 4.0)
    drawn = changed(draw_frame(gray(), analysis, frame))
    for part in LEG:
        assert around(drawn, analysis.track.at(of("left", part))[frame], 2).all(), part


@pytest.mark.parametrize("landmark", [Landmark.LEFT_ANKLE, Landmark.RIGHT_WRIST, Landmark.RIGHT_KNEE])
def test_nothing_is_drawn_at_a_landmark_that_is_hardly_visible(landmark: Landmark) -> None:
    track = balance()
    track.visibility[:, landmark] = 0.3
    analysis = analysed(track)
    overlay = Overlay(analysis, SIZE_PX)
    frame = at(analysis, 4.0)
    place = analysis.track.at(landmark)[frame]
    assert not overlay.panel_box.holds(place)
    assert not around(changed(overlay.draw(gray(), frame)), place, 4).any()


def test_nothing_but_the_panel_is_drawn_where_nobody_was_found() -> None:
    track = lose(balance(), slice(30, 40))
    overlay = Overlay(analysed(track), SIZE_PX)
    drawn = changed(overlay.draw(gray(), 35))
    for box in (overlay.panel_box, overlay.timer_box):
        drawn[box.y : box.y + box.height, box.x : box.x + box.width] = False
    assert not drawn.any()


def test_landmarks_outside_the_picture_are_not_shown() -> None:
    track = still(Posture(), replace(SHOT, shift_px=(0.0, 480.0)))
    shown = shown_points(track, SIZE_PX)
    assert np.isnan(shown[:, Landmark.LEFT_ANKLE]).all()
    assert np.isfinite(shown[:, Landmark.NOSE]).all()


def test_points_are_scaled_with_the_picture() -> None:
    track = still(Posture(), SHOT)
    assert shown_points(track, (270, 480)) == pytest.approx(track.image_xy / 2)


def test_the_judged_leg_is_brighter_than_the_other() -> None:
    analysis = analysed(balance())
    frame = at(analysis, 4.0)
    drawn = draw_frame(gray(), analysis, frame).astype(int)
    brightness = {
        side: around(drawn, analysis.track.image_xy[frame, [of(side, "HIP"), of(side, "KNEE")]].mean(axis=0), 4).max()
        for side in ("left", "right")
    }
    assert brightness["left"] > brightness["right"] + 40


# Angles


def test_the_arc_lies_below_the_knee_and_has_the_colour_of_the_moment() -> None:
    colours = {}
    for knee_in_deg, state in ((0.0, "met"), (30.0, "not_met")):
        analysis = analysed(balance(knee_in_deg))
        frame = at(analysis, 4.0)
        knee, ankle = (analysis.track.at(of("left", part))[frame] for part in ("KNEE", "ANKLE"))
        near = around(draw_frame(gray(), analysis, frame), (knee + ankle) / 2, 25)
        colours[state] = {each for each in ("met", "not_met") if has_colour(near, STATE_COLOURS[each])}
    assert "not_met" in colours["not_met"]
    assert "not_met" not in colours["met"]


def test_no_angle_is_drawn_while_it_is_not_looked_at() -> None:
    analysis = analysed(balance(30.0))
    frame = at(analysis, 1.0)
    knee = analysis.track.at(Landmark.LEFT_KNEE)[frame]
    assert momentary(answer_to(analysis, "knee_over_toes"), frame) is None
    assert not has_colour(around(draw_frame(gray(), analysis, frame), knee, 60), STATE_COLOURS["not_met"])


def test_a_cue_that_cannot_be_told_has_no_momentary_value() -> None:
    analysis = analysed(balance())
    told = answer_to(analysis, "knee_over_toes")
    frame = at(analysis, 4.0)
    assert momentary(told, frame) is not None
    assert momentary(replace(told, verdict=replace(told.verdict, state="cannot_tell", reason="dark")), frame) is None


# Panel and timer


def test_a_row_shows_the_moment_and_else_the_verdict() -> None:
    analysis = analysed(balance(30.0))
    answer = answer_to(analysis, "knee_over_toes")
    assert row_at(answer, at(analysis, 4.0)) == Row(answer.cue.label, "not_met", live=True)
    assert row_at(answer, at(analysis, 1.0)) == Row(answer.cue.label, answer.verdict.state, live=False)
    whole_clip = answer_to(analysis, "hold_time")
    assert not row_at(whole_clip, at(analysis, 4.0)).live


def test_the_panel_names_the_leg_that_is_judged_both_or_none() -> None:
    one = analysed(balance())
    bent = Leg(hip_flexion_deg=70, knee_flexion_deg=80)
    squat = film(perform((2.0, Posture()), (1.0, Posture(left=bent, right=bent)), (2.0, Posture()), fps=30.0))
    both = analysed(squat, "squat")
    nobody = analysed(still(Posture(), seconds=3.0))
    assert [legs_shown(each) for each in (one, both, nobody)] == ["left leg", "both legs", "not found"]


def test_questions_are_not_listed() -> None:
    analysis = analysed(balance())
    listed = Overlay(analysis, SIZE_PX).listed
    assert [answer.cue.id for answer in listed] == [cue.id for cue in analysis.exercise.cues if cue.ask is None]


def test_the_timer_stands_only_within_a_hold_of_the_judged_side() -> None:
    analysis = analysed(balance())
    overlay = Overlay(analysis, SIZE_PX)
    box = overlay.timer_box
    hold = next(phase for phase in analysis.phases if phase.kind == "hold")
    for time_s, shown in ((hold.start_s - 0.2, False), (hold.start_s + 0.2, True), (hold.end_s + 0.2, False)):
        drawn = changed(overlay.draw(gray(), at(analysis, time_s)))
        assert drawn[box.y : box.y + box.height, box.x : box.x + box.width].mean() > 0.5 or not shown
        assert (hold_at(analysis, time_s) is not None) == shown
        assert shown or not drawn[box.y : box.y + box.height, box.x : box.x + box.width].any()


def test_a_hold_of_the_other_leg_is_not_timed() -> None:
    holds = [Stances(side).one_leg() for side in ("left", "right")]
    analysis = analysed(film(perform((2.0, Posture()), (5.0, holds[0]), (1.0, Posture()), (3.0, holds[1])), SHOT))
    assert analysis.report.side == "left"
    assert hold_at(analysis, 4.0) is not None
    assert hold_at(analysis, 10.5) is None


@pytest.mark.parametrize("size_px", [(540, 960), (270, 480), (1080, 1920), (960, 540)])
def test_panel_and_timer_keep_clear_of_the_legs_and_of_each_other(size_px: tuple[int, int]) -> None:
    shot = replace(SHOT, size_px=size_px, px_per_m=size_px[1] / 3.2)
    hold = Stances("left").one_leg()
    analysis = analysed(film(perform((2.0, Posture()), (5.0, hold)), shot))
    overlay = Overlay(analysis, size_px)
    boxes = (overlay.panel_box, overlay.timer_box)
    legs = analysis.track.image_xy[:, [of(side, part) for side in ("left", "right") for part in LEG[1:]]]
    for box in boxes:
        assert not box.holds(legs).any()
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= size_px[0]
        assert box.y + box.height <= size_px[1]
    assert not boxes[0].overlaps(boxes[1])


def test_a_clip_without_a_hold_is_drawn_without_angles() -> None:
    analysis = analysed(still(Posture(), SHOT, seconds=3.0))
    assert analysis.report.side is None
    assert changed(draw_frame(gray(), analysis, 5)).any()


def test_a_box_is_kept_inside() -> None:
    assert inside_box(-10, 500, (50, 20), (100, 100)) == Box(0, 80, 50, 20)
    assert inside_box(10.4, 20.0, (50, 20), (100, 100)) == Box(10, 20, 50, 20)


@pytest.mark.parametrize(("value", "words"), [(11.6, "12"), (-3.6, "−4"), (-0.2, "0")])
def test_whole(value: float, words: str) -> None:
    assert whole(value) == words
