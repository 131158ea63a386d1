"""Says after which exercise the folders of a clip are named, however people spell it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import PurePosixPath

from formcheck.exercises import Exercise

ALIKE = 0.75
"""So alike a folder and an exercise have to be spelt to ask whether it was meant."""


def exercise_of_folder(name: str, known: Mapping[str, Exercise]) -> str | None:
    """Return the id of the exercise after which the nearest folder of a clip is named, or None.

    Case, blanks, hyphens, a number before it and a plural are all the same: ``02 Calf_stretches`` is calf-stretch.
    name : the clip's path within the batch's folder. known : the exercises by their ids.
    """
    spelt = {_plain(word): each.id for each in known.values() for word in (each.id, each.title)}
    for folder in _folders(name):
        for plain in (_plain(folder), _plain(folder).removesuffix("s"), _plain(folder).removesuffix("es")):
            if plain in spelt:
                return spelt[plain]
    return None


def nearly_named(name: str, known: Mapping[str, Exercise]) -> tuple[str, str] | None:
    """Return a folder of a clip and the id of the exercise that it was perhaps meant to be named after, or None."""
    spelt = {_plain(exercise): exercise for exercise in known}
    for folder in _folders(name):
        close = get_close_matches(_plain(folder), spelt, n=1, cutoff=ALIKE)
        if close:
            return folder, spelt[close[0]]
    return None


def _folders(name: str) -> Iterator[str]:
    return reversed(PurePosixPath(name).parts[:-1])


def _plain(words: str) -> str:
    """Return the letters of a name alone, in lower case."""
    return "".join(letter for letter in words.casefold() if letter.isalpha())
