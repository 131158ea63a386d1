"""The strip of footfalls below an annotated film: both feet on a line of time that runs past the moment shown."""

from __future__ import annotations

import cv2
import numpy as np

from formcheck.analysis import Analysis
from formcheck.footfalls import Footfall, footfalls, stances
from formcheck.ink import text, text_width
from formcheck.landmarks import SIDES, Side
from formcheck.palette import INK, JUDGED_SIDE, OTHER_SIDE, SHADE, rgb
from formcheck.upright import Image

AROUND_S = 1.5
"""So much before and after the moment shown is on the strip."""

LETTERS = 0.024
SMALLEST_PX = 11
BAR = "#3d4a54"
NOW = "#ffd43b"


class FootfallStrip:
    """Draws the strip for one clip. height_px : how much it adds below each picture, 0 where nobody walks or runs."""

    def __init__(self, analysis: Analysis, width_px: int) -> None:
        self._marks = footfalls(analysis.report.events, analysis.report.phases)
        self._judged = analysis.report.side
        self._width_px = width_px
        self._text_px = max(round(LETTERS * width_px), SMALLEST_PX)
        self._left_px = text_width("right", self._text_px, 700) + self._text_px
        self.height_px = 2 * round(2.4 * self._text_px) if self._marks else 0

    def below(self, picture: Image, time_s: float) -> Image:
        """Return a picture with the strip below it, the moment ``time_s`` in its middle."""
        if not self._marks:
            return picture
        strip = np.full((self.height_px, self._width_px, 3), rgb(SHADE), np.uint8)
        for number, side in enumerate(SIDES):
            self._row(strip, side, round((number + 0.5) * self.height_px / 2), time_s)
        now_x = round(self._x(time_s, time_s))
        cv2.line(strip, (now_x, 0), (now_x, self.height_px - 1), rgb(NOW), 2)
        strip[:, : self._left_px] = rgb(SHADE)
        for number, side in enumerate(SIDES):
            baseline = (number + 0.5) * self.height_px / 2 + 0.36 * self._text_px
            text(strip, side, (self._text_px * 0.5, baseline), self._text_px, INK, 700)
        return np.vstack([picture, strip])

    def _x(self, moment_s: float, now_s: float) -> float:
        width_px = self._width_px - self._left_px
        return self._left_px + width_px * (moment_s - now_s + AROUND_S) / (2 * AROUND_S)

    def _row(self, strip: Image, side: Side, y: int, now_s: float) -> None:
        half = max(round(self._text_px * 0.4), 3)
        for start_s, end_s in stances(self._marks, side):
            start, end = (round(self._x(edge, now_s)) for edge in (start_s, end_s))
            cv2.rectangle(strip, (start, y - half), (end, y + half), rgb(BAR), -1)
        for mark in self._marks:
            if mark.side == side and abs(mark.time_s - now_s) <= 1.1 * AROUND_S:
                self._mark(strip, mark, self._x(mark.time_s, now_s), y, half)

    def _mark(self, strip: Image, mark: Footfall, x: float, y: int, half: int) -> None:
        """A contact points down, a toe-off up and is hollow, mid-stance is an upright."""
        colour = rgb(JUDGED_SIDE if mark.side == self._judged else OTHER_SIDE)
        if mark.kind == "midstance":
            cv2.line(strip, (round(x), y - 2 * half), (round(x), y + 2 * half), colour, 2, cv2.LINE_AA)
            return
        tip = -1 if mark.kind == "toe_off" else 1
        corners = np.array(
            [(x - 1.6 * half, y - tip * half), (x + 1.6 * half, y - tip * half), (x, y + 1.4 * tip * half)]
        )
        if tip > 0:
            cv2.fillPoly(strip, [np.round(corners).astype(np.int32)], colour, cv2.LINE_AA)
        else:
            cv2.polylines(strip, [np.round(corners).astype(np.int32)], True, colour, 2, cv2.LINE_AA)
