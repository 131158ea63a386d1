"""The thread of a live session that judges the frames so far, again and again."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

from formcheck.analysis import Analysis
from formcheck.errors import FormcheckError
from formcheck.exercises import Exercise
from formcheck.live.corrections import standings
from formcheck.live.snapshot import Assessment, Count, Hold, Mailbox
from formcheck.overlay import hold_target_s
from formcheck.phases import ASIDE, PHASE_WORDS, Phase, PhaseKind
from formcheck.pose import PoseTrack
from formcheck.report import Source
from formcheck.scoring import Options, judged

PERIOD_S = 0.25
REST = 2.0
"""Between two runs the analysis rests at least PERIOD_S, and REST times as long as the last one took."""

OVER_S = 0.35
"""A hold that ended longer than this before the last frame is over."""

MOST_FRAMES = 4500
"""A longer track is thinned for the live assessment, so that it stays quick; the report is made of every frame."""

STOP_WITHIN_S = 10.0
LIVE = Options(model="full")
"""How a session is judged where nothing else was chosen."""


class Analyst:
    """Takes a track when it is free, analyses it in its own thread and posts the assessment.

    What the person can act on becomes the snapshot's ``notice``; any other problem becomes its ``error`` and ends
    the thread.
    """

    def __init__(self, exercise: Exercise, options: Options, mailbox: Mailbox) -> None:
        self._exercise, self._options, self._mailbox = exercise, options, mailbox
        self._given = threading.Condition()
        self._track: PoseTrack | None = None
        self._is_stopped = False
        self._free_at_s = 0.0
        self._thread = threading.Thread(target=self._work, name="formcheck-analyst", daemon=True)
        self._thread.start()

    @property
    def is_free(self) -> bool:
        """Whether it would start on a track at once."""
        return self._track is None and not self._is_stopped and time.monotonic() >= self._free_at_s

    def give(self, track: PoseTrack) -> None:
        """Hand over the frames so far."""
        with self._given:
            self._track = track
            self._given.notify()

    def stop(self) -> None:
        """End the thread; a run that has begun is finished first."""
        with self._given:
            self._is_stopped = True
            self._given.notify()
        self._thread.join(STOP_WITHIN_S)

    def _work(self) -> None:
        try:
            while (track := self._next()) is not None:
                self._look(track)
                with self._given:
                    self._track = None
        except Exception as problem:
            self._is_stopped = True
            self._mailbox.post(error=f"The analysis stopped: {type(problem).__name__}: {problem}")

    def _next(self) -> PoseTrack | None:
        with self._given:
            self._given.wait_for(lambda: self._is_stopped or self._track is not None)
            return None if self._is_stopped else self._track

    def _look(self, track: PoseTrack) -> None:
        begun_s = time.monotonic()
        try:
            assessment = assess(thinned(track), self._exercise, self._options)
        except FormcheckError as problem:
            self._mailbox.post(assessment=None, notice=f"{problem.what}: {problem.todo}".capitalize())
        else:
            coach = self._mailbox.latest().coach.advance(assessment.standings, assessment.now_s)
            self._mailbox.post(assessment=assessment, coach=coach, notice="")
        took_s = time.monotonic() - begun_s
        self._free_at_s = begun_s + took_s + max(PERIOD_S, REST * took_s)


def thinned(track: PoseTrack) -> PoseTrack:
    """Return every frame of a short track, every second one or fewer of a long one, and always the last."""
    step = -(-len(track) // MOST_FRAMES)
    return track if step <= 1 else track.part(slice((len(track) - 1) % step, None, step))


def assess(track: PoseTrack, exercise: Exercise, options: Options = LIVE) -> Assessment:
    """Judge the frames so far, and say how every cue stands at the last of them.

    options : how to judge; without a leg in them the one that is held now is judged, else the one held longest.
    Raises FormcheckError if there is nobody to judge.
    """
    begun_s = time.perf_counter()
    now_s = float(track.time_s[-1])
    analysis = judged(track, exercise, _source(track), options)
    hold = latest_hold(analysis.phases, now_s)
    if not _chosen_side(exercise, options) and hold is not None and hold.side != analysis.report.side:
        analysis = judged(track, exercise, _source(track), replace(options, side=hold.side))
    return Assessment(
        now_s=now_s,
        standings=standings(analysis, now_s),
        judged=tuple(analysis.judged),
        camera=analysis.camera,
        side=analysis.report.side,
        hold=hold,
        target_s=hold_target_s(analysis.judged),
        count=_count(analysis),
        took_s=time.perf_counter() - begun_s,
    )


def _chosen_side(exercise: Exercise, options: Options) -> bool:
    return options.side is not None or bool(options.profile and options.profile.side_of(exercise))


def latest_hold(phases: list[Phase], now_s: float) -> Hold | None:
    """Return the last hold of either side, or None."""
    holds = [phase for phase in phases if phase.kind == "hold"]
    if not holds:
        return None
    last = max(holds, key=lambda phase: phase.end_s)
    return Hold(last.side, last.start_s, last.end_s, ongoing=now_s - last.end_s <= OVER_S)


def counted_kind(exercise: Exercise) -> PhaseKind | None:
    """Return what is counted of an exercise: its repetitions, strides or steps, or nothing if it is only held."""
    kinds = {cue.phase for cue in exercise.cues if cue.ask is None} - ASIDE - {"hold"}
    if not kinds:
        return None
    counted: tuple[PhaseKind, ...] = ("stride", "step")
    return next((kind for kind in counted if kind in kinds), "rep")


def _count(analysis: Analysis) -> Count | None:
    kind = counted_kind(analysis.exercise)
    if kind is None:
        return None
    number = sum(phase.kind == kind and phase.side in (None, analysis.report.side) for phase in analysis.phases)
    return Count(number, PHASE_WORDS[kind][number != 1])


def _source(track: PoseTrack) -> Source:
    width_px, height_px = track.size_px
    fps = track.fps if len(track) > 1 else 0.0
    return Source(
        name="live session",
        sha256="",
        width_px=width_px,
        height_px=height_px,
        fps=round(fps, 3),
        duration_s=round(float(track.time_s[-1]), 3),
        frames=len(track),
    )
