"""How far a batch is, and how long the rest of it will take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from formcheck.batch.walking import FoundClip

KNOWN_FROM = 0.001
"""Before this share of the work is done, what the rest takes is anybody's guess."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many clips of how many are done. left_s : what the rest will take, None as long as nobody knows."""

    done: int
    total: int
    left_s: float | None = None

    def words(self) -> str:
        """Return it as people read it.

        >>> Standing(3, 19, 250.0).words()
        '3 of 19 clips, about 4 min left'
        """
        left = f", about {duration_words(self.left_s)} left" if self.left_s and self.done < self.total else ""
        return f"{self.done} of {self.total} clips{left}"


def duration_words(time_s: float) -> str:
    """Return a time as people say it: two figures at most.

    >>> [duration_words(time_s) for time_s in (0.4, 89, 100, 5400, 200_000)]
    ['1 s', '89 s', '2 min', '1.5 h', '2.3 days']
    """
    if time_s < 90:
        return f"{max(1, round(time_s))} s"
    if time_s < 90 * 60:
        return f"{round(time_s / 60)} min"
    hours = time_s / 3600
    return f"{hours:.2g} h" if hours < 48 else f"{hours / 24:.2g} days"


class Pace:
    """Tells how long the rest takes from what is done: a large file takes longer than a small one.

    clips : those to be done now. total : those of the whole folder, with what an earlier run did.
    """

    def __init__(self, clips: Iterable[FoundClip], total: int, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._weights = {clip.name: max(1, clip.size_bytes) for clip in clips}
        self._done, self._total = total - len(self._weights), total
        self._work, self._work_done = sum(self._weights.values()), 0
        self._clock_s, self._start_s = clock_s, clock_s()

    def begun(self) -> Standing:
        """Return where a batch stands before its first clip."""
        return Standing(self._done, self._total)

    def after(self, name: str) -> Standing:
        """Return where it stands now that one more clip is done."""
        self._done += 1
        self._work_done += self._weights[name]
        share = self._work_done / self._work
        spent_s = self._clock_s() - self._start_s
        return Standing(self._done, self._total, spent_s * (1.0 / share - 1.0) if share >= KNOWN_FROM else None)
