"""The looks and rooms of the clips, and which half of the benchmark each belongs to.

``fit`` bodies, looks and rooms never meet ``report`` ones, so that what is tuned on one half is measured on
people and places it has not seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from test_videos.dress import Outfit
from test_videos.scene import BLOTCHES, LINES, STRIPES, Look, Room

Half = Literal["fit", "report"]

LOOKS: dict[str, Look] = {
    look.name: look
    for look in (
        Look("navy-shirt", (0.80, 0.58, 0.46), (0.12, 0.08, 0.05), (0.12, 0.30, 0.55), (0.12, 0.12, 0.14)),
        Look(
            "striped-top", (0.45, 0.30, 0.22), (0.05, 0.04, 0.04), (0.82, 0.80, 0.74), (0.20, 0.26, 0.36),
            (0.2, 0.2, 0.22), (0.62, 0.20, 0.22), STRIPES, outfit=Outfit(leg_length=0.85, sleeve=0.5),
        ),
        Look(
            "grey-trousers", (0.86, 0.66, 0.54), (0.55, 0.53, 0.50), (0.50, 0.16, 0.20), (0.36, 0.37, 0.40),
            (0.25, 0.25, 0.3), outfit=Outfit(leg_length=1.86, sleeve=0.9, hem_m=0.05, loose=1.7),
        ),
        Look(
            "red-top-leggings", (0.84, 0.64, 0.54), (0.28, 0.17, 0.08), (0.62, 0.16, 0.22),
            (0.16, 0.18, 0.30), outfit=Outfit(leg_length=1.9, sleeve=0.25, loose=0.35),
        ),
        Look(
            "green-shirt", (0.62, 0.42, 0.30), (0.06, 0.05, 0.05), (0.20, 0.42, 0.28), (0.45, 0.42, 0.36),
            (0.85, 0.85, 0.85), (0.75, 0.72, 0.5), LINES, outfit=Outfit(leg_length=1.1, loose=1.6),
        ),
        Look(
            "bare-arms", (0.30, 0.19, 0.14), (0.03, 0.03, 0.03), (0.78, 0.62, 0.16), (0.10, 0.10, 0.11),
            (0.8, 0.3, 0.2), (0.3, 0.3, 0.3), BLOTCHES,
            outfit=Outfit(leg_length=0.5, sleeve=0.12, waist_m=0.10, hem_m=0.096),
        ),
        Look(
            "white-shirt-loose", (0.90, 0.72, 0.62), (0.45, 0.30, 0.14), (0.86, 0.86, 0.88),
            (0.22, 0.30, 0.24), (0.3, 0.3, 0.32), outfit=Outfit(leg_length=1.88, sleeve=0.62, loose=2.2),
        ),
        Look(
            "tight-black", (0.74, 0.52, 0.40), (0.10, 0.07, 0.06), (0.09, 0.09, 0.10), (0.14, 0.12, 0.22),
            (0.6, 0.9, 0.4), (0.5, 0.5, 0.55), outfit=Outfit(leg_length=1.2, sleeve=0.3, loose=0.3),
        ),
    )
}  # fmt: skip

NEW_LOOKS: dict[str, Look] = {
    look.name: look
    for look in (
        Look("teal-jumper", (0.70, 0.50, 0.40), (0.30, 0.20, 0.12), (0.10, 0.45, 0.45), (0.30, 0.24, 0.20),
             (0.9, 0.9, 0.9), outfit=Outfit(leg_length=1.8, sleeve=0.95, hem_m=0.0, loose=1.9)),
        Look("pink-vest", (0.52, 0.35, 0.26), (0.04, 0.03, 0.03), (0.80, 0.35, 0.45), (0.22, 0.22, 0.40),
             (0.3, 0.3, 0.6), (0.9, 0.85, 0.8), STRIPES, outfit=Outfit(leg_length=0.7, sleeve=0.15, loose=0.5)),
        Look("grey-on-grey", (0.88, 0.70, 0.60), (0.70, 0.68, 0.64), (0.42, 0.43, 0.45), (0.46, 0.46, 0.48),
             (0.45, 0.45, 0.47), outfit=Outfit(leg_length=1.86, sleeve=0.6, loose=1.2)),
        Look("orange-shorts", (0.36, 0.23, 0.16), (0.05, 0.04, 0.04), (0.88, 0.88, 0.84), (0.82, 0.40, 0.10),
             (0.15, 0.15, 0.18), (0.2, 0.3, 0.6), LINES, outfit=Outfit(leg_length=0.95, sleeve=0.45, loose=1.4)),
    )
}  # fmt: skip
"""Worn in neither half of the benchmark: for films on which nothing was set."""

HEMS_M = (0.05, 0.02, -0.01, -0.05)
"""How far above the hip joints the shirts hang that are not tucked in."""


def _dressed_otherwise(look: Look) -> Iterator[Look]:
    """The same clothes with the shirt out of the trousers, with stickers on the pelvis, and with a belt."""
    for number, hem_m in enumerate(HEMS_M, start=1):
        yield replace(look, name=f"{look.name}-untucked-{number}", outfit=replace(look.outfit, hem_m=hem_m))
    tucked = replace(look.outfit, hem_m=look.outfit.waist_m - 0.004)
    for aid in ("stickers", "belt"):
        yield replace(look, name=f"{look.name}-{aid}", outfit=tucked, aid=aid)


WARDROBE: dict[str, Look] = (
    LOOKS | {other.name: other for look in LOOKS.values() for other in _dressed_otherwise(look)} | NEW_LOOKS
)
"""Every look that can be worn: those of the halves, the same ones dressed otherwise, and the new ones."""

ROOMS: dict[str, Room] = {
    room.name: room
    for room in (
        Room("living-room", (0.72, 0.70, 0.66), (0.52, 0.38, 0.26)),
        Room("brick", (0.6, 0.5, 0.45), (0.45, 0.44, 0.42), 1, 1, (-0.5, -0.5, 0.75)),
        Room("clinic", (0.62, 0.68, 0.70), (0.60, 0.60, 0.58), 2, 1, (0.1, -0.6, 0.9), (0.92, 0.97, 1.0)),
        Room("warm", (0.80, 0.74, 0.60), (0.60, 0.47, 0.33), 0, 0, (0.7, 0.1, 0.7), (1.05, 0.92, 0.78)),
        Room("cellar", (0.42, 0.44, 0.48), (0.30, 0.31, 0.33), 2, 1, (-0.3, 0.4, 0.85), (0.85, 0.88, 0.95)),
        Room("hall", (0.55, 0.62, 0.56), (0.66, 0.52, 0.36), 2, 0, (-0.7, -0.2, 0.8), (1.0, 0.98, 0.92), 3.0),
        Room("attic", (0.50, 0.40, 0.32), (0.40, 0.30, 0.22), 1, 0, (0.5, -0.2, 0.85), (1.05, 0.98, 0.86), 2.6),
        Room("gym", (0.78, 0.80, 0.82), (0.24, 0.30, 0.42), 0, 1, (-0.2, -0.3, 0.95), (0.95, 0.98, 1.0), 3.5),
        Room("evening", (0.46, 0.42, 0.50), (0.34, 0.26, 0.24), 2, 0, (0.6, 0.3, 0.7), (0.98, 0.85, 0.72), 1.6),
    )
}

HALVES: dict[Half, dict[str, tuple[str, ...]]] = {
    "fit": {
        "body": ("f_avg", "m_old", "f_strong", "m_short", "f_short_old", "m_heavy"),
        "look": ("navy-shirt", "grey-trousers", "green-shirt", "tight-black"),
        "room": ("living-room", "clinic", "cellar"),
    },
    "report": {
        "body": ("f_heavy", "m_avg", "f_slim", "m_slim_old", "f_tall", "m_strong"),
        "look": ("striped-top", "red-top-leggings", "bare-arms", "white-shirt-loose"),
        "room": ("brick", "warm", "hall"),
    },
}

FRESH: dict[str, tuple[str, ...]] = {
    "body": (
        "f_avg+m_heavy",
        "m_avg+f_short_old",
        "f_slim+m_short",
        "m_old+f_tall",
        "f_heavy+m_slim_old",
        "m_strong+f_slim",
    ),
    "look": tuple(NEW_LOOKS),
    "room": ("attic", "gym", "evening"),
}
"""Bodies half way between two others, and looks and rooms of neither half: nothing was ever set on them."""
