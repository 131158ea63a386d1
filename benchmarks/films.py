"""The benchmark's films and the poses found in them, rendered and estimated once and kept in the cache folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2

from formcheck.estimation import MediaPipeEstimator, estimate
from formcheck.models import ModelName, prepare_best
from formcheck.pose import PoseTrack
from formcheck.report import Source
from formcheck.track_cache import cache_folder
from formcheck.video import Frame, VideoReader, probe
from test_videos.benchmark import rendered, stem_of
from test_videos.film import Clip

Truth = dict[str, Any]
Told = Callable[[str], None]


def kept_folder() -> Path:
    """Where films, truth and tracks of the benchmark lie."""
    return cache_folder() / "benchmark"


def filmed(
    clip: Clip, model: ModelName, max_fps: float | None = None, width_px: int | None = None
) -> tuple[PoseTrack, Truth]:
    """Return the pose track and the truth of a clip; what is not in the cache yet is rendered and estimated.

    max_fps : look at so many frames a second only; None at all of them. width_px : shrink the pictures first.
    """
    film, truth_file = rendered(clip, kept_folder())
    kept = _kept_track(clip, model, max_fps, width_px)
    if not kept.exists():
        _estimated(film, model, max_fps, width_px).save(kept)
    return PoseTrack.load(kept), json.loads(truth_file.read_text(encoding="utf-8"))


def is_kept(clip: Clip, model: ModelName, max_fps: float | None = None, width_px: int | None = None) -> bool:
    """Say whether a clip's track is in the cache already."""
    return _kept_track(clip, model, max_fps, width_px).exists()


def _kept_track(clip: Clip, model: ModelName, max_fps: float | None, width_px: int | None) -> Path:
    rate = "" if max_fps is None else f"-{max_fps:g}fps"
    size = "" if width_px is None else f"-{width_px}px"
    return kept_folder() / f"{stem_of(clip)}-{model}{rate}{size}.npz"


def _estimated(film: Path, model: ModelName, max_fps: float | None, width_px: int | None) -> PoseTrack:
    info = probe(film)
    share = 1.0 if width_px is None else width_px / info.width_px
    size_px = (round(info.width_px * share), round(info.height_px * share))
    name, bundle = prepare_best(model, None)
    with VideoReader(film, max_fps=max_fps) as frames, MediaPipeEstimator(name, bundle) as estimator:
        return estimate((_shrunk(frame, size_px) for frame in frames), estimator, size_px)


def _shrunk(frame: Frame, size_px: tuple[int, int]) -> Frame:
    if frame.rgb.shape[1::-1] == size_px:
        return frame
    return replace(frame, rgb=cv2.resize(frame.rgb, size_px, interpolation=cv2.INTER_AREA))


def source_of(track: PoseTrack) -> Source:
    """Return what a report says of a film, for a track of which only the poses matter."""
    width_px, height_px = track.size_px
    return Source(
        name="film",
        sha256="0" * 64,
        width_px=width_px,
        height_px=height_px,
        fps=track.fps,
        duration_s=float(track.time_s[-1]),
        frames=len(track),
    )
