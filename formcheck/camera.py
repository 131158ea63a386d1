"""Where the camera stood: which side of the person it saw, how far off that view, and whether it was level.

Decided once for the whole clip, never frame by frame.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from formcheck.landmarks import SIDES, Side, of
from formcheck.pose import Array, PoseTrack

View = Literal["front", "back", "left", "right", "oblique"]
FRONTAL: tuple[View, ...] = ("front", "back")
SAGITTAL: tuple[View, ...] = ("left", "right")
ANY_VIEW: tuple[View, ...] = (*FRONTAL, *SAGITTAL, "oblique")

VIEW_WORDS: dict[View, str] = {
    "front": "the front",
    "back": "behind",
    "left": "the left side",
    "right": "the right side",
}
"""What follows "filmed from"."""

AZIMUTH_DEG: dict[View, float] = {"front": 0.0, "left": 90.0, "back": 180.0, "right": -90.0}
"""Direction from the person to the camera, counted from straight ahead toward the person's left."""

VIEW_LIMIT_DEG = 20.0
YAW_UNCERTAINTY_DEG = 8.0
"""95 % uncertainty of the yaw of a clip, from rendered people and a known camera: half of them within 4°."""

ROLL_UNCERTAINTY_DEG = 2.0
"""95 % uncertainty of a roll taken from quiet standing: how far people stand off the vertical."""

ROLL_UNKNOWN_DEG = 4.0
"""95 % uncertainty when nothing tells the roll and the camera is taken to be level."""


@dataclass(frozen=True, slots=True)
class Camera:
    """How the clip was filmed.

    view : the side of the person that the camera saw, or ``oblique``.
    yaw_deg : how far the camera stood off that view, + toward the person's left; NaN if oblique or unknown.
    azimuth_deg : direction from the person to the camera, 0 straight ahead, + toward the person's left.
    roll_deg : how far the vertical leans to the right in the picture. roll_known : measured, not taken to be 0.
    forward : +1 if a person seen from the side faces the right of the picture, -1 the left; NaN in other views.
    mirrored : the picture is a mirror image, as the person filming told us.
    """

    view: View
    yaw_deg: float
    azimuth_deg: float
    roll_deg: float = 0.0
    roll_known: bool = False
    forward: float = float("nan")
    mirrored: bool = False

    @property
    def roll_uncertainty_deg(self) -> float:
        """95 % uncertainty of the vertical."""
        return ROLL_UNCERTAINTY_DEG if self.roll_known else ROLL_UNKNOWN_DEG

    @property
    def near_side(self) -> Side | None:
        """The leg nearer the camera in a side view, None in other views."""
        return "left" if self.view == "left" else "right" if self.view == "right" else None

    def medial(self, side: Side) -> float:
        """Which way in the picture the other leg lies: +1 right, -1 left; NaN unless seen from front or back."""
        if self.view not in FRONTAL:
            return float("nan")
        return 1.0 if (side == "left") == (self.view == "back") else -1.0

    def level(self, image_xy: Array) -> Array:
        """Turn pixels (..., 2) into levelled axes: x right, y up, camera roll taken out."""
        roll = np.radians(self.roll_deg)
        x, y = image_xy[..., 0], -image_xy[..., 1]
        return np.stack([x * np.cos(roll) - y * np.sin(roll), x * np.sin(roll) + y * np.cos(roll)], axis=-1)


def find_camera(track: PoseTrack, *, mirrored: bool = False) -> Camera:
    """Find view, yaw and facing from all frames together; the roll stays unknown.

    A clip in which nobody was seen is oblique with NaN angles.
    """
    return _placed(track, _circular_median_deg(_azimuths_deg(track)), mirrored)


def with_stand(camera: Camera, track: PoseTrack, stand: np.ndarray) -> Camera:
    """Look again with the frames of quiet standing on two legs, a mask (T,); without any the camera stays.

    The azimuth becomes the mean of that in the stand and that in the rest: a long hold with the trunk leant or
    the arms on a wall misleads the pose model, and a person may stand a little turned.
    """
    if not stand.any() or stand.all():
        return with_roll(camera, track, stand)
    azimuths_deg = _azimuths_deg(track)
    halves = np.array([_circular_median_deg(azimuths_deg[frames]) for frames in (stand, ~stand)])
    placed = _placed(track, float(_circular_mean_deg(halves[np.isfinite(halves)])), camera.mirrored)
    return with_roll(placed, track, stand)


def _placed(track: PoseTrack, azimuth_deg: float, mirrored: bool) -> Camera:
    view = _view(azimuth_deg)
    yaw_deg = _turn_deg(AZIMUTH_DEG[view], azimuth_deg) if view != "oblique" else float("nan")
    forward = _forward(track) if view in SAGITTAL else float("nan")
    return Camera(view, yaw_deg, azimuth_deg, forward=forward, mirrored=mirrored)


def with_roll(camera: Camera, track: PoseTrack, stand: np.ndarray) -> Camera:
    """Take the roll from the frames of quiet standing, a mask (T,).

    Seen from front or back a standing person is upright: the line from between the ankles to between the
    shoulders shows the vertical. From the side people lean, so the camera stays as it was; so it does without
    a single frame of standing.
    """
    if camera.view not in FRONTAL or not stand.any():
        return camera
    shoulders, ankles = (track.middle([of(side, part) for side in SIDES]) for part in ("SHOULDER", "ANKLE"))
    upright = (shoulders - ankles)[stand]
    lean_deg = np.degrees(np.arctan2(upright[:, 0], -upright[:, 1]))
    if not np.isfinite(lean_deg).any():
        return camera
    return replace(camera, roll_deg=float(np.nanmedian(lean_deg)), roll_known=True)


def _azimuths_deg(track: PoseTrack) -> Array:
    """(T,) direction from the person to the camera.

    The mean of the shoulder and the hip line of the world landmarks: their errors are about 10 degrees each, but
    opposite.
    """
    return _circular_mean_deg(np.stack([_line_azimuths_deg(track, part) for part in ("SHOULDER", "HIP")]))


def _line_azimuths_deg(track: PoseTrack, part: str) -> Array:
    across = track.world_m[:, of("left", part)] - track.world_m[:, of("right", part)]
    return np.asarray(np.degrees(-np.arctan2(across[:, 2], across[:, 0])))


def _circular_mean_deg(angles_deg: Array) -> Array:
    """Mean over the first axis of angles that wrap at 360."""
    return np.asarray(np.degrees(np.angle(np.exp(1j * np.radians(angles_deg)).mean(axis=0))))


def _circular_median_deg(angles_deg: Array) -> float:
    seen = angles_deg[np.isfinite(angles_deg)]
    if not len(seen):
        return float("nan")
    middle = float(_circular_mean_deg(seen))
    return _turn_deg(0.0, middle + float(np.median([_turn_deg(middle, angle) for angle in seen])))


def _turn_deg(start_deg: float, end_deg: float) -> float:
    """Shortest way from one direction to another, in [-180, 180)."""
    return (end_deg - start_deg + 180.0) % 360.0 - 180.0


def _view(azimuth_deg: float) -> View:
    for view, ideal_deg in AZIMUTH_DEG.items():
        if abs(_turn_deg(ideal_deg, azimuth_deg)) <= VIEW_LIMIT_DEG:
            return view
    return "oblique"


def _forward(track: PoseTrack) -> float:
    """Which way the toes point, by the vote of both feet over the whole clip."""
    feet = [(track.at(of(side, "FOOT_INDEX")) - track.at(of(side, "HEEL")))[:, 0] for side in SIDES]
    return float(np.sign(np.nanmedian(np.concatenate(feet))))
