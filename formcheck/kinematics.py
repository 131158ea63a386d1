"""Joint angles from pixels.

Every angle is two-dimensional, in the plane that the view shows, in degrees, 0 in the anatomical position.
Points enter in *levelled* axes (``Camera.level``): x to the right of the picture, y up, camera roll removed.
Signs: knee flexion +, dorsiflexion +, knee toward the other leg +, forward lean +, lean toward the stance leg +,
heel above the toes +, swing side of the pelvis lower +.
"""

from __future__ import annotations

import numpy as np

from formcheck.camera import Camera
from formcheck.landmarks import LEG, Landmark, Side, of, other
from formcheck.leg_length import leg_length_px as leg_length_px
from formcheck.pose import Array, PoseTrack


def turn_deg(start: Array, end: Array) -> Array:
    """Angle that turns one vector into another, counter-clockwise positive (y up), in (-180, 180].

    start, end : (..., 2). NaN in, NaN out; NaN for a vector without length. By ``atan2`` of the cross and the dot
    product, which stays exact at full extension, where an arc cosine loses half its digits.

    >>> float(turn_deg(np.array([1.0, 0.0]), np.array([0.0, 2.0])))
    90.0
    """
    cross = start[..., 0] * end[..., 1] - start[..., 1] * end[..., 0]
    dot = (start * end).sum(axis=-1)
    pointless = (cross == 0) & (dot == 0)
    return np.where(pointless, np.nan, np.degrees(np.arctan2(cross, dot)))


def bend_deg(proximal: Array, joint: Array, distal: Array, toward: float) -> Array:
    """How far a joint is bent so that it points ``toward`` (+1 right, -1 left of the picture); straight is 0.

    For a knee seen from the side, with ``toward`` the way the person faces, this is flexion, and negative is
    hyperextension. Seen from the front, with ``toward`` the way to the other leg, it is the frontal plane
    projection angle (FPPA), positive when the knee falls inward (Munro et al. 2012).
    """
    return -toward * turn_deg(joint - proximal, distal - joint)


def lean_deg(segment: Array, toward: float) -> Array:
    """Angle of an upward segment to the vertical, + when its upper end leans ``toward`` (+1 right, -1 left)."""
    return -toward * turn_deg(np.broadcast_to((0.0, 1.0), segment.shape), segment)


def slope_deg(line: Array, toward: float) -> Array:
    """How far a line that runs ``toward`` (+1 right, -1 left) falls below the horizontal, downhill positive."""
    return -toward * turn_deg(np.broadcast_to((toward, 0.0), line.shape), line)


def _leg(track: PoseTrack, camera: Camera, side: Side) -> tuple[Array, Array, Array, Array, Array]:
    hip, knee, ankle, heel, toe = (camera.level(track.at(of(side, part))) for part in LEG)
    return hip, knee, ankle, heel, toe


def knee_flexion_deg(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) knee flexion in a side view, hyperextension negative."""
    hip, knee, ankle, _, _ = _leg(track, camera, side)
    return bend_deg(hip, knee, ankle, camera.forward)


def knee_in_deg(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) frontal plane projection angle: + when the knee lies on the other leg's side of the hip-ankle line."""
    hip, knee, ankle, _, _ = _leg(track, camera, side)
    return bend_deg(hip, knee, ankle, camera.medial(side))


def knee_over_foot_ratio(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) how far the knee stands inward of the foot's middle, in shank lengths (frontal views)."""
    _, knee, ankle, _, toe = _leg(track, camera, side)
    foot = (ankle + toe) / 2
    shank_px = float(np.nanmedian(np.linalg.norm(knee - ankle, axis=-1)))
    return np.asarray((knee - foot)[:, 0] * camera.medial(side) / shank_px)


def thigh_adduction_deg(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) thigh against the vertical in a frontal view, + when the knee is nearer the midline than the hip."""
    hip, knee, _, _, _ = _leg(track, camera, side)
    return lean_deg(hip - knee, -camera.medial(side))


def tibial_inclination_deg(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) shank against the vertical in a side view, + when the knee is ahead of the ankle."""
    _, knee, ankle, _, _ = _leg(track, camera, side)
    return lean_deg(knee - ankle, camera.forward)


