from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.pelvis import fitted, sentence, true_drop_deg
from benchmarks.pelvis_moving import TEMPO
from benchmarks.pelvis_moving import true_drop_deg as true_drop_in_repetitions
from benchmarks.pelvis_page import Outcome, page
from benchmarks.pelvis_walk import true_drop_deg as true_drop_in_walking
from formcheck.errors import FormcheckError


def film(truth_deg: float, error_deg: float | None, worn: str = "snug", verdict: str = "met") -> Outcome:
    about = (worn, "back", truth_deg, 2.0, verdict if error_deg is not None else "cannot_tell")
    if error_deg is None:
        return Outcome(*about, "Tuck it in.")  # type: ignore[arg-type]
    return Outcome(*about, None, "waistband", truth_deg + error_deg, truth_deg + error_deg, 3.0)  # type: ignore[arg-type]


def test_a_row_is_the_line_through_the_readings() -> None:
    films = [
        Outcome("snug", view, truth, 0.0, "met", None, "waistband", 0.9 * truth + offset, 0.0, 1.0)
        for view, offset in (("front", -2.0), ("back", 1.0))
        for truth in np.linspace(-5, 15, 6)
    ]
    rows = fitted(films, "waistband")
    assert {view: (row.gain, row.offset, row.sd, row.clips) for view, row in rows.items()} == {
        "front": (0.9, -2.0, 0.0, 6),
        "back": (0.9, 1.0, 0.0, 6),
    }


def test_truth_that_hardly_varies_tells_no_gain() -> None:
    films = [
        Outcome("snug", view, truth, 0.0, "met", None, "waistband", 0.5 * truth)
        for view in ("front", "back")
        for truth in (-1.0, 0.0, 1.0, 2.0)
    ]
    assert {row.gain for row in fitted(films, "waistband").values()} == {1.0}


def test_the_true_drop_is_the_change_from_the_stand() -> None:
    time_s = np.arange(0.0, 8.0, 0.2)
    truth = {
        "side": "left",
        "time_s": time_s.tolist(),
        "metrics": {"pelvic_drop_deg": {"left": np.where(time_s < 2.5, 1.0, 9.0).tolist()}},
        "phases": [{"kind": "stand", "start_s": 0.0, "end_s": 2.0}, {"kind": "hold", "start_s": 3.0, "end_s": 8.0}],
    }
    assert true_drop_deg(truth) == pytest.approx(8.0)


def test_the_page_counts_what_was_answered_and_what_was_wrong() -> None:
    found = [film(drop, error) for drop, error in ((0.0, 1.0), (4.0, -1.0), (8.0, 1.0), (12.0, None))]
    hanging = [film(6.0, None, "untucked"), film(2.0, None, "untucked")]
    text = page([*found, *hanging], [], [], [])
    assert "| snug | back | 4 | 75% | 1.00 | 1.0 |" in text
    assert "| over 10° | 1 | 0 | 0 | 0 | 1 |" in text
    assert "Of 2 films, 2 were answered *cannot tell*." in text


def test_the_page_says_what_walking_shows() -> None:
    walked = [film(drop, error) for drop, error in ((0.0, 0.5), (6.0, -0.5), (12.0, 0.5))]
    front = [replace(each, view="front") for each in walked]
    text = page([], [], [*front, film(5.0, None)], [])
    assert "Of 3 films from the front, 3 were answered, with a slope of 1.00, a mean error of 0.5°" in text
    assert "Of 1 films from behind, 0 were answered." in text


def test_the_page_says_what_repetitions_show() -> None:
    text = page([], [], [], [film(2.0, 0.5, "lunge"), film(8.0, -1.5, "lunge"), film(5.0, None, "lunge")])
    assert "| lunge | back | 3 | 2 | 1.0 | 1.5 | 100% |" in text
    assert "- lunge, 1: *Tuck it in.*" in text


def test_the_true_drop_in_repetitions_is_the_change_from_the_stand_to_the_turns() -> None:
    time_s = np.arange(0.0, 9.0, 0.1)
    starts = (TEMPO.start_s, TEMPO.start_s + TEMPO.rep_s)
    drop = np.full(len(time_s), 1.0)
    for start_s in starts:
        drop[(time_s >= start_s + TEMPO.out_s) & (time_s <= start_s + TEMPO.out_s + TEMPO.pause_s)] = 7.0
    truth = {
        "side": "left",
        "time_s": time_s.tolist(),
        "metrics": {"pelvic_drop_deg": {"left": drop.tolist()}},
        "phases": [{"kind": "rep", "start_s": start_s, "end_s": start_s + 2.6} for start_s in starts],
    }
    assert true_drop_in_repetitions(truth) == pytest.approx(6.0)


def test_the_true_drop_in_walking_is_the_mean_of_both_legs_at_mid_stance() -> None:
    time_s = np.arange(0.0, 4.0, 0.05)
    on_left = (time_s % 2.0) < 1.0
    drops = {"left": np.where(on_left, 4.0, -8.0).tolist(), "right": np.where(on_left, -4.0, 8.0).tolist()}
    stances = [
        {"kind": "stance", "side": side, "start_s": start_s, "end_s": start_s + 1.0}
        for side, start_s in (("left", 0.0), ("right", 1.0), ("left", 2.0), ("right", 3.0))
    ]
    truth = {"time_s": time_s.tolist(), "metrics": {"pelvic_drop_deg": drops}, "phases": stances}
    assert true_drop_in_walking(truth) == pytest.approx(6.0)


def test_a_refusal_is_a_sentence_without_the_name_of_a_film() -> None:
    refusal = FormcheckError("the legs cannot be seen", "film", "film the whole body")
    assert sentence(refusal) == "The legs cannot be seen. Film the whole body."
