"""Two films laid over each other."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from formcheck.report import PhaseFound
from formcheck.synchrony import knots, together


def phase(kind, start_s, end_s):
    return PhaseFound(kind=kind, side="left", start_s=start_s, end_s=end_s)


def test_the_hold_of_one_lies_on_the_hold_of_the_other():
    ours, theirs = [phase("stand", 0, 2), phase("hold", 3, 10)], [phase("hold", 5, 25)]
    assert knots(ours, theirs, 12, 30) == [(0, 0), (3, 5), (10, 25), (12, 30)]


def test_repetitions_go_in_pairs_and_the_surplus_is_stretched():
    ours = [phase("rep", 1, 2), phase("rep", 3, 4), phase("rep", 5, 6)]
    theirs = [phase("rep", 2, 4), phase("rep", 6, 8)]
    assert knots(ours, theirs, 7, 9) == [(0, 0), (1, 2), (2, 4), (3, 6), (4, 8), (7, 9)]


def test_films_without_a_phase_in_common_are_laid_end_on_end():
    assert knots([phase("hold", 1, 2)], [phase("rep", 1, 2)], 5, 8) == [(0, 0), (5, 8)]


times = st.lists(st.floats(0, 60), min_size=2, max_size=8, unique=True).map(sorted)


@given(times, times)
def test_both_columns_always_rise(first, second):
    def phases(moments):
        return [phase("rep", start, end) for start, end in zip(moments[::2], moments[1::2], strict=False)]

    found = knots(phases(first), phases(second), 61, 61)
    for (a, b), (c, d) in pairwise(found):
        assert a < c
        assert b < d


def test_a_left_stride_goes_with_a_left_stride():
    def strides(*edges):
        return [PhaseFound(kind="stride", side=side, start_s=start, end_s=end) for side, start, end in edges]

    ours = strides(("left", 1, 2), ("right", 1.5, 2.5))
    theirs = strides(("right", 1, 2), ("left", 1.5, 2.5))
    assert (1, 1.5) in knots(ours, theirs, 4, 4)
    assert (1, 1) in knots(ours, strides(("right", 1, 2)), 4, 4)  # of one leg only: the n-th goes with the n-th


def test_only_what_both_perform_is_played_with_a_moment_around_it():
    ours, theirs = [phase("rep", 5, 7), phase("rep", 8, 9)], [phase("rep", 1, 2)]
    assert together(ours, theirs, 20, 20) == [(4.6, 0.6), (5, 1), (7, 2), (7.4, 2.4)]
    assert together([], theirs, 3, 9) == [(0, 0), (3, 3)]
    assert together(ours, ours, 20, 20, longest_s=2.0) == [(4.6, 4.6), (5, 5)]
