"""Stick people with known joint angles, moved and filmed by plain geometry: pose tracks whose truth is known.

Body axes in metres: forward, to the person's left, up; the floor is at 0. A segment that is tilted forward by one
angle and inward by another shows exactly the first from the side and exactly the second from the front.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np

from formcheck.camera import AZIMUTH_DEG, Camera, View
from formcheck.landmarks import COUNT, PAIRS, SIDES, Landmark, Side, of, other
from formcheck.measurement import row_for
from formcheck.pose import Array, PoseTrack

THIGH_M, SHANK_M, TRUNK_M = 0.42, 0.43, 0.50
LEG_M = THIGH_M + SHANK_M
HIPS_M, SHOULDERS_M = 0.20, 0.36
ANKLE_HEIGHT_M = 0.08
HEEL_M, TOE_M = np.array([-0.05, -0.06]), np.array([0.17, -0.06])  # forward and up from the ankle, foot flat
UP = np.array([0.0, 0.0, 1.0])
LANDSCAPE: dict[str, Any] = {"size_px": (1920, 1080)}


@dataclass(frozen=True)
class Leg:
    """Angles of one leg in degrees: hip and knee flexion, thigh and knee toward the other leg, heel up."""

    hip_flexion_deg: float = 0.0
    knee_flexion_deg: float = 0.0
    thigh_in_deg: float = 0.0
    knee_in_deg: float = 0.0
    heel_up_deg: float = 0.0


LIFTED = Leg(hip_flexion_deg=40, knee_flexion_deg=80)


@dataclass(frozen=True)
class Posture:
    """Both legs, the trunk's lean, and which ankle stays at its place on the floor.

    hand_m : where a hand rests, from the middle of the floor; by default both hang down beside the hips.
    lying : on what the whole body lies; everything else is said as if it stood.
    """

    left: Leg = Leg()
    right: Leg = Leg()
    trunk_left_deg: float = 0.0
    trunk_forward_deg: float = 0.0
    left_hip_up_deg: float = 0.0
    planted: Side = "left"
    hand_m: tuple[float, float, float] | None = None
    lying: Literal["front", "left", "right"] | None = None

    def leg(self, side: Side) -> Leg:
        return self.left if side == "left" else self.right

    def with_leg(self, side: Side, leg: Leg) -> Posture:
        return replace(self, left=leg) if side == "left" else replace(self, right=leg)


@dataclass(frozen=True)
class Motion:
    """Landmarks (T, 33, 3) in body axes at some times."""

    time_s: Array
    points_m: Array


@dataclass(frozen=True)
class Shot:
    """Where the camera stands and how it is held; ``down_deg`` is how far it looks down."""

    azimuth_deg: float = 0.0
    roll_deg: float = 0.0
    down_deg: float = 0.0
    px_per_m: float = 600.0
    size_px: tuple[int, int] = (1080, 1920)
    shift_px: tuple[float, float] = (0.0, 0.0)
    model: str = "heavy"


def from_view(view: View, yaw_deg: float = 0.0, **changes: Any) -> Shot:
    """A shot from one of the four sides of the person, some degrees off toward the person's left."""
    return Shot(azimuth_deg=AZIMUTH_DEG[view] + yaw_deg, **changes)


def tilted(forward_deg: float, left_deg: float) -> Array:
    """Unit vector that leans; seen from the side or from the front it shows one of the angles.

    It goes up, or down if it leans forward or back by more than a right angle.
    """
    up = 1.0 if np.cos(np.radians(forward_deg)) >= 0 else -1.0
    vector = np.array([up * np.tan(np.radians(forward_deg)), np.tan(np.radians(left_deg)), up])
    return np.asarray(vector / np.linalg.norm(vector))


def points_of(posture: Posture) -> Array:
    """(33, 3) landmarks of a posture in body axes."""
    points = np.zeros((COUNT, 3))
    across = np.array([0.0, np.cos(np.radians(posture.left_hip_up_deg)), np.sin(np.radians(posture.left_hip_up_deg))])
    shoulders = TRUNK_M * tilted(posture.trunk_forward_deg, posture.trunk_left_deg)
    for side, sign in zip(SIDES, (1.0, -1.0), strict=True):
        _set_leg(points, side, sign * HIPS_M / 2 * across, posture.leg(side))
        _set_arm(points, side, shoulders + sign * SHOULDERS_M / 2 * np.array([0.0, 1.0, 0.0]))
    points[: Landmark.MOUTH_RIGHT + 1] = shoulders + 0.25 * UP
    for part, outward in (("EYE", 0.03), ("EAR", 0.07)):
        points[of("left", part), 1] += outward
        points[of("right", part), 1] -= outward
    foot = np.array([0.0, HIPS_M / 2 if posture.planted == "left" else -HIPS_M / 2, ANKLE_HEIGHT_M])
    points += foot - points[of(posture.planted, "ANKLE")]
    if posture.hand_m is not None:
        points[of("left", "WRIST")] = posture.hand_m
    return points if posture.lying is None else _laid_down(points, posture.lying)


