"""Two readings of one person: how large a difference measuring alone can make, and whether theirs is larger."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from types import MappingProxyType

from formcheck.cues import Band
from formcheck.report import CueResult
from formcheck.wording import band_of

PUBLISHED: MappingProxyType[str, float] = MappingProxyType(
    {
        **dict.fromkeys(("knee_in", "knee_in_mean", "knee_in_midstance"), 9.0),
        **dict.fromkeys(("pelvic_drop", "pelvis_against_stand"), 3.0),
        **dict.fromkeys(("knee_flexion", "knee_straightest", "knee_overstraight", "knee_at_contact"), 5.0),
        **dict.fromkeys(("tibial_inclination", "shank_at_contact", "shank_forward"), 5.0),
        **dict.fromkeys(("trunk_lean_forward", "trunk_lean_lateral", "trunk_forward"), 3.0),
        "step_length": 0.05,
    }
)
"""Smallest detectable changes of people filmed on two days, which differ from day to day as well.

Knee inward: Munro et al. 2012; pelvis and trunk: Dingenen et al. 2018; step length: 0.04 m (Stenum et al. 2021) on a
leg of 0.8 m; knee and shin: two-dimensional running analysis (Dingenen et al. 2018), rounded up.
"""


@dataclass(frozen=True, slots=True)
class Change:
    """Difference of a later reading to an earlier one.

    by : later minus earlier, in the cue's unit. smallest : the smallest detectable change, None where the
    uncertainty of either is not known. better : toward good.
    """

    by: float
    smallest: float | None
    better: bool

    @property
    def real(self) -> bool:
        """Say whether it is surely larger than measuring alone can make it."""
        return self.smallest is not None and abs(self.by) > self.smallest


def smallest_detectable_change(
    first_uncertainty: float, second_uncertainty: float, metric: str | None = None
) -> float:
    """Return the smallest detectable change of two readings from their 95 % uncertainties.

    With equal ones it is the usual 1.96 · √2 · SEM (Weir 2005, doi:10.1519/15184.1). It is never less than what was
    published for the metric, because people differ from day to day as well.

    >>> smallest_detectable_change(3.0, 4.0), smallest_detectable_change(3.0, 4.0, "knee_in")
    (5.0, 9.0)
    """
    return max(hypot(first_uncertainty, second_uncertainty), PUBLISHED.get(metric or "", 0.0))


def change(earlier: CueResult, later: CueResult) -> Change | None:
    """Compare two answers to the same cue; None unless both were measured and could be told."""
    band = band_of(later)
    if not (told(earlier) and told(later)) or band is None:
        return None
    assert earlier.estimate is not None
    assert later.estimate is not None
    by = later.estimate - earlier.estimate
    return Change(by, _smallest(earlier, later), distance(later.estimate, band) < distance(earlier.estimate, band))


def _smallest(earlier: CueResult, later: CueResult) -> float | None:
    if earlier.uncertainty is None or later.uncertainty is None:
        return None
    return smallest_detectable_change(earlier.uncertainty, later.uncertainty, later.metric)


def told(cue: CueResult) -> bool:
    """Say whether a number stands behind an answer."""
    return cue.verdict != "cannot_tell" and cue.estimate is not None and cue.unit is not None


def distance(value: float, band: Band) -> float:
    """How far a value lies from ideal toward bad; what is better than ideal counts as ideal."""
    return max((value - band.ideal) * band.toward_bad, 0.0)
