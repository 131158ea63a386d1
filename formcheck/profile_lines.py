"""Where in the text of a TOML file a key stands, for messages that name the line."""

from __future__ import annotations

import re
from collections.abc import Iterator

KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
TABLE = re.compile(r"^\s*\[\[?\s*([^\]]+?)\s*\]")


def line_of(text: str, place: tuple[str, ...]) -> int:
    """Return the line, from 1, of a key; of the nearest table above it if the key itself stands in no line.

    >>> line_of("[squat]\\nside = 'left'\\n[squat.heel_flat]\\nmet = 3\\n", ("squat", "heel_flat", "met"))
    4
    """
    return max(_keys(text), key=lambda key: (_shared(key[1], place), -len(key[1]), -key[0]), default=(1, ()))[0]


def line_of_syntax_error(message: str, text: str) -> int:
    """Return the line that a message of ``tomllib`` names; it names none at the end of the document."""
    named = re.search(r"at line (\d+)", message)
    return int(named.group(1)) if named else max(1, len(text.splitlines()))


def _keys(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield number and full key of each line that opens a table or sets a key."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if opened := TABLE.match(line):
            table = _parts(opened.group(1))
            yield number, table
        elif key := KEY.match(line):
            yield number, table + _parts(key.group(1))


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _shared(key: tuple[str, ...], place: tuple[str, ...]) -> int:
    """Count how many leading parts of two keys are the same."""
    pairs = zip(key, place, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a != b), min(len(key), len(place)))
