"""Drawing primitives: lines, text, verdict signs and half-transparent cards. They draw in place, on RGB pictures.

Points are pixels, x to the right and y down, and need not be whole; a line with a NaN end is not drawn.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.cues import State
from formcheck.palette import INK, SHADE, STATE_COLOURS, rgb
from formcheck.pose import Array
from formcheck.upright import Image

BACKING = 0.72
"""Opacity of the backing of a card."""

TINT = 0.4
SUBPIXEL_BITS = 4

RIM_PX = 0.75
RIM_SHARE = 0.12
"""Dark rim on each side of a line, in pixels plus a share of its width, so that it reads on any background."""

SIGN_INK: dict[State, str] = {"met": INK, "borderline": SHADE, "not_met": INK, "cannot_tell": INK}
Point = Array | Sequence[float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of whole pixels."""

    x: int
    y: int
    width: int
    height: int

    def overlaps(self, other: Box) -> bool:
        """Say whether two boxes share a pixel."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def grown(self, by: int) -> Box:
        """Return the box larger by so much on each side."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def holds(self, points: Array) -> NDArray[np.bool_]:
        """(...,) True where points (..., 2) lie inside; False for NaN."""
        far = (self.x + self.width, self.y + self.height)
        return np.asarray(((points >= (self.x, self.y)) & (points < far)).all(axis=-1))


