"""Shows how far a batch is: a bar in a terminal, now and then a line where nobody looks, such as in a log."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from formcheck.batch.standing import Standing

    Show = Callable[[Standing], None]

EVERY_S = 30.0
"""So often there is a line at most."""


@contextmanager
def standing_shown(stream: TextIO) -> Iterator[Show]:
    """Give a callback that shows where the batch stands; on an interrupt it says that nothing is lost."""
    latest: list[Standing] = []
    shown = _bar if stream.isatty() else _lines
    try:
        with shown(stream) as show:

            def keep_and_show(standing: Standing) -> None:
                latest[:] = [standing]
                show(standing)

            yield keep_and_show
    except (KeyboardInterrupt, SystemExit):
        if latest:
            done = f"{latest[-1].done} of {latest[-1].total} clips are done"
            stream.write(f"Stopped: {done}. Run the same command again: it goes on.\n")
            stream.flush()
        raise


@contextmanager
def _bar(stream: TextIO) -> Iterator[Show]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("looking at the folder", total=None)

        def show(standing: Standing) -> None:
            bar.update(task, description=standing.words(), completed=standing.done, total=standing.total)

        yield show


@contextmanager
def _lines(stream: TextIO, clock_s: Callable[[], float] = time.monotonic) -> Iterator[Show]:
    next_s = clock_s()

    def show(standing: Standing) -> None:
        nonlocal next_s
        if clock_s() >= next_s or standing.done == standing.total:
            stream.write(standing.words() + "\n")
            stream.flush()
            next_s = clock_s() + EVERY_S

    yield show
