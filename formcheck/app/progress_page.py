"""Progress: one cue of one person over all sessions, with what measuring alone can make of it."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from formcheck import wording
from formcheck.app import texts
from formcheck.app.kept import choose_person, store
from formcheck.app.look import heading, local, notice
from formcheck.app.pages import check_page
from formcheck.app.result_page import title_of
from formcheck.change import change, smallest_detectable_change, told
from formcheck.exercises import all_exercises
from formcheck.metrics import UNIT_SIGNS
from formcheck.palette import STATE_COLOURS, STATE_SIGNS, STATE_WORDS
from formcheck.report import CueResult
from formcheck.store import StoredReport

Point = tuple[StoredReport, CueResult]
INK = "#14232b"
TOOLTIP = [{"field": field} for field in ("session", "reading", "verdict")]


def show() -> None:
    """Show how the chosen cue changed, and every verdict over time."""
    heading(texts.PROGRESS, texts.PROGRESS_LEAD)
    person = choose_person(texts.WHOSE)
    sessions = store().reports(person)[::-1]
    if not sessions:
        notice(texts.NO_SESSIONS, [texts.PROGRESS_EMPTY], "calm")
        st.page_link(check_page(), label=texts.CHECK)
        return
    # A leg is compared with itself only.
    titles = list(dict.fromkeys(title_of(each.report) for each in sessions[::-1]))
    chosen = st.selectbox(texts.FILTER_EXERCISE, titles)
    of_exercise = [each for each in sessions if title_of(each.report) == chosen]
    _one_cue(of_exercise)
    st.header(texts.VERDICTS_OVER_TIME, anchor=False)
    st.html(_verdict_table(of_exercise))


def _one_cue(sessions: list[StoredReport]) -> None:
    cues = {cue.id: cue.says for each in sessions for cue in each.report.cues if cue.metric}
    measured = [key for key in cues if any(told(cue) for _, cue in _points(sessions, key))]
    ordered = [*measured, *(key for key in cues if key not in measured)]
    chosen = st.selectbox(texts.CUE, ordered, format_func=lambda key: cues[key])
    points = _points(sessions, chosen)
    known = [point for point in points if told(point[1])]
    if not known:
        st.info(texts.NO_NUMBER.format(reason=points[-1][1].reason if points else ""))
        return
    notice(cues[chosen], [change_words(known)], "calm")
    st.vega_lite_chart(chart_of(known), width="stretch", theme=None)
    st.write(texts.CHART_HELP)


def _points(sessions: list[StoredReport], cue_id: str) -> list[Point]:
    return [(each, cue) for each in sessions for cue in each.report.cues if cue.id == cue_id]


def change_words(points: list[Point]) -> str:
    """Say whether the last session differs from the first by more than measuring alone can make."""
    first, last = points[0][1], points[-1][1]
    assert last.estimate is not None
    assert last.unit is not None
    end = wording.measured(last.estimate, last.uncertainty, last.unit)
    found = change(first, last) if len(points) > 1 else None
    if found is None or first.estimate is None:
        return texts.ONE_SESSION.format(end=end)
    smallest = found.smallest
    words = {
        "start": wording.measured(first.estimate, first.uncertainty, last.unit),
        "end": end,
        "change": wording.quantity(found.by, last.unit),
        "smallest": "" if smallest is None else wording.quantity(smallest, last.unit),
        "way": texts.BETTER if found.better else texts.WORSE,
    }
    if smallest is None:
        return texts.CHANGE_UNKNOWN.format(**words)
    return (texts.CHANGE_REAL if found.real else texts.CHANGE_NOISE).format(**words)


def chart_of(points: list[Point]) -> dict[str, Any]:
    """Return the chart in Vega-Lite: readings with their uncertainty, limits, and the noise around the first one."""
    first = points[0][1]
    band = wording.band_of(first)
    assert band is not None
    assert first.estimate is not None
    spread = first.uncertainty
    noise = None if spread is None else smallest_detectable_change(spread, spread, first.metric)
    areas = [] if noise is None else [{"low": first.estimate - noise, "high": first.estimate + noise}]
    title = _axis_words(first)
    x = {
        "field": "session",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"labelAngle": 0, "labelOverlap": True},
    }
    y = {"field": "value", "type": "quantitative", "title": title, "scale": {"zero": False}}
    low, high = {"field": "low", "type": "quantitative", "title": title}, {"field": "high"}
    disc = {"type": "point", "filled": True, "size": 260, "stroke": INK, "strokeWidth": 1.5, "opacity": 1}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    return {
        "data": {"values": [_row(number, *point) for number, point in enumerate(points, start=1)]},
        "height": 330,
        "background": "#ffffff",
        "padding": {"left": 12, "right": 12, "top": 12, "bottom": 12},
        "layer": [
            {
                "data": {"values": areas},
                "mark": {"type": "rect", "color": "#9aa5ab", "opacity": 0.25},
                "encoding": {"y": low, "y2": high},
            },
            _rule(band.met, [2, 4]),
            _rule(band.not_met, [8, 5]),
            {"mark": {"type": "line", "color": INK}, "encoding": {"x": x, "y": y}},
            {"mark": {"type": "rule", "color": INK, "strokeWidth": 2}, "encoding": {"x": x, "y": low, "y2": high}},
            {"mark": disc, "encoding": {"x": x, "y": y, "color": colour, "tooltip": TOOLTIP}},
            {
                "mark": {"type": "text", "fontSize": 13, "fontWeight": "bold", "color": "#000000"},
                "encoding": {"x": x, "y": y, "text": {"field": "sign"}},
            },
        ],
        "config": {
            "axis": {"labelFontSize": 14, "titleFontSize": 14, "gridColor": "#ece6da"},
            "view": {"stroke": None},
        },
    }


def _axis_words(cue: CueResult) -> str:
    unit = UNIT_SIGNS[cue.unit or "count"].strip()
    words = wording.label(cue.metric) if cue.metric else cue.says
    return f"{words} ({unit})" if unit else words


def _rule(value: float, dash: list[int]) -> dict[str, Any]:
    return {
        "data": {"values": [{"edge": value}]},
        "mark": {"type": "rule", "strokeDash": dash, "color": INK, "strokeWidth": 1.2},
        "encoding": {"y": {"field": "edge", "type": "quantitative"}},
    }


def _row(number: int, session: StoredReport, cue: CueResult) -> dict[str, object]:
    assert cue.estimate is not None
    assert cue.unit is not None
    spread = cue.uncertainty or 0.0
    return {
        "session": f"{number}: {local(session.made_at):%d %b %H:%M}",
        "value": cue.estimate,
        "low": cue.estimate - spread,
        "high": cue.estimate + spread,
        "reading": wording.measured(cue.estimate, cue.uncertainty, cue.unit),
        "verdict": STATE_WORDS[cue.verdict],
        "sign": STATE_SIGNS[cue.verdict],
        "colour": STATE_COLOURS[cue.verdict],
    }


def _verdict_table(sessions: list[StoredReport]) -> str:
    labels = {cue.id: _short(each, cue) for each in sessions for cue in each.report.cues if cue.ask is None}
    made = [local(each.made_at) for each in sessions]
    head = "".join(f'<th scope="col">{each:%d %b}<br>{each:%H:%M}</th>' for each in made)
    rows = "".join(
        f'<tr><th scope="row">{escape(words)}</th>{"".join(_cell(each, cue) for each in sessions)}</tr>'
        for cue, words in labels.items()
    )
    return (
        f'<div class="fc-scroll fc-grid" tabindex="0"><table class="fc-table"><thead><tr><th scope="col">{texts.CUE}</th>{head}'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _short(session: StoredReport, cue: CueResult) -> str:
    """Return the few words of a cue that the player shows as well."""
    known = all_exercises().get(session.report.exercise.id)
    forms = known.forms if known else ()
    return next((own.label for form in forms for own in form.cues if own.id == cue.id), cue.says)


def _cell(session: StoredReport, cue_id: str) -> str:
    verdict = next((cue.verdict for cue in session.report.cues if cue.id == cue_id), None)
    if verdict is None:
        return "<td></td>"
    return (
        f'<td><span class="fc-sign" style="background:{STATE_COLOURS[verdict]}" aria-hidden="true">'
        f"{STATE_SIGNS[verdict]}</span> {STATE_WORDS[verdict]}</td>"
    )
