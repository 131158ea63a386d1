"""Draws what was read of the pelvis: the waistband as it lies in the hold and as it lay in the stand."""

from __future__ import annotations

import cv2
import numpy as np

from formcheck.analysis import Analysis
from formcheck.ink import dashed, line
from formcheck.judging import Judged
from formcheck.landmarks import SIDES, of
from formcheck.measurement import to_estimate
from formcheck.palette import INK, STATE_COLOURS, rgb
from formcheck.panel import label
from formcheck.pelvis.rotation import BAND_SHOULDERS, BAND_TRUNKS
from formcheck.pictured import PelvisSeen
from formcheck.pose import Array, PoseTrack
from formcheck.upright import Image

INSET = 0.30
"""The stand's patch is shown with this share of the picture's lesser side."""

GAP_PX = 12
LINE = 1.25
"""The lines reach so much farther than the waistband."""


def draw_pelvis(picture: Image, points: Array, analysis: Analysis, judged: Judged, frame: int) -> None:
    """Draw the band and line of the hold, and the patch of the stand, into a picture whose pixels the points are.

    Nothing is drawn where the answer was not read from the picture, or hips and shoulders are not known.
    """
    seen, band = judged.pelvis, judged.cue.band
    if seen is None or band is None or judged.row is None or analysis.track.patches is None:
        return
    nearest = int(np.argmin(np.abs(seen.time_s - analysis.track.time_s[frame])))
    drop_deg = float(seen.drop_deg[nearest])
    state = band.state(float(to_estimate(seen.drop_deg, judged.row)[nearest]))
    corners = waistband_corners(points, drop_deg * analysis.camera.medial(analysis.report.side or "left"))
    if not np.isfinite(corners).all():
        return
    level = waistband_corners(points, 0.0)
    _outline(picture, corners, STATE_COLOURS[state])
    for box, draw, colour in ((level, dashed, INK), (corners, line, STATE_COLOURS[state])):
        start, end = _axis(box)
        draw(picture, start, end, colour, 3)
    _inset(picture, analysis.track, seen)


def waistband_corners(points: Array, angle_deg: float) -> Array:
    """(4, 2) corners of the waistband of a pose (33, 2), turned clockwise: upper left, upper right, and around."""
    hips, shoulders = (points[[of(side, part) for side in SIDES]] for part in ("HIP", "SHOULDER"))
    trunk_px = float(np.linalg.norm(hips.mean(axis=0) - shoulders.mean(axis=0)))
    half = np.array(
        [BAND_SHOULDERS * np.linalg.norm(np.diff(shoulders, axis=0)), (BAND_TRUNKS[1] - BAND_TRUNKS[0]) * trunk_px]
    )
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * half / 2
    cos, sin = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    middle = hips.mean(axis=0) + np.array([0.0, sum(BAND_TRUNKS) / 2 * trunk_px])
    return np.asarray(middle + corners @ np.array([[cos, sin], [-sin, cos]]))


def _axis(corners: Array) -> tuple[Array, Array]:
    """Ends of the line along the middle of the band, drawn out on either side."""
    left, right = (corners[0] + corners[3]) / 2, (corners[1] + corners[2]) / 2
    middle = (left + right) / 2
    return middle + LINE * (left - middle), middle + LINE * (right - middle)


def _outline(picture: Image, corners: Array, colour: str) -> None:
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        line(picture, start, end, colour, 2)


def _inset(picture: Image, track: PoseTrack, seen: PelvisSeen) -> None:
    """Lay the patch of the stand, with its waistband, into the picture's upper left corner."""
    patches = track.patches
    assert patches is not None
    row = int(np.argmin(np.abs(patches.time_s - seen.stand_s)))
    side_px = round(INSET * min(picture.shape[:2]))
    zoom = side_px / patches.pixels.shape[2]
    patch = np.ascontiguousarray(cv2.resize(patches.pixels[row], (side_px, side_px), interpolation=cv2.INTER_CUBIC))
    stand = int(np.argmin(np.abs(track.time_s - patches.time_s[row])))
    corners = (patches.inside(row, waistband_corners(track.image_xy[stand], 0.0)) + 0.5) * zoom
    if np.isfinite(corners).all():
        _outline(patch, corners, INK)
    cv2.rectangle(patch, (0, 0), (side_px - 1, side_px - 1), rgb(INK), 2)
    picture[GAP_PX : GAP_PX + side_px, GAP_PX : GAP_PX + side_px] = patch
    label(f"{seen.against}, {seen.stand_s:.1f} s", None, 16).lay(picture, GAP_PX, GAP_PX + side_px + 4)
