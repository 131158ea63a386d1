"""What is already done, in one file that survives whatever ends a batch: a line per clip, written once it is whole.

The tables are made from it, never read back. A line cut off by a crash is dropped; of two lines of one clip the
later counts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from formcheck.batch.rows import ClipRow, CueRow

NAME = "ledger.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """One clip that is done. stamp : the state of the file and the settings with which it was scored."""

    stamp: str
    clip: ClipRow
    cues: tuple[CueRow, ...]


class Ledger:
    """The ledger of one batch, open for adding; use it in a ``with`` block.

    entries : what is done, by the clip's name.
    """

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        self._path = folder / NAME
        if fresh:
            self._path.unlink(missing_ok=True)
        self._path.touch()
        whole = _whole_lines(self._path.read_bytes())
        self.entries = _entries(whole)
        self._file = self._path.open("r+b")
        self._file.truncate(len(whole))
        self._file.seek(len(whole))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def is_done(self, name: str, stamp: str) -> bool:
        """Say whether a clip was scored as it is, with these settings."""
        entry = self.entries.get(name)
        return entry is not None and entry.stamp == stamp

    def add(self, entry: Entry) -> None:
        """Keep one clip for good: on return it is on the disk."""
        # Known before it is written: an interrupt while the disk is waited for must not leave it out of the tables.
        self.entries[entry.clip.clip] = entry
        self._file.write(json.dumps(asdict(entry)).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())


def read_entries(folder: Path) -> dict[str, Entry]:
    """Return what is done so far of a batch that may be running, by the clip's name; nothing if there is none."""
    try:
        return _entries(_whole_lines((folder / NAME).read_bytes()))
    except OSError:
        return {}


def _whole_lines(data: bytes) -> bytes:
    return data[: data.rfind(b"\n") + 1]


def _entries(data: bytes) -> dict[str, Entry]:
    read = (_entry(line) for line in data.splitlines())
    return {entry.clip.clip: entry for entry in read if entry}


def _entry(line: bytes) -> Entry | None:
    """Return the entry of a line, or None for one that another version wrote: that clip is scored again."""
    try:
        fields: dict[str, Any] = json.loads(line)
        cues: Iterable[dict[str, Any]] = fields["cues"]
        return Entry(fields["stamp"], ClipRow(**fields["clip"]), tuple(CueRow(**cue) for cue in cues))
    except (ValueError, KeyError, TypeError):
        return None
