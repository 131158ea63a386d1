"""``index.html`` of a batch: a table to sort and filter, with the worst frames, and how often each cue was met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from formcheck.batch.one_clip import thumbnail_of
from formcheck.batch.rows import ClipRow, CueRow, Status
from formcheck.batch.tables import write_whole
from formcheck.palette import STATE_COLOURS, STATE_SIGNS, STATE_WORDS

MOST_CLIPS = 3000
"""A page with more is slow to open: then the clips with the lowest scores are shown, and the tables hold all."""

MOST_FRAMES = 4

STATUS_WORDS: dict[Status, str] = {"scored": "scored", "failed": "failed", "unknown": "unknown exercise"}


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One performance of a clip: the link to its report, and the cues not met or borderline, worst first."""

    number: int
    start_s: float
    end_s: float
    exercise: str
    side: str | None
    link: str | None
    faults: list[CueRow]


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of the page: a clip, its parts, and the pictures of the worst, as large and small one and title."""

    clip: ClipRow
    exercises: list[str]
    parts: list[ShownPart]
    frames: list[tuple[str, str, str]]

    @property
    def faults(self) -> list[CueRow]:
        """Every cue of every part that was not met or borderline, worst first."""
        return sorted((cue for part in self.parts for cue in part.faults), key=_not_met_first)


def write_index(out: Path, clips: Sequence[ClipRow], cues: Sequence[CueRow], of: int) -> None:
    """Write the page; of : how many clips the batch has in all."""
    write_whole(out / "index.html", index_html(clips, cues, of).encode("utf-8", "backslashreplace"))


def index_html(clips: Sequence[ClipRow], cues: Sequence[CueRow], of: int) -> str:
    """Return the page."""
    by_clip: dict[str, list[CueRow]] = {}
    for cue in cues:
        by_clip.setdefault(cue.clip, []).append(cue)
    shown = sorted(clips, key=_worst_first)[:MOST_CLIPS]
    page = Environment(
        loader=PackageLoader("formcheck"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    ).get_template("batch.html.j2")
    return page.render(
        rows=[_shown(clip, by_clip.get(clip.clip, [])) for clip in sorted(shown, key=lambda clip: clip.clip)],
        done=len(clips),
        of=of,
        states=Counter(clip.status for clip in clips),
        states_said=STATUS_WORDS,
        exercises=sorted({cue.exercise for cue in cues}),
        totals=totals(cues),
        words=STATE_WORDS,
        signs=STATE_SIGNS,
        colours=STATE_COLOURS,
    )


def totals(cues: Sequence[CueRow]) -> list[tuple[str, str, Counter[str]]]:
    """Return how often each cue of each exercise got each verdict, in the order of their names."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for cue in cues:
        counts.setdefault((cue.exercise, cue.cue), Counter())[cue.verdict] += 1
    return [(exercise, cue, count) for (exercise, cue), count in sorted(counts.items())]


def _worst_first(clip: ClipRow) -> tuple[bool, float, str]:
    return clip.status == "scored", 1.0 if clip.score is None else clip.score, clip.clip


def _shown(clip: ClipRow, cues: list[CueRow]) -> Shown:
    by_part: dict[int, list[CueRow]] = {}
    for cue in cues:
        by_part.setdefault(cue.part, []).append(cue)
    parts = [_part(number, of_part) for number, of_part in sorted(by_part.items())]
    shown = Shown(clip, list(dict.fromkeys(part.exercise for part in parts)), parts, [])
    frames = [
        (_quoted(cue.key_frame), _quoted(thumbnail_of(cue.key_frame)), _title(cue, len(parts)))
        for cue in shown.faults
        if cue.key_frame
    ]
    return replace(shown, frames=frames[:MOST_FRAMES])


def _part(number: int, cues: list[CueRow]) -> ShownPart:
    first = cues[0]
    faults = sorted((cue for cue in cues if cue.verdict in ("not_met", "borderline")), key=_not_met_first)
    link = _quoted(first.report) if first.report else None
    return ShownPart(number, first.start_s, first.end_s, first.exercise, first.side, link, faults)


def _not_met_first(cue: CueRow) -> bool:
    return cue.verdict != "not_met"


def _title(cue: CueRow, parts: int) -> str:
    words = f"{cue.verdict}: {cue.cue}".replace("_", " ")
    return f"{words} (part {cue.part})" if parts > 1 else words


def _quoted(path: str) -> str:
    return quote(path, errors="surrogateescape")
