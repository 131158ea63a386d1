"""How surely people who lie or sit are read: python -m benchmarks.lying [--write] [--cached].

The fitting half's films give the table of people who lie, ``formcheck/lying_table.csv``; the reporting half's say
what is left, on ``docs/lying-accuracy.md``. People who sit are read with the table of those who stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.films import Told
from benchmarks.fitting import errors
from benchmarks.observations import Observation, observations
from benchmarks.scoring import Scored, scored
from benchmarks.table import by_metric, fitted_rows, table_text
from formcheck.measurement import Row, lying_table, scatter, table
from formcheck.models import ModelName
from formcheck.terminal import quiet_libraries
from formcheck.wording import label
from test_videos.looks import Half
from test_videos.postures import GRADED, posture_clips

ROOT = Path(__file__).parents[1]
TABLE, PAGE = ROOT / "formcheck" / "lying_table.csv", ROOT / "docs" / "lying-accuracy.md"
MODELS: tuple[ModelName, ...] = ("heavy", "full")
SOURCE = "benchmarks/lying.py, fitting half"
FAULTS = {
    "curl_deg": ("knee_bends_far", -1, 60.0, 75.0),
    "hips_rise_deg": ("hips_down", 1, 30.0, 24.0),
    "trunk_lean_forward_deg": ("trunk_still", 1, 25.0, 20.0),
    "abduction_deg": ("leg_out", -1, 6.0, 10.0),
}
"""Parameters, the cue that each breaks, whether more or less is worse, from where clearly, and from where at all."""

HEAD = """\
# People who lie or sit

Made by `python -m benchmarks.lying`; do not edit. Rendered people only: real mats, cushions and blankets were not
measured, and a pose model is trained on few people who lie. Uncertainties are for real people, taken to scatter
1.75 times as much. Somebody who lies is read in the picture turned until the head is up; angles are then against the
length of the floor instead of the vertical. What has no row here is not judged: it answers *cannot tell*.

The cameras stood 0.3 to 0.9 m high. From above, somebody who lies on the front looks turned away: then the view is
not found and the answer is to film lower. From behind, the pose model doubts some legs on the side, and
such a film is refused.
"""


def main(
    write: Annotated[bool, typer.Option("--write", help="Fit the table of people who lie first.")] = False,
    cached: Annotated[bool, typer.Option("--cached", help="Render nothing; leave out what is not cached.")] = False,
) -> None:
    """Measure and write the page; with --write also the table."""
    with quiet_libraries() as stream:

        def tell(line: str) -> None:
            print(line, file=stream, flush=True)

        if write:
            for model in MODELS:
                write_table(films("fit", model, cached, tell), model)
        reported = {model: films("report", model, cached, tell) for model in MODELS}
    PAGE.write_text(page(reported), encoding="utf-8")


def films(half: Half, model: ModelName, cached: bool, told: Told) -> list[Scored]:
    """Score every film of a half."""
    return list(scored(posture_clips(half), model, told, cached))


def readings(found: Iterable[Scored], *, lying: bool) -> list[Observation]:
    """What was read on films of people who lie, or on those of people who sit."""
    wanted = [clip for clip in found if bool(clip.analysis.camera.head_deg) == lying]
    return [each for clip in wanted for each in observations(clip.name, clip.truth, clip.analysis)]


def write_table(found: Iterable[Scored], model: ModelName) -> None:
    """Fit one pose model's rows on films of people who lie."""
    rows = {key: replace(row, source=SOURCE) for key, row in fitted_rows(readings(found, lying=True)).items()}
    TABLE.write_text(table_text(rows, model, TABLE.read_text("utf-8")), encoding="utf-8")
    lying_table.cache_clear()


def page(reported: dict[ModelName, list[Scored]]) -> str:
    """Return docs/lying-accuracy.md."""
    return "\n".join([HEAD, *_angles(reported), "", *_found(reported), ""])


def _angles(reported: dict[ModelName, list[Scored]]) -> Iterator[str]:
    yield "| angle | posture | view | model | clips | mean error [95 %] | bias | ± on real people |"
    yield "|---|---|---|---|---|---|---|---|"
    for model, found in reported.items():
        for posture, rows in (("lying", lying_table()), ("sitting", table())):
            seen = by_metric(readings(found, lying=posture == "lying"))
            known = ((key, each, rows.get((*key[:2], model, key[2]))) for key, each in seen.items())
            for (metric, view, _), each, row in known:
                if row is not None and len(each) > 1:
                    yield f"| {label(metric)} | {posture} | {view} | {model} | {_errors(each, row)} |"


def _errors(seen: list[Observation], row: Row) -> str:
    left = errors(seen, row)
    error = f"{left.mae:.1f}° [{left.mae_low:.1f}, {left.mae_high:.1f}]"
    return f"{left.clips} | {error} | {left.bias:+.1f}° | {scatter(row):.0f}°"


def _found(reported: dict[ModelName, list[Scored]]) -> Iterator[str]:
    yield "| motion | model | films | posture, view, side right | repetitions right | planted faults found | false |"
    yield "|---|---|---|---|---|---|---|"
    for model, found in reported.items():
        for motion in dict.fromkeys(each.name for each in GRADED):
            yield f"| {motion} | {model} | {_counts([clip for clip in found if clip.name.startswith(motion)])} |"


def _counts(clips: list[Scored]) -> str:
    right = sum(_is_right(clip) for clip in clips)
    exact = sum(_repetitions(clip) == clip.truth["params"]["tempo"]["reps"] for clip in clips)
    planted = [cue for clip in clips if (cue := _planted(clip)) is not None]
    caught = sum(_planted(clip) in _not_met(clip) for clip in clips)
    false = sum(len(_not_met(clip) - _broken(clip)) for clip in clips)
    return f"{len(clips)} | {right} | {exact} | {caught} of {len(planted)} | {false}"


def _is_right(clip: Scored) -> bool:
    posture = "sitting" if clip.name.startswith("seated") else "lying"
    report = clip.analysis.report
    found = (report.exercise.posture, report.camera.view, report.side)
    return found == (posture, clip.truth["camera"]["view"], clip.truth["side"])


def _repetitions(clip: Scored) -> int:
    return sum(phase.kind == "rep" and phase.side == clip.truth["side"] for phase in clip.analysis.phases)


def _not_met(clip: Scored) -> set[str | None]:
    return {cue.id for cue in clip.analysis.report.cues if cue.verdict == "not_met"}


def _planted(clip: Scored) -> str | None:
    """The cue that the film breaks clearly, if any."""
    params = clip.truth["params"]
    broken = (
        cue for name, (cue, sign, clear, _) in FAULTS.items() if sign * (params.get(name, -sign * 1e3) - clear) >= 0
    )
    return next(broken, None)


def _broken(clip: Scored) -> set[str | None]:
    """The cues that the film breaks at all, be it by nothing."""
    params = clip.truth["params"]
    return {
        cue for name, (cue, sign, _, edge) in FAULTS.items() if sign * (params.get(name, -sign * 1e3) - edge) >= 0
    }


if __name__ == "__main__":
    typer.run(main)
