"""``formcheck arch``: an experiment, how far the arch's skin comes down when a foot takes weight."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.arch.colours import Colour
from formcheck.errors import FormcheckError

if TYPE_CHECKING:
    from formcheck.arch.measuring import Measured
    from formcheck.arch.report import ArchReport, PartSeen

DATA, PICTURE = "arch.json", "arch.jpg"
JPEG_QUALITY = 90


def arch(
    clip: Annotated[Path, typer.Argument(help="A close-up of a bare foot from its inner side.")],
    heel_ball_mm: Annotated[
        float | None,
        typer.Option(min=60, max=300, help="From the heel's sticker to the ball's, by tape: answers in mm."),
    ] = None,
    foot_length_mm: Annotated[
        float | None, typer.Option(min=100, max=400, help="Length of the foot, for mm where that was not taken.")
    ] = None,
    colour: Annotated[Colour | None, typer.Option(help="Colour of the stickers; by default found by itself.")] = None,
    loaded_from: Annotated[
        float | None,
        typer.Option(min=0, help="Second at which the foot takes the weight; by default found."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help=f"Folder for {DATA} and {PICTURE}, before and after.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print only the answer, as JSON.")] = False,
) -> None:
    """EXPERIMENT: how far the skin over the navicular comes down when a foot takes weight, from three stickers.

    Stick three round stickers of one bright colour, 10 to 15 mm wide, on the inner side of a bare foot: on the heel
    bone, on the navicular (the bump in front of and below the inner ankle) and on the ball of the big toe. Put the
    phone on the floor, half a metre away, square to the foot, with the other foot a step behind. Keep the weight off
    the foot for 4 s or more, then shift all of it onto that foot and stand for 4 s or more, heel and ball down.

    It measures the sticker and judges nothing.
    """
    from formcheck.arch.measuring import measure
    from formcheck.arch.report import Scale
    from formcheck.terminal import progress_bar, quiet_libraries

    if out:
        from formcheck.outputs import require_folder

        require_folder(out)
    with quiet_libraries() as stream, progress_bar(stream) as progress:
        measured = measure(clip, Scale(heel_ball_mm, foot_length_mm), colour, loaded_from, progress)
    written = _write(clip, measured, out) if out else ""
    if json:
        typer.echo(measured.report.to_json(), nl=False)
        return
    _print(measured.report)
    typer.echo(written, nl=bool(written))


def _write(clip: Path, measured: Measured, out: Path) -> str:
    """Write the answer and the picture, and say where they are."""
    import cv2

    from formcheck.arch.drawing import draw_arch
    from formcheck.arch.measuring import pictures
    from formcheck.export import write_bytes_atomic, write_text_atomic

    write_text_atomic(out / DATA, measured.report.to_json())
    frames = pictures(clip, measured)
    if len(frames) != 2:
        (out / PICTURE).unlink(missing_ok=True)
        return f"Written to {out / DATA}; there are no two parts to draw."
    rgb = draw_arch(frames, measured)
    done, data = cv2.imencode(".jpg", rgb[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    if not done:
        raise FormcheckError("the picture cannot be made", str(out / PICTURE), "leave out --out")
    write_bytes_atomic(out / PICTURE, data.tobytes())
    return f"Written to {out / DATA} and {out / PICTURE}"


def _print(report: ArchReport) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("part", "when", "stickers seen in", "shown at"):
        table.add_column(name, no_wrap=True)
    for name, part in (("before the load", report.unloaded), ("after", report.loaded)):
        if part is not None:
            table.add_row(name, *_cells(part))
    console = Console(file=sys.stdout, highlight=False)
    console.print(f"\n[bold]Arch, an experiment[/bold]  ·  {report.source.name}")
    if report.unloaded is not None:
        console.print(table)
    console.print(f"[bold]{report.says}[/bold]" if report.change else f"[yellow]?[/yellow] {report.says}")
    if report.change and report.change.unit != "mm":
        console.print("For millimetres give --heel-ball-mm, from the heel's sticker to the ball's by tape.")
    for condition in report.conditions:
        console.print(f"[dim]{condition}[/dim]")


def _cells(part: PartSeen) -> tuple[str, str, str]:
    when = f"{part.start_s:.1f}–{part.end_s:.1f} s"
    return when, f"{part.frames} of {part.of_frames} frames", f"{part.frame_s:.1f} s"
