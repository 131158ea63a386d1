"""One chart per judged angle: the signal over time, how sure it is, and the limits it is judged by."""

from __future__ import annotations

import hashlib
import io
import re
from html import escape
from itertools import pairwise
from threading import Lock

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from formcheck.analysis import Analysis
from formcheck.cues import Band, State
from formcheck.judging import Judged
from formcheck.metrics import METRICS
from formcheck.palette import STATE_COLOURS, STATE_SIGNS, STATE_WORDS
from formcheck.pose import Array
from formcheck.wording import label, limits, quantity

MOST_POINTS = 1500
SIZE_IN = (4.5, 2.7)
AXES_BOX = (0.1, 0.175, 0.655, 0.7)
"""Left, bottom, width and height of the axes, in shares of the figure; the words of the zones stand to the right."""

INK = "#1b242d"
QUIET = "#5b6670"
FONT_PT = 10.0
LEAST_APART = 0.1
"""Least distance of the words of two zones, as a share of the axes' height."""

_RC_LOCK = Lock()
"""Matplotlib takes the settings of its SVG writer from the whole process only: one chart at a time sets them."""


def has_chart(judged: Judged) -> bool:
    """Say whether there is a signal to draw and a verdict that stands on it."""
    return judged.values is not None and judged.verdict.state != "cannot_tell"


def angle_chart(judged: Judged, analysis: Analysis) -> str:
    """Draw the signal behind one verdict and return SVG text to put into an HTML page.

    The same answer gives the same text. Every id in it is its own, so that charts can share a page, and it names
    no namespace: in HTML it needs none. Frames that were not looked at stay gaps. Raises ValueError unless
    ``has_chart``.
    """
    if not has_chart(judged):
        raise ValueError(f"cue {judged.cue.id} has no signal to draw")
    figure = _draw(judged, analysis)
    key = f"{analysis.report.source.sha256} {analysis.report.source.name} {judged.cue.id}"
    prefix = f"{judged.cue.id}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
    return svg_for_html(figure, prefix, describe(judged))


def describe(judged: Judged) -> str:
    """Say in a sentence what the chart shows, for those who cannot see it."""
    reading, band = judged.reading, judged.cue.band
    assert reading is not None
    assert band is not None
    worst = f", worst at {reading.worst_s:.1f} s" if reading.worst_s is not None else ""
    estimate = quantity(reading.estimate, reading.unit)
    return f"{axis_label(judged)} over time: median {estimate}{worst}. {limits(band, reading.unit)}"


def axis_label(judged: Judged) -> str:
    """Label, unit and sign of the angle: what a positive value means, or that both directions count alike."""
    assert judged.cue.metric is not None
    unit = " (°)" if judged.reading is not None and judged.reading.unit == "deg" else ""
    words = f"{label(judged.cue.metric)}{unit}"
    if judged.cue.statistic == "magnitude":
        return f"{words}, either direction"
    metric = METRICS.get(judged.cue.metric)
    return f"{words}, + = {metric.positive}" if metric else words


