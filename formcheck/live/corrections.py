"""Which one thing to tell a person who is moving right now: the worst fault that lasts, and not over and over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from formcheck.analysis import Analysis
from formcheck.cues import Band, State, judge
from formcheck.cycles import STATISTICS
from formcheck.judging import Judged
from formcheck.pose import Array

RECENT_S = 0.7
"""A hold stands now as its readings over this last stretch say, and a repetition as the last whole one says."""

GAP_S = 0.3
"""Readings farther apart than this belong to different repetitions."""

STALE_S, CYCLE_STALE_S = 2.5, 6.0
"""Readings older than this say nothing about now: a hold's last second is not judged, a repetition takes longer."""

WORTH_A_WORD = 0.5
"""Past the middle between the ``met`` and the ``not_met`` edge a correction is offered, as a perhaps."""

STABLE_S = 0.7
"""A fault is told when it has been there this long."""

CLEARLY_WORSE = 1.0
"""Another fault takes the place of the one that is shown when it is worse by this many widths of the borderline."""

REPEAT_S = 10.0
"""The same words are not spoken again within this time."""

SILENCE_S = 4.0
"""Nothing is spoken for this long after anything was."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One cue at this moment.

    estimate : from its last readings, in the metric's unit; None where there are none. reason : why not to tell.
    severity : how far past the ``met`` edge, in widths of the borderline; over 1 is past the ``not_met`` edge.
    """

    cue_id: str
    label: str
    coaching: str
    state: State
    estimate: float | None = None
    severity: float = 0.0
    reason: str | None = None

    @property
    def is_fault(self) -> bool:
        """Whether it is worth a word: past the middle of the borderline, surely or not."""
        return self.severity > WORTH_A_WORD and self.state != "cannot_tell"

    @property
    def is_sure(self) -> bool:
        """Whether the fault clears the uncertainty of the measurement."""
        return self.state == "not_met"


def standings(analysis: Analysis, now_s: float) -> tuple[Standing, ...]:
    """Return every cue that a camera can judge as it stands at ``now_s``, in the exercise's order."""
    return tuple(_standing(answer, analysis.track.time_s, now_s) for answer in analysis.judged if not answer.cue.ask)


def _standing(answer: Judged, time_s: Array, now_s: float) -> Standing:
    cue = answer.cue
    standing = Standing(
        cue.id, cue.label or cue.says, cue.coaching, answer.verdict.state, reason=answer.verdict.reason
    )
    if answer.values is None or answer.reading is None or cue.band is None:
        return standing
    recent = recent_values(answer.values, time_s, now_s, is_held=cue.phase == "hold")
    if not len(recent):
        return replace(standing, state="cannot_tell", reason=None)
    now = STATISTICS[cue.statistic](recent)
    verdict = judge(replace(answer.reading, estimate=now), cue.band)
    return replace(
        standing, state=verdict.state, estimate=now, severity=severity(now, cue.band), reason=verdict.reason
    )


def recent_values(values: Array, time_s: Array, now_s: float, *, is_held: bool) -> Array:
    """Return the readings that say how it is now: the end of a hold, or the whole of the last cycle.

    values, time_s : (T,), NaN where nothing was looked at. Empty if the last one is older than STALE_S.
    """
    known = np.flatnonzero(np.isfinite(values))
    known_s = time_s[known]
    if not len(known) or known_s[-1] < now_s - (STALE_S if is_held else CYCLE_STALE_S):
        return np.empty(0)
    if is_held:
        return np.asarray(values[known[known_s >= known_s[-1] - RECENT_S]])
    begins = np.flatnonzero(np.diff(known_s) > GAP_S)
    return np.asarray(values[known[begins[-1] + 1 if len(begins) else 0 :]])


def severity(value: float, band: Band) -> float:
    """How far a value lies past the ``met`` edge, in widths of the borderline; negative is good.

    >>> severity(12.5, Band(ideal=0, met=5, not_met=10))
    1.5
    """
    return (value - band.met) / (band.not_met - band.met)


@dataclass(frozen=True, slots=True)
class Coach:
    """What was told so far; ``advance`` gives the next state. All times in seconds of the session.

    since_s : since when each fault has been there. shown : the fault that is told at this moment.
    spoken_s : when each cue was last spoken. count : how often anything was spoken. words : what, the last time.
    """

    since_s: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    shown: Standing | None = None
    spoken_s: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    count: int = 0
    words: str = ""

    def advance(self, now: Sequence[Standing], now_s: float) -> Coach:
        """Return the coach after another look at every cue."""
        faults = [standing for standing in now if standing.is_fault]
        since_s = {fault.cue_id: self.since_s.get(fault.cue_id, now_s) for fault in faults}
        lasting = [fault for fault in faults if now_s - since_s[fault.cue_id] >= STABLE_S]
        coach = replace(self, since_s=MappingProxyType(since_s), shown=_chosen(lasting, self.shown))
        return coach._spoken(now_s)

    def _spoken(self, now_s: float) -> Coach:
        if self.shown is None or not self._may_speak(self.shown.cue_id, now_s):
            return self
        spoken_s = MappingProxyType({**self.spoken_s, self.shown.cue_id: now_s})
        return replace(self, spoken_s=spoken_s, count=self.count + 1, words=self.shown.coaching)

    def _may_speak(self, cue_id: str, now_s: float) -> bool:
        last_s = max(self.spoken_s.values(), default=-np.inf)
        return now_s - last_s >= SILENCE_S and now_s - self.spoken_s.get(cue_id, -np.inf) >= REPEAT_S


def _chosen(lasting: Sequence[Standing], shown: Standing | None) -> Standing | None:
    """The worst fault; the one that is shown stays until it is gone or another is clearly worse."""
    worst = max(lasting, key=lambda fault: fault.severity, default=None)
    still = next((fault for fault in lasting if shown and fault.cue_id == shown.cue_id), None)
    if still is None or worst is None:
        return worst
    return worst if worst.severity > still.severity + CLEARLY_WORSE else still
