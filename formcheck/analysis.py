"""Track in, report out: composition only. No files, no video, no drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from formcheck.baseline import baseline_of
from formcheck.body_posture import lying_camera, posture_of
from formcheck.camera import Camera, find_camera, with_stand
from formcheck.cues import CannotTellError, Reading
from formcheck.exercises import Exercise
from formcheck.exercises.exercise import Companion
from formcheck.film import film_checks
from formcheck.gait.body_scale import in_centimetres, speed_check
from formcheck.gait.facts import gait_facts
from formcheck.gait.finding import Gait
from formcheck.judging import LEAST_FRAMES, Judged, judge_cue, read_metric, usable_cycles
from formcheck.landmarks import Side
from formcheck.life import Life
from formcheck.measures import MEASURES
from formcheck.metrics import METRICS
from formcheck.noise import noise_deg
from formcheck.performance import Performance
from formcheck.phases import ASIDE, Phase, exercised_side, frames_of
from formcheck.pictured import TUCKED, PelvisSeen
from formcheck.pose import PoseTrack
from formcheck.refusals import require_person
from formcheck.report import (
    CameraFacts,
    CueResult,
    Event,
    ExerciseChoice,
    FilmCheck,
    MetricValue,
    PelvisEvidence,
    PhaseFound,
    Report,
    Source,
    score_of,
)
from formcheck.scene import Backgrounds, backgrounds, longest_scene, scenes_of, steadied
from formcheck.sides import repair_sides
from formcheck.signals import clean
from formcheck.stances import quiet_stand


@dataclass(frozen=True, slots=True)
class Analysis:
    """The report of one clip and what it stands on, for those who draw and export.

    track : the cleaned track, of the picture turned around if ``camera.mirrored``.
    judged : one answer per cue, with its signal, in the report's order.
    """

    report: Report
    exercise: Exercise
    track: PoseTrack
    camera: Camera
    phases: list[Phase]
    judged: list[Judged]


def analyse(
    track: PoseTrack,
    exercise: Exercise,
    source: Source,
    *,
    side: Side | None = None,
    mirrored: bool = False,
    tucked: bool | None = None,
    height_cm: float | None = None,
    scene: int | None = None,
    found: Backgrounds | None = None,
    warnings: Sequence[FilmCheck] = (),
) -> Analysis:
    """Judge every cue of an exercise on one track.

    side : the leg to judge; by default the one that was exercised longest, or the near one if both
    were at once. mirrored : the picture is a mirror image.
    tucked : whether the top is tucked in so that the waistband shows, as the person says; None if nobody said.
    height_cm : of the person, for lengths in centimetres and the speed.
    scene : which of the uncut parts of the film to judge, from 0, if each is judged; by default the longest alone.
    found : the backgrounds of the whole track, as it is judged, where they are known already.
    warnings : what is already known to be wrong with the clip.
    Raises FormcheckError if no person with visible legs is in the clip.
    """
    whole = track.mirrored() if mirrored else track
    found = found or backgrounds(whole)
    track = longest_scene(whole, found) if scene is None else scenes_of(whole, found)[scene]
    exercise = exercise.in_posture(posture_of(track))
    life = Life(track, found and found.between(track.time_s[0], track.time_s[-1]))
    require_person(track, source.name, standing=exercise.standing, life=life)
    repaired = repair_sides(track)
    cleaned = clean(repaired, exercise.cutoff_hz)
    steady = steadied(cleaned, life.found)
    camera, stands = _seen(steady, exercise, mirrored)
    phases = sorted(stands + exercise.find_phases(steady, camera), key=lambda phase: phase.start_s)
    judged_side = side or exercised_side(phases) or _near_side(camera, phases)
    gait = exercise.find_gait(steady, camera) if exercise.find_gait else None
    performance = Performance(cleaned, camera, phases, judged_side or "left", noise_deg(track), tucked, steady, gait)
    judged = [judge_cue(cue, performance, exercise.not_found) for cue in exercise.cues]
    results = [_cue_result(answer, source.name) for answer in judged]
    lengths = in_centimetres(performance, height_cm) if height_cm else {}
    speed = speed_check(performance, lengths) if height_cm else []
    checks = film_checks(track, camera, stands, whole, found, repaired, life, apart=scene is not None)
    report = Report(
        height_cm=height_cm,
        model=track.model,
        source=source,
        exercise=ExerciseChoice(id=exercise.id, posture=exercise.posture),
        side=judged_side,
        camera=_camera_facts(camera),
        film=[*warnings, *_film(exercise, checks), *speed],
        phases=[PhaseFound(**_fields(phase)) for phase in phases],
        cues=results,
        score=score_of(results),
        metrics={**_companions(exercise, performance), **lengths},
        events=_events(gait),
        gait=gait_facts(gait, cleaned, camera, found) if gait else None,
        flags=_flags(exercise, steady, camera, gait),
        baseline=baseline_of(performance, [cue.metric for cue in exercise.cues]),
    )
    return Analysis(report, exercise, cleaned, camera, phases, judged)


def _seen(track: PoseTrack, exercise: Exercise, mirrored: bool) -> tuple[Camera, list[Phase]]:
    """The camera, and where the person stands quietly, which nobody does who lies."""
    if exercise.posture == "lying":
        return lying_camera(track, mirrored=mirrored), []
    camera = find_camera(track, mirrored=mirrored)
    stands = quiet_stand(track, camera)
    return with_stand(camera, track, frames_of(stands, track.time_s)), stands


def _film(exercise: Exercise, checks: list[FilmCheck]) -> list[FilmCheck]:
    """The checks that fit an exercise: somebody who sits or lies cannot stand first."""
    return [check for check in checks if exercise.standing or check.check != "stands_first"]


def _events(gait: Gait | None) -> list[Event]:
    found = gait.events if gait else ()
    return [Event(kind=event.kind, side=event.side, time_s=_round(event.time_s)) for event in found]


def _flags(exercise: Exercise, track: PoseTrack, camera: Camera, gait: Gait | None) -> list[str]:
    times_s = exercise.find_flags(track, camera, gait) if exercise.find_flags else []
    return [f"At {time_s:.1f} s: {exercise.flag}" for time_s in times_s]


def _near_side(camera: Camera, phases: list[Phase]) -> Side | None:
    """Return the leg that is seen of an exercise of both legs, None if both are or nothing was exercised."""
    return camera.near_side if any(phase.kind not in ASIDE for phase in phases) else None


def _fields(phase: Phase) -> dict[str, Any]:
    return {
        "kind": phase.kind,
        "side": phase.side,
        "start_s": _round(phase.start_s),
        "end_s": _round(phase.end_s),
    }


def _camera_facts(camera: Camera) -> CameraFacts:
    return CameraFacts(
        view=camera.view,
        yaw_deg=_known(camera.yaw_deg),
        roll_deg=_known(camera.roll_deg) if camera.roll_known else None,
        mirrored=camera.mirrored,
    )


def _cue_result(answer: Judged, clip: str) -> CueResult:
    cue, reading, band = answer.cue, answer.reading, answer.cue.band
    return CueResult(
        id=cue.id,
        verdict=answer.verdict.state,
        reason=answer.verdict.reason,
        says=cue.says,
        metric=cue.metric,
        phase=cue.phase,
        estimate=_known(reading.estimate) if reading else None,
        uncertainty=_known(reading.uncertainty) if reading else None,
        unit=reading.unit if reading else None,
        ideal=band.ideal if band else None,
        met_edge=band.met if band else None,
        not_met_edge=band.not_met if band else None,
        n=reading.n if reading else 0,
        worst_s=_round(reading.worst_s) if reading and reading.worst_s is not None else None,
        intervals_s=[(_round(start_s), _round(end_s)) for start_s, end_s in answer.intervals_s],
        quote=cue.quote,
        article=cue.article,
        coaching=cue.coaching,
        basis=cue.basis,
        ask=cue.ask,
        clip=clip,
        pelvis=_pelvis_evidence(answer.pelvis) if answer.pelvis else None,
    )


def _pelvis_evidence(seen: PelvisSeen) -> PelvisEvidence:
    return PelvisEvidence(
        how=seen.how,
        against=seen.against,
        camera_roll_deg=_round(seen.camera_roll_deg),
        ask=TUCKED if seen.how == "waistband" and seen.tucked is None else None,
        stand_s=_round(seen.stand_s),
        times_s=[_round(time_s) for time_s in seen.time_s],
        drops_deg=[_round(drop_deg) for drop_deg in seen.drop_deg],
    )


def _companions(exercise: Exercise, performance: Performance) -> dict[str, MetricValue]:
    """What is measured beside the cues: only what this view shows, and never judged."""
    readings = {each.metric: _companion(each, performance) for each in exercise.companions}
    return {
        name: MetricValue(
            value=_round(reading.estimate),
            uncertainty=_known(reading.uncertainty),
            unit=reading.unit,
            n=reading.n,
        )
        for name, reading in readings.items()
        if reading is not None
    }


def _companion(companion: Companion, performance: Performance) -> Reading | None:
    if not performance.cycles(companion.phase):
        return None
    try:
        if companion.metric in MEASURES:
            return MEASURES[companion.metric](performance)
        metric = METRICS[companion.metric]
        cycles = usable_cycles(metric, performance, companion.phase)
        if performance.camera.view not in metric.views or sum(cycle.sum() for cycle in cycles) < LEAST_FRAMES:
            return None
        return read_metric(metric, performance, cycles, companion.statistic)[0]
    except CannotTellError:
        return None


def _known(value: float) -> float | None:
    return _round(value) if np.isfinite(value) else None


def _round(value: float) -> float:
    # Far below any uncertainty; keeps the last bits of arithmetic out of the files, and + 0.0 the sign of zero.
    return round(float(value), 3) + 0.0
