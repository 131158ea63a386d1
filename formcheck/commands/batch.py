"""``formcheck batch``: a folder of videos in, tables, reports and a page out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

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


def batch(
    folder: Annotated[str, typer.Argument(help="A folder with videos, or an address that fsspec reads.")],
    out: Annotated[Path, typer.Option(help="Folder for the tables, the reports and the page.")],
    exercise: Annotated[
        str, typer.Option(help="Exercise id; from-folder: as the clip's folder is named; auto: recognise it.")
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
    fresh: Annotated[bool, typer.Option("--fresh", help="Score every clip again.")] = False,
    profile: ProfileOption = None,
    true_fps: TrueFpsOption = None,
    height_cm: HeightOption = None,
) -> None:
    """Score every video of a folder; run again, it goes on where it was."""
    from formcheck.batch.runner import BatchOptions, run_batch
    from formcheck.exercises import get
    from formcheck.models import prepare_best
    from formcheck.parallel import usable_cores
    from formcheck.terminal import progress_bar, quiet_libraries

    if exercise not in ("auto", "from-folder"):
        get(exercise)
    of_all: dict[str, Any] = {"mirrored": mirrored, "person": person, "tucked": tucked}
    of_all |= {"true_fps": true_fps, "height_cm": height_cm}
    options = BatchOptions(
        exercise=exercise,
        scoring=scoring_options(model, side, profile, fresh=fresh, **of_all),
        workers=workers or usable_cores(),
        cluster=cluster,
        send=send,
        fresh=fresh,
    )
    with quiet_libraries() as stream, progress_bar(stream) as progress:
        if not cluster:
            prepare_best(model.value, progress)
        summary = run_batch(folder, out, options, progress)
    typer.echo(
        f"{summary.clips} clips, {summary.scored_now} scored now, {summary.failed} failed, "
        f"{summary.unknown} with unknown exercise. Open {out / 'index.html'}"
    )
