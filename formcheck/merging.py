"""Several clips of one performance, one report: a front view shows the knee, a side view the heel."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.cues import State
from formcheck.errors import FormcheckError
from formcheck.report import Clip, CueResult, Report, score_of

WORST_FIRST: tuple[State, ...] = ("not_met", "borderline", "met", "cannot_tell")


def merge(reports: Sequence[Report]) -> Report:
    """Merge reports of the same exercise: each cue from the clip that judges it most surely.

    A clip that cannot tell never overrules one that can. Where two are equally sure, the worse verdict stands:
    a fault seen once is a fault. Raises ValueError for no report or for different exercises, and FormcheckError for
    different postures: their cues are not the same.
    """
    if not reports or len({report.exercise.id for report in reports}) != 1:
        raise ValueError("only reports of one exercise can be merged")
    first, *others = reports
    for other in others:
        if other.exercise.posture != first.exercise.posture:
            told = f"{first.source.name} {first.exercise.posture}, {other.source.name} {other.exercise.posture}"
            raise FormcheckError("clips of different postures cannot be merged", told, "score them one by one")
    if not others:
        return first
    cues = [_best(answers) for answers in zip(*(report.cues for report in reports), strict=True)]
    return first.model_copy(
        update={
            "cues": cues,
            "score": score_of(cues),
            "metrics": {name: value for report in reversed(reports) for name, value in report.metrics.items()},
            "flags": [flag for report in reports for flag in report.flags],
            "more_clips": [_clip(report) for report in others],
        }
    )


def _best(answers: tuple[CueResult, ...]) -> CueResult:
    return min(answers, key=lambda answer: (*_surety(answer), WORST_FIRST.index(answer.verdict)))


def _surety(answer: CueResult) -> tuple[bool, float]:
    known = answer.uncertainty if answer.uncertainty is not None else float("inf")
    return answer.verdict == "cannot_tell", known


def _clip(report: Report) -> Clip:
    return Clip(**{name: getattr(report, name) for name in Clip.model_fields})
