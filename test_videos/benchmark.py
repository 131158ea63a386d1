"""The films that accuracy is measured on: graded faults under varied circumstances, rendered when asked for.

Each clip has one fault of one grade. Body, look, room, camera, size and frame rate are drawn anew for every
clip from the half's own, so that no circumstance goes with a grade.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from test_videos.camera import View
from test_videos.chance import Around, between, camera_place, cast
from test_videos.expectations import expected_verdicts
from test_videos.film import Clip
from test_videos.looks import HALVES, Half
from test_videos.motions import MOTIONS
from test_videos.motions.motion import Motion, parameters
from test_videos.motions.reps import Tempo
from test_videos.write import write_clip

SIZES = ((480, 640), (640, 480), (360, 640))
HOLD_FPS, MOVING_FPS = 10.0, 12.0
"""A hold needs no more, and rendering is what takes the time; 1/12 s is enough to count repetitions."""

AROUND = Around(distance_m=(2.2, 5), height_m=(0.5, 1.4))
TEMPO = Tempo(start_s=1.2, out_s=0.9, pause_s=0.4, back_s=0.9, rest_s=0.3, reps=2)
KNEE_IN_DEG = (-5.0, 0.0, 5.0, 10.0, 15.0, 20.0)
KNEE_FLEXION_DEG = (0.0, 6.0, 12.0, 18.0, 24.0, 30.0)
HEEL_LIFT_DEG = (0.0, 5.0, 10.0, 15.0, 20.0)
TRUNK_LEAN_DEG = (-5.0, 0.0, 6.0, 12.0, 18.0)
PELVIC_DROP_DEG = (0.0, 4.0, 8.0, 12.0, 15.0)


@dataclass(frozen=True)
class Sweep:
    """One parameter of one exercise, its grades, and the views from which each grade is filmed."""

    parameter: str
    grades: tuple[float, ...]
    views: tuple[View, ...]


FRONT: tuple[View, ...] = ("front",)
BACK: tuple[View, ...] = ("back",)
FRONTAL: tuple[View, ...] = (*FRONT, *BACK)
LEFT: tuple[View, ...] = ("left",)
RIGHT: tuple[View, ...] = ("right",)
SIDEWAYS: tuple[View, ...] = (*LEFT, *RIGHT)
SWEEPS: dict[str, tuple[Sweep, ...]] = {
    "calf-stretch": (
        Sweep("knee_in_deg", KNEE_IN_DEG, ("back", "back")),
        Sweep("knee_flexion_deg", KNEE_FLEXION_DEG, SIDEWAYS),
        Sweep("heel_lift_deg", HEEL_LIFT_DEG, SIDEWAYS),
    ),
    "single-leg-balance": (
        Sweep("knee_in_deg", KNEE_IN_DEG, FRONTAL),
        Sweep("trunk_lean_deg", TRUNK_LEAN_DEG, FRONTAL),
        Sweep("pelvic_drop_deg", PELVIC_DROP_DEG, FRONTAL),
    ),
    "balance-step": (
        Sweep("knee_in_deg", (0.0, 15.0), FRONTAL),
        Sweep("trunk_lean_deg", (14.0,), FRONT),
        Sweep("pelvic_drop_deg", (12.0,), BACK),
    ),
    "squat": (
        Sweep("knee_in_deg", (0.0, 8.0, 16.0), FRONT),
        Sweep("knee_in_deg", (12.0,), BACK),
        Sweep("heel_lift_deg", (0.0, 15.0), LEFT),
        Sweep("depth_deg", (50.0, 95.0), RIGHT),
        Sweep("knee_in_deg", (4.0, 12.0, 20.0), FRONT),
        Sweep("knee_in_deg", (0.0, 6.0, 18.0), BACK),
    ),
    "lunge": (
        Sweep("knee_in_deg", (0.0, 14.0), FRONT),
        Sweep("trunk_lean_forward_deg", (5.0, 30.0), LEFT),
        Sweep("depth_deg", (55.0,), RIGHT),
    ),
    "deadlift": (
        Sweep("knee_flexion_deg", (22.0, 55.0), LEFT),
        Sweep("knee_travel_deg", (0.0, 20.0), RIGHT),
    ),
    "leg-extension": (
        Sweep("end_flexion_deg", (4.0, 25.0), SIDEWAYS),
    ),
    "hamstring-curl": (
        Sweep("curl_deg", (100.0, 60.0), LEFT),
        Sweep("thigh_drift_deg", (0.0, 25.0), RIGHT),
    ),
    "calf-raise": (
        Sweep("heel_lift_deg", (28.0, 10.0), LEFT),
        Sweep("knee_flexion_deg", (4.0, 25.0), RIGHT),
    ),
    "hip-abduction": (
        Sweep("abduction_deg", (30.0, 12.0), FRONT),
        Sweep("trunk_lean_deg", (0.0, 14.0), FRONT),
    ),
    "quad-stretch": (
        Sweep("thigh_forward_deg", (0.0, 25.0), LEFT),
        Sweep("knee_out_deg", (0.0, 20.0), FRONT),
    ),
    "hip-flexor-stretch": (
        Sweep("thigh_behind_deg", (18.0, 4.0), LEFT),
        Sweep("trunk_lean_forward_deg", (2.0, 20.0), RIGHT),
    ),
}  # fmt: skip
"""Walking and running have a benchmark of their own, because their events need a higher frame rate."""


def benchmark_clips(exercise: str, half: Half) -> tuple[Clip, ...]:
    """Return the clips of one exercise and half, the same every time; KeyError if it has no sweeps."""
    return tuple(_clips(exercise, half))


def stem_of(clip: Clip) -> str:
    """Name of a clip's files in a cache: another clip of the same name has another stem."""
    return f"{clip.name}-{hashlib.sha256(repr(clip).encode()).hexdigest()[:10]}"


