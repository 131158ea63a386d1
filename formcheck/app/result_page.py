"""The result: what to change first, every verdict, the film with its faults, and what could not be told."""

from __future__ import annotations

from html import escape

import streamlit as st

from formcheck import wording
from formcheck.app import texts
from formcheck.app.cards import cards
from formcheck.app.curves import show_curves
from formcheck.app.downloads import downloads
from formcheck.app.kept import store
from formcheck.app.look import day, heading, notice, photograph, table
from formcheck.app.pages import check_page, result_page, review_page
from formcheck.app.player import read_timeline, show_film, show_player
from formcheck.articles import SEE_A_CLINICIAN
from formcheck.errors import FormcheckError
from formcheck.exercises import all_exercises
from formcheck.page import other_readings
from formcheck.palette import STATE_WORDS
from formcheck.report import Clip, Report, clips_of
from formcheck.review import key_frames
from formcheck.store import StoredReport


def show() -> None:
    """Show the report whose id stands in the address."""
    report_id = st.query_params.get("id")
    if not report_id:
        heading(texts.NO_RESULT, texts.NO_RESULT_LEAD)
        st.page_link(check_page(), label=texts.CHECK)
        return
    try:
        stored = store().report(report_id)
    except FormcheckError as problem:
        heading(texts.NO_RESULT, str(problem))
        st.page_link(check_page(), label=texts.CHECK)
        return
    show_result(stored)


def title_of(report: Report) -> str:
    """Return the exercise and the leg of a report in words."""
    known = all_exercises().get(report.exercise.id)
    title = known.in_posture(report.exercise.posture).title if known else report.exercise.id
    return texts.SESSION_ROW.format(title=title, side=f"{report.side} leg") if report.side else title


def show_result(stored: StoredReport) -> None:
    """Show everything about one stored report."""
    report = stored.report
    heading(title_of(report), _facts(stored))
    if stored.red_flags or report.flags:
        notice(texts.FLAGGED, [*stored.red_flags, *report.flags, SEE_A_CLINICIAN], "stop")
    _also()
    _score(report)
    _what_first(report, warned=bool(stored.red_flags or report.flags))
    st.header(texts.VIDEO, anchor=False)
    st.write(texts.VIDEO_LEAD_WORST if worst_cue(report) else texts.VIDEO_LEAD)
    films(stored, "player")
    _judged(report)
    _key_frames(stored)
    show_curves(stored)
    _untold(report)
    _others(report)
    _ask(stored)
    st.header(texts.DOWNLOADS, anchor=False)
    downloads(stored)
    st.divider()
    with st.container(horizontal=True):
        _again(report)
        st.page_link(
            review_page(), label=texts.OPEN_REVIEW, icon=":material/rate_review:", query_params={"id": stored.id}
        )


def _also() -> None:
    """Lead to the reports of the other exercises of the same film, which stand in the address."""
    others = [each for each in st.query_params.get("also", "").split(",") if each]
    if not others:
        return
    st.write(texts.ALSO_IN_FILM)
    every = [str(st.query_params["id"]), *others]
    with st.container(horizontal=True):
        for other in store().reports():
            if other.id in others:
                rest = ",".join(each for each in every if each != other.id)
                st.page_link(result_page(), label=title_of(other.report), query_params={"id": other.id, "also": rest})


def _facts(stored: StoredReport) -> str:
    return texts.RESULT_OF.format(
        person=stored.person,
        day=day(stored.made_at),
        origin=texts.ORIGINS.get(stored.origin, stored.origin),
    )


def _score(report: Report) -> None:
    asked = sum(cue.ask is not None for cue in report.cues)
    coverage = escape(wording.coverage(report.score, asked))
    if not report.score.judged:
        st.html(f'<div class="fc-score"><span>{texts.NOTHING_JUDGED}</span><p>{coverage}</p></div>')
        return
    words = escape(texts.MET_OF.format(cues=texts.count(report.score.judged, "cue", "cues")))
    st.html(f'<div class="fc-score"><strong>{report.score.met}</strong><span>{words}</span><p>{coverage}</p></div>')


def _what_first(report: Report, *, warned: bool) -> None:
    wrong = wording.changes(report)
    untold = sum(cue.verdict == "cannot_tell" and cue.ask is None for cue in report.cues)
    # A film that shows less than half of it says little: what to film comes before what to do.
    if report.score.judged < max(untold, 1):
        notice(texts.FILM_AGAIN, _film_again(report), "change")
        _again(report)
    if wrong:
        notice(texts.CHANGE_FIRST, [cue.coaching for cue in wrong], "change")
    elif report.score.judged and not warned:
        notice(texts.ALL_GOOD, [texts.ALL_GOOD_LINE], "calm")


