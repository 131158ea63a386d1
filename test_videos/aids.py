"""What people stick on or put on so that a camera can see the pelvis: stickers over bony points, or a belt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from test_videos.body import ARM_BONES, SIDES, Body, outward
from test_videos.dress import Outfit

AidKind = Literal["stickers", "belt"]
Color = tuple[float, float, float]
STICKER_COLORS: tuple[Color, ...] = ((0.1, 0.95, 0.2), (0.98, 0.2, 0.6), (0.1, 0.9, 0.95), (1.0, 0.55, 0.05))
BELT_COLORS: tuple[Color, ...] = ((0.95, 0.95, 0.95), (0.03, 0.03, 0.03), *STICKER_COLORS)
STICKER_RADIUS_M = 0.015
BELT_HALF_M = 0.0175
FRONT_POINT_M = (0.115, 0.075)
BACK_POINT_M = (0.105, 0.10)
"""Away from the midline and above the hip joints: the foremost point of the iliac crest, and the crest behind."""


@dataclass(frozen=True)
class Aid:
    """Spots (x, y, z, radius) on the resting skin in metres, and a belt by height and half width, 0 for none."""

    color: Color = (0.0, 0.0, 0.0)
    stickers: tuple[tuple[float, float, float, float], ...] = ()
    belt_m: tuple[float, float] = (0.0, 0.0)


def aid_on(body: Body, outfit: Outfit, kind: AidKind | None, color: int) -> Aid:
    """Put stickers over both iliac crests, in front and behind, or a belt at the waistband; None puts on nothing."""
    if kind is None:
        return Aid()
    if kind == "belt":
        height = float(body.hip_middle_m[2]) + outfit.waist_m
        return Aid(BELT_COLORS[color % len(BELT_COLORS)], belt_m=(height, BELT_HALF_M))
    spots = [
        (*_surface_m(body, outward(side) * across, above, behind), STICKER_RADIUS_M)
        for behind, (across, above) in ((False, FRONT_POINT_M), (True, BACK_POINT_M))
        for side in SIDES
    ]
    return Aid(STICKER_COLORS[color % len(STICKER_COLORS)], stickers=tuple(spots))


def _surface_m(body: Body, across_m: float, above_hips_m: float, behind: bool) -> tuple[float, float, float]:
    """Rest position of the skin nearest to a point of the frontal plane, before or behind it."""
    x, y, z = (body.vertices_m - body.hip_middle_m).T
    away = (x - across_m) ** 2 + (z - above_hips_m) ** 2
    here = (body.share(*ARM_BONES) < 0.3) & ((y > 0.0) if behind else (y < 0.0))
    found = body.vertices_m[np.argmin(np.where(here, away, np.inf))]
    return float(found[0]), float(found[1]), float(found[2])
