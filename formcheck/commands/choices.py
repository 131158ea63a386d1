"""What the commands that score let a person choose, said once. Heavy imports happen inside: help answers at once."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from formcheck.scoring import Options


class Model(StrEnum):
    """Pose models, most accurate first."""

    heavy = "heavy"
    full = "full"
    lite = "lite"


class SideChoice(StrEnum):
    """Which leg to judge."""

    auto = "auto"
    left = "left"
    right = "right"


ModelOption = Annotated[Model, typer.Option(help="Pose model: heavy is the most accurate, lite the fastest.")]
SideOption = Annotated[SideChoice, typer.Option(help="Leg to judge; auto takes the one held longest.")]
MirroredOption = Annotated[bool, typer.Option("--mirrored", help="The picture is a mirror image (selfie camera).")]
PersonOption = Annotated[
    int | None, typer.Option(min=1, help="Who is judged, 1 the person farthest left; default: who exercises.")
]
TuckedOption = Annotated[
    bool | None,
    typer.Option("--tucked/--untucked", help="Whether the top is tucked in, where the picture cannot show it."),
]
TrueFpsOption = Annotated[
    float | None, typer.Option(min=1, help="Frames per second that the camera captured, for slow-motion clips.")
]
HeightOption = Annotated[
    float | None,
    typer.Option(min=50, max=250, help="Height of the person: steps in centimetres as well, and speed."),
]
FreshOption = Annotated[bool, typer.Option("--fresh", help="Find the pose again instead of using the cache.")]
ProfileOption = Annotated[Path | None, typer.Option(help="TOML file with the limits of one person.")]
WorkersOption = Annotated[int | None, typer.Option(min=1, help="How many cores to use; all by default.")]


def scoring_options(
    model: Model,
    side: SideChoice = SideChoice.auto,
    profile: Path | None = None,
    workers: int | None = None,
    **others: Any,
) -> Options:
    """Options of ``scoring`` from what was chosen; the profile is read here, before any film is.

    Raises FormcheckError if the profile cannot be read. others : as ``Options`` names them.
    """
    from formcheck.profiles import read_profile
    from formcheck.scoring import Options

    leg = None if side is SideChoice.auto else side.value
    options = Options(model=model.value, side=leg, **others)  # type: ignore[arg-type]
    options = replace(options, workers=workers) if workers else options
    return replace(options, profile=read_profile(profile)) if profile else options
