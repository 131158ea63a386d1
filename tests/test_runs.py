"""Stretches of frames of which the same is true."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from formcheck.runs import runs


@given(mask=st.lists(st.booleans(), max_size=30))
def test_runs_cover_exactly_the_true_frames(mask: list[bool]) -> None:
    covered = np.zeros(len(mask), dtype=bool)
    for start, stop in runs(np.array(mask, dtype=bool)):
        assert start < stop
        covered[start:stop] = True
    assert covered.tolist() == mask


def test_neighbouring_runs_are_apart() -> None:
    assert runs(np.array([True, True, False, True])) == [(0, 2), (3, 4)]
