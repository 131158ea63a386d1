"""From a track that followed whoever was found first to the track of the subject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from formcheck.estimation import MediaPipeEstimator, estimate
from formcheck.people import PeopleFinder, PeopleSampler, SubjectEstimator
from formcheck.pose import PoseTrack
from formcheck.samples import People
from formcheck.subject import choose, followed, others_seen, people_in, without_strangers
from formcheck.video import VideoReader

LOOKS_PER_S = 3.0
RIGHT_SHARE = 0.95
"""The track is the subject's already if it followed them in this share of the frames in which they were there."""


@dataclass(frozen=True, slots=True)
class Pass:
    """How a clip is looked through. model, bundle : the pose model. looker : the bundle for looks at everybody."""

    clip: Path
    size_px: tuple[int, int]
    model: str
    bundle: Path
    looker: Path
    max_fps: float | None


def subject_track(track: PoseTrack, number: int | None, about: Pass, count: Callable[[int], None]) -> PoseTrack:
    """Return the track of the subject, with gaps where they are hidden; unchanged if nobody else was seen.

    number : the person asked for, 1 at the left; by default the one who exercises. Raises FormcheckError if there is
    no such person.
    """
    if number is None and not others_seen(track):
        return track
    track = replace(track, people=everybody(about))
    people = people_in(track)
    if number is None and len(people) < 2:
        return track
    subject = choose(people, number)
    there = np.array([people[subject].box_at(float(time_s), 0.0) is not None for time_s in track.time_s])
    if followed(track, people, subject)[there].mean() < RIGHT_SHARE:
        with (
            VideoReader(about.clip, max_fps=about.max_fps) as frames,
            SubjectEstimator(
                about.model, lambda: MediaPipeEstimator(about.model, about.bundle), people[subject]
            ) as estimator,
        ):
            track = replace(estimate(frames, estimator, about.size_px, count), people=track.people)
    return without_strangers(track, people, subject)


def everybody(about: Pass) -> People | None:
    """Look at everybody three times a second."""
    with VideoReader(about.clip, max_fps=LOOKS_PER_S) as frames, PeopleFinder(about.looker) as finder:
        sampler = PeopleSampler(finder, every_slots=1, most=None)
        for frame in frames:
            sampler.look(frame.rgb, frame.time_s, None)
    return sampler.samples()
