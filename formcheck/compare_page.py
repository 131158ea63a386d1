"""Before and after as one HTML page: what changed, both films in step, and the curves over each other."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup, escape

from formcheck import wording
from formcheck.articles import DISCLAIMER
from formcheck.compare import Comparison, Difference, compare
from formcheck.curve_charts import curve_chart
from formcheck.curves import Curve, curves_of, cycle_kind, cycles_of, shown_metrics
from formcheck.errors import FormcheckError
from formcheck.evidence import Evidence, Session, pairs
from formcheck.exercises import all_exercises
from formcheck.film_controls import with_controls
from formcheck.gait.typical import typical_curve
from formcheck.page import VIEW_WORDS, environment
from formcheck.palette import STATE_COLOURS, STATE_SIGNS, STATE_WORDS
from formcheck.phases import PHASE_WORDS
from formcheck.report import Report, clips_of
from formcheck.small_film import MOST_FPS, SmallFilm, small_film
from formcheck.synchrony import Knot, together
from formcheck.version import __version__

CHANGED = {True: "changed", False: "no change told"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of changes, in words, and drawn."""

    difference: Difference
    before: str
    after: str
    by: str
    smallest: str
    told: str
    bar: Markup


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clips that show the same: their films and their curves. missing : why there is no film or no curve."""

    title: str
    films: tuple[SmallFilm, SmallFilm] | None
    uris: tuple[str, str] | None
    player: str
    charts: list[Markup]
    counted: str
    sources: list[str]
    missing: list[str]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """html : the page. film_bytes : how much of it each film takes."""

    html: str
    film_bytes: list[int]


def compare_page(before: Session, after: Session) -> ComparePage:
    """Return the page of two reports, with everything in it that it needs.

    Where the film or the angles of a clip are missing the page says so and does without.
    Raises FormcheckError for reports of different exercises or legs.
    """
    found = compare(before.report, after.report)
    shown = [_pair(first, second, before.report, after.report) for first, second in pairs(before, after)]
    exercise = all_exercises().get(found.exercise)
    html = (
        environment()
        .get_template("compare.html.j2")
        .render(
            title=exercise.title if exercise else found.exercise,
            sides=[("Before", _facts(before.report)), ("After", _facts(after.report))],
            found=found,
            lead=lead(found),
            steps=shorter_steps(found),
            changed=[row for row in _rows(found) if row.difference.changed],
            rows=list(_rows(found)),
            pairs=shown,
            colours=STATE_COLOURS,
            signs=STATE_SIGNS,
            words=STATE_WORDS,
            disclaimer=DISCLAIMER,
            version=__version__,
            script=Markup(with_controls(_script())),
        )
    )
    return ComparePage(html, [len(film.data) for pair in shown for film in pair.films or ()])


def lead(found: Comparison) -> str:
    """Say in a sentence how much changed."""
    number, of = sum(each.changed for each in found.differences), len(found.differences)
    if not of:
        return "Nothing was measured in both clips, so nothing can be compared."
    things = "thing" if of == 1 else "things"
    if not number:
        return f"Of {of} {things} measured in both clips, none differs by more than measuring alone can make."
    differ = "differs" if number == 1 else "differ"
    return f"Of {of} {things} measured in both clips, {number} {differ} by more than measuring alone can make."


def shorter_steps(found: Comparison) -> str | None:
    """Answer the question that is asked most of a walk: did the steps become shorter? None where nobody walks."""
    step = next((each for each in found.differences if each.name == "step_length"), None)
    if step is None or step.smallest is None:
        return None
    size = f"{wording.quantity(abs(step.by), step.unit)} leg lengths ({abs(step.by) / step.before:.0%})"
    limit = f"{wording.quantity(step.smallest, step.unit)} leg lengths"
    if not step.changed:
        return f"Whether the steps became shorter cannot be told: they differ by {size}; it takes {limit} to be sure."
    way = "shorter" if step.by < 0 else "longer"
    return f"The steps became {way}, by {size}. Measuring alone makes up to {limit}."


def _facts(report: Report) -> list[tuple[str, str]]:
    clips = clips_of(report)
    return [
        ("File", ", ".join(clip.source.name for clip in clips)),
        ("Filmed", ", ".join(VIEW_WORDS[clip.camera.view] for clip in clips)),
        ("Leg judged", report.side or "none"),
        ("Performed", "; ".join(wording.performed(clip.phases) for clip in clips)),
        ("Cues met", f"{report.score.met} of {report.score.judged} judged"),
    ]


def _rows(found: Comparison) -> Iterator[Row]:
    for each in sorted(found.differences, key=lambda difference: not difference.changed):
        values = [wording.quantity(value, each.unit) for value in (each.before, each.after, each.by)]
        signed = f"+{values[2]}" if re.match("[0.]*[1-9]", values[2]) else values[2]
        smallest = "not known" if each.smallest is None else wording.quantity(each.smallest, each.unit)
        yield Row(each, values[0], values[1], signed, smallest, _told(each), _bar(each))


def _told(each: Difference) -> str:
    if not each.changed:
        return CHANGED[False]
    if each.better is None or each.verdicts == ("met", "met"):
        return CHANGED[True]
    return "better" if each.better else "worse"


def _bar(each: Difference) -> Markup:
    """Draw a difference as an arrow from the middle, on the grey stretch that measuring alone can make."""
    reach = 1.15 * max(abs(each.by), each.smallest or 0.0) or 1.0
    end, half = 50.0 + 50.0 * each.by / reach, 50.0 * (each.smallest or 0.0) / reach
    told = f"{each.label}: {_told(each)}"
    return Markup(  # our own drawing; the label is escaped
        f'<svg class="bar" viewBox="0 0 100 16" preserveAspectRatio="none" role="img" aria-label="{escape(told)}">'
        f'<rect x="{50 - half:.1f}" y="2" width="{2 * half:.1f}" height="12" fill="#d9dee3"/>'
        f'<line x1="50" x2="50" y1="0" y2="16" stroke="#515c66"/>'
        f'<line x1="50" x2="{end:.1f}" y1="8" y2="8" stroke="#1b242d" stroke-width="{3 if each.changed else 1.5}"/>'
        f'<rect x="{end - 1.5:.1f}" y="3" width="3" height="10" fill="#1b242d"/></svg>'
    )


def _script() -> str:
    return files("formcheck").joinpath("templates/compare.js").read_text(encoding="utf-8")


def _pair(first: Evidence, second: Evidence, before: Report, after: Report) -> Pair:
    laid = together(first.clip.phases, second.clip.phases, _ends_s(first), _ends_s(second))
    films, missing = _films(first, second, laid)
    charts, sources = _charts(first, second, before)
    kind = cycle_kind(first.clip.phases)
    if not charts:
        missing.append(_no_curves(first, second))
    return Pair(
        title=f"Filmed {VIEW_WORDS[first.clip.camera.view]}",
        films=films,
        uris=(_uri(films[0]), _uri(films[1])) if films else None,
        player=json.dumps(_player(first, second, laid, films)) if films else "",
        charts=charts,
        counted=PHASE_WORDS[kind][1] if kind else "",
        sources=sources,
        missing=missing,
    )


def _ends_s(evidence: Evidence) -> float:
    """When a clip ends, in seconds of life."""
    source = evidence.clip.source
    return source.duration_s / source.speed


def _films(
    first: Evidence, second: Evidence, laid: Sequence[Knot]
) -> tuple[tuple[SmallFilm, SmallFilm] | None, list[str]]:
    lost = [each.clip.source.name for each in (first, second) if each.film is None]
    if first.film is None or second.film is None:
        words = " and ".join(lost)
        return None, [
            f"No films to show: {words} was not found beside the report. Put the clip there, or score it again."
        ]
    try:
        (start, other_start), (end, other_end) = laid[0], laid[-1]
        speed, other_speed = first.clip.source.speed, second.clip.source.speed
        return (
            small_film(first.film, start * speed, end * speed),
            small_film(second.film, other_start * other_speed, other_end * other_speed),
        ), []
    except FormcheckError as problem:
        return None, [f"No films to show: {problem}"]


def _uri(film: SmallFilm) -> str:
    return f"data:video/mp4;base64,{base64.b64encode(film.data).decode()}"


def _player(
    first: Evidence, second: Evidence, laid: Sequence[Knot], films: tuple[SmallFilm, SmallFilm] | None
) -> dict[str, object]:
    """What the page needs to play both in step: moments of both small films that belong together, and the cycles."""
    assert films is not None
    kind = cycle_kind(first.clip.phases)
    cycles = cycles_of(first.clip, kind, first.clip.side or "left") if kind else []
    return {
        "knots": [[_place(one, first, films[0]), _place(other, second, films[1])] for one, other in laid],
        "cycles": [[_place(edge, first, films[0]) for edge in (each.start_s, each.end_s)] for each in cycles],
        "fps": MOST_FPS,
    }


def _place(time_s: float, evidence: Evidence, film: SmallFilm) -> float:
    """Second of a small film that shows a moment of life."""
    return round(time_s * evidence.clip.source.speed - film.starts_s, 3)


def _charts(first: Evidence, second: Evidence, before: Report) -> tuple[list[Markup], list[str]]:
    if first.angles is None or second.angles is None:
        return [], []
    metrics = shown_metrics(before)
    ours, theirs = (curves_of(each.angles, each.clip, metrics) for each in (first, second) if each.angles)
    alike = {(curve.metric, curve.side, curve.raw): curve for curve in theirs}
    charts, sources = [], []
    for curve in ours:
        other = alike.get((curve.metric, curve.side, curve.raw))
        if other is None or other.kind != curve.kind:
            continue
        typical = typical_curve(before.exercise.id, curve.metric)
        key = f"{first.clip.source.sha256} {second.clip.source.sha256} {curve.metric} {curve.side}"
        chart = curve_chart([("before", curve), ("after", other)], typical, key)
        charts.append(Markup(_figure(chart, curve, other)))  # our own drawing, its texts are escaped
        sources += [f"{wording.label(curve.metric)}: {typical.source}"] if typical else []
    return charts, sources


def _figure(chart: str, curve: Curve, other: Curve) -> str:
    one, several = PHASE_WORDS[curve.kind]
    counted = f"{curve.n} {one if curve.n == 1 else several} before, {other.n} after"
    return f"{chart}<figcaption>{curve.side} leg, {counted}</figcaption>"


def _no_curves(first: Evidence, second: Evidence) -> str:
    lost = [each.clip.source.name for each in (first, second) if each.angles is None]
    if lost:
        return f"No curves: the table angles.csv of {' and '.join(lost)} does not lie beside the report."
    return "No curves: the same movement was not found in both clips."
