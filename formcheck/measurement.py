"""The model of the measurement: what a reading says about the truth, and how surely.

``measurement_table.csv`` holds, per metric, view and pose model, ``reading = gain * truth + offset`` with the
standard deviation of what remains. Gain and offset are taken out of a reading; the rest is its uncertainty.
Each row comes in up to two kinds: the plain reading of the picture, and the reading less what the same person reads
in quiet standing, which takes the person's own offset out.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np

from formcheck.camera import YAW_UNCERTAINTY_DEG, Camera
from formcheck.metrics import METRICS

ViewGroup = Literal["front", "back", "side"]
Reference = Literal["picture", "stand"]
RowKey = tuple[str, ViewGroup, str, Reference]

REAL_PEOPLE = 1.75
"""Real people scatter 1.5-2 times as much as the rendered ones the table was measured on."""

Z_95 = 1.96
YAW_FLEXION_DEG = 20.0
"""Knee flexion at which the leak of camera yaw into the knee's frontal angle is reckoned for a hold."""


@dataclass(frozen=True, slots=True)
class Row:
    """How one metric reads: ``reading = gain * truth + offset``, the rest scattering with ``sd``."""

    gain: float
    offset: float
    sd: float
    clips: int
    source: str
    reference: Reference = "picture"

    @property
    def scatter(self) -> float:
        """Standard deviation of an estimate made with this row."""
        return self.sd / self.gain


@cache
def table() -> dict[RowKey, Row]:
    """Every row by (metric, view, model, reference), of people who stand, kneel or sit."""
    return _read("measurement_table.csv")


@cache
def lying_table() -> dict[RowKey, Row]:
    """The same of people who lie."""
    return _read("lying_table.csv")


def _read(name: str) -> dict[RowKey, Row]:
    text = files("formcheck").joinpath(name).read_text(encoding="utf-8")
    return {
        (row["metric"], row["view"], row["model"], row["reference"]): Row(  # type: ignore[misc]
            float(row["gain"]), float(row["offset"]), float(row["sd"]), int(row["clips"]), row["source"]
        )
        for row in csv.DictReader(text.splitlines())
    }


def row_for(metric: str, camera: Camera, model: str, stand: float | None = None) -> Row | None:
    """Return the surest row of a metric as this camera and pose model see it, or None if it was never measured.

    stand : what the metric reads in the person's quiet standing, or None if that is unknown. Where the difference
    to it is surer than the plain reading, it is part of the row's offset, so that the row applies to plain readings.
    What the table does not know at all goes by the metric's own ``reckoned_sd``, if it has one. Somebody who lies has
    a table of their own, and what was not measured on lying people is None.
    """
    group: dict[str, ViewGroup] = {"front": "front", "back": "back", "left": "side", "right": "side"}
    view = group.get(camera.view)
    if camera.head_deg:
        return lying_table().get((metric, view, model, "picture")) if view else None
    plain = table().get((metric, view, model, "picture")) if view else None
    against = table().get((metric, view, model, "stand")) if view and stand is not None else None
    if plain is None and against is None and view:
        return _reckoned(metric, model)
    if against is None or stand is None or (plain is not None and plain.scatter <= against.scatter):
        return plain
    return replace(against, offset=against.offset + stand, reference="stand")


def _reckoned(metric: str, model: str) -> Row | None:
    """Go by the scatter that the metric itself names, for a pose model that the table knows."""
    sd = METRICS[metric].reckoned_sd
    known = any(key[2] == model for key in table())
    return Row(1.0, 0.0, sd, 0, "reckoned from the scatter of its landmarks") if sd is not None and known else None


@cache
def pelvis_table() -> dict[tuple[str, str, str], Row]:
    """Rows of the pelvis read from the picture, by view, what was followed and against what; whatever the model."""
    text = files("formcheck.pelvis").joinpath("table.csv").read_text(encoding="utf-8")
    return {
        (row["view"], row["how"], row["against"]): Row(
            float(row["gain"]), float(row["offset"]), float(row["sd"]), int(row["clips"]), row["source"], "stand"
        )
        for row in csv.DictReader(text.splitlines())
    }


def pelvis_row(view: str, how: str, against: str = "stand") -> Row | None:
    """Return the row of one way to read the pelvis, None if that was never measured."""
    return pelvis_table().get((view, how, against))


def scatter(row: Row) -> float:
    """95 % uncertainty of an estimate that nothing but its own scatter on real people makes unsure."""
    return float(Z_95 * REAL_PEOPLE * row.sd / row.gain)


def to_estimate(reading: np.ndarray, row: Row) -> np.ndarray:
    """Take gain and offset out of readings; NaN stays NaN."""
    return np.asarray((reading - row.offset) / row.gain)


def uncertainty(metric: str, row: Row, camera: Camera, noise_deg: float = 0.0) -> float:
    """95 % uncertainty of an estimate: scatter on real people, camera roll, and yaw that fakes a knee turned in.

    noise_deg : what the clip jitters more than those of the table; it adds to the scatter of angles in quadrature.
    """
    scatter = Z_95 * REAL_PEOPLE * row.sd
    roll = camera.roll_uncertainty_deg if METRICS[metric].absolute and METRICS[metric].unit == "deg" else 0.0
    yaw = yaw_leak_deg(camera.yaw_deg) if METRICS[metric].yaw_limit_deg and METRICS[metric].unit == "deg" else 0.0
    noise = Z_95 * noise_deg if METRICS[metric].unit == "deg" else 0.0
    return float(np.sqrt(scatter**2 + roll**2 + yaw**2 + noise**2) / row.gain)


def yaw_leak_deg(yaw_deg: float, flexion_deg: float = YAW_FLEXION_DEG) -> float:
    """How much knee-in a camera off the frontal plane can fake: geometry, thigh and shank sharing the flexion."""
    worst = np.radians(abs(yaw_deg) + YAW_UNCERTAINTY_DEG)
    return float(np.degrees(2 * np.arctan(np.tan(np.radians(flexion_deg) / 2) * np.sin(worst))))
