"""Round spots of a bright colour in one picture: whatever might be a sticker."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.pelvis.aids import LEAST_COLOUR, Dot
from formcheck.pelvis.waistband import lab
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
SOLID = (0.80, 1.20)
"""Least ratio of its width to its length, and how much of the ellipse so wide and long it fills."""

EDGE = (0.25, 0.75)
"""A pixel belongs to a spot fully or not at all beyond these shares of the spot's contrast, and partly between."""

MOST = 30


@dataclass(frozen=True, slots=True)
class Spot:
    """A round spot.

    dot : where it is (2,) in pixels, its colour (a, b), its area. across_px : its greatest width, which a turned disc
    keeps.
    """

    dot: Dot
    across_px: float

    @property
    def hue_deg(self) -> float:
        """Angle of its colour in the plane of a and b: 0 pink to red, 90 yellow, 180 green, 270 blue."""
        return float(np.degrees(np.arctan2(self.dot.colour[1], self.dot.colour[0])) % 360)

    def scaled(self, factor: float) -> Spot:
        """Return the spot in a picture so many times as large."""
        return Spot(
            Dot((self.dot.at + 0.5) * factor - 0.5, self.dot.colour, round(self.dot.area * factor**2)),
            self.across_px * factor,
        )


def spots_of(rgb: Image) -> list[Spot]:
    """Find the round spots in a picture (H, W, 3), those that stand out most first."""
    shrink = max(max(rgb.shape[:2]) / LARGEST_PICTURE_PX, 1.0)
    if shrink > 1.0:
        size = (round(rgb.shape[1] / shrink), round(rgb.shape[0] / shrink))
        rgb = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
    return [spot.scaled(shrink) for spot in _spots(rgb)]


def _spots(rgb: Image) -> list[Spot]:
    colours = lab(rgb)[..., 1:].astype(np.float32)
    out: np.ndarray = np.linalg.norm(colours - _around(colours), axis=-1)
    standing_out = cv2.morphologyEx((out > LEAST_COLOUR).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(np.asarray(standing_out), connectivity=8)
    largest = LARGEST * max(out.shape)
    found = [
        (float(out[labels == label].mean()), label)
        for label, (_, _, width, height, area) in enumerate(boxes)
        if label and ACROSS_PX <= max(width, height) <= largest and area > 0.4 * width * height
    ]
    likely = [label for _, label in sorted(found, reverse=True)[:MOST]]
    spots = [_spot(labels == label, boxes[label], out, colours) for label in likely]
    return [spot for spot in spots if spot is not None]


def _around(colours: np.ndarray) -> np.ndarray:
    """(H, W, 2) the median colour around each pixel, found in a smaller picture: it varies slowly."""
    height, width = colours.shape[:2]
    small = cv2.resize(colours, (max(width // SHRINK, 1), max(height // SHRINK, 1)), interpolation=cv2.INTER_AREA)
    window = 2 * round(AROUND * max(small.shape[:2]) / 2) + 1
    shifted = np.clip(np.round(small) + 128, 0, 255).astype(np.uint8)
    median = np.stack([cv2.medianBlur(np.ascontiguousarray(shifted[..., axis]), window) for axis in (0, 1)], axis=-1)
    return np.asarray(cv2.resize(median.astype(np.float32) - 128, (width, height), interpolation=cv2.INTER_LINEAR))


def _spot(mask: np.ndarray, box: np.ndarray, out: np.ndarray, colours: np.ndarray) -> Spot | None:
    """Weigh the pixels in and beside a component by how much of each the spot covers; None if that is not round."""
    left, top, width, height = (int(value) for value in box[:4])
    rows, columns = slice(max(top - 2, 0), top + height + 2), slice(max(left - 2, 0), left + width + 2)
    near = cv2.dilate(mask[rows, columns].astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    contrast = float(np.percentile(out[mask], 75))
    weight = np.clip((out[rows, columns] / contrast - EDGE[0]) / (EDGE[1] - EDGE[0]), 0.0, 1.0) * near
    y, x = np.mgrid[0 : weight.shape[0], 0 : weight.shape[1]]
    total = float(weight.sum())
    middle = np.array([(x * weight).sum(), (y * weight).sum()]) / total
    spread = np.cov(np.stack([x.ravel(), y.ravel()]), aweights=weight.ravel(), ddof=0)
    short_px, long_px = 4 * np.sqrt(np.maximum(np.linalg.eigvalsh(spread), 0.0))
    filled = total / max(np.pi / 4 * short_px * long_px, 1e-9)
    if short_px < max(ROUND * long_px, ACROSS_PX) or not SOLID[0] < filled < SOLID[1]:
        return None
    core = np.asarray(colours[rows, columns][weight > 0.99].mean(axis=0), np.float64)
    return Spot(Dot(middle + np.array([columns.start, rows.start]), core, round(total)), float(long_px))
