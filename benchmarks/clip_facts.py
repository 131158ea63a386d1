"""What formcheck found out about a clip as a whole, beside the truth: the camera, the holds, the repetitions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.films import Truth
from benchmarks.true_camera import seen_from_deg
from formcheck.analysis import Analysis
from formcheck.landmarks import Side, other
from formcheck.phases import Phase
from formcheck.pose import Array

TRUE_AZIMUTH_DEG = {"front": 0.0, "left": 90.0, "back": 180.0, "right": 270.0}
VIEW_BORDER_DEG = 20.0
OFF_FLOOR = 0.08
"""What the product calls standing on one leg: the other ankle higher by this share of the leg's length."""


@dataclass(frozen=True, slots=True)
class ClipFacts:
    """One clip: true and found, None where there is nothing to compare.

    view, found_view : ``oblique`` beyond 20 degrees off the straight views. azimuth_error_deg : in [-180, 180).
    yaw_deg : how far off its view the person was truly seen; a film is aimed at all that happens in it, and who moves
    away from its middle is seen from another side. border_deg : how far that is from the nearest border of two views.
    """

    half: str
    clip: str
    exercise: str
    view: str
    yaw_deg: float
    border_deg: float
    found_view: str
    azimuth_error_deg: float
    roll_error_deg: float | None
    hold_start_error_s: float | None
    hold_end_error_s: float | None
    reps: int
    found_reps: int


def facts(name: str, truth: Truth, analysis: Analysis) -> ClipFacts:
    """Compare camera, hold and repetitions of a clip with its truth."""
    place, camera = truth["camera"], analysis.camera
    azimuth_deg = seen_from_deg(truth)
    yaw_deg = round(_turn_deg(azimuth_deg - TRUE_AZIMUTH_DEG[place["view"]]), 2)
    start_s, end_s = _hold_errors_s(truth, analysis)
    return ClipFacts(
        half=truth["half"],
        clip=name,
        exercise=truth["exercise"],
        view=place["view"] if abs(yaw_deg) <= VIEW_BORDER_DEG else "oblique",
        yaw_deg=yaw_deg,
        border_deg=round(abs(abs(yaw_deg) - VIEW_BORDER_DEG), 1),
        found_view=camera.view,
        azimuth_error_deg=round(_turn_deg(camera.azimuth_deg - azimuth_deg), 2),
        roll_error_deg=round(camera.roll_deg - place["roll_deg"], 2) if camera.roll_known else None,
        hold_start_error_s=start_s,
        hold_end_error_s=end_s,
        reps=sum(phase["kind"] == "rep" for phase in truth["phases"]),
        found_reps=_repetitions(analysis, truth["side"]),
    )


def _turn_deg(angle_deg: float) -> float:
    """The same direction, in [-180, 180)."""
    return (angle_deg + 180.0) % 360.0 - 180.0


def _repetitions(analysis: Analysis, side: Side) -> int:
    return sum(phase.kind == "rep" and phase.side in (side, None) for phase in analysis.phases)


def _hold_errors_s(truth: Truth, analysis: Analysis) -> tuple[float | None, float | None]:
    """How much later the first hold was found to begin, and the last to end; None without a hold in the film."""
    true = true_hold_s(truth)
    found = [phase for phase in analysis.phases if phase.kind == "hold" and phase.side == truth["side"]]
    if true is None or not found:
        return None, None
    return _errors_s(true, found)


def _errors_s(true: tuple[float, float], found: list[Phase]) -> tuple[float, float]:
    start_s, end_s = min(phase.start_s for phase in found), max(phase.end_s for phase in found)
    return round(start_s - true[0], 2), round(end_s - true[1], 2)


def true_hold_s(truth: Truth) -> tuple[float, float] | None:
    """When the hold began and ended in the film; on one leg, when the other foot left the floor and came back.

    The truth's own hold begins when the lifted foot has reached its place, the product's when it is off the floor.
    """
    holds = [phase for phase in truth["phases"] if phase["kind"] == "hold"]
    if not holds:
        return None
    time_s = np.array(truth["time_s"], float)
    start_s, end_s = holds[0]["start_s"], min(holds[-1]["end_s"], float(time_s[-1]))
    if truth["exercise"] != "single-leg-balance":
        return start_s, end_s
    up = _lift_per_leg(truth) > OFF_FLOOR
    before, after = np.nonzero(~up & (time_s < start_s))[0], np.nonzero(~up & (time_s > end_s))[0]
    return float(time_s[before[-1] + 1]), float(time_s[after[0] - 1]) if len(after) else float(time_s[-1])


def _lift_per_leg(truth: Truth) -> Array:
    """(T,) how much higher the other ankle is than in the first frame, from the exact joints."""
    roll = np.radians(truth["camera"]["roll_deg"])
    joints = {name: np.array(xy, float) for name, xy in truth["joints_px"].items()}
    side: Side = truth["side"]
    step = joints[f"{other(side)}_ankle"] - joints[f"{side}_ankle"]
    up_px = step[:, 0] * np.sin(roll) - step[:, 1] * np.cos(roll)
    hip, knee, ankle = (joints[f"{side}_{joint}"] for joint in ("hip", "knee", "ankle"))
    leg_px = np.median(np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1))
    return np.asarray((up_px - up_px[0]) / leg_px)
