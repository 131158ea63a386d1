"""A live session: frames go in as they come, and one mailbox always holds the latest answer.

Frames are looked at one at a time, in the caller's thread; what comes in between is dropped, never queued. The
analysis is the same pipeline that judges a file, run again and again on the frames so far in a thread of its own, so
the report of a session is that of its recording.
"""

from __future__ import annotations

import hashlib
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

import cv2
import numpy as np

from formcheck.analysis import Analysis
from formcheck.errors import FormcheckError
from formcheck.estimation import Pose, PoseEstimator, TrackRecorder
from formcheck.exercises import Exercise
from formcheck.live.analyst import LIVE, Analyst
from formcheck.live.setup import SetupWatch
from formcheck.live.snapshot import Mailbox, Snapshot
from formcheck.pose import PoseTrack
from formcheck.report import Source
from formcheck.scoring import Options, judged
from formcheck.upright import Image
from formcheck.video import RateLimit, sha256
from formcheck.video_writer import TICKS_PER_S, VideoWriter

LONGEST_S = 15 * 60.0
"""A session ends by itself after this long, so that landmarks and recording stay small."""

LEAST_S = 0.5
"""Nothing is judged before there is this much to look at."""

NAME = "live session"
RATED_FRAMES = 45
USUAL_FPS = 30.0

Opened = Callable[[], AbstractContextManager[PoseEstimator]]
"""Makes a pose estimator that a ``with`` block closes."""


class LiveSession:
    """One person's session in front of a camera; ``close`` it when done, a second time does nothing.

    estimator : makes the pose estimator, in the thread that brings the first frame; it is closed with the session.
    options : which leg, by whose limits, and whether the top is tucked in. recording : the MP4 file to record to,
    None to keep no picture. watch : the setup coach; without one the session begins with the first frame.
    """

    def __init__(
        self,
        exercise: Exercise,
        estimator: Opened,
        *,
        options: Options = LIVE,
        recording: Path | None = None,
        watch: SetupWatch | None = None,
    ) -> None:
        self.id = uuid4().hex
        self.exercise, self.options, self.recording = exercise, options, recording
        self._open_estimator, self._watch = estimator, watch
        self._mailbox = Mailbox()
        self._analyst = Analyst(exercise, options, self._mailbox)
        self._busy = threading.Lock()
        self._resources = ExitStack()
        self._estimator: PoseEstimator | None = None
        self._take: Take | None = None
        self._recent_s: deque[float] = deque(maxlen=RATED_FRAMES)
        self._is_closed = False

    def latest(self) -> Snapshot:
        """Return the latest snapshot."""
        return self._mailbox.latest()

    def take(self, rgb: Image, time_s: float) -> Pose | None:
        """Look at a frame that was taken at ``time_s`` of any clock that never goes back.

        Returns its pose; None without a person, and for a frame that is left out because another is being looked at,
        because it comes sooner than the exercise's rate asks for, or because the session is over. Whatever goes wrong
        is raised, and is also the snapshot's ``error``.
        """
        if not self._busy.acquire(blocking=False):
            self._mailbox.count_dropped()
            return None
        try:
            return None if self._is_closed else self._look(rgb, time_s)
        except Exception as problem:
            self._mailbox.post(error=f"{type(problem).__name__}: {problem}")
            raise
        finally:
            self._busy.release()

    def start(self) -> None:
        """Begin with the next frame, whatever the setup coach says."""
        self._watch = None

    @property
    def has_begun(self) -> bool:
        """Whether there is anything to judge or to keep."""
        return self._take is not None and len(self._take) > 0

    def close(self) -> None:
        """End the session: stop the analysis, finish the recording and give the pose model back."""
        with self._busy:
            if not self._is_closed:
                self._is_closed = True
                self._analyst.stop()
                self._mailbox.post(stage="stopped", pose=None)
                self._resources.close()

    def track(self) -> PoseTrack:
        """Return the track so far; raises FormcheckError if the session has not begun. Close it first."""
        if self._take is None or not self.has_begun:
            todo = "wait for the countdown, or choose to start at once"
            raise FormcheckError("the session ended before it began", NAME, todo)
        return self._take.track()

    def analysis(self) -> Analysis:
        """Close the session and judge it as its recording would be; raises FormcheckError if it cannot be judged."""
        self.close()
        track = self.track()
        return judged(track, self.exercise, source_of(track, self.recording), self.options)

    def _look(self, rgb: Image, time_s: float) -> Pose | None:
        if self._estimator is None:
            # The model's clock starts at its first frame, as it does for a file: its smoothing depends on that.
            self._estimator = _Shifted(self._resources.enter_context(self._open_estimator()), -time_s)
        if self._take is None and self._has_begun(rgb, time_s, self._estimator):
            self._take = self._resources.enter_context(
                Take(self._estimator, time_s, rgb, self.exercise.max_fps, self.recording)
            )
            self._mailbox.post(stage="running", seconds_left=0)
        return self._run(self._take, rgb, time_s) if self._take is not None else self.latest().pose

    def _has_begun(self, rgb: Image, time_s: float, estimator: PoseEstimator) -> bool:
        watch = self._watch
        if watch is None:
            return True
        pose = estimator.locate(rgb, time_s)
        countdown = watch.look(rgb, time_s, pose)
        left = countdown.seconds_left(time_s)
        self._looked(pose, time_s, checks=watch.checks, stage=countdown.stage, seconds_left=left)
        if countdown.stage == "running":
            self.start()
        return False

    def _run(self, take: Take, rgb: Image, time_s: float) -> Pose | None:
        if time_s - take.first_s > LONGEST_S:
            self._mailbox.post(notice=f"The session ended by itself after {LONGEST_S / 60:.0f} minutes. Stop now.")
            return None
        if not take.keeps(time_s):
            self._mailbox.count_dropped()
            return None
        pose = take.add(rgb, time_s)
        self._looked(pose, time_s, time_s=take.last_s)
        if take.last_s >= LEAST_S and self._analyst.is_free:
            self._analyst.give(take.track())
        return pose

    def _looked(self, pose: Pose | None, at_s: float, **changes: object) -> None:
        self._recent_s.append(at_s)
        frames, fps = self.latest().frames + 1, _rate(self._recent_s)
        self._mailbox.post(pose=pose, frames=frames, fps=fps, **changes)


