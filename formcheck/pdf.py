"""The report on paper: one or two pages of A4 with the verdicts, what to change first and the key frames."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Image, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from formcheck import wording
from formcheck.articles import DISCLAIMER, SEE_A_CLINICIAN
from formcheck.cues import State
from formcheck.exercises import all_exercises
from formcheck.page import VIEW_WORDS
from formcheck.palette import STATE_COLOURS, STATE_WORDS
from formcheck.pdf_look import INK, LINE, PLAIN, QUIET, STOP, Verdict, box, load_fonts, style
from formcheck.report import CueResult, Report, clips_of
from formcheck.version import __version__

MARGIN = 16 * mm
WIDTH = A4[0] - 2 * MARGIN
INSET = 6
"""What is written keeps so many points away from the frame of a page."""

FRAMES_ACROSS, FRAME_HIGH = 4, 58 * mm
ORDER: tuple[State, ...] = ("not_met", "borderline", "met", "cannot_tell")


@dataclass(frozen=True, slots=True)
class Added:
    """What stands in a report beside what was seen.

    heading : for whom and when. red_flags : questions about warning signs that were answered yes.
    therapist : verdict and comment of a therapist by cue id.
    """

    heading: str = ""
    red_flags: Sequence[str] = ()
    therapist: Mapping[str, tuple[State, str]] = field(default_factory=lambda: MappingProxyType({}))


def report_pdf(report: Report, key_frames: Mapping[str, Path], added: Added | None = None) -> bytes:
    """Return a report as a PDF.

    key_frames : picture of the worst instant by cue id; one that cannot be read is left out.
    """
    load_fonts()
    added = added or Added()
    title = title_of(report)
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=MARGIN - INSET,
        rightMargin=MARGIN - INSET,
        topMargin=14 * mm,
        bottomMargin=20 * mm,
        title=f"{title}: form check",
        author=f"formcheck {__version__}",
        lang="en",
        invariant=1,
    )
    document.build(_story(report, key_frames, added, title), onFirstPage=_foot, onLaterPages=_foot)
    return out.getvalue()


def title_of(report: Report) -> str:
    """Return exercise and leg in words."""
    known = all_exercises().get(report.exercise.id)
    title = known.in_posture(report.exercise.posture).title if known else report.exercise.id
    return ", ".join(part for part in (title, wording.leg(report)) if part)


def _story(report: Report, key_frames: Mapping[str, Path], added: Added, title: str) -> list[Any]:
    seen = [cue for cue in report.cues if cue.ask is None]
    told = sorted((cue for cue in seen if cue.verdict != "cannot_tell"), key=lambda cue: ORDER.index(cue.verdict))
    return [
        Paragraph(escape(title), style(19, bold=True)),
        Paragraph(escape(_facts(report, added)), style(9, colour=QUIET, after=7)),
        *_warned(report, added),
        *_score(report),
        *_first(report),
        *_verdicts(told, added),
        *_frames(told, key_frames),
        *_untold([cue for cue in seen if cue.verdict == "cannot_tell"]),
        *_film(report),
        *_asked(report),
    ]


def _facts(report: Report, added: Added) -> str:
    clips = clips_of(report)
    filmed = ", ".join(f"{each.source.name} {VIEW_WORDS[each.camera.view]}" for each in clips)
    source = report.source
    speed = wording.slowed(source.speed, source.captured_fps) if source.true_fps else ""
    parts = [added.heading, filmed, speed, f"{report.model} model", wording.adjustments(report)]
    return " · ".join(part for part in parts if part)


def _warned(report: Report, added: Added) -> list[Any]:
    lines = [*added.red_flags, *report.flags]
    if not lines:
        return []
    return [
        box("Warning signs", [escape(line) for line in (*lines, SEE_A_CLINICIAN)], WIDTH, colour=STOP),
        Spacer(1, 8),
    ]


def _score(report: Report) -> list[Any]:
    asked = sum(cue.ask is not None for cue in report.cues)
    told = f"<b>{report.score.met} of {report.score.judged} judged cues met.</b> " if report.score.judged else ""
    return [Paragraph(told + escape(wording.coverage(report.score, asked)), style(10.5, after=8))]


def _first(report: Report) -> list[Any]:
    wrong = wording.changes(report)
    if not wrong:
        return []
    first, *rest = [escape(cue.coaching) for cue in wrong]
    lines = [f"<b>{first}</b>", *(f"Then: {line}" for line in rest)]
    return [box("Change this first", lines, WIDTH, colour=HexColor(STATE_COLOURS["not_met"])), Spacer(1, 6)]


def _head(words: str) -> Paragraph:
    return Paragraph(words, style(12.5, bold=True, before=9, after=4))


def _verdicts(cues: Sequence[CueResult], added: Added) -> list[Any]:
    if not cues:
        return []
    rows = [[Verdict(cue.verdict), _answer(cue, added)] for cue in cues]
    table = Table(
        rows,
        colWidths=[34 * mm, WIDTH - 34 * mm],
        hAlign="LEFT",
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ],
    )
    return [_head("Cue by cue"), table]


def _answer(cue: CueResult, added: Added) -> list[Any]:
    lines = [Paragraph(f"<b>{escape(cue.says)}</b>", style(9.5))]
    band = wording.band_of(cue)
    if cue.estimate is not None and cue.unit is not None and band is not None:
        value = wording.measured(cue.estimate, cue.uncertainty, cue.unit)
        lines.append(Paragraph(escape(f"{value}. {wording.limits(band, cue.unit)}"), style(8.5, colour=QUIET)))
    if cue.id in added.therapist:
        verdict, comment = added.therapist[cue.id]
        words = f"Therapist: {STATE_WORDS[verdict]}" + (f": {comment}" if comment else "")
        lines.append(Paragraph(escape(words), style(9, bold=True)))
    return lines


def _frames(cues: Sequence[CueResult], key_frames: Mapping[str, Path]) -> list[Any]:
    pictures = [(cue, picture) for cue in cues if (picture := _picture(key_frames.get(cue.id)))]
    cells = [
        [picture, Paragraph(escape(_caption(cue)), style(7.5, colour=QUIET, before=2))] for cue, picture in pictures
    ]
    if not cells:
        return []
    rows: list[list[Any]] = [cells[start : start + FRAMES_ACROSS] for start in range(0, len(cells), FRAMES_ACROSS)]
    rows[-1] += [""] * (FRAMES_ACROSS - len(rows[-1]))
    layout = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    tables = [
        Table([row], colWidths=[WIDTH / FRAMES_ACROSS] * FRAMES_ACROSS, style=layout, hAlign="LEFT") for row in rows
    ]
    return [KeepTogether([_head("Key frames"), tables[0]]), *tables[1:]]


def _picture(path: Path | None) -> Image | None:
    try:
        width, height = ImageReader(str(path)).getSize()
    except OSError:
        return None
    scale = min((WIDTH / FRAMES_ACROSS - 8) / width, FRAME_HIGH / height)
    return Image(str(path), width * scale, height * scale, hAlign="LEFT")


def _caption(cue: CueResult) -> str:
    at = f", at {cue.worst_s:.1f} s" if cue.worst_s is not None else ""
    return f"{cue.says}: {STATE_WORDS[cue.verdict]}{at}"


def _untold(cues: Sequence[CueResult]) -> list[Any]:
    if not cues:
        return []
    lines = [Paragraph(f"<b>{escape(cue.says)}</b> {escape(cue.reason or '')}", style(9, after=3)) for cue in cues]
    return [KeepTogether([_head("What could not be judged, and how to film it"), lines[0]]), *lines[1:]]


def _film(report: Report) -> list[Any]:
    clips = clips_of(report)
    wrong = [check.message for clip in clips for check in clip.film if not check.ok]
    if not wrong:
        return []
    return [KeepTogether([_head("About the film"), *(Paragraph(escape(each), style(9, after=3)) for each in wrong)])]


def _asked(report: Report) -> list[Any]:
    asked = [cue for cue in report.cues if cue.ask]
    if not asked:
        return []
    lines = [
        Paragraph(f"{escape(cue.ask or '')} <b>{escape(cue.answer or '…………')}</b>", style(9, after=3))
        for cue in asked
    ]
    return [KeepTogether([_head("Ask yourself: no camera sees these"), *lines])]


def _foot(canvas: Any, document: Any) -> None:
    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.line(MARGIN, 16 * mm, A4[0] - MARGIN, 16 * mm)
    words = Paragraph(escape(DISCLAIMER), style(7, colour=QUIET))
    words.wrap(WIDTH - 34 * mm, 12 * mm)
    words.drawOn(canvas, MARGIN, 15 * mm - words.height)
    canvas.setFont(PLAIN, 7)
    canvas.setFillColor(INK)
    canvas.drawRightString(A4[0] - MARGIN, 12.5 * mm, f"formcheck {__version__} · page {document.page}")
    canvas.restoreState()
