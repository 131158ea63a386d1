"""What is measured. Every function returns figures by name; times in seconds, memory in megabytes."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any

from benchmarks import speed_work as work
from benchmarks.speed_clips import Clips
from formcheck.parallel import usable_cores


def measured(job: Callable[[], Any], cores: int | None = None) -> dict[str, float]:
    """Run a job in a process of its own, on some cores; return its seconds, its memory and what it tells."""
    context = get_context("spawn")
    queue = context.SimpleQueue()
    process = context.Process(target=_child, args=(job, cores, queue))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"the measurement ended with {process.exitcode}")
    result: dict[str, float] = queue.get()
    return result


def _child(job: Callable[[], Any], cores: int | None, queue: SimpleQueue[dict[str, float]]) -> None:
    if cores:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    os.environ["FORMCHECK_CACHE_DIR"] = tempfile.mkdtemp(prefix="formcheck-speed-")
    work.warm_up()
    start_s = time.perf_counter()
    told = job() or {}
    seconds = time.perf_counter() - start_s
    queue.put({"seconds": seconds, "peak_mb": getrusage(RUSAGE_SELF).ru_maxrss / 1024, **told})


def score(clips: Clips) -> dict[str, Any]:
    """(a, b) The whole score of one clip against a bare loop, on one core and on two."""
    length_s = 20.0 if clips.quick else 60.0
    clip = clips.full_hd(length_s)
    figures: dict[str, Any] = {"length_s": length_s}
    for cores in sorted({1, min(2, usable_cores())}):
        figures[f"bare_{cores}"] = measured(partial(work.bare_loop, clip), cores)
        figures[f"score_{cores}"] = measured(partial(work.score, clip, cores), cores)
    figures["video"] = measured(partial(work.score_and_draw, clip, cores), cores)
    return figures


def batch(clips: Clips) -> dict[str, Any]:
    """(c) A folder with one worker, with two, and on a Dask cluster of two worker processes."""
    count = 6 if clips.quick else 24
    folder = clips.many(count)
    return {
        "clips": count,
        "one": measured(partial(work.batch, folder, 1)),
        "two": measured(partial(work.batch, folder, 2)),
        "dask": measured(partial(work.dask_batch, folder, 2)),
    }


def memory(clips: Clips) -> dict[str, Any]:
    """(d) Peak memory. The long films replay the poses of the first: decoding, track and analysis are real.

    Finding poses takes the same memory for every frame, so one minute with the real model and the difference that
    the length makes without it tell what an hour with the model takes.
    """
    lengths_s = (10, 60, 3600) if clips.quick else (10, 60, 600, 3600)
    fps = 10.0 if clips.quick else 24.0
    figures: dict[str, Any] = {"fps": fps}
    for length_s in lengths_s:
        figures[f"replayed_{length_s}"] = measured(partial(work.replayed, clips.full_hd(length_s, fps)))
    for length_s in (10, 60):
        figures[f"model_{length_s}"] = measured(partial(work.score, clips.full_hd(length_s, 10.0), usable_cores()))
    return figures


def core(clips: Clips) -> dict[str, Any]:
    """(e) Track in, report out."""
    return measured(partial(work.core, clips.full_hd(60.0, 10.0)))


def startup(clips: Clips) -> dict[str, Any]:
    """(f) How long a person waits for an answer that needs no clip."""
    return {
        name: statistics.median(_seconds(command) for _ in range(5))
        for name, command in {"help": ["--help"], "exercises": ["exercises"]}.items()
    }


def _seconds(arguments: list[str]) -> float:
    start_s = time.perf_counter()
    subprocess.run([sys.executable, "-m", "formcheck", *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start_s


def live(clips: Clips) -> dict[str, Any]:
    """(g) One frame of the live path, with the model that it uses."""
    return measured(partial(work.live, Path("test_videos/clips/balance_knee_in_front.mp4")))
