"""Every page in every state it can be in, without a browser."""

from __future__ import annotations

import base64
import re
import time
from dataclasses import replace
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from app_pages import press, tick, wait_for, whole, words
from gait_tracks import seen
from kept_sessions import heel_up, keep_session, knee_in
from performances import balance

from formcheck.analysis import analyse
from formcheck.app import texts
from formcheck.app.data_page import short
from formcheck.app.kept import jobs
from formcheck.app.texts import sees as sees_texts
from formcheck.app.upload import problem_words
from formcheck.articles import RED_FLAGS, SEE_A_CLINICIAN
from formcheck.assessability import BLIND_SPOTS, seen_as
from formcheck.batch.rows import ClipRow
from formcheck.batch.tables import write_tables
from formcheck.errors import FormcheckError
from formcheck.exercises import all_exercises
from formcheck.jobs import Job
from formcheck.page import other_readings
from formcheck.report import Source
from test_videos.motions.walk import Walk

CALF = "calf-stretch"


# Check my form


def test_every_exercise_can_be_chosen(page):
    titles = {each.title for each in all_exercises().values()}
    assert {button.label for button in page().button} == {*titles, texts.AUTO}


def test_choosing_one_tells_how_to_film_it_and_asks_for_warning_signs_first(page):
    chosen = press(page(), all_exercises()[CALF].title)
    assert all(line in words(chosen) for line in all_exercises()[CALF].how_to_film)
    assert [box.label for box in chosen.checkbox] == [*(flag.text for flag in RED_FLAGS), texts.NONE_APPLIES]
    assert texts.SAFE_MISSING in words(chosen)
    assert not chosen.get("file_uploader")


def test_without_a_warning_sign_a_film_can_be_uploaded(page):
    ready = tick(page(exercise=CALF), texts.NONE_APPLIES)
    assert ready.get("file_uploader")
    start = next(button for button in ready.button if button.label == texts.START)
    assert start.disabled  # as long as there is no film


def test_a_warning_sign_stops_until_a_professional_was_asked(page):
    stopped = tick(page(exercise=CALF), RED_FLAGS[1].text)
    assert SEE_A_CLINICIAN in words(stopped)
    assert not stopped.get("file_uploader")
    assert tick(stopped, texts.GO_ON).get("file_uploader")


def test_an_exercise_that_is_not_there_is_said_and_the_choice_shown(page):
    shown = page(exercise="juggling")
    assert shown.warning[0].value == texts.UNKNOWN_EXERCISE.format(name="juggling")
    assert len(shown.button) == len(all_exercises()) + 1


@pytest.mark.parametrize(("answer", "tucked"), [("yes", True), ("no", False), ("not sure", None)])
def test_the_answer_about_the_waistband_reaches_the_scoring(page, monkeypatch, answer, tucked):
    asked = []
    monkeypatch.setattr("formcheck.app.upload.score_and_keep", lambda order, *_: asked.append(order.options.tucked))
    ready = tick(page(exercise="single-leg-balance"), texts.NONE_APPLIES)
    ready = whole(next(each for each in ready.radio if each.label == texts.TUCKED).set_value(answer).run())
    ready = whole(ready.file_uploader[0].set_value([("clip.mp4", b"a film", "video/mp4")]).run())
    wait_for(jobs().get(press(ready, texts.START).query_params["job"]))
    assert asked == [tucked]


def test_the_waistband_is_asked_for_only_where_the_pelvis_is_read_at_it(page):
    assert not tick(page(exercise=CALF), texts.NONE_APPLIES).radio


@pytest.mark.parametrize("exercise", ["walk", "run"])
def test_walking_and_running_are_prepared_like_the_others(page, exercise):
    ready = tick(page(exercise=exercise), texts.NONE_APPLIES)
    assert all(line in words(ready) for line in all_exercises()[exercise].how_to_film)
    assert ready.get("file_uploader")


