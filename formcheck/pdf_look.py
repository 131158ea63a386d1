"""How a report looks on paper: fonts, styles, and the disc with the sign of a verdict."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, Table

from formcheck.cues import State
from formcheck.palette import STATE_COLOURS, STATE_SIGNS, STATE_WORDS

INK, QUIET, LINE, TINT, STOP = (HexColor(each) for each in ("#14232b", "#4d5a61", "#d8d0c3", "#f6f2eb", "#a3260c"))
PLAIN, BOLD = "DejaVuSans", "DejaVuSans-Bold"
"""Fonts that matplotlib ships: they hold every sign a report is written with, which those built into PDF do not."""

DISC_MM = 3.1


def load_fonts() -> None:
    """Make the fonts known; a second time does nothing."""
    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    for name in (PLAIN, BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, folder / f"{name}.ttf"))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)


def style(size: float, *, bold: bool = False, colour: Any = INK, before: float = 0, after: float = 0) -> Any:
    """Return a style of text; sizes and spaces in points."""
    return ParagraphStyle(
        f"{size}{bold}{colour}",
        fontName=BOLD if bold else PLAIN,
        fontSize=size,
        leading=size * 1.38,
        textColor=colour,
        spaceBefore=before,
        spaceAfter=after,
    )


class Verdict(Flowable):  # type: ignore[misc]
    """A coloured disc with the sign of a verdict, and the word behind it."""

    def __init__(self, state: State, size: float = 8.5) -> None:
        super().__init__()
        self.state, self.size = state, size
        self.width = 2 * DISC_MM * mm + 5 + pdfmetrics.stringWidth(STATE_WORDS[state], BOLD, size)
        self.height = 2 * DISC_MM * mm

    def wrap(self, *_: float) -> tuple[float, float]:
        """Return the room it takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it on the page that is being made."""
        radius = DISC_MM * mm
        self.canv.setFillColor(HexColor(STATE_COLOURS[self.state]))
        self.canv.circle(radius, radius, radius, stroke=0, fill=1)
        self.canv.setFillColor(INK)
        self.canv.setFont(BOLD, self.size + 1)
        self.canv.drawCentredString(radius, radius - 0.36 * (self.size + 1), STATE_SIGNS[self.state])
        self.canv.setFont(BOLD, self.size)
        self.canv.drawString(2 * radius + 5, radius - 0.36 * self.size, STATE_WORDS[self.state])


def box(title: str, lines: list[str], width: float, *, colour: Any) -> Table:
    """Return a tinted box with a bar of a colour at its left, a title and lines."""
    body = [Paragraph(title, style(11, bold=True, after=2)), *(Paragraph(line, style(9.5)) for line in lines)]
    return Table(
        [[body]],
        colWidths=[width],
        hAlign="LEFT",
        style=[
            ("BACKGROUND", (0, 0), (-1, -1), TINT),
            ("LINEBEFORE", (0, 0), (0, -1), 4, colour),
            ("LEFTPADDING", (0, 0), (-1, -1), 10),
            ("TOPPADDING", (0, 0), (-1, -1), 6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
        ],
    )
