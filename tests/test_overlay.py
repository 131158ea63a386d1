"""The overlay: what is drawn, where, in which colour, and what is left alone. Stick people, no pose model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skeletons import Leg, Posture, Shot, Stances, camera_of, film, from_view, lose, perform, still

from formcheck.analysis import Analysis, analyse
from formcheck.camera import View
from formcheck.cues import State
from formcheck.exercises import all_exercises, get
from formcheck.ink import Box, card, dashed, line, sector, sign, text_width, wrapped
from formcheck.judging import Judged
from formcheck.key_frame import HIGHEST_PX, cut_out, draw_key_frame
from formcheck.landmarks import LEG, Landmark, Side, of
from formcheck.marks import MARKS, mark_of
from formcheck.metrics import METRICS
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
from formcheck.palette import INK, STATE_COLOURS, STATE_SIGNS, STATE_WORDS, rgb
from formcheck.panel import Row, Style, clock, corner_box, label, panel, timer, timer_size
from formcheck.pose import Array, PoseTrack
from formcheck.report import Source
from formcheck.upright import Image

SIZE_PX = (540, 960)
SHOT = Shot(px_per_m=300, size_px=SIZE_PX)
STATES: tuple[State, ...] = ("met", "borderline", "not_met", "cannot_tell")


def gray() -> Image:
    return np.full((SIZE_PX[1], SIZE_PX[0], 3), 128, np.uint8)


def balance(knee_in_deg: float = 0.0, trunk_deg: float = 0.0, side: Side = "left") -> PoseTrack:
    hold = Stances(side, trunk_deg=trunk_deg, leg=Leg(knee_in_deg=knee_in_deg)).one_leg()
    return film(perform((2.0, Posture()), (5.0, hold), (1.0, Posture())), SHOT)


def analysed(track: PoseTrack, exercise: str = "single-leg-balance") -> Analysis:
    source = Source(
        name="clip.mp4", sha256="0", width_px=540, height_px=960, fps=10.0, duration_s=8.0, frames=len(track)
    )
    return analyse(track, get(exercise), source)


def answer_to(analysis: Analysis, cue_id: str) -> Judged:
    return next(answer for answer in analysis.judged if answer.cue.id == cue_id)


def at(analysis: Analysis, time_s: float) -> int:
    return int(np.argmin(np.abs(analysis.track.time_s - time_s)))


def changed(picture: Image) -> np.ndarray:
    return np.asarray((picture != 128).any(axis=2))


def around(mask: np.ndarray, point: Array, radius: int) -> np.ndarray:
    x, y = (round(float(value)) for value in point)
    return mask[max(y - radius, 0) : y + radius + 1, max(x - radius, 0) : x + radius + 1]


def has_colour(picture: Image, colour: str, tolerance: int = 6) -> bool:
    return bool((np.abs(picture.astype(int) - rgb(colour)).max(axis=2) <= tolerance).any())


# What is drawn and what is not


def test_the_given_picture_is_not_changed() -> None:
    analysis, picture = analysed(balance()), gray()
    drawn = draw_frame(picture, analysis, at(analysis, 4.0))
    assert not changed(picture).any()
    assert changed(drawn).any()
    assert drawn.shape == picture.shape


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


VIEWS: list[tuple[str, View]] = [(name, view) for name in MARKS for view in METRICS[name].views]


@pytest.mark.parametrize(("name", "view"), VIEWS)
@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("roll_deg", [0.0, 7.0])
def test_a_mark_shows_the_angle_that_the_metric_reads(name: str, view: View, side: Side, roll_deg: float) -> None:
    shot = from_view(view, roll_deg=roll_deg)
    leg = Leg(hip_flexion_deg=20, knee_flexion_deg=35, thigh_in_deg=4, knee_in_deg=12, heel_up_deg=15)
    posture = Posture(**{side: leg}, trunk_left_deg=9, trunk_forward_deg=19, left_hip_up_deg=6)  # type: ignore[arg-type]
    track, camera = still(posture, shot), camera_of(shot)
    mark = mark_of(name, track.image_xy[0], camera, side)
    assert mark is not None
    assert mark.reading_deg == pytest.approx(METRICS[name].read(track, camera, side)[0], abs=1e-6)
    assert mark.direction(mark.reading_deg) == pytest.approx(mark.ray / mark.length_px, abs=1e-9)
    assert abs(mark.reading_deg) > 1


def test_every_angle_that_a_cue_judges_has_a_mark() -> None:
    forms = [form for exercise in all_exercises().values() for form in exercise.forms]
    judged = {cue.metric for form in forms for cue in form.cues}
    assert {name for name in judged & METRICS.keys() if METRICS[name].unit == "deg"} <= MARKS.keys()


def test_there_is_no_mark_without_its_landmarks() -> None:
    track, camera = lose(still(Posture(), SHOT), slice(None), [Landmark.LEFT_ANKLE]), camera_of(SHOT)
    assert mark_of("knee_in", track.image_xy[0], camera, "left") is None
    assert mark_of("knee_in", track.image_xy[0], camera, "right") is not None
    assert mark_of("sway", track.image_xy[0], camera, "right") is None


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


@pytest.mark.parametrize("live", [True, False])
def test_every_state_has_its_own_colour_and_its_own_shape(live: bool) -> None:
    shapes = []
    for state in STATES:
        picture = np.zeros((60, 60, 3), np.uint8)
        sign(picture, state, (30, 30), 24, live=live)
        assert has_colour(picture, STATE_COLOURS[state])
        assert not any(has_colour(picture, STATE_COLOURS[other]) for other in STATES if other != state)
        own = np.abs(picture.astype(int) - rgb(STATE_COLOURS[state])).max(axis=2) <= 6
        shapes.append(own)
    for number, shape in enumerate(shapes):
        assert all((shape != other).sum() > 60 for other in shapes[:number])


def test_a_verdict_looks_different_from_a_moment() -> None:
    style = Style(text=16, width=260, lines=2)
    row = Row("Keep your pelvis level", "met", live=True)
    now, verdict = (panel("Title", "left leg", (each,), style).rgb for each in (row, replace(row, live=False)))
    assert (now == np.array(rgb(STATE_COLOURS["met"]))).all(axis=2).sum() > 2 * (
        verdict == np.array(rgb(STATE_COLOURS["met"]))
    ).all(axis=2).sum()


def test_the_palette_names_every_state_once() -> None:
    for table in (STATE_COLOURS, STATE_SIGNS, STATE_WORDS):
        assert set(table) == set(STATES)
        assert len(set(table.values())) == len(STATES)


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


def test_the_timer_counts_from_the_start_and_its_ring_closes_at_the_target() -> None:
    assert timer(12.3, 30.0, 20) is timer(12.31, 30.0, 20)
    assert (timer(12.3, 30.0, 20).rgb != timer(13.3, 30.0, 20).rgb).any()
    assert not has_colour(timer(29.0, 30.0, 20).rgb, STATE_COLOURS["met"])
    assert has_colour(timer(31.0, 30.0, 20).rgb, STATE_COLOURS["met"])
    assert timer(5.0, None, 20).size_px == timer_size(20)


@pytest.mark.parametrize(("seconds", "words"), [(0.0, "0:00"), (9.99, "0:09"), (60.0, "1:00"), (754.2, "12:34")])
def test_clock(seconds: float, words: str) -> None:
    assert clock(seconds) == words


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


@pytest.mark.parametrize(("person_x", "side"), [(50.0, "right"), (350.0, "left")])
def test_the_corner_is_the_one_away_from_the_person(person_x: float, side: str) -> None:
    body = np.stack([np.full(20, person_x), np.linspace(20, 280, 20)], axis=1)
    box, cost = corner_box((400, 300), (100, 100), 5, body, body[10:], [])
    assert (box.x > 200) == (side == "right")
    assert cost == 0


def test_a_taken_corner_is_left_alone() -> None:
    body = np.array([(50.0, 150.0)])
    first, _ = corner_box((400, 300), (100, 100), 5, body, body, [])
    second, _ = corner_box((400, 300), (100, 100), 5, body, body, [first])
    assert not second.overlaps(first)


def test_a_clip_without_a_hold_is_drawn_without_angles() -> None:
    analysis = analysed(still(Posture(), SHOT, seconds=3.0))
    assert analysis.report.side is None
    assert changed(draw_frame(gray(), analysis, 5)).any()


# Ink


@given(st.text(alphabet="abc ,…", min_size=1, max_size=80), st.integers(30, 200), st.integers(1, 3))
def test_wrapped_text_fits(words: str, width_px: int, lines: int) -> None:
    out = wrapped(words, width_px, 14, lines)
    assert 1 <= len(out) <= lines
    assert all(text_width(each, 14) <= width_px for each in out)


def test_text_that_fits_is_kept_whole_and_what_does_not_ends_in_an_ellipsis() -> None:
    says = "Keep hip, knee and foot in one line"
    assert " ".join(wrapped(says, 200, 14, 3)) == says
    assert wrapped(says, 100, 14, 1)[-1].endswith("…")


def test_a_line_with_an_unknown_end_is_not_drawn() -> None:
    picture = gray()
    line(picture, (np.nan, 3.0), (50.0, 50.0), INK, 3)
    dashed(picture, (10.0, 10.0), (np.nan, np.nan), INK, 3)
    dashed(picture, (10.0, 10.0), (10.0, 10.0), INK, 3)
    assert not changed(picture).any()


def test_a_sector_fills_the_shorter_way_between_two_directions() -> None:
    picture = gray()
    sector(picture, np.array([100.0, 100.0]), np.array([1.0, 0.0]), np.array([1.0, 1.0]), 60, INK, 2)
    assert changed(picture)[112, 130]
    assert not changed(picture)[88, 130]
    assert not changed(picture)[100:, :95].any()


@pytest.mark.parametrize("place", [(-30, -30), (500, 930), (600, 0), (0, -200)])
def test_a_card_that_sticks_out_is_cut(place: tuple[int, int]) -> None:
    picture, words = gray(), label("12°", "met", 30)
    words.lay(picture, *place)
    width, height = words.size_px
    inside = Box(0, 0, *SIZE_PX).overlaps(Box(*place, width, height))
    assert changed(picture).any() == inside


def test_a_card_is_see_through_but_its_text_is_not() -> None:
    def paint(canvas: Image) -> None:
        canvas[10:20, 10:20] = 255

    made = card(60, 40, 8, paint)
    assert made.opacity[0, 0] == 0
    assert 0 < made.opacity[30, 30] < 1
    assert made.opacity[15, 15] == 1


def test_a_box_is_kept_inside() -> None:
    assert inside_box(-10, 500, (50, 20), (100, 100)) == Box(0, 80, 50, 20)
    assert inside_box(10.4, 20.0, (50, 20), (100, 100)) == Box(10, 20, 50, 20)


@pytest.mark.parametrize(("value", "words"), [(11.6, "12"), (-3.6, "−4"), (-0.2, "0")])
def test_whole(value: float, words: str) -> None:
    assert whole(value) == words


# Key frames


@pytest.mark.parametrize("knee_in_deg", [0.0, 8.0, 30.0])
def test_a_key_frame_has_its_caption_below_the_cut_out(knee_in_deg: float) -> None:
    analysis = analysed(balance(knee_in_deg))
    answer, frame = answer_to(analysis, "knee_over_toes"), at(analysis, 4.0)
    drawn = draw_key_frame(gray(), analysis, answer, frame)
    assert drawn.shape[0] <= HIGHEST_PX
    caption = drawn[-40:]
    assert not (caption == 128).all(axis=2).any()
    assert has_colour(drawn[-140:, :60], STATE_COLOURS[answer.verdict.state])
    assert has_colour(drawn, STATE_COLOURS["not_met"]), "the limit"


def test_a_key_frame_does_not_change_the_picture() -> None:
    analysis, picture = analysed(balance()), gray()
    draw_key_frame(picture, analysis, answer_to(analysis, "trunk_upright"), at(analysis, 4.0))
    assert not changed(picture).any()


@pytest.mark.parametrize("trunk_deg", [-20.0, 20.0])
def test_the_limit_of_a_lean_lies_on_the_side_of_the_lean(trunk_deg: float) -> None:
    analysis = analysed(balance(trunk_deg=trunk_deg))
    answer, frame = answer_to(analysis, "trunk_upright"), at(analysis, 4.0)
    drawn = draw_key_frame(gray(), analysis, answer, frame)
    red = np.abs(drawn[: drawn.shape[0] // 2].astype(int) - rgb(STATE_COLOURS["not_met"])).max(axis=2) <= 6
    points = analysis.track.image_xy[frame]
    lean_x = points[[11, 12], 0].mean() - points[[23, 24], 0].mean()
    box = cut_out(shown_points(analysis.track, SIZE_PX)[frame], SIZE_PX)
    hips_x = (points[[23, 24], 0].mean() - box.x) * drawn.shape[1] / box.width
    rows, columns = np.nonzero(red)
    upper = columns[rows < np.percentile(rows, 60)]
    assert np.sign(np.median(upper) - hips_x) == np.sign(lean_x)


def test_a_key_frame_without_the_person_is_the_whole_picture_and_a_caption() -> None:
    track = lose(balance(), slice(40, 50))
    analysis = analysed(track)
    drawn = draw_key_frame(gray(), analysis, answer_to(analysis, "knee_over_toes"), 45)
    assert drawn.shape[0] <= HIGHEST_PX
    assert (drawn[:300] == 128).all()


def test_a_cut_out_stays_in_the_picture() -> None:
    points = np.array([(5.0, 10.0), (20.0, 400.0), (np.nan, np.nan)])
    box = cut_out(points, (300, 420))
    assert (box.x, box.y) == (0, 0)
    assert box.x + box.width <= 300
    assert box.y + box.height == 420
    assert box.holds(points[:2]).all()
