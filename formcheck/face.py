"""Makes a face unrecognisable: an ellipse over its landmarks, coarsened on a copy of the picture."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.landmarks import Landmark
from formcheck.pose import Array, PoseTrack
from formcheck.upright import Image

FACE = slice(Landmark.NOSE, Landmark.MOUTH_RIGHT + 1)
SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
HEAD_SHARE = 0.36
"""Half the height of a head with hair and chin, as a share of the trunk's length."""

COARSE = 6
"""How many blocks are left over the ellipse's width."""


@dataclass(frozen=True, slots=True)
class Ellipse:
    """Centre and half axes, (x, y) pixels each."""

    centre: Array
    half: Array


class FaceBlur:
    """Blurs the face in every frame of a track, also where the pose was lost: then where it was last or is next.

    track : of the pictures as they are drawn. size_px : (width, height) of those pictures.
    """

    def __init__(self, track: PoseTrack, size_px: tuple[int, int]) -> None:
        scale = np.array(size_px) / np.array(track.size_px)
        found = [face_ellipse(points) for points in track.image_xy * scale]
        known = np.flatnonzero([ellipse is not None for ellipse in found])
        nearest = [int(known[np.argmin(np.abs(known - frame))]) for frame in range(len(found))] if len(known) else []
        self._ellipses = [found[frame] for frame in nearest]

    def draw(self, rgb: Image, frame: int) -> Image:
        """Return a copy of the picture of one frame with a coarse face."""
        ellipse = self._ellipses[frame] if self._ellipses else None
        return coarsened(rgb, ellipse) if ellipse else rgb.copy()


def face_ellipse(points: Array) -> Ellipse | None:
    """Return the ellipse over a face, from landmarks (33, 2) in pixels, or None where no person is known.

    Where the face's own landmarks are missing the shoulders tell where it is.

    >>> face_ellipse(np.full((33, 2), np.nan)) is None
    True
    """
    face, shoulders = _known(points[FACE]), _known(points[SHOULDERS])
    if not len(face) and not len(shoulders):
        return None
    head = HEAD_SHARE * _trunk_px(points)
    if len(face):
        spread = np.ptp(face, axis=0) / 2
        return Ellipse((face.min(axis=0) + face.max(axis=0)) / 2, np.maximum(spread * 1.6, (head * 0.85, head)))
    return Ellipse(shoulders.mean(axis=0) - (0.0, 1.3 * head), np.array([1.3 * head, 1.5 * head]))


def coarsened(rgb: Image, ellipse: Ellipse) -> Image:
    """Return a copy of a picture with only a few blocks left inside an ellipse."""
    out = np.ascontiguousarray(rgb).copy()
    left, top = np.maximum(np.floor(ellipse.centre - ellipse.half), 0).astype(int)
    right, bottom = np.minimum(np.ceil(ellipse.centre + ellipse.half), (rgb.shape[1], rgb.shape[0])).astype(int)
    if right <= left or bottom <= top:
        return out
    part = out[top:bottom, left:right]
    blocks = (COARSE, max(round(COARSE * part.shape[0] / part.shape[1]), 1))
    coarse = cv2.resize(cv2.resize(part, blocks, interpolation=cv2.INTER_AREA), part.shape[1::-1])
    y, x = np.mgrid[top:bottom, left:right]
    place = (np.stack([x, y], axis=-1) - ellipse.centre) / ellipse.half
    inside = (place**2).sum(axis=-1) <= 1.0
    part[inside] = coarse[inside]
    return out


def _known(points: Array) -> Array:
    return np.asarray(points[np.isfinite(points).all(axis=1)])


def _trunk_px(points: Array) -> float:
    """Length of the trunk; where it is not seen, a share of the height of what is."""
    length = float(np.linalg.norm(points[SHOULDERS].mean(axis=0) - points[HIPS].mean(axis=0)))
    return length if np.isfinite(length) else 0.3 * float(np.ptp(_known(points), axis=0).max())
