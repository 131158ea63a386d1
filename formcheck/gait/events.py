"""When the feet meet and leave the floor, from landmarks alone, finer than the frames.

Walking, from the side: the heel is farthest ahead of the hips at initial contact, the toes farthest behind them at
toe-off (Zeni 2008). Running, from the side: the lower end of the foot stops falling at contact, and the knee is
straightest at toe-off (Fellin 2010). What front and back show is in ``frontal``.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from formcheck.camera import Camera
from formcheck.kinematics import knee_flexion_deg
from formcheck.landmarks import SIDES, Side, of
from formcheck.leg_length import leg_length_px
from formcheck.pose import Array, PoseTrack

GaitKind = Literal["walk", "run"]
EventKind = Literal["initial_contact", "toe_off"]

LEAST_STRIDE_S = 0.45
LEAST_SWING = 0.15
"""A swing moves the foot at least this share of the leg's length along the walk."""

FALL_FPS = 50.0
REACH_S = 0.06
"""With fewer frames a running foot's fall is lost between them: it lands about this long after reaching farthest."""

EDGE_S = 0.12
"""Nearer the ends of the clip than this, the low-pass bends the signals."""

LAG_S: MappingProxyType[tuple[GaitKind, EventKind], float] = MappingProxyType(
    {
        ("walk", "initial_contact"): -0.014,
        ("walk", "toe_off"): 0.007,
        ("run", "initial_contact"): 0.012,
        ("run", "toe_off"): 0.0,
    }
)
"""How much later than the truth each event is found, on rendered people (benchmarks/gait.py, fitting half)."""


@dataclass(frozen=True, slots=True)
class GaitEvent:
    """A foot that meets or leaves the floor."""

    kind: EventKind
    side: Side
    time_s: float


def ahead_of_hips(track: PoseTrack, camera: Camera, side: Side, part: str) -> Array:
    """(T,) how far a part of the leg is ahead of the hips' middle, in leg lengths; NaN unless seen from the side."""
    away = camera.level(track.at(of(side, part))) - hips(track, camera)
    return np.asarray(away[:, 0] * camera.forward / leg_length_px(track))


def hips(track: PoseTrack, camera: Camera) -> Array:
    """(T, 2) middle of the hips in levelled pixels."""
    return camera.level(track.middle([of(side, "HIP") for side in SIDES]))


def side_view_events(track: PoseTrack, camera: Camera, kind: GaitKind) -> list[GaitEvent]:
    """Initial contacts and toe-offs of both legs in a side view, in order of time."""
    find = _walking_events if kind == "walk" else _running_events
    return _inside([event for side in SIDES for event in find(track, camera, side)], track)


def _walking_events(track: PoseTrack, camera: Camera, side: Side) -> list[GaitEvent]:
    heel, toe = (ahead_of_hips(track, camera, side, part) for part in ("HEEL", "FOOT_INDEX"))
    contacts, offs = (crests_s(way, track.time_s, LEAST_SWING, LEAST_STRIDE_S) for way in (heel, -toe))
    return _named("walk", "initial_contact", side, contacts) + _named("walk", "toe_off", side, offs)


def _running_events(track: PoseTrack, camera: Camera, side: Side) -> list[GaitEvent]:
    """Contact: after the heel was farthest ahead, the lower end of the foot stops falling. Toe-off: straight knee."""
    heel = ahead_of_hips(track, camera, side, "HEEL")
    reached = track.time_s[_peaks(heel, track.time_s, LEAST_SWING)]
    if len(reached) < 2:
        return []
    stride_s = float(np.median(np.diff(reached)))
    low = np.fmin(*(_above_floor(camera.level(track.at(of(side, part)))[:, 1]) for part in ("HEEL", "FOOT_INDEX")))
    falling = np.gradient(low, track.time_s) / leg_length_px(track)
    straight = -knee_flexion_deg(track, camera, side)
    if track.fps < FALL_FPS:
        contacts = list(crests_s(heel, track.time_s, LEAST_SWING, LEAST_STRIDE_S) + REACH_S)
    else:
        contacts = [_first_rest(falling, track.time_s, time, time + 0.3 * stride_s) for time in reached]
    offs = [_highest(straight, track.time_s, time + 0.25 * stride_s, time + 0.6 * stride_s) for time in reached]
    return _named("run", "initial_contact", side, contacts) + _named("run", "toe_off", side, offs)


