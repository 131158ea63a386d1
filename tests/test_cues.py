from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from formcheck.cues import Band, Cue, Reading, State, Verdict, judge

SMALLER_IS_BETTER = Band(ideal=0, met=5, not_met=10)
LARGER_IS_BETTER = Band(ideal=45, met=30, not_met=10)
BETTER: dict[State, int] = {"not_met": 0, "borderline": 1, "met": 2}

NUMBERS = st.floats(-200, 200)
WIDTHS = st.floats(0, 100)


@st.composite
def bands(draw: st.DrawFn) -> Band:
    ideal = draw(NUMBERS)
    to_met, to_not_met = draw(st.floats(0, 50)), draw(st.floats(0.1, 50))
    sign = draw(st.sampled_from([1.0, -1.0]))
    return Band(ideal, ideal + sign * to_met, ideal + sign * (to_met + to_not_met))


def reading(estimate: float, uncertainty: float) -> Reading:
    return Reading(estimate, uncertainty, "deg", 1)


def state(estimate: float, uncertainty: float, band: Band) -> State:
    return judge(reading(estimate, uncertainty), band).state


def mirrored(band: Band) -> Band:
    return Band(-band.ideal, -band.met, -band.not_met)


# Bands


@pytest.mark.parametrize(("value", "expected"), [(-99, "met"), (5, "met"), (5.01, "borderline"), (10, "borderline")])
def test_an_edge_belongs_to_the_better_side(value: float, expected: State) -> None:
    assert SMALLER_IS_BETTER.state(value) == expected
    assert mirrored(SMALLER_IS_BETTER).state(-value) == expected


def test_beyond_the_not_met_edge_is_not_met() -> None:
    assert SMALLER_IS_BETTER.state(10.01) == "not_met"
    assert LARGER_IS_BETTER.state(9.99) == "not_met"


@pytest.mark.parametrize(("band", "toward"), [(SMALLER_IS_BETTER, 1.0), (LARGER_IS_BETTER, -1.0)])
def test_order_of_the_edges_says_which_way_is_bad(band: Band, toward: float) -> None:
    assert band.toward_bad == toward


@pytest.mark.parametrize("edges", [(0, 5, 5), (6, 5, 10), (20, 30, 10), (11, 5, 10)])
def test_edges_that_are_equal_or_on_the_wrong_side_of_the_ideal_are_refused(
    edges: tuple[float, float, float],
) -> None:
    with pytest.raises(ValueError, match="not a band"):
        Band(*edges)


# The rule: U = 6 makes half of it 3


@pytest.mark.parametrize(
    ("estimate", "uncertainty", "expected"),
    [
        (0, 0, "met"),
        (5, 0, "met"),
        (5.1, 0, "borderline"),
        (10, 0, "borderline"),
        (10.1, 0, "not_met"),
        (-50, 6, "met"),  # better than ideal is as good as ideal
        (0, 6, "met"),
        (5, 6, "met"),  # 5 + 3 stays inside 10
        (5, 9.9, "met"),
        (5, 10, "borderline"),  # 5 + 5 reaches 10
        (7, 6, "borderline"),
        (9.9, 6, "borderline"),
        (10.1, 6, "not_met"),  # 10.1 - 3 is beyond 5
        (10.1, 10.1, "not_met"),  # 10.1 - 5.05 is just beyond 5
        (10.1, 10.2, "borderline"),  # 10.1 - 5.1 is 5
        (14, 19, "borderline"),
        (15, 19, "not_met"),
        (0, 19.9, "met"),
        (0, 20, "cannot_tell"),  # even the ideal 0 + 10 reaches 10
        (50, 20, "cannot_tell"),
        (50, float("inf"), "cannot_tell"),
        (50, float("nan"), "cannot_tell"),
    ],
)
def test_judge_clears_half_the_uncertainty_in_both_directions(
    estimate: float, uncertainty: float, expected: State
) -> None:
    assert state(estimate, uncertainty, SMALLER_IS_BETTER) == expected
    assert state(-estimate, uncertainty, mirrored(SMALLER_IS_BETTER)) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"), [(46, "met"), (30, "met"), (29.9, "borderline"), (10, "borderline"), (9, "not_met")]
)
def test_a_hold_is_judged_the_other_way_round(seconds: float, expected: State) -> None:
    assert state(seconds, 0.3, LARGER_IS_BETTER) == expected


