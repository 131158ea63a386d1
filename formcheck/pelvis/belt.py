"""A snug belt of another colour, noticed in the stand: its line lies on the pelvis for everybody to see.

Angles are degrees in the picture, + clockwise, of the line from left to right in the patch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.medians import median_across
from formcheck.pelvis.rotation import View, turned
from formcheck.pelvis.waistband import ROWS_PER_TRUNK, heights, lab, strip
from formcheck.pose import Array

SHOULDERS = 0.62
ROWS_TRUNKS = (-0.80, 0.15)
WORN_TRUNKS = (-0.46, -0.08)
"""Where all is looked at, and where a belt may be worn, in trunk lengths below the hips."""

HALF_TRUNKS, BESIDE_TRUNKS = 0.015, 0.085
LEAST_CONTRAST = 12.5
"""A belt's colour differs so much from what is BESIDE_TRUNKS above and below it, in Lab units."""

WIDE_TRUNKS = (0.03, 0.12)
COVERED = 0.85
"""A belt is so wide, and shows in at least this share of the columns."""

RECURRING = 0.85
"""A row elsewhere that holds more of its colour is another stripe of a patterned top."""

LINE_ROWS_TRUNKS = (-0.46, 0.0)
STRAY_PX = 1.5


@dataclass(frozen=True, slots=True)
class Belt:
    """A belt in the stand: its colour (3,), how much it stands out, its height above the hips in trunk lengths."""

    colour: Array
    contrast: float
    above_trunks: float


def belt_of(stand: Sequence[View]) -> Belt | None:
    """Find the one narrow band of its own colour around the waist; None if there is none, or more than one.

    stand : one or more views of the same stand, which are laid upon one another.
    """
    colours, rows = strip(stand, SHOULDERS, ROWS_TRUNKS), heights(ROWS_TRUNKS)
    typical = np.median(colours, axis=1)
    beside, half = (round(share * ROWS_PER_TRUNK) for share in (BESIDE_TRUNKS, HALF_TRUNKS))
    # Blocks begin and end with the strip; what is worn, and beside that, lies well within.
    blocks = median_across([typical[start : len(typical) - 2 * half + start] for start in range(2 * half + 1)])
    worn = np.flatnonzero((rows > WORN_TRUNKS[0]) & (rows < WORN_TRUNKS[1]))
    around = worn - half
    above, below = (np.linalg.norm(blocks[around] - blocks[around + step], axis=1) for step in (-beside, beside))
    standing_out = np.minimum(above, below)
    best = int(np.argmax(standing_out))
    belt = Belt(blocks[around[best]], float(standing_out[best]), -float(rows[worn[best]]))
    member = np.linalg.norm(colours - belt.colour, axis=-1) < belt.contrast / 2
    return belt if belt.contrast >= LEAST_CONTRAST and _is_one_band(member, int(worn[best]), beside) else None


def _is_one_band(member: np.ndarray, row: int, beside: int) -> bool:
    """Say whether pixels (R, W) of a belt's colour form one band about a row, from side to side."""
    share = member.mean(axis=1)
    near = np.abs(np.arange(len(share)) - row) <= beside
    out = np.flatnonzero(share <= 0.5)
    top, bottom = (out[out < row].max(initial=-1), out[out > row].min(initial=len(share)))
    wide, covered = (bottom - top - 1) / ROWS_PER_TRUNK, (member[near].sum(axis=0) >= 2).mean()
    return bool(
        share[row] > COVERED
        and WIDE_TRUNKS[0] <= wide <= WIDE_TRUNKS[1]
        and covered >= COVERED
        and share[~near].max() <= RECURRING
    )


def belt_line_deg(belt: Belt, view: View, about_deg: float = 0.0) -> float:
    """Direction of the belt in a view, looked for near one that is about known; NaN if too little of it shows."""
    colours, rows = _around_waist(view, about_deg)
    member = np.clip(1.5 - 2 * np.linalg.norm(colours - belt.colour, axis=-1) / belt.contrast, 0.0, 1.0)
    window = round(2 * HALF_TRUNKS * view.trunk_px) + 1
    level = rows[int(np.argmax(np.convolve(member.mean(axis=1), np.ones(window), mode="same")))]
    near = np.abs(rows - level) < BESIDE_TRUNKS * view.trunk_px
    weight = member[near].sum(axis=0)
    kept = weight > 1.0
    if kept.mean() < COVERED:
        return float("nan")
    columns = np.flatnonzero(kept)
    return about_deg + _slope_deg(columns.astype(np.float64), (rows[near] @ member[near])[kept] / weight[kept])


def _around_waist(view: View, angle_deg: float) -> tuple[Array, Array]:
    """Lab colours (rows, columns, 3) around the waist, turned, and the rows' heights: pixels below the hips."""
    top, bottom = LINE_ROWS_TRUNKS
    size = (round(SHOULDERS * view.shoulders_px), round((bottom - top) * view.trunk_px))
    angle = np.radians(angle_deg)
    down = view.trunk_px * (top + bottom) / 2 * np.array([-np.sin(angle), np.cos(angle)])
    rows = np.asarray(top * view.trunk_px + np.arange(size[1]) + 0.5, np.float64)
    return lab(turned(view.pixels, view.hips + down, angle_deg, size)), rows


def _slope_deg(columns: Array, rows: Array) -> float:
    """Slope of the line through most points: the median of those between any two (Theil-Sen), strays left out."""
    one, other = np.triu_indices(len(columns), k=max(len(columns) // 4, 1))
    slope = float(np.median((rows[other] - rows[one]) / (columns[other] - columns[one])))
    left = rows - slope * columns
    close = np.abs(left - np.median(left)) < STRAY_PX
    return float(np.degrees(np.arctan(np.polyfit(columns[close], rows[close], 1)[0] if close.sum() > 2 else slope)))
