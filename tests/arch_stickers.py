"""Stickers on a foot, made by hand: as pictures, as spots, and as tracks whose answers are known by thought."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from formcheck.arch.markers import Markers
from formcheck.arch.spots import Spot
from formcheck.pelvis.stickers import Dot
from formcheck.pose import Array
from formcheck.upright import Image

SKIN, GREEN, PINK, ORANGE = (200, 150, 125), (20, 190, 60), (235, 40, 150), (225, 150, 30)
FOOT_PX = np.array([(200.0, 300.0), (330.0, 240.0), (500.0, 300.0)])
"""Heel, navicular and ball in the picture: a line of 300 pixels, and 60 above it."""

SPAN_PX, HEIGHT = 300.0, 0.2
SUPER = 6
PICTURE_PX = (320, 240)


def painted(discs: Sequence[tuple[float, float, float]], colour: tuple[int, int, int] = GREEN) -> Image:
    """Paint discs (x, y, diameter) on skin, their edges as soft as a camera's; pixel centres are whole numbers."""
    large = np.full((PICTURE_PX[1] * SUPER, PICTURE_PX[0] * SUPER, 3), SKIN, np.uint8)
    for x, y, across in discs:
        centre = (round((x + 0.5) * SUPER - 0.5), round((y + 0.5) * SUPER - 0.5))
        cv2.circle(large, centre, round(across * SUPER / 2), colour, -1)
    return np.asarray(cv2.resize(large, PICTURE_PX, interpolation=cv2.INTER_AREA), np.uint8)


def spot(x: float, y: float, hue_deg: float = 140.0, across: float = 20.0) -> Spot:
    """Return a spot of a rich colour."""
    colour = 60.0 * np.array([np.cos(np.radians(hue_deg)), np.sin(np.radians(hue_deg))])
    return Spot(Dot(np.array([x, y]), colour, round(np.pi * across**2 / 4)), across, 60.0)


def foot_spots(points: Array = FOOT_PX, hue_deg: float = 140.0, across: float = 20.0) -> list[Spot]:
    """Return the three stickers as spots."""
    return [spot(x, y, hue_deg, across) for x, y in points]


def track(
    lowered: float = 0.04,
    *,
    step_s: float = 4.0,
    end_s: float = 8.0,
    across: tuple[float, float, float] = (20.0, 20.0, 20.0),
    noise_px: float = 0.0,
) -> Markers:
    """Return stickers that stand, the middle one so much lower (in lengths of the line) from ``step_s`` on."""
    time_s = np.arange(round(end_s * 10)) / 10
    at_px = np.tile(FOOT_PX, (len(time_s), 1, 1))
    at_px[time_s >= step_s, 1, 1] += lowered * SPAN_PX
    at_px += noise_px * np.random.default_rng(3).standard_normal(at_px.shape)
    return Markers(time_s, at_px, np.tile(across, (len(time_s), 1)), 140.0, (640, 480))
