"""Which exercise is this? Rules of anatomy over the phases that each exercise's own finder sees.

A finder proposes: here the hips went down and came up, here one foot was off the floor. The rules say whether that
was the exercise: which segments hang, which are level, which feet stay. What no rule explains is left unnamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from formcheck.camera import FRONTAL, Camera, find_camera, with_stand
from formcheck.exercises import Exercise, all_exercises
from formcheck.landmarks import SIDES
from formcheck.phases import PHASE_WORDS, Phase, frames_of
from formcheck.pose import PoseTrack
from formcheck.recognition_rules import RULES, Rule
from formcheck.signals import clean
from formcheck.signs import Signs, signs_of
from formcheck.stances import quiet_stand

CUTOFF_HZ = 4.0
LEAST_CONFIDENCE = 0.7
PAUSE_S = 6.0
"""Cycles of one exercise that are farther apart than this are two bouts."""

START_S = 5.0
"""A posture next to repetitions that is kept for less than this is where they start from, or a rest between them."""

BESIDE_S = 1.0
PASSING = 0.35
"""A posture kept for less than this share of the longest exercise is a rest before or after it."""

LEAD_S = 3.0
"""A segment begins up to this long before its first cycle, so that it holds the quiet stand."""

WEIGHTS = {"single-leg-balance": 1.0, "calf-stretch": 1.0, "balance-step": 3.0}
OTHER_WEIGHT = 2.0
"""Where two exercises fit, the one wins that explains more time; a posture that others contain weighs less."""

KEPT_SHARE = 0.6
"""What stays at its turn for more than this share of its time is a posture, not a repetition."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a clip with one exercise; confidence 0..1, and why."""

    exercise: str
    start_s: float
    end_s: float
    confidence: float
    words: str


@dataclass(frozen=True, slots=True)
class _Bout:
    exercise: str
    cycles: tuple[Phase, ...]

    @property
    def start_s(self) -> float:
        return self.cycles[0].start_s

    @property
    def end_s(self) -> float:
        return self.cycles[-1].end_s

    @property
    def spans(self) -> tuple[Phase, ...]:
        """What it explains: its cycles, and between steps and strides what lies between them as well."""
        whole = Phase("step", None, self.start_s, self.end_s)
        return (whole,) if self.cycles[0].kind in ("step", "stride") else self.cycles

    @property
    def is_hold(self) -> bool:
        return self.cycles[0].kind == "hold"

    @property
    def seconds(self) -> float:
        return sum(span.duration_s for span in self.spans)


def recognise(track: PoseTrack) -> list[Segment]:
    """Name the exercises of a track in order of time; empty if it shows none that the rules know.

    Raises nothing for strange movements: whatever is not explained lowers the confidence of the rest, and below
    0.7 nothing is named.
    """
    if len(track) < 3:
        return []
    cleaned = clean(track, CUTOFF_HZ)
    camera = find_camera(cleaned)
    stands = quiet_stand(cleaned, camera)
    camera = with_stand(camera, cleaned, frames_of(stands, cleaned.time_s))
    signs = signs_of(cleaned, camera)
    if signs.end_on:
        return []
    found = [bout for each in all_exercises().values() for bout in _bouts(each, cleaned, camera, signs)]
    bouts = _without_overlaps(found)
    busy = signs.moving() & ~frames_of(stands, cleaned.time_s)
    segments = [_segment(bout, bouts, busy, cleaned) for bout in bouts]
    return [segment for segment in segments if segment.confidence >= LEAST_CONFIDENCE]


def may_be_gait(track: PoseTrack) -> bool:
    """Say whether somebody may walk or run who was not filmed from the side, from where alone that can be told."""
    cleaned = clean(track, CUTOFF_HZ)
    camera = find_camera(cleaned)
    gaits = [all_exercises()[each] for each, rule in RULES.items() if rule.kind == "stride"]
    return camera.view in FRONTAL and any(gait.find_phases(cleaned, camera) for gait in gaits)


