"""A batch in a process of its own: the app stays quick, and a cancel ends it at once.

Run as ``python -m formcheck.app.folder_work`` it reads a ``Wanted`` from its standard input, and writes how many films
are done and how many there are, a line at a time. What it had done is kept: the next run goes on from there.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Any, cast

from formcheck.errors import FormcheckError
from formcheck.models import ModelName
from formcheck.profiles import Profile
from formcheck.scoring import Options, Progress

LOOK_EVERY_S = 0.3
ENDS_WITHIN_S = 8.0
FILMS = "films"
"""What the progress counts."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A folder to score. limits : a profile as JSON, or None. height_cm : of the one person whom all films show.

    The other fields as of ``run_batch``.
    """

    folder: str
    out: str
    exercise: str
    model: str
    limits: str | None = None
    height_cm: float | None = None

    def options(self) -> Options:
        """Return how each film is scored."""
        profile = Profile.model_validate_json(self.limits) if self.limits else None
        return Options(cast(ModelName, self.model), profile=profile, height_cm=self.height_cm)


def score_folder(wanted: Wanted, progress: Progress) -> tuple[str, ...]:
    """Score a folder in a process of its own; return where the results are.

    Raises FormcheckError as ``run_batch`` does. Whatever ``progress`` raises ends the process.
    """
    with tempfile.TemporaryFile() as said, _started(said) as process:
        try:
            _watch(process, wanted, progress)
        finally:
            _end(process)
        if process.returncode:
            said.seek(0)
            raise _problem(wanted, said.read().decode(errors="replace"))
    return (wanted.out,)


def _started(said: IO[bytes]) -> subprocess.Popen[bytes]:
    # Streamlit runs the app's script wherever it lies; the new process must find the same package.
    paths = [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
    return subprocess.Popen(
        [sys.executable, "-m", "formcheck.app.folder_work"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)},
    )


def _watch(process: subprocess.Popen[bytes], wanted: Wanted, progress: Progress) -> None:
    latest: list[tuple[int, int]] = []
    assert process.stdout is not None
    reader = Thread(target=_read, args=(process.stdout, latest.append), daemon=True)
    reader.start()
    _hand_over(process, wanted)
    while process.poll() is None:
        progress(FILMS, *(latest[-1] if latest else (0, None)))
        with suppress(subprocess.TimeoutExpired):
            process.wait(LOOK_EVERY_S)
    reader.join(ENDS_WITHIN_S)
    if latest:
        progress(FILMS, *latest[-1])


def _hand_over(process: subprocess.Popen[bytes], wanted: Wanted) -> None:
    assert process.stdin is not None
    with suppress(BrokenPipeError), process.stdin as there:
        there.write(json.dumps(asdict(wanted)).encode())


def _read(lines: IO[bytes], tell: Callable[[tuple[int, int]], None]) -> None:
    for line in lines:
        done, total = json.loads(line)
        tell((done, total))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Interrupt it, so that it still writes its tables, and make sure that it ends."""
    for how in (signal.SIGINT, signal.SIGKILL):
        if process.poll() is None:
            process.send_signal(how)
            with suppress(subprocess.TimeoutExpired):
                process.wait(ENDS_WITHIN_S)


def _problem(wanted: Wanted, said: str) -> FormcheckError:
    last = next((line for line in reversed(said.splitlines()) if line.strip()), "it ended without a word")
    try:
        what, where, todo = json.loads(last)
    except ValueError:
        return FormcheckError(f"the batch stopped ({last.strip()})", wanted.folder, "start it again: it goes on")
    return FormcheckError(what, where, todo)


def main() -> int:
    """Score what standard input asks for; an error a person can act on goes to standard error as JSON."""
    from formcheck.batch.runner import BatchOptions, run_batch
    from formcheck.batch.standing import Standing
    from formcheck.models import prepare_best
    from formcheck.parallel import usable_cores

    def tell(standing: Standing) -> None:
        sys.stdout.write(f"{json.dumps([standing.done, standing.total])}\n")
        sys.stdout.flush()

    # Whoever started the app in the background may have told it to ignore this.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    asked: dict[str, Any] = json.load(sys.stdin)
    wanted = Wanted(**asked)
    scoring = wanted.options()
    try:
        prepare_best(scoring.model)
        run_batch(wanted.folder, Path(wanted.out), BatchOptions(wanted.exercise, scoring, usable_cores()), tell)
    except FormcheckError as problem:
        sys.stderr.write(f"{json.dumps([problem.what, problem.where, problem.todo])}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
