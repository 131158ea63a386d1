"""Clips that nobody named: the pose comes from stick people, the rest is what the command does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from acting import SOURCE
from gait_tracks import seen
from movements import Rhythm, joined, on_toes, repeat, squatting
from other_movements import OTHER_MOVEMENTS
from rooms import in_rooms
from skeletons import Motion, Posture, film, from_view

from formcheck import auto_scoring
from formcheck.auto_scoring import UnknownExerciseError, one_exercise, performances, reports_json, score_recognised
from formcheck.errors import FormcheckError
from formcheck.report import Report
from formcheck.scoring import Options
from test_videos.motions.walk import Walk

RHYTHM = Rhythm(reps=2, lead_s=1.5)
SQUATS = repeat(Posture(), squatting(), RHYTHM, 15.0)
RAISES = repeat(Posture(), on_toes(), RHYTHM, 15.0)
CLIPS = {"squats": SQUATS, "raises": RAISES, "both": joined(SQUATS, RAISES), "dance": OTHER_MOVEMENTS["dancing"]()}


@pytest.fixture(autouse=True)
def _stick_people(monkeypatch: pytest.MonkeyPatch) -> None:
    def prepared(clip: Path, *_: object) -> tuple[object, object, list[object]]:
        motion: Motion = CLIPS[clip.stem]
        return film(motion, from_view("left")), SOURCE, []

    monkeypatch.setattr(auto_scoring, "prepared", prepared)


def test_one_exercise_is_judged_and_says_that_it_was_recognised() -> None:
    ((segment, analysis),) = score_recognised(Path("squats.mp4"), Options())
    choice = analysis.report.exercise
    assert (choice.id, choice.chosen, choice.confidence) == ("squat", "recognised", segment.confidence)
    assert choice.because == segment.words
    assert sum(phase.kind == "rep" for phase in analysis.report.phases) == 2


def test_each_of_several_exercises_has_its_own_report() -> None:
    found = list(performances([Path("both.mp4")], "auto", Options()))
    assert [(name, report.exercise.id) for name, report, _ in found] == [
        ("1-squat", "squat"),
        ("2-calf-raise", "calf-raise"),
    ]
    assert all(sum(phase.kind == "rep" for phase in report.phases) == 2 for _, report, _ in found)
    assert [each["exercise"]["id"] for each in json.loads(reports_json([report for _, report, _ in found]))] == [
        "squat",
        "calf-raise",
    ]


def scored_in_rooms(monkeypatch: pytest.MonkeyPatch, *ends_s: float, motion: Motion = CLIPS["both"]) -> list[Report]:
    track = in_rooms(film(motion, from_view("left")), *ends_s)
    monkeypatch.setattr(auto_scoring, "prepared", lambda *_: (track, SOURCE, []))
    found = list(performances([Path("cut.mp4")], "squat", Options()))
    assert [name for name, _, _ in found] == ["1-squat", "2-squat"][: len(found)] if len(found) > 1 else [""]
    return [report for _, report, _ in found]


def test_each_uncut_part_that_shows_the_exercise_is_scored_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    lasts_s = float(film(SQUATS, from_view("left")).time_s[-1])
    first, second = scored_in_rooms(monkeypatch, lasts_s, motion=joined(SQUATS, SQUATS))
    for report in (first, second):
        assert sum(phase.kind == "rep" for phase in report.phases) == 2
        cut = next(check for check in report.film if check.check == "one_scene")
        assert not cut.ok
        assert "each part is judged for itself" in cut.message
    assert max(phase.end_s for phase in first.phases) <= lasts_s <= min(phase.start_s for phase in second.phases)


def test_parts_that_show_something_else_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    lasts_s = float(film(SQUATS, from_view("left")).time_s[-1])
    (report,) = scored_in_rooms(monkeypatch, lasts_s - 1.0, lasts_s, motion=SQUATS)
    assert "only the longest part" in next(check for check in report.film if check.check == "one_scene").message
    (uncut,) = scored_in_rooms(monkeypatch, motion=SQUATS)
    assert next(check for check in uncut.film if check.check == "one_scene").ok


def test_one_report_is_itself_in_json() -> None:
    ((_, report, _),) = performances([Path("squats.mp4")], "auto", Options())
    assert json.loads(reports_json([report]))["exercise"]["id"] == "squat"


def test_an_unknown_movement_says_so_and_what_to_do() -> None:
    with pytest.raises(UnknownExerciseError, match=r"not one of the exercises I know, dance\.mp4: name it with --ex"):
        score_recognised(Path("dance.mp4"), Options())


def test_gait_from_the_front_is_asked_for_from_the_side(monkeypatch: pytest.MonkeyPatch) -> None:
    track = seen(Walk(), "front").track
    monkeypatch.setattr(auto_scoring, "prepared", lambda *_: (track, SOURCE, []))
    with pytest.raises(
        UnknownExerciseError, match=r"from the side, for from here it may be steps .*; or name it with"
    ):
        score_recognised(Path("walk.mp4"), Options())


def test_views_of_one_performance_must_show_the_same_exercise() -> None:
    assert one_exercise([Path("squats.mp4"), Path("squats.mp4")], Options()) == "squat"
    with pytest.raises(FormcheckError, match=r"squats\.mp4: squat; raises\.mp4: calf-raise"):
        one_exercise([Path("squats.mp4"), Path("raises.mp4")], Options())


def test_gait_in_a_fast_film_is_judged_on_every_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    def prepared(
        clip: Path, options: Options, progress: object = None, max_fps: float | None = 30.0
    ) -> tuple[object, object, list[object]]:
        return seen(Walk(), fps=max_fps or 60.0).track, SOURCE.model_copy(update={"fps": 60.0}), []

    monkeypatch.setattr(auto_scoring, "prepared", prepared)
    ((segment, analysis),) = score_recognised(Path("walk.mp4"), Options())
    assert segment.exercise == analysis.report.exercise.id == "walk"
    assert analysis.track.fps == pytest.approx(60.0)
