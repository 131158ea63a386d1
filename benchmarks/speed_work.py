"""The work that is measured, one function each; called in a process of its own."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any

import numpy as np

from formcheck import analysis
from formcheck.batch.runner import BatchOptions, run_batch
from formcheck.estimation import MediaPipeEstimator, ReplayEstimator, estimate
from formcheck.exercises import get
from formcheck.landmarker import Landmarker
from formcheck.models import ModelName, prepare
from formcheck.outputs import write_outputs
from formcheck.parallel import Part, joined, split
from formcheck.pose import SAMPLES, PoseTrack
from formcheck.scoring import Options, score_clip, source_of, track_of
from formcheck.video import Frame, VideoReader, probe

EXERCISE = get("single-leg-balance")
REPEATS = 7
FULL_FPS = 30.0
MODEL_FRAMES = 150
PICTURES = 7
"""So many pictures in turn: with a number that does not divide the rate no two samples in a row are alike."""


def warm_up() -> None:
    """Load the libraries that every run needs, so that none pays for the first."""
    import cv2
    import mediapipe

    assert cv2.__version__
    assert mediapipe.__version__


def bare_loop(clip: Path, model: Path) -> dict[str, float]:
    """OpenCV decodes, PoseLandmarker finds the pose, nothing else."""
    import cv2
    import mediapipe
    from mediapipe.tasks import python as tasks

    options = tasks.vision.PoseLandmarkerOptions(
        base_options=tasks.BaseOptions(model_asset_path=str(model)),
        running_mode=tasks.vision.RunningMode.VIDEO,
    )
    capture, frames, inference_s = cv2.VideoCapture(str(clip)), 0, 0.0
    with tasks.vision.PoseLandmarker.create_from_options(options) as landmarker:
        while True:
            seen, bgr = capture.read()
            if not seen:
                return {"frames": frames, "inference_s": inference_s}
            rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)
            start_s = time.perf_counter()
            picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
            landmarker.detect_for_video(picture, round(capture.get(cv2.CAP_PROP_POS_MSEC)) + frames)
            inference_s += time.perf_counter() - start_s
            frames += 1


def models(clip: Path, ready: Mapping[ModelName, tuple[Path, Path]]) -> dict[str, Any]:
    """Milliseconds a frame of two bundles of each model, which are given every frame in turn: a machine drifts."""
    with VideoReader(clip) as reader:
        frames = [(frame.rgb, frame.time_s) for frame in islice(reader, MODEL_FRAMES)]
    found: dict[str, Any] = {"frames": len(frames)}
    for name, bundles in ready.items():
        taken_ms: tuple[list[float], ...] = ([], [])
        with ExitStack() as opened:
            landmarkers = [opened.enter_context(Landmarker(bundle, follows=True)) for bundle in bundles]
            for rgb, time_s in frames:
                for landmarker, taken in zip(landmarkers, taken_ms, strict=True):
                    start_s = time.perf_counter()
                    landmarker.poses_in(rgb, time_s)
                    taken.append(1e3 * (time.perf_counter() - start_s))
        found[name] = [statistics.median(taken) for taken in taken_ms]
    return found


def score(clip: Path, workers: int) -> dict[str, float]:
    """Everything up to the report."""
    return {"frames": len(score_clip(clip, EXERCISE, Options(workers=workers, fresh=True)).track)}


def score_and_draw(clip: Path, workers: int) -> dict[str, float]:
    """Everything, with report, key frames and the annotated video; ``drawing_s`` is what comes after the report."""
    scored = score_clip(clip, EXERCISE, Options(workers=workers, fresh=True))
    start_s = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        write_outputs(scored.report, [scored], [clip], Path(folder))
    return {"frames": len(scored.track), "drawing_s": time.perf_counter() - start_s}


def batch(folder: Path, workers: int, cluster: str | None = None) -> None:
    """Score a folder."""
    options = BatchOptions("from-folder", Options(fresh=True), workers, cluster)
    with tempfile.TemporaryDirectory() as out:
        summary = run_batch(str(folder), Path(out), options)
    if summary.failed or summary.unknown:
        raise SystemExit(f"not every clip was scored: {summary}")


def dask_batch(folder: Path, workers: int) -> dict[str, float]:
    """Score a folder on a cluster of this machine; starting the cluster does not count, loading the model does."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        start_s = time.perf_counter()
        batch(folder, workers, cluster.scheduler_address)
        return {"seconds": time.perf_counter() - start_s}


