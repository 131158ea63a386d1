"""Review: the therapist's list of sessions, one session frame by frame, and how often both agree."""

from __future__ import annotations

from html import escape
from math import isfinite
from typing import Literal

import streamlit as st

from formcheck.agreement import Agreement, agreement_by_cue, agreement_csv
from formcheck.app import texts
from formcheck.app.downloads import downloads
from formcheck.app.kept import store
from formcheck.app.look import badge, day, heading, notice, table
from formcheck.app.pages import check_page
from formcheck.app.player import Beside, read_timeline, show_film, show_player
from formcheck.app.result_page import films, title_of, worst_cue
from formcheck.cues import State
from formcheck.errors import FormcheckError
from formcheck.exercises import all_exercises
from formcheck.palette import STATE_SIGNS, STATE_WORDS
from formcheck.report import CueResult
from formcheck.store import StoredReport
from formcheck.synchrony import knots

VERDICTS: tuple[State, ...] = ("met", "borderline", "not_met", "cannot_tell")
MOST_ROWS = 40


def show() -> None:
    """Show one session if the address names it, else the list."""
    report_id = st.query_params.get("id")
    if report_id:
        _open(report_id)
        return
    heading(texts.REVIEW, texts.REVIEW_LEAD)
    sessions = store().reports()
    if not sessions:
        notice(texts.NO_SESSIONS, [texts.NO_SESSIONS_LEAD], "calm")
        st.page_link(check_page(), label=texts.CHECK)
        return
    _list(_filtered(sessions))
    st.header(texts.AGREEMENT, anchor=False)
    _agreement(sessions)


def _filtered(sessions: list[StoredReport]) -> list[StoredReport]:
    person_place, exercise_place, state_place = st.columns(3)
    people = sorted({each.person for each in sessions})
    exercises = sorted({each.report.exercise.id for each in sessions})
    person = person_place.selectbox(texts.FILTER_PERSON, [texts.EVERYBODY, *people])
    exercise = exercise_place.selectbox(
        texts.FILTER_EXERCISE, [texts.EVERYTHING, *exercises], format_func=_exercise_words
    )
    state = state_place.selectbox(texts.FILTER_STATE, [texts.ANY_STATE, texts.STATE_OPEN, texts.STATE_DONE])
    return [
        each
        for each in sessions
        if person in (texts.EVERYBODY, each.person)
        and exercise in (texts.EVERYTHING, each.report.exercise.id)
        and state in (texts.ANY_STATE, texts.STATE_DONE if each.reviews else texts.STATE_OPEN)
    ]


def _exercise_words(exercise: str) -> str:
    known = all_exercises().get(exercise)
    return known.title if known else exercise


def _list(sessions: list[StoredReport]) -> None:
    if not sessions:
        st.info(texts.NO_MATCH)
    for each in sessions[:MOST_ROWS]:
        with st.container(
            border=True,
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            key=f"session_{each.id}",
        ):
            score = each.report.score
            done = f" · :material/check_circle: {texts.REVIEWED}" if each.reviews else ""
            summary = texts.SUMMARY.format(met=score.met, judged=score.judged)
            st.markdown(
                f"**{title_of(each.report)}**  \n{each.person} · {day(each.made_at)} · {summary}{done}",
                width="content",
            )
            if st.button(texts.OPEN, key=f"open-{each.id}"):
                st.query_params["id"] = each.id
                st.rerun()


def _open(report_id: str) -> None:
    if st.button(texts.BACK_TO_LIST, icon=":material/arrow_back:", type="tertiary"):
        st.query_params.clear()
        st.rerun()
    try:
        stored = store().report(report_id)
    except FormcheckError as problem:
        st.error(str(problem))
        return
    heading(title_of(stored.report), f"{stored.person} · {day(stored.made_at)}")
    earlier = _earlier(stored)
    if earlier is None:
        films(stored, "review")
    else:
        _side_by_side(stored, earlier)
    st.header(texts.YOUR_VERDICTS, anchor=False)
    _verdicts(stored)
    st.header(texts.DOWNLOADS, anchor=False)
    downloads(store().report(report_id))


