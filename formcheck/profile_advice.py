"""What to do about the mistakes that people make who write a profile for the first time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from types import MappingProxyType

SLIPS: MappingProxyType[str, str] = MappingProxyType(
    {
        r"^\s*\[[^\]\"]*\s[^\]]*\]": "write ids as 'formcheck exercises' lists them: [single-leg-balance]",
        r"[\u2018\u2019\u201c\u201d\u201e]": 'use straight quotes: side = "left"',
        r"=\s*-?\d+,\d": "write decimals with a point: 7.5",
        r"=\s*-?[\d.]+\s*[^\s\d.#]": "write the number alone; the unit is the cue's own",
        r"=\s*(True|False|TRUE|FALSE|yes|no|Yes|No)\b": "write true or false, in small letters",
        r"=\s*(left|right|Left|Right)\b": 'put the side in quotes: side = "left"',
        r"^\s*[\w-]+\s*:": "write = instead of a colon: met = 20",
    }
)
"""What a line that is no TOML looks like, and what to write instead; the first that fits counts."""

INVALID: MappingProxyType[str, str] = MappingProxyType(
    {
        "float_type": "write a number, without quotes: met = 20",
        "finite_number": "write a finite number",
        "bool_type": "write counts = true or counts = false, without quotes",
        "literal_error": "write 'left' or 'right', in small letters",
        "dict_type": "put what is to change under a heading of its own: [exercise.cue] and below it met = 20",
        "model_type": "put what is to change under a heading of its own: [exercise.cue] and below it met = 20",
    }
)
"""What to write instead of a value of the wrong kind, by the kind of the fault."""


def about_syntax(line: str, told: str) -> str:
    """Return what to write instead of a line that cannot be read; ``told`` is what the reader of TOML says."""
    if told.startswith("Cannot declare"):
        return "this heading stands twice: put everything under one of them"
    return next((advice for slip, advice in SLIPS.items() if re.search(slip, line)), told)


def about_value(kind: str, told: str) -> str:
    """Return what to write instead of a value of the wrong kind; ``told`` is what the validation says."""
    return INVALID.get(kind, told)


def about_name(name: str, known: Iterable[str]) -> str:
    """Return which names there are, the one that was probably meant first."""
    names = list(known)
    written = name.lower().replace(" ", "-")
    near = get_close_matches(written, names, n=1) or get_close_matches(written.replace("-", "_"), names, n=1)
    meant = f"did you mean {near[0]}? " if near else ""
    return f"{meant}choose one of {', '.join(names)}"
