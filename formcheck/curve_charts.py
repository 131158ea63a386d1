"""Curves over the cycle as drawings: one person's mean ± sd, before and after, and a typical band behind."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from formcheck.charts import FONT_PT, INK, QUIET, svg_for_html
from formcheck.curves import Curve
from formcheck.gait.strides import PERCENT
from formcheck.gait.typical import TypicalCurve
from formcheck.metrics import METRICS
from formcheck.phases import PHASE_WORDS

SIZE_IN = (4.5, 2.9)
AXES_BOX = (0.1, 0.165, 0.735, 0.69)
"""Left, bottom, width and height of the axes, in shares of the figure; names stand to the right."""

TYPICAL = "#c9d2d8"
LEAST_APART = 0.09
"""Least distance of two names, as a share of the axes' height."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one of several curves is drawn; they differ in dash and width, not in colour alone."""

    colour: str
    width: float
    dash: tuple[float, ...] | None = None


ALONE = Look(INK, 1.9)
LOOKS: MappingProxyType[str, Look] = MappingProxyType(
    {
        "before": Look("#b0560f", 1.7, (4.0, 2.0)),
        "after": Look("#0b5394", 2.2),
        "left": Look("#0b5394", 2.0),
        "right": Look("#b0560f", 1.8, (4.0, 2.0)),
    }
)


def curve_chart(named: Sequence[tuple[str, Curve]], typical: TypicalCurve | None, key: str) -> str:
    """Draw curves of one angle over each other and return SVG text to put into an HTML page.

    named : "before" and "after", or "left" and "right", or a single one of any name. key : keeps the ids of several
    drawings on one page apart. The same curves give the same text. Raises ValueError for no curve.
    """
    if not named:
        raise ValueError("no curve to draw")
    figure = Figure(figsize=SIZE_IN)
    axes = figure.add_axes(AXES_BOX)
    axes.set(xlim=(0, 100), ylim=_span([curve for _, curve in named], typical))
    if typical is not None:
        axes.fill_between(PERCENT, typical.low, typical.high, color=TYPICAL, alpha=0.75, linewidth=0, zorder=0)
    for name, curve in named:
        _draw(axes, curve, LOOKS.get(name, ALONE))
    _toe_offs(axes, named)
    _names(axes, named)
    _label(axes, named[0][1])
    prefix = f"{named[0][1].metric}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
    return svg_for_html(figure, prefix, describe(named, typical))


def describe(named: Sequence[tuple[str, Curve]], typical: TypicalCurve | None) -> str:
    """Say in a sentence what the drawing shows, for those who cannot see it."""
    told = "; ".join(f"{name + ': ' if len(named) > 1 else ''}{_extremes(curve)}" for name, curve in named)
    behind = "; grey band: typical values" if typical is not None else ""
    return f"{title(named[0][1])} over the {PHASE_WORDS[named[0][1].kind][0]}: {told}{behind}."


def title(curve: Curve) -> str:
    """Label, unit and sign of the angle."""
    metric = METRICS[curve.metric]
    raw = ", as the picture shows it" if curve.raw else ""
    return f"{metric.label} (°), + = {metric.positive}{raw}"


def _extremes(curve: Curve) -> str:
    low, high = int(np.nanargmin(curve.mean)), int(np.nanargmax(curve.mean))
    words = f"from {curve.mean[low]:.0f}° at {low} % to {curve.mean[high]:.0f}° at {high} %"
    return f"{words}, mean of {curve.n}".replace("-", "−")


def _span(curves: Sequence[Curve], typical: TypicalCurve | None) -> tuple[float, float]:
    parts = [curve.mean + sign * np.nan_to_num(curve.sd) for curve in curves for sign in (-1.0, 1.0)]
    parts += [typical.low, typical.high] if typical is not None else []
    low, high = float(np.nanmin(parts)), float(np.nanmax(parts))
    margin = max(0.06 * (high - low), (10.0 - (high - low)) / 2)
    return low - margin, high + margin


def _draw(axes: Axes, curve: Curve, look: Look) -> None:
    axes.fill_between(
        PERCENT, curve.mean - curve.sd, curve.mean + curve.sd, color=look.colour, alpha=0.16, linewidth=0, zorder=2
    )
    line = axes.plot(PERCENT, curve.mean, color=look.colour, linewidth=look.width, zorder=3)[0]
    if look.dash:
        line.set_dashes(look.dash)


def _toe_offs(axes: Axes, named: Sequence[tuple[str, Curve]]) -> None:
    known = [(name, curve) for name, curve in named if np.isfinite(curve.toe_off)]
    for name, curve in known:
        look = LOOKS.get(name, ALONE)
        line = axes.axvline(curve.toe_off, color=look.colour, linewidth=1.0, zorder=1)
        line.set_dashes(look.dash or (1.0, 1.5))
    if known:
        middle = float(np.mean([curve.toe_off for _, curve in known]))
        axes.annotate(
            "toe-off",
            (middle, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(0, 2),
            textcoords="offset points",
            ha="center",
            fontsize=FONT_PT - 1.5,
            color=QUIET,
        )


def _names(axes: Axes, named: Sequence[tuple[str, Curve]]) -> None:
    """Write each name at the end of its curve, in ink, so that no key has to be learnt."""
    if len(named) < 2:
        return
    low, high = axes.get_ylim()
    ends = [(_last(curve) - low) / (high - low) for _, curve in named]
    order = np.argsort(ends)
    middle = (ends[order[0]] + ends[order[-1]]) / 2
    apart = max(LEAST_APART, ends[order[-1]] - ends[order[0]])
    for place, index in zip((-0.5, 0.5), (order[0], order[-1]), strict=True):
        name = named[index][0]
        axes.text(
            1.02,
            middle + place * apart,
            name,
            transform=axes.transAxes,
            va="center",
            fontsize=FONT_PT,
            color=LOOKS.get(name, ALONE).colour,
            fontweight="bold",
        )


def _last(curve: Curve) -> float:
    return float(curve.mean[np.isfinite(curve.mean)][-1])


def _label(axes: Axes, curve: Curve) -> None:
    axes.set_title(title(curve), loc="left", fontsize=FONT_PT, color=INK, pad=14)
    axes.set_xlabel(f"% of the {PHASE_WORDS[curve.kind][0]}", fontsize=FONT_PT, color=INK, labelpad=2)
    axes.axhline(0.0, color=QUIET, linewidth=0.6, zorder=1)
    axes.tick_params(labelsize=FONT_PT, colors=INK, length=3, width=0.7)
    for edge in ("top", "right"):
        axes.spines[edge].set_visible(False)
    for edge in ("left", "bottom"):
        axes.spines[edge].set(color=QUIET, linewidth=0.7)
