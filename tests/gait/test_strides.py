from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.gait.events import GaitEvent
from formcheck.gait.strides import PERCENT, Stride, curves, find_strides, value_at, within
from formcheck.landmarks import Side


def events(step_s: float = 0.55, stance: float = 0.62, steps: int = 9) -> list[GaitEvent]:
    """Even steps, left first, each with its toe-off."""
    made: list[GaitEvent] = []
    for number in range(steps):
        side: Side = "left" if number % 2 == 0 else "right"
        contact_s = 0.3 + number * step_s
        made += [
            GaitEvent("initial_contact", side, contact_s),
            GaitEvent("toe_off", side, contact_s + 2 * stance * step_s),
        ]
    return sorted(made, key=lambda event: event.time_s)


def test_even_steps_make_even_strides() -> None:
    strides, _ = find_strides(events(), "walk", timed_stance=True)
    assert [stride.side for stride in strides] == ["left", "right", "left", "right", "left", "right", "left"]
    for stride in strides:
        assert stride.duration_s == pytest.approx(1.1)
        assert stride.stance_share == pytest.approx(0.62)
        assert stride.step_s == pytest.approx(0.55)


def test_a_missed_contact_costs_the_strides_around_it_only() -> None:
    whole = events()
    lost = next(event for event in whole if event.kind == "initial_contact" and event.time_s > 1.5)
    strides, _ = find_strides([event for event in whole if event is not lost], "walk", timed_stance=True)
    assert strides
    assert all(stride.duration_s == pytest.approx(1.1) for stride in strides)
    assert not any(stride.start_s < lost.time_s < stride.end_s for stride in strides)


def test_a_stride_without_its_toe_off_is_not_clean_where_stance_is_timed() -> None:
    contacts = [event for event in events() if event.kind == "initial_contact"]
    clean, dropped = find_strides(contacts, "walk", timed_stance=True)
    assert clean == []
    assert {each.reason for each in dropped} == {"its toe-off was not seen"}
    assert len(find_strides(contacts, "walk", timed_stance=False)[0]) == 7


@pytest.mark.parametrize(("step_s", "stance"), [(0.2, 0.62), (1.3, 0.62), (0.55, 0.4), (0.55, 0.8)])
def test_what_nobody_walks_like_is_left_out(step_s: float, stance: float) -> None:
    clean, dropped = find_strides(events(step_s, stance), "walk", timed_stance=True)
    assert clean == []
    assert len(dropped) == 7


def test_a_stumble_is_left_out() -> None:
    late = [
        GaitEvent(event.kind, event.side, event.time_s + (0.5 if event.time_s > 2.4 else 0.0)) for event in events()
    ]
    strides, _ = find_strides(late, "walk", timed_stance=False)
    assert all(stride.duration_s == pytest.approx(1.1) for stride in strides)


def test_a_curve_starts_and_ends_where_the_stride_does() -> None:
    time_s = np.linspace(0, 3, 91)
    curve = curves(2 * time_s, time_s, [Stride("left", 0.5, 1.5), Stride("left", 1.5, 2.5)])
    assert curve.shape == (2, 101)
    assert curve[0] == pytest.approx(1.0 + 2 * PERCENT / 100)
    assert curve[1] - curve[0] == pytest.approx(np.full(101, 2.0))


def test_what_was_not_seen_stays_unknown() -> None:
    time_s = np.linspace(0, 1, 11)
    values = np.where((time_s > 0.35) & (time_s < 0.65), np.nan, 1.0)
    curve = curves(values, time_s, [Stride("left", 0.0, 1.0)])[0]
    assert np.isnan(curve[40:60]).all()
    assert np.isfinite(curve[:30]).all()
    assert np.isnan(value_at(values, time_s, 2.0))


@given(st.floats(0.05, 0.4), st.floats(0.5, 0.95))
def test_values_within_a_stretch_include_its_ends(start_s: float, end_s: float) -> None:
    time_s = np.linspace(0, 1, 11)
    inside = within(3 * time_s, time_s, (start_s, end_s))
    assert inside.min() == pytest.approx(3 * start_s)
    assert inside.max() == pytest.approx(3 * end_s)
