"""How well pelvic level is read from the picture of rendered people.

``python -m benchmarks.pelvis`` measures on the reporting half and writes ``docs/pelvis-accuracy.md``. With
``--write`` it first fits ``formcheck/pelvis/table.csv`` on the fitting half: other bodies, other clothes, other
rooms.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from benchmarks.films import Told, Truth, filmed, source_of
from benchmarks.pelvis_films import pelvis_films
from benchmarks.pelvis_moving import moved
from benchmarks.pelvis_page import Outcome, page
from benchmarks.pelvis_walk import walks
from formcheck.analysis import analyse
from formcheck.errors import FormcheckError
from formcheck.exercises import get
from formcheck.measurement import Row, pelvis_table
from formcheck.pictured import How
from formcheck.pose import PoseTrack
from formcheck.terminal import quiet_libraries
from test_videos.benchmark import benchmark_clips
from test_videos.camera import View
from test_videos.looks import Half

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "formcheck" / "pelvis" / "table.csv"
PAGE = ROOT / "docs" / "pelvis-accuracy.md"
FIELDS = ("view", "how", "against", "gain", "offset", "sd", "clips", "source")
SOURCE = "benchmarks/pelvis.py, fitting half"
VIEWS: tuple[View, ...] = ("front", "back")
HOWS: tuple[How, ...] = ("waistband", "stickers", "belt")
SETTLE_S = 0.3
LEAST_RANGE_DEG = 8.0
"""Truth that varies by less than this cannot tell a gain; it is then taken to be 1."""

CUE = "pelvis_level"


def main(
    write: Annotated[bool, typer.Option("--write", help="Fit the table first.")] = False,
    limit: Annotated[int | None, typer.Option(help="Only so many films of each half.")] = None,
) -> None:
    """Measure, print and write the page; with --write also the table."""
    with quiet_libraries() as stream:

        def tell(line: str) -> None:
            print(line, file=stream, flush=True)

        if write:
            make_room()
            write_table([*outcomes("fit", limit, tell), *sweep_outcomes(tell)], walks("fit", tell))
        found = list(outcomes("report", limit, tell))
        walked, repeated = walks("report", tell), moved("report", tell)
        misled = list(outcomes("report", limit, tell, tucked=True, only="untucked"))
    PAGE.write_text(page(found, misled, walked, repeated), encoding="utf-8")
    print(f"{len(found)} films, written to {PAGE.relative_to(ROOT)}")


def outcomes(
    half: Half, limit: int | None, told: Told, tucked: bool | None = None, only: str | None = None
) -> Iterator[Outcome]:
    """Score the films of a half. tucked : what the person says of the top. only : one kind of clothes."""
    films = [(worn, clip) for worn, clip in pelvis_films(half) if only in (None, worn)][:limit]
    for number, (worn, clip) in enumerate(films, start=1):
        told(f"{half} {number}/{len(films)} {clip.name}")
        track, truth = filmed(clip, "heavy")
        yield outcome(worn, track, truth, tucked)


def sweep_outcomes(told: Told) -> Iterator[Outcome]:
    """Score the balances of the accuracy benchmark's fitting half too: drops of all grades, which tell the gain."""
    for clip in benchmark_clips("single-leg-balance", "fit"):
        if clip.camera.view in VIEWS:
            told(f"fit {clip.name}")
            yield outcome("snug", *filmed(clip, "heavy"))


def outcome(worn: str, track: PoseTrack, truth: Truth, tucked: bool | None = None) -> Outcome:
    """Score one film and set the answer beside the truth."""
    view, side = truth["camera"]["view"], truth["side"]
    about = (worn, view, true_drop_deg(truth), float(truth["params"]["trunk_lean_deg"]))
    try:
        analysis = analyse(track, get("single-leg-balance"), source_of(track), side=side, tucked=tucked)
    except FormcheckError as refusal:
        return Outcome(*about, "cannot_tell", sentence(refusal))
    answer = next(judged for judged in analysis.judged if judged.cue.id == CUE)
    verdict, reading, seen = answer.verdict, answer.reading, answer.pelvis
    if reading is None or seen is None:
        return Outcome(*about, verdict.state, verdict.reason)
    return Outcome(
        *about, verdict.state, verdict.reason, seen.how, seen.median_deg, reading.estimate, reading.uncertainty
    )


def true_drop_deg(truth: Truth) -> float:
    """How much lower the free side was in the hold than in the stand, from the joints."""
    drop_deg, time_s = np.array(truth["metrics"]["pelvic_drop_deg"][truth["side"]]), np.array(truth["time_s"])
    medians = {}
    for phase in truth["phases"]:
        inside = (time_s > phase["start_s"] + SETTLE_S) & (time_s < phase["end_s"] - SETTLE_S)
        medians[phase["kind"]] = float(np.median(drop_deg[inside])) if inside.any() else float("nan")
    return medians["hold"] - medians["stand"]


def sentence(refusal: FormcheckError) -> str:
    """Return a refusal in the form of a reason: what, and what to do, without the name of a film."""
    return f"{refusal.what[:1].upper()}{refusal.what[1:]}. {refusal.todo[:1].upper()}{refusal.todo[1:]}."


def make_room() -> None:
    """Write a row that changes nothing for every way that has none yet: else nothing would be read to fit it."""
    ways = [*((how, "stand") for how in HOWS), ("waistband", "other leg")]
    nothing = Row(1.0, 0.0, 1.0, 0, "nothing yet", "stand")
    rows: dict[tuple[str, str, str], Row] = {(view, *way): nothing for view in VIEWS for way in ways}
    _write_rows(rows | pelvis_table())


def write_table(found: Sequence[Outcome], walked: Sequence[Outcome]) -> None:
    """Fit ``reading = gain * truth + offset`` for every way of reading, and write a row for each view."""
    rows: dict[tuple[str, str, str], Row] = {
        (view, how, "stand"): row for how in HOWS for view, row in fitted(found, how).items()
    }
    rows |= {(view, "waistband", "other leg"): row for view, row in fitted(walked, "waistband").items()}
    _write_rows(rows)


def _write_rows(rows: Mapping[tuple[str, str, str], Row]) -> None:
    with TABLE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        for (view, how, against), row in sorted(rows.items()):
            writer.writerow([view, how, against, row.gain, row.offset, row.sd, row.clips, row.source])
    pelvis_table.cache_clear()


def fitted(found: Sequence[Outcome], how: str) -> dict[View, Row]:
    """Fit the rows of one way of reading by least squares over the films.

    A turn is a turn from either side, so both views share the gain. The waistband has its own offset and scatter from
    the front, where the groin moves it; stickers and a belt do not. Truth that hardly varies leaves the gain at 1.
    """
    seen = [each for each in found if each.how == how]
    truth, reading = (np.array([getattr(each, name) for each in seen]) for name in ("truth_deg", "reading_deg"))
    own = np.array([[each.view == view or how != "waistband" for each in seen] for view in VIEWS], float)
    offsets = own[:1] if how != "waistband" else own[own.any(axis=1)]
    slope = float(np.linalg.lstsq(np.vstack([truth, offsets]).T, reading, rcond=None)[0][0])
    gain = round(slope if np.ptp(truth) >= LEAST_RANGE_DEG else 1.0, 3)
    return {
        view: _row((reading - gain * truth)[own[index] > 0], gain)
        for index, view in enumerate(VIEWS)
        if own[index].any()
    }


def _row(left: np.ndarray, gain: float) -> Row:
    return Row(gain, round(float(left.mean()), 2), round(float(left.std(ddof=2)), 2), len(left), SOURCE, "stand")


if __name__ == "__main__":
    typer.run(main)
