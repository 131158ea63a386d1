"""The films that the reading of gait is fitted and measured on: walking and running under varied circumstances."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from test_videos.camera import CameraPlace, View
from test_videos.chance import cast
from test_videos.film import Clip
from test_videos.looks import HALVES, Half
from test_videos.motions.motion import Motion
from test_videos.motions.run import Run
from test_videos.motions.walk import Walk

Row = tuple[str, Motion, View, float]
SECONDS = 5.2
WALK = Walk(duration_s=SECONDS)
ACROSS = Walk(duration_s=SECONDS, travel="overground")
RUN = Run(duration_s=SECONDS)
LONG_RUN = Run(duration_s=6.4)

FIT: tuple[Row, ...] = (
    ("clean-30", WALK, "left", 30),
    ("clean-60", replace(WALK, steps_per_min=118, step_per_leg=0.74), "right", 60),
    ("across-30", replace(ACROSS, steps_per_min=116), "left", 30),
    ("bent10-30", replace(WALK, stance_flexion_deg=10, steps_per_min=104), "right", 30),
    ("bent20-30", replace(WALK, stance_flexion_deg=20, steps_per_min=112), "left", 30),
    ("over-30", replace(WALK, contact_ahead_per_leg=0.50), "left", 30),
    ("leaning-30", replace(WALK, trunk_lean_forward_deg=15), "left", 30),
    ("back-over-30", replace(WALK, hyperextension_deg=10), "right", 30),
    ("front-30", WALK, "front", 30),
    ("front-in8-30", replace(WALK, knee_in_deg=8), "front", 30),
    ("front-in16-30", replace(WALK, knee_in_deg=16, steps_per_min=104), "front", 30),
    ("back-in12-30", replace(WALK, knee_in_deg=12), "back", 30),
    ("back-lean10-30", replace(WALK, trunk_lean_deg=10), "back", 30),
    ("run-60", RUN, "left", 60),
    ("run-over-60", replace(RUN, contact_ahead_per_leg=0.38, steps_per_min=160), "right", 60),
    ("run-back-30", replace(RUN, knee_in_deg=10), "back", 30),
    ("front-in12-30", replace(WALK, knee_in_deg=12, steps_per_min=114), "front", 30),
    ("front-in20-30", replace(WALK, knee_in_deg=20), "front", 30),
    ("back-in18-30", replace(WALK, knee_in_deg=18), "back", 30),
    ("back-30", replace(WALK, steps_per_min=112), "back", 30),
    ("front-in15-30", replace(WALK, knee_in_deg=15), "front", 30),
    ("back-in15b-30", replace(WALK, knee_in_deg=15, steps_per_min=106), "back", 30),
    ("back-in8-30", replace(WALK, knee_in_deg=8), "back", 30),
    ("back-clean-30", replace(WALK, steps_per_min=104), "back", 30),
    ("back-in20-30", replace(WALK, knee_in_deg=20, steps_per_min=114), "back", 30),
    ("front-clean-30", replace(WALK, steps_per_min=104), "front", 30),
    ("front-in20b-30", replace(WALK, knee_in_deg=20, steps_per_min=106), "front", 30),
    ("front-in4-30", replace(WALK, knee_in_deg=4, steps_per_min=114), "front", 30),
    ("run-back-clean-30", LONG_RUN, "back", 30),
    ("run-back-in15-30", replace(LONG_RUN, knee_in_deg=15, steps_per_min=164), "back", 30),
    ("run-quick-60", replace(RUN, steps_per_min=178, contact_ahead_per_leg=0.22), "left", 60),
    ("run-long-60", replace(RUN, steps_per_min=164, contact_ahead_per_leg=0.44), "right", 60),
    ("back-in4-30", replace(WALK, knee_in_deg=4), "back", 30),
    ("front-in10-30", replace(WALK, knee_in_deg=10), "front", 30),
    ("back-in16-30", replace(WALK, knee_in_deg=16), "back", 30),
    ("front-in15b-30", replace(WALK, knee_in_deg=15, steps_per_min=114), "front", 30),
    ("run-right-30", replace(LONG_RUN, steps_per_min=168), "left", 30),
    ("run-usual-60", replace(RUN, steps_per_min=172, contact_ahead_per_leg=0.30), "right", 60),
    ("run-front-in8-30", replace(LONG_RUN, knee_in_deg=8), "front", 30),
    ("back-over14-30", replace(WALK, hyperextension_deg=14), "left", 30),
    ("clean-b-30", replace(WALK, steps_per_min=106), "right", 30),
    ("bent15-30", replace(WALK, stance_flexion_deg=15), "right", 30),
    ("over42-30", replace(WALK, contact_ahead_per_leg=0.42), "right", 30),
    ("back-over5-30", replace(WALK, hyperextension_deg=5, steps_per_min=114), "left", 30),
    ("bent5-30", replace(WALK, stance_flexion_deg=5, steps_per_min=108), "left", 30),
)
REPORT: tuple[Row, ...] = (
    ("clean-30", WALK, "left", 30),
    ("bent15-30", replace(WALK, stance_flexion_deg=15), "left", 30),
    ("over58-30", replace(WALK, contact_ahead_per_leg=0.58), "left", 30),
    ("front-clean-30", WALK, "front", 30),
    ("front-in15-30", replace(WALK, knee_in_deg=15), "front", 30),
    ("clean-60", replace(WALK, steps_per_min=114), "left", 60),
    ("across-30", ACROSS, "left", 30),
    ("across-60", replace(ACROSS, steps_per_min=108), "right", 60),
    ("run-60", LONG_RUN, "left", 60),
    ("back-over12-30", replace(WALK, hyperextension_deg=14), "right", 30),
    ("back-clean-30", replace(WALK, steps_per_min=106), "back", 30),
    ("run-30", replace(LONG_RUN, steps_per_min=174), "right", 30),
    ("run-back-30", LONG_RUN, "back", 30),
    ("back-in15-30", replace(WALK, knee_in_deg=15), "back", 30),
    ("front-in15b-30", replace(WALK, knee_in_deg=15, steps_per_min=106), "front", 30),
    ("back-in15b-30", replace(WALK, knee_in_deg=15, steps_per_min=114), "back", 30),
    ("front-in15c-30", replace(WALK, knee_in_deg=15, steps_per_min=114), "front", 30),
    ("back-clean-b-30", WALK, "back", 30),
    ("front-clean-b-30", replace(WALK, steps_per_min=106), "front", 30),
    ("back-in15c-30", replace(WALK, knee_in_deg=15, steps_per_min=104), "back", 30),
)


def gait_clips(half: Half) -> tuple[Clip, ...]:
    """Return the films of one half, the same every time."""
    return tuple(_clip(half, number, row) for number, row in enumerate(FIT if half == "fit" else REPORT))


def _clip(half: Half, number: int, row: Row) -> Clip:
    label, motion, view, fps = row
    random = np.random.default_rng([half == "fit", number, 7])
    body, look, room = cast(random, HALVES[half])
    motion = replace(  # type: ignore[type-var]
        motion,
        start_phase=float(np.round(random.uniform(0, 1), 2)),
        seed=number + 1,
    )
    camera = CameraPlace(
        view,
        yaw_deg=float(np.round(random.uniform(-6, 6), 1)),
        distance_m=float(np.round(random.uniform(3, 4.5), 1)),
        height_m=float(np.round(random.uniform(0.7, 1.1), 2)),
    )
    lying = view in ("left", "right")
    across = lying and getattr(motion, "travel", "") == "overground"
    size = (960, 540) if across else (640, 480) if lying else (480, 640)
    return Clip(f"gait_{half}_{label}", motion, body, look, room, camera, size_px=size, fps=fps, seed=number)