def _bouts(exercise: Exercise, track: PoseTrack, camera: Camera, signs: Signs) -> Iterable[_Bout]:
    rule = RULES.get(exercise.id)
    if rule is None:
        return
    phases = exercise.find_phases(track, camera)
    pairs = [(phase, _turn_of(phase, phases)) for phase in phases if phase.kind == rule.kind]
    cycles = [cycle for cycle, turn in pairs if _turns_round(cycle, turn) and rule.test(signs, cycle, turn)]
    for side in (*SIDES, None):
        for bout in _runs([cycle for cycle in cycles if cycle.side == side], rule, signs):
            if len(bout) >= rule.least_cycles:
                yield _Bout(exercise.id, tuple(bout))


def _turn_of(cycle: Phase, phases: Sequence[Phase]) -> Phase:
    turns = [phase for phase in phases if phase.kind in ("bottom", "top") and phase.side == cycle.side]
    return next((turn for turn in turns if cycle.start_s <= turn.start_s and turn.end_s <= cycle.end_s), cycle)


def _turns_round(cycle: Phase, turn: Phase) -> bool:
    return cycle.kind != "rep" or turn.duration_s < KEPT_SHARE * cycle.duration_s


def _runs(cycles: Sequence[Phase], rule: Rule, signs: Signs) -> list[list[Phase]]:
    """Split cycles of one side into bouts: at long pauses, and where what lies between two does not fit."""
    ordered = sorted(cycles, key=lambda cycle: cycle.start_s)
    bouts = [ordered[:1]] if ordered else []
    for before, after in pairwise(ordered):
        gap = Phase("stand", None, before.end_s, after.start_s)
        fits = not gap.frames(signs.time_s).any() or rule.between(signs, before, gap)
        if gap.duration_s > PAUSE_S or not fits:
            bouts.append([])
        bouts[-1].append(after)
    return bouts


def _without_overlaps(bouts: Sequence[_Bout]) -> list[_Bout]:
    """Keep, of bouts at the same time, the one that explains most; a posture that others contain counts less."""
    kept: list[_Bout] = []
    for bout in sorted(bouts, key=lambda bout: -bout.seconds * WEIGHTS.get(bout.exercise, OTHER_WEIGHT)):
        if not any(bout.start_s < each.end_s and each.start_s < bout.end_s for each in kept):
            kept.append(bout)
    longest_s = max((bout.seconds for bout in kept), default=0.0)
    lasting = [bout for bout in kept if not bout.is_hold or bout.seconds >= PASSING * longest_s]
    own = [bout for bout in lasting if not (bout.is_hold and bout.seconds < START_S and _beside_reps(bout, lasting))]
    return sorted(own, key=lambda bout: bout.start_s)


def _beside_reps(hold: _Bout, bouts: Sequence[_Bout]) -> bool:
    reps = [bout for bout in bouts if bout.cycles[0].kind == "rep"]
    gaps_s = [max(hold.start_s - bout.end_s, bout.start_s - hold.end_s) for bout in reps]
    return any(gap_s < BESIDE_S for gap_s in gaps_s)


def _segment(bout: _Bout, bouts: Sequence[_Bout], busy: np.ndarray, track: PoseTrack) -> Segment:
    time_s = track.time_s
    explained = frames_of([span for each in bouts for span in each.spans], time_s)
    here = (time_s >= bout.start_s) & (time_s <= bout.end_s)
    told = busy | explained
    confidence = float(np.sqrt(_share(explained, here & told) * _share(explained, told)))
    earlier_s = max((each.end_s for each in bouts if each.end_s <= bout.start_s), default=float(time_s[0]))
    later_s = min((each.start_s for each in bouts if each.start_s >= bout.end_s), default=float(time_s[-1]))
    return Segment(
        bout.exercise,
        max(bout.start_s - LEAD_S, earlier_s, float(time_s[0])),
        min(bout.end_s + 1.0, later_s, float(time_s[-1])),
        round(confidence, 2),
        f"{_times(bout)}: {RULES[bout.exercise].words}",
    )


def _share(part: np.ndarray, whole: np.ndarray) -> float:
    return float((part & whole).sum() / max(whole.sum(), 1))


def _times(bout: _Bout) -> str:
    kind = RULES[bout.exercise].kind
    one, several = PHASE_WORDS[kind]
    side = f", {bout.cycles[0].side} leg" if bout.cycles[0].side else ""
    return f"{len(bout.cycles)} {one if len(bout.cycles) == 1 else several}{side}"
