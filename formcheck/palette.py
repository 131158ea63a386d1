"""Colours, signs and words of the verdicts, for pictures and pages alike.

The four states differ in hue, in lightness and in sign, so that none of them rests on red against green.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from formcheck.cues import State

RGB: TypeAlias = tuple[int, int, int]

STATE_COLOURS: MappingProxyType[State, str] = MappingProxyType(
    {"met": "#1b9e77", "borderline": "#e6a100", "not_met": "#d9480f", "cannot_tell": "#868e96"}
)
STATE_SIGNS: MappingProxyType[State, str] = MappingProxyType(
    {"met": "✓", "borderline": "≈", "not_met": "✗", "cannot_tell": "?"}
)
STATE_WORDS: MappingProxyType[State, str] = MappingProxyType(
    {"met": "met", "borderline": "borderline", "not_met": "not met", "cannot_tell": "cannot tell"}
)

INK = "#ffffff"
"""Text and signs on a picture."""

SHADE = "#101418"
"""The dark backing under text and lines, so that they read on any background."""

JUDGED_SIDE = "#7fd8ff"
OTHER_SIDE = "#8fa3ad"
"""Skeleton of the leg that is judged, and of the rest of the body."""


@cache
def rgb(colour: str) -> RGB:
    """Red, green and blue, 0 to 255 each, of a colour such as ``#1b9e77``.

    >>> rgb("#1b9e77")
    (27, 158, 119)
    """
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue
