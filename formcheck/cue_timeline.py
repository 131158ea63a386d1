"""The signals of one clip as data for a player: what was measured when, when it was a fault, and what happened."""

from __future__ import annotations

import math

import numpy as np
from pydantic import BaseModel, ConfigDict

from formcheck.analysis import Analysis
from formcheck.charts import thinned
from formcheck.cues import State
from formcheck.footfalls import MarkKind, footfalls
from formcheck.judging import Judged
from formcheck.landmarks import Side
from formcheck.metrics import Unit
from formcheck.report import PhaseFound

MOST_POINTS = 900


class Signal(BaseModel):
    """One cue over a clip; time_s and values go together, None where nothing was measured.

    edges : ideal, ``met`` and ``not_met`` limits, or None for what is measured of the whole.
    """

    model_config = ConfigDict(frozen=True)
    cue: str
    label: str
    says: str
    verdict: State
    unit: Unit | None
    uncertainty: float | None
    edges: tuple[float, float, float] | None
    worst_s: float | None
    faults_s: list[tuple[float, float]]
    time_s: list[float]
    values: list[float | None]


class Mark(BaseModel):
    """One footfall, and when."""

    model_config = ConfigDict(frozen=True)
    kind: MarkKind
    side: Side
    time_s: float


class Timeline(BaseModel):
    """Everything of one clip that a player shows under its video; all times are those of the film."""

    model_config = ConfigDict(frozen=True)
    clip: str
    duration_s: float
    fps: float
    phases: list[PhaseFound]
    signals: list[Signal]
    footfalls: list[Mark] = []


def timeline(analysis: Analysis) -> Timeline:
    """Return the signals of every cue that is no question, in the order of the report."""
    report, speed = analysis.report, analysis.report.source.speed
    return Timeline(
        clip=report.source.name,
        duration_s=round(float(analysis.track.time_s[-1]) * speed, 3),
        fps=round(analysis.track.fps / speed, 3),
        phases=[_in_film(phase, speed) for phase in report.phases],
        signals=[_signal(answer, analysis) for answer in analysis.judged if answer.cue.ask is None],
        footfalls=[
            Mark(kind=mark.kind, side=mark.side, time_s=round(mark.time_s * speed, 3))
            for mark in footfalls(report.events, report.phases)
        ],
    )


def _in_film(phase: PhaseFound, speed: float) -> PhaseFound:
    start_s, end_s = (round(edge * speed, 3) for edge in (phase.start_s, phase.end_s))
    return phase.model_copy(update={"start_s": start_s, "end_s": end_s})


def _signal(answer: Judged, analysis: Analysis) -> Signal:
    cue, reading, band = answer.cue, answer.reading, answer.cue.band
    speed = analysis.report.source.speed
    told = answer.verdict.state != "cannot_tell"
    time_s, values = _points(answer, analysis) if told else ([], [])
    return Signal(
        cue=cue.id,
        label=cue.label or cue.says,
        says=cue.says,
        verdict=answer.verdict.state,
        unit=reading.unit if reading and told else None,
        uncertainty=_finite(reading.uncertainty) if reading and told else None,
        edges=(band.ideal, band.met, band.not_met) if band and values else None,
        worst_s=reading.worst_s * speed if reading and reading.worst_s is not None and told else None,
        faults_s=[(round(start * speed, 3), round(end * speed, 3)) for start, end in answer.intervals_s if told],
        time_s=time_s,
        values=values,
    )


def _points(answer: Judged, analysis: Analysis) -> tuple[list[float], list[float | None]]:
    if answer.values is None:
        return [], []
    frames = thinned(answer.values, MOST_POINTS)
    times = np.round(analysis.track.time_s[frames] * analysis.report.source.speed, 3)
    return times.tolist(), [_finite(value) for value in answer.values[frames].tolist()]


def _finite(value: float) -> float | None:
    return round(value, 2) if math.isfinite(value) else None
