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

from benchmarks import speed_steps
from benchmarks import speed_work as work
from benchmarks.published_model import published_model
from benchmarks.speed_clips import COMMITTED, Clips
from formcheck.models import MODEL_NAMES, prepare
from formcheck.parallel import usable_cores
from formcheck.video import probe

HOUR_S = 3600
MODEL_FPS = 10.0
"""So few frames a second keep the measurements with the pose model short; a frame takes the same at any rate."""


def measured(job: Callable[[], Any], cores: int | None = None) -> dict[str, float]:
    """Run a job in a process of its own, on some cores; return its seconds, its memory and what it tells."""
    context = get_context("spawn")
    queue = context.SimpleQueue()
    process = context.Process(target=_child, args=(job, queue))
    usable = os.sched_getaffinity(0)
    # Chosen before it starts, as by ``taskset``: libraries ask how many cores they have while they are loaded.
    os.sched_setaffinity(0, sorted(usable)[:cores])
    process.start()
    os.sched_setaffinity(0, usable)
    process.join()
    if process.exitcode:
        raise SystemExit(f"the measurement ended with {process.exitcode}")
    result: dict[str, float] = queue.get()
    return result


def _child(job: Callable[[], Any], queue: SimpleQueue[dict[str, float]]) -> None:
    os.environ["FORMCHECK_CACHE_DIR"] = tempfile.mkdtemp(prefix="formcheck-speed-")
    work.warm_up()
    start_s = time.perf_counter()
    told = job() or {}
    seconds = time.perf_counter() - start_s
    queue.put({"seconds": seconds, "peak_mb": getrusage(RUSAGE_SELF).ru_maxrss / 1024, **told})


def score(clips: Clips) -> dict[str, Any]:
    """(a, b) The whole score of one clip between two runs of a bare loop, on one core and on two.

    Between two: over minutes a machine becomes slower or faster, which would else count for one of them. The loop has
    the model as it is published.
    """
    length_s = 20.0 if clips.quick else 60.0
    clip = clips.full_hd(length_s)
    bare = partial(work.bare_loop, clip, published_model("heavy", clips.folder))
    figures: dict[str, Any] = {"length_s": length_s}
    most = min(2, usable_cores())
    for cores in sorted({1, most}):
        figures[f"bare_{cores}"] = measured(bare, cores)
        if cores < most:
            figures[f"score_{cores}"] = measured(partial(work.score, clip, cores), cores)
        else:
            # One run tells both: what comes before the report, and what drawing adds.
            video = figures["video"] = measured(partial(work.score_and_draw, clip, cores), cores)
            figures[f"score_{cores}"] = {"seconds": video["seconds"] - video["drawing_s"]}
        figures[f"bare_again_{cores}"] = measured(bare, cores)
    return figures


def models(clips: Clips) -> dict[str, Any]:
    """(m) Each pose model as it is published and as formcheck makes it, on one core."""
    ready = {name: (published_model(name, clips.folder), prepare(name)) for name in MODEL_NAMES}
    return measured(partial(work.models, COMMITTED / "balance_knee_in_front.mp4", ready), 1)


def batch(clips: Clips) -> dict[str, Any]:
    """(c) A folder with one worker, with two, and on a Dask cluster of two worker processes."""
    folder = clips.many(clips.count)
    return {
        "clips": clips.count,
        "frames": sum(probe(clip).frames for clip in folder.rglob("*.mp4")),
        "one": measured(partial(work.batch, folder, 1)),
        "two": measured(partial(work.batch, folder, 2)),
        "dask": measured(partial(work.dask_batch, folder, 2)),
    }


def memory(clips: Clips) -> dict[str, Any]:
    """(d) Peak memory: of the whole path with the pose model, and of all but the model up to an hour.

    The model takes the same memory for every frame; what grows with the length is the track and what is made of it.
    So the whole path is measured up to ten minutes at few frames a second, and all but decoder and model up to an
    hour at the full rate, with a few pictures in turn.
    """
    clip = clips.full_hd(60.0, MODEL_FPS)
    track = _estimated(clip)
    figures: dict[str, Any] = {"fps": work.FULL_FPS, "model_fps": MODEL_FPS}
    for length_s in (10, 60, 600, HOUR_S):
        figures[f"replayed_{length_s}"] = measured(partial(work.replayed, clip, track, length_s))
    for length_s in (10, 60) if clips.quick else (10, 60, 600):
        figures[f"model_{length_s}"] = measured(
            partial(work.score, clips.full_hd(length_s, MODEL_FPS), usable_cores())
        )
    return figures


def hour(clips: Clips) -> dict[str, Any]:
    """(h) Peak memory of the whole path with the pose model for an hour, which takes a quarter of one."""
    return {f"model_{HOUR_S}": measured(partial(work.score, clips.full_hd(HOUR_S, MODEL_FPS), usable_cores()))}


def core(clips: Clips) -> dict[str, Any]:
    """(e) Track in, report out."""
    clip = clips.full_hd(60.0)
    # On one core: OpenCV's threads would else wait for each other at the expense of the figure.
    return measured(partial(work.core, clip, _estimated(clip)), 1)


def steps(clips: Clips) -> dict[str, Any]:
    """(t) Where the time of a score with everything that is written goes, on one core."""
    clip = clips.full_hd(20.0 if clips.quick else 60.0)
    return measured(partial(speed_steps.steps, clip), 1)


def _estimated(clip: Path) -> Path:
    """Find the poses of a clip in a process of its own, whose memory is nobody else's; return the track's file."""
    track = clip.with_suffix(".npz")
    measured(partial(work.find_poses, clip, track))
    return track


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
    return measured(partial(work.live, COMMITTED / "balance_knee_in_front.mp4"))
