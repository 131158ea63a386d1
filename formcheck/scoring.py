"""Clip in, analysis out: the video, the pose model and the cache around ``analysis.analyse``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from formcheck import analysis, models
from formcheck.analysis import Analysis
from formcheck.estimation import MediaPipeEstimator
from formcheck.exercises import Exercise, get
from formcheck.film_file import damage, stand_in
from formcheck.following import Pass, subject_track
from formcheck.landmarks import Side
from formcheck.merging import merge
from formcheck.models import ModelName
from formcheck.parallel import Observer, estimate_clip, usable_cores
from formcheck.people import PeopleFinder, PeopleSampler, look_every_slots
from formcheck.pose import PoseTrack
from formcheck.profiles import Profile
from formcheck.report import Adjusted, FilmCheck, Report, Source
from formcheck.sampling import usual_samplers
from formcheck.scene import Backgrounds
from formcheck.track_cache import cached_track, keep_track
from formcheck.video import VideoInfo, probe, sha256

EXPECTED_RATE_FPS = 30.0

Progress = Callable[[str, int, int | None], None]
"""Called with what is being done, how much is done, and how much there is in all if that is known."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to score: which model, which leg, whether the picture is a mirror image, whether to use the cache.

    person : who is judged, 1 the person farthest left; by default the one who exercises.
    workers : how many parts of a clip are looked at side by side; it changes the time, never the answer.
    tucked : whether the top is tucked in so that the waistband shows; None if nobody said.
    profile : the limits of this person; ours where it says nothing.
    true_fps : frames per second at which the camera captured the clip, for slow motion; as the file says by default.
    height_cm : of the person, for lengths in centimetres.
    """

    model: ModelName = "heavy"
    side: Side | None = None
    mirrored: bool = False
    fresh: bool = False
    person: int | None = None
    workers: int = field(default_factory=usable_cores)
    tucked: bool | None = None
    profile: Profile | None = None
    true_fps: float | None = None
    height_cm: float | None = None


def analyse(
    clip: str | Path,
    exercise: str,
    *,
    model: ModelName = "heavy",
    side: Side | None = None,
    mirrored: bool = False,
    true_fps: float | None = None,
) -> Report:
    """Score one clip of an exercise and return the report; raises FormcheckError for what cannot be scored.

    >>> analyse("clip.mp4", exercise="calf-stretch").score  # doctest: +SKIP
    Score(met=3, judged=4, total=8)
    """
    return score_clip(Path(clip), get(exercise), Options(model, side, mirrored, true_fps=true_fps)).report


def score_clips(
    clips: Sequence[Path], exercise: Exercise, options: Options, progress: Progress | None = None
) -> tuple[Report, list[Analysis]]:
    """Score clips of one performance and merge them: each cue from the clip that shows it best."""
    analyses = [score_clip(clip, exercise, options, progress) for clip in clips]
    return merge([each.report for each in analyses]), analyses


def score_clip(clip: Path, exercise: Exercise, options: Options, progress: Progress | None = None) -> Analysis:
    """Find the pose in a clip, or take it from the cache, and judge the exercise on it."""
    track, source, warnings = prepared(clip, options, progress, exercise.max_fps)
    return judged(track, exercise, source, options, warnings)


def judged(
    track: PoseTrack,
    exercise: Exercise,
    source: Source,
    options: Options,
    warnings: Sequence[FilmCheck] = (),
    scene: int | None = None,
    found: Backgrounds | None = None,
) -> Analysis:
    """Judge an exercise on a track as the options say, by the limits of their profile if there is one.

    scene : which of the uncut parts of the film, if each is judged; found : its backgrounds; see ``analyse``.
    """
    profile = options.profile or Profile(exercises={})
    side = options.side or profile.side_of(exercise)
    result = analysis.analyse(
        track,
        profile.applied(exercise),
        source,
        side=side,
        mirrored=options.mirrored,
        tucked=options.tucked,
        height_cm=options.height_cm,
        scene=scene,
        found=found,
        warnings=warnings,
    )
    adjusted = profile.adjusted(exercise.in_posture(result.exercise.posture))
    if side != options.side and side:
        adjusted = [Adjusted(cue=None, what="side", ours="auto", theirs=side), *adjusted]
    return replace(result, report=result.report.model_copy(update={"adjusted": adjusted}))


def prepared(
    clip: Path, options: Options, progress: Progress | None = None, max_fps: float | None = EXPECTED_RATE_FPS
) -> tuple[PoseTrack, Source, list[FilmCheck]]:
    """Return the pose track of a clip, the facts about its file, and what is already known to be wrong with it."""
    info, digest = probe(clip), sha256(clip)
    source = source_of(info, digest, options.true_fps)
    track = _track(clip, info, digest, source.file_rate(max_fps), options, progress)
    warnings = [*damage(clip.name, info.duration_s, track), *stand_in(track, options.model)]
    # Only here, after the cache: it keeps the times of the file, whatever is said about them.
    return track.at_speed(source.speed), source, warnings


def track_of(clip: Path, options: Options, progress: Progress | None = None) -> PoseTrack:
    """Return the pose track of a clip at the usual rate, for those who only want the pose."""
    return _track(clip, probe(clip), sha256(clip), EXPECTED_RATE_FPS, options, progress)


def _track(
    clip: Path, info: VideoInfo, digest: str, max_fps: float | None, options: Options, progress: Progress | None
) -> PoseTrack:
    track = None if options.fresh else cached_track(digest, options.model, max_fps, options.person)
    if track is None:
        track = _estimate(clip, info, max_fps, options, progress)
        keep_track(track, digest, max_fps, options.person)
    return track


def _estimate(
    clip: Path, info: VideoInfo, max_fps: float | None, options: Options, progress: Progress | None
) -> PoseTrack:
    name, bundle = models.prepare_best(options.model, progress)
    total = round(info.duration_s * min(info.fps, max_fps or info.fps))

    def count(frames: int) -> None:
        if progress:
            progress(clip.name, frames, max(total, frames))

    size_px = info.width_px, info.height_px
    looker = models.model_path("full") if models.is_ready("full") else bundle
    every_slots = look_every_slots(info.duration_s)

    # One finder for all parts of the clip: looks are few, and another would take as long to open as one of them.
    with PeopleFinder(looker) as finder:

        @contextmanager
        def observer() -> Iterator[Observer]:
            with MediaPipeEstimator(name, bundle) as estimator:
                yield Observer(estimator, [*usual_samplers(), PeopleSampler(finder, every_slots)])

        track = estimate_clip(clip, max_fps, size_px, observer, options.workers, count)
    return subject_track(track, options.person, Pass(clip, size_px, name, bundle, looker, max_fps), count)


def source_of(info: VideoInfo, digest: str, true_fps: float | None = None) -> Source:
    """Return what a report says of a clip."""
    return Source(
        name=info.name,
        sha256=digest,
        width_px=info.width_px,
        height_px=info.height_px,
        fps=round(info.fps, 3),
        duration_s=round(info.duration_s, 3),
        frames=info.frames,
        true_fps=true_fps,
    )
