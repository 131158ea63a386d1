from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.measurement import REAL_PEOPLE, pelvis_row, pelvis_table, scatter
from formcheck.pictured import BRIDGED_S, PelvisSeen, between


def test_between_two_samples_runs_a_straight_line() -> None:
    line = between(np.array([0.0, 0.5, 1.0, 1.5]), np.array([0.0, 1.0]), np.array([2.0, 4.0]))
    np.testing.assert_allclose(line, [2.0, 3.0, 4.0, np.nan])


def test_samples_far_apart_are_not_joined() -> None:
    time_s = np.arange(0.0, 4.1, 0.5)
    line = between(time_s, np.array([0.0, 0.5, 4.0]), np.array([1.0, 2.0, 9.0]))
    assert np.flatnonzero(np.isfinite(line)).tolist() == [0, 1, 8]


def test_one_sample_is_one_point() -> None:
    line = between(np.array([0.0, 1.0, 2.0]), np.array([1.0]), np.array([5.0]))
    np.testing.assert_allclose(line, [np.nan, 5.0, np.nan])


@given(st.lists(st.floats(0.01, 3.0), min_size=2, max_size=12), st.data())
def test_every_sample_stays_and_nothing_lies_outside_its_neighbours(
    steps_s: list[float], data: st.DataObject
) -> None:
    sample_s = np.cumsum(steps_s)
    samples = np.array(data.draw(st.lists(st.floats(-20, 20), min_size=len(steps_s), max_size=len(steps_s))))
    middle_s = (sample_s[:-1] + sample_s[1:]) / 2
    np.testing.assert_allclose(between(sample_s, sample_s, samples), samples)
    inside = between(middle_s, sample_s, samples)
    assert (np.isfinite(inside) == (np.diff(sample_s) <= BRIDGED_S)).all()
    known = np.isfinite(inside)
    assert (inside[known] <= np.maximum(samples[:-1], samples[1:])[known] + 1e-9).all()


def test_the_reading_is_the_median_of_its_samples() -> None:
    seen = PelvisSeen("belt", 1.0, np.array([3.0, 4.0, 5.0]), np.array([2.0, 30.0, 4.0]))
    assert seen.median_deg == 4.0


def test_every_way_to_read_has_a_row_from_front_and_back() -> None:
    against_stand = {(view, how, "stand") for view in ("front", "back") for how in ("waistband", "stickers", "belt")}
    assert set(pelvis_table()) == against_stand | {(view, "waistband", "other leg") for view in ("front", "back")}


@pytest.mark.parametrize("view", ["front", "back"])
def test_the_uncertainty_is_the_scatter_widened_for_real_people(view: str) -> None:
    row = pelvis_row(view, "waistband")
    assert row is not None
    assert 0.5 < row.gain < 1.2
    assert scatter(row) == pytest.approx(1.96 * REAL_PEOPLE * row.sd / row.gain)
