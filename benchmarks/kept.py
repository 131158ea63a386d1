"""What the benchmark measured, one row per clip and reading: small tables from which everything else is made."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

FOLDER = Path(__file__).parent / "measured"
Row = TypeVar("Row")


def keep(name: str, kind: type[Row], rows: Iterable[Row], folder: Path = FOLDER) -> None:
    """Write dataclass rows to NAME.csv; None becomes an empty cell."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(kind)])  # type: ignore[arg-type]
        writer.writerows(astuple(row) for row in rows)  # type: ignore[call-overload]


def kept(name: str, kind: type[Row], folder: Path = FOLDER) -> list[Row]:
    """Read the rows of NAME.csv again."""
    hints = get_type_hints(kind)
    with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return [kind(**{key: _value(hints[key], cell) for key, cell in row.items()}) for row in csv.DictReader(file)]


def _value(hint: Any, cell: str) -> Any:
    if hint in (float, int):
        return hint(cell)
    if hint == float | None:
        return float(cell) if cell else None
    return cell
