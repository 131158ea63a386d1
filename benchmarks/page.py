"""``docs/accuracy.md``: what was measured, as tables and sentences."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.circumstances import Shift
from benchmarks.clip_facts import ClipFacts
from benchmarks.expected import Judgement
from benchmarks.fitting import Errors, errors
from benchmarks.goals import GOALS_DEG
from benchmarks.observations import Observation
from benchmarks.plots import Bar, error_chart, scatter
from benchmarks.scoring import clips_of
from benchmarks.table import Key, by_metric
from formcheck.measurement import Row, ViewGroup, table
from formcheck.metrics import METRICS
from formcheck.models import ModelName

MODEL: ModelName = "heavy"
LIVE: ModelName = "full"
"""The page is about the first; live sessions use the second, which has a table of its own."""

TEMPLATE = Path(__file__).parent / "accuracy.template.md"
STATES = ("met", "borderline", "not_met", "cannot_tell")
BORDER_DEG = 5.0
HOLD_S = 0.3


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that was measured on both halves; ``live`` is what the pose model of live sessions read."""

    observations: Sequence[Observation]
    live: Sequence[Observation]
    clips: Sequence[ClipFacts]
    verdicts: Sequence[Judgement]
    circumstances: Sequence[Shift]

    @property
    def reported(self) -> list[ClipFacts]:
        """Clips of the reporting half."""
        return [clip for clip in self.clips if clip.half == "report"]


def remaining(measured: Measured, model: ModelName = MODEL) -> dict[Key, tuple[Row, Errors]]:
    """Per metric and view the row of the table, and what is left of the error on the reporting half."""
    observations = measured.observations if model == MODEL else measured.live
    groups = by_metric(each for each in observations if each.half == "report")
    rows = {key: row for key in groups if (row := table().get((*key[:2], model, key[2])))}
    return {key: (row, errors(groups[key], row)) for key, row in rows.items() if len(groups[key]) > 1}


def page(measured: Measured) -> str:
    """Return the page."""
    left = remaining(measured)
    return TEMPLATE.read_text("utf-8").format(
        clips=len(measured.reported),
        films=len(clips_of("report")),
        refused=len(clips_of("report")) - len(measured.reported),
        goals="\n".join(_goals(left)),
        rows="\n".join(_row(key, row, error) for key, (row, error) in left.items()),
        live="\n".join(_live(left, remaining(measured, LIVE))),
        baseline="\n".join(_baseline(left)),
        camera="\n".join(_camera(measured.reported)),
        time="\n".join(_time(measured.reported)),
        circumstances="\n".join(_circumstances(measured.circumstances)),
        confusion="\n".join(_confusion(measured.verdicts)),
        wrong=_wrong(measured.verdicts),
        untold="\n".join(_untold(measured.verdicts)),
    )


def drawings(measured: Measured) -> dict[str, str]:
    """The page's drawings by file name."""
    left = remaining(measured)
    shown = [key for key in left if key[0] != "pelvic_drop" and METRICS[key[0]].unit == "deg"]
    chosen = [surest(left, *key[:2]) for key in dict.fromkeys((*key[:2], "picture") for key in shown)]
    bars = [
        Bar(_name(key), error.mae, error.mae_low, error.mae_high, GOALS_DEG.get(key[:2])) for key, error in chosen
    ]
    straight = [clip for clip in measured.reported if clip.view != "oblique"]
    points = [(clip.yaw_deg, clip.yaw_deg + clip.azimuth_error_deg) for clip in straight]
    return {
        "accuracy-errors.svg": error_chart(bars, "Mean error on the reporting half; strokes are goals"),
        "accuracy-yaw.svg": scatter(points, "Camera yaw", 30.0, ("true", "found")),
    }


def _name(key: Key) -> str:
    against = " less stand" if key[2] == "stand" else ""
    return f"{METRICS[key[0]].label}, {key[1]}{against}"


