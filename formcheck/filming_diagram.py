"""A small drawing of where the camera stands, for the page of the exercises."""

from __future__ import annotations

from typing import Literal

Way = Literal["front", "side"]
INK, CAMERA = "#263238", "#00695c"

_FRONT = """<circle cx="70" cy="40" r="12"/>
<path d="M70 52V100M70 60L48 90M70 60L92 90M70 100L56 160M70 100L84 160"/>"""
_SIDE = """<circle cx="70" cy="40" r="12"/><path d="M82 40h7M70 52V100M70 60L76 92M70 100L67 160M67 160h16"/>"""


def camera_diagram(way: Way) -> str:
    """Return an SVG: the person as the camera sees them, the floor, and the camera at hip height 3 m away."""
    person = _FRONT if way == "front" else _SIDE
    facing = "facing the camera, or away from it" if way == "front" else "side on, the judged leg nearer"
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 200" width="360" height="200" role="img">
<title>Filming from the {way}</title>
<rect width="360" height="200" fill="#ffffff"/>
<g fill="none" stroke="{INK}" stroke-width="4" stroke-linecap="round">{person}
<path d="M20 163H340" stroke-width="2"/></g>
<g fill="none" stroke="{CAMERA}" stroke-width="4"><rect x="292" y="88" width="30" height="22" rx="3"/>
<circle cx="292" cy="99" r="6"/><path d="M307 110V163"/>
<path d="M100 178H285M100 172v12M285 172v12" stroke-width="2"/>
<path d="M286 99H95" stroke-dasharray="5 6" stroke-width="1.5"/></g>
<g font-family="sans-serif" font-size="13" fill="{INK}"><text x="160" y="195">about 3 m</text>
<text x="232" y="78">level, hip height</text><text x="112" y="24">{facing}</text></g>
</svg>
"""
