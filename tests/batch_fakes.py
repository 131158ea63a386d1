"""Stand-ins for scoring a clip, for the processes of a batch: what a file holds says what happens."""

from __future__ import annotations

import csv
import os
import signal
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from formcheck.batch.one_clip import Task, failed
from formcheck.batch.rows import ClipRow, CueRow, Outcome

LASTS_S = {"brief": 0.03, "slow": 0.5, "endless": 600.0}


def fake_score(task: Task) -> Outcome:
    """Obey the words in the file: ``die``, ``die once``, ``broken``, ``brief``, ``slow``, ``endless``, ``cut``,
    ``reported``.

    Unless it is broken, give two cues of each part: one part, or two if it is cut.
    """
    place = Path(task.place)
    words = (task.data if task.data is not None else place.read_bytes()).decode()
    if "die" in words and not ("once" in words and place.with_suffix(".died").exists()):
        place.with_suffix(".died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "broken" in words:
        return Outcome(failed(task.name, "the file is broken"))
    time.sleep(next((seconds for word, seconds in LASTS_S.items() if word in words), 0.002))
    with place.with_suffix(".scored").open("a") as file:
        file.write("once\n")
    outcome = fake_outcome(task.name, parts=2 if "cut" in words else 1)
    if "reported" in words:
        report = f"reports/{task.name}/report.html"
        return replace(outcome, clip=replace(outcome.clip, report=report), files={report: b"<p>"})
    return outcome


def fake_outcome(name: str, parts: int = 1) -> Outcome:
    row = ClipRow(
        name, "scored", exercise="calf-stretch", parts=parts, met=1, judged=2, total=3, coverage=0.667, score=0.5
    )
    cues = [
        cue_row(name, cue, verdict, part=part)
        for part in range(1, parts + 1)
        for cue, verdict in (("heel_flat", "met"), ("steady", "not_met"))
    ]
    folders = [f"reports/{name}"] if parts == 1 else [f"reports/{name}/{part}" for part in range(1, parts + 1)]
    return Outcome(row, tuple(cues), {f"{folder}/report.json": b"{}\n" for folder in folders})


def cue_row(
    clip: str, cue: str, verdict: str, exercise: str = "calf-stretch", part: int = 1, **others: Any
) -> CueRow:
    """A cue of a part of a clip; each part is ten seconds long."""
    start_s = 10.0 * (part - 1)
    return CueRow(clip, part, start_s, start_s + 10.0, exercise, "left", "front", cue, verdict, **others)


def fill(folder: Path, contents: dict[str, str]) -> Path:
    """Write files that stand for clips."""
    for name, words in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words)
    return folder


def tables(out: Path) -> dict[str, list[dict[str, str]]]:
    """Return the rows of both tables by name, without how long each clip took."""
    found = {}
    for name in ("clips", "results"):
        with (out / f"{name}.csv").open(newline="", encoding="utf-8-sig") as file:
            found[name] = [{**row, "seconds": ""} for row in csv.DictReader(file)]
    return found


def files(out: Path) -> dict[str, bytes]:
    """Everything in a batch's folder but the ledger, whose lines come as clips are done."""
    paths = [path for path in out.rglob("*") if path.is_file() and path.name != "ledger.jsonl"]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}
