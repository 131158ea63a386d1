"""Painted waists: what a patch shows of shirt, trousers, stickers and belt, at a known turn of the pelvis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from formcheck.pelvis.rotation import View
from formcheck.pose import PoseTrack
from formcheck.samples import Patches, slots
from formcheck.sampling import PATCH_PX, patch_place

TRUNK_PX = 83.0
SHOULDERS_PX = 56.0
HIPS = np.array([55.5, 74.0])
CANVAS_PX = 240
SHIRT, TROUSERS, SKIN = (60, 90, 170), (70, 70, 60), (200, 160, 140)


def cloth(color: Sequence[int], seed: int, size_px: int = CANVAS_PX) -> np.ndarray:
    """A piece of cloth with folds, always the same for a seed."""
    random = np.random.default_rng(seed)
    folds = sum(
        cv2.resize(random.normal(size=(cells, cells)), (size_px, size_px), interpolation=cv2.INTER_CUBIC) / weight
        for cells, weight in ((12, 1.0), (40, 1.6))
    )
    return np.clip(np.array(color) + 14 * folds[..., None], 0, 255)


def waist(
    turn_deg: float = 0.0,
    edge: float | None = 0.25,
    *,
    shirt: Sequence[int] = SHIRT,
    trousers: Sequence[int] = TROUSERS,
    dots: Sequence[tuple[float, float]] = (),
    dot: Sequence[int] = (240, 60, 160),
    belt: Sequence[int] | None = None,
    seed: int = 3,
    shift_px: tuple[float, float] = (0.0, 0.0),
) -> View:
    """A patch whose clothes turned clockwise about the hips; heights and dots in trunk lengths, + up and right.

    edge : where the trousers end, None where the shirt hangs down to the thighs.
    """
    middle = CANVAS_PX / 2
    y, x = np.mgrid[:CANVAS_PX, :CANVAS_PX]
    up, right = (middle - y) / TRUNK_PX, (x - middle) / TRUNK_PX
    upper, lower = cloth(shirt, seed), cloth(trousers, seed + 1)
    canvas = np.where((up > (-0.6 if edge is None else edge))[..., None], upper, lower)
    if belt is not None:
        canvas = np.where((np.abs(up - 0.27) < 0.035)[..., None], np.array(belt), canvas)
    for across, above in dots:
        canvas = np.where((np.hypot(right - across, up - above) < 0.035)[..., None], np.array(dot), canvas)
    hips = HIPS + np.array(shift_px)
    matrix = cv2.getRotationMatrix2D((middle, middle), -turn_deg, 1.0)
    matrix[:, 2] += hips - middle
    turned = cv2.warpAffine(canvas.astype(np.float32), matrix, (PATCH_PX, PATCH_PX), borderValue=SKIN)
    noise = np.random.default_rng(int(1000 + 10 * turn_deg)).normal(0, 2, turned.shape)
    return View(np.clip(turned + noise, 0, 255).astype(np.uint8), hips, TRUNK_PX, SHOULDERS_PX)


def dressed(track: PoseTrack, waists: dict[tuple[float, float], np.ndarray]) -> PoseTrack:
    """The track with patches: each painting in the slots of its stretch of time, in seconds."""
    _, first = np.unique(slots(track.time_s), return_index=True)
    rows: list[tuple[float, np.ndarray, np.ndarray, float]] = []
    for frame in first:
        time_s = float(track.time_s[frame])
        pixels = next((shown for (start, end), shown in waists.items() if start <= time_s < end), None)
        place = patch_place(track.image_xy[frame])
        if pixels is not None and place is not None:
            rows.append((time_s, pixels, *place))
    times, pictures, centres, scales = zip(*rows, strict=True)
    patches = Patches(np.array(times), np.stack(pictures), np.stack(centres), np.array(scales))
    return replace(track, patches=patches)
