from __future__ import annotations

import numpy as np
import pytest

from formcheck.cues import Band, Statistic
from formcheck.cycles import by_cycle, faults, whole, worst_frame

TIME_S = np.arange(12) * 0.1
VALUES = np.array([0.0, 9.0, 4.0, 2.0, 0.0, np.nan, np.nan, 1.0, 20.0, 30.0, 1.0, np.nan])
FIRST = (TIME_S > -0.01) & (TIME_S < 0.45)
SECOND = (TIME_S > 0.65) & (TIME_S < 1.05)
CYCLES = [FIRST, SECOND]
UP_IS_BAD, DOWN_IS_BAD = Band(0, 5, 10), Band(40, 25, 15)


@pytest.mark.parametrize(
    ("statistic", "expected"),
    [
        ("median", [2.0, 10.5]),
        ("maximum", [9.0, 30.0]),
        ("minimum", [0.0, 1.0]),
        ("range", [9.0, 29.0]),
    ],
)
def test_one_number_per_cycle(statistic: Statistic, expected: list[float]) -> None:
    assert by_cycle(VALUES, CYCLES, statistic).tolist() == expected


def test_magnitude_is_the_size_of_the_median_of_each_cycle() -> None:
    assert by_cycle(-VALUES, CYCLES, "magnitude").tolist() == [2.0, 10.5]


def test_a_false_start_is_no_cycle() -> None:
    one_frame = np.arange(12) == 11
    assert len(whole([*CYCLES, one_frame])) == 3
    assert len(whole([np.arange(12) < 6, one_frame])) == 1


def test_no_cycles_are_none() -> None:
    assert whole([]) == []
    assert whole([np.zeros(3, dtype=bool)]) == []


def test_the_worst_frame_is_the_worst_of_all_where_every_frame_should_be_good() -> None:
    assert worst_frame(VALUES, CYCLES, "median", UP_IS_BAD) == 9
    assert worst_frame(VALUES, CYCLES, "maximum", UP_IS_BAD) == 9
    assert worst_frame(VALUES, CYCLES, "minimum", DOWN_IS_BAD) in (0, 4)


def test_where_the_best_counts_it_is_the_best_frame_of_the_worst_cycle() -> None:
    # How high a cycle comes: the first one reaches only 9.
    assert worst_frame(VALUES, CYCLES, "maximum", DOWN_IS_BAD) == 1
    # How low it comes: the second one stays above 1.
    assert worst_frame(VALUES, CYCLES, "minimum", UP_IS_BAD) in (7, 10)


def test_a_fault_lasts_half_of_a_short_cycle() -> None:
    assert faults(VALUES, CYCLES, "median", Band(0, 1, 3), TIME_S) == ()
    longer = np.array([0.0, 9.0, 9.0, 9.0, 0.0, np.nan, np.nan, 1.0, 20.0, 30.0, 1.0, np.nan])
    assert faults(longer, CYCLES, "median", Band(0, 1, 3), TIME_S) == (pytest.approx((0.1, 0.3)),)


def test_a_short_cycle_is_short_wherever_in_the_clip_it_lies() -> None:
    values = np.where(TIME_S > 0.75, 20.0, 0.0)
    values[~SECOND] = np.nan
    assert faults(values, [SECOND], "median", UP_IS_BAD, TIME_S) == (pytest.approx((0.8, 1.0)),)


def test_a_fault_of_a_long_cycle_needs_half_a_second() -> None:
    time_s = np.arange(100) * 0.1
    values = np.zeros(100)
    values[10:14], values[50:57] = 20.0, 20.0
    assert faults(values, [time_s >= 0], "median", UP_IS_BAD, time_s) == (pytest.approx((5.0, 5.6)),)


def test_where_the_best_counts_a_fault_is_a_whole_cycle() -> None:
    assert faults(VALUES, CYCLES, "maximum", DOWN_IS_BAD, TIME_S) == (pytest.approx((0.0, 0.4)),)
    assert faults(VALUES, CYCLES, "range", UP_IS_BAD, TIME_S) == (pytest.approx((0.7, 1.0)),)
