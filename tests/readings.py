"""What a metric reads of one posture: for tests whose answer follows from the angles of the stick people."""

from __future__ import annotations

from typing import Any

from skeletons import Leg, Posture, Shot, camera_of, still

from formcheck.landmarks import Side, other
from formcheck.metrics import METRICS


def read(metric: str, posture: Posture, shot: Shot, side: Side) -> float:
    return float(METRICS[metric].read(still(posture, shot), camera_of(shot), side)[0])


def with_leg(side: Side, other_leg: Leg | None = None, **angles: float) -> Posture:
    legs: dict[str, Any] = {side: Leg(**angles), other(side): other_leg or Leg()}
    return Posture(**legs)
