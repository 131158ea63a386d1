"""Centimetres and metres from the height that a person says: how long a leg is, and so how long a step."""

from __future__ import annotations

from collections.abc import Mapping
from math import hypot

import numpy as np

from formcheck.cues import CannotTellError
from formcheck.gait.course import surface_of
from formcheck.gait.events import hips
from formcheck.gait.finding import Gait, find_gait
from formcheck.gait.strides import value_at
from formcheck.leg_length import leg_length_px
from formcheck.measures import MEASURES
from formcheck.performance import Performance
from formcheck.report import FilmCheck, MetricValue

LEG_PER_HEIGHT = 0.491
"""Hip to ankle as a share of the standing height (Drillis & Contini's thigh 0.245 and shank 0.246)."""

SCALE_SHARE = 0.06
"""People of one height differ in the length of their legs: 95 % lie within this share. The number is ours."""

SPEED_M_S = 0.10
"""What a pose from one camera missed of the speed at most (Stenum et al. 2021)."""

LENGTHS = {"step_length": "step_length_cm", "vertical_oscillation": "vertical_oscillation_cm"}
"""What is measured in leg lengths, and its name in centimetres."""


def in_centimetres(performance: Performance, height_cm: float) -> dict[str, MetricValue]:
    """Return the lengths of a gait in centimetres, and its speed where the picture has a scale for it.

    The uncertainty holds that of the reading and how much people of one height differ.
    """
    found = {name: _length(measure, performance, height_cm) for measure, name in LENGTHS.items()}
    gait = find_gait(performance.track, performance.camera)
    if gait is not None and surface_of(performance.track, performance.camera) == "overground":
        found["walking_speed"] = _speed(gait, performance, height_cm)
    return {name: value for name, value in found.items() if value is not None}


def speed_check(performance: Performance, metrics: Mapping[str, MetricValue]) -> list[FilmCheck]:
    """Say why there is no speed where there is a gait but no scale for it; nothing where nobody walks."""
    if "walking_speed" in metrics or not performance.cycles("stride"):
        return []
    if surface_of(performance.track, performance.camera) == "treadmill":
        why = "who walks on a treadmill stays in the picture. Read the speed from the treadmill."
    else:
        why = "the camera has to stand still and see the walk from the side."
    return [FilmCheck(check="walking_speed", ok=True, message=f"The speed cannot be told: {why}")]


def _length(measure: str, performance: Performance, height_cm: float) -> MetricValue | None:
    leg_cm = LEG_PER_HEIGHT * height_cm
    try:
        reading = MEASURES[measure](performance)
    except CannotTellError:
        return None
    if reading is None:
        return None
    value = reading.estimate * leg_cm
    spread = hypot(reading.uncertainty * leg_cm, value * SCALE_SHARE)
    return MetricValue(value=round(value, 2), uncertainty=round(spread, 2), unit="cm", n=reading.n)


def _speed(gait: Gait, performance: Performance, height_cm: float) -> MetricValue | None:
    """Median over the strides of how far the hips come in one, by how long it lasts."""
    track = performance.track
    metres_per_px = LEG_PER_HEIGHT * height_cm / 100.0 / leg_length_px(track)
    along = hips(track, performance.camera)[:, 0] * metres_per_px
    speeds = [
        abs(value_at(along, track.time_s, stride.end_s) - value_at(along, track.time_s, stride.start_s))
        / stride.duration_s
        for stride in gait.strides
    ]
    known = [speed for speed in speeds if np.isfinite(speed)]
    if not known:
        return None
    value = float(np.median(known))
    return MetricValue(
        value=round(value, 3), uncertainty=round(hypot(value * SCALE_SHARE, SPEED_M_S), 3), unit="m/s", n=len(known)
    )