def _above_floor(height: Array) -> Array:
    return height - np.nanpercentile(height, 5) if np.isfinite(height).any() else height


def _named(gait: GaitKind, kind: EventKind, side: Side, times_s: Array | list[float]) -> list[GaitEvent]:
    lag_s = LAG_S[gait, kind]
    return [GaitEvent(kind, side, float(time) - lag_s) for time in times_s if np.isfinite(time)]


def _inside(events: list[GaitEvent], track: PoseTrack) -> list[GaitEvent]:
    start_s, end_s = track.time_s[0] + EDGE_S, track.time_s[-1] - EDGE_S
    return sorted((event for event in events if start_s <= event.time_s <= end_s), key=lambda event: event.time_s)


def crests_s(signal: Array, time_s: Array, prominence: float, least_gap_s: float) -> Array:
    """(N,) times of the peaks of a signal (T,) that stand out, finer than its samples, at most one per least gap."""
    return np.array([_top_s(signal, time_s, peak) for peak in _peaks(signal, time_s, prominence, least_gap_s)])


def _peaks(signal: Array, time_s: Array, prominence: float, least_gap_s: float = LEAST_STRIDE_S) -> list[int]:
    """Samples of the peaks that stand out; stretches not seen hold none."""
    from scipy.signal import find_peaks  # here for start-up, see signals.py

    known = np.where(np.isfinite(signal), signal, np.nanmin(signal) if np.isfinite(signal).any() else 0.0)
    distance = max(1.0, least_gap_s / float(np.median(np.diff(time_s)))) if len(time_s) > 2 else 1.0
    return [int(peak) for peak in find_peaks(known, distance=distance, prominence=prominence)[0]]


def _top_s(signal: Array, time_s: Array, peak: int) -> float:
    if not 0 < peak < len(signal) - 1:
        return float(time_s[peak])
    before, top, after = signal[peak - 1 : peak + 2]
    curve = before - 2 * top + after
    shift = 0.5 * (before - after) / curve if np.isfinite(curve) and curve else 0.0
    return float(time_s[peak] + shift * (time_s[peak + 1] - time_s[peak - 1]) / 2)


def _crossing(signal: Array, time_s: Array, frame: int) -> float:
    """Time at which a signal goes through zero between a frame and the next."""
    share = signal[frame] / (signal[frame] - signal[frame + 1])
    return float(time_s[frame] + share * (time_s[frame + 1] - time_s[frame]))


def _first_rest(falling: Array, time_s: Array, start_s: float, end_s: float) -> float:
    """First time in a stretch at which a fall has slowed to a quarter of its fastest; NaN if it never does."""
    frames = np.flatnonzero((time_s >= start_s - 0.06) & (time_s <= end_s) & np.isfinite(falling))
    if len(frames) < 3:
        return float("nan")
    fastest = frames[int(np.argmin(falling[frames]))]
    slowed = falling - 0.25 * falling[fastest]
    later = [int(frame) for frame in frames if frame >= fastest and frame + 1 < len(slowed)]
    found = next((frame for frame in later if slowed[frame] <= 0 < slowed[frame + 1]), None)
    return float("nan") if found is None else _crossing(slowed, time_s, found)


def _highest(signal: Array, time_s: Array, start_s: float, end_s: float) -> float:
    frames = np.flatnonzero((time_s >= start_s) & (time_s <= end_s) & np.isfinite(signal))
    return _top_s(signal, time_s, int(frames[np.argmax(signal[frames])])) if len(frames) else float("nan")
