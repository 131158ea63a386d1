"""Two films in one picture: people side by side, to test who is followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import cv2
import numpy as np

from test_videos.render import Picture

GREY = 127


def beside(left: Iterable[Picture], right: Iterable[Picture]) -> Iterator[Picture]:
    """Paste pictures next to each other, feet on one floor, until either film ends; even width and height."""
    for pair in zip(left, right, strict=False):
        height = max(picture.shape[0] for picture in pair)
        joined = np.hstack([_on_floor(picture, height) for picture in pair])
        yield np.pad(joined, ((joined.shape[0] % 2, 0), (0, joined.shape[1] % 2), (0, 0)), mode="edge")


def smaller(pictures: Iterable[Picture], share: float) -> Iterator[Picture]:
    """Shrink a film, as if it were filmed from farther away."""
    for picture in pictures:
        yield np.asarray(cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA))


def still(pictures: Iterable[Picture], frames: int) -> Iterator[Picture]:
    """Show the first picture of a film for so many frames: a poster."""
    first = next(iter(pictures))
    for _ in range(frames):
        yield first


def _on_floor(picture: Picture, height: int) -> Picture:
    above = height - picture.shape[0]
    return np.pad(picture, ((above, 0), (0, 0), (0, 0)), constant_values=GREY)
