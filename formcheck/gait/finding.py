"""Gait in one clip: walking or running, its clean strides, and those that are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.camera import FRONTAL, SAGITTAL, Camera
from formcheck.gait.events import GaitEvent, GaitKind, ahead_of_hips, hips, side_view_events
from formcheck.gait.frontal import before_midstance_s, frontal_events
from formcheck.gait.strides import Dropped, Stride, find_strides, sorted_out, value_at, within
from formcheck.kinematics import knee_flexion_deg
from formcheck.landmarks import SIDES, Side, of
from formcheck.leg_length import leg_length_px
from formcheck.phases import Phase, PhaseKind
from formcheck.pose import Array, PoseTrack

LEAST_BEHIND = 0.12
"""A leg that carries a walker on trails the hips by this share of its length; one that marches is only lifted."""

RUNNING_STEP_S = (0.37, 0.45)
"""Nobody walks with shorter steps than these, and hardly anybody runs with longer ones."""

LEAST_STEPS = 4
SEEN_SHARE = 0.8
LEAST_STRIDES: dict[GaitKind, int] = {"walk": 3, "run": 7}
MID_STANCE = (0.35, 0.65)
PARTS: tuple[tuple[PhaseKind, float, float], ...] = (
    ("stance", 0.0, 1.0),
    ("loading", 0.0, 0.25),
    ("midstance", *MID_STANCE),
    ("terminal_stance", 0.4, 0.9),
)
"""Parts of a stride, as shares of its stance."""

FRONTAL_STANCE_SHARE: dict[GaitKind, float] = {"walk": 0.62, "run": 0.36}
"""From front and back the toe-off is not seen: the stance is taken to be the usual share of the stride."""

BUCKLE_DEG, BUCKLE_S, BUCKLE_DROP = 15.0, 0.15, 0.03


@dataclass(frozen=True, slots=True)
class Gait:
    """What was found. strides : the clean ones of both legs. dropped : the others, with what was wrong with them."""

    kind: GaitKind
    events: tuple[GaitEvent, ...]
    strides: tuple[Stride, ...]
    dropped: tuple[Dropped, ...] = ()

    def of(self, side: Side) -> list[Stride]:
        """Clean strides of one leg."""
        return [stride for stride in self.strides if stride.side == side]


def find_gait(track: PoseTrack, camera: Camera) -> Gait | None:
    """Find the gait in a track, None if nobody walks or runs in it or it was filmed at an angle.

    From the side the events are timed; from front or back only the contacts are placed.
    """
    if camera.view not in (*FRONTAL, *SAGITTAL) or len(track) < 10:
        return None
    kind = _kind(track, camera)
    if kind is None:
        return None
    sideways = camera.view in SAGITTAL
    events = side_view_events(track, camera, kind) if sideways else frontal_events(track, camera, kind)
    clean, dropped = find_strides(events, kind, timed_stance=sideways)
    clean, more = sorted_out(clean, lambda stride: _doubt(track, camera, stride))
    if not clean:
        return None
    ordered = sorted(dropped + more, key=lambda each: each.stride.start_s)
    return Gait(kind, tuple(events), tuple(clean), tuple(ordered))


def stance_of(stride: Stride, kind: GaitKind) -> Stride:
    """Return the stride with a toe-off: the one that was seen, else the usual share of the stride."""
    if np.isfinite(stride.toe_off_s):
        return stride
    off_s = stride.start_s + FRONTAL_STANCE_SHARE[kind] * stride.duration_s
    return Stride(stride.side, stride.start_s, stride.end_s, off_s, stride.opposite_s)


def walking(track: PoseTrack, camera: Camera) -> list[Phase]:
    """Find the strides of walking and their parts; none if fewer than three of a leg are clean."""
    return _phases(track, camera, "walk")


def running(track: PoseTrack, camera: Camera) -> list[Phase]:
    """Find the strides of running and their parts; none if fewer than seven of a leg are clean."""
    return _phases(track, camera, "run")


def _phases(track: PoseTrack, camera: Camera, kind: GaitKind) -> list[Phase]:
    """From the side only the near leg's: the far one is hidden behind it again and again."""
    gait = find_gait(track, camera)
    if gait is None or gait.kind != kind:
        return []
    sides: Sequence[Side] = SIDES if camera.near_side is None else (camera.near_side,)
    if min(len(gait.of(side)) for side in sides) < LEAST_STRIDES[kind]:
        return []
    strides = [stance_of(stride, kind) for side in sides for stride in gait.of(side)]
    whole = [Phase("stride", stride.side, stride.start_s, stride.end_s) for stride in strides]
    parts = [Phase(name, stride.side, *stride.stance(start, end)) for stride in strides for name, start, end in PARTS]
    return sorted(whole + parts, key=lambda phase: phase.start_s)


