"""Whether somebody stands, sits or lies, and how a camera sees somebody who lies."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from formcheck.camera import Camera, find_camera
from formcheck.landmarks import SIDES, Side, of
from formcheck.pose import Array, PoseTrack
from formcheck.refusals import OVERTURNED_DEG, UPRIGHT_DEG, turned_over_deg

BodyPosture = Literal["standing", "sitting", "lying"]

LEVEL_THIGHS = 0.5
"""Somebody sits whose knees are lower than the hips by less than this share of a shank."""

SHANK_PERCENTILE = 90


def posture_of(track: PoseTrack) -> BodyPosture:
    """Tell by the whole clip how the body is kept; somebody of whom too little is seen is taken to stand."""
    if UPRIGHT_DEG < turned_over_deg(track) <= OVERTURNED_DEG:
        return "lying"
    drops = [drop for side in SIDES if np.isfinite(drop := _thigh_drop(track, side))]
    return "sitting" if drops and np.mean(drops) < LEVEL_THIGHS else "standing"


def _thigh_drop(track: PoseTrack, side: Side) -> float:
    """How much lower a knee is than its hip, in shank lengths, median over the clip; NaN if unseen."""
    hip, knee, ankle = (track.at(of(side, part)) for part in ("HIP", "KNEE", "ANKLE"))
    known = np.isfinite(hip + knee + ankle).all(axis=1)
    if not known.any():
        return float("nan")
    shank_px = np.percentile(np.linalg.norm(ankle - knee, axis=1)[known], SHANK_PERCENTILE)
    return float(np.median((knee - hip)[known, 1]) / shank_px)


def lying_camera(track: PoseTrack, *, mirrored: bool = False) -> Camera:
    """Find the camera as ``find_camera`` does, for somebody who lies: the picture is turned until the head is up.

    The angles are then against the length of the floor instead of the vertical.
    """
    shoulders, ankles = (track.middle([of(side, part) for side in SIDES]) for part in ("SHOULDER", "ANKLE"))
    head_deg = 90.0 * float(np.sign(np.nanmedian((shoulders - ankles)[:, 0])) or 1.0)
    return replace(find_camera(_with_head_up(track, head_deg), mirrored=mirrored), head_deg=head_deg)


def faces_down(camera: Camera) -> bool:
    """Say whether somebody who lies and is seen from the side lies on the front; false in other views."""
    return camera.forward * camera.head_deg > 0


def _with_head_up(track: PoseTrack, head_deg: float) -> PoseTrack:
    """Turn the picture of somebody whose head points to its right (+90) or left (-90) by a quarter."""
    width, height = track.size_px
    sign = np.sign(head_deg)
    turned = _quarter(track.image_xy, sign) + ((0.0, width) if sign > 0 else (height, 0.0))
    world_m = track.world_m.copy()
    world_m[..., :2] = _quarter(track.world_m[..., :2].astype(np.float64), sign)
    return replace(track, image_xy=turned, world_m=world_m, size_px=(height, width))


def _quarter(xy: Array, sign: float) -> Array:
    """Turn points (..., 2), y down, so that the right (+1) or the left (-1) comes up."""
    return np.asarray(sign * np.stack([xy[..., 1], -xy[..., 0]], axis=-1))
