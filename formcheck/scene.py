"""What the background tells: how the camera moved, and where the film was cut.

Each little picture is laid upon the one before, the person left out. How far it had to be shifted is the camera's
motion; where the two do not match at any shift, the film was cut in between.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from formcheck.background_pairs import Pairs
from formcheck.once import once_a_track
from formcheck.pose import Array, PoseTrack
from formcheck.samples import Scenes

ALIKE = 0.8
"""Correlation of two backgrounds, laid upon each other, above which they surely show the same scene ..."""

MOSTLY_ALIKE, MOST, SMOOTH_PX = 0.97, 0.8, 1.0
"""... and below it they do if this share of them correlates so well once both are smoothed.

A hand that trembles spoils the fit of fine bricks, and the person's shadow or reflection moves beside them; a cut
changes nearly everything. In 14000 pairs without a cut none reads below 0.98; rooms that differ read 0.53 in the
median, and 88 % of the cuts between any two rendered films are found.
"""

BETTER = 0.02
"""A shift must match better than none by this much to be believed."""

MOST_STEPS = 6
"""A pan is followed over so many whole pixels of the little picture from one sample to the next."""

MOVED_SHARE = 0.05
"""A background that wanders by more than this share of the picture's longer side says that the camera moved."""

SLOW_SAMPLES = 3
"""Samples that are averaged to a camera's slow path: a second of them. Trembling is quicker than they are."""

LEAST_BACKGROUND = 0.15
"""Share of the picture that must be free of the person to compare backgrounds."""

ROOM = 0.12
"""The person is left out with this share of their height around them, or of their length if they lie."""

FLAT = 2.0
"""A background that varies by fewer grey levels shows nothing."""

AT_ONCE = 16
"""So many pairs of little pictures are compared at once: they stay in the processor's own memory."""

Grey = NDArray[np.float32]
"""(h, w) or (P, h, w) grey values of little pictures."""


@dataclass(frozen=True, slots=True)
class Backgrounds:
    """How each little picture's background compares with the one before it; the first row is empty.

    time_s : (P,). shift_px : (P, 2) how far the background moved in the picture, NaN where nothing tells.
    cut : (P,) True where it shows another scene, False where nothing tells.
    """

    time_s: Array
    shift_px: Array
    cut: NDArray[np.bool_]

    def between(self, start_s: float, end_s: float) -> Backgrounds:
        """Return those of a part of the film; its first picture has none before it."""
        inside = (self.time_s >= start_s) & (self.time_s <= end_s)
        shift_px, cut = self.shift_px[inside], self.cut[inside]
        shift_px[:1], cut[:1] = np.nan, False
        return Backgrounds(self.time_s[inside], shift_px, cut)


def backgrounds(track: PoseTrack) -> Backgrounds | None:
    """Compare the backgrounds of a track, or return None if it has fewer than two little pictures."""
    scenes = track.scenes
    if scenes is None or len(scenes) < 2:
        return None
    free = own_background(track)
    shift, alike = _laid_side_by_side(scenes.grey, free)
    cut = np.zeros(len(scenes), dtype=bool)
    # NaN compares false: where nothing tells, no cut is claimed.
    for sample in np.flatnonzero(alike < ALIKE) + 1:
        before, now = scenes.grey[sample - 1 : sample + 1].astype(np.float32)
        both = free[sample - 1] & free[sample]
        cut[sample] = _most_alike(before, now, both, shift[sample - 1]) < MOSTLY_ALIKE
    first = np.full((1, 2), np.nan)
    return Backgrounds(scenes.time_s, np.concatenate([first, shift]) * scenes.scale[:, None], cut)


def _laid_side_by_side(grey: NDArray[np.uint8], free: NDArray[np.bool_]) -> tuple[Array, Array]:
    """(P - 1, 2) the shift x, y from each picture to the next, (P - 1,) how alike they then are; NaN if unknown."""
    some = [slice(start, start + AT_ONCE + 1) for start in range(0, len(grey) - 1, AT_ONCE)]
    laid = [_few_side_by_side(grey[few].astype(np.float32), free[few]) for few in some]
    return np.concatenate([shift for shift, _ in laid]), np.concatenate([alike for _, alike in laid])


