"""The contract that every exercise keeps, whichever it is."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from formcheck.articles import ARTICLES
from formcheck.cues import Cue
from formcheck.errors import FormcheckError
from formcheck.exercises import Exercise, all_exercises, get
from formcheck.measures import MEASURES
from formcheck.metrics import METRICS
from formcheck.pictured import PICTURED
from formcheck.references import REFERENCES

EXERCISES = list(all_exercises().values())
CUES = [pytest.param(cue, id=f"{exercise.id}-{cue.id}") for exercise in EXERCISES for cue in exercise.cues]
BANNED = re.compile(r"\bnormal|abnormal|injury risk|diagnos|patholog|patient\b", re.IGNORECASE)
IDENTIFIER = re.compile(r"[a-z]+(_[a-z]+)*")

each_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
each_cue = pytest.mark.parametrize("cue", CUES)


def sentences(exercise: Exercise) -> list[str]:
    said = [[cue.says, cue.coaching, cue.basis, cue.ask or ""] for cue in exercise.cues]
    return [exercise.title, *exercise.how_to_film, exercise.not_found, *(text for texts in said for text in texts)]


def test_both_exercises_of_the_first_article_are_here() -> None:
    assert {"calf-stretch", "single-leg-balance"} <= set(all_exercises())


def test_exercises_come_in_the_order_of_their_ids() -> None:
    assert list(all_exercises()) == sorted(exercise.id for exercise in EXERCISES)


@each_exercise
def test_an_exercise_is_found_by_its_id(exercise: Exercise) -> None:
    assert get(exercise.id) is exercise


def test_an_unknown_exercise_names_the_known_ones() -> None:
    with pytest.raises(FormcheckError, match=r"unknown exercise, 'yoga': choose one of .*calf-stretch"):
        get("yoga")


@pytest.mark.parametrize(("written", "meant"), [("squatt", "squat"), ("Calf stretch", "calf-stretch")])
def test_a_slip_in_an_id_is_answered_with_what_was_probably_meant(written: str, meant: str) -> None:
    with pytest.raises(FormcheckError, match=f"did you mean {meant}"):
        get(written)


@each_exercise
def test_ids_are_unique_and_can_stand_in_a_command(exercise: Exercise) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", exercise.id)
    counts = Counter(cue.id for cue in exercise.cues)
    assert counts.most_common(1)[0][1] == 1


@each_exercise
def test_companions_can_be_measured_and_are_not_judged_as_well(exercise: Exercise) -> None:
    companions = {companion.metric for companion in exercise.companions}
    assert companions <= METRICS.keys() | MEASURES.keys()
    assert not companions & {cue.metric for cue in exercise.cues}


@each_exercise
def test_an_exercise_tells_how_to_film_and_what_to_do(exercise: Exercise) -> None:
    assert exercise.title
    assert exercise.article in ARTICLES
    assert exercise.how_to_film
    assert all(sentence.endswith(".") for sentence in (*exercise.how_to_film, exercise.not_found))


@each_exercise
def test_rates_make_sense(exercise: Exercise) -> None:
    assert exercise.cutoff_hz > 0
    assert exercise.max_fps is None or exercise.max_fps >= 12


@each_exercise
def test_words_are_no_verdict_on_a_person(exercise: Exercise) -> None:
    for text in sentences(exercise):
        assert not BANNED.search(text), text


@pytest.mark.parametrize("word", ["Normal gait", "an abnormal angle", "a high injury risk", "This diagnoses you"])
def test_the_ban_bans(word: str) -> None:
    assert BANNED.search(word)


@each_cue
def test_a_cue_says_what_to_do_and_what_to_change(cue: Cue) -> None:
    assert IDENTIFIER.fullmatch(cue.id)
    assert cue.says[0].isupper()
    assert not cue.says.endswith(".")
    assert cue.coaching.endswith(".")
    assert cue.quote
    assert cue.article in ARTICLES


@each_cue
def test_a_cue_is_measured_by_something_that_exists_or_asked(cue: Cue) -> None:
    if cue.ask is not None:
        assert cue.ask.endswith("?")
    else:
        assert cue.metric in METRICS or cue.metric in MEASURES or cue.metric in PICTURED


@each_cue
def test_every_view_of_a_cue_shows_the_plane_of_its_metric(cue: Cue) -> None:
    assert len(set(cue.views)) == len(cue.views)
    if cue.metric in METRICS:
        assert set(cue.views) <= set(METRICS[cue.metric].views)


@each_cue
def test_a_perfect_performance_is_well_inside_the_band(cue: Cue) -> None:
    if cue.band is not None:
        assert cue.band.state(cue.band.ideal) == "met"
        assert cue.band.state(cue.band.not_met + cue.band.toward_bad) == "not_met"
        assert cue.basis.endswith(".")


@each_cue
def test_references_of_a_basis_exist(cue: Cue) -> None:
    named = [key for inside in re.findall(r"\(([^)]*)\)", cue.basis) for key in re.split(r"[,;] ", inside)]
    assert set(named) <= REFERENCES.keys()


@each_cue
def test_a_basis_names_a_reference_or_says_the_limit_is_ours(cue: Cue) -> None:
    if cue.band is not None:
        assert "(" in cue.basis or "ours" in cue.basis


@each_cue
def test_only_sizes_are_judged_where_both_directions_are_bad(cue: Cue) -> None:
    if cue.statistic == "magnitude":
        assert cue.metric in METRICS
        assert cue.band is not None
        assert cue.band.ideal == 0
        assert cue.band.toward_bad == 1.0


def test_cues_of_one_id_are_about_the_same_part_of_the_body() -> None:
    about: dict[str, set[str]] = {}
    for exercise in EXERCISES:
        for cue in exercise.cues:
            about.setdefault(cue.id, set()).add(cue.label.split()[0].removesuffix("s"))
    assert all(len(parts) == 1 for parts in about.values()), about
