"""Two reports of one person and exercise, before and after: what changed, and whether measuring alone could do it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from formcheck.camera import VIEW_WORDS
from formcheck.change import change, smallest_detectable_change, told
from formcheck.cues import State
from formcheck.errors import FormcheckError
from formcheck.metrics import Unit
from formcheck.report import CueResult, MetricValue, Report
from formcheck.wording import label

Kind = Literal["cue", "reading"]

NO_MATTER = frozenset({"stands_first"})
"""Film checks whose failing makes readings less sure, which their uncertainties hold already."""

YAW_APART_DEG = 5.0
"""Cameras that stood farther apart than this may fake a change of the angles."""


class Difference(BaseModel):
    """One thing that both reports measured, in its unit.

    by : after less before. smallest : the smallest detectable change, from both 95 % uncertainties; None where a
    reading has none. verdicts : before and after, for a cue. better : a cue came nearer to what is asked; None for a
    reading, which nothing asks to be large or small.
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
    better: bool | None = None


class Comparison(BaseModel):
    """Everything that both reports measured, and the cues that either could not tell.

    caveats : what about the films or the programs differs and may look like a change, in sentences.
    """

    model_config = ConfigDict(frozen=True)
    exercise: str
    before: str
    after: str
    differences: list[Difference]
    untold: list[str]
    caveats: list[str] = []


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
        caveats=_caveats(before, after),
    )


def _caveats(before: Report, after: Report) -> list[str]:
    """Say in what the two films or programs differ that could pass for a change of the person."""
    found = []
    if before.camera.view != after.camera.view:
        first_view, second_view = (VIEW_WORDS.get(each.camera.view, "an angle") for each in (before, after))
        words = f"from {first_view} before and from {second_view} after"
        found.append(f"The clips were filmed from different places, {words}: film both from the same one.")
    yaws_deg = (before.camera.yaw_deg, after.camera.yaw_deg)
    if None not in yaws_deg and abs((yaws_deg[0] or 0.0) - (yaws_deg[1] or 0.0)) > YAW_APART_DEG:
        found.append(
            f"The camera stood {yaws_deg[0]:.0f}° to the side before, {yaws_deg[1]:.0f}° after; put it where it was."
        )
    for what, first, second in (
        ("pose models", before.model, after.model),
        ("versions of formcheck", before.formcheck, after.formcheck),
    ):
        if first != second:
            found.append(f"Different {what} looked at the clips ({first}, {second}): score both again with the same.")
    for when, report in (("before", before), ("after", after)):
        wrong = [check.message for check in report.film if not (check.ok or check.check in NO_MATTER)]
        found += [f"Of the film {when}: {message}" for message in wrong]
    return found


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
    values = (first.estimate, second.estimate)
    found = _difference("cue", first.id, first.says, first.unit, values, uncertainties, first.metric)
    toward = change(first, second)
    return found.model_copy(
        update={"verdicts": (first.verdict, second.verdict), "better": toward.better if toward else None}
    )


def _of_readings(before: Report, after: Report) -> Iterator[Difference]:
    for name, first in before.metrics.items():
        second = after.metrics.get(name)
        if second is not None:
            yield _of_reading(name, first, second)


def _of_reading(name: str, first: MetricValue, second: MetricValue) -> Difference:
    uncertainties = (first.uncertainty, second.uncertainty)
    return _difference("reading", name, label(name), first.unit, (first.value, second.value), uncertainties, name)


def _difference(
    kind: Kind,
    name: str,
    words: str,
    unit: Unit,
    values: tuple[float, float],
    uncertainties: tuple[float | None, float | None],
    metric: str | None,
) -> Difference:
    first, second = uncertainties
    smallest = None if first is None or second is None else smallest_detectable_change(first, second, metric)
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
