"""Stickers over the pelvis, or a belt, noticed in the patches: lines that lie on the pelvis for everybody to see.

Angles are degrees in the picture, + clockwise, of the line from left to right in the patch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

import cv2
import numpy as np

from formcheck.pelvis.rotation import View, turned
from formcheck.pelvis.waistband import lab
from formcheck.pose import Array

AROUND_TRUNKS = 0.18
LEAST_COLOUR = 22.0
"""How far the colour of a sticker, lightness aside, stands out from what is around it."""

BOX_TRUNKS = (0.50, -0.46, 0.12)
DOT_TRUNKS = (0.025, 0.13)
APART_TRUNKS = (0.25, 0.75)
OFF_MIDDLE_TRUNKS = 0.14
LIKE = 20.0
"""Two stickers of one colour differ by less than this, and all else by more."""

RIM_PX = 3
"""A sticker is painted over with its rim, so much wider than the spot that stands out."""

TILTED_DEG = 12.0
SAME_WIDTH = 0.15
TOO_LARGE_TURN_DEG = 22.0

BELT_SHOULDERS = 0.62
BELT_ROWS_TRUNKS = (-0.46, -0.10)
BELT_HALF_TRUNKS = 0.025
BELT_BESIDE_TRUNKS = 0.085
LEAST_BELT = 16.0
ONLY_BELT = 0.55
COVERED = 0.85
STRAY_ROWS = 1.5
ELSEWHERE_TRUNKS = (-0.80, 0.15)
RECURRING = 0.06
"""A belt's colour covers at most this share of what is above and below it."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A spot of one colour: where it is in the patch, its colour (a, b), its size in pixels."""

    at: Array
    colour: Array
    area: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two stickers, the left one in the patch first."""

    left: Dot
    right: Dot

    @property
    def angle_deg(self) -> float:
        """Of the line from one to the other."""
        across = self.right.at - self.left.at
        return float(np.degrees(np.arctan2(across[1], across[0])))

    @property
    def apart_px(self) -> float:
        """Their distance."""
        return float(np.linalg.norm(self.right.at - self.left.at))


def sticker_pair(stand: View) -> Pair | None:
    """Find two like spots, level and on either side of the middle, and no third of their colour; else None."""
    dots = _dots(stand)
    pairs = [pair for one, two in combinations(dots, 2) if _could_be(pair := _ordered(one, two), stand)]
    lone = [pair for pair in pairs if sum(_alike(dot, pair.left) for dot in dots) == 2]
    return lone[0] if len(lone) == 1 else None


def found_again(stand: Pair, hold: View) -> Pair | None:
    """Find the stickers of the stand again in the hold; None unless exactly one pair could be them."""
    dots = [dot for dot in _dots(hold) if _alike(dot, stand.left) or _alike(dot, stand.right)]
    pairs = [_ordered(one, two) for one, two in combinations(dots, 2)]
    same = [
        pair
        for pair in pairs
        if abs(pair.apart_px / stand.apart_px - 1) < SAME_WIDTH
        and abs(pair.angle_deg - stand.angle_deg) < TOO_LARGE_TURN_DEG
    ]
    return same[0] if len(same) == 1 else None


def painted_over(view: View, pair: Pair | None) -> View:
    """Return the view with the stickers filled in from what is around them."""
    if pair is None:
        return view
    spots = np.zeros(view.pixels.shape[:2], np.uint8)
    for dot in (pair.left, pair.right):
        radius = round(np.sqrt(dot.area / np.pi)) + RIM_PX
        cv2.circle(spots, (round(float(dot.at[0])), round(float(dot.at[1]))), radius, 255, -1)
    return replace(
        view, pixels=np.asarray(cv2.inpaint(np.ascontiguousarray(view.pixels), spots, 3, cv2.INPAINT_TELEA))
    )


def _ordered(one: Dot, two: Dot) -> Pair:
    return Pair(one, two) if one.at[0] < two.at[0] else Pair(two, one)


def _alike(one: Dot, two: Dot) -> bool:
    return bool(np.linalg.norm(one.colour - two.colour) < LIKE)


def _could_be(pair: Pair, view: View) -> bool:
    middle = (pair.left.at + pair.right.at) / 2 - view.hips
    apart = pair.apart_px / view.trunk_px
    return (
        _alike(pair.left, pair.right)
        and APART_TRUNKS[0] < apart < APART_TRUNKS[1]
        and abs(middle[0]) < OFF_MIDDLE_TRUNKS * view.trunk_px
        and abs(pair.angle_deg) < TILTED_DEG
        and 0.4 < pair.left.area / pair.right.area < 2.5
    )


def _dots(view: View) -> list[Dot]:
    """Every small round spot near the hips whose colour stands out from its surroundings."""
    colours = lab(view.pixels)[..., 1:].astype(np.float32)
    window = 2 * round(AROUND_TRUNKS * view.trunk_px / 2) + 1
    around = np.stack([_median(colours[..., channel], window) for channel in (0, 1)], axis=-1)
    out = np.linalg.norm(colours - around, axis=-1)
    spots = (out > max(LEAST_COLOUR, float(out.max()) / 2)).astype(np.uint8)
    # Beside a sticker the edge of the clothes stands out too, as a thin strip that would lengthen it.
    spots = np.asarray(cv2.morphologyEx(spots, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(spots, connectivity=8)
    found = [_dot(labels == label, out, colours) for label in range(1, count) if _is_round(boxes[label], view)]
    return [dot for dot in found if _is_near(dot, view)]


def _median(channel: np.ndarray, window: int) -> np.ndarray:
    shifted = np.clip(np.round(channel) + 128, 0, 255).astype(np.uint8)
    return np.asarray(cv2.medianBlur(shifted, window).astype(np.float32) - 128)


def _is_round(box: np.ndarray, view: View) -> bool:
    _, _, width, height, area = (int(value) for value in box)
    small, large = (share * view.trunk_px for share in DOT_TRUNKS)
    return small <= min(width, height) and max(width, height) <= large and area > 0.45 * width * height


def _dot(mask: np.ndarray, out: Array, colours: np.ndarray) -> Dot:
    rows, columns = np.nonzero(mask)
    weight = out[rows, columns]
    at = np.array([columns @ weight, rows @ weight]) / weight.sum()
    # The core alone: the rim is mixed with what is around it.
    core = weight >= np.percentile(weight, 60)
    return Dot(at, np.asarray(colours[rows[core], columns[core]].mean(axis=0), np.float64), len(rows))


def _is_near(dot: Dot, view: View) -> bool:
    across, top, bottom = (share * view.trunk_px for share in BOX_TRUNKS)
    x, y = dot.at - view.hips
    return bool(abs(x) < across and top < y < bottom)


@dataclass(frozen=True, slots=True)
class Belt:
    """A belt in the stand: its colour (3,), how much it stands out, its height above the hips, its own tilt."""

    colour: Array
    contrast: float
    above_px: float
    angle_deg: float


def belt_of(stand: View) -> Belt | None:
    """Find the one narrow band of its own colour around the waist; None if there is none, or more than one."""
    colours, rows = _strip(stand, 0.0)
    typical = np.median(colours, axis=1)
    half, beside = (max(round(share * stand.trunk_px), 1) for share in (BELT_HALF_TRUNKS, BELT_BESIDE_TRUNKS))
    inner = range(beside + half, len(rows) - beside - half)
    standing_out = np.zeros(len(rows))
    for row in inner:
        away = [np.linalg.norm(typical[row] - _block(typical, row + sign * beside, half)) for sign in (-1, 1)]
        standing_out[row] = min(away)
    best = int(np.argmax(standing_out))
    others = np.delete(standing_out, slice(max(best - beside, 0), best + beside + 1))
    if standing_out[best] < LEAST_BELT or (len(others) and others.max() > ONLY_BELT * standing_out[best]):
        return None
    if _recurs(stand, _block(typical, best, half), float(standing_out[best]), float(rows[best])):
        return None
    belt = Belt(_block(typical, best, half), float(standing_out[best]), -float(rows[best]), 0.0)
    angle = _line_deg(colours, rows, belt, stand.trunk_px)
    return Belt(belt.colour, belt.contrast, belt.above_px, angle) if np.isfinite(angle) else None


def _recurs(stand: View, colour: Array, contrast: float, row_px: float) -> bool:
    """Say whether a band's colour is there again above or below it: then it is a stripe of a patterned top."""
    top, bottom = ELSEWHERE_TRUNKS
    size = (round(BELT_SHOULDERS * stand.shoulders_px), round((bottom - top) * stand.trunk_px))
    middle = stand.hips + np.array([0.0, stand.trunk_px * (top + bottom) / 2])
    colours = lab(turned(stand.pixels, middle, 0.0, size))
    rows = top * stand.trunk_px + np.arange(size[1]) + 0.5
    elsewhere = np.abs(rows - row_px) > BELT_BESIDE_TRUNKS * stand.trunk_px
    return bool((np.linalg.norm(colours[elsewhere] - colour, axis=-1) < contrast / 2).mean() > RECURRING)


