"""The verdict that a perfect judge would give: the cue's own band, applied to the exact value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.films import Truth
from benchmarks.observations import moments, repetitions
from benchmarks.true_signals import true_signal
from formcheck.analysis import Analysis
from formcheck.cues import Cue, State, Statistic
from formcheck.landmarks import Side
from formcheck.metrics import METRICS
from formcheck.pose import Array

STRAIGHT_DEG = 10.0
"""Knee angles from the front are asked for from cameras no farther off than this."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One cue on one clip: the verdict that a perfect judge would give, and formcheck's with its reason."""

    half: str
    clip: str
    exercise: str
    cue: str
    metric: str
    truth: str
    verdict: str
    reason: str


def judgements(name: str, truth: Truth, analysis: Analysis) -> Iterator[Judgement]:
    """Every cue that the film shows and of which the truth is known."""
    side = analysis.report.side or truth["side"]
    for cue, result in zip(analysis.exercise.cues, analysis.report.cues, strict=True):
        state = true_state(cue, truth, side)
        if state is not None:
            about = (truth["half"], name, truth["exercise"], cue.id, cue.metric or "")
            yield Judgement(*about, state, result.verdict, result.reason or "")


def true_state(cue: Cue, truth: Truth, side: Side) -> State | None:
    """Where the exact value of a cue lies in its band; None if the film does not show it or the truth is not known.

    The time of a hold is left out: the films are short, so that every one of them would be rightly not met.
    """
    if cue.band is None or truth["camera"]["view"] not in cue.views:
        return None
    if cue.metric in METRICS:
        return _in_frames(cue, truth, side)
    expected = truth["expected"].get(cue.id, "cannot_tell")
    return None if expected == "cannot_tell" else expected


def _in_frames(cue: Cue, truth: Truth, side: Side) -> State | None:
    assert cue.metric is not None
    assert cue.band is not None
    if METRICS[cue.metric].yaw_limit_deg and abs(truth["camera"]["yaw_deg"]) > STRAIGHT_DEG:
        return None
    signal = true_signal(truth, cue.metric, side)
    frames = repetitions(truth) if cue.phase == "rep" else moments(truth)
    if signal is None or not np.isfinite(signal[frames]).any():
        return None
    return cue.band.state(_statistic(signal[frames], cue.statistic))


def _statistic(values: Array, statistic: Statistic) -> float:
    seen = values[np.isfinite(values)]
    if statistic == "range":
        return float(np.ptp(seen))
    if statistic == "maximum":
        return float(seen.max())
    if statistic == "minimum":
        return float(seen.min())
    middle = float(np.median(seen))
    return abs(middle) if statistic == "magnitude" else middle
