"""Films of exercises that can be done standing, done lying down or sitting: graded faults, varied circumstances."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np

from test_videos.benchmark import FRONTAL, MOVING_FPS, SIDEWAYS, TEMPO
from test_videos.camera import View
from test_videos.chance import Around, between, camera_place, cast
from test_videos.film import Clip
from test_videos.looks import HALVES, Half
from test_videos.motions.motion import Motion
from test_videos.motions.prone_curl import ProneCurl
from test_videos.motions.seated_curl import SeatedCurl
from test_videos.motions.side_lying_abduction import SideLyingAbduction

LANDSCAPE = ((640, 480), (640, 360))
AROUND = Around(distance_m=(2.4, 4), height_m=(0.3, 0.9))


@dataclass(frozen=True)
class Graded:
    """One parameter of one motion, its grades, and the views from which each grade is filmed."""

    name: str
    motion: Callable[..., Motion]
    parameter: str
    grades: tuple[float, ...]
    views: tuple[View, ...]


GRADED = (
    Graded("prone-curl", ProneCurl, "curl_deg", (60.0, 85.0, 110.0), SIDEWAYS),
    Graded("prone-curl", ProneCurl, "hips_rise_deg", (15.0, 30.0), SIDEWAYS),
    Graded("seated-curl", SeatedCurl, "curl_deg", (60.0, 100.0), SIDEWAYS),
    Graded("seated-curl", SeatedCurl, "trunk_lean_forward_deg", (25.0,), SIDEWAYS),
    Graded("side-lying-abduction", SideLyingAbduction, "abduction_deg", (6.0, 14.0, 22.0, 30.0, 38.0), FRONTAL),
    Graded("side-lying-abduction", SideLyingAbduction, "abduction_deg", (10.0, 18.0, 34.0), FRONTAL),
)  # fmt: skip


def posture_clips(half: Half) -> tuple[Clip, ...]:
    """Return the films of one half, the same every time."""
    wanted = [(each, *case) for each in GRADED for case in product(each.grades, each.views)]
    return tuple(_clip(number, half, *case) for number, case in enumerate(wanted, start=1))


def _clip(number: int, half: Half, graded: Graded, grade: float, view: View) -> Clip:
    random = np.random.default_rng([int.from_bytes(hashlib.sha256(half.encode()).digest()[:4], "big"), number])
    side = view if view in SIDEWAYS else str(random.choice(["left", "right"]))
    seed = int(random.integers(1, 10**6))
    motion = graded.motion(side=side, tempo=TEMPO, seed=seed, **{graded.parameter: grade})
    body, look, room = cast(random, HALVES[half])
    camera = camera_place(random, view, AROUND)
    size_px = LANDSCAPE[random.integers(len(LANDSCAPE))]
    name = f"{graded.name}_{half}_{number:03d}"
    noise = between(random, 1, 6)
    return Clip(name, motion, body, look, room, camera, size_px, MOVING_FPS, noise, seed=seed)
