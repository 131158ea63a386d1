"""``python -m benchmarks.what_it_can_see`` writes ``docs/what-it-can-see.md`` from the tables verdicts stand on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from formcheck.assessability import BLIND_SPOTS, STRAIGHT, seen_as
from formcheck.exercises import all_exercises

PAGE = Path(__file__).parents[1] / "docs" / "what-it-can-see.md"
HEAD = """\
# What it can see

Made by `python -m benchmarks.what_it_can_see` from the exercises and the measurement tables; do not edit. ± is the
95 % uncertainty of one answer from a film taken straight on with a level camera, widened for real people. Behind the
stroke stands that of a live session where it differs: it uses the smaller pose model, measured on the same films.
*seen*: it can be judged from there, but is counted or timed. *asked*: no camera sees it. –: film from another side.

"""


def page() -> str:
    """Return the page: one table per exercise, then what no view shows."""
    return HEAD + "\n".join([*_tables(), *_blind_spots()]) + "\n"


def _tables() -> Iterator[str]:
    for exercise in all_exercises().values():
        yield f"## {exercise.title}\n"
        yield "| cue | " + " | ".join(STRAIGHT) + " |"
        yield "|---|" + "---|" * len(STRAIGHT)
        for cue in exercise.cues:
            yield f"| {cue.says} | " + " | ".join(seen_as(cue, view) for view in STRAIGHT) + " |"
        yield ""


def _blind_spots() -> Iterator[str]:
    yield "## What it cannot see\n"
    for what, why in BLIND_SPOTS.items():
        yield f"- **{what}.** {why}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
