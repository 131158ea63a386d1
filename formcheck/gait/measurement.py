"""How far a measure of gait can be trusted: ``table.csv`` beside it, fitted on rendered walking and running.

The rows of holds do not fit: a foot that swings is blurred by the low-pass, and an angle is read at an event that is
itself found with an error.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from formcheck.camera import FRONTAL
from formcheck.cues import CannotTellError, Reading
from formcheck.gait.parameters import Raw, Walked
from formcheck.measurement import REAL_PEOPLE, Row
from formcheck.metrics import Unit

GaitKey = tuple[str, str, str, str]
GROUPS = {"front": "front", "back": "back", "left": "side", "right": "side"}


@cache
def gait_table() -> dict[GaitKey, Row]:
    """Every row by (measure, walk or run, view, pose model)."""
    text = files("formcheck.gait").joinpath("table.csv").read_text(encoding="utf-8")
    return {
        (row["measure"], row["gait"], row["view"], row["model"]): Row(
            float(row["gain"]), float(row["offset"]), float(row["sd"]), int(row["clips"]), row["source"]
        )
        for row in csv.DictReader(text.splitlines())
    }


def gait_reading(measure: str, raw: Raw, walk: Walked, unit: Unit, worst_s: float | None = None) -> Reading:
    """Turn what was read over a clip into an estimate with its 95 % uncertainty.

    Raises CannotTellError if this measure was never checked for this gait, view and pose model.
    """
    view, model = walk.camera.view, walk.track.model
    group = GROUPS.get(view, view)
    row = gait_table().get((measure, walk.gait.kind, group, model))
    if row is None and view in FRONTAL:
        # Mid-stance seen from front or back is the same plane and the same landmarks in both gaits.
        row = gait_table().get((measure, "walk", group, model))
    if row is None:
        raise CannotTellError(
            f"How accurate the {model} model is for this, seen from here, has not been measured. Use the heavy model."
        )
    width = student_95(row.clips - fitted_numbers(row))
    return Reading((raw.value - row.offset) / row.gain, width * REAL_PEOPLE * row.scatter, unit, raw.n, worst_s)


def fitted_numbers(row: Row) -> int:
    """How many numbers of a row were fitted: its offset, and its gain unless that was left at 1."""
    return 1 if row.gain == 1.0 else 2


def student_95(degrees_of_freedom: int) -> float:
    """Half width of a 95 % interval in standard deviations that were estimated from so few films (Student 1908)."""
    from scipy.special import stdtrit  # here for start-up, see signals.py

    return float(stdtrit(max(degrees_of_freedom, 1), 0.975))
