"""What is a change, and what measuring alone can do."""

import pytest
from performances import balance

from formcheck.change import change, distance, smallest_detectable_change
from formcheck.cues import Band

CUE = next(cue for cue in balance(knee_in_deg=20.0).report.cues if cue.id == "knee_over_toes")


def read(estimate, uncertainty=3.0, **more):
    return CUE.model_copy(update={"estimate": estimate, "uncertainty": uncertainty, "verdict": "met", **more})


def test_equal_uncertainties_give_the_usual_formula():
    sem = 2.0
    assert smallest_detectable_change(1.96 * sem, 1.96 * sem) == pytest.approx(1.96 * 2**0.5 * sem)


def test_a_change_within_the_noise_is_none():
    found = change(read(12.0, 9.0), read(2.0, 9.0))
    assert found.by == -10.0
    assert not found.real  # less than hypot(9, 9) = 12.7


def test_a_change_within_what_people_differ_from_day_to_day_is_none():
    assert not change(read(12.0), read(4.0)).real  # knee inward: 9° were published, however surely it is read
    assert smallest_detectable_change(1.0, 1.0, "knee_in") == 9.0
    assert smallest_detectable_change(12.0, 9.0, "knee_in") == 15.0


def test_a_change_beyond_the_noise_is_one_and_toward_zero_it_is_better():
    found = change(read(12.0), read(2.0))
    assert found.real
    assert found.better
    assert not change(read(2.0), read(12.0)).better


def test_what_could_not_be_told_has_not_changed():
    untold = read(None, None, verdict="cannot_tell")
    assert change(untold, read(7.0)) is None
    assert change(read(7.0), untold) is None


def test_without_an_uncertainty_no_difference_is_called_a_change():
    for found in (change(read(12.0, None), read(2.0)), change(read(12.0), read(2.0, None))):
        assert found.smallest is None
        assert not found.real


def test_better_than_ideal_is_as_good_as_ideal():
    longer_is_better = Band(ideal=60, met=30, not_met=10)
    assert distance(90, longer_is_better) == distance(60, longer_is_better) == 0
    assert distance(20, longer_is_better) == 40
