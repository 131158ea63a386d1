"""What it can see: drawn from the same tables that the verdicts are made with."""

from __future__ import annotations

from html import escape

import streamlit as st

from formcheck.app import texts
from formcheck.app.look import heading, notice, table
from formcheck.app.texts import sees as sees_texts
from formcheck.articles import ARTICLES
from formcheck.assessability import BLIND_SPOTS, STRAIGHT, seen_as
from formcheck.camera import View
from formcheck.cues import Cue
from formcheck.exercises import Exercise, all_exercises
from formcheck.references import REFERENCES


def show() -> None:
    """Show the matrix, the limits, the sources and what becomes of a film."""
    heading(texts.SEES, sees_texts.SEES_LEAD)
    st.header(sees_texts.MATRIX, anchor=False)
    st.write(sees_texts.MATRIX_LEAD)
    for number, exercise in enumerate(all_exercises().values()):
        with st.expander(exercise.title, expanded=number == 0):
            st.html(_matrix(exercise))
    blind = [f"{what}. {why}" for what, why in BLIND_SPOTS.items()]
    notice(sees_texts.LIMITS_TITLE, [*blind, texts.NO_DIAGNOSIS], "calm")
    notice(sees_texts.PRIVACY, list(sees_texts.PRIVACY_LINES), "calm")
    st.header(sees_texts.SOURCES, anchor=False)
    sources = [f"{article.title} ({article.publisher})" for article in ARTICLES.values()]
    st.html(f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in (*sources, *REFERENCES.values()))}</ul>")


def _matrix(exercise: Exercise) -> str:
    rows = [[escape(cue.says), *(_seen(cue, view) for view in STRAIGHT)] for cue in exercise.cues]
    return table([texts.CUE, *(sees_texts.VIEWS[view] for view in STRAIGHT)], rows)


def _seen(cue: Cue, view: View) -> str:
    words = escape(seen_as(cue, view).replace("± ", "±\u00a0"))
    return words if words.startswith("±") or words == "–" else f'<span class="fc-badge">{words}</span>'
