"""Where clips are scored: worker processes on this machine, or a Dask cluster."""

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
from typing import Any

from formcheck.batch.one_clip import Task, failed, score_task
from formcheck.batch.rows import Outcome
from formcheck.errors import FormcheckError

ATTEMPTS = 2
"""A clip whose worker died is tried once more; then the clip is taken to be the reason."""

AHEAD = 3
"""Clips on their way to the cluster for each of its threads: enough to keep it busy, few enough to hold in memory."""

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


def run_on_cluster(tasks: Iterable[Task], address: str, score: Score = score_task) -> Iterator[Outcome]:
    """Score clips on a Dask cluster, one task a clip; outcomes come as they are done.

    A clip whose worker died is given to another one. Raises FormcheckError if there is no cluster at the address.
    """
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        todo = "pip install 'formcheck[cluster]'"
        raise FormcheckError("dask.distributed is not installed", address, todo) from error
    try:
        client = Client(address, timeout=20, set_as_default=False)
    except (OSError, ValueError) as error:
        todo = "start it with 'dask scheduler', and workers with 'dask worker'; see docs/cluster.md"
        raise FormcheckError("no Dask scheduler answers", address, todo) from error
    with client:
        waiting, names = iter(tasks), {}

        def send(task: Task) -> Any:
            # Not pure: what a clip gives depends on its file, which the key does not know.
            future = client.submit(score, task, pure=False, retries=ATTEMPTS)
            names[future.key] = task.name
            return future

        at_once = AHEAD * max(1, sum(client.nthreads().values()))
        coming = as_completed([send(task) for task in islice(waiting, at_once)], loop=client.loop)
        for future in coming:
            outcome = _result(future, names.pop(future.key))
            future.release()
            for task in islice(waiting, 1):
                coming.add(send(task))
            yield outcome


def _result(future: Any, name: str) -> Outcome:
    error = future.exception()
    if error is None:
        outcome: Outcome = future.result()
        return outcome
    return Outcome(failed(name, f"{DIED} ({type(error).__name__}: {error})"))
