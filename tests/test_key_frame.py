"""The key frame: the picture cut to the person, the limit on the right side, words below."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from drawings import SIZE_PX, analysed, answer_to, at, balance, changed, gray, has_colour
from skeletons import lose

from formcheck.key_frame import HIGHEST_PX, cut_out, draw_key_frame, free_place
from formcheck.landmarks import of
from formcheck.marks import mark_of
from formcheck.overlay import shown_points
from formcheck.palette import STATE_COLOURS, rgb
from formcheck.upright import Image


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


@pytest.mark.parametrize("knee_in_deg", [0.0, 8.0, 30.0])
def test_the_cards_of_a_key_frame_lie_off_each_other_and_off_the_angle(knee_in_deg: float) -> None:
    analysis = analysed(balance(knee_in_deg))
    points, size_px = analysis.track.image_xy[at(analysis, 4.0)], SIZE_PX
    mark = mark_of("knee_in", points, analysis.camera, "left")
    assert mark is not None
    tip = mark.vertex + mark.ray
    first = free_place(tip, mark.ray, (120, 33), size_px, points, [])
    second = free_place(tip, mark.ray, (90, 25), size_px, points, [first])
    assert not first.overlaps(second)
    assert not any(box.holds(points[[of("left", "KNEE"), of("left", "ANKLE")]]).any() for box in (first, second))


def test_a_warning_about_the_film_stands_whole_or_not_at_all() -> None:
    analysis = analysed(balance())
    answer, frame = answer_to(analysis, "trunk_upright"), at(analysis, 4.0)
    plain = draw_key_frame(gray(), analysis, answer, frame)

    def warned(message: str) -> Image:
        check = analysis.report.film[0].model_copy(update={"ok": False, "message": message})
        report = analysis.report.model_copy(update={"film": [check]})
        return draw_key_frame(gray(), replace(analysis, report=report), answer, frame)

    assert warned("Too dark.").shape[0] > plain.shape[0]
    assert np.array_equal(warned("far too dark " * 40), plain)


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
