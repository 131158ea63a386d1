"""Whether a person goes along with the wall behind them, as in a poster that is filmed by hand.

However a hand shakes, turns and pans the camera, a flat picture moves as one plane. The plane is fitted to the
surroundings alone (Bergen et al. 1992, ECCV 588:237); where it takes the person along to within what pixels can tell,
the person is part of it. Who lives sways, breathes and exercises, and stands before a wall that is farther away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.landmarks import SIDES, of
from formcheck.pose import Array, PoseTrack
from formcheck.scene import Backgrounds, camera_path_px, free_of_person

LEAST_S = 5.0
MOST_SAMPLES, LEAST_SAMPLES = 24, 10
SMOOTH_PX = 1.0
STEPS, SETTLED_PX = 15, 0.005
LEAST_SHARE = 0.1
"""Share of the little picture that both must show of the surroundings."""

SURE_PX = 0.06
"""The surroundings must tell where the person would be to this many pixels of the little picture."""

STRAY_PX = 0.105
"""A body of which no part strays farther from the plane, standard deviation, is part of it: about 2 mm of a person.

Posters read 0.03 to 0.08 from the hand, before a wall and turned as one picture. Rendered people who only stand and
sway by 2 mm read 0.13 and more, and whoever exercises 0.6 and more. From a wilder hand, in rooms that nothing was
chosen by, 3 of 8 posters are told and 5 are not: the surroundings leave too much open there, and nobody is refused.
"""

PLAIN_PX = 0.6
"""One of 24 pictures that differs so much, and all the others not at all, would be beyond STRAY_PX."""

EDGE_PX = 2
PARTS = (
    tuple(range(of("left", "SHOULDER"))),
    tuple(of(side, part) for part in ("SHOULDER", "HIP") for side in SIDES),
    tuple(of(side, part) for part in ("HIP", "KNEE") for side in SIDES),
    tuple(of(side, part) for part in ("KNEE", "ANKLE", "HEEL", "FOOT_INDEX") for side in SIDES),
)
"""Landmarks around the head, the trunk, the thighs and the shanks."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the pixels of a little picture (h, w) lie: from its middle, in halves of its longer side.

    moves_x, moves_y : (8, h*w) how each of the eight numbers of a plane's motion moves every pixel.
    """

    x_px: Array
    y_px: Array
    moves_x: Array
    moves_y: Array


@dataclass(frozen=True, slots=True)
class _Laid:
    """A picture laid upon the one that all are compared with, by a motion (8,).

    doubt_px : of where that puts the person, standard deviation.
    """

    motion: Array
    picture: Array
    doubt_px: float


def goes_along(strays: float | None) -> bool:
    """Say whether the person moves with the surroundings as one plane, for seconds: a picture, from whatever hand."""
    return strays is not None and strays < STRAY_PX


def goes_alone(strays: float | None) -> bool:
    """Say whether the person moves against the surroundings, which a picture does not."""
    return strays is not None and strays >= STRAY_PX


def strays_px(track: PoseTrack, found: Backgrounds | None = None) -> float | None:
    """How far the most wayward part of the body strays from the plane of the surroundings, standard deviation.

    In pixels of the little picture. None where a clip is too short, or shows too little of the surroundings, to tell.
    A part that is PLAIN_PX away from where it was is the answer at once, and that its distance.
    found : the track's backgrounds, where they are known already.
    """
    scenes = track.scenes
    if scenes is None or len(scenes) < LEAST_SAMPLES or scenes.time_s[-1] - scenes.time_s[0] < LEAST_S:
        return None
    path = camera_path_px(track, found)
    if path is None:
        return None
    from scipy.ndimage import gaussian_filter

    chosen = np.unique(np.linspace(0, len(scenes) - 1, MOST_SAMPLES).astype(int))
    few = scenes.rows(chosen)
    grey = np.stack([gaussian_filter(picture.astype(np.float64), SMOOTH_PX) for picture in few.grey])
    middle = len(few) // 2
    frame = min(int(np.searchsorted(track.time_s, few.time_s[middle])), len(track) - 1)
    body = track.image_xy[frame] / few.scale[middle]
    boxes = [box for part in PARTS if (box := _box(body, part, grey.shape[1:]))]
    shifts, doubts_px = [], []
    for laid in _all_laid(grey, free_of_person(few, track), path[chosen] / few.scale[:, None], middle):
        shifts.append([_shift_px(grey[middle], laid.picture, box) for box in boxes])
        doubts_px.append(laid.doubt_px)
        farthest_px = max((float(np.linalg.norm(shift)) for shift in shifts[-1]), default=0.0)
        if farthest_px >= PLAIN_PX and laid.doubt_px <= SURE_PX:
            return farthest_px
    if not boxes or len(shifts) < LEAST_SAMPLES or np.median(doubts_px) > SURE_PX:
        return None
    return float(np.sqrt(np.var(shifts, axis=0).sum(axis=-1)).max())


def _all_laid(grey: Array, free: NDArray[np.bool_], path: Array, middle: int) -> Iterator[_Laid]:
    """Lay every picture upon the middle one, from there on and from there back, each begun where the last one lay."""
    grid, last = _grid(grey.shape[1:]), middle
    for order in (range(middle, len(grey)), range(middle - 1, -1, -1)):
        motion, last = np.zeros(8), middle
        for sample in order:
            start = motion.copy()
            start[[0, 3]] += path[sample] - path[last]
            laid = _laid(grid, (grey[middle], free[middle]), (grey[sample], free[sample]), start)
            if laid is not None:
                motion, last = laid.motion, sample
                yield laid


def _grid(shape: tuple[int, ...]) -> _Grid:
    height, width = shape
    y_px, x_px = np.mgrid[:height, :width].astype(np.float64)
    half = max(height, width) / 2
    x, y = ((x_px - (width - 1) / 2) / half).ravel(), ((y_px - (height - 1) / 2) / half).ravel()
    one, none = np.ones_like(x), np.zeros_like(x)
    moves_x = np.stack([one, x, y, none, none, none, x * x, x * y])
    moves_y = np.stack([none, none, none, one, x, y, x * y, y * y])
    return _Grid(x_px, y_px, moves_x, moves_y)


def _laid(
    grid: _Grid,
    first: tuple[Array, NDArray[np.bool_]],
    second: tuple[Array, NDArray[np.bool_]],
    motion: Array,
) -> _Laid | None:
    """Gauss and Newton's steps from a first guess of the plane's motion; None where too little of it shows.

    first, second : each a picture and where it shows no person.
    """
    from scipy.ndimage import map_coordinates

    (still, still_free), (moved, moved_free) = first, second
    for _ in range(STEPS):
        x_px = grid.x_px + (motion @ grid.moves_x).reshape(still.shape)
        y_px = grid.y_px + (motion @ grid.moves_y).reshape(still.shape)
        picture = map_coordinates(moved, [y_px, x_px], order=3, mode="nearest")
        both = still_free & (map_coordinates(moved_free.astype(np.float64), [y_px, x_px], order=1) > 0.99)
        if both.sum() < LEAST_SHARE * both.size:
            return None
        slopes, off = _slopes(still, picture, grid)[:, both.ravel()], (still - picture)[both]
        weights, noise = _trusted(off)
        normal = (slopes * weights) @ slopes.T
        normal[np.diag_indices_from(normal)] += 1e-6 * np.trace(normal) / len(normal)
        step = np.linalg.solve(normal, (slopes * weights) @ off)[:-1]
        motion = motion + step
        if np.abs(step).max() < SETTLED_PX:
            break
    covariance = np.asarray(np.linalg.inv(normal)[:-1, :-1] * noise**2, np.float64)
    return _Laid(motion, picture, _doubt_px(covariance, grid, ~still_free))


def _slopes(still: Array, picture: Array, grid: _Grid) -> Array:
    """(9, h*w) how each number of the motion, and the exposure, changes every pixel."""
    down, right = ((one + other) / 2 for one, other in zip(np.gradient(still), np.gradient(picture), strict=True))
    return np.vstack([right.ravel() * grid.moves_x + down.ravel() * grid.moves_y, np.ones((1, still.size))])


def _trusted(off: Array) -> tuple[Array, float]:
    """Weights that trust little what differs much, as a shadow does, and the noise in grey levels."""
    off = off - np.median(off)
    noise = 1.4826 * float(np.median(np.abs(off))) + 0.5
    return 1 / (1 + (off / (2 * noise)) ** 2), noise


def _doubt_px(covariance: Array, grid: _Grid, person: NDArray[np.bool_]) -> float:
    """Standard deviation of where the plane's motion puts the middle of the person."""
    inside = person.ravel()
    middle = np.stack([grid.moves_x[:, inside].mean(axis=1), grid.moves_y[:, inside].mean(axis=1)])
    return float(np.sqrt(np.trace(middle @ covariance @ middle.T)))


def _box(body: Array, part: tuple[int, ...], shape: tuple[int, ...]) -> tuple[slice, slice] | None:
    """The rows and columns of the little picture around a part of the body; None where it is not in it."""
    points = body[list(part)]
    if not np.isfinite(points).all():
        return None
    low = np.clip(np.floor(points.min(axis=0)) - EDGE_PX, 0, shape[::-1]).astype(int)
    high = np.clip(np.ceil(points.max(axis=0)) + EDGE_PX + 1, 0, shape[::-1]).astype(int)
    return (slice(low[1], high[1]), slice(low[0], high[0])) if (high - low > 2 * EDGE_PX).all() else None


def _shift_px(still: Array, picture: Array, box: tuple[slice, slice]) -> Array:
    """(2,) how far a part of one picture lies from where it is in another, down and right, by Lucas and Kanade."""
    slopes = [(one + other) / 2 for one, other in zip(np.gradient(still), np.gradient(picture), strict=True)]
    changes = np.stack([*(slope[box].ravel() for slope in slopes), np.ones(still[box].size)])
    normal = changes @ changes.T + np.diag([1e-3, 1e-3, 1e-9])
    return np.asarray(np.linalg.solve(normal, changes @ (still - picture)[box].ravel())[:2])
