"""Medians and percentiles: to the bit those of numpy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from formcheck.medians import median, median_across, percentile

NUMBERS = st.floats(-1e6, 1e6)
FEW = arrays(np.float64, st.integers(1, 60), elements=NUMBERS)


@pytest.mark.parametrize(("values", "middle"), [([3.0], 3.0), ([4.0, 1.0], 2.5), ([9.0, 1.0, 2.0], 2.0)])
def test_a_median_lies_in_the_middle(values: list[float], middle: float) -> None:
    assert median(np.array(values)) == middle
    assert percentile(np.array(values), 50) == middle
    assert median_across([np.array([value, -value]) for value in values]).tolist() == [middle, -middle]


@given(FEW)
def test_a_median_is_that_of_numpy_to_the_bit(values: np.ndarray) -> None:
    before = values.copy()
    assert median(values) == np.median(values)
    assert (values == before).all()


@given(FEW, st.integers(0, 100))
def test_a_percentile_is_that_of_numpy_to_the_bit(values: np.ndarray, percent: int) -> None:
    before = values.copy()
    assert percentile(values, percent) == np.percentile(values, percent)
    assert (values == before).all()


@given(arrays(np.float64, array_shapes(min_dims=2, max_dims=3, max_side=9), elements=NUMBERS))
def test_a_median_across_arrays_is_that_of_numpy_to_the_bit(values: np.ndarray) -> None:
    before = values.copy()
    np.testing.assert_array_equal(median_across(values), np.median(values, axis=0))
    assert (values == before).all()
