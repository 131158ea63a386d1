"""Check my form: choose an exercise, see how to film it, answer the warning signs, and choose how to be seen."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from formcheck.app import texts
from formcheck.app.choices import Told
from formcheck.app.figures import PlanWords, figure, film_plan
from formcheck.app.kept import choose_person, person
from formcheck.app.look import heading, notice, picture
from formcheck.app.person_asked import ask_form, ask_height
from formcheck.app.texts import asked as asked_texts
from formcheck.app.texts import sees as sees_texts
from formcheck.app.upload import show_job, upload_form
from formcheck.articles import RED_FLAGS, SEE_A_CLINICIAN
from formcheck.assessability import STRAIGHT, useful_views
from formcheck.exercises import Exercise, all_exercises
from formcheck.filming_diagram import camera_diagram
from formcheck.filming_page import ways_to_film
from formcheck.pictured import PICTURED

AUTO, WAY = "auto", "way"


def show() -> None:
    """Show the step that the address says: a running job, one exercise, or the choice."""
    if "job" in st.query_params:
        show_job(st.query_params["job"])
        return
    wanted = st.query_params.get("exercise")
    if wanted == AUTO or wanted in all_exercises():
        _prepare(all_exercises().get(wanted))
        return
    heading(texts.CHECK, texts.CHECK_LEAD)
    if wanted:
        st.warning(texts.UNKNOWN_EXERCISE.format(name=wanted))
    _choose()


def _choose() -> None:
    titles = {exercise.id: exercise.title for exercise in all_exercises().values()} | {AUTO: texts.AUTO}
    with st.container(horizontal=True, gap="small"):
        for exercise, title in titles.items():
            with st.container(border=True, width=222, key=f"pick_{exercise}"):
                st.html(picture(figure(exercise), title, "fc-figure"))
                if st.button(title, key=f"choose-{exercise}", width="stretch"):
                    st.query_params["exercise"] = exercise
                    st.rerun()


def _prepare(exercise: Exercise | None) -> None:
    """Show how to film an exercise, or whatever it is, ask for warning signs, and show the ways in."""
    if st.button(texts.OTHER_EXERCISE, icon=":material/arrow_back:", type="tertiary"):
        st.query_params.clear()
        st.rerun()
    st.title(exercise.title if exercise else texts.AUTO, anchor=False)
    _step(1, texts.STEP_FILM)
    fixed = _live_runs()
    form = ask_form(exercise, fixed=fixed) if exercise else None
    _how_to_film(form)
    _step(2, texts.STEP_SAFE)
    flags = _warning_signs()
    if flags is None:
        return
    _step(3, texts.STEP_GO)
    choose_person()
    height_cm = ask_height(person(), fixed=fixed) if exercise is None or exercise.find_gait else None
    told = Told(flags, height_cm=height_cm, posture=form.posture if form else None)
    _ways_in(exercise, form, told)


def _live_runs() -> bool:
    """Say whether a live session goes on, which ends if something else is wanted."""
    if st.session_state.get(WAY) != texts.LIVE:
        return False
    from formcheck.app.live_view import is_running

    return is_running()


def _step(number: int, title: str) -> None:
    st.html(f'<h2 class="fc-step"><b>{number}</b>{escape(title)}</h2>')


def _how_to_film(exercise: Exercise | None) -> None:
    views = useful_views(exercise) if exercise else STRAIGHT
    alt = texts.FILM_ALT + ", ".join(sees_texts.VIEWS[view] for view in views)
    plan, checklist = st.columns([2, 3], vertical_alignment="center")
    if exercise is None or exercise.kept == "standing":
        plan.html(picture(film_plan(views, PlanWords(**asked_texts.PLAN)), alt, "fc-film"))
    else:
        drawings = (camera_diagram(way, exercise.kept) for way in ways_to_film(exercise))
        plan.html("".join(picture(drawing, alt, "fc-film") for drawing in drawings))
    steps = exercise.how_to_film if exercise else texts.AUTO_FILM
    lines = "".join(f"<li>{escape(line)}</li>" for line in (*steps, *texts.FILM_CHECKS))
    checklist.html(f'<ul class="fc-checks">{lines}</ul>')


def _warning_signs() -> tuple[str, ...] | None:
    """Ask for the warning signs; return those answered yes, or None as long as the exercise must not begin."""
    st.write(texts.SAFE_LEAD)
    yes = tuple(flag.text for flag in RED_FLAGS if st.checkbox(flag.text, key=f"flag-{flag.text}", help=flag.quote))
    none = st.checkbox(texts.NONE_APPLIES, key="flag-none", disabled=bool(yes))
    if yes:
        notice(texts.SAFE_STOP, [SEE_A_CLINICIAN], "stop")
        return yes if st.checkbox(texts.GO_ON, key="flag-go-on") else None
    if not none:
        st.markdown(f":material/checklist: **{texts.SAFE_MISSING}**")
        return None
    return ()


def _ways_in(exercise: Exercise | None, form: Exercise | None, told: Told) -> None:
    # What is told while somebody moves depends on what they want to do, so live it must be known before.
    ways = [texts.UPLOAD, texts.RECORD, *([texts.LIVE] if exercise else [])]
    way = st.segmented_control(texts.HOW, ways, default=texts.UPLOAD, required=True, key=WAY, width="stretch")
    st.write(texts.HOW_CAPTIONS[way or texts.UPLOAD])
    told = replace(told, tucked=_tucked(form))
    if way == texts.LIVE and exercise:
        from formcheck.app.live_page import live_section

        live_section(exercise, told)
    elif way == texts.RECORD:
        from formcheck.app.record import record_form

        record_form(exercise.id if exercise else AUTO, told)
    else:
        upload_form(exercise.id if exercise else AUTO, told)


def _tucked(exercise: Exercise | None) -> bool | None:
    """Ask whether the waistband shows, where a cue is read at it."""
    if exercise and not any(cue.metric in PICTURED for cue in exercise.cues):
        return None
    yes, no, _ = texts.ANSWERS
    answer = st.radio(texts.TUCKED, texts.ANSWERS, index=2, horizontal=True, help=texts.TUCKED_HELP, key="tucked")
    return {yes: True, no: False}.get(answer)
