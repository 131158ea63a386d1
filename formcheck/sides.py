"""Left stays left: labels that the pose model exchanges between the two sides, repaired over the whole clip.

Where the legs cross in a side view a pose model often calls the left leg the right one, for a frame or for many.
One frame alone cannot tell; the motion can: at a crossing one foot stands while the other swings, so that only
one labelling lets both go on as they moved. The cheapest labelling of the whole clip is found by dynamic
programming; the labels of the model are kept where nothing speaks against them, and what the motion cannot
decide becomes a gap.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.kinematics import leg_length_px
from formcheck.landmarks import LEG, SIDES, of
from formcheck.leg_length import lengths_of
from formcheck.pose import Array, PoseTrack
from formcheck.runs import runs
from formcheck.signals import BLOCK_FRAMES

LEGS = LEG
ARMS = ("SHOULDER", "ELBOW", "WRIST", "PINKY", "INDEX", "THUMB")

KEEP = 0.004
"""Cost of calling one frame exchanged, in leg lengths: the model's labels are right more often than not."""

FARTHEST = 0.3
"""A landmark farther than this from where it was due tells no more than one that is just as far, in leg lengths."""

CHAIN_S = 0.4
"""Motion is not carried over a longer gap than this."""

UNDECIDED = 0.01
"""Labellings whose costs differ by less, in leg lengths, are equally likely."""

APART = 0.08
"""Sides nearer together than this share of the leg's length are as good as one: it does not matter which is which."""


def repair_sides(track: PoseTrack) -> PoseTrack:
    """Return the track with exchanged legs and arms put right; what cannot be decided is NaN.

    A track without a leg to measure by is returned as it is.
    """
    for parts in (LEGS, ARMS):
        track = _repair(track, parts)
    return track


def swapped_frames(track: PoseTrack, parts: tuple[str, ...] = LEGS) -> tuple[np.ndarray, np.ndarray]:
    """(T,) True where left and right of the parts are exchanged, and (T,) True where that cannot be told."""
    scale_px = leg_length_px(track)
    if not np.isfinite(scale_px) or scale_px == 0:
        return np.zeros(len(track), dtype=bool), np.zeros(len(track), dtype=bool)
    points = np.stack([track.image_xy[:, [of(side, part) for part in parts]] for side in SIDES], axis=1)
    points /= scale_px
    swapped, undecided = np.zeros(len(track), dtype=bool), np.zeros(len(track), dtype=bool)
    known = np.flatnonzero(np.isfinite(points).all(axis=(1, 2, 3)))
    breaks = np.flatnonzero(np.diff(track.time_s[known]) > CHAIN_S) + 1
    for chain in np.split(known, breaks):
        if len(chain) > 2:
            swapped[chain], undecided[chain] = _labelled(points[chain], track.time_s[chain])
    return swapped, undecided


def _repair(track: PoseTrack, parts: tuple[str, ...]) -> PoseTrack:
    swapped, undecided = swapped_frames(track, parts)
    if not (swapped.any() or undecided.any()):
        return track
    left, right = ([of(side, part) for part in parts] for side in SIDES)
    fields = {}
    for name in ("image_xy", "visibility", "world_m"):
        values = getattr(track, name).copy()
        rows = np.flatnonzero(swapped)[:, None]
        values[rows, left], values[rows, right] = values[rows, right], values[rows, left]
        fields[name] = values
    gone = np.flatnonzero(undecided)[:, None]
    fields["image_xy"][gone, [*left, *right]] = np.nan
    fields["visibility"][gone, [*left, *right]] = 0.0
    return replace(track, **fields)


def _labelled(points: Array, time_s: Array) -> tuple[np.ndarray, np.ndarray]:
    """The cheapest labelling of one chain (N, 2 sides, parts, 2), and where another is as good."""
    if _keeps_smoothest(points, time_s):
        # Nowhere would an exchange make the motion smoother, which is how nearly every clip is.
        nothing = np.zeros(len(points), dtype=bool)
        return nothing, nothing
    costs = _motion_costs(points, time_s)
    through = _cheapest_through(costs)
    apart = np.linalg.norm(points[:, 0] - points[:, 1], axis=-1).max(axis=1) > APART
    swapped = np.zeros(len(points), dtype=bool)
    for start, stop in runs(through[:, 1] < through[:, 0]):
        # Where the sides lie upon each other all the time, jitter alone would exchange them to and fro.
        swapped[start:stop] = apart[start:stop].any()
    undecided = (np.abs(through[:, 1] - through[:, 0]) < UNDECIDED) & apart
    return swapped, undecided


def _motion_costs(points: Array, time_s: Array) -> Array:
    """(N - 2, 2, 2, 2): how far the sides miss where they were due, for each labelling of three frames in a row."""
    costs = np.empty((len(points) - 2, 2, 2, 2))
    for start in range(0, len(costs), BLOCK_FRAMES):
        frames = slice(start, start + BLOCK_FRAMES + 2)
        costs[start : start + BLOCK_FRAMES] = _block_costs(points[frames], time_s[frames])
    return costs


def _block_costs(points: Array, time_s: Array) -> Array:
    labelled = np.stack([points, points[:, ::-1]])
    costs = np.empty((len(points) - 2, 2, 2, 2))
    for first, second in np.ndindex(2, 2):
        due = _due(labelled[first, :-2], labelled[second, 1:-1], time_s)
        for third in range(2):
            costs[:, first, second, third] = _missed(labelled[third, 2:], due)
    return costs


def _keeps_smoothest(points: Array, time_s: Array) -> bool:
    """Say whether after every two frames the third goes on as due more nearly with its labels than exchanged."""
    for start in range(0, len(points) - 2, BLOCK_FRAMES):
        frames = slice(start, start + BLOCK_FRAMES + 2)
        block = points[frames]
        due = _due(block[:-2], block[1:-1], time_s[frames])
        if (_missed(block[2:], due) > _missed(block[2:, ::-1], due)).any():
            return False
    return True


def _due(before: Array, last: Array, time_s: Array) -> Array:
    """(N - 2, 2 sides, parts, 2) where the third of three frames in a row is due if all goes on as it moved."""
    steps_s = np.diff(time_s)
    ahead = np.clip(steps_s[1:] / steps_s[:-1], 0.0, 2.0)[:, None, None, None]
    return np.asarray(last + (last - before) * ahead)


def _missed(points: Array, due: Array) -> Array:
    """(N - 2,) how far the sides are from where they were due, in the mean over their parts."""
    return np.asarray(np.minimum(lengths_of(points - due), FARTHEST).mean(axis=(1, 2)))


def _cheapest_through(costs: Array) -> Array:
    """(N, 2) the cost of the cheapest labelling of the whole chain that keeps, or exchanges, each frame."""
    keep = np.array([0.0, KEEP])
    forward, backward = np.empty((len(costs) + 1, 2, 2)), np.zeros((len(costs) + 1, 2, 2))
    forward[0] = keep[:, None] + keep[None, :]
    for step, cost in enumerate(costs):
        forward[step + 1] = (forward[step][:, :, None] + cost).min(axis=0) + keep
    for step in range(len(costs) - 1, -1, -1):
        backward[step] = (costs[step] + (backward[step + 1] + keep)[None, :, :]).min(axis=2)
    pairs = forward + backward
    return np.vstack([pairs[:1].min(axis=2), pairs.min(axis=1)])
