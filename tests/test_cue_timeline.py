"""The signals of a clip as a player shows them."""

import pytest
from performances import balance, stretch

from formcheck.cue_timeline import Timeline, timeline


def signals(analysis):
    return {signal.cue: signal for signal in timeline(analysis).signals}


def test_a_fault_is_where_the_report_has_it():
    analysis = balance(knee_in_deg=25.0)
    cue = next(cue for cue in analysis.report.cues if cue.id == "knee_over_toes")
    signal = signals(analysis)["knee_over_toes"]
    assert cue.verdict == signal.verdict == "not_met"
    assert signal.faults_s == cue.intervals_s
    assert signal.worst_s == pytest.approx(cue.worst_s, abs=1e-3)
    assert signal.edges == (cue.ideal, cue.met_edge, cue.not_met_edge)
    assert len(signal.time_s) == len(signal.values) > 0


def test_what_cannot_be_told_shows_no_numbers():
    signal = signals(balance(view="left"))["knee_over_toes"]
    assert signal.verdict == "cannot_tell"
    assert (signal.time_s, signal.values, signal.faults_s, signal.worst_s, signal.unit) == ([], [], [], None, None)


def test_questions_are_no_signals_and_gaps_are_none():
    shown = timeline(stretch())
    asked = {cue.id for cue in stretch().report.cues if cue.ask}
    assert asked
    assert not asked & {signal.cue for signal in shown.signals}
    heel = next(signal for signal in shown.signals if signal.cue == "heel_flat")
    assert heel.values[0] is None  # standing: the stretch has not begun


def test_it_survives_being_written_and_read():
    shown = timeline(balance(knee_in_deg=25.0))
    assert Timeline.model_validate_json(shown.model_dump_json()) == shown
