"""What is already done, in one file that survives whatever ends a batch: a line per clip, written once it is whole.

The tables are made from it, never read back. A line cut off by a crash is dropped; of two lines of one clip the
later counts.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from formcheck.batch.rows import ClipRow, CueRow
from formcheck.errors import FormcheckError

try:
    import fcntl
except ImportError:  # Windows has none
    fcntl = None  # type: ignore[assignment]

NAME = "ledger.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """One clip that is done. stamp : the state of the file and the settings with which it was scored.

    files : what was written of it, by its path within the batch's folder.
    """

    stamp: str
    clip: ClipRow
    cues: tuple[CueRow, ...]
    files: tuple[str, ...] = ()


class Ledger:
    """The ledger of one batch, open for adding; use it in a ``with`` block.

    entries : what is done, by the clip's name. fresh : forget what was done.
    Raises FormcheckError while another process has it open.
    """

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        path = folder / NAME
        path.touch()
        self._file = path.open("r+b")
        try:
            _lock(self._file, folder)
            whole = b"" if fresh else _whole_lines(self._file.read())
            self.entries = _entries(whole)
            self._file.truncate(len(whole))
            self._file.seek(len(whole))
        except BaseException:
            self._file.close()
            raise

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


def _lock(file: IO[bytes], folder: Path) -> None:
    """Keep other processes out as long as the file is open; the system lets go of it however this process ends."""
    if fcntl is None:
        return
    try:
        # Not flock: a forked worker would go on to hold that one after its parent was killed.
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN):
            todo = "wait until it ends, or choose another --out"
            raise FormcheckError("another batch is writing there", str(folder), todo) from error
        # Some network folders know no locks: then it is as it would be without.


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
        rows = ClipRow(**fields["clip"]), tuple(CueRow(**cue) for cue in cues)
        return Entry(fields["stamp"], *rows, tuple(fields.get("files", ())))
    except (ValueError, KeyError, TypeError):
        return None
