from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import jsonschema
import numpy as np
import pytest
from acting import SOURCE, STAND, act, answer_track, states
from skeletons import Leg, Shot, Stances, film, from_view, lose, mirror, perform, shown, still

from formcheck.analysis import Analysis, analyse
from formcheck.errors import FormcheckError
from formcheck.exercises import get
from formcheck.landmarks import Landmark
from formcheck.pose import PoseTrack
from formcheck.report import FilmCheck, Report, json_schema, score_of

BALANCE, STRETCH = get("single-leg-balance"), get("calf-stretch")


@cache
def balance_track(shot: Shot | None = None) -> PoseTrack:
    leg = Leg(knee_in_deg=shown("knee_in", "front", 3.0))
    return film(act(Stances("left", leg=leg).one_leg(), 12.0), shot)


@cache
def balance_answer() -> Analysis:
    return answer_track(BALANCE.id, balance_track())


def readings(report: Report) -> list[tuple[str, str, float | None]]:
    return [(cue.id, cue.verdict, cue.estimate) for cue in report.cues]


# What is in the report


def test_report_is_of_the_clip_the_exercise_and_the_model() -> None:
    report = balance_answer().report
    assert report.source == SOURCE
    assert report.exercise.id == BALANCE.id
    assert report.model == "heavy"
    assert report.side == "left"
    assert report.camera.view == "front"
    assert report.camera.roll_deg == pytest.approx(0.0, abs=1e-9)


def test_every_cue_is_answered_in_the_order_of_the_exercise() -> None:
    analysis = balance_answer()
    wanted = [cue.id for cue in BALANCE.cues]
    assert [cue.id for cue in analysis.report.cues] == wanted
    assert [answer.cue.id for answer in analysis.judged] == wanted


def test_a_cue_carries_its_band_its_words_and_its_clip() -> None:
    analysis = balance_answer()
    knee = next(cue for cue in BALANCE.cues if cue.id == "knee_over_toes")
    result = next(result for result in analysis.report.cues if result.id == knee.id)
    assert knee.band is not None
    assert (result.ideal, result.met_edge, result.not_met_edge) == (knee.band.ideal, knee.band.met, knee.band.not_met)
    assert (result.says, result.quote, result.coaching) == (knee.says, knee.quote, knee.coaching)
    assert (result.article, result.basis, result.clip) == ("A0", knee.basis, "clip.mp4")
    assert result.estimate == pytest.approx(3.0, abs=0.01)
    assert result.unit == "deg"


def test_what_is_asked_has_a_question_and_no_number() -> None:
    for result in balance_answer().report.cues:
        if result.ask is not None:
            assert result.verdict == "cannot_tell"
            assert result.answer is None
            assert {result.metric, result.estimate, result.uncertainty, result.ideal, result.unit} == {None}


def test_score_is_counted_from_the_cues() -> None:
    report = balance_answer().report
    assert report.score == score_of(report.cues)
    assert report.score.judged < report.score.total == len(BALANCE.cues)


def test_phases_come_in_order_of_time() -> None:
    report = balance_answer().report
    assert [(phase.kind, phase.side) for phase in report.phases] == [
        ("stand", None),
        ("hold", "left"),
        ("stand", None),
    ]
    starts = [phase.start_s for phase in report.phases]
    assert starts == sorted(starts)


def test_signals_are_those_of_the_cleaned_track() -> None:
    analysis = balance_answer()
    for answer in analysis.judged:
        assert answer.values is None or answer.values.shape == (len(analysis.track),)


def test_numbers_are_rounded_far_below_any_uncertainty() -> None:
    for result in balance_answer().report.cues:
        for number in (result.estimate, result.uncertainty, result.worst_s):
            assert number is None or number == round(number, 3)


def test_warnings_about_the_clip_come_first() -> None:
    warning = FilmCheck(check="file_complete", ok=False, message="The file is damaged.")
    report = analyse(balance_track(), BALANCE, SOURCE, warnings=[warning]).report
    assert report.film[0] == warning
    assert report.film[1:] == balance_answer().report.film


def test_companions_are_reported_with_their_uncertainty_and_never_judged() -> None:
    report = balance_answer().report
    assert set(report.metrics) <= {companion.metric for companion in BALANCE.companions}
    assert "hand_support" in report.metrics


def test_companions_are_read_only_in_the_views_that_show_them() -> None:
    motion = act(Stances("left", trunk_deg=shown("trunk_lean_forward", "left", 15.0)).split(), 10.0)
    from_side = answer_track(STRETCH.id, film(motion, from_view("left"))).report.metrics
    assert from_side["trunk_lean_forward"].value == pytest.approx(15.0, abs=0.01)
    assert from_side["trunk_lean_forward"].uncertainty is not None
    assert "trunk_lean_forward" not in answer_track(STRETCH.id, film(motion)).report.metrics


def test_report_obeys_the_schema_whatever_was_found() -> None:
    unlucky = still(STAND, Shot(azimuth_deg=45.0), seconds=3.0)
    for analysis in (balance_answer(), answer_track(BALANCE.id, unlucky), answer_track(STRETCH.id, unlucky)):
        jsonschema.validate(json.loads(analysis.report.to_json()), json_schema())


def test_the_same_track_gives_the_same_bytes() -> None:
    again = answer_track(BALANCE.id, balance_track())
    assert again.report.to_json() == balance_answer().report.to_json()


