"""What the command line shows: progress bars, the verdict table, and nothing that libraries mutter."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import RenderableType

    from formcheck.report import CueResult, Report, Score
    from formcheck.scoring import Progress

TERMINAL_COLOURS = {"met": "green", "borderline": "yellow", "not_met": "red", "cannot_tell": "bright_black"}


@contextmanager
def quiet_libraries() -> Iterator[TextIO]:
    """Silence what native libraries write to standard error, and give the stream that still reaches people.

    MediaPipe's C++ logs go straight to file descriptor 2 and no setting of its own turns them off.
    """
    sys.stderr.flush()
    saved = os.dup(2)
    with Path(os.devnull).open("wb") as nowhere, os.fdopen(os.dup(saved), "w", encoding="utf-8") as people:
        os.dup2(nowhere.fileno(), 2)
        try:
            yield people
        finally:
            os.dup2(saved, 2)
            os.close(saved)


@contextmanager
def progress_bar(stream: TextIO) -> Iterator[Progress]:
    """Give a callback that shows what is being done, how fast, and how long it will still take."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    console = Console(file=stream)
    # Where nobody watches, a bar would leave an empty line before the one line of an error.
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int | None) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total, rate="")
            task = next(each for each in bar.tasks if each.id == tasks[what])
            frames = f"{task.speed:.0f} frames/s" if task.speed and total and total < 1_000_000 else ""
            bar.update(tasks[what], completed=done, total=total, rate=frames)

        yield show


def print_report(report: Report, stream: TextIO) -> None:
    """Print the verdicts of a report as a table, with what to change and what could not be told."""
    from rich.console import Console

    console = Console(file=stream)
    console.print()
    for part in _parts(report):
        console.print(part)


def _parts(report: Report) -> Iterator[RenderableType]:
    from rich.markup import escape

    from formcheck.wording import adjustments, changes

    yield _heading(report)
    for flag in report.flags:
        yield f"[bold red]Seen in the film:[/bold red] {escape(flag)}"
    yield _table(report)
    yield _score(report.score)
    if report.adjusted:
        yield f"[bold]Changed by the profile:[/bold] {escape(adjustments(report))}"
    for cue in changes(report):
        yield f"[bold]To change:[/bold] {escape(cue.coaching)}"
    for words in _film(report):
        yield f"[yellow]Film:[/yellow] {escape(words)}"
    yield "[dim]Compared with typical values; no diagnosis. Red flags and questions: see the report.[/dim]"


def _heading(report: Report) -> str:
    from rich.markup import escape

    from formcheck.exercises import get
    from formcheck.wording import leg, slowed

    clips = ", ".join([report.source.name, *(clip.source.name for clip in report.more_clips)])
    side = f", {leg(report)}" if leg(report) else ""
    title = get(report.exercise.id).in_posture(report.exercise.posture).title
    source = report.source
    speed = f"  ·  {slowed(source.speed, source.captured_fps)}" if source.true_fps else ""
    return f"[bold]{title}[/bold]{side}  ·  {escape(clips)}  ·  {report.model} model{speed}"


def _score(score: Score) -> str:
    told = (
        f"{score.met} of {score.judged} met" if score.judged else "No score: nothing could be judged from this film"
    )
    return f"{told}; {score.judged} of {score.total} cues could be judged."


def _film(report: Report) -> list[str]:
    """What is wrong with the film; with several clips each says which it is."""
    from formcheck.report import clips_of

    return [
        f"{clip.source.name}: {check.message}" if report.more_clips else check.message
        for clip in clips_of(report)
        for check in clip.film
        if not check.ok
    ]


def _table(report: Report) -> RenderableType:
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    from formcheck.palette import STATE_SIGNS, STATE_WORDS

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("verdict", no_wrap=True)
    table.add_column("cue", ratio=2)
    table.add_column("measured", justify="right", no_wrap=True)
    table.add_column("why not, and what to do", ratio=3)
    for cue in report.cues:
        colour = TERMINAL_COLOURS[cue.verdict]
        sign = f"[{colour}]{STATE_SIGNS[cue.verdict]} {STATE_WORDS[cue.verdict]}[/{colour}]"
        table.add_row(sign, escape(cue.says), _measured(cue), escape(cue.ask or cue.reason or ""))
    return table


def _measured(cue: CueResult) -> str:
    from formcheck.wording import measured

    if cue.estimate is None or cue.unit is None or cue.verdict == "cannot_tell":
        return ""
    return measured(cue.estimate, cue.uncertainty, cue.unit)
