"""Posters that are refused, and looks at everybody in films of one person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from benchmarks.films import Truth, kept_folder
from formcheck.estimation import MediaPipeEstimator, estimate
from formcheck.liveliness import is_picture
from formcheck.models import ModelName, prepare_best
from formcheck.people import PeopleFinder, PeopleSampler
from formcheck.pose import PoseTrack
from formcheck.subject import is_close_call, others_seen, people_in
from formcheck.video import Frame, VideoReader
from test_videos.benchmark import rendered
from test_videos.beside import still
from test_videos.film import Clip

Clean = tuple[Clip, PoseTrack, Truth]
POSTER_S, POSTER_FPS = 8.0, 10.0
GRAIN = 4.0
"""Standard deviation of the sensor's noise on a poster, grey levels."""


def posters_told(clips: Sequence[Clip], model: ModelName) -> list[bool]:
    """Whether a picture out of each clip, filmed for some seconds by a still camera, is told for what it is."""
    return [is_picture(poster(clip, model)) for clip in clips]


def poster(clip: Clip, model: ModelName) -> PoseTrack:
    """The track of the first picture of a clip, filmed as a poster; estimated once and kept in the cache folder."""
    film, _ = rendered(clip, kept_folder())
    kept = kept_folder() / f"poster-{film.stem}-{model}.npz"
    if not kept.exists():
        with VideoReader(film) as frames:
            pictures = still((frame.rgb for frame in islice(frames, 1)), round(POSTER_S * POSTER_FPS))
            shown = list(_grainy(pictures, clip.seed))
        name, bundle = prepare_best(model, None)
        with MediaPipeEstimator(name, bundle) as estimator:
            estimate(shown, estimator, clip.size_px).save(kept)
    return PoseTrack.load(kept)


def _grainy(pictures: Iterator[np.ndarray], seed: int) -> Iterator[Frame]:
    random = np.random.default_rng(seed)
    for index, picture in enumerate(pictures):
        grain = GRAIN * random.standard_normal(picture.shape[:2])[..., None]
        yield Frame(index, index / POSTER_FPS, np.clip(picture + grain + 0.5, 0, 255).astype(np.uint8))


def looked_at(clean: Sequence[Clean], model: ModelName) -> Iterator[PoseTrack]:
    """The tracks of films of one person, with the looks at everybody that scoring takes of them."""
    _, bundle = prepare_best(model, None)
    for clip, track, _ in clean:
        with PeopleFinder(bundle) as finder, VideoReader(rendered(clip, kept_folder())[0]) as frames:
            sampler = PeopleSampler(finder)
            for frame in frames:
                sampler.look(frame.rgb, frame.time_s, None)
        yield replace(track, people=sampler.samples())


def needless_looks(tracks: Sequence[PoseTrack]) -> int:
    """In how many films of one person somebody else was seen, so that they are looked through again."""
    return sum(others_seen(track) for track in tracks)


def close_calls(tracks: Sequence[PoseTrack]) -> int:
    """In how many films of one person somebody else could be meant as well."""
    return sum(is_close_call(people) for people in map(people_in, tracks) if len(people) > 1)
