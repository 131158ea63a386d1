"""``docs/speed.md`` from the figures."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from formcheck.models import MODEL_NAMES

Figures = dict[str, Any]

MILLION_CLIPS_FRAMES = 1_000_000 * 10 * 30


def write_page(path: Path, results: Figures) -> None:
    """Write the page of all parts that were measured."""
    results = dict(results)
    if "d" in results:
        results["d"] = results["d"] | {name: each for name, each in results.get("h", {}).items() if "model" in name}
    parts = {"a": _score, "m": _models, "t": _steps, "c": _batch, "d": _memory, "e": _core, "f": _startup, "g": _live}
    lines = [
        "# How fast",
        "",
        "Written by `make speed`. Ratios within one run on one machine, "
        f"here {os.cpu_count()} cores of {platform.machine()}; pose model heavy unless said otherwise.",
    ]
    for part, told in parts.items():
        if part in results:
            lines += ["", *told(results[part])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _score(figures: Figures) -> Iterator[str]:
    yield f"## One clip of {figures['length_s']:.0f} s in 1080p, against a bare loop"
    yield ""
    yield "The bare loop decodes with OpenCV and calls PoseLandmarker, nothing else; `score` does all"
    yield "up to the report. The loop ran before and after it, and the mean of the two is compared. It has the"
    yield "model as it is published."
    yield ""
    yield "| cores | bare loop before | `score` | bare loop after | times as fast |"
    yield "|---|---|---|---|---|"
    most = max(cores for cores in (1, 2) if f"score_{cores}" in figures)
    for cores in range(1, most + 1):
        names = f"bare_{cores}", f"score_{cores}", f"bare_again_{cores}"
        before, score, after = (figures[name]["seconds"] for name in names)
        yield f"| {cores} | {before:.1f} s | {score:.1f} s | {after:.1f} s | {_bare_s(figures, cores) / score:.2f} |"
    bare, video = figures[f"bare_{most}"], figures["video"]
    share = video["drawing_s"] / figures[f"score_{most}"]["seconds"]
    yield ""
    yield f"Of the bare loop {bare['inference_s'] / bare['seconds']:.0%} is the pose model, the rest decoding."
    yield f"Key frames, report and annotated video add {share:.0%}."


def _bare_s(figures: Figures, cores: int) -> float:
    """Seconds of the bare loop on some cores, the mean of its runs before and after the score."""
    return float(figures[f"bare_{cores}"]["seconds"] + figures[f"bare_again_{cores}"]["seconds"]) / 2


def _models(figures: Figures) -> Iterator[str]:
    yield "## The pose model"
    yield ""
    yield "PoseLandmarker draws a mask of the person in every frame, whether or not it is asked for. formcheck"
    yield "leaves that branch out of the network; every landmark stays the same to the bit. Both are given each"
    yield "frame in turn, on one core."
    yield ""
    yield "| model | as published | without the mask | less |"
    yield "|---|---|---|---|"
    for name in MODEL_NAMES:
        whole_ms, lean_ms = figures[name]
        yield f"| {name} | {whole_ms:.1f} ms a frame | {lean_ms:.1f} ms | {1 - lean_ms / whole_ms:.0%} |"


def _steps(figures: Figures) -> Iterator[str]:
    words = {
        "decoding_s": "decoding",
        "pose_s": "the pose model",
        "samples_s": "others in the picture, and samples of it",
        "analysis_s": "analysis: angles, phases, verdicts",
        "report_s": "report",
        "again_s": "decoding again, for the video, and making it smaller",
        "drawing_s": "drawing the overlay and the key frames",
        "encoding_s": "encoding",
    }
    whole_s = sum(figures[step] for step in words)
    yield "## Where the time goes"
    yield ""
    yield "One step after the other, on one core, in 1080p with everything that is written."
    yield ""
    yield "| step | ms a frame | share |"
    yield "|---|---|---|"
    for step, said in words.items():
        yield f"| {said} | {1000 * figures[step] / figures['frames']:.2f} | {figures[step] / whole_s:.1%} |"


def _batch(figures: Figures) -> Iterator[str]:
    one, two, dask = (figures[name]["seconds"] for name in ("one", "two", "dask"))
    yield f"## A folder of {figures['clips']} clips"
    yield ""
    yield "| how | time | times as fast |"
    yield "|---|---|---|"
    yield f"| 1 worker | {one:.1f} s | 1.00 |"
    yield f"| 2 workers | {two:.1f} s | {one / two:.2f} |"
    yield f"| Dask, 2 worker processes | {dask:.1f} s | {one / dask:.2f} |"
    if "frames" in figures:
        core_hours = one / figures["frames"] * MILLION_CLIPS_FRAMES / 3600
        yield ""
        yield f"One worker takes {1000 * one / figures['frames']:.0f} ms a frame, with everything that is written. A"
        days = core_hours / 64 / 24
        yield f"million clips of 10 s at 30 frames/s are then {core_hours:,.0f} core hours: {days:.1f} days"
        yield f"on 64 cores, {core_hours / 1000:.1f} hours on 1,000."


def _memory(figures: Figures) -> Iterator[str]:
    peak_mb = {name: each["peak_mb"] for name, each in figures.items() if isinstance(each, dict)}
    yield "## Peak memory, 1080p"
    yield ""
    yield "| length | all but the pose model | the whole, with it |"
    yield "|---|---|---|"
    for length_s, said in ((10, "10 s"), (60, "1 min"), (600, "10 min"), (3600, "60 min")):
        if f"replayed_{length_s}" not in peak_mb:
            continue
        with_it = f"{peak_mb[f'model_{length_s}']:.0f} MB" if f"model_{length_s}" in peak_mb else ""
        yield f"| {said} | {peak_mb[f'replayed_{length_s}']:.0f} MB | {with_it} |"
    yield ""
    yield f"Without the model at {figures['fps']:g} frames/s, with it at {figures['model_fps']:g}, on all cores."
    if "model_3600" in peak_mb:
        yield f"With the model an hour takes {peak_mb['model_3600'] / peak_mb['model_60']:.2f} times a minute's."
        return
    grown_mb = figures["replayed_3600"]["found_mb"] - figures["replayed_60"]["found_mb"]
    most_mb = peak_mb["model_60"] + grown_mb
    yield "The model takes the same for every frame, and is closed before a track is judged. Till then an hour's"
    yield f"track adds {grown_mb:.0f} MB to what a minute takes: {most_mb:.0f} MB,"
    yield f"{most_mb / peak_mb['model_60']:.2f} times a minute's."


def _core(figures: Figures) -> Iterator[str]:
    yield "## Track in, report out"
    yield ""
    yield f"{figures['per_1000_ms']:.0f} ms per 1,000 frames from the landmarks alone, of one core;"
    yield f"{figures['pictured_per_1000_ms']:.0f} ms with what is read in the picture: pelvis, background, people"
    yield f"(a clip of {figures['frames']:.0f} frames at {figures['fps']:.0f} a second)."


def _startup(figures: Figures) -> Iterator[str]:
    yield "## Start"
    yield ""
    yield f"`formcheck --help` answers in {figures['help']:.2f} s,"
    yield f"`formcheck exercises` in {figures['exercises']:.2f} s."


def _live(figures: Figures) -> Iterator[str]:
    yield "## Live"
    yield ""
    frame_ms = figures["frame_ms"]
    yield f"One frame takes {frame_ms:.0f} ms with the model full: {1000 / frame_ms:.0f} a second."
