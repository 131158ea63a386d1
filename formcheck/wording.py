"""Numbers and limits in the words of a report: rounded for people, with units, and never more exact than known."""

from __future__ import annotations

import math
import re
from collections import Counter
from types import MappingProxyType

from formcheck.cues import Band
from formcheck.metrics import METRICS, UNIT_SIGNS, Unit
from formcheck.phases import PHASE_WORDS, PhaseKind
from formcheck.references import REFERENCES
from formcheck.report import Adjusted, Baseline, CueResult, MetricValue, PelvisEvidence, PhaseFound, Report, Score

DECIMALS: MappingProxyType[Unit, int] = MappingProxyType(
    {"deg": 0, "s": 1, "ratio": 2, "percent": 1, "count": 0, "steps/min": 0, "cm": 1, "m/s": 2}
)

MEASURE_LABELS: MappingProxyType[str, str] = MappingProxyType(
    {
        "hold_time": "Longest hold",
        "touch_downs": "Touch-downs of the other foot",
        "sway": "Sway of the hips, in % of the leg's length",
        "hand_support": "A hand rested on something",
        "cadence": "Cadence",
        "step_length": "Step length, in leg lengths",
        "overstride": "Foot ahead of the hips at contact, in leg lengths",
        "knee_straightest": "Straightest knee late in stance",
        "knee_overstraight": "Straightest knee late in stance",
        "stance_excursion": "Give of the knee after contact",
        "knee_at_contact": "Knee flexion at contact",
        "knee_stance_peak": "Most knee flexion in stance",
        "shank_at_contact": "Shin angle at contact",
        "shank_forward": "Shin over the foot",
        "trunk_forward": "Forward lean over the stride",
        "knee_in_midstance": "Knee inward at mid-stance",
        "foot_beside_middle": "Foot beside the middle at mid-stance, in leg lengths (below 0 it crosses)",
        "vertical_oscillation": "Rise and fall of the hips, in leg lengths",
        "foot_strike_angle": "Foot angle at contact, heel first positive",
        "step_time_asymmetry": "Difference of the step times",
        "stance_share": "Stance, share of the stride",
        "single_support_share": "On this leg alone, share of the stride",
        "repetitions": "Repetitions",
        "eccentric_time": "Time to lower",
        "concentric_time": "Time to lift",
        "hinge_share": "Share of the hip in the bending of hip and knee",
        "rise_kept": "Lowest rise of the heels, in % of the highest",
        "rises_before_stop": "Rises before height or pace got lost",
        "pelvis_against_stand": "Pelvis against your own stand on two legs",
        "pelvis_between_legs": "Pelvis, half of its turn from one leg to the other",
    }
)
"""Words for what is measured of a performance as a whole; those of the angles are in METRICS."""

SCALED_LABELS: MappingProxyType[str, str] = MappingProxyType(
    {
        "step_length_cm": "Step length",
        "vertical_oscillation_cm": "Rise and fall of the hips",
        "walking_speed": "Walking speed",
    }
)
"""Words for what is measured only where the person's height is known."""


def label(metric: str) -> str:
    """Words for a metric or a measure, for people."""
    if metric in METRICS:
        return METRICS[metric].label
    return MEASURE_LABELS.get(metric) or SCALED_LABELS.get(metric, metric.replace("_", " ").capitalize())


def quantity(value: float, unit: Unit) -> str:
    """Return a number with its unit, rounded for people: whole degrees, tenths of a second.

    >>> quantity(-14.6, "deg"), quantity(-0.2, "deg"), quantity(11.167, "s")
    ('−15°', '0°', '11.2 s')
    """
    rounded = round(value, DECIMALS[unit]) + 0.0  # -0.0 + 0.0 is 0.0
    return f"{rounded:.{DECIMALS[unit]}f}".replace("-", "−") + UNIT_SIGNS[unit]


def measured(value: float, uncertainty: float | None, unit: Unit) -> str:
    """Return an estimate with its uncertainty; what is counted has none.

    >>> measured(15.3, 6.5, "deg"), measured(2.0, 0.0, "count")
    ('15° ± 6°', '2')
    """
    return quantity(value, unit) + (f" ± {quantity(uncertainty, unit)}" if uncertainty else "")


