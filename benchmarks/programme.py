"""Whether every exercise fires what it should: ``python -m benchmarks.programme`` writes ``docs/programme.md``.

Good form must fire nothing, a fault its own cue and no other, and a cue that the view does not show must not be
answered. A perfect judge says what each film deserves: the cue's own band, applied to the exact value. Looked at are
the reporting half of ``benchmarks.accuracy`` and the films of ``benchmarks.recognition``, whose poses both keep;
nothing is rendered here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.expected import true_state
from benchmarks.films import Truth, filmed, is_kept
from benchmarks.observations import thinned
from benchmarks.recognition_films import FRESH_SET, MENDED, exercise_films
from benchmarks.scoring import score
from formcheck.analysis import Analysis
from formcheck.errors import FormcheckError
from formcheck.models import ModelName
from test_videos.benchmark import SWEEPS, benchmark_clips
from test_videos.film import Clip

MODEL: ModelName = "heavy"
PAGE = Path(__file__).parents[1] / "docs" / "programme.md"
HEAD = """\
# What every exercise fires

Made by `python -m benchmarks.programme`; do not edit. Rendered people, filmed from the views that an exercise asks
for and judged as a clip of yours would be. *Fires* means the verdict *not met*. Good form: films in which every cue
deserves to be *met*. Fault: cues that deserve *not met*, by the exact angles of the rendered body; those that did not
fire were answered *borderline*, *cannot tell* or, worst, *met*. Fired wrongly: a cue that deserves *met* was answered
*not met*. Not shown: cues that the view does not show, and how many of them were answered *cannot tell*. Cues whose
truth the film does not hold, such as the time of a hold, are left out. Real people were not measured.
"""
COLUMNS = (
    "exercise",
    "films",
    "good form, fires nothing",
    "fault, its cue fires",
    "borderline",
    "cannot tell",
    "met",
    "fired wrongly",
    "not shown, cannot tell",
    "repetitions exact",
    "refused",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One cue on one film: what it deserves, None where the view does not show it, and what was said."""

    deserved: str | None
    said: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One film: its answers, and whether its repetitions were counted exactly; None if it has none."""

    answers: tuple[Answer, ...]
    counted: bool | None

    @property
    def is_clean(self) -> bool:
        """Whether every cue that the film shows deserves to be met."""
        return all(answer.deserved in ("met", None) for answer in self.answers)

    @property
    def is_silent(self) -> bool:
        """Whether nothing was answered *not met*."""
        return all(answer.said != "not_met" for answer in self.answers)


def main() -> None:
    """Measure, print and write the page; exit with an error where no film of another benchmark is kept."""
    sets = {
        "Films on which nothing was set": {
            name: (*exercise_films(name, MENDED), *exercise_films(name, FRESH_SET)) for name in SWEEPS
        },
        "The reporting half of the accuracy benchmark": {name: benchmark_clips(name, "report") for name in SWEEPS},
    }
    every = (clip for films in sets.values() for clips in films.values() for clip in clips)
    if not any(is_kept(clip, MODEL) for clip in every):
        sys.exit("error: no film is kept, run benchmarks.accuracy and benchmarks.recognition first")
    text = HEAD + "".join(section(title, films) for title, films in sets.items())
    PAGE.write_text(text, encoding="utf-8")
    print(text)


def section(title: str, films: dict[str, tuple[Clip, ...]]) -> str:
    """Return one table of the page."""
    rows = [row(name, [outcome(clip) for clip in clips if is_kept(clip, MODEL)]) for name, clips in films.items()]
    head = [f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
    return f"\n## {title}\n\n" + "\n".join([*head, *rows]) + "\n"


def outcome(clip: Clip) -> Outcome | None:
    """Judge one film; None if it was refused."""
    track, truth = filmed(clip, MODEL)
    try:
        analysis = score(clip, track)
    except FormcheckError:
        return None
    return outcome_of(thinned(truth, analysis.track.time_s), analysis)


def outcome_of(truth: Truth, analysis: Analysis) -> Outcome:
    """Compare the answers to a film with its truth."""
    return Outcome(tuple(_answers(truth, analysis)), _counted(truth, analysis))


def _answers(truth: Truth, analysis: Analysis) -> Iterable[Answer]:
    side, view = analysis.report.side or truth["side"], truth["camera"]["view"]
    for cue, result in zip(analysis.exercise.cues, analysis.report.cues, strict=True):
        deserved = true_state(cue, truth, side)
        if cue.band is not None and (deserved is not None or view not in cue.views):
            yield Answer(deserved, result.verdict)


def _counted(truth: Truth, analysis: Analysis) -> bool | None:
    true = sum(phase["kind"] == "rep" for phase in truth["phases"])
    found = sum(phase.kind == "rep" for phase in analysis.phases)
    return found == true if true else None


def row(name: str, outcomes: Sequence[Outcome | None]) -> str:
    """Return one exercise's line of a table; None stands for a film that was refused."""
    judged = [each for each in outcomes if each is not None]
    clean = [each for each in judged if each.is_clean]
    answers = [answer for each in judged for answer in each.answers]
    faults = [answer.said for answer in answers if answer.deserved == "not_met"]
    unseen = [answer.said for answer in answers if answer.deserved is None]
    counted = [each.counted for each in judged if each.counted is not None]
    cells = (
        name,
        len(outcomes),
        _of(sum(each.is_silent for each in clean), len(clean)),
        _of(faults.count("not_met"), len(faults)),
        faults.count("borderline") or "",
        faults.count("cannot_tell") or "",
        faults.count("met") or "",
        sum(answer.deserved == "met" and answer.said == "not_met" for answer in answers) or "",
        _of(unseen.count("cannot_tell"), len(unseen)),
        _of(sum(counted), len(counted)),
        len(outcomes) - len(judged) or "",
    )
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}" if whole else ""


if __name__ == "__main__":
    main()
