"""Films that differ in one circumstance: where the camera stands, how it is held, how well it sees, what is worn.

``around`` walks around the person to measure from where a clip was filmed; ``sweeps`` keeps motion and person and
changes one thing at a time, so that what it does to the readings can be told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from test_videos.camera import AZIMUTH_DEG, CameraPlace, View
from test_videos.chance import CAST, between, cast
from test_videos.film import Clip
from test_videos.looks import HALVES, Half
from test_videos.motions import MOTIONS
from test_videos.motions.reps import Tempo

STEP_DEG = 12.0
VIEW_FPS = 8.0
SIZE = (480, 640)
PERFORMANCES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("single-leg-balance", {"stand_s": 1.2, "lift_s": 0.8, "hold_s": 1.2, "arms": "hips"}),
    ("calf-stretch", {"stand_s": 1.2, "step_s": 0.9, "hold_s": 1.2}),
    ("squat", {"tempo": Tempo(start_s=1.2, out_s=0.9, pause_s=0.3, back_s=0.9, rest_s=0.1, reps=1)}),
    ("single-leg-balance", {"stand_s": 1.2, "lift_s": 0.8, "hold_s": 1.2, "arms": "out", "trunk_lean_deg": 8.0}),
)
"""Short clips of each kind of movement, for what depends on the camera alone."""


def around(half: Half) -> tuple[Clip, ...]:
    """Clips from all around the person, one every 12 degrees, each with another person, room and movement."""
    return tuple(_around(half))


def _around(half: Half) -> Iterator[Clip]:
    for number, azimuth_deg in enumerate(np.arange(0.0, 360.0, STEP_DEG)):
        random = np.random.default_rng([len(half), 71, number])
        # In front of a person who stretches at a wall the camera would see the wall.
        exercise, changed = PERFORMANCES[number % len(PERFORMANCES) if 50 < azimuth_deg < 310 else number % 2 * 2]
        view, yaw_deg = _nearest(float(azimuth_deg + random.uniform(-5, 5)))
        body, look, room = cast(random, HALVES[half])
        height_m, roll_deg = between(random, 0.6, 1.3), between(random, -3, 3)
        side = str(random.choice(["left", "right"]))
        camera = CameraPlace(view, yaw_deg, between(random, 2.2, 5), height_m, roll_deg)
        motion = MOTIONS[exercise](**changed, side=side, seed=int(random.integers(1, 10**6)))
        yield Clip(f"around_{half}_{number:02d}", motion, body, look, room, camera, SIZE, VIEW_FPS, seed=number)


def _nearest(azimuth_deg: float) -> tuple[View, float]:
    """The straight view nearest to a direction, and how far the direction is off it."""
    views: tuple[View, ...] = ("front", "left", "back", "right")
    off = {view: (azimuth_deg - AZIMUTH_DEG[view] + 180) % 360 - 180 for view in views}
    view = min(views, key=lambda name: abs(off[name]))
    return view, round(off[view], 2)


@dataclass(frozen=True)
class Circumstance:
    """One value of one circumstance, and the clip that was filmed under it.

    name, value : what was changed and to what. clip : the film.
    """

    name: str
    value: str
    clip: Clip


CAMERAS: dict[str, tuple[float, ...]] = {
    "yaw_deg": (0.0, 5.0, 10.0, 15.0, 20.0),
    "roll_deg": (-5.0, 5.0),
    "distance_m": (2.0, 6.0),
}
NAMES = {"yaw_deg": "camera yaw °", "roll_deg": "camera roll °", "distance_m": "distance m"}
VIEWS: tuple[View, ...] = ("front", "left")
TALL = (1080, 1920)


def sweeps() -> tuple[Circumstance, ...]:
    """Every circumstance of the reporting half: camera, clothes, picture size, frame rate."""
    return tuple(each for view in VIEWS for each in _sweeps(view))


def _sweeps(view: View) -> Iterator[Circumstance]:
    clip, someone_else = _usual(view, 0), _usual(view, 1)
    for field, values in CAMERAS.items():
        for person in (clip, someone_else) if field == "yaw_deg" else (clip,):
            for value in values:
                yield _changed(person, NAMES[field], f"{value:g}", camera=replace(clip.camera, **{field: value}))  # type: ignore[arg-type]
    for look in HALVES["report"]["look"]:
        yield _changed(clip, "clothes", look, look=look)
    yield _changed(clip, "resolution", "1080", size_px=TALL, fps=5.0)
    yield _changed(clip, "frame rate", "60", fps=60.0)


def _usual(view: View, person: int) -> Clip:
    """A moderate fault in the plane that the view shows, under good circumstances."""
    names = HALVES["report"]
    body, look, room = (names[kind][(2 * person + step) % len(names[kind])] for step, kind in enumerate(CAST))
    if view == "front":
        motion = MOTIONS["single-leg-balance"](
            stand_s=1.2, lift_s=0.8, hold_s=1.2, knee_in_deg=8.0, trunk_lean_deg=5.0, seed=person + 1
        )
    else:
        motion = MOTIONS["calf-stretch"](stand_s=1.2, step_s=0.9, hold_s=1.2, knee_flexion_deg=12.0, seed=person + 1)
    return Clip(f"{view}_{person}", motion, body, look, room, CameraPlace(view, 0.0, 3.2), SIZE, VIEW_FPS)


def _changed(clip: Clip, name: str, value: str, **change: Any) -> Circumstance:
    return Circumstance(
        name, value, replace(clip, name=f"{'-'.join(name.split()[:2])}_{value}_{clip.name}", **change)
    )
