"""Round spots of a bright colour in one picture: whatever might be a sticker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pelvis.stickers import LEAST_COLOUR, Dot
from formcheck.upright import Image

LARGEST_PICTURE_PX = 1280
"""Pictures are shrunk to this longer side: a sticker is then still many pixels wide."""

AROUND = 0.14
"""A spot stands out from the median colour around it, over this share of the longer side."""

SHRINK = 4
ACROSS_PX = 4.0
LARGEST = 0.08
"""A sticker is at least so many pixels wide, and at most this share of the longer side."""

ROUND = 0.55
SOLID = (0.88, 1.12)
"""Least ratio of its width to its length, and how much of the ellipse so wide and long it fills."""

EDGE = (0.25, 0.75)
"""A pixel belongs to a spot fully or not at all beyond these shares of the spot's contrast, and partly between."""

LEAST_OF_BOX = 0.4
RING = 0.4
"""The colours around a spot are those of a ring so wide, in its own width."""

LEVELS = (LEAST_COLOUR, 1.5 * LEAST_COLOUR, 2.2 * LEAST_COLOUR, 3.0 * LEAST_COLOUR)
"""How far a piece stands out: on a grey floor skin does too, and a sticker is told from it higher up."""

RICH = 30.0
"""A sticker stands out by so much: bricks and boards do not."""

MOST = 30
Picture = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Spot:
    """A round spot.

    dot : where it is (2,) in pixels, its colour (a, b), its area. across_px : its greatest width, which a turned disc
    keeps. contrast : how far its colour lies from those around it.
    """

    dot: Dot
    across_px: float
    contrast: float

    @property
    def hue_deg(self) -> float:
        """Angle of its colour in the plane of a and b: 0 pink to red, 90 yellow, 180 green, 270 blue."""
        return float(np.degrees(np.arctan2(self.dot.colour[1], self.dot.colour[0])) % 360)

    def scaled(self, factor: float) -> Spot:
        """Return the spot in a picture so many times as large."""
        return Spot(
            Dot((self.dot.at + 0.5) * factor - 0.5, self.dot.colour, round(self.dot.area * factor**2)),
            self.across_px * factor,
            self.contrast,
        )


def spots_of(rgb: Image) -> list[Spot]:
    """Find the round spots in a picture (H, W, 3), those that stand out most first."""
    shrink = max(max(rgb.shape[:2]) / LARGEST_PICTURE_PX, 1.0)
    if shrink > 1.0:
        size = (round(rgb.shape[1] / shrink), round(rgb.shape[0] / shrink))
        rgb = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
    return [spot.scaled(shrink) for spot in _spots(rgb)]


def _spots(rgb: Image) -> list[Spot]:
    colours = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB)[..., 1:].astype(np.float32) - 128
    beside = colours - _around(colours)
    out = np.hypot(beside[..., 0], beside[..., 1])
    found = [spot for level in LEVELS for spot in _standing_out(out > level, colours)]
    found.sort(key=lambda spot: -spot.contrast)
    kept: list[Spot] = []
    for spot in found:
        if all(np.linalg.norm(spot.dot.at - other.dot.at) > spot.across_px / 2 for other in kept):
            kept.append(spot)
    return kept[:MOST]


def _standing_out(mask: NDArray[np.bool_], colours: Picture) -> Iterator[Spot]:
    """Yield the round spots among the pieces of a mask."""
    opened = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(np.asarray(opened), connectivity=8)
    largest = LARGEST * max(mask.shape)
    for label, (_, _, width, height, area) in enumerate(boxes):
        if label and ACROSS_PX <= max(width, height) <= largest and area > LEAST_OF_BOX * width * height:
            spot = _spot(labels, label, boxes[label], colours)
            if spot is not None:
                yield spot


def _around(colours: Picture) -> Picture:
    """(H, W, 2) the median colour around each pixel, found in a smaller picture: it varies slowly."""
    height, width = colours.shape[:2]
    small = cv2.resize(colours, (max(width // SHRINK, 1), max(height // SHRINK, 1)), interpolation=cv2.INTER_AREA)
    window = 2 * round(AROUND * max(small.shape[:2]) / 2) + 1
    shifted = np.clip(np.round(small) + 128, 0, 255).astype(np.uint8)
    median = np.stack([cv2.medianBlur(np.ascontiguousarray(shifted[..., axis]), window) for axis in (0, 1)], axis=-1)
    return np.asarray(cv2.resize(median.astype(np.float32) - 128, (width, height), interpolation=cv2.INTER_LINEAR))


def _spot(labels: np.ndarray, label: int, box: np.ndarray, colours: Picture) -> Spot | None:
    """Weigh the pixels in and beside a piece by how much of each the spot covers; None if that is not round."""
    left, top, width, height = (int(value) for value in box[:4])
    ring_px = max(round(RING * max(width, height)), 4)
    rows = slice(max(top - ring_px, 0), top + height + ring_px)
    columns = slice(max(left - ring_px, 0), left + width + ring_px)
    inside, colours = labels[rows, columns] == label, colours[rows, columns]
    near = cv2.dilate(inside.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    if near.all():
        return None
    out = np.linalg.norm(colours - np.median(colours[~near], axis=0), axis=-1)
    contrast = float(np.percentile(out[inside], 75))
    weight = np.clip((out / max(contrast, 1.0) - EDGE[0]) / (EDGE[1] - EDGE[0]), 0.0, 1.0) * near
    y, x = np.mgrid[0 : weight.shape[0], 0 : weight.shape[1]]
    total = float(weight.sum())
    middle = np.array([(x * weight).sum(), (y * weight).sum()]) / total
    spread = np.cov(np.stack([x.ravel(), y.ravel()]), aweights=weight.ravel(), ddof=0)
    short_px, long_px = 4 * np.sqrt(np.maximum(np.linalg.eigvalsh(spread), 0.0))
    filled = total / max(np.pi / 4 * short_px * long_px, 1e-9)
    if contrast < RICH or short_px < max(ROUND * long_px, ACROSS_PX) or not SOLID[0] < filled < SOLID[1]:
        return None
    core = np.asarray(colours[weight > 0.99].mean(axis=0), np.float64)
    return Spot(Dot(middle + np.array([columns.start, rows.start]), core, round(total)), float(long_px), contrast)
