"""Runs a batch: what is not done yet is scored, and after every clip nothing of it can be lost any more."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path

from formcheck.batch.cluster import run_on_cluster
from formcheck.batch.edition import edition
from formcheck.batch.index_page import write_index
from formcheck.batch.ledger import Entry, Ledger
from formcheck.batch.one_clip import Task, failed
from formcheck.batch.pools import run_locally
from formcheck.batch.rows import Outcome
from formcheck.batch.standing import Pace, Standing
from formcheck.batch.tables import drop_parts, write_tables, write_whole
from formcheck.batch.walking import FoundClip, find_clips, is_remote
from formcheck.errors import FormcheckError
from formcheck.scoring import Options

RESTS = 20.0
"""The tables are written again once this many times the time has passed that writing them took: 5 % at most."""

ANSWERS_ALIKE = {"workers", "fresh"}
"""Options of scoring that change how long it takes, and nothing of what comes out."""

Progress = Callable[[Standing], None]


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a folder is scored.

    exercise : an id, ``auto`` or ``from-folder``. workers : processes on this machine. cluster : address of a Dask
    scheduler, used instead. send : send the files themselves, to workers that do not see the folder. retry : score
    again what was not scored before, though nothing changed. fresh : score everything again.
    """

    exercise: str
    scoring: Options
    workers: int
    cluster: str | None = None
    send: bool = False
    retry: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """How many clips there are, how many of them were scored just now, and how many could not be."""

    clips: int
    scored_now: int
    failed: int
    unknown: int


def run_batch(folder: str, out: Path, options: BatchOptions, progress: Progress | None = None) -> Summary:
    """Score every video of a folder and write tables, reports and a page to ``out``; see ``find_clips``.

    Goes on where an earlier run was interrupted. Clips that are unchanged since, with the same settings and edition
    of formcheck, are not scored again. Raises FormcheckError if the folder cannot be read, or ``out`` cannot be
    written or another batch is writing it.
    """
    clips = find_clips(folder, out)
    with _writing(out):
        out.mkdir(parents=True, exist_ok=True)
        with Ledger(out, fresh=options.fresh) as ledger:
            drop_parts(out)
            return _run(clips, out, options, ledger, progress)


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        todo = "make room and run it again: it goes on where it was" if full else "choose another --out"
        raise FormcheckError(f"cannot write there ({error.strerror or error})", str(out), todo) from error


def _run(
    clips: list[FoundClip], out: Path, options: BatchOptions, ledger: Ledger, progress: Progress | None
) -> Summary:
    stamps = {clip.name: _stamp(clip, options) for clip in clips}
    due = [clip for clip in clips if _is_due(clip, stamps[clip.name], out, ledger, options)]
    pace, tables, tell = Pace(due, len(clips)), _Tables(out, clips, ledger), progress or _silent
    tell(pace.begun())
    try:
        with closing(_outcomes(due, options)) as outcomes:
            for outcome in outcomes:
                name = outcome.clip.clip
                _write_reports(out, outcome, ledger.entries.get(name))
                ledger.add(Entry(stamps[name], outcome.clip, outcome.cues, tuple(outcome.files)))
                tables.write_when_rested()
                tell(pace.after(name))
    finally:
        tables.write()
    rows = [ledger.entries[clip.name].clip.status for clip in clips]
    return Summary(len(clips), len(due), rows.count("failed"), rows.count("unknown"))


def _silent(standing: Standing) -> None:
    """Show no progress."""


def _is_due(clip: FoundClip, stamp: str, out: Path, ledger: Ledger, options: BatchOptions) -> bool:
    if not ledger.is_done(clip.name, stamp):
        return True
    row = ledger.entries[clip.name].clip
    # Somebody may have deleted a report: its clip is scored again then.
    return (options.retry and row.status != "scored") or bool(row.report and not (out / row.report).exists())


def _write_reports(out: Path, outcome: Outcome, before: Entry | None) -> None:
    """Write what came of a clip, and remove what an earlier run wrote of it that is not true any more."""
    for path, data in outcome.files.items():
        write_whole(out / path, data)
    for path in set(before.files) - set(outcome.files) if before else ():
        (out / path).unlink(missing_ok=True)
        with suppress(OSError):  # the folder is gone already, or holds something else
            (out / path).parent.rmdir()


def _outcomes(due: list[FoundClip], options: BatchOptions) -> Generator[Outcome]:
    yield from (Outcome(failed(clip.name, clip.problem)) for clip in due if clip.problem)
    # The largest first: one that is long and comes last keeps one core busy and leaves the others idle.
    readable = sorted((clip for clip in due if not clip.problem), key=lambda clip: -clip.size_bytes)
    if not readable:
        return
    workers = min(options.workers, len(readable))
    # Several clips at once leave one core to each; few clips share what there is.
    scoring = replace(options.scoring, workers=1 if options.cluster else max(1, options.workers // workers))
    tasks = (_task(clip, replace(options, scoring=scoring)) for clip in readable)
    yield from run_on_cluster(tasks, options.cluster) if options.cluster else run_locally(tasks, workers)


def _task(clip: FoundClip, options: BatchOptions) -> Task:
    sent = options.send and options.cluster and not is_remote(clip.place)
    try:
        data = Path(clip.place).read_bytes() if sent else None
    except OSError:
        data = None  # the worker says that it cannot be read
    return Task(clip.name, clip.place, options.exercise, options.scoring, data)


def _stamp(clip: FoundClip, options: BatchOptions) -> str:
    """Everything on which a clip's rows depend, in a few characters."""
    scoring = options.scoring
    told = {field.name: getattr(scoring, field.name) for field in fields(scoring) if field.name not in ANSWERS_ALIKE}
    # A profile's own text: how a person's limits are shown may change where they do not.
    profile = scoring.profile.model_dump_json() if scoring.profile else None
    settings = (options.exercise, sorted({**told, "profile": profile}.items()), edition())
    return sha256(repr((clip.stamp, settings)).encode("utf-8", "backslashreplace")).hexdigest()[:16]


class _Tables:
    """The tables and the page of a batch, made from its ledger: each clip of the folder once, by name."""

    def __init__(self, out: Path, clips: list[FoundClip], ledger: Ledger) -> None:
        self._out, self._clips, self._ledger = out, clips, ledger
        self._next_s = 0.0

    def write_when_rested(self) -> None:
        if time.monotonic() >= self._next_s:
            self.write()

    def write(self) -> None:
        start_s = time.monotonic()
        done = [self._ledger.entries[clip.name] for clip in self._clips if clip.name in self._ledger.entries]
        rows, cues = [entry.clip for entry in done], [cue for entry in done for cue in entry.cues]
        write_tables(self._out, rows, cues)
        write_index(self._out, rows, cues, len(self._clips))
        end_s = time.monotonic()
        self._next_s = end_s + max(1.0, RESTS * (end_s - start_s))
