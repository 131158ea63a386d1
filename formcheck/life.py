"""Whether somebody lives or is a picture: a body that keeps its shape, pixels that stay, a wall that goes along."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from formcheck.flatness import goes_alone, goes_along, strays_px
from formcheck.landmarks import COUNT, Landmark
from formcheck.liveliness import is_picture, liveliness, surely_lives
from formcheck.pose import PoseTrack
from formcheck.scene import Backgrounds

STIFF = 0.005
"""A body that keeps its shape to this share of its height may be a picture.

Posters read 0.001 to 0.004; so does somebody who only stands. Whoever comes into a position and out of it reads 0.015
and more.
"""

CARRIED = 0.025
"""The same from a hand that turns and pans: posters read up to 0.019."""

STIFF_S = 8.0
"""Who keeps still for this long may be a picture, unless pixels tell that they move and the wall does not."""


@dataclass(frozen=True, eq=False)
class Life:
    """What tells of one track that a person lives; each thing is read when it is first asked for, and once.

    found : the backgrounds of that track, where they are known already.
    """

    track: PoseTrack
    found: Backgrounds | None = None

    @property
    def is_poster(self) -> bool:
        """Whether the person is a picture: stiff, and still to a pixel or moved by the camera as the wall is."""
        if self.stiffness < STIFF and is_picture(self.liveliness):
            return True
        return self.stiffness < CARRIED and not surely_lives(self.liveliness) and goes_along(self.strays_px)

    @property
    def may_be_picture(self) -> bool:
        """Whether nothing tells that a person lives who kept still all the time."""
        lasts_s = float(self.track.time_s[-1] - self.track.time_s[0])
        if lasts_s < STIFF_S or self.stiffness >= STIFF:
            return False
        return not (surely_lives(self.liveliness) or goes_alone(self.strays_px))

    @cached_property
    def stiffness(self) -> float:
        """How much the body changes its shape, as a share of its height."""
        return stiffness(self.track)

    @cached_property
    def liveliness(self) -> tuple[float, float] | None:
        """How much the pixels vary around the person and elsewhere, as multiples of the noise; None if unknown."""
        return liveliness(self.track)

    @cached_property
    def strays_px(self) -> float | None:
        """How far the body strays from the plane of the surroundings, in the little picture; None if unknown."""
        return strays_px(self.track, self.found)


def stiffness(track: PoseTrack) -> float:
    """How much the body changes its shape, as a share of its height; moving or turning as a whole is no change."""
    xy = track.image_xy[:, Landmark.LEFT_SHOULDER : COUNT]
    xy = xy[np.isfinite(xy).all(axis=(1, 2))]
    if len(xy) < 2:
        return 0.0
    height_px = np.ptp(xy[..., 1], axis=1).mean()
    # In place: xy is a copy, and complex numbers of a long track take room.
    shapes = np.ascontiguousarray(xy, np.float64).view(np.complex128)[..., 0]
    shapes -= shapes.mean(axis=1, keepdims=True)
    middle = np.median(shapes.real, axis=0) + 1j * np.median(shapes.imag, axis=0)
    fit = (shapes * middle.conj()).sum(axis=1) / (np.abs(middle) ** 2).sum()
    shapes /= np.where(fit == 0, 1.0, fit)[:, None]
    shapes -= middle
    return float(np.sqrt((np.abs(shapes) ** 2).mean()) / height_px)
