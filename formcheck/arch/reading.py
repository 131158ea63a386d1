"""What three stickers tell: how much lower the navicular's lies after the foot has taken the weight.

Heights are distances from the line between the outer stickers, in lengths of that line: neither the camera's roll nor
its distance nor a mirror changes them. The clip's first part shows the foot unloaded, its last part loaded.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.arch.markers import Markers
from formcheck.pose import Array

LEAST_PART_S = 1.5
LEAST_FRAMES = 4
AWAY_S = 0.5
"""Neither part reaches nearer to the moment at which the foot takes the weight."""

CLEAR_STEP = 0.7
"""A step is seen where it leaves less than this share of the deviation from one level."""

LARGE_STEP = 0.012
"""In lengths of the line: 2 mm where heel and ball are 165 mm apart."""

BLOCK_S = 0.5
"""A foot sways slowly: frames of one block count as one."""

FOCAL = 0.8
"""Focal length of a phone's main camera, unzoomed, in the longer side of its picture."""


@dataclass(frozen=True, slots=True)
class Part:
    """The foot in one part of the clip.

    start_s, end_s : when. frames : in how many of its frames the stickers are seen, of how many (``of``). height :
    of the navicular's sticker over the line, in lengths of the line, the median. scatter : 95 % half width of that
    median. unrest : difference of the medians of its halves. span_px, tilt_deg : length and direction of the line.
    middle_px : (2,) its middle. wandering : how far that moves within the part, in lengths of the line. off_deg :
    by how much the line seems turned away from the picture, + its last end nearer. frame : one that shows this
    height.
    """

    start_s: float
    end_s: float
    frames: int
    of: int
    height: float
    scatter: float
    unrest: float
    span_px: float
    tilt_deg: float
    middle_px: Array
    wandering: float
    off_deg: float
    frame: int


@dataclass(frozen=True, slots=True)
class ArchReading:
    """The foot before and after it took the weight.

    across_px : width of the smallest sticker. ``gates`` says whether the change is to be told.
    """

    unloaded: Part
    loaded: Part
    across_px: float

    @property
    def off_deg(self) -> float:
        """How far the camera seems to stand off the straight view in the worse part; without a sign."""
        return max(abs(self.unloaded.off_deg), abs(self.loaded.off_deg))

    @property
    def lowered(self) -> float:
        """How much lower the navicular's sticker lies when loaded, in lengths of the line."""
        return self.unloaded.height - self.loaded.height

    @property
    def scatter(self) -> float:
        """95 % half width of that from the unrest of the frames alone."""
        return float(np.hypot(self.unloaded.scatter, self.loaded.scatter))


def read(markers: Markers, loaded_from_s: float | None = None) -> ArchReading | str:
    """Read the change; a sentence where there are no two parts to read.

    loaded_from_s : when the foot takes the weight; by default where the height steps most, and where it does not step
    the middle of the time in which the stickers are seen.
    """
    seen_s = markers.time_s[markers.seen]
    length_s = float(np.ptp(seen_s)) if len(seen_s) else 0.0
    if length_s < 2 * (LEAST_PART_S + AWAY_S):
        return _too_short(length_s)
    start_s, end_s = float(seen_s[0]), float(seen_s[-1])
    step_s = _step_s(markers) if loaded_from_s is None else loaded_from_s
    before = (markers.time_s >= start_s) & (markers.time_s < step_s - AWAY_S)
    after = (markers.time_s > step_s + AWAY_S) & (markers.time_s <= end_s)
    too_near = min(step_s - start_s, end_s - step_s) < LEAST_PART_S + AWAY_S
    if too_near or any((part & markers.seen).sum() < LEAST_FRAMES for part in (before, after)):
        return _no_part(step_s, start_s, end_s)
    across_px = float(np.nanmedian(markers.across_px, axis=0).min())
    return ArchReading(_part(markers, before), _part(markers, after), across_px)


def _too_short(seconds: float) -> str:
    return (
        f"The three stickers show together for only {seconds:.1f} s. Keep all three in the picture for 4 s before "
        "and 4 s after the foot takes the weight, and nothing between them and the phone."
    )


