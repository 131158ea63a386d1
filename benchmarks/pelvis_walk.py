"""Pelvic level in walking: its films, in which pelvis, trunk and knee each move for themselves, and what is read."""

from __future__ import annotations

import numpy as np

from benchmarks.films import Told, Truth, filmed, source_of
from benchmarks.pelvis_films import TUCKED, VIEWS
from benchmarks.pelvis_page import Outcome
from formcheck.analysis import analyse
from formcheck.exercises import get
from formcheck.landmarks import SIDES
from test_videos.camera import View
from test_videos.chance import Around, between, camera_place, cast
from test_videos.film import Clip
from test_videos.looks import HALVES, Half
from test_videos.motions.walk import Walk

COUNT: dict[Half, int] = {"fit": 16, "report": 16}
BOTH_VIEWS: dict[Half, int] = {"fit": 12, "report": 16}
"""Of so many films every second one is from behind; the others are all from the front."""

FPS = 20.0
AROUND = Around(distance_m=(2.8, 4.5), height_m=(0.7, 1.2), roll_deg=(-3, 3))
SECONDS = 9.0
MID_STANCE = (0.35, 0.65)


def walk_films(half: Half) -> tuple[Clip, ...]:
    """Return the films of one half, the same every time."""
    return tuple(
        _film(half, number, VIEWS[number % 2 if number < BOTH_VIEWS[half] else 0]) for number in range(COUNT[half])
    )


def walks(half: Half, told: Told) -> list[Outcome]:
    """Score the films of one half and set each answer beside the truth."""
    found = []
    for clip in walk_films(half):
        told(f"{half} {clip.name}")
        track, truth = filmed(clip, "heavy")
        answer = next(
            each for each in analyse(track, get("walk"), source_of(track)).judged if each.cue.id == "pelvis_level"
        )
        about = ("walk", clip.camera.view, true_drop_deg(truth), float(truth["params"]["trunk_lean_deg"]))
        verdict, reading, seen = answer.verdict, answer.reading, answer.pelvis
        numbers = (seen.how, seen.median_deg, reading.estimate, reading.uncertainty) if seen and reading else ()
        found.append(Outcome(*about, verdict.state, verdict.reason, *numbers))
    return found


def true_drop_deg(truth: Truth) -> float:
    """How much lower the free side is at true mid-stance, on average over both legs, from the joints."""
    time_s, drops = np.array(truth["time_s"]), []
    for side in SIDES:
        stances = [phase for phase in truth["phases"] if phase["kind"] == "stance" and phase["side"] == side]
        spans = [(stance["start_s"], stance["end_s"] - stance["start_s"]) for stance in stances]
        moments = [
            np.linspace(start + MID_STANCE[0] * long, start + MID_STANCE[1] * long, 9) for start, long in spans
        ]
        drops.append(float(np.median(np.interp(moments, time_s, truth["metrics"]["pelvic_drop_deg"][side]))))
    return float(np.mean(drops))


def _film(half: Half, number: int, view: View) -> Clip:
    random = np.random.default_rng([len(half), number, 23])
    motion = Walk(
        pelvic_drop_deg=between(random, 0, 14),
        trunk_lean_deg=between(random, 0, 10),
        knee_in_deg=between(random, 0, 12),
        step_per_leg=between(random, 0.6, 0.75),
        steps_per_min=between(random, 96, 122),
        start_phase=between(random, 0, 1),
        duration_s=SECONDS,
        seed=number + 1,
    )
    camera = camera_place(random, view, AROUND)
    body, look, room = cast(random, {**HALVES[half], "look": TUCKED[half]})
    return Clip(
        f"pelvis_walk_{half}_{number:02d}", motion, body, look, room, camera,
        size_px=(480, 640), fps=FPS, noise=between(random, 1, 5), seed=number,
    )  # fmt: skip
