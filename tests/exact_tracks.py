"""Pose tracks of the generator's people as a perfect pose model would give them: its exact joints, no picture."""

from __future__ import annotations

import numpy as np

from formcheck.landmarks import SIDES, Landmark, of
from formcheck.pose import Array, PoseTrack
from test_videos.film import Clip, Film

PARTS = {
    "HIP": "hip",
    "KNEE": "knee",
    "ANKLE": "ankle",
    "HEEL": "heel",
    "FOOT_INDEX": "toe",
    "SHOULDER": "shoulder",
    "ELBOW": "elbow",
    "WRIST": "wrist",
}


def exact_track(clip: Clip, noise_px: float = 0.0) -> PoseTrack:
    """Project the joints of a clip into its camera, with some noise if asked; the head is put between the hips."""
    film = Film(clip)
    azimuth = np.radians(clip.camera.azimuth_deg)
    right, away = (
        np.array([np.cos(azimuth), np.sin(azimuth), 0.0]),
        np.array([-np.sin(azimuth), np.cos(azimuth), 0.0]),
    )
    xy = np.tile(_middle(film.joints_px)[:, None], (1, len(Landmark), 1))
    world = np.zeros((clip.frames, len(Landmark), 3))
    for side in SIDES:
        for part, joint in PARTS.items():
            xy[:, of(side, part)] = film.joints_px[f"{side}_{joint}"]
            metres = film.joints_m[f"{side}_{joint}"] - _middle(film.joints_m)
            world[:, of(side, part)] = np.stack([metres @ right, -metres[:, 2], metres @ away], axis=-1)
    xy = xy + np.random.default_rng(1).normal(0.0, noise_px, xy.shape)
    return PoseTrack(clip.time_s, xy, np.ones(xy.shape[:2]), world, clip.size_px, "heavy")


def _middle(joints: dict[str, Array]) -> Array:
    return (joints["left_hip"] + joints["right_hip"]) / 2
