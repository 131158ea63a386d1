"""Does the waistband show? Where, in the stand, what is worn on the hips ends and what is worn on the trunk begins.

A loose top over the hips follows the trunk half-way, and every way to read the pelvis from the picture is then surely
wrong. So the edge has to be seen: the colours of the hips up to it, others above it, and the edge well above the hip
joints, where a waistband lies and the hem of a top that hangs does not.

Cloth has many colours, and two patterns may share some. So the colours of either side are told apart as a whole: how
much likelier a pixel is among those of the hips than among those just above the edge.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.medians import median_across
from formcheck.pelvis.rotation import View, turned
from formcheck.pose import Array
from formcheck.upright import Image

ROWS_PER_TRUNK, COLUMNS = 100, 40
COLUMNS_SHOULDERS = 0.5
ROWS_TRUNKS = (-0.60, 0.10)
HIP_TRUNKS = (-0.04, 0.10)
EDGE_TRUNKS = (-0.42, 0.06)
"""Where an edge is looked for, in trunk lengths below the hips."""

ARM_TRUNKS, LEAST_FREE = 0.18, 0.35
"""How wide an arm is taken to be, and the share of what lies above an edge that no arm may hide."""

ABOVE_TRUNKS, BELOW_TRUNKS = 0.12, 0.08
"""So much above and below the edge counts as beside it."""

LIGHTNESS = 0.5
"""Weight of lightness against colour: light falls off around a body, colour does not."""

SHADE, ALIKE = 4.0, 5.0
"""Steps in which colours are told apart, and how far those of one cloth scatter, in Lab units."""

RARE, SURE = 0.02, 3.0
"""A colour of neither side says nothing, and no pixel says more than this, as the logarithm of how much likelier."""

MANY = 1000
"""More than the shades of lightness, of green to red, or of blue to yellow."""

LEAST_CONTRAST = 0.5
"""The pixels on either side of an edge speak for their side at least so clearly, on average."""


def waist_edge(stand: Sequence[View]) -> float | None:
    """How far above the hip joints the hips' garment ends, in trunk lengths; None where no such edge is seen.

    stand : one or more views of the same stand, which are laid upon one another.
    """
    shares, alike = _colour_shares(strip(stand, COLUMNS_SHOULDERS, ROWS_TRUNKS), _free_of_arms(stand))
    rows = heights(ROWS_TRUNKS)
    hip = _mix(shares[(rows >= HIP_TRUNKS[0]) & (rows <= HIP_TRUNKS[1])].sum(axis=0))
    inner = np.flatnonzero((rows > EDGE_TRUNKS[0]) & (rows < EDGE_TRUNKS[1]))
    contrasts = _contrasts(shares, alike, hip, inner)
    best = int(np.argmax(contrasts))
    return None if contrasts[best] < LEAST_CONTRAST else float(0.5 / ROWS_PER_TRUNK - rows[inner[best]])


def _contrasts(shares: Array, alike: Array, hip: Array, edges: NDArray[np.int64]) -> Array:
    """(E,) how clearly each row parts the hips' colours (C,), all the way up to it, from those just above it."""
    reach_up, reach_down = (round(trunks * ROWS_PER_TRUNK) for trunks in (ABOVE_TRUNKS, BELOW_TRUNKS))
    # What lies between any two rows is a difference of sums from the top.
    down_to = np.concatenate([np.zeros((1, shares.shape[1])), np.cumsum(shares, axis=0)])
    tops, bottoms = np.maximum(edges - reach_up, 0), np.minimum(edges + reach_down, len(shares))
    just_above = down_to[edges] - down_to[tops]
    beside, below = down_to[bottoms] - down_to[edges], down_to[-1] - down_to[edges]
    above_mix, beside_mix, below_mix = (_mix(each) for each in (just_above, beside, below))
    likelier = np.clip(np.log((hip @ alike + RARE) / (above_mix @ alike + RARE)), -SURE, SURE)
    clear = np.min([(mix * likelier).sum(axis=1) for mix in (below_mix, beside_mix, -above_mix)], axis=0)
    return np.where(just_above.sum(axis=1) < LEAST_FREE * (edges - tops), -SURE, clear)


