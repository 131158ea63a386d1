"""What the arch experiment answers, as data: a schema of its own, for it is no cue and judges nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from pydantic import Field

from formcheck.arch.gates import why_not
from formcheck.arch.markers import Markers
from formcheck.arch.reading import ArchReading, Part
from formcheck.report import Model, Source
from formcheck.version import __version__

SCHEMA: Literal["formcheck.arch/1"] = "formcheck.arch/1"

GAIN = 1.08
"""Lengths read for one that the skin moves: a low camera also sees some of its way inward. From the fitting half of
``benchmarks/arch.py``."""

VIEW = 0.018
"""95 % half width, in lengths of the line, for where the camera stands: 3 mm where heel and ball are 165 mm apart.
Simulated, within 20° of straight onto the inner side; ``benchmarks/arch.py`` measures what is left of it."""

HEEL_BALL_PER_FOOT, ITS_SPREAD = 0.66, 0.10
"""Length of the line in lengths of the foot, and its relative 95 % half width: an assumption, for want of a tape."""

MEASURED_SPREAD = 0.02
"""Relative 95 % half width of a tape between two stickers."""

CONDITIONS = (
    "An experiment: no exercise uses it, and nothing is judged by it.",
    "It measures how far the sticker on the skin moved against the line from heel to ball: nothing of the bone "
    "below, of the moment that turns a foot inward, of load or of pain.",
    "It holds for bare skin, a phone on the floor, unzoomed, within 20° of straight onto the inner side, and "
    "stickers that stayed on between the two parts.",
    "± holds the scatter of the frames and 3 mm for the view (where heel and ball are 165 mm apart). Both come "
    "from simulated and rendered feet (docs/arch-accuracy.md): no real foot was measured, and skin that slides "
    "over bone was not modelled.",
)
SPREAD_CONDITION = (
    "Millimetres are reckoned from the length of the foot, of which heel to ball is taken to be two thirds; a "
    "tape from sticker to sticker (--heel-ball-mm) is surer."
)

Unit = Literal["mm", "% of heel to ball"]


@dataclass(frozen=True, slots=True)
class Scale:
    """What is known of the foot's size: the distance of the outer stickers, else its whole length, else nothing."""

    heel_ball_mm: float | None = None
    foot_length_mm: float | None = None

    @property
    def unit(self) -> Unit:
        """What changes are told in."""
        return "% of heel to ball" if self.line is None else "mm"

    @property
    def line(self) -> float | None:
        """Length of the line in millimetres; None if nothing tells it."""
        if self.heel_ball_mm is not None:
            return self.heel_ball_mm
        return None if self.foot_length_mm is None else HEEL_BALL_PER_FOOT * self.foot_length_mm

    @property
    def spread(self) -> float:
        """Relative 95 % half width of that length."""
        if self.heel_ball_mm is not None:
            return MEASURED_SPREAD
        return 0.0 if self.foot_length_mm is None else ITS_SPREAD

    def of(self, share: float) -> float:
        """Turn lengths of the line into the unit."""
        return share * (100.0 if self.line is None else self.line)


class Change(Model):
    """How much lower the sticker over the navicular lies when the foot is loaded; negative where it lies higher.

    uncertainty : 95 % half width, made of ``scatter`` of the frames, ``view`` and ``scale`` by the root of squares.
    """

    lowered: float
    uncertainty: float
    unit: Unit
    scatter: float
    view: float
    scale: float


class PartSeen(Model):
    """One part of the clip: when, in how many frames all stickers show, which frame stands for it.

    height_per_line : of the sticker over the line, in lengths of the line. By itself it tells nothing: it hangs on
    where the camera stands.
    """

    start_s: float
    end_s: float
    frames: int
    of_frames: int
    height_per_line: float
    frame_s: float


class Stickers(Model):
    """How the stickers look: hue in the plane of a and b of Lab, least width, distance of the outer two."""

    hue_deg: float
    across_px: float
    span_px: float


