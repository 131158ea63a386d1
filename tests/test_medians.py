"""The median of few numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from formcheck.medians import median


@pytest.mark.parametrize(("values", "middle"), [([3.0], 3.0), ([4.0, 1.0], 2.5), ([9.0, 1.0, 2.0], 2.0)])
def test_it_lies_in_the_middle(values: list[float], middle: float) -> None:
    assert median(np.array(values)) == middle


@given(arrays(np.float64, st.integers(1, 60), elements=st.floats(-1e6, 1e6)))
def test_it_is_that_of_numpy_to_the_bit(values: np.ndarray) -> None:
    before = values.copy()
    assert median(values) == np.median(values)
    assert (values == before).all()
