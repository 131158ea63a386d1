"""Runs a batch: what is not done yet is scored, and after every clip nothing of it can be lost any more."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path

from formcheck.batch.cluster import run_on_cluster
from formcheck.batch.index_page import write_index
from formcheck.batch.ledger import Entry, Ledger
from formcheck.batch.one_clip import Task
from formcheck.batch.pools import run_locally
from formcheck.batch.rows import Outcome
from formcheck.batch.tables import drop_parts, write_tables, write_whole
from formcheck.batch.walking import FoundClip, find_clips, is_remote
from formcheck.errors import FormcheckError
from formcheck.scoring import Options
from formcheck.version import __version__

RESTS = 20.0
"""The tables are written again once this many times the time has passed that writing them took: 5 % at most."""

ANSWERS_ALIKE = {"workers", "fresh"}
"""Options of scoring that change how long it takes, and nothing of what comes out."""

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a folder is scored.

    exercise : an id, ``auto`` or ``from-folder``. workers : processes on this machine. cluster : address of a Dask
    scheduler, used instead. send : send the files themselves, to workers that do not see the folder. fresh : score
    everything again.
    """

    exercise: str
    scoring: Options
    workers: int
    cluster: str | None = None
    send: bool = False
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

    Goes on where an earlier run was interrupted. Clips that are unchanged since, with the same settings and version,
    are not scored again. Raises FormcheckError if the folder cannot be read or ``out`` cannot be written.
    """
    clips = find_clips(folder, out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        drop_parts(out)
        with Ledger(out, fresh=options.fresh) as ledger:
            return _run(clips, out, options, ledger, progress)
    except OSError as error:
        raise FormcheckError(f"cannot write there ({error.strerror})", str(out), "choose another --out") from error


def _run(
    clips: list[FoundClip], out: Path, options: BatchOptions, ledger: Ledger, progress: Progress | None
) -> Summary:
    stamps = {clip.name: _stamp(clip, options) for clip in clips}
    # The largest first: one that is long and comes last keeps one core busy and leaves the others idle.
    due = sorted(
        (clip for clip in clips if not ledger.is_done(clip.name, stamps[clip.name])),
        key=lambda clip: -clip.size_bytes,
    )
    tables = _Tables(out, clips, ledger)
    try:
        with closing(_outcomes(due, options)) as outcomes:
            for number, outcome in enumerate(outcomes, start=1):
                for path, data in outcome.files.items():
                    write_whole(out / path, data)
                ledger.add(Entry(stamps[outcome.clip.clip], outcome.clip, outcome.cues))
                tables.write_when_rested()
                if progress:
                    progress("clips", len(clips) - len(due) + number, len(clips))
    finally:
        tables.write()
    rows = [ledger.entries[clip.name].clip.status for clip in clips]
    return Summary(len(clips), len(due), rows.count("failed"), rows.count("unknown"))


def _outcomes(due: list[FoundClip], options: BatchOptions) -> Generator[Outcome]:
    if not due:
        return
    workers = min(options.workers, len(due))
    # Several clips at once leave one core to each; few clips share what there is.
    scoring = replace(options.scoring, workers=1 if options.cluster else max(1, options.workers // workers))
    tasks = (_task(clip, replace(options, scoring=scoring)) for clip in due)
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
    settings = (options.exercise, sorted({**told, "profile": profile}.items()), __version__)
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
