"""Stickers over the pelvis, noticed in the patches: a line that lies on the pelvis for everybody to see.

Angles are degrees in the picture, + clockwise, of the line from left to right in the patch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

import cv2
import numpy as np

from formcheck.leg_length import lengths_of
from formcheck.pelvis.rotation import View
from formcheck.pelvis.waistband import full_lab
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

RING_PX, GOES_ON = (2.0, 4.5), 0.08
"""So far beyond a sticker's rim its colour has ended, but for this share."""

TILTED_DEG = 12.0
SAME_WIDTH = 0.15
TOO_LARGE_TURN_DEG = 22.0


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
    colours = full_lab(view.pixels)[..., 1:]
    window = 2 * round(AROUND_TRUNKS * view.trunk_px / 2) + 1
    around = np.stack([_around(colours[..., channel], window) for channel in (0, 1)], axis=-1)
    out = lengths_of(colours - around)
    spots = (out > max(LEAST_COLOUR, float(out.max()) / 2)).astype(np.uint8)
    # Beside a sticker the edge of the clothes stands out too, as a thin strip that would lengthen it.
    spots = np.asarray(cv2.morphologyEx(spots, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(spots, connectivity=8)
    found = [_dot(labels == label, out, colours) for label in range(1, count) if _is_round(boxes[label], view)]
    return [dot for dot in found if _is_near(dot, view) and _is_alone(dot, colours)]


def _around(channel: np.ndarray, window: int) -> np.ndarray:
    """Median of a channel (h, w) around each pixel, at half the size: what is around is large."""
    shifted = np.clip(np.round(channel) + 128, 0, 255).astype(np.uint8)
    small = cv2.resize(shifted, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    median = cv2.resize(cv2.medianBlur(small, window // 2 | 1), shifted.shape[::-1])
    return np.asarray(median.astype(np.float32) - 128)


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


def _is_alone(dot: Dot, colours: np.ndarray) -> bool:
    """Say whether a spot's colour ends all around it: at the corner of a shirt, or the end of a belt, it goes on."""
    rows, columns = np.indices(colours.shape[:2])
    away_px = np.hypot(columns - dot.at[0], rows - dot.at[1]) - np.sqrt(dot.area / np.pi)
    ring = colours[(away_px >= RING_PX[0]) & (away_px <= RING_PX[1])]
    stands_out = float(np.linalg.norm(dot.colour - np.median(ring, axis=0)))
    return bool((np.linalg.norm(ring - dot.colour, axis=-1) < stands_out / 2).mean() <= GOES_ON)
