"""What is measured of a performance as a whole rather than frame by frame: how long, how still, how often."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from formcheck.cues import Reading
from formcheck.gait.measures import GAIT_MEASURES
from formcheck.kinematics import leg_length_px
from formcheck.landmarks import SIDES, Landmark, Side, of
from formcheck.performance import Performance
from formcheck.pose import Array, PoseTrack
from formcheck.runs import runs
from formcheck.tempo import REPETITION_MEASURES

HOLD_EDGES_S = 0.3
"""95 % uncertainty of a hold's length: its start and end are found within this."""

SWAY_UNCERTAINTY_PERCENT = 0.5
STILL_HAND = 0.01
AWAY_FROM_HIP = 0.25
SUPPORTED_SHARE = 0.7
MIN_SWAY_S = 1.0
MIN_TOUCH_HOLD_S = 3.0
"""A foot that comes down for good sooner has not stayed up: the hold time says so, a count of 0 would praise it."""


def hold_time_s(performance: Performance) -> Reading | None:
    """Length of the longest hold; None without a hold."""
    if not performance.holds:
        return None
    longest = max(performance.holds, key=lambda hold: hold.duration_s)
    return Reading(longest.duration_s, HOLD_EDGES_S, "s", len(performance.holds), longest.end_s)


def touch_downs(performance: Performance) -> Reading | None:
    """How often the lifted foot came down during the holds; None if none of them lasts three seconds."""
    if not any(hold.duration_s >= MIN_TOUCH_HOLD_S for hold in performance.holds):
        return None
    touches = performance.touches
    return Reading(float(len(touches)), 0.0, "count", len(performance.holds), touches[0].start_s if touches else None)


def sway_percent(performance: Performance) -> Reading | None:
    """How much the middle of the hips wanders during the longest settled stretch, in percent of the leg's length.

    Root mean square over both directions of the picture after a straight line is taken out, less the same of the
    stance ankle, which stands still: what it moves is the pose model's own jitter and the hand that holds the
    camera. None if no stretch lasts a second.
    """
    stretches = runs(performance.held & np.isfinite(_hips(performance.track)).all(axis=1))
    if not stretches:
        return None
    start, stop = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    track = performance.on_floor.part(slice(start, stop))
    if track.time_s[-1] - track.time_s[0] < MIN_SWAY_S:
        return None
    scale = 100.0 / leg_length_px(performance.track)
    hips, floor = (_wander_px(points) * scale for points in (_hips(track), track.at(of(performance.side, "ANKLE"))))
    offset = np.linalg.norm(_hips(track) - _hips(track).mean(axis=0), axis=1)
    return Reading(
        float(np.sqrt(max(hips**2 - floor**2, 0.0))),
        SWAY_UNCERTAINTY_PERCENT,
        "percent",
        len(performance.holds),
        float(track.time_s[int(np.argmax(offset))]),
    )


def hand_support(performance: Performance) -> Reading | None:
    """1 if a hand was probably resting on something during the hold, else 0; None if no hand was seen.

    A supporting hand hardly moves in the picture, is away from the hips and below the middle of the trunk; hands on
    the hips, crossed or held out are not support.
    """
    held = performance.held
    leg_px = leg_length_px(performance.track)
    shares = [share for side in SIDES if (share := _resting_share(performance, side, held, leg_px)) is not None]
    return Reading(float(max(shares) >= SUPPORTED_SHARE), 0.0, "count", len(performance.holds)) if shares else None


def _resting_share(performance: Performance, side: Side, held: np.ndarray, leg_px: float) -> float | None:
    track = performance.on_floor
    wrist, shoulder, hip = (track.at(of(side, part))[held] for part in ("WRIST", "SHOULDER", "HIP"))
    seen = track.visibility[held, of(side, "WRIST")] > 0.5
    if seen.sum() < 10:
        return None
    away = np.linalg.norm(wrist - hip, axis=1) > AWAY_FROM_HIP * leg_px
    low = wrist[:, 1] > (shoulder[:, 1] + hip[:, 1]) / 2
    still = np.linalg.norm(wrist - np.nanmedian(wrist[seen], axis=0), axis=1) < STILL_HAND * leg_px
    return float((away & low & still & seen).mean())


def _hips(track: PoseTrack) -> Array:
    return track.middle((Landmark.LEFT_HIP, Landmark.RIGHT_HIP))


def _wander_px(points: Array) -> float:
    """Root mean square distance of points (T, 2) from the straight line they drift along; 0 if any is unknown."""
    if not np.isfinite(points).all():
        return 0.0
    from scipy.signal import detrend

    return float(np.sqrt((detrend(points, axis=0) ** 2).sum(axis=1).mean()))


MEASURES: dict[str, Callable[[Performance], Reading | None]] = {
    "hold_time": hold_time_s,
    "touch_downs": touch_downs,
    "sway": sway_percent,
    "hand_support": hand_support,
    **REPETITION_MEASURES,
    **GAIT_MEASURES,
}
"""Everything that is measured of a performance as a whole, by name."""
