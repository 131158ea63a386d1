"""What formcheck reads on rendered clips, beside the exact truth."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from formcheck.analysis import Analysis
from formcheck.camera import SAGITTAL
from formcheck.exercises import get
from formcheck.judging import LEAST_FRAMES, USABLE_SHARE, usable
from formcheck.landmarks import Side, other
from formcheck.measurement import Reference, ViewGroup
from formcheck.metrics import METRICS
from formcheck.performance import Performance
from formcheck.pose import Array
from formcheck.scoring import Options, score_clip
from formcheck.track_cache import cache_folder
from test_videos.benchmark import benchmark_clips, rendered
from test_videos.looks import Half

EXERCISES = ("calf-stretch", "single-leg-balance")
FPS = 10.0
"""A hold needs no more, and rendering is what takes the time."""

SETTLE_S = 0.3
Truth = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Observation:
    """One metric on one clip: medians over the hold.

    reference : the plain reading of the picture, or the reading less that of the person's stand.
    yaw_deg : as formcheck found it. body : who was rendered.
    """

    clip: str
    body: str
    metric: str
    view: ViewGroup
    reference: Reference
    truth: float
    reading: float
    yaw_deg: float


@dataclass(frozen=True, slots=True)
class Scored:
    """One clip of the benchmark: its truth and what formcheck made of it."""

    name: str
    truth: Truth
    analysis: Analysis


def scored_clips(half: Half, model: str, limit: int | None, told: Callable[[str], None]) -> Iterator[Scored]:
    """Render each clip of a half, or take it from the cache, and score it. limit : only the first so many."""
    clips = [clip for exercise in EXERCISES for clip in benchmark_clips(exercise, half)]
    # Drawn anew, so that a limit does not leave whole exercises out.
    order = np.random.default_rng(7).permutation(len(clips))[:limit]
    for number, index in enumerate(order, start=1):
        clip = replace(clips[index], fps=FPS)
        told(f"{half} {number}/{len(order)} {clip.name}")
        film, truth_file = rendered(clip, cache_folder() / "benchmark")
        truth = json.loads(truth_file.read_text(encoding="utf-8"))
        analysis = score_clip(film, get(clip.motion.exercise), Options(model=model))  # type: ignore[arg-type]
        yield Scored(clip.name, truth, analysis)


def observations(scored: Scored) -> Iterator[Observation]:
    """Every metric that the clip's view shows, if the view was found right and the landmarks were seen."""
    analysis, truth = scored.analysis, scored.truth
    camera = analysis.camera
    if camera.view != truth["camera"]["view"]:
        return
    if camera.view in SAGITTAL:
        # Seen from the side nothing tells the roll; its share is added in ``measurement.uncertainty``.
        camera = replace(camera, roll_deg=truth["camera"]["roll_deg"])
    held = _held(truth, analysis.track.time_s)
    performance = Performance(analysis.track, camera, analysis.phases, truth["side"])
    for metric in METRICS.values():
        true_values = true_signal(truth, metric.name, truth["side"])
        if camera.view not in metric.views or true_values is None:
            continue
        frames = held & usable(metric, performance)
        if frames.sum() >= USABLE_SHARE * held.sum():
            true, reading = float(np.median(true_values[frames])), metric.read(analysis.track, camera, truth["side"])
            view: ViewGroup = "side" if camera.view in SAGITTAL else camera.view  # type: ignore[assignment]
            about = (scored.name, truth["body"], metric.name, view)
            held_reading = float(np.median(reading[frames]))
            yield Observation(*about, "picture", true, held_reading, camera.yaw_deg)
            stand = reading[performance.standing & np.isfinite(reading)]
            if len(stand) >= LEAST_FRAMES:
                yield Observation(*about, "stand", true, held_reading - float(np.median(stand)), camera.yaw_deg)


def true_signal(truth: Truth, metric: str, side: Side) -> Array | None:
    """(T,) exact anatomical values of a metric, or None if the truth does not hold it."""
    if metric == "heel_lift":
        pitch = truth["metrics"]["foot_pitch_deg"]
        lift: Array = np.array(pitch[side], float) - np.array(pitch[other(side)], float)
        return lift
    values = truth["metrics"].get(f"{metric}_deg")
    if values is None:
        return None
    signal: Array = np.array(values[side] if isinstance(values, dict) else values, float)
    return signal


def _held(truth: Truth, time_s: Array) -> np.ndarray:
    (hold,) = [phase for phase in truth["phases"] if phase["kind"] == "hold"]
    return np.asarray((time_s > hold["start_s"] + SETTLE_S) & (time_s < hold["end_s"] - SETTLE_S))
