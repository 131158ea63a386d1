"""Pose tracks of walking and running people whose joints are exactly known, without rendering a picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from formcheck.landmarks import SIDES, Landmark, Side, of
from formcheck.pose import Array, PoseTrack
from test_videos.camera import CameraPlace, View
from test_videos.film import Clip, Film
from test_videos.motions.run import Run
from test_videos.motions.walk import Walk

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


@dataclass(frozen=True)
class Seen:
    """A track and the times at which its feet truly met and left the floor, by side."""

    track: PoseTrack
    contacts_s: dict[Side, Array]
    offs_s: dict[Side, Array]
    leg_m: float


@cache
def seen(motion: Walk | Run, view: View = "left", fps: float = 30.0, noise_px: float = 0.0) -> Seen:
    """Project the joints of a motion as a perfect pose model would, with some noise if asked."""
    size = (960, 540) if motion.travel == "overground" else (640, 480)
    clip = Clip("gait", motion, "f_avg", "navy-shirt", "clinic", CameraPlace(view, distance_m=4.0), size, fps=fps)
    film = Film(clip)
    xy = np.tile(_middle(film.joints_px)[:, None], (1, len(Landmark), 1))
    world = np.zeros((clip.frames, len(Landmark), 3))
    right, away = _axes(view)
    for side in SIDES:
        for part, joint in PARTS.items():
            xy[:, of(side, part)] = film.joints_px[f"{side}_{joint}"]
            metres = film.joints_m[f"{side}_{joint}"] - _middle(film.joints_m)
            world[:, of(side, part)] = np.stack([metres @ right, -metres[:, 2], metres @ away], axis=-1)
    xy = xy + np.random.default_rng(1).normal(0.0, noise_px, xy.shape)
    track = PoseTrack(clip.time_s, xy, np.ones(xy.shape[:2]), world, size, "heavy")
    stances = motion.phases()
    return Seen(
        track,
        {side: np.array([stance.start_s for stance in stances if stance.side == side]) for side in SIDES},
        {side: np.array([stance.end_s for stance in stances if stance.side == side]) for side in SIDES},
        film.body.leg_m,
    )


def _middle(joints: dict[str, Array]) -> Array:
    return (joints["left_hip"] + joints["right_hip"]) / 2


def _axes(view: View) -> tuple[Array, Array]:
    """Directions to the right of the picture and away from the camera, for a person who faces -y."""
    right = {"front": (1, 0, 0), "back": (-1, 0, 0), "left": (0, 1, 0), "right": (0, -1, 0)}[view]
    away = {"front": (0, 1, 0), "back": (0, -1, 0), "left": (-1, 0, 0), "right": (1, 0, 0)}[view]
    return np.array(right, dtype=float), np.array(away, dtype=float)
