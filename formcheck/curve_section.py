"""What a report page shows of the cycles of a clip: its footfalls, and its angles over the stride or repetition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from formcheck.analysis import Analysis
from formcheck.angles import Angles, angles_of
from formcheck.curve_charts import curve_chart, describe
from formcheck.curves import Curve, curves_of, cycle_kind, shown_metrics
from formcheck.footfalls import footfalls, strip_svg
from formcheck.gait.typical import typical_curve
from formcheck.phases import PHASE_WORDS
from formcheck.report import Clip, Report
from formcheck.wording import label


@dataclass(frozen=True, slots=True)
class CurveChart:
    """A drawing as SVG text of our own, what it shows in a sentence, and whose cycles it was drawn from."""

    svg: str
    told: str
    caption: str


@dataclass(frozen=True, slots=True)
class CurveSection:
    """The curves of one clip. cycle : what they run over, in a word. footfalls : the strip, None where nobody walks.

    sources : where each typical band comes from.
    """

    clip: str
    cycle: str
    footfalls: Markup | None
    charts: list[CurveChart]
    sources: list[str]


def curve_sections(analyses: Sequence[Analysis]) -> list[CurveSection]:
    """Return a section for each clip with strides, steps or repetitions; a hold has its angles over time already."""
    sections = (curve_section(each.report, each.report, angles_of(each)) for each in analyses)
    return [section for section in sections if section]


def curve_section(report: Report, clip: Report | Clip, angles: Angles) -> CurveSection | None:
    """Return the section of one clip of a report; None if it holds no strides, steps or repetitions."""
    kind = cycle_kind(clip.phases)
    if kind in (None, "hold"):
        return None
    curves = curves_of(angles, clip, shown_metrics(report))
    # Events belong to the first clip of a report.
    marks = footfalls(report.events, report.phases) if clip is report else []
    typical = {curve.metric: typical_curve(report.exercise.id, curve.metric) for curve in curves}
    return CurveSection(
        clip=clip.source.name,
        cycle=PHASE_WORDS[kind][0],
        footfalls=Markup(strip_svg(marks, float(angles.time_s[-1]))) if marks else None,
        charts=[_chart(metric, curves, report.exercise.id, clip.source.sha256) for metric in typical],
        sources=[f"{label(metric)}: {band.source}" for metric, band in typical.items() if band],
    )


def _chart(metric: str, curves: Sequence[Curve], exercise: str, clip: str) -> CurveChart:
    """Draw an angle, of both legs over each other where both were seen."""
    named = [(str(curve.side), curve) for curve in curves if curve.metric == metric]
    typical = typical_curve(exercise, metric)
    svg = curve_chart(named, typical, f"{clip} {metric}")
    counted = ", ".join(f"{name} leg, {curve.n} {PHASE_WORDS[curve.kind][1]}" for name, curve in named)
    return CurveChart(svg, describe(named, typical), counted)
