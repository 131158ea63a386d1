"""Every angle of one clip, frame by frame: what the view shows of each leg."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from formcheck.analysis import Analysis
from formcheck.judging import calibration, usable
from formcheck.landmarks import SIDES, Side
from formcheck.measurement import to_estimate
from formcheck.metrics import METRICS, Metric
from formcheck.performance import Performance
from formcheck.pose import Array


@dataclass(frozen=True, slots=True)
class Angles:
    """The angles of one clip, frame by frame.

    time_s : (T,) seconds. columns : (T,) by the name that ``angle_columns`` gives; NaN where unseen.
    """

    time_s: Array
    columns: Mapping[str, Array]


def angles_of(analysis: Analysis) -> Angles:
    """Return every metric that the view shows, of each leg."""
    return Angles(analysis.track.time_s, dict(angle_columns(analysis)))


def angle_columns(analysis: Analysis) -> Iterator[tuple[str, Array]]:
    """Yield the name and the values (T,) of every metric that the view shows, of each leg; NaN where unseen."""
    for metric in METRICS.values():
        if analysis.camera.view in metric.views:
            for side in SIDES:
                yield _column(metric, side, analysis)


def _column(metric: Metric, side: Side, analysis: Analysis) -> tuple[str, Array]:
    performance = Performance(analysis.track, analysis.camera, analysis.phases, side)
    reading = metric.read(analysis.track, analysis.camera, side)
    row = calibration(metric, performance)
    values = to_estimate(reading, row) if row else reading
    name = f"{metric.name}_{side}_{metric.unit}" if row else f"{metric.name}_{side}_raw_{metric.unit}"
    return name, np.where(usable(metric, performance), values, np.nan)
