"""What is measured of a gait for cues and reports: parameters with their uncertainty, or the reason why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from formcheck.camera import FRONTAL, SAGITTAL, View
from formcheck.cues import CannotTellError, Reading
from formcheck.gait import parameters
from formcheck.gait.finding import LEAST_STRIDES
from formcheck.gait.measurement import gait_reading
from formcheck.gait.parameters import Raw, Walked, walked
from formcheck.metrics import Unit
from formcheck.performance import Performance

CONTACT_FPS = 50.0
"""At fewer frames per second a running foot's contact lies anywhere within a tenth of its stance."""

YAW_LIMIT_DEG = 10.0


@dataclass(frozen=True, slots=True)
class GaitMeasure:
    """One measure of gait: its formula over a clip, its unit, and what it takes to read it.

    views : where it can be seen. at_contact : in running it needs a fast camera. larger_is_worse : which stride is
    shown as the worst. unsigned : it is never below zero; what an offset taken off puts there is none of it.
    """

    name: str
    formula: Callable[[Walked], Raw]
    unit: Unit
    views: tuple[View, ...] = SAGITTAL
    at_contact: bool = False
    larger_is_worse: bool = True
    unsigned: bool = False

    def __call__(self, performance: Performance) -> Reading | None:
        """Read the measure; None in views that do not show it. Raises CannotTellError with what stands in the way."""
        if performance.camera.view not in self.views:
            return None
        walk = walked(performance.on_floor, performance.camera, performance.side, performance.gait)
        if walk is None:
            raise CannotTellError("No walking or running was found in this clip.")
        self._check(walk)
        if reason := self.too_slow(walk):
            raise CannotTellError(reason)
        raw = self.formula(walk)
        if not np.isfinite(raw.value):
            raise CannotTellError("The landmarks that this needs were not seen in enough strides.")
        worst_s = raw.largest_s if self.larger_is_worse else raw.smallest_s
        reading = gait_reading(self.name, raw, walk, self.unit, worst_s)
        return replace(reading, estimate=max(reading.estimate, 0.0)) if self.unsigned else reading

    def _check(self, walk: Walked) -> None:
        wanted, found = LEAST_STRIDES[walk.gait.kind], len(walk.gait.of(walk.side))
        if found < wanted:
            raise CannotTellError(
                f"Only {found} whole strides of the {walk.side} leg were clean. Film at least {wanted} in a row."
            )
        if self.views == FRONTAL and abs(walk.camera.yaw_deg) > YAW_LIMIT_DEG:
            raise CannotTellError(
                "Film from straight in front or behind: the camera stood "
                f"{abs(walk.camera.yaw_deg):.0f}° to the side."
            )

    def too_slow(self, walk: Walked) -> str | None:
        """Say why the film has too few frames per second for this measure, or None."""
        if not self.at_contact or walk.gait.kind == "walk" or walk.track.fps >= CONTACT_FPS:
            return None
        return (
            f"At {walk.track.fps:.0f} frames per second the moment a running foot lands is too blurred. "
            "Film at 60 frames per second or more."
        )


ANY: tuple[View, ...] = (*SAGITTAL, *FRONTAL)
GAIT_MEASURES: dict[str, GaitMeasure] = {
    measure.name: measure
    for measure in (
        GaitMeasure("cadence", parameters.cadence, "steps/min", ANY),
        GaitMeasure("step_length", parameters.step_length, "ratio", at_contact=True),
        GaitMeasure("overstride", parameters.overstride, "ratio", at_contact=True),
        GaitMeasure("knee_straightest", parameters.knee_straightest, "deg"),
        GaitMeasure("knee_overstraight", parameters.knee_straightest, "deg", larger_is_worse=False),
        GaitMeasure("stance_excursion", parameters.stance_excursion, "deg", at_contact=True, larger_is_worse=False),
        GaitMeasure("knee_at_contact", parameters.knee_at_contact, "deg", at_contact=True, larger_is_worse=False),
        GaitMeasure("knee_stance_peak", parameters.knee_stance_peak, "deg", larger_is_worse=False),
        GaitMeasure("shank_at_contact", parameters.shank_at_contact, "deg", at_contact=True, larger_is_worse=False),
        GaitMeasure("shank_forward", parameters.shank_forward, "deg", larger_is_worse=False),
        GaitMeasure("trunk_forward", parameters.trunk_forward, "deg"),
        GaitMeasure("knee_in_midstance", parameters.knee_in_midstance, "deg", FRONTAL),
        GaitMeasure("foot_beside_middle", parameters.foot_beside_middle, "ratio", FRONTAL, larger_is_worse=False),
        GaitMeasure("vertical_oscillation", parameters.vertical_oscillation, "ratio"),
        GaitMeasure("foot_strike_angle", parameters.foot_strike_angle, "deg", at_contact=True),
        GaitMeasure("step_time_asymmetry", parameters.step_time_asymmetry, "percent", unsigned=True),
        GaitMeasure("stance_share", parameters.stance_share, "percent"),
        GaitMeasure("single_support_share", parameters.single_support_share, "percent"),
    )
}
"""Every measure of gait, by name."""
