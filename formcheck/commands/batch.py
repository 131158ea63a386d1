"""``formcheck batch``: a folder of videos in, tables, reports and a page out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


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
    model: Annotated[str, typer.Option(help="Pose model: heavy, full or lite.")] = "heavy",
    side: Annotated[str, typer.Option(help="Leg to judge in every clip: auto, left or right.")] = "auto",
    mirrored: Annotated[bool, typer.Option("--mirrored", help="The pictures are mirror images.")] = False,
    person: Annotated[
        int | None, typer.Option(min=1, help="Who is judged in every clip, 1 the person farthest left.")
    ] = None,
    tucked: Annotated[
        bool | None, typer.Option("--tucked/--untucked", help="Whether the tops are tucked in, in every clip.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Score every clip again.")] = False,
    profile: Annotated[Path | None, typer.Option(help="TOML file with the limits of one person.")] = None,
    true_fps: Annotated[
        float | None, typer.Option(min=1, help="Frames per second that the camera captured, for slow-motion clips.")
    ] = None,
) -> None:
    """Score every video of a folder; run again, it goes on where it was."""
    from formcheck.batch.runner import BatchOptions, run_batch
    from formcheck.errors import FormcheckError
    from formcheck.exercises import get
    from formcheck.landmarks import SIDES
    from formcheck.models import MODEL_NAMES, prepare_best
    from formcheck.parallel import usable_cores
    from formcheck.profiles import read_profile
    from formcheck.scoring import Options
    from formcheck.terminal import progress_bar, quiet_libraries

    if exercise not in ("auto", "from-folder"):
        get(exercise)
    wanted = next((name for name in MODEL_NAMES if name == model), None)
    if wanted is None:
        raise FormcheckError("unknown model", repr(model), f"choose one of {', '.join(MODEL_NAMES)}")
    leg = next((name for name in SIDES if name == side), None)
    if leg is None and side != "auto":
        raise FormcheckError("unknown side", repr(side), f"choose one of auto, {', '.join(SIDES)}")
    limits = read_profile(profile) if profile else None
    options = BatchOptions(
        exercise=exercise,
        scoring=Options(wanted, leg, mirrored, fresh, person, tucked=tucked, profile=limits, true_fps=true_fps),
        workers=workers or usable_cores(),
        cluster=cluster,
        send=send,
        fresh=fresh,
    )
    with quiet_libraries() as stream, progress_bar(stream) as progress:
        if not cluster:
            prepare_best(wanted, progress)
        summary = run_batch(folder, out, options, progress)
    typer.echo(
        f"{summary.clips} clips, {summary.scored_now} scored now, {summary.failed} failed, "
        f"{summary.unknown} with unknown exercise. Open {out / 'index.html'}"
    )