def belt_turn_deg(belt: Belt, hold: View, about_deg: float) -> float:
    """How far the belt has turned since the stand, looked for near a turn that is about known; NaN if not found."""
    colours, rows = _strip(hold, about_deg)
    member = (np.linalg.norm(colours - belt.colour, axis=-1) < belt.contrast / 2).mean(axis=1)
    found = Belt(belt.colour, belt.contrast, -float(rows[int(np.argmax(member))]), 0.0)
    return about_deg + _line_deg(colours, rows, found, hold.trunk_px) - belt.angle_deg


def _strip(view: View, angle_deg: float) -> tuple[Array, Array]:
    """Lab colours (rows, columns, 3) around the waist, turned, and the rows' heights: pixels below the hips."""
    top, bottom = BELT_ROWS_TRUNKS
    size = (round(BELT_SHOULDERS * view.shoulders_px), round((bottom - top) * view.trunk_px))
    angle = np.radians(angle_deg)
    down = view.trunk_px * (top + bottom) / 2 * np.array([-np.sin(angle), np.cos(angle)])
    rows = np.asarray(top * view.trunk_px + np.arange(size[1]) + 0.5, np.float64)
    return lab(turned(view.pixels, view.hips + down, angle_deg, size)), rows


def _block(typical: Array, row: int, half: int) -> Array:
    return np.asarray(np.median(typical[max(row - half, 0) : row + half + 1], axis=0))


def _line_deg(colours: Array, rows: Array, belt: Belt, trunk_px: float) -> float:
    """Slope of the line through the belt's middle in every column, strays left out; NaN if it covers too few."""
    near = np.abs(rows + belt.above_px) < BELT_BESIDE_TRUNKS * trunk_px
    member = np.clip(1.5 - 2 * np.linalg.norm(colours[near] - belt.colour, axis=-1) / belt.contrast, 0.0, 1.0)
    weight = member.sum(axis=0)
    kept = weight > 1.0
    if kept.mean() < COVERED:
        return float("nan")
    columns = np.flatnonzero(kept)
    heights = (rows[near] @ member)[kept] / weight[kept]
    for _ in range(3):
        slope, level = np.polyfit(columns, heights, 1)
        close = np.abs(heights - slope * columns - level) < STRAY_ROWS
        if close.sum() < COVERED * len(heights) / 2:
            break
        columns, heights = columns[close], heights[close]
    return float(np.degrees(np.arctan(slope)))
