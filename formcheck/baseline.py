"""The person's own quiet standing as the zero of their angles: whether the clip holds one, and what it reads."""

from __future__ import annotations

from collections.abc import Iterable

from formcheck.judging import calibration, stand_reading
from formcheck.metrics import METRICS
from formcheck.performance import Performance
from formcheck.report import Baseline


def baseline_of(performance: Performance, names: Iterable[str | None]) -> Baseline | None:
    """What the metrics among ``names`` that this view shows read in quiet standing; None without a stand.

    Only those whose estimate is surer against the stand are ``used``; for the others the plain reading counts.
    """
    stands = [phase for phase in performance.phases if phase.kind == "stand"]
    shown = [
        METRICS[name] for name in METRICS if name in set(names) and performance.camera.view in METRICS[name].views
    ]
    readings = {metric.name: stand_reading(metric, performance) for metric in shown}
    known = {name: round(reading, 1) + 0.0 for name, reading in readings.items() if reading is not None}
    if not stands or not known:
        return None
    rows = {name: calibration(METRICS[name], performance) for name in known}
    return Baseline(
        seconds=round(sum(phase.duration_s for phase in stands), 2),
        readings=known,
        used=[name for name, row in rows.items() if row is not None and row.reference == "stand"],
    )
