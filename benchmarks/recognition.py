"""How often the exercise of a rendered clip is recognised: ``python -m benchmarks.recognition`` writes the page.

Measured on the films of ``benchmarks.recognition_films``, on whose people, rooms and random numbers nothing was set;
what is not in the cache yet is rendered, or left out with ``--cached``. The reporting half of the accuracy benchmark,
whose results were in sight when the first rules were set, is told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.films import filmed, is_kept
from benchmarks.gait_clips import gait_clips
from benchmarks.recognition_films import FILMS, exercise_films, other_films
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
exercises I know*, and can be named with `--exercise`. Real people were not measured.

## Films on which nothing was set

Bodies, clothes and rooms that no rule or limit was ever looked at with. {sums}

{rows}

Seen from front or back, walking and running look like steps on the spot, so they are not named from there; the
answer says to film from the side.

| gait from front or back | films | rightly not named | a name all the same |
|---|---|---|---|
{gait}

## Movements that are none of the exercises

{others_sums}

| movement | films | rightly not named | a name all the same |
|---|---|---|---|
{others}

## The reporting half of the accuracy benchmark

Its results were in sight when the rules were first set, so these figures may be too good. {old_sums}

{old_rows}
"""
ROWS = "| exercise | films | right | answered instead |\n|---|---|---|---|\n"
Answers = dict[str, Counter[str]]


def main(
    cached: Annotated[bool, typer.Option("--cached", help="Render nothing; leave out what is not cached.")] = False,
) -> None:
    """Measure, print and write the page."""
    with quiet_libraries() as stream:

        def answered(clips: Iterable[Clip]) -> Counter[str]:
            return Counter(_answers(clips, cached, lambda line: print(line, file=stream, flush=True)))

        films = {exercise: [clip for clip in exercise_films(exercise) if _is_told(clip)] for exercise in FILMS}
        frontal = {exercise: [clip for clip in exercise_films(exercise) if not _is_told(clip)] for exercise in FILMS}
        text = page(
            {exercise: answered(clips) for exercise, clips in films.items()},
            {exercise: answered(clips) for exercise, clips in frontal.items() if clips},
            {kind: answered(clips) for kind, clips in other_films().items()},
            {exercise: answered(kept(clips)) for exercise, clips in _old_films().items()},
        )
    PAGE.write_text(text, encoding="utf-8")
    print(text)


def page(answers: Answers, gait: Answers, others: Answers, old: Answers) -> str:
    """Return docs/recognition.md from what was answered to the films of every exercise and movement."""
    return HEAD.format(
        sums=_sums(answers),
        rows=ROWS + "\n".join(_line(name, name, found) for name, found in answers.items()),
        gait="\n".join(_line(name, UNNAMED, found) for name, found in gait.items()),
        others_sums=_unnamed_sums(others),
        others="\n".join(_line(name, UNNAMED, found) for name, found in others.items()),
        old_sums=_sums(old),
        old_rows=ROWS + "\n".join(_line(name, name, found) for name, found in old.items()),
    )


def kept(clips: Iterable[Clip]) -> list[Clip]:
    """Those clips whose pose is in the cache."""
    return [clip for clip in clips if is_kept(clip, MODEL)]


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
    return (
        f"{len(answers)} kinds, {films} films from different sides: **{named} were given the name of an exercise.**"
    )


def _line(name: str, right: str, found: Counter[str]) -> str:
    instead = ", ".join(f"{answer} {count}" for answer, count in sorted(found.items()) if answer != right)
    return f"| {name} | {found.total()} | {found[right]} | {instead} |"


if __name__ == "__main__":
    typer.run(main)
