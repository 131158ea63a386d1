"""What a live session knows at one moment, and the mailbox that holds the latest of it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import Literal

from formcheck.camera import Camera
from formcheck.estimation import Pose
from formcheck.judging import Judged
from formcheck.landmarks import Side
from formcheck.live.corrections import Coach, Standing
from formcheck.live.setup_coach import SetupCheck

Stage = Literal["checking", "counting", "running", "stopped"]


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold that goes on (``ongoing``) or the last one that did, in seconds of the session."""

    side: Side | None
    start_s: float
    end_s: float
    ongoing: bool

    def elapsed_s(self, now_s: float) -> float:
        """How long it has lasted at ``now_s``."""
        return (max(now_s, self.end_s) if self.ongoing else self.end_s) - self.start_s


@dataclass(frozen=True, slots=True)
class Count:
    """How many, and of what: ``repetitions`` or ``strides``."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one run of the analysis found, and what drawing needs of it.

    now_s : the last frame it saw. standings : each cue that a camera can judge. count : None for an exercise
    that is only held. target_s : how long a hold is asked for. took_s : how long the run took.
    """

    now_s: float
    standings: tuple[Standing, ...]
    judged: tuple[Judged, ...]
    camera: Camera
    side: Side | None
    hold: Hold | None
    target_s: float | None
    count: Count | None
    took_s: float


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything known at one moment; never changed, only replaced.

    time_s : of the session, which starts when the countdown ends. frames : looked at. dropped : came too soon.
    fps : frames looked at per second, lately. pose : in the last frame. checks, seconds_left : of the setup coach.
    assessment : the last one. coach : which correction is shown, and what was spoken. notice : why there is no
    assessment. error : what went wrong.
    """

    stage: Stage = "checking"
    time_s: float = 0.0
    frames: int = 0
    dropped: int = 0
    fps: float = 0.0
    pose: Pose | None = None
    checks: tuple[SetupCheck, ...] = ()
    seconds_left: int = 0
    assessment: Assessment | None = None
    coach: Coach = field(default_factory=Coach)
    notice: str = ""
    error: str = ""


class Mailbox:
    """Holds the latest snapshot: posting never waits for a reader, and reading takes nothing away."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshot = Snapshot()

    def latest(self) -> Snapshot:
        """Return the latest snapshot."""
        return self._snapshot

    def post(self, **changes: object) -> None:
        """Replace some fields of the snapshot."""
        with self._lock:
            self._snapshot = replace(self._snapshot, **changes)  # type: ignore[arg-type]

    def count_dropped(self) -> None:
        """Count one more frame that was not looked at."""
        with self._lock:
            self._snapshot = replace(self._snapshot, dropped=self._snapshot.dropped + 1)