@dataclass(frozen=True, slots=True)
class Card:
    """A small picture to lay over a large one.

    rgb : (H, W, 3). opacity : (H, W) float32, 0..1; clarity : what it lacks of 1.
    """

    rgb: Image
    opacity: NDArray[np.float32]
    clarity: NDArray[np.float32] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "clarity", 1 - self.opacity)  # once for the many pictures that it is laid over

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height."""
        return self.rgb.shape[1], self.rgb.shape[0]

    def lay(self, picture: Image, x: int, y: int) -> None:
        """Blend the card into a picture with its upper left corner at x, y; what sticks out is left out."""
        top, left = max(y, 0), max(x, 0)
        under = picture[top : max(y + self.rgb.shape[0], 0), left : max(x + self.rgb.shape[1], 0)]
        if under.size:
            rows = slice(top - y, top - y + under.shape[0])
            columns = slice(left - x, left - x + under.shape[1])
            over, clear, opaque = (each[rows, columns] for each in (self.rgb, self.clarity, self.opacity))
            cv2.blendLinear(under, over, clear, opaque, dst=under)


def card(width: int, height: int, radius: int, paint: Callable[[Image], None]) -> Card:
    """Make a dark card with round corners; what ``paint`` draws on it is opaque, the rest see-through."""
    canvas = np.full((height, width, 3), rgb(SHADE), np.uint8)
    paint(canvas)
    inked = cv2.absdiff(canvas, np.full_like(canvas, rgb(SHADE))).max(axis=2) / np.float32(64)
    backing = _rounded(width, height, radius) * np.float32(BACKING)
    return Card(canvas, np.minimum(np.maximum(backing, inked), np.float32(1)).astype(np.float32))


def _rounded(width: int, height: int, radius: int) -> NDArray[np.float32]:
    mask = np.zeros((height, width), np.uint8)
    corners = np.array([(radius, radius), (width - 1 - radius, height - 1 - radius)])
    (left, top), (right, bottom) = corners.tolist()
    cv2.rectangle(mask, (left, 0), (right, height - 1), 255, -1)
    cv2.rectangle(mask, (0, top), (width - 1, bottom), 255, -1)
    for x in (left, right):
        for y in (top, bottom):
            cv2.circle(mask, (x, y), radius, 255, -1, cv2.LINE_AA)
    return np.asarray(mask / np.float32(255), np.float32)


@cache
def _font() -> cv2.FontFace:
    return cv2.FontFace("sans")


def text(picture: Image, words: str, at: Point, size_px: int, colour: str = INK, weight: int = 500) -> None:
    """Write one line of text; ``at`` is the left end of its baseline."""
    cv2.putText(picture, words, _whole(at), rgb(colour), _font(), size_px, weight)


def text_width(words: str, size_px: int, weight: int = 500) -> int:
    """Width in pixels of one line of text."""
    return int(cv2.getTextSize((0, 0), words, (0, 0), _font(), size_px, weight)[2])


def wrapped(words: str, width_px: int, size_px: int, lines: int, weight: int = 500) -> list[str]:
    """Break text into at most so many lines that fit a width; what is left over becomes an ellipsis."""
    out = [""]
    for word in words.split(" "):  # not at a no-break space
        longer = f"{out[-1]} {word}".strip()
        if out[-1] and text_width(longer, size_px, weight) > width_px:
            out.append(word)
        else:
            out[-1] = longer
    if len(out) > lines:
        out[lines - 1] = out[lines - 1].rstrip(",;") + "…"
    return [_shortened(each, width_px, size_px, weight) for each in out[:lines]]


def _shortened(words: str, width_px: int, size_px: int, weight: int) -> str:
    """Leave out the last words, or else the last letters, until an ellipsis fits behind the rest."""
    while text_width(words, size_px, weight) > width_px and len(words) > 1:
        rest = words.rstrip("…")
        rest = rest.rpartition(" ")[0] or rest[:-1]
        words = rest.rstrip(" ,;") + "…"
    return words


def line(picture: Image, start: Point, end: Point, colour: str, width_px: float, *, rim: bool = True) -> None:
    """Draw a line, by default with a thin dark rim."""
    if not _known(*start, *end):
        return
    ends = _fixed(start), _fixed(end)
    if rim:
        cv2.line(picture, *ends, rgb(SHADE), _thick(_rimmed(width_px)), cv2.LINE_AA, SUBPIXEL_BITS)
    cv2.line(picture, *ends, rgb(colour), _thick(width_px), cv2.LINE_AA, SUBPIXEL_BITS)


def dashed(picture: Image, start: Point, end: Point, colour: str, width_px: float) -> None:
    """Draw a dashed line: dashes of five widths, and in the gaps of three a dark line that shows on bright ground."""
    start, end = np.asarray(start, float), np.asarray(end, float)
    length_px = float(np.linalg.norm(end - start))
    if not np.isfinite(length_px) or length_px == 0:
        return
    line(picture, start, end, SHADE, width_px, rim=False)
    along = (end - start) / length_px
    for from_px in np.arange(0, length_px, 8 * width_px):
        to_px = min(from_px + 5 * width_px, length_px)
        line(picture, start + along * from_px, start + along * to_px, colour, width_px, rim=False)


def dot(picture: Image, at: Point, colour: str, radius_px: float) -> None:
    """Draw a filled circle with a thin dark rim."""
    if _known(*at):
        _disc(picture, at, _rimmed(2 * radius_px) / 2, SHADE)
        _disc(picture, at, radius_px, colour)


def _disc(picture: Image, centre: Point, radius_px: float, colour: str) -> None:
    fixed = round(radius_px * 2**SUBPIXEL_BITS)
    cv2.circle(picture, _fixed(centre), fixed, rgb(colour), -1, cv2.LINE_AA, SUBPIXEL_BITS)


def sector(
    picture: Image, vertex: Array, start: Array, end: Array, radius_px: float, colour: str, width_px: float
) -> None:
    """Draw the shorter arc between two directions around a point, with a tint of its colour inside it."""
    span = np.arctan2(start[0] * end[1] - start[1] * end[0], start @ end)
    angles = np.arctan2(start[1], start[0]) + np.linspace(0, span, 2 + int(abs(np.degrees(span)) / 3))
    arc = vertex + radius_px * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    tint(picture, np.vstack([vertex, arc]), colour)
    for stroke_px, stroke in ((_rimmed(width_px), SHADE), (width_px, colour)):
        points = np.round(arc * 2**SUBPIXEL_BITS).astype(np.int32)
        cv2.polylines(picture, [points], False, rgb(stroke), _thick(stroke_px), cv2.LINE_AA, SUBPIXEL_BITS)


def tint(picture: Image, outline: Array, colour: str) -> None:
    """Colour the inside of an outline (N, 2) half-transparently."""
    low = np.maximum(np.floor(outline.min(axis=0)).astype(int), 0)
    high = np.maximum(np.ceil(outline.max(axis=0)).astype(int) + 1, 0)
    under = picture[low[1] : high[1], low[0] : high[0]]
    if under.size:
        over = under.copy()
        cv2.fillPoly(over, [np.round(outline - low).astype(np.int32)], rgb(colour), cv2.LINE_AA)
        under[:] = cv2.addWeighted(over, TINT, under, 1 - TINT, 0)


def sign(picture: Image, state: State, centre: Point, radius_px: float, *, live: bool = True) -> None:
    """Draw the sign of a verdict: tick, wave, cross or question mark in a disc, or in a mere ring if not ``live``."""
    _disc(picture, centre, radius_px, STATE_COLOURS[state])
    if not live:
        _disc(picture, centre, radius_px - max(radius_px / 7, 1.2), SHADE)
    ink = SIGN_INK[state] if live else STATE_COLOURS[state]
    if state == "cannot_tell":
        size_px = round(radius_px * 1.5)
        left = centre[0] - text_width("?", size_px, 700) / 2
        text(picture, "?", (left, centre[1] + size_px * 0.36), size_px, ink, 700)
        return
    for stroke in _STROKES[state]:
        points = np.round((np.asarray(centre) + stroke * radius_px) * 2**SUBPIXEL_BITS).astype(np.int32)
        cv2.polylines(picture, [points], False, rgb(ink), _thick(radius_px / 4), cv2.LINE_AA, SUBPIXEL_BITS)


_WAVE = np.linspace(-0.52, 0.52, 15)
_STROKES: dict[State, tuple[Array, ...]] = {
    "met": (np.array([(-0.45, 0.05), (-0.12, 0.38), (0.48, -0.32)]),),
    "borderline": tuple(np.stack([_WAVE, dy - 0.11 * np.sin(6 * _WAVE)], axis=1) for dy in (-0.29, 0.29)),
    "not_met": (np.array([(-0.36, -0.36), (0.36, 0.36)]), np.array([(-0.36, 0.36), (0.36, -0.36)])),
}


def _known(*coordinates: float) -> bool:
    """All are finite; told from Python's floats, a drawing of a hundred strokes is twice as fast as from arrays."""
    return all(map(math.isfinite, coordinates))


def _rimmed(width_px: float) -> float:
    return width_px * (1 + 2 * RIM_SHARE) + 2 * RIM_PX


def _thick(width_px: float) -> int:
    return max(round(width_px), 1)


def _whole(point: Point) -> tuple[int, int]:
    return round(float(point[0])), round(float(point[1]))


def _fixed(point: Point) -> tuple[int, int]:
    return round(float(point[0]) * 2**SUBPIXEL_BITS), round(float(point[1]) * 2**SUBPIXEL_BITS)
