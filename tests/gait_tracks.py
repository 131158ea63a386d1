"""Pose tracks of walking and running people whose joints are exactly known, without rendering a picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from exact_tracks import exact_track

from formcheck.camera import Camera, find_camera
from formcheck.landmarks import SIDES, Side
from formcheck.pose import Array, PoseTrack
from formcheck.signals import clean
from test_videos.body import load_body
from test_videos.camera import CameraPlace, View
from test_videos.film import Clip
from test_videos.motions.run import Run
from test_videos.motions.walk import Walk


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
    track = exact_track(clip, noise_px)
    stances = motion.phases()
    return Seen(
        track,
        {side: np.array([stance.start_s for stance in stances if stance.side == side]) for side in SIDES},
        {side: np.array([stance.end_s for stance in stances if stance.side == side]) for side in SIDES},
        load_body(clip.body).leg_m,
    )


def cleaned(track: PoseTrack, motion: Walk | Run) -> tuple[PoseTrack, Camera]:
    track = clean(track, 6.0 if isinstance(motion, Walk) else 10.0)
    return track, find_camera(track)
