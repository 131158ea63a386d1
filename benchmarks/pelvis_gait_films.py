"""The films that pelvic level in walking is measured on: pelvis, trunk and knee each move for themselves."""

from __future__ import annotations

import numpy as np

from benchmarks.pelvis_films import TUCKED, VIEWS
from test_videos.camera import CameraPlace, View
from test_videos.film import Clip
from test_videos.looks import HALVES, Half
from test_videos.motions.walk import Walk

COUNT: dict[Half, int] = {"fit": 12, "report": 16}
FPS = 20.0
SECONDS = 9.0


def pelvis_gait_films(half: Half) -> tuple[Clip, ...]:
    """Return the films of one half, every second one from behind; the same every time."""
    return tuple(_film(half, number, VIEWS[number % 2]) for number in range(COUNT[half]))


def _film(half: Half, number: int, view: View) -> Clip:
    random = np.random.default_rng([len(half), number, 23])
    motion = Walk(
        pelvic_drop_deg=_between(random, 0, 14),
        trunk_lean_deg=_between(random, 0, 10),
        knee_in_deg=_between(random, 0, 12),
        step_per_leg=_between(random, 0.6, 0.75),
        steps_per_min=_between(random, 96, 122),
        start_phase=_between(random, 0, 1),
        duration_s=SECONDS,
        seed=number + 1,
    )
    camera = CameraPlace(
        view,
        yaw_deg=_between(random, -10, 10),
        distance_m=_between(random, 2.8, 4.5),
        height_m=_between(random, 0.7, 1.2),
        roll_deg=_between(random, -3, 3),
    )
    body, look, room = (
        str(random.choice(choices)) for choices in (HALVES[half]["body"], TUCKED[half], HALVES[half]["room"])
    )
    return Clip(
        f"pelvis_walk_{half}_{number:02d}", motion, body, look, room, camera,
        size_px=(480, 640), fps=FPS, noise=_between(random, 1, 5), seed=number,
    )  # fmt: skip


def _between(random: np.random.Generator, low: float, high: float) -> float:
    return float(np.round(random.uniform(low, high), 2))
