"""What a cue is, and the one rule that turns a reading into a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Literal

from formcheck.camera import View
from formcheck.metrics import UNIT_SIGNS, Unit
from formcheck.phases import PhaseKind

State = Literal["met", "borderline", "not_met", "cannot_tell"]
Statistic = Literal["median", "magnitude", "maximum", "minimum", "range"]
"""How the frames of one cycle become one number; ``magnitude`` is the size of their median, where both directions
are bad. Over the cycles, such as holds or repetitions, the median is the estimate."""


class CannotTellError(Exception):
    """Raised while measuring, with the sentence that says why nothing can be told, and what to change."""


@dataclass(frozen=True, slots=True)
class Band:
    """Limits of one cue, in the metric's unit; ``met`` before ``not_met`` on the way from good to bad.

    ideal : what a perfect performance reads. met : still met up to here. not_met : not met beyond here.
    Between the two edges lies borderline.
    """

    ideal: float
    met: float
    not_met: float

    def __post_init__(self) -> None:
        if self.met == self.not_met or (self.met - self.ideal) * self.toward_bad < 0:
            raise ValueError(f"not a band: ideal {self.ideal}, met {self.met}, not met {self.not_met}")

    @property
    def toward_bad(self) -> float:
        """+1 if larger values are worse, -1 if smaller ones are."""
        return 1.0 if self.not_met > self.met else -1.0

    def state(self, value: float) -> State:
        """Where an exact value lies, without any uncertainty."""
        if self.exceeds(value, self.not_met):
            return "not_met"
        return "borderline" if self.exceeds(value, self.met) else "met"

    def exceeds(self, value: float, edge: float) -> bool:
        """Say whether a value is on the bad side of an edge."""
        return (value - edge) * self.toward_bad > 0


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing an article asks for.

    says : the cue as an instruction. label : the same in a few words, for where there is little room.
    quote : the article's words. article : its key in ``articles``.
    views : where it can be judged from; empty when no view shows it. metric : name in METRICS or MEASURES.
    phase : in whose frames the metric is read. statistic : how the frames of one such phase become one number.
    band and basis : the limits and why they are where they are. coaching : what to change when it is not met.
    ask : the question to the person, for what no camera sees; then there is no metric. unseen : why not.

    Raises ValueError unless it has either a metric with its band or a question.
    """

    id: str
    says: str
    quote: str
    article: str
    coaching: str
    views: tuple[View, ...] = ()
    metric: str | None = None
    band: Band | None = None
    basis: str = ""
    phase: PhaseKind = "hold"
    statistic: Statistic = "median"
    ask: str | None = None
    unseen: str = "A camera cannot see this; ask yourself."
    label: str = ""

    def __post_init__(self) -> None:
        measured = self.metric is not None and self.band is not None and bool(self.views) and bool(self.basis)
        if measured == (self.ask is not None):
            raise ValueError(f"cue {self.id} needs either metric, band, basis and views, or a question")


@dataclass(frozen=True, slots=True)
class Reading:
    """One measured value: estimate with its 95 % uncertainty, and where it was worst.

    n : how many holds, repetitions or strides it stands on. worst_s : time of the worst instant, or None.
    """

    estimate: float
    uncertainty: float
    unit: Unit
    n: int
    worst_s: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one cue; a reason comes with ``cannot_tell`` and only with it."""

    state: State
    reason: str | None = None


def judge(reading: Reading, band: Band) -> Verdict:
    """Judge a reading so that the verdict clears half the 95 % uncertainty on the side that matters.

    not_met : beyond the ``not_met`` edge, and still beyond the ``met`` edge with U/2 taken off toward good.
    met : inside the ``met`` edge, and still inside the ``not_met`` edge with U/2 added toward bad.
    cannot_tell : U so wide that even a perfect performance could not be called met, or no estimate at all.
    borderline : everything else.
    """
    if not isfinite(reading.estimate):
        return Verdict("cannot_tell", "This could not be measured: the landmarks it needs were not seen.")
    half = band.toward_bad * reading.uncertainty / 2
    if not band.exceeds(band.not_met, band.ideal + half):
        return Verdict("cannot_tell", _too_wide(reading))
    if band.exceeds(reading.estimate, band.not_met) and band.exceeds(reading.estimate - half, band.met):
        return Verdict("not_met")
    if not band.exceeds(reading.estimate, band.met) and band.exceeds(band.not_met, reading.estimate + half):
        return Verdict("met")
    return Verdict("borderline")


def _too_wide(reading: Reading) -> str:
    return (
        f"What the camera shows of this is too uncertain (±{reading.uncertainty:.0f}{UNIT_SIGNS[reading.unit]}) "
        "to tell a good performance from a poor one."
    )
