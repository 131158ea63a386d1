"""Where clips are scored when there are many of them: a Dask cluster."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from itertools import islice
from typing import Any
from uuid import uuid4

from formcheck.batch.edition import edition
from formcheck.batch.one_clip import Task, failed, score_with_model
from formcheck.batch.parcel import do, packed
from formcheck.batch.pools import DIED, Score
from formcheck.batch.rows import Outcome
from formcheck.errors import FormcheckError

AHEAD = 3
"""Clips on their way to the cluster for each of its threads: enough to keep it busy, few enough to hold in memory."""

COUNT_EVERY_S = 5.0
"""So often it is asked how many threads the cluster has: workers may come and go."""

WAIT_S = 60
"""So long a cluster without workers is waited for."""


def run_on_cluster(tasks: Iterable[Task], address: str, score: Score = score_with_model) -> Iterator[Outcome]:
    """Score clips on a Dask cluster, one task a clip; outcomes come as they are done.

    A clip whose worker died is given to another one. Dask suspects whatever waited on a worker that dies again and
    again; so the suspects are scored at the end, each alone, and only one that does it again is the reason. Raises
    FormcheckError if there is no cluster at the address, or no longer, or a worker that cannot score.
    """
    with _connected(address) as client:
        suspects: list[Task] = []
        yield from _scored(client, tasks, address, score, suspects.append)
        for suspect in suspects:
            guilty: list[Task] = []
            yield from _scored(client, [suspect], address, score, guilty.append)
            yield from (Outcome(failed(task.name, DIED)) for task in guilty)


def _scored(
    client: Any, tasks: Iterable[Task], address: str, score: Score, died: Callable[[Task], None]
) -> Iterator[Outcome]:
    """Score clips, some at a time; ``died`` is called with those whose workers died."""
    from distributed import as_completed

    # The clips of one run are one group of the scheduler's, in which its dashboard tells them by their names.
    group, ours = f"score-{uuid4()}", edition()
    sent: dict[Any, Task] = {}

    def send(task: Task) -> Any:
        name = task.name.encode("utf-8", "backslashreplace").decode()
        future = client.submit(do, packed(_alike, (ours, packed(score, task))), key=(group, name))
        sent[future.key] = task
        return future

    waiting, room = iter(tasks), _Room(client)
    coming = as_completed([send(task) for task in islice(waiting, room.now())], loop=client.loop)
    for future in coming:
        task, outcome = sent.pop(future.key), _result(future, address)
        future.release()
        for following in islice(waiting, max(0, room.now() - len(sent))):
            coming.add(send(following))
        if outcome is None:
            died(task)
        else:
            yield outcome


class _Room:
    """How many clips may be on their way to a cluster at a time."""

    def __init__(self, client: Any) -> None:
        self._client, self._next_s, self._room = client, 0.0, AHEAD

    def now(self) -> int:
        if time.monotonic() >= self._next_s:
            self._room = AHEAD * max(1, sum(self._client.nthreads().values()))
            self._next_s = time.monotonic() + COUNT_EVERY_S
        return self._room


def _alike(call: tuple[str, bytes]) -> Any:
    """Do on a worker what was packed, if it is the same formcheck: one batch is judged by one set of rules."""
    theirs, parcel = call
    if edition() != theirs:
        raise OtherEditionError(f"it has formcheck {edition()}, this is {theirs}")
    return do(parcel)


class OtherEditionError(Exception):
    """A worker has another formcheck than the batch."""


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """Connect to a cluster that has a worker, and tell what goes wrong between two outcomes as well."""
    with _client(address) as client:
        try:
            _make_ready(client, address)
            yield client
        except OSError as gone:
            raise _gone(address) from gone


def _make_ready(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=WAIT_S)
    except TimeoutError as error:
        todo = f"start one with 'dask worker {address}'; see docs/cluster.md"
        raise FormcheckError("the cluster has no worker", address, todo) from error
    from formcheck.batch.worker_plugin import UndisturbedPlugin

    try:
        client.register_plugin(UndisturbedPlugin())
    except OSError:
        raise
    except Exception as error:  # Dask passes on as a plain Exception what a worker without formcheck says
        raise _unfit(error, address) from error


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        todo = "pip install 'formcheck[cluster]'"
        raise FormcheckError("dask.distributed is not installed", address, todo) from error
    try:
        return Client(address, timeout=20, set_as_default=False)
    except (OSError, ValueError) as error:
        todo = "start it with 'dask scheduler', and workers with 'dask worker'; see docs/cluster.md"
        raise FormcheckError("no Dask scheduler answers", address, todo) from error


def _result(future: Any, address: str) -> Outcome | None:
    """Return what came of a clip, or None if the workers that scored it died."""
    from distributed.scheduler import KilledWorker

    try:
        error = future.exception()
        if isinstance(error, KilledWorker):
            return None
        if error is None:
            outcome: Outcome = future.result()
            return outcome
    except (CancelledError, OSError) as gone:
        raise _gone(address) from gone
    # Whatever is wrong with a clip is its row: what is raised is wrong with the worker, for every clip.
    raise _unfit(error, address) from error


def _gone(address: str) -> FormcheckError:
    todo = "start it again and run the same command: it goes on where it was"
    return FormcheckError("the Dask scheduler is gone", address, todo)


def _unfit(error: BaseException, address: str) -> FormcheckError:
    why = str(error) if isinstance(error, FormcheckError | OtherEditionError) else f"{type(error).__name__}: {error}"
    todo = "install the same formcheck and pose model for every worker, and start the workers again"
    return FormcheckError(f"a worker of the cluster cannot score ({why})", address, todo)
