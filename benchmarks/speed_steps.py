"""Where the time of a score goes: its steps one after the other, each by itself; called in a process of its own."""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.speed_work import EXERCISE
from formcheck import analysis
from formcheck.annotate import Drawing, KeyFrames, analysed_frames, film_s, film_writer, output_size
from formcheck.estimation import MediaPipeEstimator, Pose, PoseEstimator, TrackRecorder
from formcheck.export import write_report
from formcheck.models import prepare
from formcheck.people import PeopleFinder, PeopleSampler, look_every_slots
from formcheck.sampling import usual_samplers
from formcheck.scoring import source_of
from formcheck.video import VideoReader, probe

Item = TypeVar("Item")


def steps(clip: Path) -> dict[str, float]:
    """Seconds that each step of a score takes by itself, the opening of the models aside."""
    watch, info = _Watch(), probe(clip)
    with (
        VideoReader(clip) as reader,
        MediaPipeEstimator("heavy", prepare("heavy")) as model,
        PeopleFinder(prepare("full")) as finder,
    ):
        samplers = [*usual_samplers(), PeopleSampler(finder, look_every_slots(info.duration_s))]
        recorder = TrackRecorder(_Watched(model, watch), samplers)
        for frame in watch.each("decoding_s", reader):
            with watch("recording_s"):
                recorder.add(frame.rgb, frame.time_s)
        track = recorder.track((info.width_px, info.height_px))
    with watch("analysis_s"):
        analysed = analysis.analyse(track, EXERCISE, source_of(info, "0" * 64))
    with tempfile.TemporaryDirectory() as out, VideoReader(clip) as reader:
        folder, keys = Path(out), KeyFrames(analysed, info)
        drawing = Drawing(analysed, output_size(info.width_px, info.height_px), keys)
        frames = watch.each("again_s", analysed_frames(reader.sized(drawing.wants), film_s(analysed), clip))
        with watch("written_s"), film_writer(folder / "video.mp4", drawing.size_px, info.fps) as writer:
            for _, time_s, picture in watch.each("drawn_s", drawing.drawn(frames)):
                writer.write(picture, time_s)
        with watch("report_s"):
            write_report([analysed], analysed.report, folder, keys.write(folder / "keyframes"), ["video.mp4"])
    seconds = watch.seconds
    return {
        **seconds,
        "frames": len(track),
        # Each waits for the one before it, and its time holds that of the other.
        "samples_s": seconds["recording_s"] - seconds["pose_s"],
        "drawing_s": seconds["drawn_s"] - seconds["again_s"],
        "encoding_s": seconds["written_s"] - seconds["drawn_s"],
    }


class _Watch:
    """Adds up seconds by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        start_s = time.perf_counter()
        yield
        self.seconds[name] += time.perf_counter() - start_s

    def each(self, name: str, items: Iterable[Item]) -> Iterator[Item]:
        """Pass on items; what is waited for them is added up."""
        waited = iter(items)
        while True:
            with self(name):
                item = next(waited, None)
            if item is None:
                return
            yield item


class _Watched:
    """A pose model whose time is taken."""

    def __init__(self, estimator: PoseEstimator, watch: _Watch) -> None:
        self._estimator, self._watch = estimator, watch
        self.model = estimator.model

    def locate(self, rgb: Any, time_s: float) -> Pose | None:
        with self._watch("pose_s"):
            return self._estimator.locate(rgb, time_s)
