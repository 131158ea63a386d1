"""A real Dask cluster on this machine: each clip once, whatever happens to a worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from batch_fakes import fake_score, files, fill

from formcheck.batch import cluster as cluster_module
from formcheck.batch import runner
from formcheck.batch.cluster import OtherEditionError, _result, run_on_cluster
from formcheck.batch.edition import edition
from formcheck.batch.one_clip import Task
from formcheck.batch.parcel import do, packed
from formcheck.batch.pools import DIED
from formcheck.batch.runner import BatchOptions, Summary, run_batch
from formcheck.batch.standing import Standing
from formcheck.errors import FormcheckError
from formcheck.scoring import Options

distributed = pytest.importorskip("distributed")
dask = pytest.importorskip("dask")

ALONE = BatchOptions("calf-stretch", Options(workers=1), workers=1)
CLIPS = {f"{number}.mp4": "slow" for number in range(8)} | {"x.mp4": "broken", "y.mp4": "cut"}


@pytest.fixture
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as running:
        yield running


@pytest.mark.filterwarnings("ignore")  # those of the cluster's own processes and sockets
def test_a_batch_whose_worker_is_killed_in_the_middle_scores_every_clip_exactly_once(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = fill(tmp_path / "in", CLIPS)
    monkeypatch.setattr(runner, "run_locally", lambda tasks, workers: map(fake_score, tasks))
    run_batch(str(folder), tmp_path / "whole", ALONE)
    for each in folder.glob("*.scored"):
        each.unlink()
    monkeypatch.setattr(runner, "run_on_cluster", partial(run_on_cluster, score=fake_score))
    killed: list[int] = []

    def kill_one(standing: Standing) -> None:
        if standing.done == 2 and not killed:
            killed.append(next(worker.pid for worker in cluster.workers.values()))
            os.kill(killed[0], signal.SIGKILL)

    options = BatchOptions("calf-stretch", Options(workers=1), workers=2, cluster=cluster.scheduler_address)
    summary = run_batch(str(folder), tmp_path / "out", options, kill_one)
    assert summary == Summary(len(CLIPS), len(CLIPS), failed=1, unknown=0)
    assert killed
    assert files(tmp_path / "out") == files(tmp_path / "whole")
    lines = (tmp_path / "out" / "ledger.jsonl").read_text().splitlines()
    assert len(lines) == len(CLIPS)
    with distributed.Client(cluster, set_as_default=False) as client:
        clocks = client.run(lambda dask_worker: sorted(dask_worker.periodic_callbacks))
    assert len(clocks) >= 1
    for running in clocks.values():  # of the worker that lived, and of the one that came for the dead
        assert "heartbeat" in running
        assert "profile" not in running


def test_what_is_sent_names_what_does_it_and_loads_nothing_where_it_is_only_handed_on() -> None:
    assert do(packed(len, "four")) == 4
    loaded = "import sys, formcheck.batch.parcel; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, timeout=60, check=True)
    assert {name for name in told.stdout.split() if name.startswith("formcheck.")} == {
        "formcheck.batch",
        "formcheck.batch.parcel",
        "formcheck.errors",
        "formcheck.version",
    }


class Lost:
    """A clip on its way when the scheduler goes: that is how Dask tells it."""

    def exception(self) -> None:
        return None

    def result(self) -> None:
        raise distributed.CancelledError("a.mp4 cancelled for reason: scheduler-connection-lost")


class Unreachable(Lost):
    def exception(self) -> None:
        raise distributed.comm.CommClosedError


@pytest.mark.parametrize("future", [Lost(), Unreachable()])
def test_a_scheduler_that_goes_ends_the_batch_with_one_clear_line(future: Lost) -> None:
    with pytest.raises(FormcheckError, match=r"the Dask scheduler is gone, tcp://127\.0\.0\.1:1: .* goes on where"):
        _result(future, "tcp://127.0.0.1:1")


def test_no_scheduler_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("Timed out trying to connect")

    monkeypatch.setattr(distributed, "Client", refuse)
    with pytest.raises(FormcheckError, match=r"no Dask scheduler answers, tcp://127\.0\.0\.1:1"):
        list(run_on_cluster([], "tcp://127.0.0.1:1"))


@pytest.mark.filterwarnings("ignore")  # those of the cluster's own processes and sockets
def test_who_waited_beside_a_clip_that_kills_its_workers_is_not_taken_for_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = {"a.mp4": "die"} | {f"{number}.mp4": "" for number in range(4)}
    folder = fill(tmp_path, contents)
    # At its first death everything on a worker is given up as suspect, not only after several of them.
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=1,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=50,
        ) as running,
    ):
        tasks = [Task(name, str(folder / name), "squat", Options(workers=1)) for name in contents]
        outcomes = list(run_on_cluster(tasks, running.scheduler_address, fake_score))
    statuses = {outcome.clip.clip: outcome.clip.status for outcome in outcomes}
    assert len(outcomes) == len(contents)
    assert statuses == {name: "failed" if words == "die" else "scored" for name, words in contents.items()}
    assert next(outcome for outcome in outcomes if outcome.clip.status == "failed").clip.error == DIED


def test_a_worker_with_another_formcheck_judges_nothing() -> None:
    assert cluster_module._alike((edition(), packed(len, "four"))) == 4
    with pytest.raises(OtherEditionError, match=r"it has formcheck .*, this is 0\.0\.0\+other"):
        cluster_module._alike(("0.0.0+other", packed(len, "four")))


class Raising(Lost):
    def __init__(self, error: Exception) -> None:
        self.error = error

    def exception(self) -> Exception:  # type: ignore[override]
        return self.error


@pytest.mark.parametrize(
    "error",
    [
        OtherEditionError("it has formcheck 0.0.9, this is 0.1.0"),
        FormcheckError("no source for the heavy pose model worked", "models", "connect"),
        AttributeError("Can't get attribute '_alike'"),
    ],
)
def test_what_is_wrong_with_a_worker_ends_the_batch_and_is_no_clips_row(error: Exception) -> None:
    with pytest.raises(FormcheckError, match="a worker of the cluster cannot score") as told:
        _result(Raising(error), "tcp://127.0.0.1:1")
    assert str(error) in str(told.value)


class WithoutFormcheck:
    """A client of a cluster on whose workers formcheck is not installed."""

    def wait_for_workers(self, count: int, timeout: float) -> None:
        assert count == 1

    def register_plugin(self, plugin: object) -> None:
        raise Exception("ModuleNotFoundError(\"No module named 'formcheck'\")")


class WithoutWorkers:
    def wait_for_workers(self, count: int, timeout: float) -> None:
        raise TimeoutError


@pytest.mark.parametrize(
    ("client", "told"),
    [(WithoutFormcheck(), "No module named 'formcheck'"), (WithoutWorkers(), "the cluster has no worker")],
)
def test_a_cluster_that_cannot_score_is_one_clear_line(client: object, told: str) -> None:
    with pytest.raises(FormcheckError, match=told):
        cluster_module._make_ready(client, "tcp://127.0.0.1:1")


FAULTS = """
import resource, sys
import numpy as np
from formcheck.batch.worker_plugin import keep_freed_memory

if sys.argv[1] == "keep":
    assert keep_freed_memory()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(50):
    np.ones(4_000_000, np.uint8)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems keep freed memory as they like")
def test_memory_that_is_freed_is_not_mapped_again_for_every_frame() -> None:
    def faults(how: str) -> int:
        told = subprocess.run(
            [sys.executable, "-c", FAULTS, how],
            env={**os.environ, "MALLOC_TRIM_THRESHOLD_": "65536", "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
            stdin=subprocess.DEVNULL,
        )
        return int(told.stdout)

    assert faults("keep") < faults("as Dask has it") / 10
