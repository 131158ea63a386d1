"""Colours of stickers, by name and by hue."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class Colour(StrEnum):
    """Colours that a camera tells from skin."""

    pink = "pink"
    red = "red"
    orange = "orange"
    yellow = "yellow"
    green = "green"
    cyan = "cyan"
    blue = "blue"
    violet = "violet"


HUES_DEG: MappingProxyType[Colour, float] = MappingProxyType(
    {
        Colour.pink: 0.0,
        Colour.red: 35.0,
        Colour.orange: 65.0,
        Colour.yellow: 100.0,
        Colour.green: 140.0,
        Colour.cyan: 200.0,
        Colour.blue: 285.0,
        Colour.violet: 320.0,
    }
)
"""Angle of each in the plane of a and b of Lab."""

NAMED_DEG = 35.0
"""What people call by a name spreads so far: neighbours overlap."""


def is_named(hue_deg: float, colour: Colour) -> bool:
    """Say whether a hue may be called so."""
    return apart_deg(hue_deg, HUES_DEG[colour]) <= NAMED_DEG


def apart_deg(one: float, two: float) -> float:
    """Angle between two hues, 0 to 180.

    >>> apart_deg(350.0, 10.0)
    20.0
    """
    return abs((one - two + 180) % 360 - 180)
