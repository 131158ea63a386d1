"""One clip on all cores: parts of it side by side, joined so that the seams do not show.

A pose model that follows a person uses one core. A clip that is not short is therefore estimated in parts, each with
a decoder and a landmarker of its own, which see a few frames before the part begins until they follow the person as
if they had seen all that went before. Where a clip is split depends on the clip alone: the same clip gives the same
track on every machine, with any number of workers.
"""

from __future__ import annotations

import math
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from threading import Event, Lock

import numpy as np

from formcheck.estimation import PoseEstimator, Progress, estimate
from formcheck.pose import FRAMES, Array, PoseTrack
from formcheck.samples import Samples
from formcheck.sampling import Sampler
from formcheck.timeline import frame_times
from formcheck.video import Frame, SeekError, VideoReader

SHORT_S = 12.0
"""A clip up to here is not split: the models would take as long to load as they save."""

PAIR_S = 40.0
"""Every clip is split into two parts for each 40 s begun: an even number, so that two workers end together."""

WARM_UP_FRAMES, WARM_UP_STEP = 12, 2
"""A part is begun with every second of the 12 frames before it.

A landmarker that starts in the middle is then as near to one that saw the whole clip as it ever gets: apart by 2
thousandths of the body's height, as after all 12; after the last 6 it is apart by 3.
"""


@dataclass(frozen=True, slots=True)
class Observer:
    """Who looks at the frames of a part: the pose model, and what takes samples of the picture."""

    estimator: PoseEstimator
    samplers: Sequence[Sampler]


NewObserver = Callable[[], AbstractContextManager[Observer]]
"""Makes an observer of its own for a part; called in the thread that uses it."""


class _StoppedError(Exception):
    """Another part failed."""


@dataclass(frozen=True, slots=True)
class Part:
    """Frames ``start`` up to ``stop`` of a clip, for which some from ``warm`` on are looked at first."""

    warm: int
    start: int
    stop: int

    @property
    def warm_up(self) -> slice:
        """The frames that are looked at first."""
        return slice(self.warm, self.start, WARM_UP_STEP)


def usable_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def split(time_s: Array) -> list[Part]:
    """Return the parts in which a clip with frames at these times is estimated.

    >>> split(np.arange(0.0, 16.0, 0.5))
    [Part(warm=0, start=0, stop=16), Part(warm=4, start=16, stop=32)]
    """
    length_s = float(time_s[-1] - time_s[0]) if len(time_s) else 0.0
    count = 1 if length_s <= SHORT_S else 2 * math.ceil(length_s / PAIR_S)
    edges = np.searchsorted(time_s, time_s[0] + length_s * np.arange(1, count) / count).tolist() if count > 1 else []
    bounds = [0, *edges, len(time_s)]
    return [Part(max(start - WARM_UP_FRAMES, 0), start, stop) for start, stop in pairwise(bounds) if stop > start]


def estimate_clip(
    clip: Path,
    max_fps: float | None,
    size_px: tuple[int, int],
    new_observer: NewObserver,
    workers: int = 1,
    progress: Progress | None = None,
) -> PoseTrack:
    """Find the pose in a clip, in parts where it is long enough; ``workers`` parts at a time.

    The number of workers changes nothing but the time it takes. A clip that cannot be read from its middle is read
    from its start in one go. Raises FormcheckError as ``VideoReader`` does.
    """
    times_s = frame_times(clip, max_fps)
    parts = split(times_s) if times_s is not None and len(times_s) else []
    if times_s is not None and len(parts) > 1:
        try:
            return _side_by_side(clip, times_s, parts, size_px, new_observer, workers, progress)
        except SeekError:
            pass  # a damaged file, or one without an index: only its start leads to its frames
    with VideoReader(clip, max_fps=max_fps) as frames, new_observer() as observer:
        return estimate(frames, observer.estimator, size_px, progress, observer.samplers)


def _side_by_side(
    clip: Path,
    times_s: Array,
    parts: list[Part],
    size_px: tuple[int, int],
    new_observer: NewObserver,
    workers: int,
    progress: Progress | None,
) -> PoseTrack:
    stop, count = Event(), _Counter(progress)

    def run(part: Part) -> PoseTrack:
        before = times_s[part.warm_up]
        wanted = np.concatenate([before, times_s[part.start : part.stop]])
        if stop.is_set():
            raise _StoppedError
        try:
            with VideoReader(clip) as reader, new_observer() as observer:
                seen = _watched(reader.at(wanted), len(before), stop, count)
                track = estimate(seen, observer.estimator, size_px, samplers=observer.samplers)
        except BaseException:
            stop.set()
            raise
        return track.part(slice(len(before), None))

    with ThreadPoolExecutor(min(workers, len(parts)), "part") as pool:
        # A future keeps what it found: each is let go of as it is asked, or an hour's samples would all be held.
        coming = deque(pool.submit(run, part) for part in parts)
        try:
            return joined((coming.popleft().result for _ in parts), sum(part.stop - part.start for part in parts))
        finally:
            stop.set()  # an interrupted caller does not wait for the rest


def joined(coming: Iterable[Callable[[], PoseTrack]], frames: int) -> PoseTrack:
    """Join parts of so many frames in all; each is asked for in turn and let go of before the next.

    So no more samples are held than a track keeps, and no frame twice. Poses are of single precision, as a recorder
    gives them. Raises what the first part to fail raised.
    """
    gathered = _Gathered(frames)
    stopped: _StoppedError | None = None
    for part in coming:
        try:
            gathered.take(part())
        except _StoppedError as error:
            stopped = error
    if stopped:
        raise stopped
    return gathered.track()


class _Gathered:
    """The parts of a track, in room that is taken once: an hour's worth of pieces would leave as many holes."""

    def __init__(self, frames: int) -> None:
        # Single precision until the end, when the pose models are closed and there is room.
        self._poses = {name: np.empty((frames, *row), np.float32) for name, row in FRAMES.items() if row}
        self._time_s = np.empty(frames)
        self._samples: dict[str, Samples] = {}
        self._filled = 0
        self._size_px, self._model = (0, 0), ""

    def take(self, part: PoseTrack) -> None:
        """Copy the next part in."""
        rows = slice(self._filled, self._filled + len(part))
        self._time_s[rows] = part.time_s
        for name, poses in self._poses.items():
            poses[rows] = getattr(part, name)
        for name, found in part.samples().items():
            self._samples[name] = self._samples[name].joined([found]) if name in self._samples else found
        self._filled, self._size_px, self._model = rows.stop, part.size_px, part.model

    def track(self) -> PoseTrack:
        """Return the whole; it can be had once."""
        # One field after the other: each is let go of as it is widened.
        return PoseTrack(
            time_s=self._time_s,
            image_xy=self._poses.pop("image_xy").astype(np.float64),
            visibility=self._poses.pop("visibility").astype(np.float64),
            world_m=self._poses.pop("world_m"),
            size_px=self._size_px,
            model=self._model,
            **self._samples,  # type: ignore[arg-type]
        )


def _watched(frames: Iterable[Frame], warm_up: int, stop: Event, count: _Counter) -> Iterator[Frame]:
    """Pass frames on until told to stop, and count those after the warm-up once they are done."""
    for number, frame in enumerate(frames):
        if stop.is_set():
            raise _StoppedError
        yield frame
        if number >= warm_up:
            count.one_more()


class _Counter:
    """Adds up the frames of all parts."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._lock = Lock()
        self._done = 0

    def one_more(self) -> None:
        with self._lock:
            self._done += 1
            if self._progress:
                self._progress(self._done)
