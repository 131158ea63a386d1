"""What every set of films draws at random: the same numbers in the same order, so the same films every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from test_videos.camera import CameraPlace, View

Span = tuple[float, float]
CAST = ("body", "look", "room")
"""What every film has one of."""


@dataclass(frozen=True, slots=True)
class Around:
    """Where cameras stand, each as the lowest and the highest value."""

    distance_m: Span
    height_m: Span
    yaw_deg: Span = (-10.0, 10.0)
    roll_deg: Span = (-4.0, 4.0)


def between(random: np.random.Generator, low: float, high: float) -> float:
    """Draw a number, rounded to two decimals."""
    return float(np.round(random.uniform(low, high), 2))


def cast(random: np.random.Generator, choices: Mapping[str, Sequence[str]]) -> tuple[str, str, str]:
    """Draw a body, a look and a room."""
    body, look, room = (str(random.choice(choices[kind])) for kind in CAST)
    return body, look, room


def camera_place(random: np.random.Generator, view: View, around: Around) -> CameraPlace:
    """Draw where the camera of a view stands."""
    spans = (around.yaw_deg, around.distance_m, around.height_m, around.roll_deg)
    yaw_deg, distance_m, height_m, roll_deg = (between(random, *span) for span in spans)
    return CameraPlace(view, yaw_deg=yaw_deg, distance_m=distance_m, height_m=height_m, roll_deg=roll_deg)
