"""From where a film was made, and how the camera was held: view, yaw, roll, and what a trembling hand does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.by_hand import by_hand
from benchmarks.clip_facts import ClipFacts, facts
from benchmarks.films import Told, Truth
from benchmarks.page import BORDER_DEG
from benchmarks.scoring import clips_of, scored
from formcheck.camera import FRONTAL, find_camera
from formcheck.metrics import METRICS
from formcheck.noise import noise_deg
from formcheck.pose import PoseTrack
from formcheck.sides import repair_sides
from formcheck.signals import clean as cleaned
from test_videos.film import Clip
from test_videos.hand import Hand

TREMBLING: dict[str, Hand] = {
    "up, down and across by 1 % of the picture's height": Hand(tremble=0.01, seed=3),
    "round by 0.5°": Hand(roll_deg=0.5, seed=5),
}
"""Standard deviations at 2 to 8 Hz."""

FILMS = {"single-leg-balance": 4, "calf-stretch": 2, "walk": 2}
"""How many films of each are held by hand: from front or behind, and from the side."""

ANGLES = {True: ("knee_in", "trunk_lean_lateral"), False: ("knee_flexion", "trunk_lean_forward")}
"""The knee's and the trunk's angle, in views from front or behind and from the side."""

CUTOFF_HZ = 6.0


@dataclass(frozen=True, slots=True)
class Places:
    """Errors of the view, the yaw and the roll. right : views of those surely not at a border."""

    right: int
    sure: int
    yaw_deg: dict[str, float]
    roll_deg: float
    rolls: int


def places(tell: Told, render: bool) -> Places:
    """Score the films of the accuracy benchmark, and see from where they were said to be made."""
    clips = scored(clips_of("report"), "heavy", tell, cached=not render)
    found = [facts(clip.name, clip.truth, clip.analysis) for clip in clips]
    sure = [clip for clip in found if clip.border_deg > BORDER_DEG]
    rolls = [abs(clip.roll_error_deg) for clip in found if clip.roll_error_deg is not None]
    return Places(
        sum(clip.view == clip.found_view for clip in sure),
        len(sure),
        {
            "front": _yaw_error_deg(found, ("front",)),
            "behind": _yaw_error_deg(found, ("back",)),
            "the side": _yaw_error_deg(found, ("left", "right")),
        },
        float(np.median(rolls)),
        len(rolls),
    )


def _yaw_error_deg(found: Sequence[ClipFacts], views: tuple[str, ...]) -> float:
    return float(np.median([abs(clip.azimuth_error_deg) for clip in found if clip.view in views]))


@dataclass(frozen=True, slots=True)
class Trembled:
    """What a hand did to one angle of some films: to the mean of a film, to its frames, and to the uncertainty."""

    how: str
    angle: str
    means_deg: list[float]
    frames_deg: list[float]
    wider_deg: list[float]


def trembled(clean: Sequence[tuple[Clip, PoseTrack, Truth]], tell: Callable[[str], None]) -> Iterator[Trembled]:
    """Hold films by hand, and compare the angles with those of the camera at rest."""
    films = list(_chosen(clean))
    for how, hand in TREMBLING.items():
        tell(f"a hand trembles {how}")
        pairs = [(track, by_hand(clip, "heavy", hand)) for clip, track in films]
        wider = [noise_deg(held) - noise_deg(still) for still, held in pairs]
        for place, angle in enumerate(("knee", "trunk")):
            off = [_off_deg(still, held, place) for still, held in pairs]
            means = [abs(float(np.nanmean(each))) for each in off]
            frames = [float(np.sqrt(np.nanmean(each**2))) for each in off]
            yield Trembled(how, angle, means, frames, wider)


def _chosen(clean: Sequence[tuple[Clip, PoseTrack, Truth]]) -> Iterator[tuple[Clip, PoseTrack]]:
    for exercise, count in FILMS.items():
        frontal = exercise == "single-leg-balance"
        of_it = [
            (clip, track)
            for clip, track, _ in clean
            if clip.motion.exercise == exercise and (clip.camera.view in FRONTAL) == frontal
        ]
        yield from of_it[:count]


def _off_deg(still: PoseTrack, held: PoseTrack, place: int) -> np.ndarray:
    before, after = (cleaned(repair_sides(track), CUTOFF_HZ) for track in (still, held))
    camera = find_camera(before)
    metric = METRICS[ANGLES[camera.view in FRONTAL][place]]
    side = camera.near_side or "left"
    return np.asarray(metric.read(after, camera, side) - metric.read(before, camera, side))


def tremble_table(rows: Sequence[Trembled]) -> str:
    """One line of the page for each hand and angle."""
    return "\n".join(
        f"| {row.how} | {row.angle} | {np.median(row.means_deg):.1f} (at most {max(row.means_deg):.1f}) | "
        f"{np.median(row.frames_deg):.1f} | {np.median(row.wider_deg):.1f} |"
        for row in rows
    )
