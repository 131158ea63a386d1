"""Where clips are scored when there are many of them: a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from itertools import islice
from typing import Any
from uuid import uuid4

from formcheck.batch.one_clip import Task, failed, score_task
from formcheck.batch.parcel import do, packed
from formcheck.batch.pools import ATTEMPTS, DIED, Score
from formcheck.batch.rows import Outcome
from formcheck.errors import FormcheckError

AHEAD = 3
"""Clips on their way to the cluster for each of its threads: enough to keep it busy, few enough to hold in memory."""


def run_on_cluster(tasks: Iterable[Task], address: str, score: Score = score_task) -> Iterator[Outcome]:
    """Score clips on a Dask cluster, one task a clip; outcomes come as they are done.

    A clip whose worker died is given to another one. Raises FormcheckError if there is no cluster at the address, or
    no longer.
    """
    client = _client(address)
    with client:
        from distributed import as_completed

        from formcheck.batch.worker_plugin import UndisturbedPlugin

        client.register_plugin(UndisturbedPlugin())
        waiting, names = iter(tasks), {}
        # The clips of one run are one group of the scheduler's, in which its dashboard tells them by their names.
        group = f"score-{uuid4()}"

        def send(task: Task) -> Any:
            name = task.name.encode("utf-8", "backslashreplace").decode()
            future = client.submit(do, packed(score, task), key=(group, name), retries=ATTEMPTS)
            names[future.key] = task.name
            return future

        at_once = AHEAD * max(1, sum(client.nthreads().values()))
        coming = as_completed([send(task) for task in islice(waiting, at_once)], loop=client.loop)
        for future in coming:
            outcome = _result(future, names.pop(future.key), address)
            future.release()
            for task in islice(waiting, 1):
                coming.add(send(task))
            yield outcome


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


def _result(future: Any, name: str, address: str) -> Outcome:
    try:
        error = future.exception()
        outcome: Outcome = future.result() if error is None else Outcome(failed(name, _died(error)))
    except (CancelledError, OSError) as gone:
        todo = "start it again and run the same command: it goes on where it was"
        raise FormcheckError("the Dask scheduler is gone", address, todo) from gone
    return outcome


def _died(error: BaseException) -> str:
    return f"{DIED} ({type(error).__name__}: {error})"