def test_too_wide_is_said_with_the_width() -> None:
    verdict = judge(reading(3.0, 50.4), SMALLER_IS_BETTER)
    assert verdict.state == "cannot_tell"
    assert verdict.reason is not None
    assert "±50°" in verdict.reason


@given(estimate=NUMBERS, uncertainty=WIDTHS, band=bands())
def test_a_reason_comes_with_cannot_tell_and_only_with_it(estimate: float, uncertainty: float, band: Band) -> None:
    verdict = judge(reading(estimate, uncertainty), band)
    assert (verdict.reason is not None) == (verdict.state == "cannot_tell")


@given(estimate=NUMBERS, worse_by=st.floats(0, 100), uncertainty=WIDTHS, band=bands())
def test_a_worse_estimate_never_gets_a_better_verdict(
    estimate: float, worse_by: float, uncertainty: float, band: Band
) -> None:
    here = state(estimate, uncertainty, band)
    there = state(estimate + worse_by * band.toward_bad, uncertainty, band)
    assert (here == "cannot_tell") == (there == "cannot_tell")
    assume(here != "cannot_tell")
    assert BETTER[there] <= BETTER[here]


@given(estimate=NUMBERS, uncertainty=WIDTHS, wider_by=st.floats(0, 100), band=bands())
def test_more_uncertainty_never_turns_one_side_into_the_other(
    estimate: float, uncertainty: float, wider_by: float, band: Band
) -> None:
    sure, unsure = state(estimate, uncertainty, band), state(estimate, uncertainty + wider_by, band)
    allowed = {
        "met": {"met", "borderline", "cannot_tell"},
        "not_met": {"not_met", "borderline", "cannot_tell"},
        "borderline": {"borderline", "cannot_tell"},
        "cannot_tell": {"cannot_tell"},
    }
    assert unsure in allowed[sure]


@given(estimate=NUMBERS, band=bands())
def test_without_uncertainty_the_verdict_is_where_the_value_lies(estimate: float, band: Band) -> None:
    assume(estimate != band.not_met)
    assert state(estimate, 0.0, band) in {band.state(estimate), "borderline"}
    assert (state(estimate, 0.0, band) == "met") == (band.state(estimate) == "met")
    assert (state(estimate, 0.0, band) == "not_met") == (band.state(estimate) == "not_met")


@given(estimate=NUMBERS, uncertainty=WIDTHS, band=bands())
def test_both_directions_are_judged_alike(estimate: float, uncertainty: float, band: Band) -> None:
    assert state(estimate, uncertainty, band) == state(-estimate, uncertainty, mirrored(band))


@given(uncertainty=WIDTHS, band=bands())
def test_the_ideal_is_met_or_cannot_be_told(uncertainty: float, band: Band) -> None:
    assert state(band.ideal, uncertainty, band) in {"met", "cannot_tell"}


# Cues

MEASURED = Cue(
    id="level",
    says="Keep level",
    quote="keep level",
    article="A0",
    coaching="Level out.",
    views=("front",),
    metric="pelvic_drop",
    band=SMALLER_IS_BETTER,
    basis="ours",
)
ASKED = Cue(id="gentle", says="Be gentle", quote="gentle", article="A0", coaching="Ease off.", ask="Was it gentle?")


def test_a_cue_is_either_measured_or_asked() -> None:
    assert MEASURED.ask is None
    assert ASKED.metric is None


@pytest.mark.parametrize(
    "missing", [{"metric": None}, {"band": None}, {"basis": ""}, {"views": ()}, {"ask": "Well?"}]
)
def test_a_measured_cue_needs_all_of_it_and_no_question(missing: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="cue level needs either"):
        replace(MEASURED, **missing)  # type: ignore[arg-type]


def test_a_cue_with_neither_is_refused() -> None:
    with pytest.raises(ValueError, match="cue gentle needs either"):
        replace(ASKED, ask=None)


def test_a_verdict_has_no_reason_unless_one_is_given() -> None:
    assert Verdict("met").reason is None
