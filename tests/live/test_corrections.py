"""What is told while someone moves: the worst lasting fault, once, and not before it has lasted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from performances import balance, stretch

from formcheck.cues import Band
from formcheck.live.corrections import (
    CLEARLY_WORSE,
    REPEAT_S,
    SILENCE_S,
    STABLE_S,
    Coach,
    Standing,
    recent_values,
    severity,
    standings,
)


def fault(cue_id: str, severity: float = 2.0) -> Standing:
    return Standing(cue_id, cue_id.title(), f"Mend the {cue_id}.", "not_met", 12.0, severity)


def fine(cue_id: str) -> Standing:
    return Standing(cue_id, cue_id.title(), f"Mend the {cue_id}.", "met", 1.0, -1.0)


def coached(*looks: tuple[float, list[Standing]]) -> Coach:
    coach = Coach()
    for now_s, now in looks:
        coach = coach.advance(now, now_s)
    return coach


def test_a_fault_is_shown_only_when_it_has_lasted() -> None:
    before = coached((0.0, [fault("knee")]), (STABLE_S - 0.1, [fault("knee")]))
    assert before.shown is None
    after = before.advance([fault("knee")], STABLE_S)
    assert after.shown is not None
    assert after.shown.cue_id == "knee"
    assert (after.count, after.words) == (1, "Mend the knee.")


def test_a_fault_that_comes_and_goes_is_never_shown() -> None:
    looks = [(0.5 * i, [fault("knee") if i % 2 else fine("knee")]) for i in range(20)]
    assert coached(*looks).shown is None


def test_the_correction_goes_away_with_the_fault() -> None:
    coach = coached((0.0, [fault("knee")]), (1.0, [fault("knee")]), (1.3, [fine("knee")]))
    assert coach.shown is None


def test_the_worst_of_several_faults_is_shown() -> None:
    now = [fault("knee", 1.5), fault("trunk", 4.0), fault("heel", 2.0)]
    coach = coached((0.0, now), (1.0, now))
    assert coach.shown is not None
    assert coach.shown.cue_id == "trunk"


@pytest.mark.parametrize(("extra", "shown"), [(CLEARLY_WORSE - 0.1, "knee"), (CLEARLY_WORSE + 0.1, "trunk")])
def test_only_a_clearly_worse_fault_takes_the_place(extra: float, shown: str) -> None:
    both = [fault("knee", 2.0), fault("trunk", 2.0 + extra)]
    coach = coached((0.0, [fault("knee")]), (1.0, [fault("knee")]), (1.1, both), (2.0, both))
    assert coach.shown is not None
    assert coach.shown.cue_id == shown


def test_the_same_words_are_not_spoken_again_soon() -> None:
    spoken_s = []
    coach = Coach()
    for now_s in np.arange(0.0, 3 * REPEAT_S, 0.25):
        count = coach.count
        coach = coach.advance([fault("knee")], float(now_s))
        spoken_s += [float(now_s)] if coach.count > count else []
    assert len(spoken_s) == 3
    assert min(np.diff(spoken_s)) >= REPEAT_S


@given(st.lists(st.sets(st.sampled_from(["knee", "trunk", "heel"])), max_size=120))
def test_never_two_sentences_within_the_silence(looks: list[set[str]]) -> None:
    coach, spoken_s = Coach(), []
    for index, faulty in enumerate(looks):
        count = coach.count
        coach = coach.advance([fault(cue, 2.0 + len(cue)) for cue in faulty], 0.25 * index)
        assert coach.shown is None or coach.shown.cue_id in faulty
        spoken_s += [0.25 * index] if coach.count > count else []
    assert all(gap >= SILENCE_S for gap in np.diff(spoken_s))


def test_what_cannot_be_told_is_no_fault() -> None:
    assert not Standing("knee", "Knee", "", "cannot_tell", 20.0, 5.0).is_fault
    assert Standing("knee", "Knee", "", "borderline", 11.0, 1.2).is_fault
    assert not Standing("knee", "Knee", "", "borderline", 7.0, 0.4).is_fault


def test_severity_has_the_direction_of_the_band() -> None:
    assert severity(20.0, Band(ideal=120, met=60, not_met=30)) == pytest.approx(40 / 30)
    assert severity(90.0, Band(ideal=120, met=60, not_met=30)) == -1.0


def test_of_a_hold_the_last_known_frames_count() -> None:
    time_s = np.arange(0.0, 10.0, 0.1)
    values = np.where(time_s < 7.0, 3.0, 9.0)
    assert set(recent_values(values, time_s, 10.0, is_held=True)) == {9.0}
    values[time_s > 7.85] = np.nan
    assert set(recent_values(values, time_s, 10.0, is_held=True)) == {9.0}
    assert not len(recent_values(values, time_s, 10.5, is_held=True))
    assert not len(recent_values(np.full(len(time_s), np.nan), time_s, 10.0, is_held=True))


def test_of_repetitions_the_whole_last_one_counts() -> None:
    time_s = np.arange(0.0, 10.0, 0.1)
    values = np.where(np.sin(time_s * 2) > 0, 10 * np.floor(time_s / np.pi), np.nan)
    last = recent_values(values, time_s, 10.0, is_held=False)
    assert set(last) == {30.0}
    earlier = recent_values(values[time_s < 9.3], time_s[time_s < 9.3], 9.3, is_held=False)
    assert set(earlier) == {20.0}
    assert len(earlier) == pytest.approx(np.pi / 2 / 0.1, abs=1)
    assert not len(recent_values(values[:20], time_s[:20], 9.3, is_held=False))


def test_a_knee_that_falls_in_is_the_fault_of_a_balance() -> None:
    analysis = balance(knee_in_deg=20.0)
    now_s = float(analysis.track.time_s[-1])
    faults = [standing.cue_id for standing in standings(analysis, now_s) if standing.is_fault]
    assert faults == ["knee_over_toes"]
    clean = balance()
    assert not [standing for standing in standings(clean, now_s) if standing.is_fault]


def test_long_after_the_hold_nothing_is_told_of_it() -> None:
    analysis = balance(knee_in_deg=20.0)
    late = {standing.cue_id: standing for standing in standings(analysis, float(analysis.track.time_s[-1]) + 10.0)}
    assert late["knee_over_toes"].state == "cannot_tell"
    assert late["knee_over_toes"].estimate is None


def test_a_short_hold_is_not_a_fault_to_correct() -> None:
    analysis = stretch()
    now = {standing.cue_id: standing for standing in standings(analysis, float(analysis.track.time_s[-1]))}
    assert now["hold_time"].state == "not_met"
    assert not now["hold_time"].is_fault
    assert "gentle_stretch" not in now
