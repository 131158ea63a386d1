"""``formcheck export``: one clip's angles or points for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from formcheck.errors import FormcheckError


class ExportFormat(StrEnum):
    """What to write: a wide table, OpenSim angles, or OpenSim points."""

    csv = "csv"
    mot = "mot"
    trc = "trc"


def export(
    clip: Annotated[Path, typer.Argument(help="A video file.")],
    exercise: Annotated[str, typer.Option(help="Exercise id; see 'formcheck exercises'.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the file goes.")],
    format: Annotated[
        ExportFormat, typer.Option(help="csv: angles with units; mot: OpenSim angles; trc: OpenSim points.")
    ] = ExportFormat.csv,
    height_cm: Annotated[
        float | None, typer.Option(help="Height of the person; trc needs it for its metres.")
    ] = None,
) -> None:
    """Write the angles or the points of a clip for other programs: CSV, OpenSim .mot or .trc."""
    from formcheck.exercises import get
    from formcheck.export import angles_csv, write_text_atomic
    from formcheck.motion_files import mot_text, trc_text
    from formcheck.scoring import Options, score_clip
    from formcheck.terminal import progress_bar, quiet_libraries

    chosen = get(exercise)
    if format is ExportFormat.trc and height_cm is None:
        raise FormcheckError("points in metres need a scale", "--format trc", "add --height-cm")
    with quiet_libraries() as stream, progress_bar(stream) as progress:
        analysis = score_clip(clip, chosen, Options(), progress)
    if format is ExportFormat.trc:
        text = trc_text(analysis, height_cm or 0.0)
    else:
        text = mot_text(analysis) if format is ExportFormat.mot else angles_csv(analysis)
    write_text_atomic(output, text)
    typer.echo(f"Written to {output}")
