"""The page of the track's benchmark: what was found, in words and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.film_faults import NEVER_FAILS
from benchmarks.track_camera import Trembled, tremble_table
from benchmarks.track_films import Shown, table

PAGE_TEXT = """\
# How far the track can be trusted

Made by `python -m benchmarks.track`; do not edit. Rendered people, bodies, clothes and rooms of the reporting half:
the films of `python -m benchmarks.accuracy` and `.gait`, taken from the cache, or made with `--render`.

| what | found | wanted |
|---|---|---|
{rows}

View, yaw and roll: as scoring finds them; [accuracy.md](accuracy.md) draws them.
Two people: films of single-leg balance pasted side by side, the other one as large and standing still, or smaller
and doing the same, left or right ({model} model). A frame counts as right if the hips lie within a quarter of the
subject's height of where they truly are. Swaps: both legs exchanged in runs of one to six frames of the walking
films, {seeds} times each. Cuts: two films one after the other, looked at three times a second; films without any are
all tracks in the cache that have pictures, of both halves. Slow motion: the walking films from the side played
two, three and four times as slow. Looks at everybody are those that scoring takes. Posters: the first picture of
every eighth film, with a sensor's noise, for eight seconds, from a stand and from two hands: one shakes the picture
by 0.4 % of its height (standard deviation) and sways by 1 %, the other by twice as much while it pans by a tenth.
From a hand it takes some of the wall beside the person to tell; where too little of it shows, nobody is refused.
People who only stand are the hardest to tell from a poster: films of them are turned by the same two hands. The rooms
of rendered films are barer and their light steadier than real ones.

## Every film check

Each is shown on films that need it, made from clean ones by doing to the track just what is said; and on the clean
ones, where it must keep quiet. Where a fault cannot show (a roll from the side, a cut before a wall without any
texture), the film is not counted. What is only told and never fails has no line: {told}.

| check | a film made to need it | noticed | false alarms on clean films |
|---|---|---|---|
{checks}

## A hand that trembles

Trembling at 2 to 8 Hz is quicker than the little pictures of the background that the camera's path is taken from, so
it stays in the landmarks. It hardly matters: a shift moves hip, knee and ankle alike, and only what the pose model
loses by it, and a turn, reach an angle. {hands} films, the same with the hand and without (heavy model); changes of
the angle in degrees, median over the films.

| the picture moves (standard deviation) | angle | mean of a film | a frame (rms) | ± wider by (1 sd) |
|---|---|---|---|---|
{tremble}

What a frame loses is already in the uncertainty: it grows with how much a standing ankle jitters.
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table: how many of how many, and what was wanted."""

    what: str
    found: str
    wanted: str


def page(
    findings: Sequence[Finding], shown: Sequence[Shown], hands: Sequence[Trembled], model: str, seeds: int
) -> str:
    """Put what was found into words and tables."""
    return PAGE_TEXT.format(
        rows="\n".join(f"| {each.what} | {each.found} | {each.wanted} |" for each in findings),
        checks=table(shown),
        told=" and ".join(f"“{check.replace('_', ' ')}”" for check in NEVER_FAILS),
        tremble=tremble_table(hands),
        hands=len(hands[0].means_deg),
        model=model,
        seeds=seeds,
    )
