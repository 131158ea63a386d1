from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from performances import balance, stretch

from formcheck.analysis import Analysis
from formcheck.charts import MOST_POINTS, angle_chart, axis_label, describe, has_chart, thinned
from formcheck.judging import Judged
from formcheck.palette import STATE_COLOURS, STATE_SIGNS, STATE_WORDS


def answer(analysis: Analysis, cue_id: str) -> Judged:
    return next(judged for judged in analysis.judged if judged.cue.id == cue_id)


def chart(analysis: Analysis, cue_id: str) -> str:
    return angle_chart(answer(analysis, cue_id), analysis)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter("text")]


def line_pieces(svg: str) -> int:
    """How many pieces the signal is drawn in: each begins with a move of the pen."""
    (path,) = re.findall(r'<path d="([^"]*)"[^>]*stroke-width: 1.6', svg)
    return path.count("M ")


def test_only_judged_angles_have_a_chart():
    analysis = balance(knee_in_deg=15)
    assert [judged.cue.id for judged in analysis.judged if has_chart(judged)] == ["knee_over_toes", "trunk_upright"]
    with pytest.raises(ValueError, match="hold_time has no signal"):
        chart(analysis, "hold_time")
    with pytest.raises(ValueError, match="pelvis_level has no signal"):
        chart(analysis, "pelvis_level")


def test_the_chart_says_what_it_shows_without_colour():
    analysis = balance(knee_in_deg=15)
    shown = texts(chart(analysis, "knee_over_toes"))
    for state in ("met", "borderline", "not_met"):
        assert f"{STATE_SIGNS[state]} {STATE_WORDS[state]}" in shown
    assert "Knee inward (FPPA) (°), + = inward" in shown
    assert "time (s)" in shown
    assert "hold" in shown
    assert any(text.startswith(f"worst {knee_in(analysis)}° at ") for text in shown)


def test_what_is_read_from_the_picture_has_a_chart_too():
    judged = answer(balance(knee_in_deg=15), "knee_over_toes")
    pictured = replace(judged, cue=replace(judged.cue, metric="pelvis_against_stand", statistic="median"))
    assert axis_label(pictured) == "Pelvis against your own stand on two legs (°)"
    assert describe(pictured).startswith("Pelvis against your own stand on two legs (°) over time: median ")


def test_a_cue_that_counts_both_directions_says_so():
    analysis = balance(trunk_deg=-15)
    assert axis_label(answer(analysis, "trunk_upright")) == "Trunk lean to the side (°), either direction"


def test_zones_lie_in_the_order_of_the_angle():
    svg = chart(stretch(heel_up_deg=20), "heel_flat")
    height_px = {
        element.text: float(element.get("y", "nan")) for element in ET.fromstring(svg).iter("text") if element.text
    }
    assert height_px["✗ not met"] < height_px["≈ borderline"] < height_px["✓ met"]  # y runs down
    assert all(f"fill: {STATE_COLOURS[state]}" in svg for state in ("met", "borderline", "not_met"))


def test_frames_not_seen_stay_a_gap():
    whole = balance(knee_in_deg=15)
    assert line_pieces(chart(whole, "knee_over_toes")) == 1
    judged = answer(whole, "knee_over_toes")
    assert judged.values is not None
    values = judged.values.copy()
    values[45:50] = np.nan
    broken = Judged(judged.cue, judged.verdict, judged.reading, values, judged.intervals_s)
    assert line_pieces(angle_chart(broken, whole)) == 2


def test_the_same_answer_gives_the_same_text():
    assert chart(balance(knee_in_deg=15), "knee_over_toes") == chart(balance(knee_in_deg=15), "knee_over_toes")
    assert "Date" not in chart(balance(), "knee_over_toes")
    assert "metadata" not in chart(balance(), "knee_over_toes")


def test_ids_of_charts_on_one_page_do_not_clash():
    front, again = balance(name="front.mp4"), balance(name="again.mp4")
    charts = [chart(front, "knee_over_toes"), chart(front, "trunk_upright"), chart(again, "knee_over_toes")]
    ids = [re.findall(r'\bid="([^"]+)"', svg) for svg in charts]
    assert all(ids)
    assert len(set().union(*ids)) == sum(len(own) for own in ids)
    for own, svg in zip(ids, charts, strict=True):
        used = re.findall(r'(?:url\(#|href="#)([^")]+)', svg)
        assert used
        assert set(used) <= set(own)


def test_the_chart_asks_nothing_of_the_net_and_nothing_of_the_page():
    svg = chart(balance(), "knee_over_toes")
    assert svg.startswith("<svg")
    assert "http" not in svg
    assert "<style" not in svg
    assert "font-family" not in svg


def test_the_description_tells_the_chart_to_those_who_cannot_see_it():
    analysis = balance(knee_in_deg=15)
    told = describe(answer(analysis, "knee_over_toes"))
    assert f"median {knee_in(analysis)}°" in told
    assert "not met beyond 10°" in told
    assert ET.fromstring(chart(balance(knee_in_deg=15), "knee_over_toes")).get("aria-label") == told


def test_drawing_in_threads_leaves_the_settings_of_matplotlib_alone():
    analysis, before = balance(knee_in_deg=15), dict(mpl.rcParams)
    alone = chart(analysis, "knee_over_toes")
    with ThreadPoolExecutor(4) as threads:
        drawn = list(threads.map(lambda _: chart(analysis, "knee_over_toes"), range(8)))
    assert set(drawn) == {alone}
    assert dict(mpl.rcParams) == before


@given(arrays(np.float64, st.integers(1, 4000), elements=st.floats(-50, 50)), st.data())
def test_thinning_keeps_every_extreme_and_the_limit(values: np.ndarray, data: st.DataObject):
    if data.draw(st.booleans()):
        start = data.draw(st.integers(0, len(values) - 1))
        values[start : start + data.draw(st.integers(1, 30))] = np.nan
    kept = thinned(values)
    assert len(kept) <= max(MOST_POINTS, 1)
    assert (np.diff(kept) > 0).all()
    shown = values[kept]
    assert np.isnan(shown).any() == np.isnan(values).any()
    if np.isfinite(values).any():
        assert np.nanmax(shown) == np.nanmax(values)
        assert np.nanmin(shown) == np.nanmin(values)


def test_short_signals_are_drawn_whole():
    assert thinned(np.zeros(MOST_POINTS)).tolist() == list(range(MOST_POINTS))


def knee_in(analysis: Analysis) -> int:
    """The estimate of the knee cue in whole degrees."""
    estimate = analysis.report.cues[0].estimate
    assert estimate is not None
    return round(estimate)
