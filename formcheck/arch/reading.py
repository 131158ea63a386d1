"""What three stickers tell: how much lower the navicular's lies after the foot has taken the weight.

Heights are distances from the line between the outer stickers, in lengths of that line: neither the camera's roll nor
its distance nor a mirror changes them. The clip's first part shows the foot unloaded, its last part loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from formcheck.arch.markers import Markers
from formcheck.pose import Array

LEAST_PART_S = 1.5
AWAY_S = 0.5
"""Neither part reaches nearer to the moment at which the foot takes the weight."""

CLEAR_STEP = 0.7
"""A step is seen where it leaves less than this share of the deviation from one level."""

BLOCK_S = 0.5
"""A foot sways slowly: frames of one block count as one."""

SEEN = 0.8
LEAST_SPAN_PX, LEAST_ACROSS_PX = 110.0, 6.0
MOST_LONGER = 0.05
MOST_TILT_DEG = 4.0
MOST_MOVED = 0.05
MOST_UNREST = 0.012
"""Lengths of the line: how far the foot may slide, and how far two halves of one part may differ in height."""

MOST_OFF_DEG = 20.0
FOCAL = 0.8
"""Focal length of a phone's main camera, unzoomed, in the longer side of its picture."""


@dataclass(frozen=True, slots=True)
class Part:
    """The foot in one part of the clip.

    start_s, end_s : when. frames : in how many of its frames the stickers are seen, of how many (``of``). height :
    of the navicular's sticker over the line, in lengths of the line, the median. scatter : 95 % half width of that
    median. unrest : difference of the medians of its halves. span_px, tilt_deg : length and direction of the line.
    middle_px : (2,) its middle. wandering : how far that moves within the part, in lengths of the line. frame : a
    frame that shows this height.
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
    frame: int


@dataclass(frozen=True, slots=True)
class ArchReading:
    """The foot before and after it took the weight.

    across_px : width of the smallest sticker. off_deg : how far the camera seems to stand off the straight view, from
    the nearer outer sticker's looking larger; without a sign. cannot_tell : why the change is not to be told, None if
    it is.
    """

    unloaded: Part
    loaded: Part
    across_px: float
    off_deg: float
    cannot_tell: str | None = None

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
    seen = np.flatnonzero(markers.seen)
    if len(seen) < 2:
        return _too_short(0.0)
    start_s, end_s = float(markers.time_s[seen[0]]), float(markers.time_s[seen[-1]])
    if end_s - start_s < 2 * (LEAST_PART_S + AWAY_S):
        return _too_short(end_s - start_s)
    step_s = _step_s(markers) if loaded_from_s is None else loaded_from_s
    before, after = markers.time_s < step_s - AWAY_S, markers.time_s > step_s + AWAY_S
    inside = (markers.time_s >= start_s) & (markers.time_s <= end_s)
    parts = [inside & before, inside & after]
    if any((part & markers.seen).sum() < 2 for part in parts) or step_s - start_s < LEAST_PART_S + AWAY_S:
        return _no_part(step_s, start_s, end_s)
    if end_s - step_s < LEAST_PART_S + AWAY_S:
        return _no_part(step_s, start_s, end_s)
    unloaded, loaded = (_part(markers, part) for part in parts)
    across_px = float(np.nanmedian(markers.across_px, axis=0).min())
    found = ArchReading(unloaded, loaded, across_px, _off_deg(markers, parts[0]))
    return replace(found, cannot_tell=next(_doubts(found), None))


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
    first_s, last_s = time_s[0] + LEAST_PART_S + AWAY_S, time_s[-1] - LEAST_PART_S - AWAY_S
    middle_s = float(time_s[0] + time_s[-1]) / 2
    level = float(np.abs(height - np.median(height)).mean())
    ranked = [
        (_deviation(height[time_s < at_s - AWAY_S], height[time_s > at_s + AWAY_S]), at_s)
        for at_s in time_s
        if first_s <= at_s <= last_s
    ]
    if not ranked:
        return middle_s
    least, _ = min(ranked)
    # Where the foot takes the weight slowly, many moments serve: take the middle of them.
    near = [at_s for deviation, at_s in ranked if deviation <= least * 1.05 + 1e-9]
    return float(np.median(near)) if least < CLEAR_STEP * level else middle_s


def _deviation(before: Array, after: Array) -> float:
    if not (len(before) and len(after)):
        return float("inf")
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
        frame=int(rows[np.argmin(np.abs(height - level))]),
    )


def _scatter(time_s: Array, height: Array) -> float:
    """95 % half width of the mean level, from the medians of blocks of half a second."""
    blocks = ((time_s - time_s[0]) / BLOCK_S).astype(int)
    medians = np.array([np.median(height[blocks == block]) for block in np.unique(blocks)])
    return float(2.0 * medians.std(ddof=1) / np.sqrt(len(medians))) if len(medians) > 1 else 0.0


def _off_deg(markers: Markers, inside: NDArray[np.bool_]) -> float:
    """How far the line between the outer stickers is turned away from the picture, from which of them looks larger.

    Turned by an angle, the line's near end is nearer by its length times the sine; a sticker looks larger by as much.
    """
    ends = np.nanmedian(markers.across_px[inside][:, [0, 2]], axis=0)
    ratio = float(ends[0] / ends[1])
    focal_px = FOCAL * max(markers.size_px)
    span_px = float(np.nanmedian(markers.span_px[inside]))
    return abs(float(np.degrees(np.arctan((ratio - 1) / (ratio + 1) * 2 * focal_px / span_px))))


def _doubts(found: ArchReading) -> Iterator[str]:
    """Every reason not to tell the change, what matters most first."""
    before, after = found.unloaded, found.loaded
    longer = after.span_px / before.span_px - 1
    tilt_deg = (after.tilt_deg - before.tilt_deg + 180) % 360 - 180
    moved = float(np.linalg.norm(after.middle_px - before.middle_px)) / before.span_px
    if min(before.span_px, after.span_px) < LEAST_SPAN_PX or found.across_px < LEAST_ACROSS_PX:
        yield (
            f"The foot is too small in the picture: heel and ball are {before.span_px:.0f} pixels apart and a "
            f"sticker {found.across_px:.0f} wide. Put the phone nearer and film at full resolution."
        )
    for part in (before, after):
        if part.frames < SEEN * part.of:
            yield (
                f"A sticker is hidden or lost in {1 - part.frames / part.of:.0%} of the frames from "
                f"{part.start_s:.1f} to {part.end_s:.1f} s. Keep the other foot a step behind, and press the "
                "stickers on."
            )
    if abs(longer) > MOST_LONGER:
        yield (
            f"Heel and ball lie {abs(longer):.0%} {'farther apart' if longer > 0 else 'nearer together'} in the "
            "picture at the end: the foot turned or the phone moved. Keep the foot where it is, and lean the "
            "phone firmly."
        )
    if abs(tilt_deg) > MOST_TILT_DEG:
        yield (
            f"The line from heel to ball tilts by {abs(tilt_deg):.0f}° in between: the heel rose or the phone moved. "
            "Keep heel and ball on the floor, and lean the phone firmly."
        )
    if max(moved, before.wandering, after.wandering) > MOST_MOVED:
        yield (
            "The foot or the phone moved. Put the phone on the floor, lean it firmly, and keep the foot where it is."
        )
    if found.off_deg > MOST_OFF_DEG:
        yield (
            f"The camera seems to stand {found.off_deg:.0f}° off the straight view of the inner side, judged by "
            f"which sticker looks larger; it can be told within {MOST_OFF_DEG:.0f}°. Put the phone opposite the "
            "middle of the foot, square to the line from heel to ball, and do not zoom."
        )
    if max(before.unrest, after.unrest) > MOST_UNREST:
        when = "before" if before.unrest > after.unrest else "after"
        yield (
            f"The foot does not come to rest {when} it takes the weight. Hold on to something, stand still for 4 s "
            "before and after, and say with --loaded-from when the foot takes the weight."
        )
