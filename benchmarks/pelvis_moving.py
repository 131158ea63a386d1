"""Pelvic level in repetitions after a stand on two legs: hip abduction, and lunges that are stepped into."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.films import Told, Truth, filmed, source_of
from benchmarks.pelvis_films import TUCKED
from benchmarks.pelvis_page import Outcome
from formcheck.analysis import analyse
from formcheck.exercises import get
from test_videos.camera import View
from test_videos.chance import Around, between, camera_place, cast
from test_videos.film import Clip
from test_videos.looks import HALVES, Half
from test_videos.motions.hip_abduction import HipAbduction
from test_videos.motions.lunge import SteppedLunge
from test_videos.motions.motion import Motion
from test_videos.motions.reps import Tempo

VIEWS: dict[str, tuple[View, ...]] = {
    "hip-abduction": ("front", "back", "front", "back", "front", "back"),
    "lunge": ("back", "front", "back", "front", "back", "back"),
}
FPS = 8.0
AROUND = Around(distance_m=(2.5, 4.5), height_m=(0.7, 1.2), roll_deg=(-3, 3))
TEMPO = Tempo(start_s=3.2, out_s=0.9, pause_s=0.8, back_s=0.9, rest_s=0.3, reps=2)
"""Before an abduction the feet are both down for half of the start."""

STAND_S, STEP_S, SPLIT_S = 1.6, 1.0, 0.3


def moving_films(half: Half) -> Iterator[tuple[str, Clip]]:
    """Yield each exercise's films with its name, the same every time."""
    for exercise, views in VIEWS.items():
        for number, view in enumerate(views):
            random = np.random.default_rng([len(half), len(exercise), number, 31])
            motion = _abduction(random) if exercise == "hip-abduction" else _lunge(random)
            yield exercise, _clip(f"pelvis_{exercise}_{half}_{number:02d}", motion, half, view, random)


def moved(half: Half, told: Told) -> list[Outcome]:
    """Score the films of one half and set each answer beside the truth; ``worn`` names the exercise."""
    found = []
    for exercise, clip in moving_films(half):
        told(f"{half} {clip.name}")
        track, truth = filmed(clip, "heavy")
        judged = analyse(track, get(exercise), source_of(track), side=truth["side"]).judged
        answer = next(each for each in judged if each.cue.id == "pelvis_level")
        about = (exercise, clip.camera.view, true_drop_deg(truth), 0.0)
        verdict, reading, seen = answer.verdict, answer.reading, answer.pelvis
        numbers = (seen.how, seen.median_deg, reading.estimate, reading.uncertainty) if seen and reading else ()
        found.append(Outcome(*about, verdict.state, verdict.reason, *numbers))
    return found


def true_drop_deg(truth: Truth) -> float:
    """How much lower the other side is at the turns than in the stand, from the joints."""
    drop_deg, time_s = np.array(truth["metrics"]["pelvic_drop_deg"][truth["side"]]), np.array(truth["time_s"])
    turns = np.zeros(len(time_s), dtype=bool)
    for phase in truth["phases"]:
        if phase["kind"] == "rep":
            turn_s = phase["start_s"] + TEMPO.out_s
            turns |= (time_s >= turn_s) & (time_s <= turn_s + TEMPO.pause_s)
    stood = time_s < STAND_S
    return float(np.median(drop_deg[turns]) - np.median(drop_deg[stood]))


def _abduction(random: np.random.Generator) -> Motion:
    return HipAbduction(
        side="left" if random.random() < 0.5 else "right",
        abduction_deg=between(random, 18, 32),
        pelvic_hike_deg=between(random, -2, 14),
        trunk_lean_deg=between(random, 0, 10),
        tempo=TEMPO,
        seed=int(random.integers(1, 10**6)),
    )


def _lunge(random: np.random.Generator) -> Motion:
    return SteppedLunge(
        side="left" if random.random() < 0.5 else "right",
        depth_deg=between(random, 55, 85),
        pelvic_drop_deg=between(random, -2, 14),
        knee_in_deg=between(random, 0, 10),
        tempo=Tempo(SPLIT_S, TEMPO.out_s, TEMPO.pause_s, TEMPO.back_s, TEMPO.rest_s, TEMPO.reps),
        seed=int(random.integers(1, 10**6)),
        stand_s=STAND_S,
        step_s=STEP_S,
    )


def _clip(name: str, motion: Motion, half: Half, view: View, random: np.random.Generator) -> Clip:
    camera = camera_place(random, view, AROUND)
    body, look, room = cast(random, {**HALVES[half], "look": TUCKED[half]})
    return Clip(name, motion, body, look, room, camera, fps=FPS, noise=between(random, 1, 5), seed=len(name))
