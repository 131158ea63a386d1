"""Limits of one person: a therapist's TOML file changes bands, hold times, the side and which cues count.

A profile yields a changed ``Exercise``; whatever judges it does not know that there are profiles.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Set
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, ValidationError

from formcheck.cues import Band, Cue
from formcheck.errors import FormcheckError
from formcheck.exercises import Exercise, all_exercises
from formcheck.landmarks import Side
from formcheck.profile_advice import about_name, about_syntax, about_value
from formcheck.profile_lines import line_of, line_of_syntax_error
from formcheck.report import Adjusted, Model

EDGES: tuple[Literal["ideal", "met", "not_met"], ...] = ("ideal", "met", "not_met")


class CueChange(Model):
    """What changes about one cue; None leaves ours. ``counts = false`` leaves the cue out."""

    model_config = ConfigDict(strict=True)

    ideal: float | None = None
    met: float | None = None
    not_met: float | None = None
    counts: bool = True


class ExerciseChange(Model):
    """What changes about one exercise: the leg to judge, and under each cue id a ``CueChange``."""

    model_config = ConfigDict(strict=True, extra="allow")
    __pydantic_extra__: dict[str, CueChange]

    side: Side | None = None

    @property
    def cues(self) -> dict[str, CueChange]:
        """The changed cues by their ids."""
        return self.__pydantic_extra__


class Profile(Model):
    """The changes of one file, by exercise id."""

    exercises: dict[str, ExerciseChange]

    def side_of(self, exercise: Exercise) -> Side | None:
        """Return the leg that the profile wants judged, None if it does not say."""
        change = self.exercises.get(exercise.id)
        return change.side if change else None

    def applied(self, exercise: Exercise) -> Exercise:
        """Return the exercise with the profile's limits, without the cues that do not count."""
        change = self.exercises.get(exercise.id)
        if change is None:
            return exercise
        kept = [(cue, change.cues.get(cue.id, CueChange())) for cue in exercise.cues]
        return replace(
            exercise,
            cues=tuple(_changed(cue, new) for cue, new in kept if new.counts),
            variants=tuple(self.applied(variant) for variant in exercise.variants),
        )

    def adjusted(self, exercise: Exercise) -> list[Adjusted]:
        """List what differs from ours, in the order of the cues; what the profile only repeats is not listed."""
        change = self.exercises.get(exercise.id)
        if change is None:
            return []
        changes = [(cue, change.cues[cue.id]) for cue in exercise.cues if cue.id in change.cues]
        return [each for cue, new in changes for each in _differences(cue, new)]


def read_profile(path: Path) -> Profile:
    """Read and validate a profile; raises FormcheckError that names the file and the line."""
    try:
        # Some editors begin a file with a byte order mark, which TOML does not know.
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FormcheckError("cannot read the profile", str(path), "give the path of a TOML text file") from error
    return parse_profile(text, path.name)