def reading(metric: str, value: MetricValue) -> str:
    """Return a companion reading: a number, or words where it is a yes or no."""
    if metric == "hand_support":
        return "probably" if value.value else "not seen"
    return measured(value.value, value.uncertainty, value.unit)


def followed(seen: PelvisEvidence) -> str:
    """Say what was followed in the picture to read the pelvis, and on how much it stands.

    >>> followed(PelvisEvidence(how="belt", stand_s=1.2, times_s=[4.0, 4.3], drops_deg=[3.0, 3.5]))
    '+ means the free side is lower; the belt, followed from the stand at 1.2 s into 2 pictures'
    """
    what = {"waistband": "the waistband", "stickers": "two stickers", "belt": "the belt"}[seen.how]
    start = f"the stand at {seen.stand_s:.1f} s" if seen.against == "stand" else "one leg to the other"
    said = f"+ means the free side is lower; {what}, followed from {start} into {len(seen.times_s)} pictures"
    if seen.camera_roll_deg:
        said += f"; the camera was tipped by {quantity(seen.camera_roll_deg, 'deg')}, which is taken out"
    return f"{said}. {seen.ask}" if seen.ask else said


def band_of(cue: CueResult) -> Band | None:
    """Return the limits of an answer, or None for a question to the person."""
    if cue.ideal is None or cue.met_edge is None or cue.not_met_edge is None:
        return None
    return Band(cue.ideal, cue.met_edge, cue.not_met_edge)


def limits(band: Band, unit: Unit) -> str:
    """Say where met ends and where not met begins.

    >>> limits(Band(ideal=0, met=5, not_met=10), "deg")
    'Met up to 5°, not met beyond 10°, borderline in between.'
    >>> limits(Band(ideal=0, met=0.5, not_met=0.9), "count")
    'Met up to 0, not met from 1.'
    """
    if unit == "count":
        return _counted_limits(band)
    met, not_met = (f"{edge:g}{UNIT_SIGNS[unit]}".replace("-", "−") for edge in (band.met, band.not_met))
    if band.toward_bad > 0:
        return f"Met up to {met}, not met beyond {not_met}, borderline in between."
    return f"Met from {met}, not met below {not_met}, borderline in between."


def _counted_limits(band: Band) -> str:
    if band.toward_bad > 0:
        last_met, first_not_met = math.floor(band.met), math.floor(band.not_met) + 1
        words = f"Met up to {last_met}, not met from {first_not_met}"
    else:
        last_met, first_not_met = math.ceil(band.met), math.ceil(band.not_met) - 1
        words = f"Met from {last_met}, not met at {first_not_met} or fewer"
    return words + ("." if abs(first_not_met - last_met) == 1 else ", borderline in between.")


def beyond(cue: CueResult) -> float:
    """How far an estimate lies past the ``not_met`` edge, in widths of the borderline; 0 if nothing was measured."""
    band = band_of(cue)
    if band is None or cue.estimate is None:
        return 0.0
    return (cue.estimate - band.not_met) * band.toward_bad / abs(band.not_met - band.met)


def changes(report: Report) -> list[CueResult]:
    """Return the cues that were not met, the one farthest beyond its limit first."""
    return sorted((cue for cue in report.cues if cue.verdict == "not_met"), key=beyond, reverse=True)


def leg(report: Report) -> str:
    """Return whose leg is judged, empty for both; where clips of one report show different legs, say so."""
    sides = {side for side in (report.side, *(clip.side for clip in report.more_clips)) if side}
    return "left and right leg in different clips" if len(sides) > 1 else f"{report.side} leg" if report.side else ""


def stretch(start_s: float, end_s: float) -> str:
    """Return a stretch of time.

    >>> stretch(2.375, 13.54)
    '2.4–13.5 s'
    """
    return f"{start_s:.1f}–{end_s:.1f} s"


def counted(kind: PhaseKind, count: int) -> str:
    """Return how many phases of a kind there are.

    >>> counted("hold", 1), counted("rep", 3)
    ('the hold', '3 repetitions')
    """
    one, several = PHASE_WORDS[kind]
    return f"the {one}" if count == 1 else f"{count} {several}"


