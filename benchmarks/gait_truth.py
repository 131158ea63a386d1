"""The exact gait of a rendered clip: formcheck's measures from joints in metres and true events."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from test_videos.body import SIDES, Side, other, outward
from test_videos.film import Film
from test_videos.posture import Phase
from test_videos.rotations import Array
from test_videos.truth import anatomical_metrics

Curve = Array


def exact_gait(film: Film) -> dict[str, float]:
    """Return every measure by name, of the leg near the camera, or of the worse one seen from front or back."""
    view = film.clip.camera.view
    near: Side = "right" if view == "right" else "left"
    motion = film.clip.motion
    stances = [phase for phase in motion.phases() if phase.start_s > 0 and phase.end_s < motion.duration_s]
    metrics = anatomical_metrics(film.body, film.joints_m)
    return {
        "cadence": 60.0 / float(np.median(np.diff([stance.start_s for stance in stances]))),
        "step_length": _step_length(film, stances),
        "overstride": _at_contact(film, stances, near, _ahead(film, near)),
        "vertical_oscillation": float(np.ptp(_hips(film)[:, 2]) / film.body.leg_m),
        "step_time_asymmetry": _asymmetry(stances),
        "stance_share": _stance_share(stances, near),
        "single_support_share": 100.0 - _stance_share(stances, other(near)),
        "trunk_forward": float(np.median(metrics["trunk_lean_forward_deg"])),
        "knee_in_midstance": max(_in_stance(film, stances, side, metrics["knee_in_deg"][side]) for side in SIDES),
        "foot_beside_middle": min(_in_stance(film, stances, side, _beside_middle(film, side)) for side in SIDES),
        **_near_leg(film, stances, near, metrics),
    }


def _near_leg(
    film: Film, stances: list[Phase], near: Side, metrics: dict[str, dict[Side, Array]]
) -> dict[str, float]:
    knee, shank = metrics["knee_flexion_deg"][near], metrics["tibial_inclination_deg"][near]
    pitch = -metrics["foot_pitch_deg"][near]
    straightest = _in_stance(film, stances, near, knee, 0.4, 0.9, np.min)
    at_contact = _at_contact(film, stances, near, knee)
    return {
        "knee_straightest": straightest,
        "knee_overstraight": straightest,
        "knee_at_contact": at_contact,
        "knee_stance_peak": _in_stance(film, stances, near, knee, 0.0, 0.7, np.max),
        "stance_excursion": _in_stance(film, stances, near, knee, 0.0, 0.4, np.max) - at_contact,
        "shank_at_contact": _at_contact(film, stances, near, shank),
        "shank_forward": _in_stance(film, stances, near, shank, 0.55, 0.65),
        "foot_strike_angle": _at_contact(film, stances, near, pitch)
        - _in_stance(film, stances, near, pitch, 0.3, 0.5),
    }


def _hips(film: Film) -> Array:
    return (film.joints_m["left_hip"] + film.joints_m["right_hip"]) / 2


def _ahead(film: Film, side: Side) -> Array:
    away: Array = (_hips(film) - film.joints_m[f"{side}_ankle"])[:, 1] / film.body.leg_m
    return away


def _beside_middle(film: Film, side: Side) -> Array:
    away: Array = (film.joints_m[f"{side}_ankle"] - _hips(film))[:, 0] * outward(side) / film.body.leg_m
    return away


def _step_length(film: Film, stances: list[Phase]) -> float:
    apart = np.abs(_ahead(film, "left") - _ahead(film, "right"))
    return float(np.median([np.interp(stance.start_s, film.clip.time_s, apart) for stance in stances]))


def _at_contact(film: Film, stances: list[Phase], side: Side, values: Array) -> float:
    contacts = [stance.start_s for stance in stances if stance.side == side]
    return float(np.median(np.interp(contacts, film.clip.time_s, values)))


def _in_stance(
    film: Film,
    stances: list[Phase],
    side: Side,
    values: Array,
    start: float = 0.35,
    end: float = 0.65,
    reduce: Callable[[Array], float] = np.median,
) -> float:
    numbers = []
    for stance in (stance for stance in stances if stance.side == side):
        length_s = stance.end_s - stance.start_s
        moments = np.linspace(stance.start_s + start * length_s, stance.start_s + end * length_s, 25)
        numbers.append(reduce(np.interp(moments, film.clip.time_s, values)))
    return float(np.median(numbers))


def _stance_share(stances: list[Phase], side: Side) -> float:
    own = [stance for stance in stances if stance.side == side]
    stride_s = float(np.median(np.diff([stance.start_s for stance in own])))
    return 100.0 * float(np.median([stance.end_s - stance.start_s for stance in own])) / stride_s


def _asymmetry(stances: list[Phase]) -> float:
    gaps = np.diff([stance.start_s for stance in stances])
    first, second = float(np.median(gaps[::2])), float(np.median(gaps[1::2]))
    return 200.0 * abs(first - second) / (first + second)
