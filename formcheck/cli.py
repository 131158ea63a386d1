"""The command line. Heavy imports happen inside the commands, so that help answers at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.commands.app import app as app_command
from formcheck.commands.arch import arch
from formcheck.commands.batch import batch
from formcheck.commands.choices import (
    FreshOption,
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
    WorkersOption,
    scoring_options,
)
from formcheck.commands.compare import compare
from formcheck.commands.export import export
from formcheck.errors import FormcheckError
from formcheck.version import __version__

if TYPE_CHECKING:
    from formcheck.report import Report
    from formcheck.scoring import Options

app = typer.Typer(
    name="formcheck",
    help="Check the form of an exercise from a video, cue by cue, and see what a camera cannot tell.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
models_app = typer.Typer(help="Prepare the pose models.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(models_app, name="models")
app.command("app")(app_command)
app.command()(batch)
app.command()(arch)
app.command()(compare)
app.command()(export)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"formcheck {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@app.command()
def score(
    clips: Annotated[
        list[Path], typer.Argument(help="Clips of one performance; two views are merged into one report.")
    ],
    exercise: Annotated[
        str, typer.Option(help="Exercise id, see 'formcheck exercises'; or auto: find out what the clip shows.")
    ],
    side: SideOption = SideChoice.auto,
    mirrored: MirroredOption = False,
    person: PersonOption = None,
    tucked: TuckedOption = None,
    true_fps: TrueFpsOption = None,
    height_cm: HeightOption = None,
    model: ModelOption = Model.heavy,
    out: Annotated[
        Path | None, typer.Option(help="Folder for report, annotated video, angles and key frames.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print only the report, as JSON.")] = False,
    no_video: Annotated[bool, typer.Option("--no-video", help="Write no annotated video.")] = False,
    fresh: FreshOption = False,
    workers: WorkersOption = None,
    profile: ProfileOption = None,
) -> None:
    """Score clips of one exercise: met, borderline, not met or cannot tell, cue by cue."""
    from formcheck.exercises import get

    options = scoring_options(
        model,
        side,
        profile,
        workers,
        fresh=fresh,
        mirrored=mirrored,
        person=person,
        tucked=tucked,
        true_fps=true_fps,
        height_cm=height_cm,
    )
    if exercise != "auto":
        get(exercise)
    if out:
        from formcheck.outputs import require_folder

        require_folder(out)
    reports = _scored(clips, exercise, options, out, video=not no_video)
    _tell(reports, out, json)


def _scored(clips: list[Path], exercise: str, options: Options, out: Path | None, *, video: bool) -> list[Report]:
    """Score, and write what belongs into the folder as soon as each report is there."""
    from formcheck.auto_scoring import performances
    from formcheck.terminal import progress_bar, quiet_libraries

    reports: list[Report] = []
    with quiet_libraries() as stream, progress_bar(stream) as progress:
        for name, report, analyses in performances(clips, exercise, options, progress):
            reports.append(report)
            if out:
                from formcheck.outputs import write_outputs

                write_outputs(report, analyses, clips, out / name if name else out, video=video, progress=progress)
    return reports


def _tell(reports: list[Report], out: Path | None, json: bool) -> None:
    """Print the reports, as tables that say where the rest was written, or as JSON and nothing else."""
    from formcheck.auto_scoring import reports_json
    from formcheck.terminal import print_report

    if json:
        typer.echo(reports_json(reports), nl=False)
        return
    for report in reports:
        print_report(report, sys.stdout)
    if out:
        typer.echo(f"Written to {out}" + (f": open {out / 'report.html'}" if len(reports) == 1 else ""))


@app.command()
def pose(
    clip: Annotated[Path, typer.Argument(help="A video file.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the track goes, as .npz.")],
    model: ModelOption = Model.heavy,
    fresh: FreshOption = False,
) -> None:
    """Find the pose in a clip and save the track: landmarks in pixels, with their times."""
    from formcheck.scoring import track_of
    from formcheck.terminal import progress_bar, quiet_libraries

    if output.suffix != ".npz":
        raise FormcheckError("a pose track is an .npz file", str(output), "choose a name that ends in .npz")
    with quiet_libraries() as stream, progress_bar(stream) as progress:
        track = track_of(clip, scoring_options(model, fresh=fresh), progress)
    try:
        track.save(output)
    except OSError as error:
        raise FormcheckError(f"cannot be written ({error.strerror})", str(output), "choose another place") from error
    typer.echo(f"{len(track)} frames written to {output}")


@app.command()
def exercises(json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """List the exercises, their cues, and how to film them."""
    from formcheck.exercises import all_exercises
    from formcheck.listing import exercises_json, exercises_text

    known = list(all_exercises().values())
    typer.echo(exercises_json(known) if json else exercises_text(known), nl=False)


@app.command()
def doctor() -> None:
    """Say what is installed, which pose models are ready and where things are kept."""
    from formcheck.listing import doctor_text

    typer.echo(doctor_text(), nl=False)


@models_app.command("list")
def list_models() -> None:
    """List the pose models and whether they are ready."""
    from formcheck.listing import models_text

    typer.echo(models_text(), nl=False)


@models_app.command("prepare")
def prepare_model(name: Annotated[Model, typer.Argument(help="Which model to prepare.")] = Model.heavy) -> None:
    """Fetch, verify and assemble a pose model; does nothing if it is ready."""
    from formcheck.models import prepare
    from formcheck.terminal import progress_bar

    with progress_bar(sys.stderr) as progress:
        path = prepare(name.value, progress)
    typer.echo(f"{name.value} is ready: {path}")


def main() -> None:
    """Run the command line; exit 2 with one line on standard error for whatever a person can mend."""
    try:
        code = app(standalone_mode=False) or 0
    except (typer.Abort, KeyboardInterrupt):
        code = 130
    except Exception as error:
        explained = _explained(error)
        if explained is None:
            raise
        typer.echo(f"error: {explained}", err=True)
        code = 2
    sys.exit(code)


def _explained(error: Exception) -> str | None:
    """One line for what a person can mend, None for a fault of ours."""
    if isinstance(error, FormcheckError):
        return str(error)
    if isinstance(error, ImportError | OSError) and "shared object" in str(error):
        return (
            f"a system library is missing, {str(error).partition(':')[0]}: install it; "
            "on Debian and Ubuntu: apt-get install libgl1 libegl1 libgles2 libglib2.0-0"
        )
    # Typer's own usage errors: what they say is one sentence, their usage block is not.
    told = getattr(error, "format_message", None)
    return f"{told().replace('Value error, ', '').rstrip('.')}. See 'formcheck --help'." if told else None
