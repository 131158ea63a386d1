from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from performances import analysed
from skeletons import Posture, Stances, film, from_view, perform, still
from waists import dressed, waist

from formcheck.analysis import Analysis
from formcheck.pelvis.drawing import draw_pelvis, waistband_corners
from formcheck.pelvis.rotation import BAND_SHOULDERS


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    track = film(perform((2.0, Posture()), (6.0, Stances("left").one_leg()), fps=10.0), from_view("back"))
    pictures = {(0.0, 2.2): waist().pixels, (2.5, 9.0): waist(15.0).pixels}
    return analysed(dressed(track, pictures), "single-leg-balance", "back.mp4")


def drawn(analysis: Analysis, **changes: object) -> np.ndarray:
    judged = next(each for each in analysis.judged if each.cue.id == "pelvis_level")
    width, height = analysis.track.size_px
    picture = np.full((height, width, 3), 90, np.uint8)
    draw_pelvis(picture, analysis.track.image_xy[50], analysis, replace(judged, **changes), 50)  # type: ignore[arg-type]
    return picture


def test_band_and_stand_are_drawn_where_the_pelvis_was_read(analysis: Analysis) -> None:
    picture = drawn(analysis)
    hips = analysis.track.image_xy[50, [23, 24]].mean(axis=0).astype(int)
    around = picture[hips[1] - 120 : hips[1], hips[0] - 90 : hips[0] + 90]
    assert (around != 90).any()
    assert (picture[20:60, 20:60] != 90).any()


def test_nothing_is_drawn_where_nothing_was_read(analysis: Analysis) -> None:
    assert (drawn(analysis, pelvis=None) == 90).all()


@pytest.mark.parametrize("angle_deg", [-12.0, 0.0, 8.0])
def test_the_waistband_is_turned_clockwise_about_the_hips(angle_deg: float) -> None:
    points = still(Posture(), from_view("back")).image_xy[0]
    corners = waistband_corners(points, angle_deg)
    across = corners[1] - corners[0]
    assert np.degrees(np.arctan2(across[1], across[0])) == pytest.approx(angle_deg)
    shoulders_px = np.linalg.norm(points[11] - points[12])
    assert np.linalg.norm(across) == pytest.approx(BAND_SHOULDERS * shoulders_px)
