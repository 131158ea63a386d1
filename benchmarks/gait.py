"""How well formcheck reads walking and running: contacts, cadence, step length, knee and verdicts.

``python -m benchmarks.gait`` scores the rendered films of the reporting half and writes docs/gait-accuracy.md;
``--fit`` first fits formcheck/gait/table.csv on the fitting half.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from benchmarks.gait_clips import gait_clips
from benchmarks.gait_curves import HEAD, curve_line
from benchmarks.gait_truth import exact_gait
from formcheck.analysis import Analysis
from formcheck.camera import SAGITTAL
from formcheck.errors import FormcheckError
from formcheck.exercises import get
from formcheck.gait.finding import find_gait
from formcheck.gait.measurement import GROUPS, gait_table
from formcheck.gait.measures import GAIT_MEASURES
from formcheck.gait.parameters import walked
from formcheck.landmarks import SIDES, Side
from formcheck.pose import Array
from formcheck.scoring import Options, score_clip
from formcheck.track_cache import cache_folder
from test_videos.benchmark import rendered
from test_videos.film import Clip, Film
from test_videos.looks import Half

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "formcheck" / "gait" / "table.csv"
PAGE = ROOT / "docs" / "gait-accuracy.md"
FIELDS = ("measure", "gait", "view", "model", "gain", "offset", "sd", "clips", "source")
SOURCE = "benchmarks/gait.py, fitting half"
LEAST_GAIN_CLIPS = 3
PLAUSIBLE_GAIN = (0.5, 1.5)
"""A reading that follows the truth less, or more, is not corrected for it: its scatter says what it is worth."""

LEAST_RANGE: dict[str, float] = {"deg": 8.0, "ratio": 0.12}
LEAST_SD: dict[str, float] = {"deg": 1.5, "ratio": 0.015, "percent": 1.5, "steps/min": 0.5}
"""A scatter of a handful of films may come out near nothing by luck."""

SHOWN = (
    "cadence",
    "step_length",
    "overstride",
    "knee_straightest",
    "knee_stance_peak",
    "stance_share",
    "knee_in_midstance",
    "foot_beside_middle",
)
MATCHED_S = 0.15
EDGE_S = 0.2


@dataclass(frozen=True, slots=True)
class Watched:
    """One film, what formcheck made of it, and the exact gait."""

    clip: Clip
    film: Film
    analysis: Analysis
    truth: dict[str, float]


@dataclass(frozen=True, slots=True)
class Events:
    """Errors in ms of the events of one kind, and how many were missed and invented."""

    errors_ms: Array
    missed: int
    invented: int


def main(fit: Annotated[bool, typer.Option("--fit", help="Fit formcheck/gait/table.csv first.")] = False) -> None:
    """Score the films and write the page."""
    if fit:
        write_table(watch_all(gait_clips("fit")))
        gait_table.cache_clear()  # what watching the films read is not what was just written
    watched = watch_all(gait_clips("report"))
    text = page(watched)
    PAGE.write_text(text, encoding="utf-8")
    typer.echo(text)


def watch_all(clips: Iterable[Clip]) -> list[Watched]:
    """Watch every film; name and leave out those that formcheck refuses."""
    watched = []
    for clip in clips:
        try:
            watched.append(watch(clip))
        except FormcheckError as refusal:
            typer.echo(f"left out: {refusal}", err=True)
    return watched


def watch(clip: Clip) -> Watched:
    """Render and score one film, both from the cache if they are there."""
    video, _ = rendered(clip, cache_folder() / "benchmark")
    film = Film(clip)
    return Watched(clip, film, score_clip(video, get(clip.motion.exercise), Options()), exact_gait(film))


def raw_readings(watched: Watched) -> dict[str, float]:
    """What formcheck reads before any correction, by measure; only what the view shows."""
    track, camera = watched.analysis.track, watched.analysis.camera
    walk = walked(track, camera, "left")
    if walk is None:
        return {}
    return {
        name: measure.formula(walk).value
        for name, measure in GAIT_MEASURES.items()
        if camera.view in measure.views and measure.too_slow(walk) is None
    }


def write_table(watched: Sequence[Watched]) -> None:
    """Fit ``reading = gain * truth + offset`` per measure and view over the films."""
    pairs: dict[tuple[str, str, str], list[tuple[float, float]]] = {}
    for each in watched:
        for name, reading in raw_readings(each).items():
            if np.isfinite(reading):
                key = (name, each.clip.motion.exercise, GROUPS[each.analysis.camera.view])
                pairs.setdefault(key, []).append((each.truth[name], reading))
    with TABLE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        for (name, gait, view), found in sorted(pairs.items()):
            if len(found) < LEAST_GAIN_CLIPS:
                continue
            gain, offset, sd = _fitted(np.array(found), GAIT_MEASURES[name].unit)
            writer.writerow([name, gait, view, "heavy", gain, offset, sd, len(found), SOURCE])


def _fitted(pairs: Array, unit: str) -> tuple[float, float, float]:
    truth, reading = pairs.T
    gain, offset, free = 1.0, float(np.mean(reading - truth)), 1
    if len(truth) >= LEAST_GAIN_CLIPS and np.ptp(truth) >= LEAST_RANGE.get(unit, np.inf):
        slope, intercept = np.polyfit(truth, reading, 1)
        if PLAUSIBLE_GAIN[0] <= slope <= PLAUSIBLE_GAIN[1]:
            gain, offset, free = float(slope), float(intercept), 2
    left = reading - gain * truth - offset
    sd = max(float(np.sqrt((left**2).sum() / max(len(left) - free, 1))), LEAST_SD[unit])
    return round(gain, 3), round(offset, 3), round(sd, 3)


def events_of(watched: Watched, kind: str) -> Events:
    """Compare the events of a side view with the truth, both legs, away from the ends of the film."""
    gait = find_gait(watched.analysis.track, watched.analysis.camera)
    found = gait.events if gait else ()
    parts = [
        _matched(watched, kind, side, [e.time_s for e in found if (e.kind, e.side) == (kind, side)]) for side in SIDES
    ]
    return Events(
        np.concatenate([part.errors_ms for part in parts]),
        sum(part.missed for part in parts),
        sum(part.invented for part in parts),
    )


def _matched(watched: Watched, kind: str, side: Side, found: list[float]) -> Events:
    motion = watched.clip.motion
    moments = [
        phase.start_s if kind == "initial_contact" else phase.end_s for phase in motion.phases() if phase.side == side
    ]
    true = [moment for moment in moments if EDGE_S <= moment <= motion.duration_s - EDGE_S]
    errors = [min((time - moment for time in found), key=abs, default=np.inf) for moment in true]
    hits = [error for error in errors if abs(error) <= MATCHED_S]
    invented = [time for time in found if min((abs(time - moment) for moment in moments), default=np.inf) > MATCHED_S]
    return Events(1000.0 * np.array(hits), len(true) - len(hits), len(invented))


def page(watched: Sequence[Watched]) -> str:
    """Return docs/gait-accuracy.md."""
    sideways = [each for each in watched if each.analysis.camera.view in SAGITTAL]
    names = {each.clip.name for each in watched}
    left_out = [clip.name.removeprefix("gait_report_") for clip in gait_clips("report") if clip.name not in names]
    lines = [
        "# How well walking and running are read",
        "",
        f"`python -m benchmarks.gait` on {len(watched)} rendered films of the reporting half (people, clothes and "
        "rooms that the table was not fitted on), heavy model. Real people scatter more: the uncertainties of the "
        "reports are widened 1.75 times.",
        "",
        f"Not scored here: {', '.join(left_out) or 'none'}.",
        "",
        "Errors of the events: median and quartiles in ms.",
        "",
        "| film | contacts | missed | invented | toe-offs | missed | invented |",
        "|---|---|---|---|---|---|---|",
        *(_event_line(each) for each in sideways),
        "",
        "| film | measure | truth | reading | error |",
        "|---|---|---|---|---|",
        *(line for each in watched for line in _measure_lines(each)),
        "",
        "Knee flexion over the stride, gain and offset taken out. The typical band is the published mean ± 2 sd; the "
        "films of faults leave it, as they should.",
        "",
        *HEAD,
        *(
            line
            for each in sideways
            if each.clip.motion.exercise == "walk"
            for line in curve_line(_name(each), each.film, each.analysis)
        ),
        "",
        "Trousers that are cut wide hide a knee that goes in: the person of front-in15-30 wears such.",
        "",
        "| film | not met | borderline | met | cannot tell |",
        "|---|---|---|---|---|",
        *(_verdict_line(each) for each in watched),
        "",
    ]
    return "\n".join(lines)


def _event_line(watched: Watched) -> str:
    cells = []
    for kind in ("initial_contact", "toe_off"):
        events = events_of(watched, kind)
        quartiles = np.percentile(events.errors_ms, [50, 25, 75]) if len(events.errors_ms) else [np.nan] * 3
        cells.append("{:+.0f} ({:+.0f} to {:+.0f})".format(*quartiles) + f" | {events.missed} | {events.invented}")
    return f"| {_name(watched)} | {' | '.join(cells)} |"


def _measure_lines(watched: Watched) -> Iterable[str]:
    report = watched.analysis.report
    found = {cue.metric: cue.estimate for cue in report.cues} | {
        name: value.value for name, value in report.metrics.items()
    }
    for name in SHOWN:
        value, truth = found.get(name), watched.truth[name]
        if value is not None:
            yield f"| {_name(watched)} | {name} | {truth:.2f} | {value:.2f} | {value - truth:+.2f} |"


def _verdict_line(watched: Watched) -> str:
    cues = watched.analysis.report.cues
    cells = [", ".join(cue.id for cue in cues if cue.verdict == state) for state in ("not_met", "borderline", "met")]
    told = sum(cue.verdict == "cannot_tell" for cue in cues)
    return f"| {_name(watched)} | {' | '.join(cells)} | {told} |"


def _name(watched: Watched) -> str:
    half: Half | None = watched.clip.half
    return watched.clip.name.removeprefix(f"gait_{half}_")


if __name__ == "__main__":
    typer.run(main)
