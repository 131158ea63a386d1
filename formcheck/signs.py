"""What a body does, frame by frame, in its own lengths: what ``recognition`` tells exercises apart by.

Every length is in trunk lengths, which a camera from any side shows; a thigh and a shank are about 0.85 of one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.camera import SAGITTAL, Camera
from formcheck.landmarks import SIDES, Side, of
from formcheck.phases import Phase
from formcheck.pose import Array, PoseTrack
from formcheck.stances import left_behind

LENGTH_PERCENTILE = 90
MOVES = 0.25
"""A part of the body moves when it is faster than this, in trunk lengths per second."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Where the parts of a body are: x to the right of the picture, y up, in trunk lengths from its lower left.

    place : (T, 2) of every part, by part and side. behind : (T,) how far the left foot is behind, 1 is a split.
    from_side : whether the picture shows the side. end_on : whether the body lies along the line of sight: its trunk
    never looks as long as the shoulders are wide.
    """

    time_s: Array
    place: dict[tuple[str, Side], Array]
    behind: Array
    from_side: bool
    end_on: bool = False

    def ahead(self, one: tuple[str, Side], two: tuple[str, Side], phase: Phase) -> float:
        """How far two parts are apart across the picture: median over a phase."""
        difference = (self.place[one] - self.place[two])[phase.frames(self.time_s), 0]
        return abs(float(np.nanmedian(difference))) if np.isfinite(difference).any() else float("nan")

    def above(self, upper: tuple[str, Side], lower: tuple[str, Side], phase: Phase) -> float:
        """How much higher one part is than another: median over a phase."""
        difference = (self.place[upper] - self.place[lower])[phase.frames(self.time_s), 1]
        return float(np.nanmedian(difference)) if np.isfinite(difference).any() else float("nan")

    def thigh_down(self, side: Side, phase: Phase) -> float:
        """How far a knee hangs below its hip: 0.85 for a thigh that points down, 0 for a level one."""
        return self.above(("HIP", side), ("KNEE", side), phase)

    def shank_down(self, side: Side, phase: Phase) -> float:
        """How far an ankle hangs below its knee: 0.85 for a shank that points down, negative if it is higher."""
        return self.above(("KNEE", side), ("ANKLE", side), phase)

    def trunk_down(self, phase: Phase) -> float:
        """How far the shoulders came down toward the hips: 0 upright, 1 level."""
        return 1.0 - float(np.mean([self.above(("SHOULDER", side), ("HIP", side), phase) for side in SIDES]))

    def hips_down(self, phase: Phase) -> float:
        """How far the hips came down toward the ankles, from the highest they ever were over them."""
        over = np.mean([self.place["HIP", side] - self.place["ANKLE", side] for side in SIDES], axis=0)[:, 1]
        known = over[np.isfinite(over)]
        inside = over[phase.frames(self.time_s)]
        return float(np.percentile(known, LENGTH_PERCENTILE) - np.nanmedian(inside)) if len(known) else float("nan")

    def wander(self, part: str, side: Side, phase: Phase) -> float:
        """How far a part moves about within a phase: the longer side of the box that holds it, without outliers."""
        inside = self.place[part, side][phase.frames(self.time_s)]
        known = inside[np.isfinite(inside).all(axis=1)]
        return float(np.ptp(np.percentile(known, [5, 95], axis=0), axis=0).max()) if len(known) else float("nan")

    def split(self, phase: Phase) -> float:
        """How far the left foot is behind the right one: median over a phase, clear beyond 1 or -1."""
        inside = self.behind[phase.frames(self.time_s)]
        return float(np.nanmedian(inside)) if np.isfinite(inside).any() else float("nan")

    def swing(self, side: Side, phase: Phase) -> Array:
        """(N,) how far an ankle is to the right of its hip in the picture, in the frames of a phase."""
        return np.asarray((self.place["ANKLE", side] - self.place["HIP", side])[phase.frames(self.time_s), 0])

    def moving(self) -> np.ndarray:
        """(T,) True where a knee, an ankle, a wrist or a hip moves."""
        parts = [self.place[part, side] for part in ("HIP", "KNEE", "ANKLE", "WRIST") for side in SIDES]
        speed = [np.linalg.norm(np.gradient(place, self.time_s, axis=0), axis=1) for place in parts]
        return np.asarray(np.nan_to_num(speed).max(axis=0) > MOVES)


def signs_of(track: PoseTrack, camera: Camera) -> Signs:
    """Read the signs from a cleaned track of at least two frames."""
    parts = ("SHOULDER", "WRIST", "HIP", "KNEE", "ANKLE", "FOOT_INDEX")
    level = {(part, side): camera.level(track.at(of(side, part))) for part in parts for side in SIDES}
    trunks = [np.linalg.norm(level["SHOULDER", side] - level["HIP", side], axis=1) for side in SIDES]
    known = np.concatenate(trunks)[np.isfinite(np.concatenate(trunks))]
    trunk_px = float(np.percentile(known, LENGTH_PERCENTILE)) if len(known) else float("nan")
    place = {key: points / trunk_px for key, points in level.items()}
    shoulders = np.linalg.norm(place["SHOULDER", "left"] - place["SHOULDER", "right"], axis=1)
    end_on = bool(np.nanmedian(shoulders) > 1.0) if np.isfinite(shoulders).any() else False
    return Signs(track.time_s, place, left_behind(track, camera, "FOOT_INDEX"), camera.view in SAGITTAL, end_on)
