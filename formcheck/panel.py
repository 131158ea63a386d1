"""The panel of cues and the hold timer: cards to lay on the picture, and the corner where they hide least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from formcheck.cues import State
from formcheck.ink import Box, Card, card, sign, text, text_width, wrapped
from formcheck.palette import INK, JUDGED_SIDE, STATE_COLOURS, rgb
from formcheck.pose import Array
from formcheck.upright import Image

SECOND_INK = "#c3ccd3"
"""Text that matters less."""

RING_STEPS = 90
CLOCK_SIZE = 1.7
CLEARANCE = 0.06
"""Cards keep away from the lines of the legs by this share of the picture's shorter side: legs have flesh."""

LOW_CORNER = 0.2
"""Legs are low in the picture and so are the numbers beside them: an upper corner may hide a fifth of the rest."""

CROWDED = 0.01
"""Less than this is as good as nothing."""

LEG_WEIGHT = 20.0
"""Covering a leg is this much worse than covering anything else of the person."""


@dataclass(frozen=True, slots=True)
class Row:
    """One cue as it stands at one moment; ``live`` if measured now, else it is the verdict on the whole clip."""

    says: str
    state: State
    live: bool


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes in pixels: ``text`` is the size of the letters; a cue is shown on at most ``lines`` lines."""

    text: int
    width: int
    lines: int

    @property
    def pad(self) -> int:
        """Free space around and between things."""
        return max(round(self.text * 0.6), 4)

    @property
    def leading(self) -> int:
        """Distance of two baselines."""
        return round(self.text * 1.28)


@lru_cache(maxsize=64)
def panel(title: str, subtitle: str, rows: tuple[Row, ...], style: Style) -> Card:
    """Make the card with the exercise's title and its cues, each with its sign."""
    radius = style.text * 0.62
    indent = round(style.pad + 2 * radius + style.pad * 0.8)
    bodies = [wrapped(row.says, style.width - indent - style.pad, style.text, style.lines) for row in rows]
    inside_px, small_px = style.width - 2 * style.pad, round(style.text * 0.88)
    head, under = wrapped(title, inside_px, style.text, 2, 700), wrapped(subtitle, inside_px, small_px, 1)[0]
    heights = [len(body) * style.leading + style.pad for body in bodies]
    head_height = (len(head) + 1) * style.leading
    height = head_height + 2 * style.pad + sum(heights)

    def paint(canvas: Image) -> None:
        baseline = style.pad + style.text
        for number, words in enumerate(head):
            text(canvas, words, (style.pad, baseline + number * style.leading), style.text, INK, 700)
        text(canvas, under, (style.pad, baseline + len(head) * style.leading), small_px, SECOND_INK)
        top = style.pad + head_height + style.pad // 2
        for row, body, row_height in zip(rows, bodies, heights, strict=True):
            sign(canvas, row.state, (style.pad + radius, top + style.text * 0.68), radius, live=row.live)
            for number, words in enumerate(body):
                at = (indent, top + style.text + number * style.leading)
                text(canvas, words, at, style.text, INK if row.live else SECOND_INK)
            top += row_height

    return card(style.width, height, style.pad, paint)


def timer_size(text_px: int) -> tuple[int, int]:
    """Width and height of the timer's card."""
    digits_px = text_width("00:00", round(text_px * CLOCK_SIZE), 700)
    return round(text_px * 4.8) + digits_px, round(text_px * 4)


def timer(elapsed_s: float, target_s: float | None, text_px: int) -> Card:
    """Make the card of the hold timer: minutes and seconds, and a ring that closes when the target is reached."""
    share = min(elapsed_s / target_s, 1.0) if target_s else 1.0
    return _timer(int(elapsed_s), int(target_s) if target_s else None, round(share * RING_STEPS), text_px)


@lru_cache(maxsize=16)
def _timer(elapsed_s: int, target_s: int | None, steps: int, text_px: int) -> Card:
    width, height = timer_size(text_px)
    middle, radius = height // 2, round(text_px * 1.25)
    reached = steps == RING_STEPS
    colour = STATE_COLOURS["met"] if reached else JUDGED_SIDE

    def paint(canvas: Image) -> None:
        thickness = max(round(text_px * 0.36), 2)
        cv2.circle(canvas, (middle, middle), radius, rgb("#4a555d"), thickness, cv2.LINE_AA)
        ring = ((middle, middle), (radius, radius), -90, 0, steps * 360 / RING_STEPS)
        cv2.ellipse(canvas, *ring, rgb(colour), thickness, cv2.LINE_AA)
        if reached and target_s is not None:
            sign(canvas, "met", (middle, middle), radius * 0.62)
        left = middle + radius + text_px
        text(canvas, clock(elapsed_s), (left, middle + text_px * 0.35), round(text_px * CLOCK_SIZE), INK, 700)
        goal = f"of {clock(target_s)}" if target_s else "held"
        text(canvas, goal, (left, middle + text_px * 1.45), round(text_px * 0.85), SECOND_INK)

    return card(width, height, max(round(text_px * 0.6), 4), paint)


def clock(seconds: float) -> str:
    """Minutes and seconds, cut to whole seconds.

    >>> clock(83.9)
    '1:23'
    """
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


@lru_cache(maxsize=256)
def label(words: str, state: State | None, text_px: int) -> Card:
    """Make the small card with a number, and the sign of a state before it if there is one."""
    radius, pad = text_px * 0.5, max(round(text_px * 0.35), 3)
    left = round(2 * pad + 2 * radius) if state else pad
    width = left + pad + text_width(words, text_px, 700)
    height = round(text_px * 1.5)

    def paint(canvas: Image) -> None:
        if state:
            sign(canvas, state, (pad + radius, height / 2 - 0.5), radius)
        text(canvas, words, (left, height / 2 + text_px * 0.36), text_px, INK, 700)

    return card(width, height, height // 3, paint)


def corner_box(
    picture_px: tuple[int, int], size_px: tuple[int, int], margin: int, body: Array, legs: Array, taken: Sequence[Box]
) -> tuple[Box, float]:
    """Find the corner where a card hides least of the person over the whole clip.

    body, legs : (N, 2) points of the person in all frames, NaN where not seen. taken : boxes to keep clear of.
    Returns the box and its cost: shares of the points that it hides, legs counted ``LEG_WEIGHT`` times, and
    ``LOW_CORNER`` more in a lower corner. Among equals the corner farthest from the person wins.
    """
    (across, down), (width, height) = picture_px, size_px
    person = np.nan_to_num(np.nanmedian(body, axis=0)) if np.isfinite(body).any() else np.zeros(2)
    ranked = []
    for x in (across - margin - width, margin):
        for y in (margin, down - margin - height):
            box = Box(x, y, width, height)
            hidden = _share(box, body) + LEG_WEIGHT * _share(box.grown(round(CLEARANCE * min(picture_px))), legs)
            blocked = any(box.overlaps(other) for other in taken)
            away = float(np.linalg.norm(person - (x + width / 2, y + height / 2)))
            cost = hidden + LOW_CORNER * (y > margin)
            ranked.append((blocked, round(cost / CROWDED), -away, x, y))
    blocked, cost, _, x, y = min(ranked)
    return Box(x, y, width, height), cost * CROWDED + blocked


def _share(box: Box, points: Array) -> float:
    seen = np.isfinite(points).all(axis=-1)
    return float(box.holds(points).sum() / max(seen.sum(), 1))
