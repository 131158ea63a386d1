"""What the camera's place, clothes, picture size and frame rate do to the estimates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.films import Told, filmed, is_kept
from benchmarks.observations import observations, thinned
from benchmarks.scoring import score
from formcheck.models import ModelName
from test_videos.circumstances import Circumstance, sweeps

SHOWN = ("knee_in", "trunk_lean_lateral", "knee_flexion", "tibial_inclination", "foot_pitch")
HEIGHTS_PX = (1080, 720, 480, 360)
RATES_FPS = (60.0, 30.0, 15.0)


@dataclass(frozen=True, slots=True)
class Shift:
    """One reading under one value of one circumstance; a clip whose view was not recognised has none."""

    circumstance: str
    value: str
    clip: str
    metric: str
    view: str
    truth: float
    reading: float


@dataclass(frozen=True, slots=True)
class _Look:
    """How a film is looked at: at how many frames a second, how many pixels wide."""

    value: str
    max_fps: float | None = None
    width_px: int | None = None


def shifts(model: ModelName, told: Told, cached: bool = False) -> Iterator[Shift]:
    """Read every film of the sweeps, those of resolution and frame rate several times."""
    for each in sweeps():
        for look in _looks(each):
            if cached and not is_kept(each.clip, model, look.max_fps, look.width_px):
                continue
            told(f"{each.name} {look.value} {each.clip.name}")
            yield from _shifts(each, look, model)


def _looks(each: Circumstance) -> list[_Look]:
    if each.name == "resolution":
        return [_Look(str(height_px), width_px=height_px) for height_px in HEIGHTS_PX]
    if each.name == "frame rate":
        return [_Look(f"{fps:g}", max_fps=fps) for fps in RATES_FPS]
    return [_Look(each.value)]


def _shifts(each: Circumstance, look: _Look, model: ModelName) -> Iterator[Shift]:
    track, truth = filmed(each.clip, model, look.max_fps, look.width_px)
    analysis = score(each.clip, track)
    for found in observations(each.clip.name, thinned(truth, track.time_s), analysis):
        if found.metric in SHOWN and found.reference == "picture":
            about = (each.name, look.value, each.clip.name, found.metric, found.view)
            yield Shift(*about, found.truth, found.reading)