def test_too_many_films_are_refused(page):
    ready = tick(page(exercise=CALF), texts.NONE_APPLIES)
    films = [(f"{number}.mp4", b"film", "video/mp4") for number in range(5)]
    refused = whole(ready.file_uploader[0].set_value(films).run())
    assert refused.error[0].value == texts.TOO_MANY.format(most=4, number=5)


def test_a_file_that_is_no_film_fails_with_what_to_do(page):
    ready = tick(page(exercise=CALF), texts.NONE_APPLIES)
    ready = whole(ready.file_uploader[0].set_value([("clip.mp4", b"not a film", "video/mp4")]).run())
    started = press(ready, texts.START)
    job = wait_for(jobs().get(started.query_params["job"]))
    failed = whole(started.run())
    assert "clip.mp4" in job.problem
    assert failed.title[0].value == texts.FAILED
    what, (todo,) = problem_words(job)
    assert what == "This is not a video file that can be read."
    assert f"<h2>{what}</h2>" in words(failed)
    assert todo in words(failed)
    again = press(failed, texts.TRY_AGAIN)
    assert "job" not in again.query_params


def test_a_job_of_before_a_restart_is_said_to_be_lost(page):
    assert texts.JOB_LOST in words(page(job="gone"))


def test_a_running_job_can_be_cancelled(page):
    def slow(progress):
        for number in range(2000):
            progress("clip.mp4", number, 2000)
            time.sleep(0.01)
        return ()

    job = jobs().start("clip.mp4", slow)
    shown = page(job=job.id)
    press(shown, texts.CANCEL)
    assert wait_for(job).state == "cancelled"
    assert texts.CANCELLED in words(page(job=job.id))


# Result


def test_a_result_says_what_to_change_and_every_verdict(page, store, session):
    shown = page("result", id=session)
    report = store.report(session).report
    said = words(shown)
    wrong = next(cue for cue in report.cues if cue.id == "knee_over_toes")
    assert wrong.coaching in said
    assert all(cue.says.replace("'", "&#x27;") in said for cue in report.cues if cue.ask is None)
    assert texts.CHANGE_FIRST in said
    assert {button.label for button in shown.get("download_button")} >= {texts.DOWNLOAD_HTML, texts.DOWNLOAD_JSON}


def test_a_film_from_the_wrong_side_is_to_be_filmed_again_before_anything_is_changed(page, store, tmp_path):
    sideways = keep_session(store, balance(hold_s=5.0, view="left"), tmp_path)
    report = store.report(sideways).report
    untold = [cue.reason for cue in report.cues if cue.verdict == "cannot_tell" and cue.reason]
    assert report.score.judged < len(untold)
    said = words(page("result", id=sideways))
    assert 0 < said.index(texts.FILM_AGAIN) < said.index(escape(untold[0]))
    assert texts.CHANGE_FIRST not in said[: said.index(texts.FILM_AGAIN)]


def test_a_breakdown_is_not_called_the_films_fault():
    assert problem_words(Job("film", problem="KeyError: 3")) == (texts.BROKE_DOWN, ["KeyError: 3"])


def test_a_walk_shows_what_was_measured_beside_its_cues(page, store, tmp_path):
    track = seen(Walk()).track
    width_px, height_px = track.size_px
    source = Source(
        name="walk.mp4",
        sha256="0" * 64,
        width_px=width_px,
        height_px=height_px,
        fps=30.0,
        duration_s=float(track.time_s[-1]),
        frames=len(track),
    )
    walked = analyse(track, all_exercises()["walk"], source)
    walk = keep_session(store, walked, tmp_path)
    shown = page("result", id=walk)
    said = words(shown)
    assert texts.MET_OF.format(cues=f"{walked.report.score.judged} cues") in said
    assert texts.OTHERS_LEAD in said
    assert all(each.measured in said for each in other_readings(walked.report))
    assert texts.OVER_CYCLE.format(cycle="stride") in said
    curves = re.findall(r'class="fc-curve" src="data:image/svg\+xml;base64,([^"]+)"', said)
    assert len(curves) == 6
    assert {ElementTree.fromstring(base64.b64decode(curve)).tag for curve in curves} == {
        "{http://www.w3.org/2000/svg}svg"
    }
    assert "Schwartz et al. 2008" in shown.caption[-1].value
    (store.report(walk).folder / "angles.csv").unlink()
    assert 'class="fc-curve"' not in words(page("result", id=walk))


