"""Agreement on tables whose answers can be worked out by hand."""

import math

import numpy as np
import pytest

from formcheck.agreement import ac1, agreement, agreement_by_cue, agreement_csv, counts_of, weighted_kappa


def test_ac1_stays_sane_where_kappa_breaks_down():
    # Gwet 2008's paradox: 118 of 125 agree, nearly all on one verdict. Mean share of it (123 + 120) / 250 = 0.972, so
    # chance is 2 * 0.972 * 0.028 = 0.054432 and AC1 = (0.944 - 0.054432) / 0.945568.
    counts = np.array([[118.0, 5.0], [2.0, 0.0]])
    assert ac1(counts) == pytest.approx(0.889568 / 0.945568)
    # kappa: expected agreement 0.984 * 0.96 + 0.016 * 0.04 = 0.94528.
    assert weighted_kappa(counts) == pytest.approx((0.944 - 0.94528) / (1 - 0.94528))


def test_linear_weights_count_a_near_miss_as_half():
    # Rows 4, 3, 3 of 10; columns 3, 4, 3. Observed distance: two near misses = 1.0.
    counts = np.array([[3.0, 1.0, 0.0], [0.0, 2.0, 1.0], [0.0, 1.0, 2.0]])
    expected = np.outer([4, 3, 3], [3, 4, 3]) / 10
    by_chance = (
        0.5 * (expected[0, 1] + expected[1, 0] + expected[1, 2] + expected[2, 1]) + expected[0, 2] + expected[2, 0]
    )
    assert by_chance == pytest.approx(0.5 * (1.6 + 0.9 + 0.9 + 1.2) + 1.2 + 0.9)
    assert weighted_kappa(counts) == pytest.approx(1 - 1.5 / 4.4)


def test_raters_who_always_agree_agree_fully_and_opposites_do_not():
    assert agreement([("met", "met"), ("not_met", "not_met")]).weighted_kappa == 1.0
    opposite = agreement([("met", "not_met"), ("not_met", "met")])
    assert (opposite.share, opposite.weighted_kappa) == (0.0, -1.0)


def test_kappa_is_not_defined_where_both_say_one_thing_throughout_but_ac1_is():
    found = agreement([("met", "met")] * 5)
    assert math.isnan(found.weighted_kappa)
    assert (found.share, found.ac1) == (1.0, 1.0)


def test_cannot_tell_is_counted_apart():
    found = agreement([("met", "met"), ("cannot_tell", "met"), ("met", "cannot_tell")])
    assert (found.n, found.untold, found.share) == (1, 2, 1.0)


def test_nothing_to_compare_is_not_a_number():
    found = agreement([("cannot_tell", "cannot_tell")])
    assert found.n == 0
    assert all(math.isnan(value) for value in (found.share, found.weighted_kappa, found.ac1))


def test_the_table_has_a_row_per_cue_and_an_empty_cell_for_what_is_not_defined():
    rows = [("steady", "met", "met"), ("heel_flat", "met", "not_met"), ("steady", "met", "met")]
    lines = agreement_csv(agreement_by_cue(rows)).splitlines()
    assert lines[0] == "cue,n,share,weighted_kappa,ac1,untold"
    assert lines[1].startswith("heel_flat,1,0.000,")
    assert lines[2] == "steady,2,1.000,,1.000,0"


def test_counts_put_the_first_rater_in_the_rows():
    assert counts_of([("met", "not_met")])[0, 2] == 1