def rendered(clip: Clip, cache: Path) -> tuple[Path, Path]:
    """Return a clip's film and truth from the cache folder; render them into it if they are not there yet."""
    wanted = cache / f"{stem_of(clip)}.mp4", cache / f"{stem_of(clip)}.truth.json"
    if not all(path.exists() for path in wanted):
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            for made, path in zip(
                reversed(write_clip(clip, Path(folder), crf=23, preset="superfast")), reversed(wanted), strict=True
            ):
                made.replace(path)
    return wanted


def _clips(exercise: str, half: Half) -> Iterator[Clip]:
    number = 0
    for sweep in SWEEPS[exercise]:
        for grade, view in product(sweep.grades, sweep.views):
            number += 1
            random = np.random.default_rng([_code(exercise), _code(half), number])
            motion = _motion(exercise, sweep.parameter, grade, view, random)
            clip = _circumstances(f"{exercise}_{half}_{number:03d}", motion, half, view, random)
            yield replace(clip, expected=expected_verdicts(motion, view))


def _code(word: str) -> int:
    return int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")


def _motion(exercise: str, parameter: str, grade: float, view: View, random: np.random.Generator) -> Motion:
    """Short motion with one grade; in side views the leg that matters is the one near the camera."""
    make = MOTIONS[exercise]
    near = view if view in SIDEWAYS else str(random.choice(["left", "right"]))
    usual: dict[str, Any] = {
        "side": near,
        "seed": int(random.integers(1, 10**6)),
        "hold_s": 2.2 if exercise == "calf-stretch" else 3.4,
        "stand_s": 1.3,
        "step_s": 1.1 if exercise == "calf-stretch" else 2.0,
        "lift_s": 1.0,
        "end_s": float(random.choice([0.0, 1.2])),
        "arms": str(random.choice(["hips", "hanging", "out", "crossed"])),
        "flexion_deg": float(np.round(random.uniform(5, 20), 1)),
        "tempo": replace(TEMPO, pause_s=round(0.1 + 0.1 * int(random.integers(2, 4)), 1)),
    }
    known = parameters(make())
    return make(**{name: value for name, value in usual.items() if name in known} | {parameter: grade})


def _circumstances(name: str, motion: Motion, half: Half, view: View, random: np.random.Generator) -> Clip:
    """Draw who is filmed, where, and with what; the camera stands about where the films are asked for."""
    body, look, room = cast(random, HALVES[half])
    camera = camera_place(random, view, AROUND)
    return Clip(
        name,
        motion,
        body,
        look,
        room,
        camera,
        size_px=SIZES[random.integers(len(SIZES))],
        fps=MOVING_FPS if "tempo" in parameters(motion) else HOLD_FPS,
        noise=between(random, 1, 6),
        shake_px=float(random.choice([0.0, 0.0, 1.5])),
        seed=int(random.integers(1, 10**6)),
    )
