"""What a track keeps of the picture itself: a few samples a second, each with its time.

Samples lie on a grid of absolute time, one per slot of ``SLOT_S``. So neither where a recording was cut into parts
nor how much of it was seen yet changes which frames are kept: a joined, a live and a cached track hold the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.landmarks import mirror_order

Array = NDArray[np.float64]

SLOT_S = 1 / 3
"""One sample per slot."""

MOST = 240
"""Samples of one kind that a track keeps, about 9 MB of patches; longer clips keep fewer per second."""


@dataclass(frozen=True, slots=True)
class Samples:
    """Arrays with one row per sample, in order of time; subclasses add theirs.

    time_s : (P,) seconds, each the time of a frame of the track.

    Raises ValueError if the arrays are not equally long.
    """

    time_s: Array

    def __post_init__(self) -> None:
        lengths = {name: len(values) for name, values in self.arrays().items()}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"samples of unequal number: {lengths}")

    def __len__(self) -> int:
        return len(self.time_s)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Every array by its name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def rows(self, chosen: NDArray[Any] | slice) -> Self:
        """Return some of the samples."""
        return replace(self, **{name: values[chosen] for name, values in self.arrays().items()})

    def at(self, time_s: Array) -> Self:
        """Return the samples of those frames whose times are given."""
        return self.rows(np.isin(self.time_s, time_s))

    def mirrored(self, width_px: int) -> Self:
        """Return the samples of the picture turned around, which is ``width_px`` wide."""
        raise NotImplementedError

    def joined(self, later: Sequence[Self]) -> Self:
        """Return these samples and later ones as one, the first where a slot has two; times are absolute."""
        every = [self, *later]
        time_s = np.concatenate([each.time_s for each in every])
        _, first = np.unique(slots(time_s), return_index=True)
        # Chosen by their times alone: pictures are copied once, and only those that stay.
        chosen = first[_on_grid(time_s[first], MOST)]
        return replace(
            self, **{name: _rows([each.arrays()[name] for each in every], chosen) for name in self.arrays()}
        )

    def thinned(self, most: int = MOST) -> Self:
        """Leave out every second slot as often as needed to keep at most ``most`` samples."""
        return self.rows(_on_grid(self.time_s, most))


@dataclass(frozen=True, slots=True)
class Patches(Samples):
    """Small colour pictures around the pelvis.

    pixels : (P, h, w, 3) RGB uint8, black outside the picture. centre_px : (P, 2) where in the picture the middle of
    the patch lies. scale : (P,) pixels of the picture per pixel of the patch.
    """

    pixels: NDArray[np.uint8]
    centre_px: Array
    scale: Array

    def mirrored(self, width_px: int) -> Patches:
        """Return the patches of the picture turned around."""
        return replace(
            self,
            pixels=np.ascontiguousarray(self.pixels[:, :, ::-1]),
            centre_px=self.centre_px * (-1.0, 1.0) + (width_px, 0.0),
        )

    def inside(self, sample: int, points_px: Array) -> Array:
        """Where points (..., 2) of the picture lie in the pixels of one patch."""
        height, width = self.pixels.shape[1:3]
        middle = np.array([(width - 1) / 2, (height - 1) / 2])
        return np.asarray((points_px - self.centre_px[sample]) / self.scale[sample] + middle)


@dataclass(frozen=True, slots=True)
class Scenes(Samples):
    """The whole picture in little, to tell how the camera moved and where the film was cut.

    grey : (P, h, w) uint8. scale : (P,) pixels of the picture per pixel of the little one.
    """

    grey: NDArray[np.uint8]
    scale: Array

    def mirrored(self, width_px: int) -> Scenes:
        """Return the little pictures turned around."""
        return replace(self, grey=np.ascontiguousarray(self.grey[:, :, ::-1]))


@dataclass(frozen=True, slots=True)
class People(Samples):
    """Everybody who was seen in the whole picture, looked for apart from the pose that is followed.

    image_xy : (P, K, 33, 2) pixels, NaN where fewer than K people were seen. visibility : (P, K, 33).
    """

    image_xy: NDArray[np.float32]
    visibility: NDArray[np.float32]

    def mirrored(self, width_px: int) -> People:
        """Return the people of the picture turned around, left and right exchanged."""
        swapped = mirror_order()
        turned = self.image_xy[:, :, swapped] * (-1.0, 1.0) + (width_px, 0.0)
        return replace(self, image_xy=turned.astype(np.float32), visibility=self.visibility[:, :, swapped])


def slots(time_s: Array) -> NDArray[np.int64]:
    """Return the slot of the grid in which each time lies."""
    # A frame's time may lie a rounding error below the edge that it stands for.
    return np.floor(np.asarray(time_s) / SLOT_S + 1e-6).astype(np.int64)


def _on_grid(time_s: Array, most: int) -> NDArray[np.int64]:
    """Which of the times lie in the slots that are kept of so many."""
    return np.flatnonzero(slots(time_s) % stride(time_s, most) == 0)


def _rows(pieces: Sequence[NDArray[Any]], chosen: NDArray[np.int64]) -> NDArray[Any]:
    """Return the chosen rows of arrays that lie one behind the other."""
    out, start = np.empty((len(chosen), *pieces[0].shape[1:]), pieces[0].dtype), 0
    for piece in pieces:
        here = (chosen >= start) & (chosen < start + len(piece))
        out[here] = piece[chosen[here] - start]
        start += len(piece)
    return out


def stride(time_s: Array, most: int) -> int:
    """Return the smallest power of two such that at most ``most`` samples lie in slots that it divides."""
    step, taken = 1, slots(time_s)
    while (taken % step == 0).sum() > most:
        step *= 2
    return step
