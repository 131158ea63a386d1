"""The knee over the stride: how near to the truth it is read, and whether it lies in the typical band.

The clean walk is rendered from a published mean curve. What the feet need to land without sliding bends it a little.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from formcheck.analysis import Analysis
from formcheck.angles import angles_of
from formcheck.curves import curves_of
from formcheck.gait.strides import PERCENT, Stride, curves
from formcheck.gait.typical import typical_curve
from formcheck.landmarks import Side
from formcheck.pose import Array
from test_videos.film import Film
from test_videos.truth import anatomical_metrics

HEAD = (
    "| film | error of the curve (rms) | largest, at | truth inside the typical band | reading inside it |",
    "|---|---|---|---|---|",
)


def curve_line(name: str, film: Film, analysis: Analysis) -> Iterable[str]:
    """Yield the line of one film of walking from the side; none if no stride of the near leg was found."""
    side, typical = analysis.camera.near_side, typical_curve("walk", "knee_flexion")
    columns = angles_of(analysis)
    read = [curve for curve in curves_of(columns, analysis.report, ["knee_flexion"]) if curve.side == side]
    if side is None or typical is None or not read:
        return
    true, mean = _true_curve(film, side), read[0].mean
    off = mean - true
    worst = int(np.nanargmax(np.abs(off)))
    inside = [f"{100 * _inside(curve, typical.low, typical.high):.0f} %" for curve in (true, mean)]
    yield f"| {name} | {np.sqrt(np.nanmean(off**2)):.1f}° | {off[worst]:+.1f}° at {worst} % | {' | '.join(inside)} |"


def _true_curve(film: Film, side: Side) -> Array:
    """(101,) mean knee flexion over the whole strides of a leg, by its true contacts."""
    knee = anatomical_metrics(film.body, film.joints_m)["knee_flexion_deg"][side]
    contacts = [phase.start_s for phase in film.clip.motion.phases() if phase.side == side and phase.start_s > 0]
    strides = [Stride(side, start, end) for start, end in pairwise(contacts)]
    return np.asarray(np.nanmean(curves(knee, film.clip.time_s, strides), axis=0))


def _inside(curve: Array, low: Array, high: Array) -> float:
    assert curve.shape == PERCENT.shape
    return float(((curve >= low) & (curve <= high)).mean())