def test_a_hold_has_no_curves_over_its_cycle(page, session):
    assert 'class="fc-curve"' not in words(page("result", id=session))


def test_a_warning_sign_stands_above_the_score_and_nothing_is_praised(page, store, tmp_path):
    report_id = keep_session(store, knee_in(0.0), tmp_path, red_flags=("Is the knee badly swollen, red or warm?",))
    said = words(page("result", id=report_id))
    assert texts.FLAGGED in said
    assert SEE_A_CLINICIAN in said
    assert texts.ALL_GOOD not in said


def test_answers_to_what_no_camera_sees_are_kept_apart_from_the_verdicts(page, store, session):
    shown = page("result", id=session)
    before = store.report(session).report
    shown.radio[0].set_value("yes")
    press(shown, texts.SAVE_ANSWERS)
    after = store.report(session).report
    asked = [cue.id for cue in after.cues if cue.ask]
    assert {cue.id: cue.answer for cue in after.cues if cue.ask} == {**dict.fromkeys(asked), asked[0]: "yes"}
    assert (after.score, [cue.verdict for cue in after.cues]) == (before.score, [cue.verdict for cue in before.cues])


@pytest.mark.parametrize("query", [{}, {"id": "nonsense"}])
def test_without_a_report_the_page_says_so(page, query):
    assert page("result", **query).title[0].value == texts.NO_RESULT


def test_a_video_that_is_gone_is_said_and_the_numbers_stay(page, store, session):
    (store.report(session).folder / "annotated.mp4").unlink()
    shown = page("result", id=session)
    assert shown.warning[0].value == texts.NO_VIDEO
    assert texts.CHANGE_FIRST in words(shown)


def test_a_report_page_that_is_gone_is_said(page, store, session):
    (store.report(session).folder / "report.html").unlink()
    assert "the page of this report is gone" in page("result", id=session).warning[0].value


# Review


def test_an_empty_list_says_what_to_do(page):
    assert texts.NO_SESSIONS_LEAD in words(page("review"))


def test_the_list_can_be_filtered(page, store, session, tmp_path):
    keep_session(store, heel_up(30.0), tmp_path / "other", person="P02")
    shown = page("review")
    assert sum(button.label == texts.OPEN for button in shown.button) == 2
    shown = whole(shown.selectbox[0].select("P02").run())
    assert sum(button.label == texts.OPEN for button in shown.button) == 1
    shown = whole(shown.selectbox[2].select(texts.STATE_DONE).run())
    assert shown.info[0].value == texts.NO_MATCH


def test_an_overruled_verdict_is_kept_and_enters_the_agreement(page, store, session):
    shown = page("review", id=session)
    verdict = next(box for box in shown.selectbox if box.key == f"verdict-{session}-knee_over_toes")
    verdict.set_value("borderline")
    next(box for box in shown.text_input if box.key == f"comment-{session}-knee_over_toes").input("only a little")
    next(box for box in shown.text_input if box.label == texts.REVIEWER).input("AB")
    saved = press(shown, texts.SAVE_REVIEW)
    assert saved.success[0].value == texts.REVIEW_SAVED
    (review,) = store.report(session).reviews.values()
    assert (review.cue, review.verdict, review.comment, review.reviewer) == (
        "knee_over_toes",
        "borderline",
        "only a little",
        "AB",
    )
    listed = page("review")
    assert re.search(r"knee over toes</th><td[^>]*>1</td><td[^>]*>0%</td>", words(listed))