class ArchReport(Model):
    """The whole answer. ``change`` is null and ``reason`` says why where it cannot be told.

    camera_off_deg : how far the camera seems to stand off the straight view.
    """

    schema_: Literal["formcheck.arch/1"] = Field(default=SCHEMA, alias="schema")
    formcheck: str = __version__
    experiment: Literal[True] = True
    source: Source
    answer: Literal["measured", "cannot_tell"]
    reason: str | None
    says: str
    change: Change | None
    heel_ball_mm: float | None
    foot_length_mm: float | None
    unloaded: PartSeen | None
    loaded: PartSeen | None
    stickers: Stickers | None
    camera_off_deg: float | None
    conditions: list[str]

    def to_json(self) -> str:
        """Return the JSON of the contract, the same bytes for the same report."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"


def json_schema() -> dict[str, Any]:
    """Return the JSON schema, which ships in the package as ``arch/report.schema.json``."""
    return ArchReport.model_json_schema(by_alias=True, mode="serialization")


def change_of(reading: ArchReading, scale: Scale) -> Change:
    """Turn a reading into an estimate with its uncertainty."""
    lowered = scale.of(reading.lowered / GAIN)
    terms = (scale.of(reading.scatter / GAIN), scale.of(VIEW), abs(lowered) * scale.spread)
    scatter, view, spread = (round(term, 3) for term in terms)
    return Change(
        lowered=round(lowered, 3),
        uncertainty=round(float(np.linalg.norm(terms)), 3),
        unit=scale.unit,
        scatter=scatter,
        view=view,
        scale=spread,
    )


def report_of(source: Source, markers: Markers | str, reading: ArchReading | str, scale: Scale) -> ArchReport:
    """Put the answer together. markers, reading : sentences where there are none."""
    found = None if isinstance(reading, str) else reading
    reason = reading if isinstance(reading, str) else why_not(reading)
    change = change_of(found, scale) if found and not reason else None
    conditions = [*CONDITIONS, SPREAD_CONDITION] if scale.heel_ball_mm is None and scale.line else [*CONDITIONS]
    return ArchReport(
        source=source,
        answer="measured" if change else "cannot_tell",
        reason=reason,
        says=sentence(change) if change else f"Cannot tell. {reason}",
        change=change,
        heel_ball_mm=scale.heel_ball_mm,
        foot_length_mm=scale.foot_length_mm,
        unloaded=_part_seen(found.unloaded, markers) if found else None,
        loaded=_part_seen(found.loaded, markers) if found else None,
        stickers=_stickers(found, markers) if found else None,
        camera_off_deg=round(found.off_deg, 1) if found else None,
        conditions=conditions,
    )


def sentence(change: Change) -> str:
    """Say the change; one that measuring alone can make is called so.

    >>> sentence(Change(lowered=6.04, uncertainty=3.1, unit="mm", scatter=0.3, view=3.0, scale=0.1))
    'The sticker over the navicular lay 6.0 mm ± 3.1 mm lower once the foot carried the weight.'
    """
    if abs(change.lowered) <= change.uncertainty:
        way = "lower" if change.lowered >= 0 else "higher"
        return (
            f"No change of the sticker over the navicular beyond what measuring alone can do: {amount(change)} {way}."
        )
    way = "lower" if change.lowered > 0 else "higher"
    return f"The sticker over the navicular lay {amount(change)} {way} once the foot carried the weight."


def amount(change: Change) -> str:
    """Say how much, without a direction."""
    sign = " mm" if change.unit == "mm" else " %"
    told = f"{abs(change.lowered):.1f}{sign} ± {change.uncertainty:.1f}{sign}"
    return told if change.unit == "mm" else f"{told} of the distance from heel to ball"


def _part_seen(part: Part, markers: Markers | str) -> PartSeen:
    assert not isinstance(markers, str)
    return PartSeen(
        start_s=round(part.start_s, 3),
        end_s=round(part.end_s, 3),
        frames=part.frames,
        of_frames=part.of,
        height_per_line=round(part.height, 5),
        frame_s=round(float(markers.time_s[part.frame]), 3),
    )


def _stickers(reading: ArchReading, markers: Markers | str) -> Stickers:
    assert not isinstance(markers, str)
    return Stickers(
        hue_deg=round(markers.hue_deg, 1),
        across_px=round(reading.across_px, 1),
        span_px=round(reading.unloaded.span_px, 1),
    )