def slowed(speed: float, captured_fps: float) -> str:
    """Say how a film's speed differs from that of life.

    >>> slowed(4.0, 120.0)
    'captured at 120 frames/s, shown 4 × slower; all times here are those of life'
    """
    way = f"{speed:.3g} × slower" if speed >= 1 else f"{1 / speed:.3g} × faster"
    return f"captured at {captured_fps:g} frames/s, shown {way}; all times here are those of life"


CYCLES: tuple[PhaseKind, ...] = ("rep", "step", "stride")
"""What an exercise without holds is counted in."""


def performed(phases: list[PhaseFound]) -> str:
    """Return every hold of a clip with its leg, else how many repetitions, steps or strides it has, or none."""
    found = [
        (f"{phase.side} leg " if phase.side else "") + stretch(phase.start_s, phase.end_s)
        for phase in phases
        if phase.kind == "hold"
    ]
    kinds = Counter(phase.kind for phase in phases)
    cycles = [counted(kind, kinds[kind]) for kind in CYCLES if kinds[kind]]
    return ", ".join(found or cycles) or "none found"


def baseline(stand: Baseline | None) -> str:
    """Say whether the person's own quiet stand was found, and what it reads where angles are reckoned from it.

    >>> baseline(Baseline(seconds=2.04, readings={"knee_in": 3.2, "pelvic_drop": 1.0}, used=["knee_in"]))
    '2.0 s on both legs; angles are reckoned from it for: knee inward (FPPA) (reads 3°)'
    """
    if stand is None:
        return "not found; stand still on both feet for two seconds first, and angles become surer"
    seen = f"{quantity(stand.seconds, 's')} on both legs; "
    zeros = [
        f"{label(name)[0].lower()}{label(name)[1:]} (reads {quantity(stand.readings[name], METRICS[name].unit)})"
        for name in stand.used
    ]
    return seen + (f"angles are reckoned from it for: {', '.join(zeros)}" if zeros else "no angle needed it")


def coverage(score: Score, asked: int) -> str:
    """Say how many cues could be judged, how many are questions, and how many could not be told.

    >>> coverage(Score(met=3, judged=5, total=9), asked=3)
    '5 of 9 cues could be judged. 3 are questions to you, 1 could not be told from the film.'
    """
    untold = score.total - score.judged - asked
    rest = [
        f"{asked} {'is a question' if asked == 1 else 'are questions'} to you" if asked else "",
        f"{untold} could not be told from the film" if untold else "",
    ]
    words = ", ".join(part for part in rest if part)
    return f"{score.judged} of {score.total} cues could be judged." + (f" {words}." if words else "")


def adjustments(report: Report) -> str:
    """Say in one line what a profile changed, empty if nothing.

    ``knee inward: met 5 → 15; heel flat: not counted; side: auto → left``
    """
    return "; ".join(map(_adjustment, report.adjusted))


def _adjustment(change: Adjusted) -> str:
    cue = f"{change.cue.replace('_', ' ')}: " if change.cue else ""
    if change.what == "counts":
        return f"{cue}not counted"
    ours, theirs = (f"{each:g}" if isinstance(each, float) else each for each in (change.ours, change.theirs))
    return f"{cue}{change.what.replace('_', ' ')}{'' if cue else ':'} {ours} → {theirs}"


def cited(basis: str) -> list[str]:
    """Return the keys of the references that a text names, in their order in REFERENCES.

    >>> cited("healthy adults move a few degrees (hardcastle); the limits are ours")
    ['hardcastle']
    """
    return [key for key in REFERENCES if re.search(rf"\b{key}\b", basis) and key != "geometry"]


def with_citations(basis: str) -> str:
    """Put author and year in the place of each key of a reference.

    >>> with_citations("averaged 5.0° (ageberg)")
    'averaged 5.0° (Ageberg et al. 2010)'
    """
    for key in cited(basis):
        basis = re.sub(rf"\b{key}\b", REFERENCES[key].split(",")[0], basis)
    return basis
