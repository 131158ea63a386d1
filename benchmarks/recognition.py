"""How often the exercise of a rendered clip is recognised: ``python -m benchmarks.recognition`` writes the page.

Measured on the reporting half: other bodies, clothes and rooms than those the rules were set on, except that the
pause between the steps of balance-step was looked at on both halves. Only clips whose pose is kept already,
by ``python -m benchmarks.accuracy``, are looked at.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from benchmarks.films import filmed, is_kept
from formcheck.models import ModelName
from formcheck.recognition import Segment, recognise
from formcheck.recognition_rules import RULES
from test_videos.benchmark import benchmark_clips

MODEL: ModelName = "heavy"
PAGE = Path(__file__).parents[1] / "docs" / "recognition.md"
HEAD = """\
# Recognising the exercise

Made by `python -m benchmarks.recognition`; do not edit. Rendered people of the reporting half, {clips} clips: {right}
named right, {wrong} wrong, {none} not named. The rules were set on the fitting half with results of
this half in sight, so the figures are a little too good. That no other movement is given a name is tested on stick
people in `tests/test_recognition.py`. Walking and running have rules too, from the side alone, tested on
exact joints of the rendered motions and not in this table. Real people were not measured.

| exercise | clips | right | answered instead |
|---|---|---|---|
"""


def main() -> None:
    """Measure, print and write the page."""
    answers = {exercise: answers_to(exercise) for exercise in RULES}
    text = page({exercise: found for exercise, found in answers.items() if found})
    PAGE.write_text(text, encoding="utf-8")
    print(text)


def answers_to(exercise: str) -> Counter[str]:
    """Count what is answered to the clips of an exercise; several names in one clip are one answer."""
    clips = [clip for clip in benchmark_clips(exercise, "report") if is_kept(clip, MODEL)]
    return Counter(_answer(recognise(filmed(clip, MODEL)[0])) for clip in clips)


def page(answers: dict[str, Counter[str]]) -> str:
    """Return docs/recognition.md."""
    clips = sum(found.total() for found in answers.values())
    right = sum(found[exercise] for exercise, found in answers.items())
    none = sum(found["not named"] for found in answers.values())
    head = HEAD.format(clips=clips, right=right, none=none, wrong=clips - right - none)
    return head + "\n".join(_line(exercise, found) for exercise, found in answers.items()) + "\n"


def _line(exercise: str, found: Counter[str]) -> str:
    instead = ", ".join(f"{name} {count}" for name, count in sorted(found.items()) if name != exercise)
    return f"| {exercise} | {found.total()} | {found[exercise]} | {instead} |"


def _answer(segments: list[Segment]) -> str:
    return " and ".join(segment.exercise for segment in segments) or "not named"


if __name__ == "__main__":
    main()
