"""The picture beside the answer: the foot before and after, the line from heel to ball and the height over it."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from formcheck.arch.measuring import Measured
from formcheck.arch.reading import ArchReading, Part
from formcheck.arch.report import amount
from formcheck.ink import dashed, dot, line, text, wrapped
from formcheck.palette import INK, JUDGED_SIDE, SHADE, rgb
from formcheck.panel import SECOND_INK, label
from formcheck.pose import Array
from formcheck.upright import Image

WIDTH_PX = 900
AROUND = (1.9, 0.95)
"""Width and height of what is shown, in lengths of the line."""

TEXT_PX = 22
BEYOND = 0.12
"""The line is drawn so much beyond the stickers."""

WARNING = "An experiment: it measures the sticker on the skin and judges nothing."


def draw_arch(frames: Sequence[Image], measured: Measured) -> Image:
    """Draw the frames (two, unloaded first) one above the other, with a caption; returns a new picture."""
    reading, markers = measured.reading, measured.markers
    assert reading is not None
    assert markers is not None
    told = measured.report.change
    rows = []
    for frame, part, words in zip(frames, (reading.unloaded, reading.loaded), ("before", "after"), strict=True):
        shown, points = _cut_out(frame, markers.at_px[part.frame], part)
        earlier = None if part is reading.unloaded else carried_over(markers.at_px[reading.unloaded.frame], points)
        _draw_height(shown, points, earlier)
        when = f"{words} the foot takes the weight, {part.start_s:.1f}–{part.end_s:.1f} s"
        label(when, None, round(TEXT_PX * 0.8)).lay(shown, 12, 12)
        if earlier is not None and told is not None:
            _lay_amount(shown, points, f"{amount(told)} {'lower' if told.lowered >= 0 else 'higher'}")
        rows.append(shown)
    return np.vstack([*rows, _caption(measured, reading)])


def carried_over(earlier: Array, now: Array) -> Array:
    """Where the middle of the earlier three points (3, 2) would lie if their line were that of the three now."""
    along, up = earlier[2] - earlier[0], earlier[1] - earlier[0]
    turn = complex(*(now[2] - now[0])) / complex(*along)
    moved = complex(*up) * turn
    return np.asarray(now[0] + np.array([moved.real, moved.imag]))


def _cut_out(frame: Image, points: Array, part: Part) -> tuple[Image, Array]:
    """Cut the foot out, enlarge it to the full width, and return it with the points in its pixels."""
    half = np.array(AROUND) * part.span_px / 2
    middle = points.mean(axis=0) - (0.0, 0.05 * part.span_px)
    zoom = WIDTH_PX / (2 * half[0])
    matrix = np.array([[zoom, 0.0, zoom * (half[0] - middle[0])], [0.0, zoom, zoom * (half[1] - middle[1])]])
    size = (WIDTH_PX, round(2 * half[1] * zoom))
    shown = cv2.warpAffine(frame, matrix, size, flags=cv2.INTER_CUBIC, borderValue=rgb(SHADE))
    return np.ascontiguousarray(shown, np.uint8), points * zoom + matrix[:, 2]


def _draw_height(picture: Image, points: Array, earlier: Array | None) -> None:
    first, middle, last = points
    along = last - first
    line(picture, first - BEYOND * along, last + BEYOND * along, JUDGED_SIDE, 3)
    foot = first + along * ((middle - first) @ along / (along @ along))
    if earlier is not None:
        shift = np.array([along[0], along[1]]) * 0.09
        dashed(picture, earlier - shift, earlier + shift, INK, 2)
    line(picture, foot, middle, INK, 3)
    for point in points:
        dot(picture, point, INK, 4)


def _lay_amount(picture: Image, points: Array, words: str) -> None:
    card = label(words, None, TEXT_PX)
    x = round(float(points[1, 0])) + 24
    y = round(float(points[:, 1].min())) - 3 * TEXT_PX
    width, height = card.size_px
    card.lay(picture, min(max(x, 0), picture.shape[1] - width - 8), min(max(y, 56), picture.shape[0] - height - 8))


def _caption(measured: Measured, reading: ArchReading) -> Image:
    pad, small_px = TEXT_PX * 2 // 3, round(TEXT_PX * 0.8)
    says = wrapped(measured.report.says, WIDTH_PX - 2 * pad, TEXT_PX, 5, 700)
    facts = f"{reading.unloaded.frames} frames before, {reading.loaded.frames} after. {WARNING}"
    lines = [(words, TEXT_PX, INK, 700) for words in says]
    lines += [(words, small_px, SECOND_INK, 500) for words in wrapped(facts, WIDTH_PX - 2 * pad, small_px, 2)]
    strip = np.full((round(2 * pad + TEXT_PX * 1.3 * len(lines)), WIDTH_PX, 3), rgb(SHADE), np.uint8)
    for number, (words, size_px, colour, weight) in enumerate(lines):
        text(strip, words, (pad, pad + TEXT_PX + round(number * TEXT_PX * 1.3)), size_px, colour, weight)
    return strip
