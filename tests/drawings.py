"""What the tests of overlay, panel and key frame draw, and how they look at it: stick people on plain gray."""

from __future__ import annotations

import numpy as np
import performances
from skeletons import Leg, Posture, Shot, Stances, film, perform

from formcheck.analysis import Analysis
from formcheck.judging import Judged
from formcheck.landmarks import Side
from formcheck.palette import rgb
from formcheck.pose import Array, PoseTrack
from formcheck.upright import Image

SIZE_PX = (540, 960)
SHOT = Shot(px_per_m=300, size_px=SIZE_PX)


def gray() -> Image:
    return np.full((SIZE_PX[1], SIZE_PX[0], 3), 128, np.uint8)


def balance(knee_in_deg: float = 0.0, trunk_deg: float = 0.0, side: Side = "left") -> PoseTrack:
    hold = Stances(side, trunk_deg=trunk_deg, leg=Leg(knee_in_deg=knee_in_deg)).one_leg()
    return film(perform((2.0, Posture()), (5.0, hold), (1.0, Posture())), SHOT)


def analysed(track: PoseTrack, exercise: str = "single-leg-balance") -> Analysis:
    return performances.analysed(track, exercise, "clip.mp4")


def answer_to(analysis: Analysis, cue_id: str) -> Judged:
    return next(answer for answer in analysis.judged if answer.cue.id == cue_id)


def at(analysis: Analysis, time_s: float) -> int:
    return int(np.argmin(np.abs(analysis.track.time_s - time_s)))


def changed(picture: Image) -> np.ndarray:
    return np.asarray((picture != 128).any(axis=2))


def around(mask: np.ndarray, point: Array, radius: int) -> np.ndarray:
    x, y = (round(float(value)) for value in point)
    return mask[max(y - radius, 0) : y + radius + 1, max(x - radius, 0) : x + radius + 1]


def has_colour(picture: Image, colour: str, tolerance: int = 6) -> bool:
    return bool((np.abs(picture.astype(int) - rgb(colour)).max(axis=2) <= tolerance).any())