def find_poses(clip: Path, file: Path) -> None:
    """Write the track of a clip."""
    track_of(clip, Options(model="full")).save(file)


def replayed(clip: Path, file: Path, length_s: float) -> dict[str, float]:
    """Everything but the decoder and the pose model, for a clip of some length that repeats a short one's track.

    ``found_mb`` is the peak up to where the last pose is found and the model would be closed.
    """
    track = PoseTrack.load(file)
    with VideoReader(clip) as reader:
        info = reader.info
        every = max(info.frames // PICTURES, 1)
        pictures = [frame.rgb for frame in reader if frame.index % every == 0][:PICTURES]
    size_px, found_mb = (info.width_px, info.height_px), 0.0

    def found(part: Part) -> PoseTrack:
        nonlocal found_mb
        frames = (Frame(each, each / FULL_FPS, pictures[each % PICTURES]) for each in range(part.start, part.stop))
        piece = estimate(frames, _ThereAndBack(track), size_px)
        found_mb = getrusage(RUSAGE_SELF).ru_maxrss / 1024
        return piece

    frames = round(length_s * FULL_FPS)
    whole = joined((partial(found, part) for part in split(np.arange(frames) / FULL_FPS)), frames)
    analysis.analyse(whole, EXERCISE, source_of(info, "0" * 64))
    return {"frames": len(whole), "found_mb": found_mb}


class _ThereAndBack(ReplayEstimator):
    """Plays a track forward, backward, and so on: nobody jumps."""

    def locate(self, rgb: Any, time_s: float) -> Any:
        last_s = float(self._track.time_s[-1])
        return super().locate(rgb, last_s - abs(last_s - time_s % (2 * last_s)))


def core(clip: Path, file: Path) -> dict[str, float]:
    """Analyse one track several times, from its landmarks alone and with the samples of the picture that it holds."""
    track = PoseTrack.load(file)
    without: dict[str, Any] = dict.fromkeys(SAMPLES)
    landmarks_s, whole_s = _analysed_s(replace(track, **without), clip), _analysed_s(track, clip)
    return {
        "frames": len(track),
        "fps": track.fps,
        "per_1000_ms": landmarks_s * 1e6 / len(track),
        "pictured_per_1000_ms": whole_s * 1e6 / len(track),
    }


def _analysed_s(track: PoseTrack, clip: Path) -> float:
    source, times_s = source_of(probe(clip), "0" * 64), []
    for _ in range(REPEATS):
        fresh = replace(track)  # some things are read once a track, and each time has to read them
        start_s = time.process_time()
        analysis.analyse(fresh, EXERCISE, source)
        times_s.append(time.process_time() - start_s)
    return statistics.median(times_s)


def live(clip: Path) -> dict[str, float]:
    """Give a session frame after frame; ``frame_ms`` is the median of what one takes."""
    from formcheck.live.session import LiveSession

    def opened() -> AbstractContextManager[MediaPipeEstimator]:
        return MediaPipeEstimator("full", prepare("full"))

    session, times_s = LiveSession(EXERCISE, opened), []
    try:
        with VideoReader(clip) as reader:
            for frame in reader:
                start_s = time.perf_counter()
                session.take(frame.rgb, frame.time_s)
                times_s.append(time.perf_counter() - start_s)
    finally:
        session.close()
    return {"frames": len(times_s), "frame_ms": statistics.median(times_s) * 1e3}