class Take:
    """The frames of a session from its first one on: their track, and their recording if there is one.

    The times are those of the recording to the last bit, and the frames those that a reader of it would keep.
    """

    def __init__(
        self,
        estimator: PoseEstimator,
        first_s: float,
        rgb: Image,
        max_fps: float | None,
        recording: Path | None,
    ) -> None:
        self.first_s, self.last_s = first_s, 0.0
        self._size_px = (rgb.shape[1], rgb.shape[0])
        self._limit = RateLimit(max_fps)
        self._recorder = TrackRecorder(_Shifted(estimator, first_s))
        self._usual_fps = max_fps or USUAL_FPS
        self._recording = recording
        self._writer: VideoWriter | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writer is not None:
            self._writer.__exit__(kind, error, trace)

    def __len__(self) -> int:
        return len(self._recorder)

    def keeps(self, time_s: float) -> bool:
        """Say whether the frame at this time is one of those to look at."""
        return self._limit.keeps(self._ticked(time_s))

    def add(self, rgb: Image, time_s: float) -> Pose | None:
        """Look at a frame and record it. A picture of another size is scaled to that of the first."""
        if (rgb.shape[1], rgb.shape[0]) != self._size_px:
            rgb = np.asarray(cv2.resize(rgb, self._size_px, interpolation=cv2.INTER_AREA))
        self.last_s = self._ticked(time_s)
        pose = self._recorder.add(rgb, self.last_s)
        if self._recording is not None:
            self._record(self._recording, rgb)
        return pose

    def track(self) -> PoseTrack:
        """Return the track so far."""
        return self._recorder.track(self._size_px)

    def _record(self, recording: Path, rgb: Image) -> None:
        if self._writer is None:
            self._writer = VideoWriter(recording, self._size_px, self._usual_fps, preset="ultrafast")
            self._writer.__enter__()
        self._writer.write(rgb, self.last_s)

    def _ticked(self, time_s: float) -> float:
        return round((time_s - self.first_s) * TICKS_PER_S) / TICKS_PER_S


@dataclass(frozen=True, slots=True)
class _Shifted:
    """A pose estimator on another clock: the model has seen frames before the session began."""

    estimator: PoseEstimator
    by_s: float

    @property
    def model(self) -> str:
        return self.estimator.model

    def locate(self, rgb: Image, time_s: float) -> Pose | None:
        return self.estimator.locate(rgb, time_s + self.by_s)


def source_of(track: PoseTrack, recording: Path | None) -> Source:
    """Describe what a session's report stands on: its recording, or the landmarks alone where none was made."""
    width_px, height_px = track.size_px
    digest = sha256(recording) if recording else hashlib.sha256(track.image_xy.tobytes()).hexdigest()
    return Source(
        name=recording.name if recording else NAME,
        sha256=digest,
        width_px=width_px,
        height_px=height_px,
        fps=round(track.fps, 3) if len(track) > 1 else 0.0,
        duration_s=round(float(track.time_s[-1]), 3),
        frames=len(track),
    )


def _rate(times_s: Sequence[float]) -> float:
    return (len(times_s) - 1) / (times_s[-1] - times_s[0]) if len(times_s) > 1 else 0.0
