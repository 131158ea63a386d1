"""What an angle does over a cycle: strides, repetitions and holds laid over each other from 0 to 100 %."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.angles import Angles
from formcheck.gait.strides import Stride
from formcheck.gait.strides import curves as laid_over
from formcheck.landmarks import SIDES, Side
from formcheck.metrics import METRICS
from formcheck.phases import PhaseKind
from formcheck.pose import Array
from formcheck.report import Clip, PhaseFound, Report

CYCLES: tuple[PhaseKind, ...] = ("stride", "rep", "step", "hold")
"""What is laid over each other: the first of these that a clip holds."""

KNOWN_SHARE = 0.5
"""A moment of the cycle is shown where at least this share of the cycles was seen."""

GAIT_ANGLES = (
    "hip_flexion",
    "knee_flexion",
    "ankle_dorsiflexion",
    "tibial_inclination",
    "foot_pitch",
    "trunk_lean_forward",
    "knee_in",
    "thigh_adduction",
    "trunk_lean_lateral",
)
"""Angles of a stride, in the order in which they are shown."""

MAIN_ANGLES = ("knee_flexion", "hip_flexion", "knee_in")
NOT_CARRIED = frozenset({"pelvic_drop"})
"""The landmarks of the hips do not carry it (gain 0.4): a curve of it would be one of noise."""

_COLUMN = re.compile(r"(?P<metric>\w+)_(?P<side>left|right)_(?P<raw>raw_)?deg")


@dataclass(frozen=True, slots=True)
class Curve:
    """One angle of one leg over the cycle.

    raw : what the picture shows, where the accuracy of the metric was never measured. n : cycles it stands on.
    mean, sd : (101,) degrees at 0, 1 … 100 %; NaN where too few cycles were seen, sd also with a single one.
    toe_off : percent of the stride at which the foot leaves the floor, NaN where nobody walks or it was not seen.
    """

    metric: str
    side: Side
    raw: bool
    kind: PhaseKind
    n: int
    mean: Array
    sd: Array
    toe_off: float = float("nan")


def curves_of(angles: Angles, clip: Report | Clip, metrics: Sequence[str]) -> list[Curve]:
    """Return the curves of some metrics over the cycles of a clip, of each leg that has cycles, in their order."""
    kind = cycle_kind(clip.phases)
    if kind is None:
        return []
    found = {(match["metric"], match["side"]): (name, bool(match["raw"])) for name, match in _columns(angles)}
    legs = _legs(clip, kind)
    wanted = [(metric, side) for metric in metrics for side in legs if (metric, side) in found]
    curves = [
        _curve(angles, found[metric, side], metric, side, legs[side], kind, _toe_off(clip, side))
        for metric, side in wanted
    ]
    return [curve for curve in curves if np.isfinite(curve.mean).any()]


def shown_metrics(report: Report) -> list[str]:
    """Name the angles that are worth a curve: of a stride all, else those of the cues, and hip and knee."""
    if cycle_kind(report.phases) == "stride":
        return list(GAIT_ANGLES)
    of_cues = [cue.metric for cue in report.cues if cue.metric in METRICS and METRICS[cue.metric].unit == "deg"]
    return [name for name in dict.fromkeys([*of_cues, *MAIN_ANGLES]) if name and name not in NOT_CARRIED]


def cycle_kind(phases: Sequence[PhaseFound]) -> PhaseKind | None:
    """Return what a clip is counted in, None if nothing was found in it."""
    kinds = {phase.kind for phase in phases}
    return next((kind for kind in CYCLES if kind in kinds), None)


def cycles_of(clip: Report | Clip, kind: PhaseKind, side: Side) -> list[PhaseFound]:
    """Cycles of one leg, or of both at once."""
    return [phase for phase in clip.phases if phase.kind == kind and phase.side in (side, None)]


def _columns(angles: Angles) -> list[tuple[str, re.Match[str]]]:
    return [(name, match) for name in angles.columns if (match := _COLUMN.fullmatch(name))]


def _legs(clip: Report | Clip, kind: PhaseKind) -> dict[Side, list[PhaseFound]]:
    """Cycles by leg: of gait both legs where both were found, else the judged leg."""
    sides: Sequence[Side] = SIDES if kind == "stride" else (clip.side or "left",)
    return {side: cycles for side in sides if (cycles := cycles_of(clip, kind, side))}


def _curve(
    angles: Angles,
    column: tuple[str, bool],
    metric: str,
    side: Side,
    cycles: Sequence[PhaseFound],
    kind: PhaseKind,
    toe_off: float,
) -> Curve:
    name, raw = column
    spans = [Stride(side, cycle.start_s, cycle.end_s) for cycle in cycles]
    laid = laid_over(angles.columns[name], angles.time_s, spans)
    known = np.isfinite(laid)
    enough = known.mean(axis=0) >= KNOWN_SHARE
    count = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, laid, 0.0).sum(axis=0) / count
    squares = np.where(known, (laid - mean) ** 2, 0.0).sum(axis=0)
    several = enough & (count > 1)
    sd = np.sqrt(squares / np.maximum(count - 1, 1))
    return Curve(
        metric, side, raw, kind, len(cycles), np.where(enough, mean, np.nan), np.where(several, sd, np.nan), toe_off
    )


def _toe_off(clip: Report | Clip, side: Side) -> float:
    """Median percent of the stride at which its stance ends."""
    stances = {phase.start_s: phase.end_s for phase in cycles_of(clip, "stance", side)}
    shares = [
        100.0 * (stances[stride.start_s] - stride.start_s) / (stride.end_s - stride.start_s)
        for stride in cycles_of(clip, "stride", side)
        if stride.start_s in stances
    ]
    return float(np.median(shares)) if shares else float("nan")
