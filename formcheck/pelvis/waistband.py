"""Does the waistband show? Where, in the stand, what is worn on the hips ends and what is worn on the trunk begins.

A loose top over the hips follows the trunk half-way, and every way to read the pelvis from the picture is then surely
wrong. So the edge has to be seen: one colour from the hips up to it, another from it up to the chest, and the edge
well above the hip joints, where a waistband lies and the hem of a top that hangs does not.
"""

from __future__ import annotations

import cv2
import numpy as np

from formcheck.pelvis.rotation import View, turned
from formcheck.pose import Array

COLUMNS_SHOULDERS = 0.5
ROWS_TRUNKS = (-0.60, 0.10)
HIP_TRUNKS = (-0.04, 0.10)
CHEST_TRUNKS = (-0.60, -0.42)
LIGHTNESS = 0.5
"""Weight of lightness against colour: light falls off around a body, colour does not."""

LEAST_CONTRAST = 7.0
BELOW_SHARE, ABOVE_SHARE = 0.8, 0.25
"""The hips' colour covers at least, and at most, this share of what lies below and above the edge."""


def waist_edge(stand: View) -> float | None:
    """How far above the hip joints the hips' garment ends, in trunk lengths; None where no such edge is seen."""
    trunk_px, (top, bottom) = stand.trunk_px, ROWS_TRUNKS
    size = (round(COLUMNS_SHOULDERS * stand.shoulders_px), round((bottom - top) * trunk_px))
    middle = stand.hips + np.array([0.0, trunk_px * (top + bottom) / 2])
    colours = lab(turned(stand.pixels, middle, 0.0, size))
    rows = np.asarray(top + (np.arange(size[1]) + 0.5) / trunk_px, np.float64)
    hip, chest = (_typical(colours, rows, part) for part in (HIP_TRUNKS, CHEST_TRUNKS))
    contrast = float(np.linalg.norm(hip - chest))
    if contrast < LEAST_CONTRAST:
        return None
    share = (np.linalg.norm(colours - hip, axis=-1) < contrast / 2).mean(axis=1)
    return _edge(share, rows)


def _edge(share: Array, rows: Array) -> float | None:
    """Row below which the hips' colour is, and above which it is not, as a height; None if there is none."""
    inner = np.flatnonzero((rows > CHEST_TRUNKS[1]) & (rows < HIP_TRUNKS[1] - 0.04))
    splits = [(share[row:].mean() - share[:row].mean(), row) for row in inner]
    _, row = max(splits)
    if share[row:].mean() < BELOW_SHARE or share[:row].mean() > ABOVE_SHARE:
        return None
    return float(-rows[row])


def _typical(colours: Array, rows: Array, part: tuple[float, float]) -> Array:
    here = colours[(rows >= part[0]) & (rows <= part[1])]
    return np.asarray(np.median(here.reshape(-1, 3), axis=0))


def lab(pixels: np.ndarray) -> Array:
    """Lab colours (..., 3) of RGB pixels 0..255, lightness at half its weight."""
    lab = cv2.cvtColor(pixels.astype(np.float32) / 255, cv2.COLOR_RGB2LAB).astype(np.float64)
    return np.asarray(lab * (LIGHTNESS, 1.0, 1.0))