def _row(key: Key, row: Row, error: Errors) -> str:
    unit = METRICS[key[0]].unit
    digits = 1 if unit == "deg" else 2
    return (
        f"| {METRICS[key[0]].label} | {key[1]} | {key[2]} | {row.gain:.2f} | {row.offset:+.{digits}f} | "
        f"{error.mae:.{digits}f} | {error.mae_low:.{digits}f} to {error.mae_high:.{digits}f} | "
        f"{error.bias:+.{digits}f} | {error.sd:.{digits}f} | {error.inside:.0%} | {error.clips} |"
    )


def surest(left: dict[Key, tuple[Row, Errors]], metric: str, view: ViewGroup) -> tuple[Key, Errors]:
    """The row that formcheck goes by for a person who stood still first, and what is left of its error."""
    known = [key for key in left if key[:2] == (metric, view)]
    key = min(known, key=lambda each: left[each][0].scatter)
    return key, left[key][1]


def _goals(left: dict[Key, tuple[Row, Errors]]) -> Iterator[str]:
    yield "| metric | goal: mean error ° | reached ° | 95 % interval |"
    yield "|---|---|---|---|"
    for (metric, view), goal in GOALS_DEG.items():
        key, error = surest(left, metric, view)
        reached = f"**{error.mae:.1f}**" if error.mae <= goal else f"{error.mae:.1f}"
        yield f"| {_name(key)} | {goal:.1f} | {reached} | {error.mae_low:.1f} to {error.mae_high:.1f} |"


def _baseline(left: dict[Key, tuple[Row, Errors]]) -> Iterator[str]:
    yield "| metric | view | plain ° | less the person's own stand ° | change |"
    yield "|---|---|---|---|---|"
    for key, (_, plain) in left.items():
        against = left.get((*key[:2], "stand"))
        if key[2] == "picture" and against and METRICS[key[0]].unit == "deg":
            change = against[1].mae / plain.mae - 1
            yield f"| {METRICS[key[0]].label} | {key[1]} | {plain.mae:.1f} | {against[1].mae:.1f} | {change:+.0%} |"


def _live(left: dict[Key, tuple[Row, Errors]], live: dict[Key, tuple[Row, Errors]]) -> Iterator[str]:
    yield f"| metric | {MODEL} | {LIVE} | 95 % interval | bias | sd | clips |"
    yield "|---|---|---|---|---|---|---|"
    both = {key[:2] for key in left} & {key[:2] for key in live}
    for metric, view in dict.fromkeys(key[:2] for key in live if key[:2] in both):
        key, error = surest(live, metric, view)
        digits = 1 if METRICS[metric].unit == "deg" else 2
        heavy = f"{surest(left, metric, view)[1].mae:.{digits}f}"
        yield (
            f"| {_name(key)} | {heavy} | "
            f"{error.mae:.{digits}f} | {error.mae_low:.{digits}f} to {error.mae_high:.{digits}f} | "
            f"{error.bias:+.{digits}f} | {error.sd:.{digits}f} | {error.clips} |"
        )


def _camera(clips: Sequence[ClipFacts]) -> Iterator[str]:
    yield "| camera | clips | median error ° | 95 % within ° |"
    yield "|---|---|---|---|"
    for name, views in (("yaw, front", ("front",)), ("yaw, back", ("back",)), ("yaw, side", ("left", "right"))):
        yield _spread(name, [clip.azimuth_error_deg for clip in clips if clip.view in views])
    yield _spread("direction, in between", [clip.azimuth_error_deg for clip in clips if clip.view == "oblique"])
    yield _spread("roll, front and back", [clip.roll_error_deg for clip in clips if clip.roll_error_deg is not None])
    sure = [clip for clip in clips if clip.border_deg > BORDER_DEG]
    right = sum(clip.view == clip.found_view for clip in sure)
    yield ""
    yield f"View recognised in {right} of {len(sure)} clips filmed more than 5° off the border between two views."
    yield "What is compared with is the direction from the person's trunk to the lens, the mean over the film."