def worst_cue(report: Report) -> str | None:
    """Return the cue that is to be changed first, None where nothing is."""
    return next((cue.id for cue in wording.changes(report)), None)


def _again(report: Report) -> None:
    """Lead to the same exercise once more."""
    st.page_link(
        check_page(), label=texts.AGAIN, icon=":material/replay:", query_params={"exercise": report.exercise.id}
    )


def _judged(report: Report) -> None:
    judged = [cue for cue in report.cues if cue.ask is None and cue.verdict != "cannot_tell"]
    if judged:
        st.header(texts.CARDS, anchor=False)
        st.html(cards(judged))


def _film_again(report: Report) -> list[str]:
    reasons = [cue.reason for cue in report.cues if cue.reason and cue.ask is None]
    return list(dict.fromkeys(reasons)) or [texts.NOTHING_JUDGED]


def films(stored: StoredReport, key: str) -> None:
    """Show every film of a report with its player; several stand behind tabs."""
    places = st.tabs([clip.name for clip in stored.clips]) if len(stored.clips) > 1 else [st.container()]
    for number, (place, clip) in enumerate(zip(places, stored.clips, strict=True)):
        with place:
            shown = read_timeline(clip)
            beside = st.columns([2, 3]) if _upright(stored, number) else [st.container(), st.container()]
            with beside[0]:
                there = show_film(clip, f"{key}_{number}")
            with beside[1]:
                if there and shown:
                    first = worst_cue(stored.report)
                    show_player(shown, f"{key}_{number}", first=first, key=f"{key}-{stored.id}-{number}")


def _upright(stored: StoredReport, number: int) -> bool:
    """Say whether a film is higher than wide, so that its player has room beside it."""
    clips: list[Report | Clip] = [stored.report, *stored.report.more_clips]
    source = clips[number].source
    return source.height_px > source.width_px


def _key_frames(stored: StoredReport) -> None:
    found = key_frames(stored)
    told = [cue for cue in stored.report.cues if cue.id in found and cue.worst_s is not None]
    if not told:
        return
    st.header(texts.KEY_FRAMES, anchor=False)
    with st.container(horizontal=True):
        for cue in told:
            caption = texts.KEY_FRAME_OF.format(says=cue.says, word=STATE_WORDS[cue.verdict], second=cue.worst_s)
            with st.container(width=300):
                st.html(photograph(found[cue.id].read_bytes(), caption))


def _untold(report: Report) -> None:
    cues = [cue for cue in report.cues if cue.verdict == "cannot_tell" and cue.ask is None]
    clips = clips_of(report)
    wrong = [check.message for clip in clips for check in clip.film if not check.ok]
    if cues:
        st.header(texts.UNTOLD, anchor=False)
        st.html(cards(cues))
    if wrong:
        notice(texts.FILM_CHECK, wrong, "change")


def _others(report: Report) -> None:
    readings = other_readings(report)
    if not readings:
        return
    with st.expander(texts.OTHERS):
        st.write(texts.OTHERS_LEAD)
        rows = [[escape(each.label), escape(each.measured), escape(each.sign)] for each in readings]
        st.html(table(texts.OTHERS_COLUMNS, rows))


def _ask(stored: StoredReport) -> None:
    asked = [cue for cue in stored.report.cues if cue.ask]
    if not asked:
        return
    st.header(texts.ASK_YOURSELF, anchor=False)
    st.write(texts.ASK_LEAD)
    with st.form("answers"):
        given = {
            cue.id: st.radio(
                cue.ask or "",
                texts.ANSWERS,
                index=texts.ANSWERS.index(cue.answer) if cue.answer in texts.ANSWERS else None,
                horizontal=True,
                key=f"answer-{cue.id}",
            )
            for cue in asked
        }
        if st.form_submit_button(texts.SAVE_ANSWERS):
            store().replace_report(stored.id, answered(stored.report, given))
            st.success(texts.SAVED)


def answered(report: Report, given: dict[str, str | None]) -> Report:
    """Return the report with the person's own answers to what no camera sees; verdicts stay as they are."""
    cues = [cue.model_copy(update={"answer": given[cue.id]}) if cue.id in given else cue for cue in report.cues]
    return report.model_copy(update={"cues": cues})
