"""Which formcheck this is, as exactly as an answer may depend on it."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from formcheck.version import __version__

DECIDES = {".py", ".csv", ".toml"}
"""Endings of the files from which answers come: rules, and tables of what was measured."""

DECIDES_NOTHING = {"app", "live", "commands"}
"""Parts of the package that only ask for answers and show them."""


@cache
def edition() -> str:
    """Return the version and a mark of the rules and tables behind it, which change between two versions as well."""
    return f"{__version__}+{_mark(Path(__file__).parents[1])}"


def _mark(package: Path) -> str:
    mark = sha256()
    for path in sorted(path for path in package.rglob("*") if path.suffix in DECIDES):
        within = path.relative_to(package)
        if within.parts[0] not in DECIDES_NOTHING:
            mark.update(within.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return mark.hexdigest()[:12]