def _few_side_by_side(grey: Grey, free: NDArray[np.bool_]) -> tuple[Array, Array]:
    """The same of few pictures: nearly all lie as they lay before, all at once, and the others one by one."""
    shown = free[:-1] & free[1:]
    shift, alike = np.full((len(shown), 2), np.nan), np.full(len(shown), np.nan)
    enough = np.count_nonzero(shown, axis=(1, 2)) >= LEAST_BACKGROUND * shown[0].size
    pairs = Pairs.of(grey[:-1], grey[1:], shown)
    left, told = pairs.subpixel(), enough & (pairs.spread >= FLAT)
    unmoved = (pairs.likeness + BETTER >= 1.0) & ~np.round(left).any(axis=1)
    shift[told & unmoved] = left[told & unmoved][:, ::-1]
    alike[told & unmoved] = pairs.likeness[told & unmoved]
    for sample in np.flatnonzero(told & ~unmoved):
        shift[sample], alike[sample] = _laid_upon(grey[sample], grey[sample + 1], shown[sample])
    return shift, alike


def cuts_s(track: PoseTrack, found: Backgrounds | None = None) -> list[tuple[float, float]]:
    """Return each cut of the film as the times of the last sample before it and the first one after it.

    found : the track's backgrounds, here as below, where they are known already.
    """
    found = found or backgrounds(track)
    if found is None:
        return []
    return [(float(found.time_s[sample - 1]), float(found.time_s[sample])) for sample in np.flatnonzero(found.cut)]


def scenes_of(track: PoseTrack, found: Backgrounds | None = None) -> list[PoseTrack]:
    """Return the uncut parts of the film, in order of time; the track itself if there is no cut."""
    cuts = cuts_s(track, found)
    if not cuts:
        return [track]
    starts, ends = [-np.inf, *(after for _, after in cuts)], [*(before for before, _ in cuts), np.inf]
    masks = [(track.time_s >= start) & (track.time_s <= end) for start, end in zip(starts, ends, strict=True)]
    return [track.part(mask) for mask in masks if mask.any()]


def longest_scene(track: PoseTrack, found: Backgrounds | None = None) -> PoseTrack:
    """Return the uncut part of the film that shows a person in the most frames; all of it if there is no cut."""
    return max(scenes_of(track, found), key=lambda scene: int(np.isfinite(scene.image_xy).all(axis=(1, 2)).sum()))


def camera_path_px(track: PoseTrack, found: Backgrounds | None = None) -> Array | None:
    """(P, 2) where the background lay at each little picture, from the first; None where nothing tells."""
    found = found or backgrounds(track)
    if found is None or not np.isfinite(found.shift_px[1:]).all(axis=1).any():
        return None
    return np.asarray(np.nan_to_num(found.shift_px).cumsum(axis=0))


def camera_moved_share(track: PoseTrack, path: Array | None) -> float:
    """How far a path of the background wandered, as a share of the picture's longer side; 0 where nothing tells."""
    return 0.0 if path is None else float(np.linalg.norm(np.ptp(path, axis=0))) / max(track.size_px)


def steadied(track: PoseTrack, found: Backgrounds | None = None) -> PoseTrack:
    """Return the track as a camera that stands still had seen it; itself if the camera did, or if nothing tells.

    What of the background's path is slower than a second is taken from the landmarks in the picture: a pan, a hand
    that sinks. The little pictures are left out, for they moved. A camera that turns on the spot moves all depths
    alike; if it goes along, the person seems to move as much faster as the background is farther away.
    """
    found = found or backgrounds(track)
    path = camera_path_px(track, found)
    if found is None or path is None or camera_moved_share(track, path) <= MOVED_SHARE:
        return track
    from scipy.ndimage import uniform_filter1d

    slow = uniform_filter1d(path, SLOW_SAMPLES, axis=0, mode="nearest")
    moved = np.stack([np.interp(track.time_s, found.time_s, axis) for axis in slow.T], axis=1)
    return replace(track.with_xy(track.image_xy - moved[:, None]), scenes=None)


@once_a_track
def own_background(track: PoseTrack) -> NDArray[np.bool_]:
    """(P, h, w) True where the track's own little pictures show no person; raises ValueError if it has none."""
    if track.scenes is None:
        raise ValueError("the track has no little pictures")
    return free_of_person(track.scenes, track)


def free_of_person(scenes: Scenes, track: PoseTrack) -> NDArray[np.bool_]:
    """(P, h, w) True where a little picture shows no person."""
    height, width = scenes.grey.shape[1:]
    frames = np.minimum(np.searchsorted(track.time_s, scenes.time_s), len(track) - 1)
    points = track.image_xy[frames] / scenes.scale[:, None, None]
    points[~np.isfinite(points).all(axis=2)] = np.nan
    low, high = np.fmin.reduce(points, axis=1), np.fmax.reduce(points, axis=1)
    room = ROOM * (high - low).max(axis=1, keepdims=True) + 1.0
    # NaN compares false: where nobody was seen, nobody is left out.
    columns, rows = (
        (np.arange(size) >= np.trunc(low[:, axis, None] - room))
        & (np.arange(size) < np.trunc(high[:, axis, None] + room + 1))
        for axis, size in enumerate((width, height))
    )
    return np.asarray(~(rows[:, :, None] & columns[:, None, :]))


