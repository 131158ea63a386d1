"""Where clips are scored: worker processes on this machine; for a cluster see ``cluster``."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

from formcheck.batch.one_clip import Task, failed, score_task
from formcheck.batch.rows import Outcome

ATTEMPTS = 2
"""A clip whose worker died is tried once more; then the clip is taken to be the reason."""

DIED = "the process that scored it died, probably for want of memory: score this clip alone"


Score = Callable[[Task], Outcome]


def run_locally(tasks: Iterable[Task], workers: int, score: Score = score_task) -> Iterator[Outcome]:
    """Score clips in processes of their own, one clip at a time each; outcomes come as they are done.

    score : what the processes do. A process that dies costs only its own clip. Closing the iterator ends them all.
    """
    waiting = iter(tasks)
    crew: list[_Worker] = []
    try:
        for task in islice(waiting, workers):
            crew.append(_Worker.start(task, score))
        while crew:
            for worker in _ready(crew):
                crew.remove(worker)
                outcome = worker.outcome()
                if outcome is None and worker.attempt < ATTEMPTS:
                    crew.append(_Worker.start(worker.task, score, worker.attempt + 1))
                    continue
                following = next(waiting, None)
                if following is None:
                    worker.end()
                else:
                    crew.append(worker.goes_on(following) if outcome else _Worker.start(following, score))
                yield outcome or Outcome(failed(worker.task.name, DIED))
    finally:
        for worker in crew:
            worker.end()


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process and the task it is at."""

    process: BaseProcess
    connection: Connection
    task: Task
    attempt: int

    @classmethod
    def start(cls, task: Task, score: Score, attempt: int = 1) -> _Worker:
        # Spawned, not forked: a copy of a process in which threads of native libraries run may hang.
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, score), daemon=True)
        process.start()
        theirs.close()
        ours.send(task)
        return cls(process, ours, task, attempt)

    def goes_on(self, task: Task) -> _Worker:
        self.connection.send(task)
        return replace(self, task=task, attempt=1)

    def outcome(self) -> Outcome | None:
        """Return what the process sends, or None if it died."""
        try:
            outcome: Outcome = self.connection.recv()
        except (EOFError, OSError):
            self.end()
            return None
        return outcome

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


def _ready(crew: list[_Worker]) -> list[_Worker]:
    ready = wait([worker.connection for worker in crew])
    return [worker for worker in crew if worker.connection in ready]


def _work(connection: Connection, score: Score) -> None:
    """Score what comes until nothing comes any more; end at once when the process that asks is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks
    Thread(target=_end_with_parent, daemon=True).start()
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)  # what native libraries mutter
    try:
        while True:
            connection.send(score(connection.recv()))
    except (EOFError, OSError):
        return


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
