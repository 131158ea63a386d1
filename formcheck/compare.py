"""Two reports of one person and exercise, before and after: what changed, and whether measuring alone could do it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from formcheck.change import smallest_detectable_change, told
from formcheck.cues import State
from formcheck.errors import FormcheckError
from formcheck.metrics import Unit
from formcheck.report import CueResult, MetricValue, Report
from formcheck.wording import label

Kind = Literal["cue", "reading"]


class Difference(BaseModel):
    """One thing that both reports measured, in its unit.

    by : after less before. smallest : the smallest detectable change, from both 95 % uncertainties; None where a
    reading has none. verdicts : before and after, for a cue.
    """

    model_config = ConfigDict(frozen=True)
    kind: Kind
    name: str
    label: str
    unit: Unit
    before: float
    after: float
    by: float
    smallest: float | None
    changed: bool
    verdicts: tuple[State, State] | None = None


class Comparison(BaseModel):
    """Everything that both reports measured, and the cues that either could not tell."""

    model_config = ConfigDict(frozen=True)
    exercise: str
    before: str
    after: str
    differences: list[Difference]
    untold: list[str]


def compare(before: Report, after: Report) -> Comparison:
    """Compare two reports of one exercise and leg, cue by cue and reading by reading.

    A difference counts as a change only beyond the smallest detectable change; an uncertainty that both clips share,
    such as the person's own offset, is not taken out, so this errs toward calling nothing a change.
    Raises FormcheckError for reports of different exercises or legs.
    """
    _require_alike(before, after)
    pairs = [(cue, _cue(after, cue.id)) for cue in before.cues if cue.ask is None]
    both = [(first, second) for first, second in pairs if second is not None and told(first) and told(second)]
    named = {first.id for first, _ in both}
    return Comparison(
        exercise=before.exercise.id,
        before=before.source.name,
        after=after.source.name,
        differences=[*(_of_cue(*pair) for pair in both), *_of_readings(before, after)],
        untold=[first.says for first, _ in pairs if first.id not in named],
    )


def _require_alike(before: Report, after: Report) -> None:
    names = f"{before.source.name} and {after.source.name}"
    exercises = (before.exercise.id, after.exercise.id)
    if exercises[0] != exercises[1]:
        told_as = f"one is {exercises[0]}, the other {exercises[1]}"
        raise FormcheckError(f"these are different exercises: {told_as}", names, "compare reports of one exercise")
    if before.side != after.side:
        told_as = f"{before.side or 'none'} before, {after.side or 'none'} after"
        raise FormcheckError(f"another leg was judged: {told_as}", names, "score both clips with the same --side")


def _cue(report: Report, cue_id: str) -> CueResult | None:
    return next((cue for cue in report.cues if cue.id == cue_id), None)


def _of_cue(first: CueResult, second: CueResult) -> Difference:
    assert first.unit is not None
    assert first.estimate is not None
    assert second.estimate is not None
    uncertainties = (first.uncertainty, second.uncertainty)
    found = _difference("cue", first.id, first.says, first.unit, (first.estimate, second.estimate), uncertainties)
    return found.model_copy(update={"verdicts": (first.verdict, second.verdict)})


def _of_readings(before: Report, after: Report) -> Iterator[Difference]:
    for name, first in before.metrics.items():
        second = after.metrics.get(name)
        if second is not None:
            yield _of_reading(name, first, second)


def _of_reading(name: str, first: MetricValue, second: MetricValue) -> Difference:
    uncertainties = (first.uncertainty, second.uncertainty)
    return _difference("reading", name, label(name), first.unit, (first.value, second.value), uncertainties)


def _difference(
    kind: Kind,
    name: str,
    words: str,
    unit: Unit,
    values: tuple[float, float],
    uncertainties: tuple[float | None, float | None],
) -> Difference:
    first, second = uncertainties
    smallest = None if first is None or second is None else smallest_detectable_change(first, second)
    by = values[1] - values[0]
    return Difference(
        kind=kind,
        name=name,
        label=words,
        unit=unit,
        before=values[0],
        after=values[1],
        by=by,
        smallest=smallest,
        changed=smallest is not None and abs(by) > smallest,
    )
