"""The catalogue: every clip that can be rendered by name. Those of ``COMMITTED`` lie in ``clips/``."""

from __future__ import annotations

from dataclasses import replace

from test_videos.camera import CameraPlace, View
from test_videos.expectations import expected_verdicts
from test_videos.film import Clip
from test_videos.looks import HALVES
from test_videos.motions import MOTIONS
from test_videos.motions.calf_stretch import CalfStretch
from test_videos.motions.motion import Motion
from test_videos.motions.single_leg_balance import SingleLegBalance
from test_videos.motions.squat import Squat
from test_videos.motions.walk import Walk

LYING = (640, 480)
SIDE = CameraPlace("left", yaw_deg=4.0, distance_m=3.4, height_m=0.9)
FRONT = CameraPlace("front", yaw_deg=3.0, distance_m=3.2, height_m=1.0)
BACK = CameraPlace("back", yaw_deg=-4.0, distance_m=3.2, height_m=1.0)

Row = tuple[str, Motion, str, str, str, CameraPlace]

STANDING_ROWS: tuple[Row, ...] = (
    ("calf_clean_back", CalfStretch(seed=12), "f_avg", "navy-shirt", "living-room", BACK),
    ("calf_knee_in_back", CalfStretch(knee_in_deg=15.0, seed=15), "m_avg", "bare-arms", "hall", BACK),
    ("balance_clean_front", SingleLegBalance(seed=21), "f_strong", "tight-black", "living-room", FRONT),
    ("balance_clean_back", SingleLegBalance(side="right", seed=22), "m_strong", "bare-arms", "brick", BACK),
    (
        "balance_knee_in_front",
        SingleLegBalance(knee_in_deg=15.0, arms="crossed", seed=23),
        *("f_avg", "navy-shirt", "clinic", FRONT),
    ),
    (
        "balance_trunk_lean_front",
        SingleLegBalance(side="right", trunk_lean_deg=14.0, seed=24),
        *("m_old", "green-shirt", "cellar", FRONT),
    ),
    (
        "balance_touch_down_front",
        SingleLegBalance(touch_downs_s=(3.0, 6.5), arms="out", seed=25),
        *("f_slim", "red-top-leggings", "hall", FRONT),
    ),
    (
        "balance_pelvic_drop_back",
        SingleLegBalance(pelvic_drop_deg=12.0, seed=26),
        *("f_heavy", "striped-top", "brick", BACK),
    ),
    (
        "balance_clean_side",
        SingleLegBalance(arms="hanging", seed=27),
        *("m_slim_old", "white-shirt-loose", "warm", replace(FRONT, view="left")),
    ),
    ("squat_knee_in_front", Squat(knee_in_deg=15.0, seed=31), "m_short", "navy-shirt", "cellar", FRONT),
)
LYING_ROWS: tuple[Row, ...] = (
    ("calf_clean_left_side", CalfStretch(seed=11), "m_avg", "striped-top", "brick", SIDE),
    (
        "calf_heel_lifted_side",
        CalfStretch(heel_lift_deg=15.0, seed=13),
        *("f_heavy", "red-top-leggings", "warm", SIDE),
    ),
    (
        "calf_knee_bent_side",
        CalfStretch(side="right", knee_flexion_deg=35.0, seed=14),
        *("m_old", "green-shirt", "clinic", replace(SIDE, view="right")),
    ),
    ("squat_clean_side", Squat(seed=32), "f_short_old", "grey-trousers", "living-room", SIDE),
    ("walk_clean_side", Walk(duration_s=8.0, seed=41), "f_tall", "bare-arms", "hall", SIDE),
    (
        "walk_knee_bent_side",
        Walk(duration_s=8.0, stance_flexion_deg=15.0, seed=42),
        *("m_heavy", "tight-black", "clinic", SIDE),
    ),
)
COMMITTED = tuple(row[0] for row in (*STANDING_ROWS, *LYING_ROWS))


def catalogue() -> dict[str, Clip]:
    """Every clip by name: the committed ones, then clean form and every fault of every exercise."""
    standing = [Clip(*row) for row in STANDING_ROWS]
    lying = [Clip(*row, size_px=LYING) for row in LYING_ROWS]
    clips = [*standing, *lying, *_whole_range()]
    return {clip.name: replace(clip, expected=_expected(clip)) for clip in clips}


def _expected(clip: Clip) -> dict[str, str]:
    return expected_verdicts(clip.motion, clip.camera.view)


# One clear grade of each fault, for the clips that are rendered on demand.
GRADES: dict[str, tuple[tuple[str, float], ...]] = {
    "balance-step": (("knee_in_deg", 15.0), ("trunk_lean_deg", 14.0)),
    "walk": (("trunk_lean_forward_deg", 18.0), ("contact_ahead_per_leg", 0.47), ("knee_in_deg", 12.0)),
    "run": (("trunk_lean_forward_deg", 16.0), ("pelvic_drop_deg", 10.0)),
    "squat": (("heel_lift_deg", 15.0), ("depth_deg", 40.0)),
    "lunge": (("knee_in_deg", 15.0), ("trunk_lean_forward_deg", 30.0)),
    "deadlift": (("knee_flexion_deg", 55.0), ("knee_travel_deg", 20.0)),
    "leg-extension": (("end_flexion_deg", 25.0),),
    "hamstring-curl": (("curl_deg", 60.0), ("thigh_drift_deg", 25.0)),
    "calf-raise": (("knee_flexion_deg", 25.0), ("heel_lift_deg", 10.0)),
    "hip-abduction": (("trunk_lean_deg", 14.0), ("abduction_deg", 12.0)),
    "quad-stretch": (("thigh_forward_deg", 25.0), ("knee_out_deg", 20.0)),
    "hip-flexor-stretch": (("thigh_behind_deg", 4.0), ("trunk_lean_forward_deg", 20.0)),
}


def _whole_range() -> list[Clip]:
    """Clean form and each fault of the further exercises, from the front and from the left."""
    clips: list[Clip] = []
    for exercise, grades in GRADES.items():
        for parameter, grade in (("clean", 0.0), *grades):
            motion = MOTIONS[exercise](**({} if parameter == "clean" else {parameter: grade}))
            label = parameter.removesuffix("_deg").removesuffix("_per_leg")
            for view in ("front", "left"):
                clips.append(_further(f"{exercise}_{label}_{view}", motion, view, len(clips)))
    return clips


def _further(name: str, motion: Motion, view: View, number: int) -> Clip:
    names = HALVES["fit" if number % 2 else "report"]
    body, look, room = (
        names[kind][number // step % len(names[kind])] for kind, step in (("body", 2), ("look", 3), ("room", 5))
    )
    size = LYING if view == "left" else (480, 640)
    return Clip(name, motion, body, look, room, CameraPlace(view, distance_m=3.6), size, seed=number + 100)