def _mix(sums: Array) -> Array:
    """Share (..., C) of every colour from its sums over some rows, zeros where they are hidden."""
    return np.asarray(sums / np.maximum(sums.sum(axis=-1, keepdims=True), 1e-9))


def _colour_shares(colours: Array, free: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Share (R, C) of every colour in each row of a strip (R, W, 3), and how alike (C, C) the colours are.

    free : (R, W) pixels that count; a row's shares sum to what is free of it.
    """
    shades = np.round(colours / SHADE).astype(np.int64).reshape(-1, 3)
    # One number for the three of a shade, which is quicker to sort.
    _, first, which = np.unique(shades @ (MANY**2, MANY, 1), return_index=True, return_inverse=True)
    steps = shades[first]
    rows = np.repeat(np.arange(len(colours)), colours.shape[1])
    weight: Array = free.ravel() / colours.shape[1]
    counted = np.bincount(rows * len(steps) + which.ravel(), weights=weight, minlength=len(colours) * len(steps))
    shares = np.asarray(counted.reshape(len(colours), len(steps)), np.float64)
    apart = np.linalg.norm(SHADE * (steps[:, None] - steps[None]), axis=-1)
    return shares, np.exp(-0.5 * (apart / ALIKE) ** 2)


def strip(stand: Sequence[View], shoulders: float, rows_trunks: tuple[float, float]) -> Array:
    """Lab colours (rows, COLUMNS, 3) of an upright strip about the middle, the median of all views.

    shoulders : its width in those of the shoulders. rows_trunks : top and bottom, in trunk lengths below the hips.
    """
    cuts = [_cut(view, view.pixels, shoulders, rows_trunks) for view in stand]
    return median_across([lab(cut) for cut in cuts])


def _free_of_arms(stand: Sequence[View]) -> NDArray[np.bool_]:
    """(rows, COLUMNS) what no arm lies before in most views, of the strip in which the edge is looked for."""
    hidden = [_cut(view, _arms(view), COLUMNS_SHOULDERS, ROWS_TRUNKS) for view in stand]
    return np.asarray(np.mean(hidden, axis=0) < 0.5)


def _cut(view: View, pixels: Image, shoulders: float, rows_trunks: tuple[float, float]) -> np.ndarray:
    top, bottom = rows_trunks
    size = (round(shoulders * view.shoulders_px), round((bottom - top) * view.trunk_px))
    middle = view.hips + np.array([0.0, view.trunk_px * (top + bottom) / 2])
    cut = turned(pixels, middle, 0.0, size)
    return np.asarray(cv2.resize(cut, (COLUMNS, len(heights(rows_trunks))), interpolation=cv2.INTER_AREA))


def _arms(view: View) -> Image:
    """1 (h, w) where a forearm or a hand may lie before the body, else 0."""
    hidden = np.zeros(view.pixels.shape[:2], np.uint8)
    for ends in view.arms[np.isfinite(view.arms).all(axis=(1, 2))]:
        start, end = np.round(ends).astype(int).tolist()
        cv2.line(hidden, start, end, 1, round(ARM_TRUNKS * view.trunk_px))
    return hidden


def heights(rows_trunks: tuple[float, float]) -> Array:
    """Where the rows of a strip lie, in trunk lengths below the hips."""
    top, bottom = rows_trunks
    return np.asarray(top + (np.arange(round((bottom - top) * ROWS_PER_TRUNK)) + 0.5) / ROWS_PER_TRUNK)


def lab(pixels: np.ndarray) -> Array:
    """Lab colours (..., 3) of RGB pixels 0..255, lightness at half its weight."""
    return np.asarray(full_lab(pixels).astype(np.float64) * (LIGHTNESS, 1.0, 1.0))


def full_lab(pixels: np.ndarray) -> NDArray[np.float32]:
    """Lab colours (..., 3) of RGB pixels 0..255."""
    return np.asarray(cv2.cvtColor(pixels.astype(np.float32) / 255, cv2.COLOR_RGB2LAB))
