"""How far the camera was tipped to the side between the stand and the hold, told by the background.

A phone in the hand that tips turns the pelvis in the picture as much as the room. The room does not turn by itself,
so what it turned by is taken out, where several pictures of it agree.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose import Array, PoseTrack
from formcheck.scene import FLAT, LEAST_BACKGROUND, free_of_person

STARTS_DEG = (0.0, -5.0, 5.0)
SOFT = 5
ALIKE = 0.7
"""Backgrounds that correlate less tell nothing."""

UNMOVED, NEARLY = 0.998, 0.97
"""As they lie, without any shift: two pictures of a drawn room turned by 0.5° correlate by 0.9986 to 0.9990, by 1°
by 0.995 to 0.9965, by 2° by less than 0.987. In those that are nearly alike no large turn is looked for."""

BETTER = 0.08
"""A turn must explain at least this share of what a shift leaves unexplained."""

LARGEST_DEG = 12.0
LEAST_ROLL_DEG = 0.5
"""A background that turned by less says that the camera was held still."""

MOST_PAIRS, LEAST_PAIRS = 6, 3
AGREE_DEG, AGREE_SHARE = 0.75, 0.6
"""So many pairs of pictures must agree so well, or the roll is not believed."""


def camera_roll_deg(track: PoseTrack, before_s: Array, after_s: Array) -> float:
    """By how much the background turned from some times to others, degrees, + clockwise; 0 where nothing tells.

    before_s, after_s : (K,) seconds, in pairs.
    """
    scenes = track.scenes
    if scenes is None or not len(scenes):
        return 0.0
    chosen = np.unique(np.linspace(0, len(before_s) - 1, MOST_PAIRS).round().astype(int))
    nearest = [
        [int(np.argmin(np.abs(scenes.time_s - times[index]))) for index in chosen] for times in (before_s, after_s)
    ]
    old, new = (scenes.rows(np.array(rows)) for rows in nearest)
    free = free_of_person(old, track) & free_of_person(new, track)
    rolls: list[float] = []
    for before, after, both in zip(old.grey, new.grey, free, strict=True):
        rolls.append(background_turn_deg(before, after, both))
        if 2 * rolls.count(0.0) > len(chosen):
            return 0.0  # the median whatever the others tell
    return agreed_deg(np.array(rolls))


def agreed_deg(rolls_deg: Array) -> float:
    """Median of the rolls that several pairs of pictures tell, NaN those that tell none; 0 if they do not agree."""
    known = rolls_deg[np.isfinite(rolls_deg)]
    if len(known) < LEAST_PAIRS:
        return 0.0
    middle = float(np.median(known))
    agree = (np.abs(known - middle) <= AGREE_DEG).mean() >= AGREE_SHARE
    return middle if agree and abs(middle) >= LEAST_ROLL_DEG else 0.0


def background_turn_deg(before: NDArray[np.uint8], after: NDArray[np.uint8], free: NDArray[np.bool_]) -> float:
    """Rotation from one little picture (h, w) to another, + clockwise, where both are free; NaN if nothing tells."""
    if free.mean() < LEAST_BACKGROUND or before[free].std() < FLAT:
        return float("nan")
    # A camera that stood still is the rule; the search is slow, and may lose its way from there.
    unmoved = _likeness(before, after, free)
    if unmoved >= UNMOVED:
        return 0.0
    shifted, _ = _aligned(before, after, free, 0.0, cv2.MOTION_TRANSLATION)
    shifted = max(shifted, unmoved)
    if shifted >= UNMOVED:
        return 0.0
    starts_deg = STARTS_DEG[:1] if unmoved >= NEARLY else STARTS_DEG
    alike, angle_deg = max(_aligned(before, after, free, start_deg, cv2.MOTION_EUCLIDEAN) for start_deg in starts_deg)
    if max(alike, shifted) < ALIKE or abs(angle_deg) > LARGEST_DEG:
        return float("nan")
    # A bare wall looks alike at many turns: not to have turned is the likeliest of them.
    return angle_deg if alike > shifted + BETTER * (1.0 - shifted) else 0.0


def _likeness(before: NDArray[np.uint8], after: NDArray[np.uint8], free: NDArray[np.bool_]) -> float:
    """Correlation of two pictures as they lie, softened as the search softens them; -1 if either is flat."""
    one, other = (cv2.GaussianBlur(picture.astype(np.float32), (SOFT, SOFT), 0)[free] for picture in (before, after))
    if len(one) < 2 or not (one.std() > 0 and other.std() > 0):
        return -1.0
    return float(np.corrcoef(one, other)[0, 1])


def _aligned(
    before: NDArray[np.uint8], after: NDArray[np.uint8], free: NDArray[np.bool_], start_deg: float, motion: int
) -> tuple[float, float]:
    """Likeness and angle of the motion that aligns two pictures best (ECC); likeness -1 if it finds none."""
    height, width = before.shape
    mask = np.where(free, 255, 0).astype(np.uint8)
    start = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -start_deg, 1.0).astype(np.float32)
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 60, 1e-5)
    try:
        _, found = cv2.findTransformECC(before, after, start, motion, stop, mask, SOFT)
    except cv2.error:
        # It says so by raising when the pictures have nothing in common from this start.
        return -1.0, 0.0
    back = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    aligned, seen = (cv2.warpAffine(picture, found, (width, height), flags=back) for picture in (after, mask))
    return _likeness(before, aligned, free & (seen == 255)), float(np.degrees(np.arctan2(found[1, 0], found[0, 0])))