def _laid_upon(before: Grey, now: Grey, free: NDArray[np.bool_]) -> tuple[Array, float]:
    """(2,) the shift x, y of the background from one picture to the next, and how alike they then are."""
    best = np.array([0, 0])
    pair = _pair(before, now, free, best)
    # A bare wall looks alike at many shifts: not to have moved is the likeliest of them.
    if pair.likeness[0] + BETTER < 1.0:
        moved = _shift_of_most(pair.old[0], pair.new[0])
        shifted = _pair(before, now, free, moved)
        if shifted.count[0] >= LEAST_BACKGROUND * free.size and shifted.likeness[0] > pair.likeness[0] + BETTER:
            best, pair = moved, shifted
    best, left, alike = _nearer(before, now, free, best, pair)
    return (best + left)[::-1], alike


def _pair(before: Grey, now: Grey, free: NDArray[np.bool_], shift: NDArray[np.int64]) -> Pairs:
    """What of both pictures shows the same place if the background moved by a shift (down, right)."""
    old, new, both = _overlap(before, now, free, shift)
    return Pairs.of(old[None], new[None], both[None])


def _nearer(
    before: Grey, now: Grey, free: NDArray[np.bool_], shift: NDArray[np.int64], pair: Pairs
) -> tuple[NDArray[np.int64], Array, float]:
    """Whole pixels nearer and nearer to where two backgrounds match best: soft ones look alike some way off.

    Returns them, the rest of the shift (2,), and how alike the two then are.
    """
    left = pair.subpixel()[0]
    for _ in range(MOST_STEPS):
        step = np.round(left).astype(np.int64)
        if not step.any():
            break
        closer = _pair(before, now, free, shift + step)
        if closer.count[0] < LEAST_BACKGROUND * free.size or closer.likeness[0] <= pair.likeness[0]:
            break
        shift, pair = shift + step, closer
        left = pair.subpixel()[0]
    return shift, left, float(pair.likeness[0])


def _shift_of_most(first: Array, second: Array) -> NDArray[np.int64]:
    """Whole pixels (down, right) by which most of a picture moved: the peak of the phase correlation."""
    product = np.conj(np.fft.rfft2(first)) * np.fft.rfft2(second)
    surface = np.fft.irfft2(product / np.maximum(np.abs(product), 1e-9), s=first.shape)
    return _signed(np.array(np.unravel_index(surface.argmax(), surface.shape)), first.shape)


def _signed(shift: NDArray[np.int64], shape: tuple[int, ...]) -> NDArray[np.int64]:
    """Shifts of more than half a picture are shifts to the other side."""
    return np.where(shift > np.array(shape) // 2, shift - np.array(shape), shift)


def _overlap(
    before: Grey, now: Grey, free: NDArray[np.bool_], shift: NDArray[np.int64]
) -> tuple[Grey, Grey, NDArray[np.bool_]]:
    """What of both pictures shows the same place if the background moved by a shift (down, right)."""
    height, width = before.shape
    down, right = (int(each) for each in shift)
    old = slice(max(-down, 0), height - max(down, 0)), slice(max(-right, 0), width - max(right, 0))
    new = slice(max(down, 0), height + min(down, 0)), slice(max(right, 0), width + min(right, 0))
    return before[old], now[new], free[old] & free[new]


def _most_alike(before: Grey, now: Grey, free: NDArray[np.bool_], shift: Array) -> float:
    """Correlation of the MOST that fits best of two smoothed backgrounds, at or beside a shift (right, down)."""
    from scipy.ndimage import gaussian_filter

    first, second = (gaussian_filter(picture, SMOOTH_PX) for picture in (before, now))
    near = np.round(shift[::-1]).astype(np.int64) + np.array(np.meshgrid(*[(-1, 0, 1)] * 2)).reshape(2, -1).T
    return max(_correlation_of_most(*_overlap(first, second, free, each)) for each in near)


def _correlation_of_most(old: Grey, new: Grey, both: NDArray[np.bool_]) -> float:
    if both.sum() < 2:
        return -1.0
    one, other = old[both] - old[both].mean(), new[both] - new[both].mean()
    off = np.abs(other - one * (one * other).sum() / max((one**2).sum(), 1e-9))
    fits = off <= np.quantile(off, MOST)
    return float(np.corrcoef(one[fits], other[fits])[0, 1]) if one[fits].std() * other[fits].std() > 0 else -1.0