def _spread(name: str, values: Sequence[float]) -> str:
    if not values:
        return f"| {name} | 0 | – | – |"
    sizes = np.abs(values)
    return f"| {name} | {len(sizes)} | {np.median(sizes):.1f} | {np.percentile(sizes, 95):.1f} |"


def _time(clips: Sequence[ClipFacts]) -> Iterator[str]:
    yield "| exercise | holds found | start and end within 0.3 s | median error at the start s | at the end s |"
    yield "|---|---|---|---|---|"
    for exercise in dict.fromkeys(clip.exercise for clip in clips):
        held = [clip for clip in clips if clip.exercise == exercise and clip.hold_start_error_s is not None]
        if held:
            sizes = np.abs(np.array([(clip.hold_start_error_s, clip.hold_end_error_s) for clip in held], float))
            within = np.all(sizes <= HOLD_S + 1e-9, axis=1).sum()
            start_s, end_s = np.median(sizes, axis=0)
            yield f"| {exercise} | {len(held)} | {within} | {start_s:.2f} | {end_s:.2f} |"
    counted = [clip for clip in clips if clip.reps]
    if counted:
        exact = sum(clip.reps == clip.found_reps for clip in counted)
        yield ""
        yield f"Repetitions counted exactly in {exact} of {len(counted)} clips with repetitions."


def _circumstances(found: Sequence[Shift]) -> Iterator[str]:
    groups: dict[tuple[str, str], dict[tuple[str, str], list[float]]] = defaultdict(lambda: defaultdict(list))
    shown = list(dict.fromkeys((each.metric, each.view) for each in found))
    for each in found:
        row = table()[each.metric, each.view, MODEL, "picture"]  # type: ignore[index]
        groups[each.circumstance, each.value][each.metric, each.view].append(
            (each.reading - row.offset) / row.gain - each.truth
        )
    yield "| circumstance | value | " + " | ".join(f"{METRICS[name].label}, {view}" for name, view in shown) + " |"
    yield "|---|---|" + "---|" * len(shown)
    for (circumstance, value), errors_deg in groups.items():
        cells = [f"{np.mean(errors_deg[key]):+.1f}" if errors_deg[key] else "–" for key in shown]
        yield f"| {circumstance} | {value} | " + " | ".join(cells) + " |"


def _confusion(verdicts: Sequence[Judgement]) -> Iterator[str]:
    yield "| cue | truth | met | borderline | not met | cannot tell |"
    yield "|---|---|---|---|---|---|"
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for each in verdicts:
        counts[f"{each.exercise}: {each.cue}", each.truth][each.verdict] += 1
    for (cue, truth), found in sorted(counts.items(), key=lambda item: (item[0][0], STATES.index(item[0][1]))):
        yield f"| {cue} | {truth.replace('_', ' ')} | " + " | ".join(str(found[state]) for state in STATES) + " |"


def _wrong(verdicts: Sequence[Judgement]) -> str:
    judged = [each for each in verdicts if each.verdict != "cannot_tell"]
    wrong = sum({each.verdict, each.truth} == {"met", "not_met"} for each in judged)
    untold = len(verdicts) - len(judged)
    return (
        f"Plainly wrong (met where the truth is not met, or the reverse): {wrong} of {len(judged)} judged cues "
        f"({wrong / max(len(judged), 1):.1%}). Cannot tell: {untold} of {len(verdicts)} cues that the film's view "
        f"shows ({untold / max(len(verdicts), 1):.1%})."
    )


def _untold(verdicts: Sequence[Judgement]) -> Iterator[str]:
    yield "| cannot tell | clips |"
    yield "|---|---|"
    untold = [each for each in verdicts if each.verdict == "cannot_tell"]
    reasons = Counter((f"{each.exercise}: {each.cue}", re.split(r"[:(.]", each.reason)[0].strip()) for each in untold)
    for (cue, reason), clips in reasons.most_common():
        yield f"| {cue}: {reason} | {clips} |"
