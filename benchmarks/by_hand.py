"""Films held by hand: posters and people turned as a hand would, estimated once and kept in the cache folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from benchmarks.films import kept_folder
from formcheck.estimation import MediaPipeEstimator, estimate
from formcheck.models import ModelName, prepare_best
from formcheck.pose import PoseTrack
from formcheck.video import Frame, VideoReader
from test_videos.benchmark import rendered
from test_videos.beside import still
from test_videos.film import Clip
from test_videos.hand import Hand, held
from test_videos.rotations import Array

POSTER_S, POSTER_FPS = 8.0, 10.0
GRAIN = 4.0
"""Standard deviation of the sensor's noise on a poster, grey levels."""


def poster(clip: Clip, model: ModelName, hand: Hand | None = None) -> PoseTrack:
    """The track of the first picture of a clip, filmed as a poster; hand : who holds the camera, None for a stand."""
    film, _ = rendered(clip, kept_folder())
    time_s = np.arange(round(POSTER_S * POSTER_FPS)) / POSTER_FPS
    with VideoReader(film) as frames:
        shown = still((frame.rgb for frame in islice(frames, 1)), len(time_s))
        return _estimated(f"poster-{film.stem}{_named(hand)}", shown, time_s, clip, model, hand, GRAIN)


def by_hand(clip: Clip, model: ModelName, hand: Hand) -> PoseTrack:
    """The track of a clip whose camera was held by a hand."""
    film, _ = rendered(clip, kept_folder())
    with VideoReader(film) as frames:
        shown = list(frames)
    time_s = np.array([frame.time_s for frame in shown])
    pictures = (frame.rgb for frame in shown)
    return _estimated(f"hand-{film.stem}{_named(hand)}", pictures, time_s, clip, model, hand, 0.0)


def _named(hand: Hand | None) -> str:
    if hand is None:
        return ""
    parts = (hand.tremble, hand.drift, hand.roll_deg, hand.nearer, hand.pan, hand.seed)
    return "-held-" + "-".join(f"{part:g}" for part in parts)


def _estimated(
    name: str,
    pictures: Iterable[np.ndarray],
    time_s: Array,
    clip: Clip,
    model: ModelName,
    hand: Hand | None,
    grain: float,
) -> PoseTrack:
    kept = kept_folder() / f"{name}-{model}.npz"
    if not kept.exists():
        seen = pictures if hand is None else held(pictures, hand, time_s)
        with_grain = _grainy(seen, time_s, grain, clip.seed)
        found, bundle = prepare_best(model, None)
        with MediaPipeEstimator(found, bundle) as estimator:
            estimate(with_grain, estimator, clip.size_px).save(kept)
    return PoseTrack.load(kept)


def _grainy(pictures: Iterable[np.ndarray], time_s: Array, grain: float, seed: int) -> Iterator[Frame]:
    random = np.random.default_rng(seed)
    for index, picture in enumerate(pictures):
        noise = grain * random.standard_normal(picture.shape[:2])[..., None]
        yield Frame(index, float(time_s[index]), np.clip(picture + noise + 0.5, 0, 255).astype(np.uint8))
