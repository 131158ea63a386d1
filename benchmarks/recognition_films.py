"""The films that recognition is measured on: people, clothes and rooms on which no rule and no limit was ever set.

Every exercise from the views it asks for, in good form and with a fault, each with its own rhythm; walking and
running from all sides; and movements that are no exercise. Each film is drawn from its own random numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import numpy as np

from test_videos.benchmark import SIZES
from test_videos.body import SIDES, Side
from test_videos.camera import View
from test_videos.chance import Around, between, camera_place, cast
from test_videos.film import Clip
from test_videos.looks import FRESH
from test_videos.motions import MOTIONS
from test_videos.motions.motion import Motion, parameters
from test_videos.motions.others import MOVEMENTS, OtherMovement
from test_videos.motions.reps import Tempo

MENDED, FRESH_SET = 1, 2
"""Numbers of the sets, each drawn anew: one whose mistakes were looked at and mended, and one not looked at since."""

FPS, GAIT_FPS = 12.0, 30.0
GAIT_S = {"walk": 5.6, "run": 6.8}
"""As long as it takes to see the strides that an answer asks for."""

AROUND = Around(distance_m=(2.2, 5), height_m=(0.5, 1.4), yaw_deg=(-12, 12))
ALL_AROUND: tuple[View, ...] = ("left", "right", "front", "back")

Row = tuple[View, str, float]
FILMS: dict[str, tuple[Row, ...]] = {
    "squat": (("front", "", 0), ("back", "knee_in_deg", 10), ("left", "", 0), ("right", "depth_deg", 60)),
    "lunge": (("front", "", 0), ("left", "", 0), ("right", "depth_deg", 65), ("front", "knee_in_deg", 10)),
    "deadlift": (
        ("left", "", 0), ("right", "", 0), ("left", "knee_flexion_deg", 40), ("right", "knee_travel_deg", 12),
    ),
    "leg-extension": (("left", "", 0), ("right", "", 0), ("left", "end_flexion_deg", 20), ("right", "", 0)),
    "hamstring-curl": (
        ("left", "", 0), ("right", "", 0), ("right", "curl_deg", 75), ("left", "thigh_drift_deg", 15),
    ),
    "calf-raise": (("left", "", 0), ("right", "", 0), ("front", "", 0), ("left", "heel_lift_deg", 16)),
    "hip-abduction": (
        ("front", "", 0), ("back", "", 0), ("front", "trunk_lean_deg", 10), ("front", "abduction_deg", 20),
    ),
    "quad-stretch": (("left", "", 0), ("right", "", 0), ("front", "", 0), ("left", "thigh_forward_deg", 15)),
    "hip-flexor-stretch": (
        ("left", "", 0), ("right", "", 0), ("left", "trunk_lean_forward_deg", 12), ("right", "thigh_behind_deg", 10),
    ),
    "single-leg-balance": (
        ("front", "", 0), ("back", "", 0), ("front", "pelvic_drop_deg", 9), ("back", "trunk_lean_deg", 9),
    ),
    "balance-step": (("front", "", 0), ("back", "", 0), ("left", "", 0), ("front", "knee_in_deg", 10)),
    "calf-stretch": (("left", "", 0), ("right", "", 0), ("back", "", 0), ("left", "heel_lift_deg", 12)),
    "walk": tuple((view, "", 0) for view in ALL_AROUND),
    "run": tuple((view, "", 0) for view in ALL_AROUND),
}  # fmt: skip
"""The view, the fault and its grade of every film; good form has no fault."""

OWN_PACE_S = {"dancing": 1.1, "jumping-jacks": 1.2, "heel-kicks": 1.2, "marching": 1.5, "standing-still": 4.0}
"""How long a movement takes once, where that is not 2 to 3.2 s."""


def exercise_films(exercise: str, drawn: int) -> tuple[Clip, ...]:
    """Return the films of one exercise in a set, the same every time."""
    rows = FILMS[exercise]
    return tuple(_exercise_film(exercise, row, (drawn, number)) for number, row in enumerate(rows))


def other_films(drawn: int) -> dict[str, tuple[Clip, ...]]:
    """Return two films, from two sides, of each movement that is no exercise."""
    return {kind: tuple(_other_films(kind, drawn)) for kind in MOVEMENTS}


def _other_films(kind: str, drawn: int) -> Iterator[Clip]:
    views = _random(drawn, "other", kind, 0).permutation(len(ALL_AROUND))
    for number, view in enumerate(ALL_AROUND[place] for place in views[:2]):
        random = _random(drawn, "other", kind, number + 1)
        usual_s = OWN_PACE_S.get(kind)
        motion = OtherMovement(
            kind,
            side=_side(random),
            period_s=between(random, 0.9 * usual_s, 1.2 * usual_s) if usual_s else between(random, 2.0, 3.2),
            amount=between(random, 0.8, 1.1),
            seed=_seed(random),
        )
        yield _filmed(f"fresh_{kind}_{view}", motion, view, FPS, random)


def _exercise_film(exercise: str, row: Row, place: tuple[int, int]) -> Clip:
    (view, fault, grade), (drawn_in, number) = row, place
    random = _random(drawn_in, "exercise", exercise, number)
    gait, steps = exercise in ("walk", "run"), exercise == "balance-step"
    drawn: dict[str, Any] = {
        # From the side the leg that matters is the one near the camera.
        "side": view if view in ("left", "right") and not gait else _side(random),
        "seed": _seed(random),
        "tempo": _tempo(random, reps=3 if number == 0 else 2),
        "hold_s": between(random, 5.0, 5.8) if steps else between(random, 2.6, 4.2),
        "stand_s": between(random, 1.0, 1.8),
        "lift_s": between(random, 0.9, 1.4),
        "end_s": float(random.choice([0.0, 1.2])),
        "arms": str(random.choice(["hips", "hanging", "out", "crossed"])),
        "step_s": between(random, 1.8, 2.6) if steps else between(random, 0.9, 1.4),
        "start_phase": between(random, 0.0, 1.0),
        "steps_per_min": between(random, 158, 176) if exercise == "run" else between(random, 92, 118),
        "duration_s": GAIT_S.get(exercise),
    }
    changed = {fault: float(grade)} if fault else {}
    known = parameters(MOTIONS[exercise]())
    motion = MOTIONS[exercise](**{name: value for name, value in drawn.items() if name in known} | changed)
    return _filmed(f"fresh_{exercise}_{number}", motion, view, GAIT_FPS if gait else FPS, random)


def _tempo(random: np.random.Generator, reps: int) -> Tempo:
    spans_s = ((1.0, 1.8), (0.8, 1.5), (0.1, 0.6), (0.7, 1.4), (0.2, 0.7))
    start_s, out_s, pause_s, back_s, rest_s = (between(random, *span_s) for span_s in spans_s)
    return Tempo(start_s, out_s, pause_s, back_s, rest_s, reps)


def _filmed(name: str, motion: Motion, view: View, fps: float, random: np.random.Generator) -> Clip:
    body, look, room = cast(random, FRESH)
    camera = camera_place(random, view, AROUND)
    size_px = SIZES[random.integers(len(SIZES))]
    return Clip(name, motion, body, look, room, camera, size_px, fps, noise=between(random, 1, 6), seed=_seed(random))


def _random(*about: str | int) -> np.random.Generator:
    digest = hashlib.sha256(repr(about).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


def _side(random: np.random.Generator) -> Side:
    return SIDES[random.integers(2)]


def _seed(random: np.random.Generator) -> int:
    return int(random.integers(1, 10**6))
