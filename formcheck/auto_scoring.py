"""Clips of exercises that nobody named: recognised first, then each stretch is scored for itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np

from formcheck.analysis import Analysis
from formcheck.errors import FormcheckError
from formcheck.exercises import Exercise, all_exercises, get
from formcheck.phases import ASIDE
from formcheck.pose import PoseTrack
from formcheck.recognition import Segment, may_be_gait, recognise
from formcheck.report import ExerciseChoice, Report, Source
from formcheck.scene import backgrounds, scenes_of
from formcheck.scoring import EXPECTED_RATE_FPS, Options, Progress, judged, prepared, score_clips


class UnknownExerciseError(FormcheckError):
    """The movement of a clip is none of the known exercises."""


def score_recognised(
    clip: Path, options: Options, progress: Progress | None = None
) -> list[tuple[Segment, Analysis]]:
    """Recognise and score every exercise of a clip, in order of time.

    A clip of one exercise is judged as a whole; of several each in its own part, with the times of the whole clip.
    Raises FormcheckError if nothing was recognised.
    """
    track, source, warnings = prepared(clip, options, progress)
    segments = recognise(track.mirrored() if options.mirrored else track)
    if not segments:
        raise _unknown(clip, track)
    tracks = [_at_its_rate(track, source, get(segment.exercise), clip, options, progress) for segment in segments]
    alone = len(segments) == 1
    parts = tracks if alone else [_part(*pair) for pair in zip(tracks, segments, strict=True)]
    scored = [
        judged(part, get(segment.exercise), source, options, warnings)
        for part, segment in zip(parts, segments, strict=True)
    ]
    return [(segment, _chosen(each, segment)) for segment, each in zip(segments, scored, strict=True)]


def score_scenes(
    clip: Path, exercise: Exercise, options: Options, progress: Progress | None = None
) -> list[Analysis]:
    """Score each uncut part of a clip that shows the exercise, in order of time; most clips have but one.

    If no part shows it, or just one, that is judged which shows a person longest.
    """
    track, source, warnings = prepared(clip, options, progress, exercise.max_fps)
    whole = track.mirrored() if options.mirrored else track
    found = backgrounds(whole)
    count = len(scenes_of(whole, found))
    scored: list[Analysis] = []
    for number in range(count) if count > 1 else ():
        with suppress(FormcheckError):  # nobody is in that part
            scored.append(judged(track, exercise, source, options, warnings, number, found))
    showing = [each for each in scored if any(phase.kind not in ASIDE for phase in each.phases)]
    return showing if len(showing) > 1 else [judged(track, exercise, source, options, warnings, found=found)]


def one_exercise(clips: Sequence[Path], options: Options, progress: Progress | None = None) -> str:
    """Recognise the exercise that several views show; raises FormcheckError unless it is one and the same."""
    found = [[segment.exercise for segment, _ in score_recognised(clip, options, progress)] for clip in clips]
    if any(names != found[0] or len(names) != 1 for names in found):
        told = "; ".join(f"{clip.name}: {', '.join(names)}" for clip, names in zip(clips, found, strict=True))
        raise FormcheckError("the clips do not show one and the same exercise", told, "name it with --exercise")
    return found[0][0]


def performances(
    clips: Sequence[Path], exercise: str, options: Options, progress: Progress | None = None
) -> Iterator[tuple[str, Report, list[Analysis]]]:
    """Yield what the clips show: a folder name, empty if it is one performance, its report, and its analyses.

    exercise : its id, or "auto". Several clips are views of one performance. Of one clip each scene that shows the
    exercise is a performance of its own.
    """
    if exercise != "auto" and len(clips) == 1:
        scenes = score_scenes(clips[0], get(exercise), options, progress)
        for number, analysis in enumerate(scenes, start=1):
            yield f"{number}-{exercise}" if len(scenes) > 1 else "", analysis.report, [analysis]
    elif exercise != "auto":
        yield "", *score_clips(clips, get(exercise), options, progress)
    elif len(clips) > 1:
        yield "", *score_clips(clips, get(one_exercise(clips, options, progress)), options, progress)
    else:
        scored = score_recognised(clips[0], options, progress)
        for number, (segment, analysis) in enumerate(scored, start=1):
            yield f"{number}-{segment.exercise}" if len(scored) > 1 else "", analysis.report, [analysis]


def _unknown(clip: Path, track: PoseTrack) -> UnknownExerciseError:
    """Say that nothing was recognised and what to do: name it, or film gait from where it can be told."""
    todo = f"name it with --exercise, one of {', '.join(all_exercises())}"
    if may_be_gait(track):
        todo = f"film walking or running from the side, for from here it may be steps on the spot; or {todo}"
    return UnknownExerciseError("the movement is not one of the exercises I know", clip.name, todo)


def reports_json(reports: Sequence[Report]) -> str:
    """Return one report as it is, and several as a list."""
    if len(reports) == 1:
        return reports[0].to_json()
    return "[\n" + ",\n".join(report.to_json().rstrip() for report in reports) + "\n]\n"


def _at_its_rate(
    track: PoseTrack, source: Source, exercise: Exercise, clip: Path, options: Options, progress: Progress | None
) -> PoseTrack:
    """Return the track at the rate an exercise asks for: gait keeps every frame, so fast films are read again."""
    if exercise.max_fps is not None or source.captured_fps <= EXPECTED_RATE_FPS + 1:
        return track
    return prepared(clip, options, progress, exercise.max_fps)[0]


def _part(track: PoseTrack, segment: Segment) -> PoseTrack:
    start, stop = np.searchsorted(track.time_s, [segment.start_s, segment.end_s])
    return track.part(slice(int(start), int(stop) + 1))


def _chosen(analysis: Analysis, segment: Segment) -> Analysis:
    choice = ExerciseChoice(
        id=segment.exercise, chosen="recognised", confidence=segment.confidence, because=segment.words
    )
    return replace(analysis, report=analysis.report.model_copy(update={"exercise": choice}))
