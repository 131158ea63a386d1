"""Each film check on films that were spoilt for it, and on the clean films they were made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.film_faults import FAULTS, Checked, checked
from benchmarks.films import Truth, filmed, is_kept
from benchmarks.true_camera import seen_from_deg
from formcheck.pose import PoseTrack
from test_videos.circumstances import around
from test_videos.film import Clip

Clean = tuple[Clip, PoseTrack, Truth]
OBLIQUE_DEG = 25.0
"""So far off every straight view a film is oblique, border and all."""

NO_STAND = ("walk", "run", "lunge")
"""Who walks through the picture does not stand before, and a lunge begins with one foot ahead."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One film check: on how many of the films that need it it fails, and on how many of the clean ones."""

    check: str
    words: str
    noticed: int
    needing: int
    alarms: int
    clean: int


def film_checks_shown(clean: Sequence[Clean], render: bool) -> Iterator[Shown]:
    """Every film check on spoilt films and on clean ones; render : also those that are not in the cache."""
    films = [(clip, checked(track)) for clip, track, _ in clean]
    for check, fault in FAULTS.items():
        without = [film for clip, film in films if check != "stands_first" or clip.motion.exercise not in NO_STAND]
        needing = [film.spoilt(check) for film in without if fault.fits(film)]
        words = fault.words
        if check == "view":
            needing, words = list(_oblique(render)), "Filmed from all around, at least 25° off every straight view."
        alarms = sum(film.fails(check) for film in without)
        yield Shown(check, words, sum(film.fails(check) for film in needing), len(needing), alarms, len(without))


def _oblique(render: bool) -> Iterator[Checked]:
    """Films from between the straight views; what world landmarks say of a turn is too rough to turn a clean one."""
    for clip in around("report"):
        if render or is_kept(clip, "heavy"):
            track, truth = filmed(clip, "heavy")
            off_deg = (seen_from_deg(truth) + 45.0) % 90.0 - 45.0
            if abs(off_deg) >= OBLIQUE_DEG:
                yield checked(track)


def table(rows: Sequence[Shown]) -> str:
    """One line of the page for each film check."""
    return "\n".join(
        f"| {row.check.replace('_', ' ')} | {row.words} "
        f"| {row.noticed} of {row.needing} | {row.alarms} of {row.clean} |"
        for row in rows
    )