def foot_pitch_deg(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) heel-toe line against the floor in a side view, + when the heel is up.

    A flat foot does not read 0, because the heel landmark lies higher than the toe's: compare with the person's
    own flat foot.
    """
    _, _, _, heel, toe = _leg(track, camera, side)
    return slope_deg(toe - heel, camera.forward)


def heel_lift_deg(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) foot pitch against the other foot's in a side view, + when the heel of ``side`` is up.

    In a split stance the front foot is flat, so it carries the same offset of the landmarks, the same floor and
    the same camera roll: the difference is twice as near to the truth as either foot alone.
    """
    return foot_pitch_deg(track, camera, side) - foot_pitch_deg(track, camera, other(side))


def ankle_dorsiflexion_deg(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) shank against the sole in a side view, 0 at a right angle, + when the toes come up."""
    return tibial_inclination_deg(track, camera, side) - foot_pitch_deg(track, camera, side)


def trunk_lean_lateral_deg(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) hip-middle to shoulder-middle line against the vertical (frontal views), + toward the leg of ``side``."""
    return lean_deg(_trunk(track, camera), -camera.medial(side))


def trunk_lean_forward_deg(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) hip-middle to shoulder-middle line against the vertical in a side view, + forward."""
    return lean_deg(_trunk(track, camera), camera.forward)


def thigh_inclination_deg(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) thigh against the vertical in a side view, + when the knee is ahead of the hip."""
    hip, knee, _, _, _ = _leg(track, camera, side)
    return lean_deg(hip - knee, -camera.forward)


def hip_flexion_deg(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) thigh against the trunk in a side view, 0 when they are in line, + when the hip is bent."""
    hip, knee, _, _, _ = _leg(track, camera, side)
    return camera.forward * turn_deg(-_trunk(track, camera), knee - hip)


def trunk_over_shank_deg(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) how much farther forward the trunk leans than the shank, in a side view; camera roll cancels."""
    return trunk_lean_forward_deg(track, camera, side) - tibial_inclination_deg(track, camera, side)


def knee_past_toe_ratio(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) how far the knee is ahead of the toes in a side view, in shank lengths."""
    _, knee, ankle, _, toe = _leg(track, camera, side)
    shank_px = float(np.nanmedian(np.linalg.norm(knee - ankle, axis=-1)))
    return np.asarray((knee - toe)[:, 0] * camera.forward / shank_px)


def knee_in_mean_deg(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) mean frontal plane projection angle of both knees: what camera yaw adds to one it takes from the other."""
    return (knee_in_deg(track, camera, side) + knee_in_deg(track, camera, other(side))) / 2


def knee_separation_ratio(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) distance of the knees over that of the ankles, across the picture; 1 is knees as wide as feet.

    Free of scale, and camera yaw shortens both alike. NaN where the ankles are in line.
    """
    near, far = (_leg(track, camera, leg) for leg in (side, other(side)))
    knees, ankles = ((near[joint] - far[joint])[:, 0] * camera.medial(side) for joint in (1, 2))
    return np.divide(knees, ankles, out=np.full_like(knees, np.nan), where=ankles != 0)


def hip_shift_percent(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) middle of the hips against the middle of the ankles in frontal views, + toward ``side``; % of the leg."""
    near, far = (_leg(track, camera, leg) for leg in (side, other(side)))
    hips, ankles = ((near[joint] + far[joint])[:, 0] / 2 for joint in (0, 2))
    return np.asarray(-100.0 * camera.medial(side) * (hips - ankles) / leg_length_px(track))


def pelvic_drop_deg(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) line through both hips against the level (frontal views), + when the hip of the other leg is lower."""
    stance, swing = (camera.level(track.at(of(leg, "HIP"))) for leg in (side, other(side)))
    return slope_deg(swing - stance, camera.medial(side))


def _trunk(track: PoseTrack, camera: Camera) -> Array:
    shoulders = track.middle((Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER))
    hips = track.middle((Landmark.LEFT_HIP, Landmark.RIGHT_HIP))
    return camera.level(shoulders) - camera.level(hips)