def _laid_down(points: Array, on: str) -> Array:
    """Turn a standing body by a quarter, at the height of the picture's middle: the head ahead or to a side."""
    forward, left, up = points.T
    hips_up = float(up[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean())
    along = up - hips_up
    axes = {"front": (along, left, -forward), "left": (forward, along, -left), "right": (forward, -along, left)}[on]
    return np.stack(axes, axis=-1) + LEG_M * UP


def _set_leg(points: Array, side: Side, hip: Array, leg: Leg) -> None:
    inward = -1.0 if side == "left" else 1.0
    knee = hip - THIGH_M * tilted(-leg.hip_flexion_deg, -inward * leg.thigh_in_deg)
    shank_forward_deg = leg.hip_flexion_deg - leg.knee_flexion_deg
    ankle = knee - SHANK_M * tilted(-shank_forward_deg, -inward * (leg.thigh_in_deg - leg.knee_in_deg))
    pitch = np.radians(leg.heel_up_deg)
    turn = np.array([[np.cos(pitch), np.sin(pitch)], [-np.sin(pitch), np.cos(pitch)]])
    points[of(side, "HIP")], points[of(side, "KNEE")], points[of(side, "ANKLE")] = hip, knee, ankle
    for part, from_ankle in (("HEEL", HEEL_M), ("FOOT_INDEX", TOE_M)):
        forward, up = turn @ from_ankle
        points[of(side, part)] = ankle + np.array([forward, 0.0, up])


def _set_arm(points: Array, side: Side, shoulder: Array) -> None:
    outward = np.array([0.0, 0.02 if side == "left" else -0.02, 0.0])
    points[of(side, "SHOULDER")] = shoulder
    points[of(side, "ELBOW")] = shoulder + outward - 0.27 * UP
    points[of(side, "WRIST")] = shoulder + outward - 0.50 * UP
    for finger in ("PINKY", "INDEX", "THUMB"):
        points[of(side, finger)] = shoulder + outward - 0.58 * UP


def perform(*scenes: tuple[float, Posture], fps: float = 10.0, move_s: float = 0.6) -> Motion:
    """Keep each posture for some seconds, and move from one to the next in ``move_s``."""
    key_s, keys, now_s = [], [], 0.0
    for seconds, posture in scenes:
        key_s += [now_s, now_s + seconds]
        keys += [points_of(posture)] * 2
        now_s += seconds + move_s
    time_s = np.arange(0.0, key_s[-1] + 1e-9, 1.0 / fps)
    place = np.interp(time_s, key_s, np.arange(len(keys)))
    before = np.minimum(place.astype(int), len(keys) - 2)
    share = (place - before)[:, None, None]
    stacked = np.stack(keys)
    return Motion(time_s, stacked[before] * (1 - share) + stacked[before + 1] * share)


def swaying(motion: Motion, share: float, hz: float, direction: tuple[float, float]) -> Motion:
    """Rock like a pendulum about the floor: the hips by ``share`` of the leg's length, forward and left."""
    points = motion.points_m.copy()
    wave = share * np.sin(2 * np.pi * hz * motion.time_s)[:, None]
    above_ankle = np.clip(points[..., 2] - ANKLE_HEIGHT_M, 0.0, None)
    # A lifted foot would move with its height: pin both ankles, so that only the body above them rocks.
    above_ankle[:, [of(side, part) for side in SIDES for part in ("ANKLE", "HEEL", "FOOT_INDEX")]] = 0.0
    points[..., 0] += direction[0] * wave * above_ankle
    points[..., 1] += direction[1] * wave * above_ankle
    return replace(motion, points_m=points)


def film(motion: Motion, shot: Shot | None = None) -> PoseTrack:
    """Film a motion from far away: right and up in the picture are directions in body axes."""
    shot = shot or Shot()
    azimuth, down, roll = np.radians([shot.azimuth_deg, shot.down_deg, shot.roll_deg])
    right = np.array([-np.sin(azimuth), np.cos(azimuth), 0.0])
    to_camera = np.array([np.cos(azimuth), np.sin(azimuth), 0.0])
    up = np.cos(down) * UP - np.sin(down) * to_camera
    x, y = motion.points_m @ right, motion.points_m @ up - LEG_M
    x, y = x * np.cos(roll) + y * np.sin(roll), -x * np.sin(roll) + y * np.cos(roll)
    middle = np.array(shot.size_px) / 2 + np.array([0.0, 0.05 * shot.size_px[1]]) + np.array(shot.shift_px)
    hips = motion.points_m[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1, keepdims=True)
    relative = motion.points_m - hips
    away = -(relative @ to_camera)
    return PoseTrack(
        time_s=motion.time_s,
        image_xy=middle + shot.px_per_m * np.stack([x, -y], axis=-1),
        visibility=np.full(motion.points_m.shape[:2], 0.99),
        world_m=np.stack([relative @ right, -relative[..., 2], away], axis=-1),
        size_px=shot.size_px,
        model=shot.model,
    )


def still(posture: Posture, shot: Shot | None = None, seconds: float = 0.5) -> PoseTrack:
    """A track of somebody who keeps one posture."""
    return film(perform((seconds, posture)), shot)


def camera_of(shot: Shot) -> Camera:
    """What a perfect camera finder would say of a shot straight from one of the four sides."""
    view = next(view for view, azimuth_deg in AZIMUTH_DEG.items() if azimuth_deg == shot.azimuth_deg)
    forward = {"left": -1.0, "right": 1.0}.get(view, float("nan"))
    return Camera(view, 0.0, shot.azimuth_deg, shot.roll_deg, roll_known=True, forward=forward)


def mirror(track: PoseTrack) -> PoseTrack:
    """The track that the pose model gives of the mirrored picture: x turned round, and left called right."""
    swapped = np.arange(COUNT)
    for left, right in PAIRS:
        swapped[[left, right]] = right, left
    image_xy, world_m = track.image_xy[:, swapped].copy(), track.world_m[:, swapped].copy()
    image_xy[..., 0] = track.size_px[0] - image_xy[..., 0]
    world_m[..., 0] *= -1
    return replace(track, image_xy=image_xy, world_m=world_m, visibility=track.visibility[:, swapped])


def lose(track: PoseTrack, frames: slice, landmarks: Sequence[int] = range(COUNT)) -> PoseTrack:
    """The track without some landmarks in some frames, as if the pose model had not found them."""
    image_xy, world_m = track.image_xy.copy(), track.world_m.copy()
    visibility = track.visibility.copy()
    for landmark in landmarks:
        image_xy[frames, landmark] = np.nan
        visibility[frames, landmark] = 0.0
        world_m[frames, landmark] = np.nan
    return replace(track, image_xy=image_xy, visibility=visibility, world_m=world_m)


@dataclass(frozen=True)
class Stances:
    """Postures of the two exercises, for either leg, with their angles open to change."""

    side: Side
    trunk_deg: float = 0.0
    leg: Leg = field(default_factory=Leg)

    def one_leg(self) -> Posture:
        """Stand on ``side`` with the other foot lifted; ``trunk_deg`` leans toward that leg."""
        lean_left_deg = self.trunk_deg if self.side == "left" else -self.trunk_deg
        standing = Posture(trunk_left_deg=lean_left_deg, planted=self.side)
        return standing.with_leg(self.side, self.leg).with_leg(other(self.side), LIFTED)

    def split(self) -> Posture:
        """Stretch the calf of ``side`` behind, the front shank upright; ``trunk_deg`` leans forward.

        The angles of ``leg`` come on top of a straight leg that is tilted by 30 degrees.
        """
        rear = replace(self.leg, hip_flexion_deg=self.leg.hip_flexion_deg - 30.0)
        stretched = Posture(trunk_forward_deg=self.trunk_deg, planted=other(self.side)).with_leg(self.side, rear)
        hip, ankle = (points_of(stretched)[of(self.side, part)] for part in ("HIP", "ANKLE"))
        # The front thigh tilts until its foot, under an upright shank, stands as low as the rear one.
        thigh_deg = float(np.degrees(np.arccos((hip[2] - ankle[2] - SHANK_M) / THIGH_M)))
        return stretched.with_leg(other(self.side), Leg(hip_flexion_deg=thigh_deg, knee_flexion_deg=thigh_deg))


def shown(metric: str, view: View, truth: float, model: str = "heavy", stand: float | None = 0.0) -> float:
    """The angle a stick person must show for formcheck to estimate ``truth``, which takes out gain and offset.

    stand : what the metric reads in the quiet standing before, None if the film has none.
    """
    row = row_for(metric, Camera(view, 0.0, AZIMUTH_DEG[view]), model, stand)
    assert row is not None, f"{metric} was not measured in a {view} view"
    return row.gain * truth + row.offset
