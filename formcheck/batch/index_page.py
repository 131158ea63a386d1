"""``index.html`` of a batch: a table to sort and filter, with the worst frames, and how often each cue was met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from formcheck.batch.one_clip import thumbnail_of
from formcheck.batch.rows import ClipRow, CueRow
from formcheck.batch.tables import write_whole
from formcheck.palette import STATE_COLOURS, STATE_SIGNS, STATE_WORDS

MOST_CLIPS = 3000
"""A page with more is slow to open: then the clips with the lowest scores are shown, and the tables hold all."""

MOST_FRAMES = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of the page: a clip, the cues that were not met or borderline, and the pictures of the worst."""

    clip: ClipRow
    link: str | None
    faults: list[CueRow]
    frames: list[tuple[str, str, str]]


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
        exercises=sorted({clip.exercise for clip in clips if clip.exercise}),
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
    faults = sorted(
        (cue for cue in cues if cue.verdict in ("not_met", "borderline")), key=lambda cue: cue.verdict != "not_met"
    )
    frames = [
        (
            quote(cue.key_frame, errors="surrogateescape"),
            quote(thumbnail_of(cue.key_frame), errors="surrogateescape"),
            cue.cue,
        )
        for cue in faults
        if cue.key_frame
    ]
    link = quote(clip.report, errors="surrogateescape") if clip.report else None
    return Shown(clip, link, faults, frames[:MOST_FRAMES])
