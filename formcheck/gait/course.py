"""Where a walk goes: on a treadmill or across the room, which way, and where the person turns round."""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal

import numpy as np

from formcheck.camera import SAGITTAL, Camera, View
from formcheck.gait.events import hips
from formcheck.landmarks import SIDES, of
from formcheck.leg_length import leg_length_px
from formcheck.pose import Array, PoseTrack
from formcheck.scene import MOVED_SHARE, Backgrounds, camera_moved_share, camera_path_px

Surface = Literal["treadmill", "overground"]
Direction = Literal["left", "right", "toward", "away"]

CROSSED = 1.5
"""Hips that move this many leg lengths along the picture cross the room."""

FACED_S = 0.8
"""The feet point a way for this long before it counts as the way the person faces: longer than any swing."""

FACES: MappingProxyType[View, Direction] = MappingProxyType({"front": "toward", "back": "away"})


def surface_of(track: PoseTrack, camera: Camera, found: Backgrounds | None = None) -> Surface | None:
    """Tell a treadmill from the floor, None where the view cannot tell or the camera went along.

    Whoever stays in the picture of a still camera walks on a treadmill. found : the track's backgrounds, where they
    are known already.
    """
    if camera.view not in SAGITTAL or camera_moved_share(track, camera_path_px(track, found)) > MOVED_SHARE:
        return None
    x = hips(track, camera)[:, 0] / leg_length_px(track)
    return "overground" if abs(float(np.nanmax(x) - np.nanmin(x))) > CROSSED else "treadmill"


def direction_of(camera: Camera) -> Direction:
    """Which way the person faces for most of the clip: to the left or right of the picture, to the camera or away."""
    return FACES.get(camera.view, "right" if camera.forward > 0 else "left")


def turns_s(track: PoseTrack, camera: Camera) -> list[float]:
    """Times at which the person turned round, seen from the side by where both feet point; none in other views."""
    if camera.view not in SAGITTAL:
        return []
    faced = _faced(track)
    known = np.flatnonzero(faced)
    turned = known[1:][np.diff(faced[known]) != 0]
    return [float(track.time_s[frame]) for frame in turned]


def _faced(track: PoseTrack) -> Array:
    """(T,) +1 where the feet pointed right all around a frame, -1 left, 0 where they did not agree."""
    feet = [track.at(of(side, "FOOT_INDEX"))[:, 0] - track.at(of(side, "HEEL"))[:, 0] for side in SIDES]
    ways = np.sign(np.nan_to_num(np.sum(feet, axis=0)))
    window = max(round(FACED_S * track.fps), 1)
    share = np.convolve(ways, np.ones(window) / window, mode="same")
    return np.where(np.abs(share) > 0.5, np.sign(share), 0.0)
