"""``formcheck export``: one clip's angles or points for other programs, or its report on paper."""

from __future__ import annotations

import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.errors import FormcheckError

if TYPE_CHECKING:
    from formcheck.analysis import Analysis


class ExportFormat(StrEnum):
    """What to write: a wide table, OpenSim angles, OpenSim points, or the report on paper."""

    csv = "csv"
    mot = "mot"
    trc = "trc"
    pdf = "pdf"


def export(
    clip: Annotated[Path, typer.Argument(help="A video file.")],
    exercise: Annotated[str, typer.Option(help="Exercise id; see 'formcheck exercises'.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the file goes.")],
    format: Annotated[
        ExportFormat, typer.Option(help="csv: angles with units; mot, trc: OpenSim angles, points; pdf: the report.")
    ] = ExportFormat.csv,
    height_cm: Annotated[
        float | None, typer.Option(help="Height of the person; trc needs it for its metres.")
    ] = None,
) -> None:
    """Write angles or points of a clip for other programs, CSV, OpenSim .mot or .trc, or its report as a PDF."""
    from formcheck.exercises import get
    from formcheck.export import angles_csv, write_bytes_atomic, write_text_atomic
    from formcheck.motion_files import mot_text, trc_text
    from formcheck.scoring import Options, score_clip
    from formcheck.terminal import progress_bar, quiet_libraries

    chosen = get(exercise)
    if format is ExportFormat.trc and height_cm is None:
        raise FormcheckError("points in metres need a scale", "--format trc", "add --height-cm")
    with quiet_libraries() as stream, progress_bar(stream) as progress:
        analysis = score_clip(clip, chosen, Options(), progress)
    if format is ExportFormat.pdf:
        write_bytes_atomic(output, _on_paper(analysis, clip))
        typer.echo(f"Written to {output}")
        return
    if format is ExportFormat.trc:
        text = trc_text(analysis, height_cm or 0.0)
    else:
        text = mot_text(analysis) if format is ExportFormat.mot else angles_csv(analysis)
    write_text_atomic(output, text)
    typer.echo(f"Written to {output}")


def _on_paper(analysis: Analysis, clip: Path) -> bytes:
    from formcheck.annotate import key_frames
    from formcheck.pdf import report_pdf

    with tempfile.TemporaryDirectory() as folder:
        return report_pdf(analysis.report, key_frames(clip, analysis, Path(folder)))
