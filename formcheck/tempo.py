"""What is measured of a set of repetitions: how many, how fast, how even, and how hip and knee share the work."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from formcheck.camera import SAGITTAL
from formcheck.cues import CannotTellError, Reading
from formcheck.cycles import by_cycle
from formcheck.efforts import heels_raised
from formcheck.film import LEAST_FPS
from formcheck.kinematics import hip_flexion_deg, knee_flexion_deg
from formcheck.performance import Performance
from formcheck.phases import PhaseKind
from formcheck.pose import Array
from formcheck.repetitions import REST_PERCENTILE

TEMPO_UNCERTAINTY_S = 0.1
"""95 % uncertainty of a part of a repetition, beside that of the frames' own distance."""

HEIGHT_LOST, PACE_LOST = 0.75, 1.5
"""A rise below this share of the highest, or this many times as late as usual, is where a test stops."""

HINGE_UNCERTAINTY_PERCENT = 8.0
"""Both ranges are known to about 5 degrees, of 60 to 120 in all."""

RISE_UNCERTAINTY_PERCENT = 12.0
"""A centimetre of the ankle's and the toe's landmarks, of about eight."""


def repetitions(performance: Performance) -> Reading | None:
    """How many whole repetitions the clip shows; None if there is none."""
    count = len(performance.cycles("rep"))
    return Reading(float(count), 0.0, "count", count) if count else None


def eccentric_time_s(performance: Performance) -> Reading | None:
    """How long the lowering takes, median over the repetitions; the worst one is the fastest."""
    return _duration(performance, "eccentric")


def concentric_time_s(performance: Performance) -> Reading | None:
    """How long the lifting takes, median over the repetitions; the worst one is the fastest."""
    return _duration(performance, "concentric")


def _duration(performance: Performance, kind: PhaseKind) -> Reading | None:
    parts = performance.cycles(kind)
    if not parts:
        return None
    fps = performance.track.fps
    if fps < LEAST_FPS:
        raise CannotTellError(f"{fps:.0f} frames per second are too few to tell how fast this was. Film at 30.")
    fastest = min(parts, key=lambda part: part.duration_s)
    median_s = float(np.median([part.duration_s for part in parts]))
    return Reading(median_s, TEMPO_UNCERTAINTY_S + 1.0 / fps, "s", len(parts), fastest.start_s)


def hinge_share_percent(performance: Performance) -> Reading | None:
    """How much of the bending of hip and knee is done by the hip, in percent; None where the side is not seen."""
    cycles = performance.frames_by_cycle("rep")
    if not cycles or performance.camera.view not in SAGITTAL:
        return None
    hip, knee = (
        by_cycle(formula(performance.track, performance.camera, performance.side), cycles, "range")
        for formula in (hip_flexion_deg, knee_flexion_deg)
    )
    shares = 100.0 * hip / (hip + knee)
    lowest = performance.cycles("bottom")[int(np.nanargmin(shares))]
    return Reading(
        float(np.median(shares)),
        HINGE_UNCERTAINTY_PERCENT,
        "percent",
        len(cycles),
        (lowest.start_s + lowest.end_s) / 2,
    )


def rise_kept_percent(performance: Performance) -> Reading | None:
    """How high the lowest rise of the heels is, in percent of the highest; None without repetitions."""
    tops = performance.frames_by_cycle("top")
    if not tops:
        return None
    if len(tops) < 2:
        raise CannotTellError("One repetition has nothing to be compared with. Do several.")
    rises = _rises(performance)
    lowest = performance.cycles("top")[int(np.argmin(rises))]
    return Reading(
        float(100.0 * rises.min() / rises.max()),
        RISE_UNCERTAINTY_PERCENT,
        "percent",
        len(tops),
        (lowest.start_s + lowest.end_s) / 2,
    )


def rises_before_stop(performance: Performance) -> Reading | None:
    """How many rises came before a test would have been stopped: the height or the pace got lost; None without any.

    Tests stop there (hebert); that three quarters of the highest rise and one and a half times the usual time from
    one rise to the next are still kept is ours.
    """
    tops = performance.cycles("top")
    if not tops:
        return None
    rises = _rises(performance)
    apart_s = np.diff([top.start_s for top in tops], prepend=np.nan)
    usual_s = np.nanmedian(apart_s) if len(tops) > 1 else np.nan
    # NaN compares false: the first rise is never late.
    stopped = (rises < HEIGHT_LOST * rises.max()) | (apart_s > PACE_LOST * usual_s)
    kept = int(np.argmax(stopped)) if stopped.any() else len(tops)
    return Reading(float(kept), 0.0, "count", len(tops))


def _rises(performance: Performance) -> Array:
    """(R,) how high the heels came in each repetition, in leg lengths."""
    height = heels_raised(performance.track, performance.camera)
    tops = performance.frames_by_cycle("top")
    return by_cycle(height - np.nanpercentile(height, REST_PERCENTILE), tops, "median")


REPETITION_MEASURES: dict[str, Callable[[Performance], Reading | None]] = {
    "repetitions": repetitions,
    "eccentric_time": eccentric_time_s,
    "concentric_time": concentric_time_s,
    "hinge_share": hinge_share_percent,
    "rise_kept": rise_kept_percent,
    "rises_before_stop": rises_before_stop,
}
"""What is measured of repetitions, by name."""
