"""Where the camera stood: which side of the person it saw, how far off that view, and whether it was level.

Decided once for the whole clip, never frame by frame.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from formcheck.landmarks import SIDES, Side, of
from formcheck.leg_length import leg_length_px
from formcheck.medians import median
from formcheck.once import once_a_track
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
YAW_UNCERTAINTY_DEG = 7.0
"""95 % uncertainty of the yaw off the front or the back, on the fitting half of the benchmark: half within 3°."""

FOOT_PER_LEG = 0.27
"""Heel to toe of a foot that is seen from the side, in leg lengths."""

SHOULDERS_PER_LEG = 0.435
"""Shoulder to shoulder of a person who is seen from front or back, in leg lengths."""

WORLD_SHARE = 0.4
"""Weight of the world landmarks beside the picture's: they err twice as far, but seen from behind the other way."""

STAND_SHARE = 0.4
"""Weight of the quiet stand beside that of the whole clip. All four fitted on the fitting half of the benchmark."""

BLOCK_SHARE = 0.5
"""A second of the clip tells the view if the person was seen in this share of it."""

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
    head_deg : 0 for somebody upright; +90 or -90 if they lie with the head to the picture's right or left. View, yaw
    and facing are then those of the picture turned until the head is up.
    """

    view: View
    yaw_deg: float
    azimuth_deg: float
    roll_deg: float = 0.0
    roll_known: bool = False
    forward: float = float("nan")
    mirrored: bool = False
    head_deg: float = 0.0

    @property
    def roll_uncertainty_deg(self) -> float:
        """95 % uncertainty of the vertical."""
        return ROLL_UNCERTAINTY_DEG if self.roll_known else ROLL_UNKNOWN_DEG

    @property
    def up_deg(self) -> float:
        """How far the way that counts as up leans to the right in the picture: the vertical, or a lying body."""
        return self.roll_deg + self.head_deg

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
        """Turn pixels (..., 2) into levelled axes: x right, y up, camera roll taken out, a lying body stood up."""
        roll = np.radians(self.up_deg)
        x, y = image_xy[..., 0], -image_xy[..., 1]
        return np.stack([x * np.cos(roll) - y * np.sin(roll), x * np.sin(roll) + y * np.cos(roll)], axis=-1)


def find_camera(track: PoseTrack, *, mirrored: bool = False) -> Camera:
    """Find view, yaw and facing from all frames together; the roll stays unknown.

    A clip in which nobody was seen is oblique with NaN angles.
    """
    return _placed(track, _direction(track, np.ones(len(track), dtype=bool)), mirrored)


def with_stand(camera: Camera, track: PoseTrack, stand: np.ndarray) -> Camera:
    """Look again with the frames of quiet standing on two legs, a mask (T,); without any the camera stays.

    A fixed share of the direction is taken from the stand: a long hold with the trunk leant or the arms on a wall
    misleads the pose model, and a person may stand a little turned.
    """
    everything = _direction(track, np.ones(len(track), dtype=bool))
    standing = _direction(track, stand) if stand.any() else complex("nan")
    if not np.isfinite(standing) or stand.all():
        return with_roll(camera, track, stand)
    mixed = STAND_SHARE * standing + (1 - STAND_SHARE) * everything
    return with_roll(_placed(track, mixed, camera.mirrored), track, stand)


def _placed(track: PoseTrack, direction: complex, mirrored: bool) -> Camera:
    azimuth_deg = float(np.degrees(np.angle(direction)))
    view = _view(azimuth_deg)
    yaw_deg = _turn_deg(AZIMUTH_DEG[view], azimuth_deg) if view != "oblique" else float("nan")
    forward = _forward(track, view) if view in SAGITTAL else float("nan")
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


def _direction(track: PoseTrack, frames: np.ndarray) -> complex:
    """From the person to the camera, seen from above, as a complex number; its angle is the azimuth.

    The real part is how far the camera stands ahead of the person, the imaginary part how far to the left: the
    shoulders look widest from the front and turn round behind, the feet look longest from the side. The world
    landmarks are a second opinion. NaN if nobody was seen in these frames.
    """
    picture, world = _in_picture(track, frames), _in_world(track, frames)
    return complex(np.nansum([picture, WORLD_SHARE * world])) if np.isfinite([picture, world]).any() else np.nan + 0j


def _in_picture(track: PoseTrack, frames: np.ndarray) -> complex:
    """About 1 long: the width of the shoulders, and how far the toes point to the picture's left."""
    leg_px = leg_length_px(track)
    shoulders_px = _middle_px(track.at(of("left", "SHOULDER")) - track.at(of("right", "SHOULDER")), frames)
    feet_px = [_middle_px(track.at(of(side, "FOOT_INDEX")) - track.at(of(side, "HEEL")), frames) for side in SIDES]
    seen_px = [foot_px for foot_px in feet_px if np.isfinite(foot_px)]
    if not seen_px or not leg_px > 0:
        return complex("nan")
    return complex(shoulders_px / SHOULDERS_PER_LEG, -np.mean(seen_px) / FOOT_PER_LEG) / leg_px