def parse_profile(text: str, name: str) -> Profile:
    """Validate the text of a profile that is called ``name``; raises FormcheckError that names the line."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        number = line_of_syntax_error(str(error), text)
        advice = about_syntax(text.splitlines()[number - 1], str(error).partition(" (")[0])
        raise FormcheckError("not valid TOML", f"{name} line {number}", advice) from error
    for place, what, todo in _unknown(raw):
        raise FormcheckError(what, f"{name} line {line_of(text, place)}", todo)
    try:
        profile = Profile(exercises=raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = tuple(str(part) for part in first["loc"][1:])
        what = f"{'.'.join(place)} = {first['input']!r} will not do"
        advice = about_value(first["type"], first["msg"])
        raise FormcheckError(what, f"{name} line {line_of(text, place)}", advice) from error
    for place, what, todo in _unfit(profile):
        raise FormcheckError(what, f"{name} line {line_of(text, place)}", todo)
    return profile


Fault = tuple[tuple[str, ...], str, str]
"""Where in the file, what is wrong, and what to do."""


def _unknown(raw: dict[str, Any]) -> Iterator[Fault]:
    """Find names that there are not: exercises, cues, and keys of a cue."""
    exercises = all_exercises()
    for exercise, change in raw.items():
        if exercise not in exercises:
            if isinstance(change, dict):
                yield (exercise,), f"unknown exercise {exercise!r}", about_name(exercise, exercises)
            else:
                yield (exercise,), f"{exercise!r} is no exercise", "write what is only for you after a #"
            return
        cues = list(dict.fromkeys(cue.id for form in exercises[exercise].forms for cue in form.cues))
        for cue, keys in change.items() if isinstance(change, dict) else ():
            if cue not in (*cues, "side"):
                yield (exercise, cue), f"{exercise} has no cue {cue!r}", about_name(cue, [*cues, "side"])
            for key in keys if isinstance(keys, dict) and cue != "side" else ():
                if key not in CueChange.model_fields:
                    told = about_name(key, CueChange.model_fields)
                    yield (exercise, cue, key), f"a cue has no key {key!r}", told


def _unfit(profile: Profile) -> Iterator[Fault]:
    """Find limits that are no band, or that turn ours round, and exercises of which no cue is left."""
    for exercise_id, change in profile.exercises.items():
        forms = all_exercises()[exercise_id].forms
        limited = {cue.id for form in forms for cue in form.cues if cue.band is not None}
        for form in forms:
            yield from _unfit_cues(form, change, limited)
            if not profile.applied(form).cues:
                somebody = f" for somebody {form.posture}" if form.posture else ""
                yield (exercise_id,), f"no cue of {exercise_id} is left{somebody}", "let at least one count"


def _unfit_cues(form: Exercise, change: ExerciseChange, limited: Set[str]) -> Iterator[Fault]:
    """Find limits that do not fit the cues of one posture; ``limited`` are those that have limits in any."""
    for cue in form.cues:
        new = change.cues.get(cue.id, CueChange())
        edges = [edge for edge in EDGES if getattr(new, edge) is not None]
        if edges and cue.id not in limited:
            told = "give it counts = false or leave it as it is"
            yield (form.id, cue.id, edges[0]), f"{cue.id} is a question and has no limits", told
        elif cue.band is not None and edges and not _is_band(cue.band, new):
            yield (form.id, cue.id, edges[-1]), f"the limits of {cue.id} are out of order", _order(cue.band)


def _is_band(ours: Band, new: CueChange) -> bool:
    try:
        return _band(ours, new).toward_bad == ours.toward_bad
    except ValueError:
        return False


def _order(ours: Band) -> str:
    sign = "≤" if ours.toward_bad > 0 else "≥"
    strict = "<" if ours.toward_bad > 0 else ">"
    told = f"ours are ideal {ours.ideal:g}, met {ours.met:g}, not_met {ours.not_met:g}"
    return f"it must be ideal {sign} met {strict} not_met; {told}"


def _band(ours: Band, new: CueChange) -> Band:
    """Put limits in the place of ours; an ideal that is not given goes along with a stricter ``met``."""
    given = {edge: value for edge in EDGES if (value := getattr(new, edge)) is not None}
    if "ideal" not in given and (given.get("met", ours.met) - ours.ideal) * ours.toward_bad < 0:
        given["ideal"] = given["met"]
    return replace(ours, **given)


def _changed(cue: Cue, new: CueChange) -> Cue:
    if cue.band is None or (band := _band(cue.band, new)) == cue.band:
        return cue
    ours = f"ours are met {cue.band.met:g}, not met {cue.band.not_met:g}"
    return replace(cue, band=band, basis=f"Set in the profile; {ours}. About ours: {cue.basis}")


def _differences(cue: Cue, new: CueChange) -> list[Adjusted]:
    if not new.counts:
        return [Adjusted(cue=cue.id, what="counts", ours=True, theirs=False)]
    if cue.band is None:
        return []
    pairs = [(edge, getattr(cue.band, edge), getattr(_band(cue.band, new), edge)) for edge in EDGES]
    return [Adjusted(cue=cue.id, what=edge, ours=ours, theirs=its) for edge, ours, its in pairs if ours != its]