def _no_part(step_s: float, start_s: float, end_s: float) -> str:
    return (
        f"Too little shows before or after {step_s:.1f} s, where the foot takes the weight: the stickers show from "
        f"{start_s:.1f} to {end_s:.1f} s. Stand still for 4 s before and 4 s after it."
    )


def _step_s(markers: Markers) -> float:
    """When the height steps, by least absolute deviation from two levels; the middle where no step is clear."""
    time_s, height = markers.time_s[markers.seen], markers.height[markers.seen]
    least_s = LEAST_PART_S + AWAY_S
    parts = [(float(at_s), height[time_s < at_s - AWAY_S], height[time_s > at_s + AWAY_S]) for at_s in time_s]
    ranked = [
        (_deviation(before, after), at_s)
        for at_s, before, after in parts
        if min(len(before), len(after)) >= 2
        # Near an end sway looks like a step; a large one there is better known than measured past.
        and (min(at_s - time_s[0], time_s[-1] - at_s) >= least_s or _step(before, after) > LARGE_STEP)
    ]
    level = float(np.abs(height - np.median(height)).mean())
    least, _ = min(ranked, default=(np.inf, 0.0))
    if least >= CLEAR_STEP * level:
        return float(time_s[0] + time_s[-1]) / 2
    # Where the foot takes the weight slowly, many moments serve: take the middle of them.
    return float(np.median([at_s for deviation, at_s in ranked if deviation <= least * 1.05 + 1e-9]))


def _step(before: Array, after: Array) -> float:
    return abs(float(np.median(before) - np.median(after)))


def _deviation(before: Array, after: Array) -> float:
    return float(np.concatenate([np.abs(part - np.median(part)) for part in (before, after)]).mean())


def _part(markers: Markers, inside: NDArray[np.bool_]) -> Part:
    rows = np.flatnonzero(inside & markers.seen)
    time_s, height = markers.time_s[rows], markers.height[rows]
    level = float(np.median(height))
    middles = (markers.at_px[rows, 0] + markers.at_px[rows, 2]) / 2
    middle, span_px = np.median(middles, axis=0), float(np.median(markers.span_px[rows]))
    halves = [height[time_s < np.median(time_s)], height[time_s >= np.median(time_s)]]
    return Part(
        start_s=float(time_s[0]),
        end_s=float(time_s[-1]),
        frames=len(rows),
        of=int(inside.sum()),
        height=level,
        scatter=_scatter(time_s, height),
        unrest=abs(float(np.median(halves[0]) - np.median(halves[1]))),
        span_px=span_px,
        tilt_deg=float(np.median(markers.tilt_deg[rows])),
        middle_px=middle,
        wandering=float(np.percentile(np.linalg.norm(middles - middle, axis=1), 90)) / span_px,
        off_deg=_off_deg(markers, rows),
        frame=int(rows[np.argmin(np.abs(height - level))]),
    )


def _scatter(time_s: Array, height: Array) -> float:
    """95 % half width of the mean level, from the medians of blocks of half a second."""
    blocks = ((time_s - time_s[0]) / BLOCK_S).astype(int)
    medians = np.array([np.median(height[blocks == block]) for block in np.unique(blocks)])
    return float(2.0 * medians.std(ddof=1) / np.sqrt(len(medians))) if len(medians) > 1 else 0.0


def _off_deg(markers: Markers, rows: NDArray[np.intp]) -> float:
    """How far the line between the outer stickers is turned away from the picture, from which of them looks larger.

    Turned by an angle, the line's near end is nearer by its length times the sine; a sticker looks larger by as much.
    """
    ends = np.median(markers.across_px[rows][:, [0, 2]], axis=0)
    ratio = float(ends[1] / ends[0])
    focal_px = FOCAL * max(markers.size_px)
    span_px = float(np.median(markers.span_px[rows]))
    return float(np.degrees(np.arctan((ratio - 1) / (ratio + 1) * 2 * focal_px / span_px)))
