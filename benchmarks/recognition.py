"""How often the exercise of a rendered clip is recognised: ``python -m benchmarks.recognition`` writes the page.

Measured on the films of ``benchmarks.recognition_films``; what is not in the cache yet is rendered, or left out with
``--cached``. Those that were not looked at before come first; those in sight when rules were set or mended apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.films import filmed, is_kept
from benchmarks.gait_clips import gait_clips
from benchmarks.recognition_films import FILMS, FRESH_SET, MENDED, exercise_films, other_films
from formcheck.models import ModelName
from formcheck.recognition import Segment, recognise
from formcheck.terminal import quiet_libraries
from test_videos.benchmark import SWEEPS, benchmark_clips
from test_videos.film import Clip

MODEL: ModelName = "heavy"
PAGE = Path(__file__).parents[1] / "docs" / "recognition.md"
UNNAMED = "not named"
SAGITTAL = ("left", "right")
HEAD = """\
# Recognising the exercise

Made by `python -m benchmarks.recognition`; do not edit. Rendered people, found by the pose model as in any clip. A
wrong name is worse than none, so the rules leave a clip unnamed where they are not sure: it is *not one of the
exercises I know*, and can be named with `--exercise`. Seen from front or back, walking and running look like steps on
the spot: they are not named from there, and the answer says to film from the side. Real people were not measured.
"""
Title = tuple[str, str]
TITLES: dict[int, Title] = {
    FRESH_SET: (
        "Films that were not looked at before",
        "Bodies, clothes, rooms and rhythms of which nothing was seen when the rules were set and mended.",
    ),
    MENDED: (
        "Films whose mistakes were mended",
        "Drawn like those above; the rules were mended where they were wrong here.",
    ),
    0: (
        "The reporting half of the accuracy benchmark",
        "Its results were in sight when the rules were first set.",
    ),
}
"""The heading of a set of films, and what is told of it, by its number; 0 for the reporting half."""

ROWS = "| exercise | films | right | answered instead |\n|---|---|---|---|\n"
OTHER_ROWS = "| not to be named | films | not named | a name all the same |\n|---|---|---|---|\n"
Answers = dict[str, Counter[str]]


def main(
    cached: Annotated[bool, typer.Option("--cached", help="Render nothing; leave out what is not cached.")] = False,
) -> None:
    """Measure, print and write the page."""
    with quiet_libraries() as stream:

        def answered(films: dict[str, list[Clip]], cached: bool = cached) -> Answers:
            told = partial(print, file=stream, flush=True)
            found = {name: Counter(_answers(clips, cached, told)) for name, clips in films.items()}
            return {name: counted for name, counted in found.items() if counted}

        sections = [
            section(TITLES[drawn], answered(_exercises(drawn)), answered(_others(drawn)))
            for drawn in (FRESH_SET, MENDED)
        ]
        sections.append(section(TITLES[0], answered(_old_films(), cached=True), {}))
    text = HEAD + "".join(sections)
    PAGE.write_text(text, encoding="utf-8")
    print(text)


def section(title: Title, answers: Answers, others: Answers) -> str:
    """Return a section of the page from what was answered to the films of every exercise and movement."""
    rows = "\n".join(_line(name, name, found) for name, found in answers.items())
    heading, about = title
    text = f"\n## {heading}\n\n{about}\n{_sums(answers)}\n\n{ROWS}{rows}\n"
    if others:
        rows = "\n".join(_line(name, UNNAMED, found) for name, found in others.items())
        text += f"\n{_unnamed_sums(others)}\n\n{OTHER_ROWS}{rows}\n"
    return text


def kept(clips: Iterable[Clip]) -> list[Clip]:
    """Those clips whose pose is in the cache."""
    return [clip for clip in clips if is_kept(clip, MODEL)]


def _exercises(drawn: int) -> dict[str, list[Clip]]:
    """The films of a set by exercise, from where it can be told."""
    return {exercise: [clip for clip in exercise_films(exercise, drawn) if _is_told(clip)] for exercise in FILMS}


def _others(drawn: int) -> dict[str, list[Clip]]:
    """The films of a set that must not be named: gait from front and back, and what is no exercise."""
    gait = {
        f"{name} from front or back": [clip for clip in exercise_films(name, drawn) if not _is_told(clip)]
        for name in ("walk", "run")
    }
    return {kind: list(clips) for kind, clips in other_films(drawn).items()} | gait


def _old_films() -> dict[str, list[Clip]]:
    """The films of the reporting half by exercise, of walking and running those from the side."""
    sideways = [clip for clip in gait_clips("report") if _is_told(clip)]
    gait = {name: [clip for clip in sideways if clip.motion.exercise == name] for name in ("walk", "run")}
    return {exercise: list(benchmark_clips(exercise, "report")) for exercise in SWEEPS} | gait


def _is_told(clip: Clip) -> bool:
    """Say whether the exercise of a film can be told from where it was filmed."""
    return clip.motion.exercise not in ("walk", "run") or clip.camera.view in SAGITTAL


def _answers(clips: Iterable[Clip], cached: bool, tell: Callable[[str], None]) -> Iterator[str]:
    """Yield what is answered to each clip; several names in one clip are one answer."""
    for clip in kept(clips) if cached else clips:
        answer = _answer(recognise(filmed(clip, MODEL)[0]))
        tell(f"{clip.name}: {answer}")
        yield answer


def _answer(segments: list[Segment]) -> str:
    return " and ".join(segment.exercise for segment in segments) or UNNAMED


def _sums(answers: Answers) -> str:
    films = sum(found.total() for found in answers.values())
    right = sum(found[exercise] for exercise, found in answers.items())
    none = sum(found[UNNAMED] for found in answers.values())
    share = right / max(films, 1)
    return f"{films} films: **{right} named right ({share:.1%}), {films - right - none} wrong, {none} not named.**"


def _unnamed_sums(answers: Answers) -> str:
    films = sum(found.total() for found in answers.values())
    named = films - sum(found[UNNAMED] for found in answers.values())
    return f"{len(answers)} other movements, {films} films: **{named} given the name of an exercise.**"


def _line(name: str, right: str, found: Counter[str]) -> str:
    instead = ", ".join(f"{answer} {count}" for answer, count in sorted(found.items()) if answer != right)
    return f"| {name} | {found.total()} | {found[right]} | {instead} |"


if __name__ == "__main__":
    typer.run(main)
