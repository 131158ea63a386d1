"""Signals that grow with the effort of an exercise: what ``repetitions`` counts.

Heights are in the person's own lengths, so that a view from any side shows them and the camera's distance does not
matter. Each is (T,), NaN where a landmark it needs was not seen.
"""

from __future__ import annotations

import numpy as np

from formcheck.body_posture import faces_down
from formcheck.camera import FRONTAL, SAGITTAL, Camera
from formcheck.kinematics import knee_flexion_deg, leg_length_px
from formcheck.landmarks import SIDES, Side, of
from formcheck.pose import Array, PoseTrack

LENGTH_PERCENTILE = 90
"""A segment shows its length in the picture when it lies in its plane: about the longest it is ever seen."""


def hips_lowered(track: PoseTrack, camera: Camera) -> Array:
    """How much the hips came down toward the ankles, in leg lengths: 0 in standing."""
    hips, ankles = (_middle(track, camera, part) for part in ("HIP", "ANKLE"))
    return 1.0 - (hips - ankles)[:, 1] / leg_length_px(track)


def trunk_lowered(track: PoseTrack, camera: Camera) -> Array:
    """How much the shoulders came down toward the level of the hips, in trunk lengths: 0 upright, 1 horizontal."""
    trunk = _middle(track, camera, "SHOULDER") - _middle(track, camera, "HIP")
    return 1.0 - trunk[:, 1] / _length(trunk)


def heels_raised(track: PoseTrack, camera: Camera) -> Array:
    """How high the ankles are above the toes, mean of both feet, in leg lengths."""
    feet = _middle(track, camera, "ANKLE") - _middle(track, camera, "FOOT_INDEX")
    return np.asarray(feet[:, 1] / leg_length_px(track))


def knee_straightened(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """How far a knee is straightened from a right angle, in right angles; for somebody who sits.

    From front or back by how high the foot comes up in front of a seat.
    """
    if camera.view in SAGITTAL:
        return 1.0 - knee_flexion_deg(track, camera, side) / 90.0
    return 1.0 + _foot_height(track, camera, side)


def knee_bent(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """How far a knee is bent, in right angles; from front or back by how high the foot comes behind a thigh."""
    if camera.view in SAGITTAL:
        return knee_flexion_deg(track, camera, side) / 90.0
    return 1.0 + _foot_height(track, camera, side)


def knee_bent_in_profile(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """How far a knee is bent, in right angles; NaN unless it is seen from the side."""
    return knee_flexion_deg(track, camera, side) / 90.0


def knee_bent_face_down(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """How far a knee is bent, in right angles; NaN unless it is seen from the side and the face is down."""
    return knee_bent_in_profile(track, camera, side) * (1.0 if faces_down(camera) else np.nan)


def leg_abducted(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """How far the ankle went out from under the hip, in leg lengths; NaN where the view does not show it."""
    if camera.view not in FRONTAL:
        return np.full(len(track), np.nan)
    hip, ankle = (camera.level(track.at(of(side, part))) for part in ("HIP", "ANKLE"))
    return np.asarray(-camera.medial(side) * (ankle - hip)[:, 0] / leg_length_px(track))


def _foot_height(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) ankle above the knee in shank lengths: -1 for a shank that hangs down."""
    knee, ankle = (camera.level(track.at(of(side, part))) for part in ("KNEE", "ANKLE"))
    return np.asarray((ankle - knee)[:, 1] / _length(ankle - knee))


def _middle(track: PoseTrack, camera: Camera, part: str) -> Array:
    return camera.level(track.middle([of(side, part) for side in SIDES]))


def _length(segment: Array) -> float:
    lengths = np.linalg.norm(segment, axis=-1)
    seen = lengths[np.isfinite(lengths)]
    return float(np.percentile(seen, LENGTH_PERCENTILE)) if len(seen) else float("nan")
