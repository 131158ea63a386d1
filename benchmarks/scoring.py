"""Clips of the benchmark, scored: what formcheck makes of each, beside its truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.films import Told, Truth, filmed, is_kept
from benchmarks.observations import thinned
from formcheck.analysis import Analysis, analyse
from formcheck.errors import FormcheckError
from formcheck.exercises import all_exercises
from formcheck.models import ModelName
from formcheck.pose import PoseTrack
from formcheck.report import Source
from test_videos.benchmark import SWEEPS, benchmark_clips
from test_videos.circumstances import around
from test_videos.film import Clip
from test_videos.looks import Half


@dataclass(frozen=True, slots=True)
class Scored:
    """One clip of the benchmark: what formcheck made of it, and the truth of the frames that it judged."""

    name: str
    truth: Truth
    analysis: Analysis


def clips_of(half: Half) -> list[Clip]:
    """Every graded clip of a half, and the walk around the person."""
    graded = [clip for exercise in SWEEPS for clip in benchmark_clips(exercise, half)]
    return [*graded, *around(half)]


def scored(clips: Sequence[Clip], model: ModelName, told: Told, cached: bool = False) -> Iterator[Scored]:
    """Score clips whose exercise formcheck knows; what is not in the cache is rendered, or left out if ``cached``."""
    for number, clip in enumerate(clips, start=1):
        if cached and not is_kept(clip, model):
            continue
        told(f"{number}/{len(clips)} {clip.name}")
        if clip.motion.exercise in all_exercises():
            track, truth = filmed(clip, model)
            try:
                analysis = score(clip, track)
            except FormcheckError as refused:
                told(f"{clip.name} refused: {refused}")
                continue
            yield Scored(clip.name, thinned(truth, analysis.track.time_s), analysis)


def score(clip: Clip, track: PoseTrack) -> Analysis:
    """Judge a clip's exercise on its track; raises FormcheckError if formcheck refuses the clip."""
    return analyse(track, all_exercises()[clip.motion.exercise], _source(clip))


def _source(clip: Clip) -> Source:
    width_px, height_px = clip.size_px
    return Source(
        name=clip.name,
        sha256="",
        width_px=width_px,
        height_px=height_px,
        fps=clip.fps,
        duration_s=clip.motion.duration_s,
        frames=clip.frames,
    )
