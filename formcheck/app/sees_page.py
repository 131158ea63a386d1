"""What it can see: drawn from the same tables that the verdicts are made with."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from formcheck.app import texts
from formcheck.app.look import heading, notice
from formcheck.app.settings import settings
from formcheck.articles import ARTICLES
from formcheck.assessability import STRAIGHT
from formcheck.camera import AZIMUTH_DEG, Camera
from formcheck.cues import Cue
from formcheck.exercises import Exercise, all_exercises
from formcheck.measurement import row_for, uncertainty
from formcheck.metrics import METRICS, UNIT_SIGNS, Metric
from formcheck.palette import STATE_COLOURS
from formcheck.references import REFERENCES


def show() -> None:
    """Show the matrix, the accuracy, the limits, the sources and what becomes of a film."""
    heading(texts.SEES, texts.SEES_LEAD)
    st.header(texts.MATRIX, anchor=False)
    for exercise in all_exercises().values():
        with st.expander(exercise.title):
            st.html(_matrix(exercise))
    st.header(texts.ACCURACY, anchor=False)
    st.write(texts.ACCURACY_LEAD)
    st.html(_accuracy(settings().model))
    notice(texts.LIMITS_TITLE, list(texts.LIMITS_LINES), "change")
    notice(texts.PRIVACY, list(texts.PRIVACY_LINES), "calm")
    st.header(texts.SOURCES, anchor=False)
    sources = [f"{article.title} ({article.publisher})" for article in ARTICLES.values()]
    st.html(f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in (*sources, *REFERENCES.values()))}</ul>")


def _matrix(exercise: Exercise) -> str:
    return _table([texts.CUE, *texts.VIEWS.values()], [_cue_row(cue) for cue in exercise.cues])


def _cue_row(cue: Cue) -> list[str]:
    if cue.ask is not None:
        return [escape(cue.says), *[f'<span class="fc-badge">{texts.ASKED}</span>'] * len(STRAIGHT)]
    return [escape(cue.says), *(_seen(view in cue.views) for view in STRAIGHT)]


def _seen(seen: bool) -> str:
    sign, word, colour = ("✓", "yes", STATE_COLOURS["met"]) if seen else ("–", "no", "#e4ddd0")
    return f'<span class="fc-badge"><span class="fc-sign" style="background:{colour}" aria-hidden="true">{sign}</span>{word}</span>'


def _accuracy(model: str) -> str:
    rows = [[escape(metric.label), *_exactness(metric, model)] for metric in METRICS.values()]
    return _table([texts.CUE, *texts.VIEWS.values()], rows)


def _exactness(metric: Metric, model: str) -> list[str]:
    cells = []
    for view in STRAIGHT:
        camera = Camera(view, 0.0, AZIMUTH_DEG[view], roll_known=True)
        row = row_for(metric.name, camera, model) if view in metric.views else None
        if view not in metric.views:
            cells.append("–")
        elif row is None:
            cells.append(texts.UNMEASURED)
        else:
            digits = 2 if metric.unit == "ratio" else 0
            cells.append(f"± {uncertainty(metric.name, row, camera):.{digits}f}{UNIT_SIGNS[metric.unit]}")
    return cells


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as HTML; cells are HTML already."""
    top = "".join(f'<th scope="col">{escape(title)}</th>' for title in head)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return (
        f'<div class="fc-scroll" tabindex="0"><table class="fc-table"><thead><tr>{top}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