def thinned(values: Array, most: int = MOST_POINTS) -> np.ndarray:
    """Return the indices of at most ``most`` values that keep every peak and every gap visible.

    Of each stretch the lowest, the highest and the first unknown value stay. values : (T,), NaN is a gap.
    """
    if len(values) <= most:
        return np.arange(len(values))
    stretches = np.array_split(np.arange(len(values)), most // 3)
    return np.unique(np.concatenate([_telling(frames, values[frames]) for frames in stretches]))


def _telling(frames: np.ndarray, values: Array) -> np.ndarray:
    known, gaps = frames[np.isfinite(values)], frames[~np.isfinite(values)]
    if not len(known):
        return gaps[:1]
    seen = values[np.isfinite(values)]
    return np.array([known[seen.argmin()], known[seen.argmax()], *gaps[:1]])


def _draw(judged: Judged, analysis: Analysis) -> Figure:
    band, reading, values = judged.cue.band, judged.reading, judged.values
    assert band is not None
    assert reading is not None
    assert values is not None
    figure = Figure(figsize=SIZE_IN)
    axes = figure.add_axes(AXES_BOX)
    frames = thinned(values)
    time_s, shown = analysis.track.time_s[frames], values[frames]
    low, high = _span(values, reading.uncertainty, band)
    axes.set(xlim=(analysis.track.time_s[0], analysis.track.time_s[-1]), ylim=(low, high))
    _zones(axes, band, low, high)
    _holds(axes, analysis)
    least = 0.0 if judged.cue.statistic == "magnitude" else -np.inf  # a size is never negative
    below = np.maximum(shown - reading.uncertainty, least)
    axes.fill_between(time_s, below, shown + reading.uncertainty, color=INK, alpha=0.13, linewidth=0, zorder=2)
    axes.plot(time_s, shown, color=INK, linewidth=1.6, solid_capstyle="round", zorder=3)
    _worst(axes, judged, analysis)
    _label(axes, judged)
    return figure


def _span(values: Array, uncertainty: float, band: Band) -> tuple[float, float]:
    """Lowest and highest value of the chart: the signal with its ribbon, and something of every zone."""
    width = band.not_met - band.met
    shown = [float(np.nanmin(values)) - uncertainty, float(np.nanmax(values)) + uncertainty]
    shown += [band.ideal, band.met - width / 2, band.not_met + width / 2]
    margin = 0.03 * (max(shown) - min(shown))
    return min(shown) - margin, max(shown) + margin


def _zones(axes: Axes, band: Band, low: float, high: float) -> None:
    """Tint the zones and name them in words to the right, so that the chart reads in grey as well."""
    states: tuple[State, ...] = ("met", "borderline", "not_met")
    edges = [low, band.met, band.not_met, high] if band.toward_bad > 0 else [low, band.not_met, band.met, high]
    upward = states if band.toward_bad > 0 else states[::-1]
    for state, (bottom, top) in zip(upward, pairwise(edges), strict=True):
        axes.axhspan(bottom, top, color=STATE_COLOURS[state], alpha=0.16, linewidth=0, zorder=0)
    axes.axhline(band.met, color=INK, linewidth=0.7, linestyle=(0, (1, 2)), zorder=1)
    axes.axhline(band.not_met, color=INK, linewidth=0.9, linestyle=(0, (5, 3)), zorder=1)
    heights = _apart([((bottom + top) / 2 - low) / (high - low) for bottom, top in pairwise(edges)])
    for state, height in zip(upward, heights, strict=True):
        words = f"{STATE_SIGNS[state]} {STATE_WORDS[state]}"
        axes.text(1.02, height, words, transform=axes.transAxes, va="center", fontsize=FONT_PT, color=INK)


def _apart(heights: list[float]) -> list[float]:
    """Move the outer two of three heights away from the middle one until no words overlap."""
    below, middle, above = heights
    return [min(below, middle - LEAST_APART), middle, max(above, middle + LEAST_APART)]


def _holds(axes: Axes, analysis: Analysis) -> None:
    for phase in analysis.phases:
        if phase.kind == "hold" and phase.side == analysis.report.side:
            axes.axvspan(phase.start_s, phase.end_s, color=INK, alpha=0.06, linewidth=0, zorder=1)
            for edge_s in (phase.start_s, phase.end_s):
                axes.axvline(edge_s, color=QUIET, linewidth=0.7, zorder=1)
            middle_s = (phase.start_s + phase.end_s) / 2
            axes.annotate(
                "hold",
                (middle_s, 0.0),
                xycoords=("data", "axes fraction"),
                xytext=(0, 3),
                textcoords="offset points",
                ha="center",
                fontsize=FONT_PT - 1,
                color=QUIET,
            )


def _worst(axes: Axes, judged: Judged, analysis: Analysis) -> None:
    assert judged.reading is not None
    assert judged.values is not None
    if judged.reading.worst_s is None:
        return
    time_s = judged.reading.worst_s
    value = float(judged.values[int(np.argmin(np.abs(analysis.track.time_s - time_s)))])
    axes.plot([time_s], [value], marker="o", markersize=7, markerfacecolor="none", color=INK, zorder=4)
    late = time_s > float(np.mean(axes.get_xlim()))
    axes.annotate(
        f"worst {quantity(value, judged.reading.unit)} at {time_s:.1f} s",
        (time_s, value),
        xytext=(-7 if late else 7, 7),
        textcoords="offset points",
        ha="right" if late else "left",
        fontsize=FONT_PT,
        color=INK,
        zorder=4,
    )


def _label(axes: Axes, judged: Judged) -> None:
    axes.set_title(axis_label(judged), loc="left", fontsize=FONT_PT, color=INK)
    axes.set_xlabel("time (s)", fontsize=FONT_PT, color=INK, labelpad=2)
    axes.tick_params(labelsize=FONT_PT, colors=INK, length=3, width=0.7)
    for edge in ("top", "right"):
        axes.spines[edge].set_visible(False)
    for edge in ("left", "bottom"):
        axes.spines[edge].set(color=QUIET, linewidth=0.7)


def svg_for_html(figure: Figure, prefix: str, description: str) -> str:
    """Return a figure as SVG text for an HTML page, every id in it beginning with a prefix of its own."""
    return _for_html(_svg(figure, prefix), prefix, description)


def _svg(figure: Figure, salt: str) -> str:
    text = io.StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with _RC_LOCK, mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": salt}):
        figure.savefig(text, format="svg", transparent=True, metadata=nothing)
    return text.getvalue()


def _for_html(svg: str, prefix: str, description: str) -> str:
    """Keep the drawing alone, with ids of its own, a description, and the fonts of the page around it."""
    drawing = svg[svg.index("<svg") :]
    drawing = re.sub(r'\sxmlns(:\w+)?="[^"]*"', "", drawing).replace("xlink:href", "href")
    drawing = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{prefix}-", drawing)
    drawing = re.sub(r"font-family: [^;\"]+;?\s*", "", drawing)
    drawing = re.sub(r"<style.*?</style>", "", drawing, flags=re.DOTALL)  # it would reach the whole page
    return drawing.replace("<svg", f'<svg role="img" aria-label="{escape(description)}"', 1)
