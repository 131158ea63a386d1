from __future__ import annotations

import doctest
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from performances import balance, stretch

from formcheck import wording
from formcheck.cues import Band
from formcheck.measures import MEASURES
from formcheck.metrics import METRICS, UNIT_SIGNS, Unit
from formcheck.pictured import PICTURED
from formcheck.references import REFERENCES
from formcheck.report import Clip, MetricValue, PhaseFound, Score


def test_examples_in_the_docstrings_hold():
    assert doctest.testmod(wording).failed == 0


def test_a_number_of_every_unit_can_be_written():
    assert set(wording.DECIMALS) == set(get_args(Unit)) == set(UNIT_SIGNS)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (14.4, "deg", "14°"),
        (-14.6, "deg", "−15°"),
        (-0.4, "deg", "0°"),
        (11.167, "s", "11.2 s"),
        (0.0349, "ratio", "0.03"),
        (1.04, "percent", "1.0 %"),
        (2.0, "count", "2"),
        (109.98, "steps/min", "110/min"),
        (4.96, "cm", "5.0 cm"),
        (1.318, "m/s", "1.32 m/s"),
    ],
)
def test_numbers_are_rounded_for_people(value: float, unit: Unit, words: str):
    assert wording.quantity(value, unit) == words


@given(st.floats(-1e4, 1e4), st.sampled_from(["deg", "s", "ratio", "percent", "count"]))
def test_no_number_reads_as_minus_zero(value: float, unit: Unit):
    number = wording.quantity(value, unit).removesuffix(wording.UNIT_SIGNS[unit])
    assert number.strip("−0.") or "−" not in number
    assert abs(float(number.replace("−", "-")) - value) <= 0.5


def test_what_is_counted_has_no_uncertainty():
    assert wording.measured(2.0, 0.0, "count") == "2"
    assert wording.measured(2.0, None, "deg") == "2°"
    assert wording.measured(2.0, 3.0, "deg") == "2° ± 3°"


@pytest.mark.parametrize(
    ("band", "unit", "words"),
    [
        (Band(0, 5, 10), "deg", "Met up to 5°, not met beyond 10°, borderline in between."),
        (Band(0, 1.0, 2.5), "percent", "Met up to 1 %, not met beyond 2.5 %, borderline in between."),
        (Band(45, 30, 10), "s", "Met from 30 s, not met below 10 s, borderline in between."),
        (Band(0, -5, -10), "deg", "Met from −5°, not met below −10°, borderline in between."),
        (Band(0, 0.5, 0.9), "count", "Met up to 0, not met from 1."),
        (Band(0, 1.5, 3.5), "count", "Met up to 1, not met from 4, borderline in between."),
        (Band(12, 10, 8.5), "count", "Met from 10, not met at 8 or fewer, borderline in between."),
    ],
)
def test_limits_in_words(band: Band, unit: Unit, words: str):
    assert wording.limits(band, unit) == words


@given(st.integers(0, 20), st.floats(0.1, 9), st.floats(0.1, 9))
def test_counted_limits_agree_with_the_band(count: int, met: float, width: float):
    band = Band(0, met, met + width)
    words = wording.limits(band, "count").replace(",", "").rstrip(".").split()
    last_met, first_not_met = int(words[3]), int(words[7])
    assert (band.state(count) == "met") == (count <= last_met)
    assert (band.state(count) == "not_met") == (count >= first_not_met)


def test_every_metric_and_measure_has_words():
    for name in (*METRICS, *MEASURES, *PICTURED):
        assert "_" not in wording.label(name)
        assert wording.label(name)[0].isupper()
    assert set(wording.MEASURE_LABELS) == {*MEASURES, *PICTURED}
    assert wording.label("something_new") == "Something new"


def test_a_hand_is_told_in_words_not_as_a_number():
    def told(value: float) -> str:
        return wording.reading("hand_support", MetricValue(value=value, uncertainty=0.0, unit="count", n=1))

    assert (told(1.0), told(0.0)) == ("probably", "not seen")
    lean = MetricValue(value=11.7, uncertainty=5.6, unit="deg", n=1)
    assert wording.reading("trunk_lean_forward", lean) == "12° ± 6°"


def test_how_far_beyond_is_counted_in_widths_of_the_borderline():
    cue = stretch().report.cues[0]

    def beyond(estimate: float | None, ideal: float, met: float, not_met: float) -> float:
        values = {"estimate": estimate, "ideal": ideal, "met_edge": met, "not_met_edge": not_met}
        return wording.beyond(cue.model_copy(update=values))

    assert beyond(20, 0, 5, 10) == 2.0
    assert beyond(10, 0, 5, 10) == 0.0
    assert beyond(15, 120, 60, 30) == 0.5
    assert beyond(None, 0, 5, 10) == 0.0


def test_a_question_has_no_band():
    cues = balance().report.cues
    assert [wording.band_of(cue) is None for cue in cues] == [cue.ask is not None for cue in cues]


def test_holds_name_the_leg_and_the_time():
    phases = [
        PhaseFound(kind="stand", side=None, start_s=0.0, end_s=2.0),
        PhaseFound(kind="hold", side="left", start_s=2.375, end_s=13.54),
        PhaseFound(kind="touch_down", side="right", start_s=5.0, end_s=5.2),
        PhaseFound(kind="hold", side="right", start_s=15.0, end_s=16.0),
    ]
    assert wording.performed(phases) == "left leg 2.4–13.5 s, right leg 15.0–16.0 s"
    assert wording.performed(phases[:1]) == "none found"


def test_strides_and_repetitions_are_counted() -> None:
    strides = [PhaseFound(kind="stride", side="left", start_s=at, end_s=at + 1.0) for at in (0.0, 1.0, 2.0)]
    assert wording.performed(strides) == "3 strides"
    assert wording.performed([PhaseFound(kind="rep", side=None, start_s=0.0, end_s=2.0)]) == "the repetition"


@pytest.mark.parametrize(
    ("score", "asked", "words"),
    [
        (Score(met=5, judged=5, total=5), 0, "5 of 5 cues could be judged."),
        (Score(met=5, judged=5, total=6), 1, "5 of 6 cues could be judged. 1 is a question to you."),
        (Score(met=0, judged=4, total=6), 0, "4 of 6 cues could be judged. 2 could not be told from the film."),
    ],
)
def test_coverage_counts_every_cue_once(score: Score, asked: int, words: str):
    assert wording.coverage(score, asked) == words


def test_keys_of_references_become_author_and_year():
    assert wording.with_citations("30 s (johanson, mizuno)") == "30 s (Johanson et al. 2014, Mizuno 2024)"
    assert wording.with_citations("nothing to cite; geometry") == "nothing to cite; geometry"


def test_no_key_is_left_in_the_basis_of_any_cue():
    for analysis in (balance(), stretch()):
        for cue in analysis.report.cues:
            assert not set(wording.cited(wording.with_citations(cue.basis))) & set(REFERENCES)


def test_clips_of_different_legs_are_not_passed_off_as_one_leg() -> None:
    report = balance(knee_in_deg=25.0, hold_s=5.0).report
    keys = ("source", "side", "camera", "phases", "film")
    same = Clip(**{key: getattr(report, key) for key in keys})
    other = same.model_copy(update={"side": "right"})
    assert wording.leg(report) == wording.leg(report.model_copy(update={"more_clips": [same]})) == "left leg"
    assert wording.leg(report.model_copy(update={"more_clips": [other]})) == "left and right leg in different clips"
    assert wording.leg(report.model_copy(update={"side": None})) == ""
