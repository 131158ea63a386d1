"""How accurate formcheck is on rendered people, and where its uncertainties come from.

``python -m benchmarks.accuracy`` renders and scores both halves of the benchmark, keeps what it measured in
``benchmarks/measured/``, prints a line per metric and writes ``docs/accuracy.md``. With ``--write`` it first fits
``formcheck/measurement_table.csv`` on the fitting half: other bodies, other clothes, other rooms. Rendering takes
most of the time and stays in the cache folder; ``--cached`` renders nothing and leaves out what is not there, and
``--kept`` makes table and page again from what was measured before, in a second. ``--models full`` looks at the films
with that pose model alone; what the others found stays as it was measured.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.circumstances import Shift, shifts
from benchmarks.clip_facts import ClipFacts, facts
from benchmarks.expected import Judgement, judgements
from benchmarks.films import Told
from benchmarks.fitting import Errors
from benchmarks.kept import keep, kept
from benchmarks.observations import Observation, observations
from benchmarks.page import LIVE, MODEL, Measured, drawings, page, remaining
from benchmarks.scoring import Scored, clips_of, scored
from benchmarks.table import TABLE, Key, fitted_rows, table_text
from formcheck.measurement import table
from formcheck.metrics import METRICS
from formcheck.models import ModelName
from formcheck.terminal import quiet_libraries
from test_videos.looks import Half

PAGE = Path(__file__).parents[1] / "docs" / "accuracy.md"
KEPT_AS: dict[ModelName, str] = {MODEL: "observations", LIVE: "observations-full"}
"""What each pose model read, by the name of its file; a model that is not here keeps the rows it has."""

AROUND = "around"
"""Those clips tell where the camera stood; most are filmed from where no cue can be judged."""


def main(
    write: Annotated[bool, typer.Option("--write", help="Fit the measurement table first.")] = False,
    cached: Annotated[bool, typer.Option("--cached", help="Render nothing; leave out what is not cached.")] = False,
    again: Annotated[bool, typer.Option("--kept", help="Measure nothing; use what was measured before.")] = False,
    models: Annotated[str, typer.Option(help="Pose models to measure, with commas between.")] = ",".join(KEPT_AS),
) -> None:
    """Measure, print and write the page; with --write also the table."""
    chosen = [model for model in KEPT_AS if model in models.split(",")]
    if len(chosen) != len(models.split(",")):
        raise typer.BadParameter(f"'{models}': name pose models out of {', '.join(KEPT_AS)}.")
    with quiet_libraries() as stream:

        def tell(line: str) -> None:
            print(line, file=stream, flush=True)

        for model in chosen:
            if not again:
                measure(model, tell, write, cached)
            elif write:
                write_table(kept(KEPT_AS[model], Observation), model)
    measured = read_measured()
    for key, (_, left) in remaining(measured).items():
        print(summary(key, left))
    PAGE.write_text(page(measured), encoding="utf-8")
    for name, drawing in drawings(measured).items():
        (PAGE.parent / name).write_text(drawing, encoding="utf-8")


def measure(model: ModelName, tell: Told, write: bool, cached: bool) -> None:
    """Read the fitting half, fit the table if asked, read the reporting half with it, and keep what was found.

    Cameras, holds, verdicts and circumstances are kept of the model that the page is about; of others the readings.
    """
    found, about = _scored("fit", model, tell, cached, _no_judgements)
    if write:
        write_table(found, model)
    verdicts: list[Judgement] = []

    def judge(clip: Scored) -> None:
        if not clip.name.startswith(AROUND):
            verdicts.extend(judgements(clip.name, clip.truth, clip.analysis))

    reported, about_reported = _scored("report", model, tell, cached, judge)
    keep(KEPT_AS[model], Observation, found + reported)
    if model == MODEL:
        keep("clips", ClipFacts, about + about_reported)
        keep("verdicts", Judgement, verdicts)
        keep("circumstances", Shift, list(shifts(model, tell, cached)))


def _no_judgements(_: Scored) -> None:
    """The fitting half's verdicts are of no interest: its table was fitted on them."""


def _scored(
    half: Half, model: ModelName, tell: Told, cached: bool, then: Callable[[Scored], None]
) -> tuple[list[Observation], list[ClipFacts]]:
    found: list[Observation] = []
    about: list[ClipFacts] = []
    for clip in scored(clips_of(half), model, tell, cached):
        found.extend(observations(clip.name, clip.truth, clip.analysis))
        about.append(facts(clip.name, clip.truth, clip.analysis))
        then(clip)
    return found, about


def write_table(found: list[Observation], model: ModelName) -> None:
    """Fit one pose model's rows of the table and put it where the package reads it."""
    TABLE.write_text(table_text(fitted_rows(found), model, TABLE.read_text("utf-8")), encoding="utf-8")
    table.cache_clear()


def read_measured() -> Measured:
    """Everything that was measured, from ``benchmarks/measured``."""
    return Measured(
        kept(KEPT_AS[MODEL], Observation),
        kept(KEPT_AS[LIVE], Observation),
        kept("clips", ClipFacts),
        kept("verdicts", Judgement),
        kept("circumstances", Shift),
    )


def summary(key: Key, left: Errors) -> str:
    """One line for one metric."""
    digits = 1 if METRICS[key[0]].unit == "deg" else 3
    mae, low, high, sd = (f"{value:.{digits}f}" for value in (left.mae, left.mae_low, left.mae_high, left.sd))
    name = f"{key[0]:18s} {key[1]:5s} {key[2]:7s}"
    return f"{name} MAE {mae} [{low}, {high}] bias {left.bias:+.{digits}f} sd {sd} n {left.clips}"


if __name__ == "__main__":
    typer.run(main)
