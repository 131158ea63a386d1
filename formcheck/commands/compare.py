"""``formcheck compare``: what changed between two films or reports of one person."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.errors import FormcheckError

if TYPE_CHECKING:
    from formcheck.compare import Comparison
    from formcheck.evidence import Session
    from formcheck.landmarks import Side
    from formcheck.report import Report
    from formcheck.scoring import Progress

PAGE, DATA = "compare.html", "compare.json"


def compare(
    before: Annotated[Path, typer.Argument(help="The earlier clip, or its report: the folder or its report.json.")],
    after: Annotated[Path, typer.Argument(help="The later clip or report.")],
    exercise: Annotated[
        str | None, typer.Option(help="Exercise id, for clips; by default that of the other report.")
    ] = None,
    side: Annotated[str | None, typer.Option(help="Leg to judge in clips: left or right.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for compare.html and compare.json.")] = None,
    html: Annotated[Path | None, typer.Option(help="File for the page alone.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Compare two films of one exercise: what changed beyond what measuring alone can do."""
    from formcheck import compare as comparing
    from formcheck.landmarks import SIDES
    from formcheck.terminal import progress_bar, quiet_libraries

    leg = next((each for each in SIDES if each == side), None)
    if side is not None and leg is None:
        raise FormcheckError("unknown leg", repr(side), "choose left or right")
    with quiet_libraries() as stream, progress_bar(stream) as progress:
        sessions = _sessions((before, after), exercise, leg, progress)
    found = comparing.compare(sessions[0].report, sessions[1].report)
    told = _write(sessions, found, out, html) if out or html else ""
    if json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        _print(found)
        typer.echo(told, nl=bool(told))


def _sessions(paths: tuple[Path, Path], exercise: str | None, side: Side | None, progress: Progress) -> list[Session]:
    """Read the reports and score the clips; what is not said is taken from the first report."""
    from formcheck.auto_scoring import performances
    from formcheck.evidence import is_report, session_of_analyses, session_of_report
    from formcheck.scoring import Options

    known = {path: session_of_report(path) for path in paths if is_report(path)}
    reports = [session.report for session in known.values()]
    wanted = exercise or (reports[0].exercise.id if reports else None)
    leg = side or (reports[0].side if reports else None)
    sessions = []
    for path in paths:
        if path in known:
            sessions.append(known[path])
            continue
        if wanted is None:
            raise FormcheckError("which exercise do the clips show?", str(path), "name it with --exercise, or auto")
        scored = list(performances([path], wanted, Options(side=leg), progress))
        _, report, analyses = max(scored, key=lambda each: _seconds(each[1]))
        sessions.append(session_of_analyses(report, analyses, [path]))
    return sessions


def _seconds(report: Report) -> float:
    return sum(phase.end_s - phase.start_s for phase in report.phases)


def _write(sessions: list[Session], found: Comparison, out: Path | None, html: Path | None) -> str:
    from formcheck.compare_page import compare_page
    from formcheck.export import write_text_atomic

    page = compare_page(*sessions)
    targets = [path for path in (out / PAGE if out else None, html) if path]
    for target in targets:
        write_text_atomic(target, page.html)
    if out:
        write_text_atomic(out / DATA, found.model_dump_json(indent=2) + "\n")
    films = " and ".join(f"{size / 1e6:.1f}" for size in page.film_bytes)
    inside = f", films of {films} MB inside" if films else ", without films"
    written = " and ".join(str(target) for target in targets)
    return f"Written to {written} ({len(page.html.encode()) / 1e6:.1f} MB{inside})"


def _print(found: Comparison) -> None:
    from rich.console import Console
    from rich.table import Table

    from formcheck.wording import quantity

    table = Table("what", "before", "after", "by", "detectable from", "changed", box=None, pad_edge=False)
    for each in found.differences:
        smallest = "not known" if each.smallest is None else quantity(each.smallest, each.unit)
        values = [quantity(value, each.unit) for value in (each.before, each.after, each.by)]
        table.add_row(each.label, *values, smallest, "yes" if each.changed else "no")
    console = Console(file=sys.stdout, highlight=False)
    console.print(f"{found.exercise}: {found.before}, then {found.after}\n", table, sep="")
    for caveat in found.caveats:
        console.print(f"Caution: {caveat}")
    for says in found.untold:
        console.print(f"Could not be told in both: {says}")
    console.print("\nA difference below the detectable one may be measuring alone. No diagnosis.")
