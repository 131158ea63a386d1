"""One cue, one performance: can this clip carry the cue at all, what does it read, and what is the verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from formcheck.camera import FRONTAL, SAGITTAL, VIEW_WORDS, View
from formcheck.cues import Band, Cue, Reading, Verdict, judge
from formcheck.landmarks import Side, other
from formcheck.measurement import Row, row_for, to_estimate, uncertainty
from formcheck.measures import MEASURES, Performance
from formcheck.metrics import METRICS, Metric
from formcheck.pose import Array, PoseTrack
from formcheck.signals import runs, seen

USABLE_SHARE = 0.8
FAULT_S = 0.5
LEAST_FRAMES = 3


class CannotTellError(Exception):
    """Raised inside this module with the sentence that says why, and what to change."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The answer to one cue and the signal it stands on.

    values : (T,) estimates in every frame, NaN where the cue was not looked at; None for measures of the whole.
    row : what turned readings into those estimates, for those who draw them in the picture.
    """

    cue: Cue
    verdict: Verdict
    reading: Reading | None = None
    values: Array | None = None
    intervals_s: tuple[tuple[float, float], ...] = ()
    row: Row | None = None


def judge_cue(cue: Cue, performance: Performance, not_found: str) -> Judged:
    """Answer one cue; whatever stands in the way becomes the reason of a ``cannot_tell``.

    not_found : what to tell the person when the exercise was not found in the clip.
    """
    try:
        _check_view(cue, performance)
        if not performance.holds:
            raise CannotTellError(_nothing_held(performance, not_found))
        assert cue.metric is not None
        return _of_frames(cue, performance) if cue.metric in METRICS else _of_the_whole(cue, performance)
    except CannotTellError as problem:
        return Judged(cue, Verdict("cannot_tell", str(problem)))


def _of_the_whole(cue: Cue, performance: Performance) -> Judged:
    assert cue.metric is not None
    assert cue.band is not None
    reading = MEASURES[cue.metric](performance)
    if reading is None:
        raise CannotTellError("The hold was too short to measure this. Hold the position for a few seconds.")
    return Judged(cue, judge(reading, cue.band), reading)


def _of_frames(cue: Cue, performance: Performance) -> Judged:
    assert cue.metric is not None
    assert cue.band is not None
    metric, track = METRICS[cue.metric], performance.track
    frames = _usable_frames(metric, performance)
    reading, values = read_metric(metric, performance, frames)
    if cue.statistic == "magnitude":
        reading, values = replace(reading, estimate=abs(reading.estimate)), np.abs(values)
    worst = int(np.nanargmax(values * cue.band.toward_bad))
    reading = replace(reading, worst_s=float(track.time_s[worst]))
    faults = _faults(values, cue.band, track)
    return Judged(cue, judge(reading, cue.band), reading, values, faults, calibration(metric, performance))


def read_metric(metric: Metric, performance: Performance, frames: np.ndarray) -> tuple[Reading, Array]:
    """Median of a metric over some frames with its uncertainty, and its estimate in each of them, else NaN.

    Raises CannotTellError if the accuracy of this metric was never measured for the view and the pose model.
    """
    track, camera = performance.track, performance.camera
    row = calibration(metric, performance)
    if row is None:
        raise CannotTellError(f"How accurate the {track.model} model is for this has not been measured.")
    values = to_estimate(metric.read(track, camera, performance.side), row)
    values = np.where(frames, values, np.nan)
    reading = Reading(
        float(np.nanmedian(values)),
        uncertainty(metric.name, row, camera),
        metric.unit,
        len(performance.holds),
    )
    return reading, values


def calibration(metric: Metric, performance: Performance) -> Row | None:
    """Return the row that turns this clip's readings of a metric into estimates, None if it was never measured.

    The person's own quiet standing is taken into account where that makes the estimate surer.
    """
    readings = metric.read(performance.track, performance.camera, performance.side)
    quiet = readings[performance.standing & np.isfinite(readings)]
    stand = float(np.median(quiet)) if len(quiet) >= LEAST_FRAMES else None
    return row_for(metric.name, performance.camera, performance.track.model, stand)


def _usable_frames(metric: Metric, performance: Performance) -> np.ndarray:
    held = performance.held
    frames = np.asarray(held & usable(metric, performance))
    if frames.sum() < max(USABLE_SHARE * held.sum(), LEAST_FRAMES):
        raise CannotTellError(_hidden(metric, performance))
    return frames


def usable(metric: Metric, performance: Performance) -> np.ndarray:
    """(T,) True where the landmarks of a metric are seen, on both legs if it compares them."""
    sides: tuple[Side, ...] = (performance.side,)
    if metric.both_legs:
        sides = (performance.side, other(performance.side))
    masks = [seen(performance.track, side, metric.parts) for side in sides]
    finite = np.isfinite(metric.read(performance.track, performance.camera, performance.side))
    return np.asarray(np.all(masks, axis=0) & finite)


def _check_view(cue: Cue, performance: Performance) -> None:
    if cue.ask is not None:
        raise CannotTellError("A camera cannot see this; ask yourself.")
    camera = performance.camera
    if camera.view not in cue.views:
        raise CannotTellError(f"Film {_from(cue.views)}: this clip was filmed {_from((camera.view,))}.")
    metric = METRICS.get(cue.metric or "")
    if metric is None:
        return
    if metric.yaw_limit_deg and abs(camera.yaw_deg) > metric.yaw_limit_deg:
        raise CannotTellError(
            f"Film from straight {'in front' if camera.view == 'front' else 'behind'}: the camera stood "
            f"{abs(camera.yaw_deg):.0f}° to the side, which makes a straight knee look bent."
        )
    far_leg = camera.near_side is not None and camera.near_side != performance.side
    if far_leg and "KNEE" in metric.parts:
        raise CannotTellError(
            f"Film from the {performance.side} side: the {performance.side} leg was behind the other one."
        )


def _nothing_held(performance: Performance, not_found: str) -> str:
    elsewhere = other(performance.side)
    if any(phase.kind == "hold" and phase.side == elsewhere for phase in performance.phases):
        return (
            f"Only the {elsewhere} leg was held in this clip. Choose that side, or film the {performance.side} leg."
        )
    return f"The exercise was not found in this clip. {not_found}"


def _from(views: tuple[View, ...]) -> str:
    if set(views) == set(SAGITTAL):
        return "from the side"
    if set(views) == set(FRONTAL):
        return "from the front or from behind"
    if set(views) == {*FRONTAL, *SAGITTAL}:
        return "straight from the front, from behind or from the side"
    return " or ".join("at an angle" if view == "oblique" else f"from {VIEW_WORDS[view]}" for view in views)


def _hidden(metric: Metric, performance: Performance) -> str:
    words = {
        "FOOT_INDEX": "toes",
        "HEEL": "heel",
        "ANKLE": "ankle",
        "KNEE": "knee",
        "HIP": "hips",
        "SHOULDER": "shoulders",
    }
    needed = " and ".join(words[part] for part in metric.parts[-2:])
    return (
        f"The {needed} of the {performance.side} leg could not be seen for most of the hold. "
        "Keep them in the picture, in good light and not hidden by clothes or furniture."
    )


def _faults(values: Array, band: Band, track: PoseTrack) -> tuple[tuple[float, float], ...]:
    """Stretches of at least half a second beyond the ``not_met`` edge."""
    beyond = np.isfinite(values) & ((values - band.not_met) * band.toward_bad > 0)
    spans = [(float(track.time_s[start]), float(track.time_s[stop - 1])) for start, stop in runs(beyond)]
    return tuple((start_s, end_s) for start_s, end_s in spans if end_s - start_s >= FAULT_S)
