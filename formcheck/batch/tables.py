"""Writes the tables of a batch: ``clips`` and ``results``, as CSV and as Parquet, whole or not at all."""

from __future__ import annotations

import codecs
import csv
import io
import os
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from formcheck.batch.rows import ClipRow, CueRow

Row = ClipRow | CueRow

PART = ".formcheck-{}.part"
"""Name of a file that is not whole yet."""

REPORTS = "reports"


def write_tables(folder: Path, clips: Sequence[ClipRow], cues: Sequence[CueRow]) -> None:
    """Write both tables in both forms; OSError if that fails, and then what was there before is still there."""
    for name, kind, rows in (("clips", ClipRow, clips), ("results", CueRow, cues)):
        write_whole(folder / f"{name}.csv", _csv(kind, rows))
        write_whole(folder / f"{name}.parquet", _parquet(kind, rows))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that at every instant it is either the old or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(PART.format(uuid.uuid4().hex))
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink()


def drop_parts(folder: Path) -> None:
    """Remove what a process that was killed left of files which it did not finish."""
    for part in (*folder.glob(PART.format("*")), *(folder / REPORTS).rglob(PART.format("*"))):
        part.unlink(missing_ok=True)


def _names(kind: type[Row]) -> list[str]:
    return [field.name for field in fields(kind)]


def _csv(kind: type[Row], rows: Sequence[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _names(kind), lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in rows)
    # With the mark by which Excel knows UTF-8: without it names and the signs ± and ° come out wrong there.
    # A file name need not be text: what is none is written as its bytes.
    return codecs.BOM_UTF8 + text.getvalue().encode("utf-8", "backslashreplace")


def _parquet(kind: type[Row], rows: Sequence[Row]) -> bytes:
    types = {"str": pa.string(), "int": pa.int64(), "float": pa.float64()}
    schema = pa.schema([(field.name, types.get(_plain(field.type), pa.string())) for field in fields(kind)])
    columns = {name: [_text(getattr(row, name)) for row in rows] for name in schema.names}
    sink = io.BytesIO()
    pq.write_table(pa.table(columns, schema=schema), sink)
    return sink.getvalue()


def _plain(declared: Any) -> str:
    return str(declared).partition(" ")[0]


def _text(value: Any) -> Any:
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
