"""``formcheck compare``: what changed between two reports of one person."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.errors import FormcheckError

if TYPE_CHECKING:
    from formcheck.compare import Comparison
    from formcheck.report import Report


def compare(
    before: Annotated[Path, typer.Argument(help="report.json of the earlier clip.")],
    after: Annotated[Path, typer.Argument(help="report.json of the later clip.")],
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Compare two reports of one exercise: what changed beyond what measuring alone can do."""
    from formcheck import compare as comparing

    found = comparing.compare(_report(before), _report(after))
    if json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        _print(found)


def _report(path: Path) -> Report:
    from pydantic import ValidationError

    from formcheck.report import Report

    todo = "give the report.json that 'formcheck score --out' wrote"
    try:
        return Report.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FormcheckError(f"cannot be read ({error.strerror})", str(path), todo) from error
    except (ValidationError, UnicodeDecodeError) as error:
        raise FormcheckError("this is no report of formcheck", str(path), todo) from error


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
    for says in found.untold:
        console.print(f"Could not be told in both: {says}")
    console.print("\nA difference below the detectable one may be measuring alone. No diagnosis.")
