"""``METRICS``: the one table of what can be measured in a frame, and the units of everything that is measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from formcheck.camera import FRONTAL, SAGITTAL, Camera, View
from formcheck.kinematics import (
    ankle_dorsiflexion_deg,
    foot_pitch_deg,
    heel_lift_deg,
    hip_flexion_deg,
    hip_shift_percent,
    knee_flexion_deg,
    knee_in_deg,
    knee_in_mean_deg,
    knee_over_foot_ratio,
    knee_past_toe_ratio,
    knee_separation_ratio,
    pelvic_drop_deg,
    thigh_adduction_deg,
    thigh_inclination_deg,
    tibial_inclination_deg,
    trunk_lean_forward_deg,
    trunk_lean_lateral_deg,
    trunk_over_shank_deg,
)
from formcheck.landmarks import Side
from formcheck.pose import Array, PoseTrack

Unit = Literal["deg", "s", "ratio", "percent", "count", "steps/min", "cm", "m/s"]
UNIT_SIGNS: MappingProxyType[Unit, str] = MappingProxyType(
    {
        "deg": "°",
        "s": " s",
        "ratio": "",
        "percent": " %",
        "count": "",
        "steps/min": "/min",
        "cm": " cm",
        "m/s": " m/s",
    }
)
Formula = Callable[[PoseTrack, Camera, Side], Array]


@dataclass(frozen=True, slots=True)
class Metric:
    """One thing that can be measured in every frame.

    name : key in tables and files. label : words for people. positive : what a positive value means.
    views : where its plane can be seen. formula : (track, camera, side) -> (T,).
    parts : the leg's or trunk's landmarks it needs. absolute : it leans on the vertical, so camera roll adds 1:1.
    source : where the definition comes from, a key of REFERENCES.
    both_legs : it compares one leg with the other, so both have to be seen.
    yaw_limit_deg : a camera farther off the straight view than this fakes it, and nearer ones make it less sure.
    reckoned_sd : scatter to go by until the measurement table has a row: 1-1.5 cm per landmark, as rendered people
    show, put through the formula; in the metric's unit.
    """

    name: str
    label: str
    unit: Unit
    positive: str
    views: tuple[View, ...]
    formula: Formula
    parts: tuple[str, ...]
    absolute: bool
    source: str = "geometry"
    both_legs: bool = False
    yaw_limit_deg: float | None = None
    reckoned_sd: float | None = None

    def read(self, track: PoseTrack, camera: Camera, side: Side) -> Array:
        """(T,) the raw reading in every frame, NaN where a landmark it needs was not seen."""
        return self.formula(track, camera, side)


_LEG3 = ("HIP", "KNEE", "ANKLE")
_TRUNK = ("SHOULDER", "HIP")

METRICS: dict[str, Metric] = {
    metric.name: metric
    for metric in (
        Metric(
            "knee_flexion",
            "Knee flexion",
            "deg",
            "bent",
            SAGITTAL,
            knee_flexion_deg,
            _LEG3,
            False,
        ),
        Metric(
            "knee_in",
            "Knee inward (FPPA)",
            "deg",
            "inward",
            FRONTAL,
            knee_in_deg,
            _LEG3,
            False,
            "munro",
            yaw_limit_deg=13.0,
        ),
        Metric(
            "knee_over_foot",
            "Knee inward of the foot",
            "ratio",
            "inward",
            FRONTAL,
            knee_over_foot_ratio,
            ("KNEE", "ANKLE", "FOOT_INDEX"),
            True,
            "ressman21",
            reckoned_sd=0.035,
        ),
        Metric(
            "thigh_adduction",
            "Thigh toward the midline",
            "deg",
            "inward",
            FRONTAL,
            thigh_adduction_deg,
            ("HIP", "KNEE"),
            True,
            "dingenen18",
        ),
        Metric(
            "tibial_inclination",
            "Shin angle",
            "deg",
            "knee ahead of the ankle",
            SAGITTAL,
            tibial_inclination_deg,
            ("KNEE", "ANKLE"),
            True,
        ),
        Metric(
            "foot_pitch",
            "Foot pitch",
            "deg",
            "heel up",
            SAGITTAL,
            foot_pitch_deg,
            ("HEEL", "FOOT_INDEX"),
            True,
        ),
        Metric(
            "heel_lift",
            "Heel lift against the front foot",
            "deg",
            "heel up",
            SAGITTAL,
            heel_lift_deg,
            ("HEEL", "FOOT_INDEX"),
            False,
            both_legs=True,
        ),
        Metric(
            "ankle_dorsiflexion",
            "Ankle dorsiflexion",
            "deg",
            "toes up",
            SAGITTAL,
            ankle_dorsiflexion_deg,
            ("KNEE", "ANKLE", "HEEL", "FOOT_INDEX"),
            False,
        ),
        Metric(
            "trunk_lean_lateral",
            "Trunk lean to the side",
            "deg",
            "toward the stance leg",
            FRONTAL,
            trunk_lean_lateral_deg,
            _TRUNK,
            True,
        ),
        Metric(
            "trunk_lean_forward",
            "Trunk lean forward",
            "deg",
            "forward",
            SAGITTAL,
            trunk_lean_forward_deg,
            _TRUNK,
            True,
        ),
        Metric(
            "pelvic_drop",
            "Pelvic drop",
            "deg",
            "free side lower",
            FRONTAL,
            pelvic_drop_deg,
            ("HIP",),
            True,
            "dingenen18",
        ),
        Metric(
            "thigh_inclination",
            "Thigh against the vertical",
            "deg",
            "knee ahead of the hip",
            SAGITTAL,
            thigh_inclination_deg,
            ("HIP", "KNEE"),
            True,
            reckoned_sd=2.5,
        ),
        Metric(
            "hip_flexion",
            "Hip flexion",
            "deg",
            "bent",
            SAGITTAL,
            hip_flexion_deg,
            ("SHOULDER", "HIP", "KNEE"),
            False,
            reckoned_sd=3.5,
        ),
        Metric(
            "trunk_over_shank",
            "Trunk lean beyond the shin's",
            "deg",
            "trunk leans more",
            SAGITTAL,
            trunk_over_shank_deg,
            ("SHOULDER", "HIP", "KNEE", "ANKLE"),
            False,
            reckoned_sd=3.5,
        ),
        Metric(
            "knee_past_toe",
            "Knee ahead of the toes, in shin lengths",
            "ratio",
            "knee ahead",
            SAGITTAL,
            knee_past_toe_ratio,
            ("KNEE", "ANKLE", "FOOT_INDEX"),
            True,
            reckoned_sd=0.05,
        ),
        Metric(
            "knee_in_mean",
            "Knees inward, mean of both",
            "deg",
            "inward",
            FRONTAL,
            knee_in_mean_deg,
            _LEG3,
            False,
            "munro",
            both_legs=True,
            reckoned_sd=3.0,
        ),
        Metric(
            "knee_separation",
            "Distance of the knees over that of the ankles",
            "ratio",
            "knees apart",
            FRONTAL,
            knee_separation_ratio,
            ("KNEE", "ANKLE"),
            False,
            "noyes",
            both_legs=True,
            reckoned_sd=0.03,
        ),
        Metric(
            "hip_shift",
            "Hips beside the middle of the feet, in % of the leg's length",
            "percent",
            "toward the judged leg",
            FRONTAL,
            hip_shift_percent,
            ("HIP", "ANKLE"),
            True,
            both_legs=True,
            yaw_limit_deg=13.0,
            reckoned_sd=1.5,
        ),
    )
}
"""Everything that can be measured frame by frame, by name."""
