"""Pairs of little pictures of one place, many at once: how alike they are, and how far the second one moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.pose import Array

SINGULAR = 1e-9


@dataclass(frozen=True, slots=True)
class Pairs:
    """N views (N, h, w) of places and N later ones: the grey values of each about their mean, 0 where a person is.

    both : the sum of the two, whose slopes tell the rest of a shift. weight : 1 where no person is, else 0, and
    count (N,) of them. spread : (N,) the smaller of their standard deviations. likeness : (N,) their correlation.
    Zeros, not masks: adding up whole pictures is several times faster than picking the pixels out.
    """

    old: NDArray[np.float32]
    new: NDArray[np.float32]
    both: NDArray[np.float32]
    weight: NDArray[np.float32]
    count: Array
    spread: Array
    likeness: Array

    @classmethod
    def of(cls, old: NDArray[np.float32], new: NDArray[np.float32], shown: NDArray[np.bool_]) -> Pairs:
        """Compare pictures (N, h, w) where both show the background."""
        weight = shown.astype(np.float32)
        seen = _dots(weight, weight)
        count = np.maximum(seen, 1.0)
        one, other = (_about_mean(each, weight, count) for each in (old, new))
        ones, others = _dots(one, one), _dots(other, other)
        spread = np.sqrt(np.minimum(ones, others) / count)
        likeness = _dots(one, other) / np.sqrt(np.maximum(ones * others, 1e-9))
        return cls(one, other, old + new, weight, seen, spread, likeness)

    def subpixel(self) -> Array:
        """(N, 2) what is left of the shift (down, right) after whole pixels: one step of Lucas and Kanade (1981)."""
        down, right = (slope * self.weight for slope in _four_slopes(self.both))
        change = self.old - self.new
        (downs, mixed), rights = (_dots(down, down), _dots(down, right)), _dots(right, right)
        down_by, right_by = _dots(down, change), _dots(right, change)
        # The normal equations of two unknowns, solved by hand.
        determinant = downs * rights - mixed**2
        solvable = determinant > SINGULAR * (downs + rights) ** 2
        below = np.where(solvable, determinant, 1.0)
        left = np.stack([rights * down_by - mixed * right_by, downs * right_by - mixed * down_by], axis=1)
        left *= 4 / below[:, None]
        for one_way in np.flatnonzero(~solvable):  # a picture that slopes one way alone tells that way alone
            slopes = np.array([[downs[one_way], mixed[one_way]], [mixed[one_way], rights[one_way]]])
            left[one_way] = 4 * np.linalg.lstsq(slopes, [down_by[one_way], right_by[one_way]], rcond=None)[0]
        return np.asarray(np.clip(left, -1.0, 1.0))


def _dots(one: NDArray[np.float32], other: NDArray[np.float32]) -> Array:
    """(N,) the sums of the products of pictures."""
    flat = (len(one), 1, -1)
    sums = one.reshape(flat) @ other.reshape(flat).swapaxes(1, 2)
    return np.asarray(sums[:, 0, 0], dtype=np.float64)


def _about_mean(pictures: NDArray[np.float32], weight: NDArray[np.float32], count: Array) -> NDArray[np.float32]:
    mean = (_dots(pictures, weight) / count).astype(np.float32)
    return np.asarray((pictures - mean[:, None, None]) * weight)


def _four_slopes(sums: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Four times how the mean of two pictures changes downward and to the right, from their sums (N, h, w).

    As numpy's gradient tells it, with neither its divisions nor its steps from row to row.
    """
    # Row behind row in memory, whatever the order of the pictures was: the last step goes over them as one line.
    sums = np.ascontiguousarray(sums)
    down, right = np.empty_like(sums), np.empty_like(sums)
    np.subtract(sums[:, 2:], sums[:, :-2], out=down[:, 1:-1])
    down[:, 0], down[:, -1] = 2 * (sums[:, 1] - sums[:, 0]), 2 * (sums[:, -1] - sums[:, -2])
    flat = sums.reshape(len(sums), -1)
    np.subtract(flat[:, 2:], flat[:, :-2], out=right.reshape(flat.shape)[:, 1:-1])
    right[:, :, 0] = 2 * (sums[:, :, 1] - sums[:, :, 0])
    right[:, :, -1] = 2 * (sums[:, :, -1] - sums[:, :, -2])
    return down, right
