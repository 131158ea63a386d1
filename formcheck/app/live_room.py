"""What lives behind a live view between two runs of its page: the session, its options and its recording."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from av.video.frame import VideoFrame

from formcheck.app.memory import return_large_blocks
from formcheck.body_posture import BodyPosture
from formcheck.estimation import MediaPipeEstimator, PoseEstimator
from formcheck.exercises import Exercise
from formcheck.live.analyst import LIVE
from formcheck.live.picture import draw_live
from formcheck.live.session import LiveSession
from formcheck.live.setup import SetupWatch
from formcheck.live.snapshot import Snapshot
from formcheck.models import ModelName
from formcheck.people import PeopleFinder
from formcheck.scoring import Options

MODEL: ModelName = "full"
"""The pose model of live sessions: the most accurate one that keeps up with a camera."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the next session is of, how it is judged, and in which posture it is done where there is a choice."""

    exercise: Exercise
    options: Options = LIVE
    posture: BodyPosture | None = None

    @property
    def form(self) -> Exercise:
        """The exercise as it will be done."""
        return self.exercise.in_posture(self.posture)


class LiveRoom:
    """Turns camera frames into shown frames. Its methods may be called from any thread.

    bundle : the prepared pose model. A session begins with the first frame and is over when the camera ends; its
    recording lies in a folder that goes away with the room.
    """

    def __init__(self, wanted: Wanted, bundle: Path) -> None:
        self.wanted, self.mirrored = wanted, True
        self.session: LiveSession | None = None
        self.is_over = False
        self._bundle = bundle
        return_large_blocks()
        self._lock = threading.Lock()
        self._folder = tempfile.TemporaryDirectory(prefix="formcheck-live-", ignore_cleanup_errors=True)

    def on_frame(self, frame: VideoFrame) -> VideoFrame:
        """Look at a frame and return what to show; after an error it is the frame itself."""
        rgb = np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
        session = self._open()
        try:
            session.take(rgb, time.monotonic())
        except Exception:
            # The session's snapshot holds the error for the page; raised here it would reach nobody.
            return frame
        return VideoFrame.from_ndarray(draw_live(rgb, session.latest(), mirrored=self.mirrored), format="rgb24")

    def on_ended(self) -> None:
        """Note that the camera has stopped."""
        with self._lock:
            self.is_over = self.session is not None
        if self.session is not None:
            self.session.close()

    def latest(self) -> Snapshot:
        """Return the latest of the session, or an empty snapshot without one."""
        session = self.session
        return session.latest() if session else Snapshot()

    def clear(self) -> None:
        """Forget the session and delete its recording."""
        with self._lock:
            session, self.session, self.is_over = self.session, None, False
        if session is not None:
            session.close()
            if session.recording is not None:
                session.recording.unlink(missing_ok=True)

    def leave(self) -> None:
        """Clear the room and delete its folder."""
        self.clear()
        self._folder.cleanup()

    def _open(self) -> LiveSession:
        with self._lock:
            if self.session is None:
                recording = Path(tempfile.mkdtemp(dir=self._folder.name)) / "live.mp4"
                wanted, finder = self.wanted, PeopleFinder(self._bundle)
                self.session = LiveSession(
                    wanted.exercise,
                    lambda: _opened(self._bundle, finder),
                    options=wanted.options,
                    recording=recording,
                    watch=SetupWatch(wanted.form, MODEL, lambda rgb: len(finder.look(rgb))),
                )
            return self.session


@contextmanager
def _opened(bundle: Path, finder: PeopleFinder) -> Iterator[PoseEstimator]:
    with finder, MediaPipeEstimator(MODEL, bundle) as estimator:
        yield estimator
