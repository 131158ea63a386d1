"""What is read from the picture itself rather than from the landmarks: ``PICTURED``, the table of it.

The reading of pixels is imported when it is needed, so that landmarks alone can be judged without an image library.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.cues import CannotTellError, Reading
from formcheck.measurement import Z_95, Row, pelvis_row, scatter, to_estimate
from formcheck.performance import Performance
from formcheck.phases import PhaseKind
from formcheck.pose import Array

How = Literal["waistband", "stickers", "belt"]
Against = Literal["stand", "other leg"]
NOT_MEASURED = "How accurately this is read from such a film has not been measured."
TUCKED = "Was the top tucked in, so that the waistband showed? If it hung over the hips, score again with --untucked."
ROLL_SD_DEG = 0.5
"""How surely the background tells how far the camera was tipped: on rendered rooms, turned by known angles."""

BRIDGED_S = 1.5
"""Between two samples no farther apart the estimate is drawn as a straight line."""


@dataclass(frozen=True, slots=True)
class PelvisSeen:
    """What was read of the pelvis, in degrees against the stand, + when the free side is lower.

    how : what was followed. stand_s : time of what it was compared with. time_s, drop_deg : (K,) per sample.
    against : what that was: the stand on two legs, or the other leg's stance; then a reading is half of the turn.
    camera_roll_deg : what the camera was tipped by in between, clockwise in the picture, taken out already.
    tucked : whether the top was tucked in, as the person said; None if nobody said.
    """

    how: How
    stand_s: float
    time_s: Array
    drop_deg: Array
    against: Against = "stand"
    camera_roll_deg: float = 0.0
    tucked: bool | None = None

    @property
    def median_deg(self) -> float:
        """The reading of all samples together."""
        return float(np.median(self.drop_deg))


@dataclass(frozen=True, slots=True)
class Pictured:
    """One reading from the picture: the estimate, that of every frame (T,) or NaN, its row, and what was seen."""

    reading: Reading
    values: Array
    row: Row
    seen: PelvisSeen


def pelvis_against_stand(performance: Performance, phase: PhaseKind) -> Pictured:
    """How much lower the free side of the pelvis is than in the person's own stand on two legs.

    Raises CannotTellError where it cannot be read.
    """
    from formcheck.pelvis.level import read_pelvis

    return _pictured(read_pelvis(performance, phase), performance, phase)


def pelvis_between_legs(performance: Performance, phase: PhaseKind) -> Pictured:
    """How much lower the free side of the pelvis is over either leg, on average: half the turn from leg to leg.

    Raises CannotTellError where it cannot be read.
    """
    from formcheck.pelvis.between_legs import read_between_legs

    return _pictured(read_between_legs(performance, phase), performance, phase)


def _pictured(seen: PelvisSeen, performance: Performance, phase: PhaseKind) -> Pictured:
    row = pelvis_row(performance.camera.view, seen.how, seen.against)
    if row is None:
        raise CannotTellError(NOT_MEASURED)
    estimates = to_estimate(seen.drop_deg, row)
    worst_s = float(seen.time_s[int(np.argmax(estimates))])
    cycles = len(performance.cycles(phase))
    uncertainty = float(np.hypot(scatter(row), Z_95 * ROLL_SD_DEG if seen.camera_roll_deg else 0.0))
    reading = Reading(float(np.median(estimates)), uncertainty, "deg", cycles, worst_s)
    frames = performance.frames(phase)
    values = np.where(frames, between(performance.track.time_s, seen.time_s, estimates), np.nan)
    return Pictured(reading, values, row, seen)


def between(time_s: Array, sample_s: Array, samples: Array) -> Array:
    """(T,) straight lines between samples (K,) that lie near one another, NaN elsewhere."""
    after = np.clip(np.searchsorted(sample_s, time_s), 1, max(len(sample_s) - 1, 1))
    near = np.isin(time_s, sample_s)
    if len(sample_s) > 1:
        near |= np.diff(sample_s)[after - 1] <= BRIDGED_S
    return np.where(near, np.interp(time_s, sample_s, samples, left=np.nan, right=np.nan), np.nan)


PICTURED: dict[str, Callable[[Performance, PhaseKind], Pictured]] = {
    "pelvis_against_stand": pelvis_against_stand,
    "pelvis_between_legs": pelvis_between_legs,
}
"""Everything that is read from the picture, by name."""
