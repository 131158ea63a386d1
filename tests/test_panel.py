"""The panel and the timer: every state told apart, the corner that is free, the time that has gone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from drawings import has_colour

from formcheck.cues import State
from formcheck.ink import sign
from formcheck.palette import STATE_COLOURS, STATE_SIGNS, STATE_WORDS, rgb
from formcheck.panel import Row, Style, clock, corner_box, panel, timer, timer_size

STATES: tuple[State, ...] = ("met", "borderline", "not_met", "cannot_tell")


@pytest.mark.parametrize("live", [True, False])
def test_every_state_has_its_own_colour_and_its_own_shape(live: bool) -> None:
    shapes = []
    for state in STATES:
        picture = np.zeros((60, 60, 3), np.uint8)
        sign(picture, state, (30, 30), 24, live=live)
        assert has_colour(picture, STATE_COLOURS[state])
        assert not any(has_colour(picture, STATE_COLOURS[other]) for other in STATES if other != state)
        own = np.abs(picture.astype(int) - rgb(STATE_COLOURS[state])).max(axis=2) <= 6
        shapes.append(own)
    for number, shape in enumerate(shapes):
        assert all((shape != other).sum() > 60 for other in shapes[:number])


def test_a_verdict_looks_different_from_a_moment() -> None:
    style = Style(text=16, width=260, lines=2)
    row = Row("Keep your pelvis level", "met", live=True)
    now, verdict = (panel("Title", "left leg", (each,), style).rgb for each in (row, replace(row, live=False)))
    assert (now == np.array(rgb(STATE_COLOURS["met"]))).all(axis=2).sum() > 2 * (
        verdict == np.array(rgb(STATE_COLOURS["met"]))
    ).all(axis=2).sum()


def test_the_palette_names_every_state_once() -> None:
    for table in (STATE_COLOURS, STATE_SIGNS, STATE_WORDS):
        assert set(table) == set(STATES)
        assert len(set(table.values())) == len(STATES)


def test_the_timer_counts_from_the_start_and_its_ring_closes_at_the_target() -> None:
    assert timer(12.3, 30.0, 20) is timer(12.31, 30.0, 20)
    assert (timer(12.3, 30.0, 20).rgb != timer(13.3, 30.0, 20).rgb).any()
    assert not has_colour(timer(29.0, 30.0, 20).rgb, STATE_COLOURS["met"])
    assert has_colour(timer(31.0, 30.0, 20).rgb, STATE_COLOURS["met"])
    assert timer(5.0, None, 20).size_px == timer_size(20)


@pytest.mark.parametrize(("seconds", "words"), [(0.0, "0:00"), (9.99, "0:09"), (60.0, "1:00"), (754.2, "12:34")])
def test_clock(seconds: float, words: str) -> None:
    assert clock(seconds) == words


@pytest.mark.parametrize(("person_x", "side"), [(50.0, "right"), (350.0, "left")])
def test_the_corner_is_the_one_away_from_the_person(person_x: float, side: str) -> None:
    body = np.stack([np.full(20, person_x), np.linspace(20, 280, 20)], axis=1)
    box, cost = corner_box((400, 300), (100, 100), 5, body, body[10:], [])
    assert (box.x > 200) == (side == "right")
    assert cost == 0


def test_a_taken_corner_is_left_alone() -> None:
    body = np.array([(50.0, 150.0)])
    first, _ = corner_box((400, 300), (100, 100), 5, body, body, [])
    second, _ = corner_box((400, 300), (100, 100), 5, body, body, [first])
    assert not second.overlaps(first)