def _earlier(stored: StoredReport) -> StoredReport | None:
    others = [
        each
        for each in store().reports(stored.person, stored.report.exercise.id)
        if each.id != stored.id and each.clips
    ]
    if not others:
        st.write(texts.NO_EARLIER)
        return None
    names = {each.id: f"{day(each.made_at)} · {title_of(each.report)}" for each in others}
    chosen = st.selectbox(
        texts.EARLIER,
        [None, *names],
        format_func=lambda key: texts.NOTHING_BESIDE if key is None else names[key],
        key=f"earlier-{stored.id}",
    )
    return next((each for each in others if each.id == chosen), None)


def _side_by_side(stored: StoredReport, earlier: StoredReport) -> None:
    left, right = st.columns(2)
    with left:
        there = show_film(stored.clips[0], "review_now")
        st.write(day(stored.made_at))
    with right:
        show_film(earlier.clips[0], "review_earlier")
        st.write(day(earlier.made_at))
    now, then = read_timeline(stored.clips[0]), read_timeline(earlier.clips[0])
    if not there or now is None or then is None:
        return
    st.write(texts.SYNCHRONISED)
    laid = knots(now.phases, then.phases, now.duration_s, then.duration_s)
    beside = Beside("review_earlier", then, laid)
    first = worst_cue(stored.report)
    show_player(now, "review_now", beside=beside, first=first, key=f"pair-{stored.id}-{earlier.id}")


def _verdicts(stored: StoredReport) -> None:
    seen = [cue for cue in stored.report.cues if cue.ask is None]
    with st.form("verdicts"):
        reviewer = st.text_input(texts.REVIEWER, value=_last_reviewer(stored), max_chars=80)
        given = {cue.id: _verdict(cue, stored) for cue in seen}
        saved = st.form_submit_button(texts.SAVE_REVIEW, type="primary")
    if not saved:
        return
    for cue, (verdict, comment) in given.items():
        old = stored.reviews.get(cue)
        if verdict is not None and (
            old is None or (old.verdict, old.comment, old.reviewer) != (verdict, comment, reviewer)
        ):
            store().add_review(stored.id, cue, verdict, comment, reviewer)
    st.success(texts.REVIEW_SAVED)


def _verdict(cue: CueResult, stored: StoredReport) -> tuple[State | None, str]:
    old = stored.reviews.get(cue.id)
    ours, theirs, words = st.columns([3, 3, 4], vertical_alignment="center")
    ours.html(f"{badge(cue.verdict)}<div>{cue.says}</div>")
    # Not None: a list with nothing chosen in it would offer to clear that.
    options: list[State | Literal[""]] = ["", *VERDICTS]
    verdict = theirs.selectbox(
        texts.YOUR_VERDICT.format(says=cue.says),
        options,
        index=options.index(old.verdict) if old else 0,
        format_func=lambda state: f"{STATE_SIGNS[state]} {STATE_WORDS[state]}" if state else texts.NO_OPINION,
        label_visibility="collapsed",
        key=f"verdict-{stored.id}-{cue.id}",
    )
    comment = words.text_input(
        texts.COMMENT.format(says=cue.says),
        value=old.comment if old else "",
        label_visibility="collapsed",
        placeholder=texts.COMMENT.format(says="").rstrip(": "),
        key=f"comment-{stored.id}-{cue.id}",
    )
    return verdict or None, comment


def _last_reviewer(stored: StoredReport) -> str:
    return max(stored.reviews.values(), key=lambda each: each.made_at).reviewer if stored.reviews else ""


def _agreement(sessions: list[StoredReport]) -> None:
    pairs = [
        (cue.id, cue.verdict, each.reviews[cue.id].verdict)
        for each in sessions
        for cue in each.report.cues
        if cue.id in each.reviews
    ]
    if not pairs:
        st.write(texts.NO_AGREEMENT)
        return
    st.write(texts.AGREEMENT_LEAD)
    found = agreement_by_cue(pairs)
    st.html(_agreement_table(found))
    st.download_button(texts.AGREEMENT_DOWNLOAD, agreement_csv(found), "agreement.csv", "text/csv", on_click="ignore")


def _agreement_table(found: dict[str, Agreement]) -> str:
    rows = [
        [
            escape(cue.replace("_", " ")),
            str(each.n),
            _number(each.share, "{:.0%}"),
            _number(each.weighted_kappa),
            _number(each.ac1),
            str(each.untold),
        ]
        for cue, each in found.items()
    ]
    return table(texts.AGREEMENT_COLUMNS, rows)


def _number(value: float, form: str = "{:.2f}") -> str:
    return form.format(value).replace("-", "−") if isfinite(value) else "–"