def test_a_session_stands_beside_an_earlier_one(page, store, session, tmp_path):
    earlier = keep_session(store, knee_in(10.0), tmp_path / "earlier")
    shown = page("review", id=session)
    choice = next(box for box in shown.selectbox if box.label == texts.EARLIER)
    assert texts.SYNCHRONISED in words(whole(choice.set_value(earlier).run()))


def test_a_session_that_is_gone_is_said(page):
    assert "there is no such report" in page("review", id="gone").error[0].value


# Progress


def test_without_sessions_there_is_no_progress(page):
    assert texts.PROGRESS_EMPTY in words(page("progress"))


def test_a_real_change_is_told_from_noise(page, store, tmp_path):
    for number, degrees in enumerate((30.0, 28.0)):
        keep_session(store, knee_in(degrees), tmp_path / str(number), person=texts.ME)
    assert "No change yet: from" in words(page("progress"))
    keep_session(store, knee_in(0.0), tmp_path / "last", person=texts.ME)
    assert "Better: from" in words(page("progress"))


def test_one_leg_is_not_compared_with_the_other(page, store, tmp_path):
    for number, side in enumerate(("left", "left", "right")):
        kept = knee_in(25.0)
        report = kept.report.model_copy(update={"side": side})
        keep_session(store, replace(kept, report=report), tmp_path / str(number), person=texts.ME)
    shown = page("progress")
    exercise = next(box for box in shown.selectbox if box.label == texts.FILTER_EXERCISE)
    assert exercise.options == ["Single-leg balance, right leg", "Single-leg balance, left leg"]
    assert "One session so far" in words(shown)
    assert "No change yet" in words(whole(exercise.select("Single-leg balance, left leg").run()))


# The others


def test_what_it_can_see_names_every_cue_of_every_exercise(page):
    said = words(page("sees"))
    assert all(cue.says in said for each in all_exercises().values() for cue in each.cues if "'" not in cue.says)
    assert all(line in said for line in sees_texts.PRIVACY_LINES)
    assert all(f"{what}. {escape(why)}" in said for what, why in BLIND_SPOTS.items())
    pelvis = next(cue for cue in all_exercises()["single-leg-balance"].cues if cue.id == "pelvis_level")
    assert ">" + seen_as(pelvis, "back").replace("± ", "±\u00a0") + "<" in said


def test_everything_about_a_person_can_be_taken_and_deleted(page, store, session):
    shown = page("data")
    assert next(button for button in shown.button if button.label == texts.DELETE).disabled
    taken = press(shown, texts.PREPARE_EXPORT)
    assert [button.label for button in taken.get("download_button")] == [texts.EXPORT]
    sure = tick(taken, texts.DELETE_SURE.format(person="P01"))
    gone = press(sure, texts.DELETE)
    assert gone.success[0].value == texts.DELETED.format(person="P01")
    with pytest.raises(FormcheckError):
        store.report(session)


def test_the_results_of_folders_are_among_the_data(page, store):
    write_tables(
        store.folder / "batches" / "0123456789abcdef", [ClipRow("a.mp4", "failed"), ClipRow("b.mp4", "failed")], []
    )
    shown = page("data")
    assert texts.DATA_RUNS in words(shown)
    assert [link.proto.label.partition(",")[0] for link in shown.get("page_link")] == ["2 films"]


def test_a_path_in_the_home_folder_is_told_shortly(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert short(tmp_path / "data" / "formcheck") == "~/data/formcheck"
    assert short(Path("/srv/formcheck")) == "/srv/formcheck"


def test_a_password_is_asked_for_if_one_is_set(page, monkeypatch):
    monkeypatch.setenv("FORMCHECK_APP_PASSWORD", "knees")
    monkeypatch.setattr("formcheck.app.access.SLOWED_S", 0.0)
    shut = page()
    assert texts.CHECK not in words(shut)
    shut.text_input[0].input("elbows")
    assert press(shut, texts.ENTER).error[0].value == texts.WRONG_PASSWORD
    shut.text_input[0].input("knees")
    assert press(shut, texts.ENTER).title[0].value == texts.CHECK
