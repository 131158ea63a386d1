from __future__ import annotations

import pytest

from formcheck.gait.measurement import fitted_numbers, gait_table, student_95
from formcheck.gait.measures import GAIT_MEASURES
from formcheck.measurement import Row


@pytest.mark.parametrize(("degrees_of_freedom", "width"), [(1, 12.706), (4, 2.776), (10, 2.228), (1000, 1.962)])
def test_few_films_make_an_interval_wider_than_many(degrees_of_freedom: int, width: float) -> None:
    """Values of any printed table of Student's distribution."""
    assert student_95(degrees_of_freedom) == pytest.approx(width, abs=5e-4)


def test_an_interval_from_no_films_to_spare_is_as_wide_as_from_one() -> None:
    assert student_95(0) == student_95(1)


@pytest.mark.parametrize(("gain", "numbers"), [(1.0, 1), (0.7, 2)])
def test_a_gain_that_was_fitted_costs_a_film(gain: float, numbers: int) -> None:
    assert fitted_numbers(Row(gain, 0.0, 1.0, 5, "")) == numbers


def test_every_row_is_of_a_measure_and_from_enough_films() -> None:
    for (measure, gait, view, _), row in gait_table().items():
        assert measure in GAIT_MEASURES
        assert gait in ("walk", "run")
        assert view in ("side", "front", "back")
        assert 0.5 <= row.gain <= 1.5
        assert row.clips > fitted_numbers(row)
