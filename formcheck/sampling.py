"""Takes the samples of the picture while the poses are found."""

from __future__ import annotations

from typing import Protocol

import cv2
import numpy as np

from formcheck.landmarks import SIDES, of
from formcheck.pose import Array
from formcheck.samples import MOST, Patches, Samples, Scenes, slots
from formcheck.upright import Image

PATCH_PX = 112
PATCH_TRUNKS = 1.35
"""Width and height of a patch in trunk lengths, hip to shoulder: the waist with room to turn and shift it."""

ABOVE_HIPS = 0.22
"""The middle of a patch is this share of the trunk's length above the hips."""

SHARP = 0.3
"""A blur of fewer pixels than this changes nothing."""


LITTLE_PX = 96
"""Longer side of the whole picture in little."""


class Sampler(Protocol):
    """Looks at the frames of a clip in order; ``name`` is the field of the track that its samples become."""

    @property
    def name(self) -> str:
        """The field of ``PoseTrack``."""

    def look(self, rgb: Image, time_s: float, image_xy: Array | None) -> None:
        """See one frame; image_xy (33, 2) is None where nobody was found."""

    def samples(self) -> Samples | None:
        """Return what was kept so far, or None if that is nothing."""


class PatchSampler:
    """Keeps a patch around the pelvis in every slot in which the hips and shoulders were found."""

    name = "patches"

    def __init__(self) -> None:
        self._kept: dict[int, tuple[float, Image, Array, float]] = {}
        self._step = 1

    def look(self, rgb: Image, time_s: float, image_xy: Array | None) -> None:
        """Keep the frame's patch if its slot has none yet."""
        slot = int(slots(np.array(time_s)))
        if image_xy is None or slot in self._kept or slot % self._step:
            return
        place = patch_place(image_xy)
        if place is not None:
            self._kept[slot] = (time_s, cut_patch(rgb, *place), *place)
            self._thin()

    def samples(self) -> Patches | None:
        """Return the patches so far."""
        if not self._kept:
            return None
        times, pixels, centres, scales = zip(*self._kept.values(), strict=True)
        return Patches(np.array(times), np.stack(pixels), np.stack(centres), np.array(scales))

    def _thin(self) -> None:
        while len(self._kept) > MOST:
            self._step *= 2
            self._kept = {slot: patch for slot, patch in self._kept.items() if slot % self._step == 0}


class SceneSampler:
    """Keeps the whole picture in little, one in every slot."""

    name = "scenes"

    def __init__(self) -> None:
        self._kept: dict[int, tuple[float, Image, float]] = {}
        self._step = 1

    def look(self, rgb: Image, time_s: float, image_xy: Array | None) -> None:
        """Keep the frame if its slot has none yet."""
        slot = int(slots(np.array(time_s)))
        if slot in self._kept or slot % self._step:
            return
        self._kept[slot] = (time_s, *little(rgb))
        while len(self._kept) > MOST:
            self._step *= 2
            self._kept = {slot: kept for slot, kept in self._kept.items() if slot % self._step == 0}

    def samples(self) -> Scenes | None:
        """Return the little pictures so far."""
        if not self._kept:
            return None
        times, pixels, scales = zip(*self._kept.values(), strict=True)
        return Scenes(np.array(times), np.stack(pixels), np.array(scales))


def little(rgb: Image) -> tuple[Image, float]:
    """Return a picture in grey with LITTLE_PX along its longer side, and how much smaller it is."""
    height, width = rgb.shape[:2]
    scale = max(height, width) / LITTLE_PX
    size = max(round(width / scale), 1), max(round(height / scale), 1)
    grey = cv2.cvtColor(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    return np.asarray(grey), scale


def usual_samplers() -> list[Sampler]:
    """Return one of each sampler, new for a clip."""
    return [PatchSampler(), SceneSampler()]


def patch_place(image_xy: Array) -> tuple[Array, float] | None:
    """Return centre (2,) and scale of the patch for a pose (33, 2), or None if hips or shoulders are unknown.

    Both are rounded to single precision, as everything else that is found in a picture.
    """
    hips, shoulders = (image_xy[[of(side, part) for side in SIDES]].mean(axis=0) for part in ("HIP", "SHOULDER"))
    trunk_px = float(np.linalg.norm(shoulders - hips))
    if not trunk_px > 0.0:
        return None
    around_px = PATCH_TRUNKS * trunk_px
    centre = hips + ABOVE_HIPS * (shoulders - hips)
    return centre.astype(np.float32).astype(np.float64), float(np.float32(around_px / PATCH_PX))


def cut_patch(rgb: Image, centre_px: Array, scale: float) -> Image:
    """Cut (PATCH_PX, PATCH_PX, 3) out of a picture, smoothed where it shrinks, black where there is no picture."""
    corner = centre_px - scale * (PATCH_PX - 1) / 2
    smooth = 0.5 * np.sqrt(max(scale**2 - 1.0, 0.0))
    reach = np.ceil(4 * smooth) + 2
    low = np.maximum(np.floor(corner - reach), 0).astype(int)
    high = np.maximum(np.ceil(corner + scale * PATCH_PX + reach), 0).astype(int)
    part = rgb[low[1] : high[1], low[0] : high[0]]
    if not part.size:
        return np.zeros((PATCH_PX, PATCH_PX, 3), np.uint8)
    # Smoothing first: taking only every third pixel would turn a fine weave into stripes.
    part = cv2.GaussianBlur(part, (0, 0), smooth) if smooth > SHARP else part
    matrix = np.array([[scale, 0.0, corner[0] - low[0]], [0.0, scale, corner[1] - low[1]]])
    return np.asarray(
        cv2.warpAffine(part, matrix, (PATCH_PX, PATCH_PX), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    )
