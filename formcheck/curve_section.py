"""What a report page shows of the cycles of a clip: its footfalls, and its angles over the stride or repetition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from formcheck.analysis import Analysis
from formcheck.angles import angles_of
from formcheck.curve_charts import curve_chart
from formcheck.curves import Curve, curves_of, cycle_kind, shown_metrics
from formcheck.footfalls import footfalls, strip_svg
from formcheck.gait.typical import typical_curve
from formcheck.phases import PHASE_WORDS
from formcheck.wording import label


@dataclass(frozen=True, slots=True)
class CurveSection:
    """The curves of one clip. cycle : what they run over, in a word. footfalls : the strip, None where nobody walks.

    sources : where each typical band comes from.
    """

    clip: str
    cycle: str
    footfalls: Markup | None
    charts: list[Markup]
    sources: list[str]


def curve_sections(analyses: Sequence[Analysis]) -> list[CurveSection]:
    """Return a section for each clip with strides, steps or repetitions; a hold has its angles over time already."""
    return [_section(analysis) for analysis in analyses if cycle_kind(analysis.report.phases) not in (None, "hold")]


def _section(analysis: Analysis) -> CurveSection:
    report = analysis.report
    curves = curves_of(angles_of(analysis), report, shown_metrics(report))
    marks = footfalls(report.events, report.phases)
    kind = cycle_kind(report.phases)
    assert kind is not None
    typical = {curve.metric: typical_curve(report.exercise.id, curve.metric) for curve in curves}
    return CurveSection(
        clip=report.source.name,
        cycle=PHASE_WORDS[kind][0],
        footfalls=Markup(strip_svg(marks, float(analysis.track.time_s[-1]))) if marks else None,
        charts=[_chart(metric, curves, report.exercise.id, report.source.sha256) for metric in typical],
        sources=[f"{label(metric)}: {band.source}" for metric, band in typical.items() if band],
    )


def _chart(metric: str, curves: Sequence[Curve], exercise: str, clip: str) -> Markup:
    """Draw an angle, of both legs over each other where both were seen."""
    named = [(str(curve.side), curve) for curve in curves if curve.metric == metric]
    chart = curve_chart(named, typical_curve(exercise, metric), f"{clip} {metric}")
    counted = ", ".join(f"{name} leg, {curve.n} {PHASE_WORDS[curve.kind][1]}" for name, curve in named)
    return Markup(f"{chart}<figcaption>{counted}</figcaption>")  # our own drawing, its texts are escaped
