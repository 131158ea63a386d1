"""``formcheck batch``: a folder of videos in, tables, reports and a page out."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from formcheck.commands.choices import (
    HeightOption,
    MirroredOption,
    Model,
    ModelOption,
    PersonOption,
    ProfileOption,
    SideChoice,
    SideOption,
    TrueFpsOption,
    TuckedOption,
    scoring_options,
)

if TYPE_CHECKING:
    from formcheck.batch.runner import BatchOptions, Summary


def batch(
    folder: Annotated[str, typer.Argument(help="A folder with videos, or an address that fsspec reads.")],
    out: Annotated[Path, typer.Option(help="Folder for the tables, the reports and the page.")],
    exercise: Annotated[
        str,
        typer.Option(
            help="Exercise id; from-folder: as the clip's folder is named, else recognised; auto: recognise it."
        ),
    ] = "from-folder",
    workers: Annotated[int | None, typer.Option(min=1, help="How many clips at a time; default: all cores.")] = None,
    cluster: Annotated[
        str | None, typer.Option(help="Score on the Dask cluster of this scheduler: tcp://HOST:PORT.")
    ] = None,
    send: Annotated[
        bool, typer.Option("--send", help="Send the videos to the cluster: its workers do not see the folder.")
    ] = False,
    model: ModelOption = Model.heavy,
    side: SideOption = SideChoice.auto,
    mirrored: MirroredOption = False,
    person: PersonOption = None,
    tucked: TuckedOption = None,
    retry: Annotated[
        bool, typer.Option("--retry", help="Score again the clips that failed or were not recognised.")
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Score every clip again.")] = False,
    profile: ProfileOption = None,
    true_fps: TrueFpsOption = None,
    height_cm: HeightOption = None,
) -> None:
    """Score every video of a folder; run again, it goes on where it was."""
    from formcheck.batch.runner import BatchOptions
    from formcheck.exercises import get
    from formcheck.parallel import usable_cores

    if exercise not in ("auto", "from-folder"):
        get(exercise)
    if send and not cluster:
        raise typer.BadParameter("--send is for a cluster: name it with --cluster, or leave --send out.")
    of_all: dict[str, Any] = {"mirrored": mirrored, "person": person, "tucked": tucked}
    of_all |= {"true_fps": true_fps, "height_cm": height_cm}
    options = BatchOptions(
        exercise=exercise,
        scoring=scoring_options(model, side, profile, fresh=fresh, **of_all),
        workers=workers or usable_cores(),
        cluster=cluster,
        send=send,
        retry=retry,
        fresh=fresh,
    )
    typer.echo(_told(_run(folder, out, options), out))


def _run(folder: str, out: Path, options: BatchOptions) -> Summary:
    from formcheck.batch.runner import run_batch
    from formcheck.commands.batch_progress import standing_shown
    from formcheck.models import prepare_best
    from formcheck.terminal import progress_bar, quiet_libraries

    # Whoever runs jobs for others ends them with this signal: end as with Ctrl-C, with tables of what is done.
    signal.signal(signal.SIGTERM, _end)
    with quiet_libraries() as stream:
        if not options.cluster:
            with progress_bar(stream) as progress:
                prepare_best(options.scoring.model, progress)
        with standing_shown(stream) as show:
            return run_batch(folder, out, options, show)


def _told(summary: Summary, out: Path) -> str:
    again = " --retry tries those again." if summary.failed + summary.unknown and not summary.scored_now else ""
    return (
        f"{summary.clips} clips, {summary.scored_now} scored now, {summary.failed} failed, "
        f"{summary.unknown} with unknown exercise.{again} Open {out / 'index.html'}"
    )


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)