def _kind(track: PoseTrack, camera: Camera) -> GaitKind | None:
    """Walking hips are highest over the standing leg, running hips are lowest there.

    Steps that are plainly long or short settle it alone.
    """
    if camera.view in SAGITTAL:
        events = side_view_events(track, camera, "walk")
        starts_s = [event.time_s for event in events if event.kind == "initial_contact"]
    else:
        starts_s = before_midstance_s(track, camera)
    if len(starts_s) < LEAST_STEPS:
        return None
    step_s = float(np.median(np.diff(starts_s)))
    if not RUNNING_STEP_S[0] <= step_s <= RUNNING_STEP_S[1]:
        return "run" if step_s < RUNNING_STEP_S[0] else "walk"
    return _by_rise(track, camera, starts_s, step_s)


def _by_rise(track: PoseTrack, camera: Camera, starts_s: list[float], step_s: float) -> GaitKind | None:
    """Tell by whether the hips are higher half a step later, at mid-stance."""
    height = hips(track, camera)[:, 1] / leg_length_px(track)
    rises = [
        value_at(height, track.time_s, start_s + step_s / 2) - value_at(height, track.time_s, start_s)
        for start_s in starts_s
    ]
    known = [rise for rise in rises if np.isfinite(rise)]
    if not known:
        return None
    return "walk" if float(np.median(known)) > 0 else "run"


def _doubt(track: PoseTrack, camera: Camera, stride: Stride) -> str | None:
    """Say what is wrong with a stride beyond its times."""
    frames = (track.time_s >= stride.start_s) & (track.time_s <= stride.end_s)
    leg = track.image_xy[frames][:, [of(stride.side, part) for part in ("HIP", "KNEE", "ANKLE")]]
    if not len(leg) or float(np.isfinite(leg).all(axis=(1, 2)).mean()) < SEEN_SHARE:
        return "the leg was not seen for long enough in it"
    if camera.view not in SAGITTAL:
        return None
    foot = track.at(of(stride.side, "FOOT_INDEX")) - track.at(of(stride.side, "HEEL"))
    if not np.nanmedian(foot[frames, 0]) * camera.forward > 0:
        return "the person faced the other way"
    behind = -ahead_of_hips(track, camera, stride.side, "ANKLE")[frames]
    return None if np.nanmax(behind) >= LEAST_BEHIND else "the foot did not pass behind the hips: a step on the spot"


def buckles_s(track: PoseTrack, camera: Camera, gait: Gait | None = None) -> list[float]:
    """Times at which a knee gave way under load, as far as a camera can see it.

    Past the first fifth of a stance the knee bends by more than 15° within 0.15 s while the hips sink by more than
    3 % of the leg's length, and the leg carries on. Small ones are missed. gait : where it was found before.
    """
    gait = gait or find_gait(track, camera)
    if gait is None or camera.near_side is None:
        return []
    knee = knee_flexion_deg(track, camera, camera.near_side)
    height = hips(track, camera)[:, 1] / leg_length_px(track)
    return [time for stride in gait.of(camera.near_side) for time in _buckle(stride, knee, height, track.time_s)]


def _buckle(stride: Stride, knee: Array, height: Array, time_s: Array) -> list[float]:
    start_s, end_s = stride.stance(0.2, 0.7)
    for moment in time_s[(time_s >= start_s) & (time_s + BUCKLE_S <= end_s)]:
        bent = within(knee, time_s, (moment, moment + BUCKLE_S))
        sunk = within(height, time_s, (moment, moment + BUCKLE_S))
        if len(bent) and bent[-1] - bent.min() > BUCKLE_DEG and len(sunk) and sunk.max() - sunk[-1] > BUCKLE_DROP:
            return [float(moment)]
    return []