def _middle_px(vectors: Array, frames: np.ndarray) -> float:
    """Median length along the picture of vectors (T, 2) in some frames; NaN if there are none."""
    along = vectors[frames, 0]
    along = along[np.isfinite(along)]
    return median(along) if len(along) else float("nan")


def _in_world(track: PoseTrack, frames: np.ndarray) -> complex:
    """Mean direction, 1 long in every frame, of the shoulder and the hip line of the world landmarks.

    Their errors are about 10 degrees each, but opposite.
    """
    lines = _lines(track)[:, frames]
    seen = lines[np.isfinite(lines)]
    return complex(seen.mean()) if len(seen) else complex("nan")


def view_change_deg(track: PoseTrack) -> float:
    """How far the person turned to the camera and stayed so for a second, against most of the clip, 0 to 180.

    By the shoulder and the hip line of the world landmarks, whose offsets matter little for a change.
    """
    lines = _lines(track).mean(axis=0)
    blocks = [block[np.isfinite(block)] for block in np.split(lines, np.flatnonzero(np.diff(track.time_s // 1)) + 1)]
    least = BLOCK_SHARE * track.fps
    middles = np.array([_middle(block) for block in blocks if len(block) >= least])
    return float(np.degrees(np.abs(np.angle(middles / _middle(middles)))).max()) if len(middles) else 0.0


def _middle(directions: np.ndarray) -> complex:
    return complex(median(directions.real), median(directions.imag))


@once_a_track
def _lines(track: PoseTrack) -> np.ndarray:
    """(2, T) directions of the shoulder and the hip line of the world landmarks."""
    return np.stack([_across(track, part) for part in ("SHOULDER", "HIP")])


def _across(track: PoseTrack, part: str) -> np.ndarray:
    left, right = (track.world_m[:, of(side, part)].astype(np.float64) for side in SIDES)
    across = left - right
    # Away from the camera is the left of a person who shows the left side.
    return np.exp(1j * np.arctan2(-across[:, 2], across[:, 0]))


def _turn_deg(start_deg: float, end_deg: float) -> float:
    """Shortest way from one direction to another, in [-180, 180)."""
    return (end_deg - start_deg + 180.0) % 360.0 - 180.0


def _view(azimuth_deg: float) -> View:
    for view, ideal_deg in AZIMUTH_DEG.items():
        if abs(_turn_deg(ideal_deg, azimuth_deg)) <= VIEW_LIMIT_DEG:
            return view
    return "oblique"


def _forward(track: PoseTrack, view: View) -> float:
    """Which way the toes point, by the vote of both feet over the whole clip; without feet, what the view implies."""
    feet = [(track.at(of(side, "FOOT_INDEX")) - track.at(of(side, "HEEL")))[:, 0] for side in SIDES]
    pointing = np.concatenate(feet)
    seen = pointing[np.isfinite(pointing)]
    return float(np.sign(np.median(seen))) if len(seen) else -1.0 if view == "left" else 1.0
