"""Walls behind a hand-made track, so that a film of it can be cut."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.ndimage import gaussian_filter

from formcheck.pose import PoseTrack
from formcheck.samples import Scenes


def in_rooms(track: PoseTrack, *ends_s: float) -> PoseTrack:
    """The film of a track that is cut to another room at some times."""
    random = np.random.default_rng(3)
    rooms = [gaussian_filter(random.normal(size=(96, 72)), 4.0) for _ in range(len(ends_s) + 1)]
    walls = [np.clip(128 + 40 * wall / wall.std(), 0, 255).astype(np.uint8) for wall in rooms]
    times = np.arange(track.time_s[0], track.time_s[-1], 0.4)
    grey = np.stack([walls[int(np.searchsorted(ends_s, time_s, side="right"))] for time_s in times])
    return replace(track, scenes=Scenes(times, grey, np.full(len(times), max(track.size_px) / 96.0)))
