"""Stand-ins for scoring a clip, for the processes of a batch: what a file holds says what happens."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from formcheck.batch.one_clip import Task, failed
from formcheck.batch.rows import ClipRow, CueRow, Outcome


def fake_score(task: Task) -> Outcome:
    """Obey the words in the file: ``die``, ``die once``, ``broken``, ``slow``, ``endless``; else give two cues."""
    place = Path(task.place)
    words = (task.data if task.data is not None else place.read_bytes()).decode()
    if "die" in words and not ("once" in words and place.with_suffix(".died").exists()):
        place.with_suffix(".died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "broken" in words:
        return Outcome(failed(task.name, "the file is broken"))
    time.sleep(600.0 if "endless" in words else 0.5 if "slow" in words else 0.002)
    with place.with_suffix(".scored").open("a") as file:
        file.write("once\n")
    return fake_outcome(task.name)


def fake_outcome(name: str) -> Outcome:
    row = ClipRow(name, "scored", exercise="calf-stretch", met=1, judged=2, total=3, coverage=0.667, score=0.5)
    cues = (CueRow(name, "calf-stretch", "heel_flat", "met"), CueRow(name, "calf-stretch", "steady", "not_met"))
    return Outcome(row, cues, {f"reports/{name}/report.json": b"{}\n"})


def fill(folder: Path, contents: dict[str, str]) -> Path:
    """Write files that stand for clips."""
    for name, words in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words)
    return folder
