"""The benchmark's films and the poses found in them, rendered and estimated once and kept in the cache folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from formcheck.estimation import MediaPipeEstimator, estimate
from formcheck.models import ModelName, prepare_best
from formcheck.pose import PoseTrack
from formcheck.track_cache import cache_folder
from formcheck.video import VideoReader, probe
from test_videos.benchmark import rendered, stem_of
from test_videos.film import Clip

Truth = dict[str, Any]
Told = Callable[[str], None]


def kept_folder() -> Path:
    """Where films, truth and tracks of the benchmark lie."""
    return cache_folder() / "benchmark"


def filmed(clip: Clip, model: ModelName, max_fps: float | None = None) -> tuple[PoseTrack, Truth]:
    """Return the pose track and the truth of a clip; what is not in the cache yet is rendered and estimated.

    max_fps : look at so many frames a second only; None at all of them.
    """
    film, truth_file = rendered(clip, kept_folder())
    rate = "" if max_fps is None else f"-{max_fps:g}fps"
    kept = kept_folder() / f"{stem_of(clip)}-{model}{rate}.npz"
    if not kept.exists():
        _estimated(film, model, max_fps).save(kept)
    return PoseTrack.load(kept), json.loads(truth_file.read_text(encoding="utf-8"))


def _estimated(film: Path, model: ModelName, max_fps: float | None) -> PoseTrack:
    info = probe(film)
    name, bundle = prepare_best(model, None)
    with VideoReader(film, max_fps=max_fps) as frames, MediaPipeEstimator(name, bundle) as estimator:
        return estimate(frames, estimator, (info.width_px, info.height_px))
