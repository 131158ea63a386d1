"""What the tables of a batch hold: a row per clip, and a row per clip and cue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["scored", "unknown", "failed"]


@dataclass(frozen=True, slots=True)
class ClipRow:
    """One clip. ``status`` is ``unknown`` where nobody told the exercise; ``error`` says why it is not ``scored``.

    parts : how many performances it shows, each judged for itself: the parts between two cuts of the film, or the
    exercises that were recognised one after the other. met, judged and total are of all of them together; what they
    differ in is told one after the other, such as ``left, right``. coverage : cues that could be judged, of all.
    score : cues met, of those judged. report : the first part's. seconds : how long it took.
    """

    clip: str
    status: Status
    error: str | None = None
    exercise: str | None = None
    chosen: str | None = None
    side: str | None = None
    view: str | None = None
    model: str | None = None
    duration_s: float | None = None
    fps: float | None = None
    parts: int | None = None
    met: int | None = None
    judged: int | None = None
    total: int | None = None
    coverage: float | None = None
    score: float | None = None
    film_problems: str | None = None
    report: str | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class CueRow:
    """One cue of one part of a clip; numbers are None where nothing was measured, key_frame where no frame shows it.

    part : from 1, in order of time; most clips have but one. start_s, end_s : what was judged, in the clip's time.
    """

    clip: str
    part: int
    start_s: float
    end_s: float
    exercise: str
    side: str | None
    view: str | None
    cue: str
    verdict: str
    estimate: float | None = None
    uncertainty: float | None = None
    unit: str | None = None
    met_edge: float | None = None
    not_met_edge: float | None = None
    n: int | None = None
    worst_s: float | None = None
    reason: str | None = None
    key_frame: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that came of one clip. files : what to write, by its path within the batch's folder."""

    clip: ClipRow
    cues: tuple[CueRow, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
