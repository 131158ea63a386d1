"""What can be chosen before a film is scored reaches the scoring."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from app_pages import press, tick, wait_for, whole, words
from kept_sessions import heel_up, keep_session

from formcheck.app import texts
from formcheck.app.kept import jobs
from formcheck.app.texts import asked as asked_texts
from formcheck.errors import FormcheckError
from formcheck.exercises import all_exercises
from formcheck.lineup import LineUp

FILM = ("clip.mp4", b"a film", "video/mp4")
LIMITS = b"[single-leg-balance.knee_over_toes]\nmet = 8.0\nnot_met = 15.0\n"


@pytest.fixture
def orders(monkeypatch):
    """Return the list of what the scoring was asked for."""
    asked = []
    monkeypatch.setattr("formcheck.app.upload.score_and_keep", lambda order, *_: asked.append(order) or ())
    return asked


def uploader(shown, label):
    return next(each for each in shown.file_uploader if each.label == label)


def with_film(page, exercise):
    ready = tick(page(exercise=exercise), texts.NONE_APPLIES)
    return whole(uploader(ready, texts.FILES).set_value([FILM]).run())


def score(shown):
    wait_for(jobs().get(press(shown, texts.START).query_params["job"]))


def test_a_therapists_limits_reach_the_scoring(page, orders):
    ready = with_film(page, "single-leg-balance")
    score(whole(uploader(ready, texts.PROFILE).set_value([("ann.toml", LIMITS, "text/plain")]).run()))
    assert orders[0].options.profile.exercises["single-leg-balance"].cues["knee_over_toes"].not_met == 15.0


@pytest.mark.parametrize(
    ("content", "told"), [(b"[squat]\nspeed = 1\n", "ann.toml line 2"), (b"\xff\xfe", "ann.toml is no text file")]
)
def test_limits_that_will_not_do_are_said_and_nothing_begins(page, content, told):
    ready = with_film(page, "squat")
    refused = whole(uploader(ready, texts.PROFILE).set_value([("ann.toml", content, "text/plain")]).run())
    assert told in refused.error[0].value
    assert next(button for button in refused.button if button.label == texts.START).disabled


def test_an_exercise_need_not_be_named(page, orders):
    ready = with_film(page, "auto")
    assert all(line in words(ready) for line in texts.AUTO_FILM)
    score(ready)
    assert orders[0].exercise == "auto"


def test_a_height_reaches_the_scoring_of_a_walk_and_is_offered_again(page, orders, store, tmp_path):
    ready = with_film(page, "walk")
    assert ready.number_input(key=f"height-{texts.ME}").value is None
    score(whole(ready.number_input(key=f"height-{texts.ME}").set_value(168.0).run()))
    assert orders[0].options.height_cm == 168.0
    kept = heel_up(20.0)
    said = replace(kept, report=kept.report.model_copy(update={"height_cm": 171.0}))
    keep_session(store, said, tmp_path / "said", person=texts.ME)
    keep_session(store, kept, tmp_path / "unsaid", person=texts.ME)
    assert with_film(page, "run").number_input(key=f"height-{texts.ME}").value == 171.0


def test_no_height_is_asked_where_nobody_walks(page, orders):
    ready = with_film(page, "squat")
    assert not [each for each in ready.number_input if each.label == asked_texts.HEIGHT]
    score(ready)
    assert orders[0].options.height_cm is None


def test_an_exercise_that_can_be_done_lying_tells_how_to_film_that(page):
    curl = all_exercises()["hamstring-curl"]
    shown = page(exercise=curl.id)
    assert all(line in words(shown) for line in curl.how_to_film)
    (ways,) = [each for each in shown.segmented_control if each.label == asked_texts.POSTURE]
    assert ways.options == ["Standing", "Lying face down", "Sitting"]
    for variant in curl.variants:
        chosen = whole(ways.set_value(variant.kept).run())
        assert all(line in words(chosen) for line in variant.how_to_film)
        assert curl.how_to_film[2] not in words(chosen)


def test_where_there_is_no_choice_none_is_asked(page):
    assert not [each for each in page(exercise="squat").segmented_control if each.label == asked_texts.POSTURE]


def test_live_is_offered_only_for_an_exercise_that_is_named(page):
    ways = {
        exercise: tick(page(exercise=exercise), texts.NONE_APPLIES).segmented_control[0].options
        for exercise in ("auto", "squat")
    }
    assert ways["auto"] == [texts.UPLOAD, texts.RECORD]
    assert texts.LIVE in ways["squat"]


def test_of_several_people_one_is_picked_from_a_numbered_picture(page, orders, monkeypatch):
    found = LineUp(np.zeros((64, 48, 3), np.uint8), ("at the left", "at the right"))
    looked = []
    monkeypatch.setattr("formcheck.app.who.line_up", lambda clip: looked.append(clip.suffix) or found)
    ready = with_film(page, "squat")
    ready = whole(next(each for each in ready.toggle if each.label == texts.SEVERAL).set_value(True).run())
    who = next(each for each in ready.radio if each.label == texts.WHO_JUDGED)
    assert who.options == [texts.WHO_ITSELF, "1: at the left", "2: at the right"]
    score(whole(who.set_value(2).run()))
    assert orders[0].options.person == 2
    assert looked == [".mp4"]  # once, however often the page ran


def test_a_film_in_which_nobody_is_seen_says_so(page, monkeypatch):
    def nobody(clip):
        raise FormcheckError("nobody was found in the clip", clip.name, "film again")

    monkeypatch.setattr("formcheck.app.who.line_up", nobody)
    ready = with_film(page, "squat")
    ready = whole(next(each for each in ready.toggle if each.label == texts.SEVERAL).set_value(True).run())
    assert "nobody was found" in ready.error[0].value


def test_a_film_of_several_exercises_leads_to_each_report(page, store, session, tmp_path):
    other = keep_session(store, heel_up(20.0), tmp_path / "other")
    shown = page("result", id=session, also=other)
    assert texts.ALSO_IN_FILM in words(shown)
    assert texts.ALSO_IN_FILM not in words(page("result", id=session))
