"""What the pages of recognition and of the programme count, on answers whose sums are known by thought."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from exact_tracks import exact_track

from benchmarks import programme
from benchmarks.programme import Answer, Outcome, outcome_of, row
from benchmarks.recognition import UNNAMED, section
from benchmarks.recognition_films import FILMS, FRESH_SET, MENDED, exercise_films, other_films
from benchmarks.scoring import score
from formcheck.exercises import all_exercises
from test_videos.camera import CameraPlace
from test_videos.film import Clip, Film
from test_videos.looks import FRESH
from test_videos.motions.motion import faults_of
from test_videos.motions.reps import Tempo
from test_videos.motions.squat import Squat
from test_videos.write import dumps, truth_of


def test_the_films_are_of_people_on_whom_nothing_was_set_and_the_same_every_time() -> None:
    films = [film for exercise in FILMS for film in exercise_films(exercise, FRESH_SET)]
    films += [film for movement in other_films(FRESH_SET).values() for film in movement]
    assert all(film.body in FRESH["body"] and film.look in FRESH["look"] for film in films)
    assert len({film.name for film in films}) == len(films)
    assert exercise_films("squat", FRESH_SET) == exercise_films("squat", FRESH_SET)
    assert all(film not in exercise_films("squat", MENDED) for film in exercise_films("squat", FRESH_SET))
    assert all(len(faults_of(film.motion)) <= 1 for film in films)


def test_every_exercise_is_filmed_and_more_than_ten_other_movements() -> None:
    assert set(FILMS) == set(all_exercises())
    assert len(other_films(MENDED)) > 10
    assert all(len({film.camera.view for film in films}) == 2 for films in other_films(MENDED).values())


def test_the_page_counts_right_wrong_and_unnamed() -> None:
    answers = {
        "squat": Counter({"squat": 3, UNNAMED: 1}),
        "lunge": Counter({"lunge": 2, "squat and lunge": 1, "squat": 1}),
    }
    told = section(("Films", "Of people."), answers, {"dancing": Counter({UNNAMED: 1, "squat": 1})})
    assert "8 films: **5 named right (62.5%), 2 wrong, 1 not named.**" in told
    assert "| lunge | 4 | 2 | squat 1, squat and lunge 1 |" in told
    assert "1 other movements, 2 films: **1 given the name of an exercise.**" in told
    assert "| dancing | 2 | 1 | squat 1 |" in told


def test_a_row_tells_silence_faults_and_what_is_not_shown() -> None:
    clean = Outcome((Answer("met", "met"), Answer(None, "cannot_tell")), counted=True)
    noisy = Outcome((Answer("met", "not_met"), Answer(None, "met")), counted=True)
    fault = Outcome(
        (Answer("not_met", "not_met"), Answer("not_met", "borderline"), Answer("met", "met")), counted=False
    )
    cells = [cell.strip() for cell in row("squat", [clean, noisy, fault, None]).split("|")[1:-1]]
    assert cells == ["squat", "4", "1 of 2", "1 of 2", "1", "", "", "1", "1 of 2", "2 of 3", "1"]


def test_an_outcome_compares_what_a_film_deserves_with_what_was_said() -> None:
    motion = Squat(heel_lift_deg=20.0, tempo=Tempo(reps=2))
    clip = Clip("x", motion, "f_avg", "navy-shirt", "clinic", CameraPlace("left"), fps=12.0)
    truth = json.loads(dumps(truth_of(Film(clip))))
    found = outcome_of(truth, score(clip, exact_track(clip)))
    assert found.counted is True
    assert Answer("not_met", "not_met") in found.answers
    assert {each.said for each in found.answers if each.deserved is None} == {"cannot_tell"}
    assert not found.is_silent
    assert not found.is_clean


def test_a_page_of_no_films_at_all_is_never_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programme, "PAGE", tmp_path / "programme.md")
    monkeypatch.setattr(programme, "is_kept", lambda clip, model: False)
    with pytest.raises(SystemExit, match="no film is kept"):
        programme.main()
    assert not programme.PAGE.exists()
