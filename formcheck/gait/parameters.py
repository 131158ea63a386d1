"""The numbers of a gait: plain readings of one clip, each a median over its strides. NaN where nothing was seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.camera import Camera
from formcheck.gait.events import ahead_of_hips, hips
from formcheck.gait.finding import Gait, find_gait, stance_of
from formcheck.gait.strides import Stride, value_at, within
from formcheck.kinematics import (
    foot_pitch_deg,
    knee_flexion_deg,
    knee_in_deg,
    tibial_inclination_deg,
    trunk_lean_forward_deg,
)
from formcheck.landmarks import SIDES, Side, of
from formcheck.leg_length import leg_length_px
from formcheck.pose import Array, PoseTrack


@dataclass(frozen=True, slots=True)
class Walked:
    """A gait with what it was found in, and the leg that is read: the near one in a side view."""

    track: PoseTrack
    camera: Camera
    gait: Gait
    side: Side

    @property
    def strides(self) -> list[Stride]:
        """Clean strides of the leg that is read."""
        return [stance_of(stride, self.gait.kind) for stride in self.gait.of(self.side)]

    @property
    def time_s(self) -> Array:
        """(T,) times of the frames."""
        return self.track.time_s


@dataclass(frozen=True, slots=True)
class Raw:
    """One number over a clip: the median over strides or steps, how many, and when it was largest and smallest."""

    value: float
    n: int
    largest_s: float | None = None
    smallest_s: float | None = None


def walked(track: PoseTrack, camera: Camera, side: Side, gait: Gait | None = None) -> Walked | None:
    """Read one leg of the gait in a track, None without a gait. gait : where it was found before."""
    gait = gait or find_gait(track, camera)
    return Walked(track, camera, gait, camera.near_side or side) if gait else None


def cadence(walk: Walked) -> Raw:
    """Steps per minute."""
    steps_s = [stride.duration_s / 2 for stride in walk.gait.strides]
    return Raw(60.0 / float(np.median(steps_s)), len(steps_s)) if steps_s else Raw(float("nan"), 0)


def step_length(walk: Walked) -> Raw:
    """Ankle to ankle along the walk at initial contact, in leg lengths."""
    left, right = (ahead_of_hips(walk.track, walk.camera, side, "ANKLE") for side in SIDES)
    return _over([(contact, abs(value_at(left - right, walk.time_s, contact))) for contact in _contacts_s(walk)])


def overstride(walk: Walked) -> Raw:
    """How far the ankle is ahead of the hips at initial contact, in leg lengths."""
    return _at_contact(walk, ahead_of_hips(walk.track, walk.camera, walk.side, "ANKLE"))


def knee_straightest(walk: Walked) -> Raw:
    """Least knee flexion between 40 and 90 % of the stance."""
    return _in_stance(walk, knee_flexion_deg, 0.4, 0.9, np.min)


def knee_stance_peak(walk: Walked) -> Raw:
    """Most knee flexion between mid-stance and toe-off: in the third of the stride before the knee straightens."""
    knee = knee_flexion_deg(walk.track, walk.camera, walk.side)
    spans = [(stride.toe_off_s - 0.3 * stride.duration_s, stride.toe_off_s) for stride in walk.strides]
    return _over([_in_span(walk, knee, span, np.max) for span in spans])


def knee_at_contact(walk: Walked) -> Raw:
    """Knee flexion at initial contact."""
    return _at_contact(walk, knee_flexion_deg(walk.track, walk.camera, walk.side))


def stance_excursion(walk: Walked) -> Raw:
    """How much the knee gives after contact: most flexion in the first 40 % of stance less that at contact."""
    knee = knee_flexion_deg(walk.track, walk.camera, walk.side)
    return _over(
        [
            (
                stride.start_s,
                _reduced(within(knee, walk.time_s, stride.stance(0.0, 0.4)), np.max)
                - value_at(knee, walk.time_s, stride.start_s),
            )
            for stride in walk.strides
        ]
    )


def shank_at_contact(walk: Walked) -> Raw:
    """Shank against the vertical at initial contact, negative with the foot ahead of the knee."""
    return _at_contact(walk, tibial_inclination_deg(walk.track, walk.camera, walk.side))


def shank_forward(walk: Walked) -> Raw:
    """Shank against the vertical at 60 % of the stance, before the heel rises much: weight over the foot."""
    return _in_stance(walk, tibial_inclination_deg, 0.55, 0.65, np.median)


def trunk_forward(walk: Walked) -> Raw:
    """Forward lean of the trunk over the stride."""
    lean = trunk_lean_forward_deg(walk.track, walk.camera, walk.side)
    return _over([_in_span(walk, lean, (stride.start_s, stride.end_s), np.median) for stride in walk.strides])


def knee_in_midstance(walk: Walked) -> Raw:
    """Knee inward at mid-stance, of the leg whose knee goes in more."""
    readings = [_knee_in(walk, side) for side in SIDES]
    return max(readings, key=lambda raw: raw.value if np.isfinite(raw.value) else -np.inf)


def foot_beside_middle(walk: Walked) -> Raw:
    """How far the ankle stands from under the hips' middle at mid-stance, in leg lengths; negative where it crosses.

    Of the leg that stands nearer to the middle.
    """
    readings = [_beside_middle(walk, side) for side in SIDES]
    return min(readings, key=lambda raw: raw.value if np.isfinite(raw.value) else np.inf)


def vertical_oscillation(walk: Walked) -> Raw:
    """How much the hips go up and down in a step, in leg lengths."""
    height = hips(walk.track, walk.camera)[:, 1] / leg_length_px(walk.track)
    spans = [(stride.start_s, stride.end_s) for stride in walk.strides]
    return _over([(span[0], _reduced(within(height, walk.time_s, span), np.ptp)) for span in spans])


def foot_strike_angle(walk: Walked) -> Raw:
    """Foot pitch at contact less that of the flat foot, + heel first."""
    pitch = -foot_pitch_deg(walk.track, walk.camera, walk.side)
    return _over(
        [
            (
                stride.start_s,
                value_at(pitch, walk.time_s, stride.start_s)
                - _reduced(within(pitch, walk.time_s, stride.stance(0.3, 0.5)), np.median),
            )
            for stride in walk.strides
        ]
    )


def step_time_asymmetry(walk: Walked) -> Raw:
    """Difference of the two step times in percent of their mean (symmetry index), without its sign."""
    onto_right, onto_left = (
        [stride.step_s for stride in walk.gait.of(side) if np.isfinite(stride.step_s)] for side in SIDES
    )
    if not onto_right or not onto_left:
        return Raw(float("nan"), 0)
    first, second = float(np.median(onto_right)), float(np.median(onto_left))
    return Raw(200.0 * abs(first - second) / (first + second), min(len(onto_right), len(onto_left)))


def stance_share(walk: Walked) -> Raw:
    """Share of the stride on the ground, in percent."""
    return _over([(stride.start_s, 100.0 * stride.stance_share) for stride in walk.gait.of(walk.side)])


def single_support_share(walk: Walked) -> Raw:
    """Share of the stride on this leg alone, in percent: while the other foot swings."""
    others = [stride for stride in walk.gait.strides if stride.side != walk.side]
    return _over([(stride.start_s, 100.0 * (1 - stride.stance_share)) for stride in others])


def _knee_in(walk: Walked, side: Side) -> Raw:
    return _at_midstance(walk, side, knee_in_deg(walk.track, walk.camera, side))


def _beside_middle(walk: Walked, side: Side) -> Raw:
    away = walk.camera.level(walk.track.at(of(side, "ANKLE"))) - hips(walk.track, walk.camera)
    return _at_midstance(walk, side, -walk.camera.medial(side) * away[:, 0] / leg_length_px(walk.track))


def _at_midstance(walk: Walked, side: Side, values: Array) -> Raw:
    spans = [stance_of(stride, walk.gait.kind).stance(0.35, 0.65) for stride in walk.gait.of(side)]
    return _over([(sum(span) / 2, _reduced(within(values, walk.time_s, span), np.median)) for span in spans])


def _contacts_s(walk: Walked) -> list[float]:
    """Contacts of both legs that begin or end a clean stride."""
    found = {moment for stride in walk.gait.strides for moment in (stride.start_s, stride.end_s)}
    return sorted(found)


def _at_contact(walk: Walked, values: Array) -> Raw:
    return _over([(stride.start_s, value_at(values, walk.time_s, stride.start_s)) for stride in walk.strides])


def _in_stance(
    walk: Walked,
    formula: Callable[[PoseTrack, Camera, Side], Array],
    start: float,
    end: float,
    reduce: Callable[[Array], float],
) -> Raw:
    values = formula(walk.track, walk.camera, walk.side)
    spans = [stride.stance(start, end) for stride in walk.strides]
    return _over([_in_span(walk, values, span, reduce) for span in spans])


def _in_span(
    walk: Walked, values: Array, span_s: tuple[float, float], reduce: Callable[[Array], float]
) -> tuple[float, float]:
    """When a signal (T,) within a stretch of time is nearest to what it is reduced to, and that number."""
    value = _reduced(within(values, walk.time_s, span_s), reduce)
    off = np.where((walk.time_s >= span_s[0]) & (walk.time_s <= span_s[1]), np.abs(values - value), np.nan)
    return (float(walk.time_s[np.nanargmin(off)]) if np.isfinite(off).any() else span_s[0]), value


def _reduced(values: Array, reduce: Callable[[Array], float]) -> float:
    return float(reduce(values)) if len(values) else float("nan")


def _over(readings: Sequence[tuple[float, float]]) -> Raw:
    known = [(moment, value) for moment, value in readings if np.isfinite(value)]
    if not known:
        return Raw(float("nan"), 0)
    by_value = sorted(known, key=lambda reading: reading[1])
    return Raw(float(np.median([value for _, value in known])), len(known), by_value[-1][0], by_value[0][0])
