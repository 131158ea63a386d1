"""What formcheck reads on rendered clips, beside the exact truth: one number per metric and clip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from benchmarks.films import Truth
from benchmarks.true_signals import true_signal
from formcheck.analysis import Analysis
from formcheck.camera import SAGITTAL
from formcheck.exercises import Exercise
from formcheck.judging import LEAST_FRAMES, USABLE_SHARE, usable
from formcheck.measurement import Reference, ViewGroup
from formcheck.metrics import METRICS, Metric
from formcheck.performance import Performance
from formcheck.pose import Array

SETTLE_S = 0.3
TURN_S = 0.05
"""A hold is read without its first and last moments, a repetition where it turns round and a little beside."""

STEADY = ("calf-stretch", "single-leg-balance")
"""Exercises of which every metric is taken; of the others those that their cues and companions ask for."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One metric on one clip: medians over the hold, or over the turning points of the repetitions.

    reference : the plain reading of the picture, or the reading less that of the person's stand.
    yaw_deg : as formcheck found it. body : who was rendered.
    """

    half: str
    clip: str
    exercise: str
    body: str
    metric: str
    view: ViewGroup
    reference: Reference
    truth: float
    reading: float
    yaw_deg: float


def observations(name: str, truth: Truth, analysis: Analysis) -> Iterator[Observation]:
    """Every metric that the clip's view shows, if the view was found right and the landmarks were seen."""
    camera = analysis.camera
    if camera.view != truth["camera"]["view"]:
        return
    if camera.view in SAGITTAL:
        # Seen from the side nothing tells the roll; its share is added in ``measurement.uncertainty``.
        camera = replace(camera, roll_deg=truth["camera"]["roll_deg"])
    performance = Performance(analysis.track, camera, analysis.phases, truth["side"])
    view: ViewGroup = "side" if camera.view in SAGITTAL else camera.view  # type: ignore[assignment]
    for metric in _wanted(analysis.exercise):
        true_values = true_signal(truth, metric.name, truth["side"])
        if camera.view not in metric.views or true_values is None:
            continue
        for reference, true, reading in _pairs(metric, performance, true_values, moments(truth)):
            about = (truth["half"], name, truth["exercise"], truth["body"], metric.name, view, reference)
            yield Observation(*about, round(true, 2), round(reading, 2), round(camera.yaw_deg, 1))


def _wanted(exercise: Exercise) -> list[Metric]:
    named = {cue.metric for cue in exercise.cues} | {companion.metric for companion in exercise.companions}
    return [
        metric
        for metric in METRICS.values()
        if metric.name in named or (exercise.id in STEADY and not metric.both_legs)
    ]


def _pairs(
    metric: Metric, performance: Performance, true_values: Array, wanted: np.ndarray
) -> Iterator[tuple[Reference, float, float]]:
    """Truth and reading of a metric, plain and against the stand; nothing if too little of it was seen."""
    frames = wanted & usable(metric, performance) & np.isfinite(true_values)
    if frames.sum() < max(USABLE_SHARE * wanted.sum(), 1):
        return
    readings = metric.read(performance.track, performance.camera, performance.side)
    true, read = float(np.median(true_values[frames])), float(np.median(readings[frames]))
    yield "picture", true, read
    stand = readings[performance.standing & np.isfinite(readings)]
    if len(stand) >= LEAST_FRAMES:
        yield "stand", true, read - float(np.median(stand))


def thinned(truth: Truth, time_s: Array) -> Truth:
    """The truth of the frames nearest to some times, for a film of which only those were looked at."""
    rows = np.abs(np.array(truth["time_s"], float)[None] - time_s[:, None]).argmin(axis=1)

    def taken(values: Any) -> Any:
        if isinstance(values, dict):
            return {key: taken(value) for key, value in values.items()}
        return [values[row] for row in rows]

    return {**truth, "time_s": list(time_s), **{key: taken(truth[key]) for key in ("metrics", "joints_px")}}


def moments(truth: Truth) -> np.ndarray:
    """(T,) True where a clip is measured: in its settled hold, or at the turning points of its repetitions."""
    time_s = np.array(truth["time_s"], float)
    chosen = np.zeros(len(time_s), dtype=bool)
    for start_s, end_s in _spans(truth):
        chosen |= (time_s >= start_s) & (time_s <= end_s)
    return chosen


def _spans(truth: Truth) -> Iterator[tuple[float, float]]:
    for phase in truth["phases"]:
        if phase["kind"] == "hold":
            yield phase["start_s"] + SETTLE_S, phase["end_s"] - SETTLE_S
        if phase["kind"] == "rep":
            tempo = truth["params"]["tempo"]
            turn_s = phase["start_s"] + tempo["out_s"]
            yield turn_s - TURN_S, turn_s + tempo["pause_s"] + TURN_S


def repetitions(truth: Truth) -> np.ndarray:
    """(T,) True in the frames of the repetitions."""
    time_s = np.array(truth["time_s"], float)
    spans = [(phase["start_s"], phase["end_s"]) for phase in truth["phases"] if phase["kind"] == "rep"]
    inside = [(time_s >= start_s) & (time_s <= end_s) for start_s, end_s in spans]
    return np.any(inside, axis=0) if inside else np.zeros(len(time_s), dtype=bool)
