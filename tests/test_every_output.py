"""Whatever an exercise measures, every output can say and draw it: page, table, overlay, key frames, angles."""

from __future__ import annotations

import io
from functools import cache
from html import unescape
from typing import get_args

import numpy as np
import pytest
from forms import all_forms

from formcheck import wording
from formcheck.analysis import Analysis
from formcheck.annotate import output_size
from formcheck.camera import View
from formcheck.cue_timeline import timeline
from formcheck.export import angles_csv
from formcheck.key_frame import draw_key_frame, facts_of
from formcheck.metrics import UNIT_SIGNS, Unit
from formcheck.overlay import draw_frame
from formcheck.page import render_page
from formcheck.terminal import print_report

FORMS = all_forms()
EACH = pytest.mark.parametrize("form", FORMS)
EVERY = pytest.mark.parametrize(("form", "view"), [(name, view) for name in FORMS for view in FORMS[name].well])


@cache
def analysed(form: str, view: View) -> Analysis:
    return FORMS[form].performed(view)


@EACH
def test_some_view_judges_it(form: str) -> None:
    assert any(analysed(form, view).report.score.judged for view in FORMS[form].well)


@EVERY
def test_the_page_has_every_cue_and_every_reading(form: str, view: View) -> None:
    analysis = analysed(form, view)
    page = unescape(render_page([analysis], analysis.report, {}))
    assert all((cue.ask or cue.says) in page for cue in analysis.report.cues)
    assert all(wording.label(name) in page for name in analysis.report.metrics)


@EVERY
def test_the_table_names_what_was_met(form: str, view: View) -> None:
    report, out = analysed(form, view).report, io.StringIO()
    print_report(report, out)
    judged = report.score.judged
    told = f"{report.score.met} of {judged} met;" if judged else "No score: nothing could be judged from this film;"
    assert f"{told} {judged} of {report.score.total} cues could be judged." in " ".join(out.getvalue().split())


@EVERY
def test_angles_and_timeline_cover_every_frame_and_cue(form: str, view: View) -> None:
    analysis = analysed(form, view)
    assert len(angles_csv(analysis).splitlines()) == len(analysis.track) + 1
    assert {signal.cue for signal in timeline(analysis).signals} == {
        cue.id for cue in analysis.report.cues if cue.ask is None
    }


@EVERY
def test_frames_and_key_frames_can_be_drawn(form: str, view: View) -> None:
    analysis = analysed(form, view)
    width_px, height_px = output_size(*analysis.track.size_px)
    picture = np.full((height_px, width_px, 3), 128, dtype=np.uint8)
    middle = len(analysis.track) // 2
    assert (draw_frame(picture, analysis, middle) != picture).any()
    for answer in analysis.judged:
        if answer.reading is not None and answer.reading.worst_s is not None:
            frame = int(np.argmin(np.abs(analysis.track.time_s - answer.reading.worst_s)))
            assert draw_key_frame(picture, analysis, answer, frame).shape[2] == 3


@pytest.mark.parametrize(
    ("form", "cue_id", "span"),
    [("squat", "heel_flat", "over 2 lowest points"), ("quad-stretch", "heel_to_buttock", "over the hold")],
)
def test_a_key_frame_says_over_how_much_was_measured(form: str, cue_id: str, span: str) -> None:
    analysis = analysed(form, "left")
    judged = next(each for each in analysis.judged if each.cue.id == cue_id)
    assert judged.values is not None
    assert span in facts_of(analysis, judged, int(np.flatnonzero(np.isfinite(judged.values))[0]))


@EVERY
def test_a_key_frame_gives_the_number_of_the_page_in_its_unit(form: str, view: View) -> None:
    analysis = analysed(form, view)
    page = unescape(render_page([analysis], analysis.report, {}))
    for answer in analysis.judged:
        if answer.verdict.state != "cannot_tell" and answer.reading is not None:
            reading = answer.reading
            number = wording.measured(reading.estimate, reading.uncertainty, reading.unit)
            assert number in facts_of(analysis, answer, len(analysis.track) // 2).replace("\N{NO-BREAK SPACE}", " ")
            assert f"<strong>{number}</strong>" in page


@EVERY
def test_a_chart_says_when_its_line_was_looked_at(form: str, view: View) -> None:
    """Only where something was held."""
    analysis = analysed(form, view)
    page = render_page([analysis], analysis.report, {})
    held = any(answer.cue.phase == "hold" and answer.values is not None for answer in analysis.judged)
    assert ("while the position was held" in page) == held


@pytest.mark.parametrize("unit", get_args(Unit))
def test_every_unit_has_its_sign_and_its_decimals(unit: Unit) -> None:
    assert wording.quantity(2.0, unit).endswith(UNIT_SIGNS[unit])
