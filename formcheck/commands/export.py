"""``formcheck export``: the angles or points behind a clip or a report for other programs, or its report on paper."""

from __future__ import annotations

import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.errors import FormcheckError

if TYPE_CHECKING:
    from formcheck.analysis import Analysis
    from formcheck.scoring import Progress


class ExportFormat(StrEnum):
    """What to write: a wide table, OpenSim angles, OpenSim points, or the report on paper."""

    csv = "csv"
    mot = "mot"
    trc = "trc"
    pdf = "pdf"


def export(
    source: Annotated[Path, typer.Argument(help="A report (its folder or report.json), or a video file.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the file goes.")],
    exercise: Annotated[
        str | None, typer.Option(help="Exercise id of a video file; see 'formcheck exercises'.")
    ] = None,
    format: Annotated[
        ExportFormat,
        typer.Option("--format", "--to", help="csv: angles; mot, trc: OpenSim angles, points; pdf: the report."),
    ] = ExportFormat.csv,
    height_cm: Annotated[
        float | None, typer.Option(help="Height of the person; trc needs it for its metres.")
    ] = None,
) -> None:
    """Write angles or points behind a report or clip: CSV, OpenSim .mot or .trc; or the report itself as PDF."""
    from formcheck.evidence import angles_beside, is_report, read_report
    from formcheck.export import table_csv, write_bytes_atomic, write_text_atomic
    from formcheck.motion_files import mot_text, trc_text
    from formcheck.terminal import progress_bar, quiet_libraries

    if format is ExportFormat.pdf:
        write_bytes_atomic(output, _on_paper(source, exercise))
        typer.echo(f"Written to {output}")
        return
    if is_report(source):
        height_cm = height_cm or read_report(source).height_cm
    if format is ExportFormat.trc and height_cm is None:
        raise FormcheckError("points in metres need a scale", "--format trc", "add --height-cm")
    angles = angles_beside(source) if is_report(source) and format in (ExportFormat.csv, ExportFormat.mot) else None
    if angles is None:
        from formcheck.angles import angles_of

        with quiet_libraries() as stream, progress_bar(stream) as progress:
            analysis, _ = _analysed(source, exercise, progress)
        angles = angles_of(analysis)
    if format is ExportFormat.trc:
        text = trc_text(analysis, height_cm or 0.0)
    else:
        text = mot_text(angles) if format is ExportFormat.mot else table_csv(angles)
    write_text_atomic(output, text)
    typer.echo(f"Written to {output}")


def _analysed(source: Path, exercise: str | None, progress: Progress) -> tuple[Analysis, Path]:
    from formcheck.containers import open_file
    from formcheck.evidence import analysed_again, is_report
    from formcheck.exercises import get
    from formcheck.scoring import Options, score_clip

    if is_report(source):
        return analysed_again(source, progress)
    if exercise is None:
        open_file(source).close()  # that there is a file at all comes first
        raise FormcheckError("which exercise does the clip show?", str(source), "name it with --exercise")
    return score_clip(source, get(exercise), Options(), progress), source


def _on_paper(source: Path, exercise: str | None) -> bytes:
    """A report as it was written, with the key frames beside it; or that of a clip, which is scored first."""
    from formcheck.annotate import key_frames
    from formcheck.evidence import is_report, read_report, report_file
    from formcheck.outputs import key_frames_in
    from formcheck.pdf import report_pdf
    from formcheck.terminal import progress_bar, quiet_libraries

    if is_report(source):
        report = read_report(source)
        return report_pdf(report, key_frames_in(report_file(source).parent, report))
    with quiet_libraries() as stream, progress_bar(stream) as progress, tempfile.TemporaryDirectory() as folder:
        analysis, clip = _analysed(source, exercise, progress)
        return report_pdf(analysis.report, key_frames(clip, analysis, Path(folder)))