def test_the_track_given_is_not_changed() -> None:
    track = balance_track(Shot(shift_px=(10.0, 0.0)))
    before = track.image_xy.copy()
    answer_track(BALANCE.id, track)
    np.testing.assert_array_equal(track.image_xy, before)


# What must not matter


@pytest.mark.parametrize(
    "shot", [Shot(px_per_m=450.0), Shot(shift_px=(-150.0, 60.0)), Shot(size_px=(1920, 1080), px_per_m=450.0)], ids=str
)
def test_neither_distance_nor_place_nor_format_changes_a_verdict(shot: Shot) -> None:
    assert states(answer_track(BALANCE.id, balance_track(shot))) == states(balance_answer())


def test_camera_roll_changes_no_verdict() -> None:
    analysis = answer_track(BALANCE.id, balance_track(Shot(roll_deg=9.0)))
    assert states(analysis) == states(balance_answer())
    assert analysis.report.camera.roll_deg == pytest.approx(9.0, abs=0.01)


def test_a_mirror_image_is_put_right_when_it_is_told() -> None:
    untold = answer_track(BALANCE.id, mirror(balance_track())).report
    told = analyse(mirror(balance_track()), BALANCE, SOURCE, mirrored=True).report
    assert untold.side == "right"
    assert told.side == "left"
    assert told.camera.mirrored
    assert readings(told) == readings(balance_answer().report)


def test_a_mirrored_side_view_is_the_other_side() -> None:
    track = film(act(Stances("left").split(), 10.0), from_view("left"))
    told = analyse(mirror(track), STRETCH, SOURCE, mirrored=True).report
    assert (told.side, told.camera.view) == ("left", "left")
    assert readings(told) == readings(answer_track(STRETCH.id, track).report)


def test_jitter_of_the_landmarks_changes_no_verdict() -> None:
    track = balance_track()
    noise = np.random.default_rng(7).normal(scale=1.5, size=track.image_xy.shape)
    assert states(answer_track(BALANCE.id, track.with_xy(track.image_xy + noise))) == states(balance_answer())


def test_a_moment_without_anybody_changes_no_verdict() -> None:
    assert states(answer_track(BALANCE.id, lose(balance_track(), slice(70, 74)))) == states(balance_answer())


# Which leg


def test_the_leg_held_longest_is_judged_unless_one_is_named() -> None:
    scenes = ((2.0, STAND), (12.0, Stances("right").one_leg()), (1.0, STAND), (6.0, Stances("left").one_leg()))
    track = film(perform(*scenes))
    assert answer_track(BALANCE.id, track).report.side == "right"
    named = analyse(track, BALANCE, SOURCE, side="left").report
    assert named.side == "left"
    assert next(cue for cue in named.cues if cue.id == "hold_time").estimate == pytest.approx(6.0, abs=0.8)


def test_a_leg_that_was_never_stood_on_was_not_found() -> None:
    report = analyse(balance_track(), BALANCE, SOURCE, side="right").report
    assert {cue.verdict for cue in report.cues} == {"cannot_tell"}
    assert all("Only the left leg was held" in (cue.reason or "") for cue in report.cues if cue.ask is None)
    assert report.metrics == {}


# Who cannot be judged


@pytest.mark.parametrize(
    ("track", "what"),
    [
        pytest.param(balance_track().part(slice(0)), "the clip has only one frame", id="no frame"),
        pytest.param(balance_track().part(slice(1)), "the clip has only one frame", id="one frame"),
        pytest.param(lose(balance_track(), slice(None)), "nobody was found", id="nobody"),
        pytest.param(
            replace(balance_track(), visibility=np.full_like(balance_track().visibility, 0.1)),
            "the legs cannot be seen",
            id="legs hidden",
        ),
        pytest.param(still(STAND, Shot(px_per_m=2000.0)), "the legs cannot be seen", id="upper body"),
    ],
)
def test_a_clip_without_legs_to_judge_is_refused_in_one_line(track: PoseTrack, what: str) -> None:
    with pytest.raises(FormcheckError) as problem:
        answer_track(BALANCE.id, track)
    assert str(problem.value).startswith(f"{what}, clip.mp4: ")
    assert len(str(problem.value).splitlines()) == 1


@pytest.mark.parametrize("frames", [2, 3, 5, 8])
@pytest.mark.parametrize("exercise", [BALANCE.id, STRETCH.id])
def test_a_few_frames_are_judged_without_an_error(frames: int, exercise: str) -> None:
    analysis = answer_track(exercise, balance_track().part(slice(40, 40 + frames)))
    assert set(states(analysis).values()) <= {"cannot_tell", "met", "borderline", "not_met"}
    assert states(analysis)["hold_time"] in {"cannot_tell", "not_met"}


@pytest.mark.parametrize(
    ("landmark", "needed"),
    [
        (Landmark.LEFT_KNEE, True),
        (Landmark.RIGHT_KNEE, False),
        (Landmark.RIGHT_HIP, True),
        (Landmark.LEFT_HEEL, False),
    ],
)
def test_a_landmark_that_is_never_likely_visible_leaves_a_report(landmark: Landmark, needed: bool) -> None:
    track = balance_track()
    visibility = track.visibility.copy()
    visibility[:, landmark] = 0.1
    answered = answer_track(BALANCE.id, replace(track, visibility=visibility)).report
    knee = next(cue for cue in answered.cues if cue.id == "knee_over_toes")
    assert (knee.verdict == "cannot_tell") == needed
