"""One cue, one performance: can this clip carry the cue at all, what does it read, and what is the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.camera import FRONTAL, SAGITTAL, VIEW_WORDS, View
from formcheck.cues import CannotTellError, Cue, Reading, Statistic, Verdict, judge
from formcheck.cycles import by_cycle, faults, whole, worst_frame
from formcheck.landmarks import Side, other
from formcheck.measurement import Row, row_for, to_estimate, uncertainty
from formcheck.measures import MEASURES
from formcheck.medians import median
from formcheck.metrics import METRICS, Metric
from formcheck.performance import Performance
from formcheck.phases import PHASE_WORDS, PhaseKind
from formcheck.pictured import PICTURED, PelvisSeen
from formcheck.pose import Array
from formcheck.refusals import GUESSED
from formcheck.signals import VISIBLE, seen

USABLE_SHARE = 0.8
LEAST_FRAMES = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """The answer to one cue and the signal it stands on.

    values : (T,) estimates in every frame, NaN where the cue was not looked at; None for measures of the whole.
    row : what turned readings into those estimates, for those who draw them in the picture.
    pelvis : what was seen of it, where the answer was read from the picture.
    """

    cue: Cue
    verdict: Verdict
    reading: Reading | None = None
    values: Array | None = None
    intervals_s: tuple[tuple[float, float], ...] = ()
    row: Row | None = None
    pelvis: PelvisSeen | None = None


def judge_cue(cue: Cue, performance: Performance, not_found: str) -> Judged:
    """Answer one cue; whatever stands in the way becomes the reason of a ``cannot_tell``.

    not_found : what to tell the person when the exercise was not found in the clip.
    """
    try:
        _check_view(cue, performance)
        if not performance.cycles(cue.phase):
            raise CannotTellError(_not_found(cue, performance, not_found))
        assert cue.metric is not None
        if cue.metric in PICTURED:
            return _of_the_picture(cue, performance)
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


def _of_the_picture(cue: Cue, performance: Performance) -> Judged:
    assert cue.metric is not None
    assert cue.band is not None
    found = PICTURED[cue.metric](performance, cue.phase)
    cycles = performance.frames_by_cycle(cue.phase)
    beyond = faults(found.values, cycles, cue.statistic, cue.band, performance.track.time_s)
    return Judged(cue, judge(found.reading, cue.band), found.reading, found.values, beyond, found.row, found.seen)


def _of_frames(cue: Cue, performance: Performance) -> Judged:
    assert cue.metric is not None
    assert cue.band is not None
    metric, time_s = METRICS[cue.metric], performance.track.time_s
    cycles = _usable_cycles(metric, cue, performance)
    reading, values = read_metric(metric, performance, cycles, cue.statistic)
    if cue.statistic == "magnitude":
        values = np.abs(values)
    worst = worst_frame(values, cycles, cue.statistic, cue.band)
    reading = replace(reading, worst_s=float(time_s[worst]))
    beyond = faults(values, cycles, cue.statistic, cue.band, time_s)
    return Judged(cue, judge(reading, cue.band), reading, values, beyond, calibration(metric, performance))


def read_metric(
    metric: Metric, performance: Performance, cycles: Sequence[np.ndarray], statistic: Statistic = "median"
) -> tuple[Reading, Array]:
    """Median over the cycles of a metric's statistic, with its uncertainty, and the estimate in each of their frames.

    cycles : masks (T,) of frames in which the metric can be read; frames of none of them are NaN in the estimates.
    Raises CannotTellError if the accuracy of this metric was never measured for the view and the pose model.
    """
    track, camera = performance.track, performance.camera
    row = calibration(metric, performance)
    if row is None:
        raise CannotTellError(f"How accurate the {track.model} model is for this has not been measured.")
    values = to_estimate(performance.readings(metric), row)
    values = np.where(np.any(cycles, axis=0), values, np.nan)
    reading = Reading(
        float(np.median(by_cycle(values, cycles, statistic))),
        uncertainty(metric.name, row, camera, performance.noise_deg),
        metric.unit,
        len(cycles),
    )
    return reading, values


def calibration(metric: Metric, performance: Performance) -> Row | None:
    """Return the row that turns this clip's readings of a metric into estimates, None if it was never measured.

    The person's own quiet standing is taken into account where that makes the estimate surer.
    """
    stand = stand_reading(metric, performance)
    return row_for(metric.name, performance.camera, performance.track.model, stand)


def stand_reading(metric: Metric, performance: Performance) -> float | None:
    """What a metric reads in the person's quiet standing, None if that was not seen."""
    readings = performance.readings(metric)
    quiet = readings[performance.standing & np.isfinite(readings)]
    return median(quiet) if len(quiet) >= LEAST_FRAMES else None


def _usable_cycles(metric: Metric, cue: Cue, performance: Performance) -> list[np.ndarray]:
    wanted = performance.frames(cue.phase)
    frames = wanted & usable(metric, performance)
    if frames.sum() < max(USABLE_SHARE * wanted.sum(), LEAST_FRAMES):
        raise CannotTellError(_hidden(metric, cue, performance))
    return usable_cycles(metric, performance, cue.phase)


def usable_cycles(metric: Metric, performance: Performance, phase: PhaseKind) -> list[np.ndarray]:
    """Per phase of a kind, the frames (T,) in which a metric can be read; those that hold hardly any are left out."""
    frames = usable(metric, performance)
    return whole([cycle & frames for cycle in performance.frames_by_cycle(phase)])


def usable(metric: Metric, performance: Performance) -> np.ndarray:
    """(T,) True where the landmarks of a metric are seen, on both legs if it compares them."""
    sides: tuple[Side, ...] = (performance.side,)
    if metric.both_legs:
        sides = (performance.side, other(performance.side))
    # From the side nothing of the body hides the near leg, and the pose model places it as well where it doubts it.
    near = performance.camera.near_side
    masks = [seen(performance.track, side, metric.parts, GUESSED if side == near else VISIBLE) for side in sides]
    return np.asarray(np.all(masks, axis=0) & np.isfinite(performance.readings(metric)))


def _check_view(cue: Cue, performance: Performance) -> None:
    if cue.ask is not None:
        raise CannotTellError(cue.unseen)
    camera = performance.camera
    if camera.view == "oblique" and camera.head_deg:
        raise CannotTellError(
            f"Film {_from(cue.views)}, with the camera as low as the body: from above, a lying body looks turned."
        )
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
    far_leg = camera.near_side is not None and camera.near_side != performance.side and not metric.both_legs
    if far_leg and "KNEE" in metric.parts:
        raise CannotTellError(
            f"Film from the {performance.side} side: the {performance.side} leg was behind the other one."
        )


def _not_found(cue: Cue, performance: Performance, not_found: str) -> str:
    elsewhere = other(performance.side)
    if any(phase.kind == cue.phase and phase.side == elsewhere for phase in performance.phases):
        done = "held" if cue.phase == "hold" else "exercised"
        return (
            f"Only the {elsewhere} leg was {done} in this clip. Choose that side, or film the {performance.side} leg."
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


def _hidden(metric: Metric, cue: Cue, performance: Performance) -> str:
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
        f"The {needed} of the {performance.side} leg could not be seen for most of the {PHASE_WORDS[cue.phase][0]}. "
        "Keep them in the picture, in good light and not hidden by clothes or furniture."
    )
