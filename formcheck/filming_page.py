"""The page of the exercises: how to film each, what is judged with which limits and sources, what cannot be seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import MappingProxyType

from formcheck.body_posture import BodyPosture
from formcheck.camera import FRONTAL, SAGITTAL, View
from formcheck.cues import Cue
from formcheck.exercises import Exercise, all_exercises
from formcheck.filming_diagram import SCENES, Way, camera_diagram
from formcheck.metrics import METRICS, Unit
from formcheck.wording import label, limits, with_citations

HEAD = """\
# The exercises

Made by `python -m formcheck.filming_page`; do not edit.
The limits compare with typical values or are ours, as each line says; no published cut-off exists for most of them.
"""
WAYS: tuple[tuple[Way, tuple[View, ...]], ...] = (("front", FRONTAL), ("side", SAGITTAL))
MEASURE_UNITS: MappingProxyType[str, Unit] = MappingProxyType(
    {
        "hold_time": "s",
        "eccentric_time": "s",
        "touch_downs": "count",
        "pelvis_against_stand": "deg",
        "pelvis_between_legs": "deg",
        "sway": "percent",
        "hinge_share": "percent",
        "rise_kept": "percent",
    }
)
"""Units of what is measured of a performance as a whole; those of the angles are in METRICS."""


def exercises_page(exercises: Sequence[Exercise]) -> str:
    """Return docs/exercises.md."""
    return HEAD + "\n" + "\n".join(line for exercise in exercises for line in _sections(exercise))


def _sections(exercise: Exercise) -> Iterable[str]:
    yield f"## {exercise.title} (`{exercise.id}`)\n"
    if exercise.variants:
        yield f"As it is judged {exercise.posture}; what differs in another posture follows.\n"
    yield from _section(exercise)
    for variant in exercise.variants:
        yield f"### {variant.title}\n"
        yield from _section(variant)


def _section(exercise: Exercise) -> Iterable[str]:
    yield from (f"- {sentence}" for sentence in exercise.how_to_film)
    yield ""
    posture, ways = exercise.kept, ways_to_film(exercise)
    yield " ".join(f"![Filming from the {way}, {posture}]({diagram_name(way, posture)})" for way in ways) + "\n"
    yield "| cue | seen from | limits | why these limits |\n|---|---|---|---|"
    yield from (_judged(cue) for cue in exercise.cues if cue.ask is None)
    yield ""
    asked = [cue for cue in exercise.cues if cue.ask is not None]
    if asked:
        yield "What no camera sees is asked:\n"
        yield from (f"- {cue.ask} {_why_unseen(cue)}".rstrip() for cue in asked)
        yield ""


def diagram_name(way: Way, posture: BodyPosture) -> str:
    """Name of the drawing beside the page."""
    return f"filming-{way}.svg" if posture == "standing" else f"filming-{way}-{posture}.svg"


def ways_to_film(exercise: Exercise) -> list[Way]:
    """Return from where an exercise in its posture is filmed."""
    views = {view for cue in exercise.cues for view in cue.views if cue.metric in METRICS}
    return [way for way, of_way in WAYS if views & set(of_way)]


def _judged(cue: Cue) -> str:
    assert cue.metric is not None
    assert cue.band is not None
    unit = METRICS[cue.metric].unit if cue.metric in METRICS else MEASURE_UNITS.get(cue.metric, "ratio")
    seen = ", ".join(cue.views)
    return (
        f"| **{cue.says}**: {label(cue.metric)}; “{cue.quote}” ({cue.article}) | {seen} | "
        f"{limits(cue.band, unit)} | {with_citations(cue.basis)} |"
    )


def _why_unseen(cue: Cue) -> str:
    return "" if cue.unseen.startswith("A camera cannot see this") else f"({cue.unseen})"


def write_page(folder: Path) -> None:
    """Write the page and its drawings into a folder."""
    folder.joinpath("exercises.md").write_text(exercises_page(list(all_exercises().values())), encoding="utf-8")
    for way, posture in SCENES:
        folder.joinpath(diagram_name(way, posture)).write_text(camera_diagram(way, posture), encoding="utf-8")


if __name__ == "__main__":
    write_page(Path(__file__).parents[1] / "docs")
