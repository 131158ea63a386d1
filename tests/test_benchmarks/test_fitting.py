from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.fitting import LEAST_GAIN, errors, fit, gated
from benchmarks.observations import Observation
from formcheck.measurement import Row


def seen(truth: float, reading: float, body: str = "a", yaw_deg: float = 0.0, metric: str = "knee_in") -> Observation:
    return Observation("fit", "clip", "squat", body, metric, "front", "picture", truth, reading, yaw_deg)


@given(gain=st.floats(0.3, 1.5), offset=st.floats(-10, 10))
def test_gain_and_offset_are_found_without_scatter(gain: float, offset: float) -> None:
    row = fit([seen(truth, gain * truth + offset, body) for truth in (-5, 0, 5, 10, 15) for body in "abc"])
    assert row is not None
    assert (row.gain, row.offset) == (pytest.approx(gain, abs=1e-3), pytest.approx(offset, abs=1e-3))
    assert row.sd == pytest.approx(0.0, abs=1e-6)
    assert row.clips == 15


def test_an_offset_of_ones_own_makes_the_row_less_sure() -> None:
    """Everybody alike scatters by 0; a person who reads 6 degrees off makes strangers that uncertain."""
    grades = (0.0, 5.0, 10.0, 15.0)
    alike = fit([seen(truth, truth, body) for truth in grades for body in "abcd"])
    own = fit([seen(truth, truth + (6.0 if body == "d" else 0.0), body) for truth in grades for body in "abcd"])
    assert alike is not None
    assert own is not None
    assert alike.sd == pytest.approx(0.0, abs=1e-6)
    # Left out, "d" is 6 off the others' line, and each other one 2 off a line that "d" pulls up by a third of 6.
    assert own.sd == pytest.approx(np.sqrt((36 + 3 * 4) / 4), abs=0.01)


def test_a_truth_that_hardly_varies_tells_no_gain() -> None:
    row = fit([seen(truth, 3 * truth + 1) for truth in (0.0, 0.5, 1.0, 1.5, 2.0)])
    assert row is not None
    assert row.gain == 1.0
    assert row.offset == pytest.approx(3.0)


def test_a_reading_that_runs_against_the_truth_carries_nothing() -> None:
    row = fit([seen(truth, -truth) for truth in (0.0, 5.0, 10.0, 15.0, 20.0)])
    assert row is not None
    assert row.gain == LEAST_GAIN
    assert row.scatter > 100


def test_four_clips_are_too_few() -> None:
    assert fit([seen(truth, truth) for truth in (0.0, 5.0, 10.0, 15.0)]) is None


def test_what_is_left_of_a_constant_error_is_its_size() -> None:
    left = errors([seen(truth, truth + 2) for truth in (0.0, 5.0, 10.0)], Row(1.0, 0.0, 1.5, 9, "test"))
    assert (left.bias, left.mae, left.mae_low, left.mae_high) == pytest.approx((2, 2, 2, 2))
    assert left.sd == pytest.approx(0)
    assert left.inside == 1.0
    assert errors([seen(0.0, 4.0), seen(1.0, 1.0)], Row(1.0, 0.0, 1.5, 9, "test")).inside == 0.5


def test_the_interval_of_the_mean_is_over_clips() -> None:
    rng = np.random.default_rng(3)
    few, many = (
        errors([seen(0.0, float(value)) for value in rng.normal(size=n)], Row(1, 0, 1, 9, "test")) for n in (8, 200)
    )
    assert few.mae_high - few.mae_low > 2 * (many.mae_high - many.mae_low)
    assert many.mae_low < many.mae < many.mae_high


def test_what_formcheck_would_refuse_is_left_out() -> None:
    assert gated([seen(0, 0, yaw_deg=30.0), seen(1, 1, yaw_deg=-5.0)]) == [seen(1, 1, yaw_deg=-5.0)]
    far = seen(0, 0, yaw_deg=19.0, metric="trunk_lean_lateral")
    assert gated([far]) == [far]
