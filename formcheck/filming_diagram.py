"""A small drawing of where the camera stands, for the page of the exercises."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from formcheck.body_posture import BodyPosture

Way = Literal["front", "side"]
INK, CAMERA = "#263238", "#00695c"
LOW_PX, HIGH_PX = 140, 99
"""How far down the picture the lens is: beside a body on the floor, and at the hips of one that stands."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a drawing shows: the person, what it says about facing and height, and where the lens is."""

    person: str
    facing: str
    height: str = "level, knee to hip height"
    lens_px: int = HIGH_PX


_HEAD = '<circle cx="70" cy="40" r="12"/>'
_BENCH = '<path d="M44 108H84M50 108V163M78 108V163" stroke-width="2"/>'
SIDE_ON, FACING = "side on, the judged leg nearer", "facing the camera, or away from it"
SCENES: MappingProxyType[tuple[Way, BodyPosture], _Scene] = MappingProxyType(
    {
        ("front", "standing"): _Scene(
            f'{_HEAD}<path d="M70 52V100M70 60L48 90M70 60L92 90M70 100L56 160M70 100L84 160"/>', FACING
        ),
        ("side", "standing"): _Scene(
            f'{_HEAD}<path d="M82 40h7M70 52V100M70 60L76 92M70 100L67 160M67 160h16"/>', SIDE_ON
        ),
        ("side", "sitting"): _Scene(
            f'{_HEAD}{_BENCH}<path d="M82 40h7M70 52V100M70 62L78 96M70 100H104M104 100L132 118M132 118l8 -12"/>',
            SIDE_ON,
        ),
        ("side", "lying"): _Scene(
            '<circle cx="20" cy="150" r="9"/><path d="M20 159v3M30 150H100M34 152L60 156M62 150L94 148M94 148L112 118'
            'M112 118l12 4"/>',
            SIDE_ON,
            "level, as low as the body",
            LOW_PX,
        ),
        ("front", "lying"): _Scene(
            '<circle cx="20" cy="142" r="9"/><path d="M30 142H66M36 142L40 158M66 136V150M66 150H118"/>'
            '<path d="M66 136L114 112"/>',
            "on the side, the front to the camera",
            "level, as low as the body",
            LOW_PX,
        ),
    }
)
"""Every way to film and posture that an exercise asks for."""


def camera_diagram(way: Way, posture: BodyPosture = "standing") -> str:
    """Return an SVG: the person as the camera sees them, the floor, and the camera about 3 m away."""
    scene = SCENES[way, posture]
    lens = scene.lens_px
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 200" width="360" height="200" role="img">
<title>Filming from the {way}, {posture}</title>
<rect width="360" height="200" fill="#ffffff"/>
<g fill="none" stroke="{INK}" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">{scene.person}
<path d="M10 163H350" stroke-width="2"/></g>
<g fill="none" stroke="{CAMERA}" stroke-width="4"><rect x="292" y="{lens - 11}" width="30" height="22" rx="3"/>
<circle cx="292" cy="{lens}" r="6"/><path d="M307 {lens + 11}V163"/>
<path d="M130 178H285M130 172v12M285 172v12" stroke-width="2"/>
<path d="M286 {lens}H150" stroke-dasharray="5 6" stroke-width="1.5"/></g>
<g font-family="sans-serif" font-size="13" fill="{INK}"><text x="178" y="195">about 3 m</text>
<text x="192" y="{lens - 21}">{scene.height}</text><text x="108" y="24">{scene.facing}</text></g>
</svg>
"""
