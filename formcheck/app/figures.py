"""Pictures of the exercises and of where the camera goes, drawn from a few angles as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians, sin
from types import MappingProxyType

from formcheck.camera import View

INK, NEAR, FAR, FLOOR, PROP = "#14232b", "#0b5c66", "#8fb5b6", "#cfc6b6", "#b9ac96"
THIGH, SHANK, FOOT, TRUNK, ARM, FOREARM, HEAD = 27.0, 27.0, 9.0, 32.0, 16.0, 15.0, 7.5
WIDTH, HEIGHT, GROUND = 150.0, 120.0, 112.0

Point = tuple[float, float]
Leg = tuple[float, float, float]
Arm = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A posture by the directions of its parts: degrees from straight down, + to the right; the trunk from straight up.

    near, far : thigh, shank and foot of each leg (a foot at 90 points right). arms : upper arm and forearm.
    prop : what stands there. x : where the hips are, as a share of the width.
    """

    trunk: float
    near: Leg
    far: Leg
    arms: tuple[Arm, Arm] = ((5.0, 15.0), (-5.0, 5.0))
    prop: str = ""
    x: float = 0.5


_FRONT_LEG: Leg = (3.0, 2.0, 35.0)
DRAWINGS: MappingProxyType[str, Drawn] = MappingProxyType(
    {
        "calf-stretch": Drawn(22, (-34, -34, 90), (48, 2, 90), ((72, 90), (66, 84)), "wall", 0.42),
        "single-leg-balance": Drawn(0, (-3, -2, -35), (16, -38, 10), ((-38, -30), (38, 30))),
        "balance-step": Drawn(2, (46, -8, 90), (-4, -4, 90), ((-25, 10), (25, 40)), "step", 0.46),
        "walk": Drawn(2, (24, 20, 108), (-18, -42, 55), ((-24, -6), (26, 48))),
        "run": Drawn(9, (48, -28, 70), (-26, -84, 0), ((-52, 32), (34, 118))),
        "squat": Drawn(34, (78, -18, 90), (74, -16, 90), ((82, 88), (78, 86)), x=0.38),
        "lunge": Drawn(2, (72, 0, 90), (-22, -84, 20), ((-10, 20), (10, 35))),
        "deadlift": Drawn(62, (24, -8, 90), (22, -7, 90), ((2, 0), (0, -2)), "bar", 0.44),
        "leg-extension": Drawn(-6, (86, 62, 150), (86, 12, 95), ((14, 50), (10, 46)), "chair", 0.42),
        "hamstring-curl": Drawn(4, (0, -92, 0), (0, 0, 90), ((62, 84), (56, 80)), "wall", 0.5),
        "calf-raise": Drawn(0, (0, 0, 38), (0, 0, 38), ((52, 80), (48, 76)), "wall", 0.52),
        "hip-abduction": Drawn(0, (34, 34, 60), (-3, -2, -35), ((34, 24), (-34, -24))),
        "quad-stretch": Drawn(2, (-8, -166, -60), (0, 0, 90), ((-22, -8), (60, 84)), "wall", 0.5),
        "auto": Drawn(0, _FRONT_LEG, (-3.0, -2.0, -35.0), ((-8, -14), (10, 16)), "question", 0.4),
        "hip-flexor-stretch": Drawn(-4, (-14, -88, -88), (80, 0, 90), ((20, 60), (16, 56))),
    }
)
"""One picture for each exercise, and for one that nobody named; one that has none is drawn standing."""

STANDING = Drawn(0, _FRONT_LEG, (-3.0, -2.0, -35.0))


def figure(exercise_id: str) -> str:
    """Return the picture of an exercise as SVG."""
    drawn = DRAWINGS.get(exercise_id, STANDING)
    hips = (drawn.x * WIDTH, GROUND - _reach(drawn))
    neck = _to(hips, 180 - drawn.trunk, TRUNK)
    parts = [
        _line([(8, GROUND + 3), (WIDTH - 8, GROUND + 3)], FLOOR, 3),
        _prop(drawn, hips, neck),
        _limb(neck, drawn.arms[1], (ARM, FOREARM), FAR, 5.5),
        _limb(hips, drawn.far, (THIGH, SHANK, FOOT), FAR, 8.5),
        _line([hips, neck], INK, 11),
        _limb(hips, drawn.near, (THIGH, SHANK, FOOT), NEAR, 8.5),
        _limb(neck, drawn.arms[0], (ARM, FOREARM), INK, 5.5),
        _circle(_to(neck, 180 - drawn.trunk, HEAD + 6.5), HEAD, INK),
    ]
    return _svg("".join(parts), WIDTH, HEIGHT, top=-12)


@dataclass(frozen=True, slots=True)
class PlanWords:
    """What a plan says: how far away the camera is, where the person looks, and which thing is the camera."""

    distance: str
    you: str
    camera: str


def film_plan(views: Sequence[View], words: PlanWords) -> str:
    """Return a plan from above: the person who faces down the picture, and a camera at every useful view."""
    middle = (150.0, 108.0)
    places: dict[View, Point] = {"front": (150, 196), "back": (150, 22), "left": (262, 108), "right": (38, 108)}
    parts = [_line([middle, places[view]], FLOOR, 2, dash="5 5") for view in views if view in places]
    parts += [
        f'<ellipse cx="{middle[0]}" cy="{middle[1]}" rx="32" ry="14" fill="{INK}"/>',
        f'<path d="M{middle[0] - 6} {middle[1] + 30} l6 9 l6 -9 z" fill="{NEAR}"/>',
        _circle((middle[0], middle[1] + 2), 11, FAR),
    ]
    for view, place in places.items():
        parts.append(_camera(place, middle, view in views))
        if view in views:
            parts.append(_text(_beside(place, middle, 47, -18), words.camera))
    if views:
        x, y = places[views[0]]
        # Beside the middle below the line, clear of the body: above it stands what the camera is called.
        aside = 0.57 if x != middle[0] else 0.5
        between = (middle[0] + aside * (x - middle[0]), (middle[1] + y) / 2)
        parts.append(_text(_beside(between, middle, 44, 21), words.distance))
    parts.append(_text((middle[0] - 62, middle[1] + 36), words.you))
    return _svg("".join(parts), 300, 216)


def _beside(place: Point, middle: Point, right: float, down: float) -> Point:
    """Return where words go: to the right of what lies above or below the middle, up or down from what is beside it."""
    ahead = abs(place[0] - middle[0]) < abs(place[1] - middle[1])
    return (place[0] + right, place[1] + 4) if ahead else (place[0], place[1] + down)


def _camera(place: Point, middle: Point, useful: bool) -> str:
    colour = NEAR if useful else "#ddd6c9"
    x, y = place
    toward = (middle[0] - x, middle[1] - y)
    size = (toward[0] ** 2 + toward[1] ** 2) ** 0.5
    lens = (x + 15 * toward[0] / size, y + 15 * toward[1] / size)
    box = f'<rect x="{x - 15}" y="{y - 11}" width="30" height="22" rx="6" fill="{colour}"/>'
    return box + _circle(lens, 6, colour)


def _reach(drawn: Drawn) -> float:
    """How far the lowest point of either leg lies below the hips."""
    return max(_lowest(drawn.near), _lowest(drawn.far))


def _lowest(leg: Leg) -> float:
    heights, y = [], 0.0
    for angle, length in zip(leg, (THIGH, SHANK, FOOT), strict=True):
        y += length * cos(radians(angle))
        heights.append(y)
    return max(heights)


def _to(start: Point, angle: float, length: float) -> Point:
    return start[0] + length * sin(radians(angle)), start[1] + length * cos(radians(angle))


def _limb(start: Point, angles: Sequence[float], lengths: Sequence[float], colour: str, width: float) -> str:
    points = [start]
    for angle, length in zip(angles, lengths, strict=True):
        points.append(_to(points[-1], angle, length))
    return _line(points, colour, width)


def _prop(drawn: Drawn, hips: Point, neck: Point) -> str:
    x, y = hips
    hand = _to(_to(neck, drawn.arms[0][0], ARM), drawn.arms[0][1], FOREARM)
    props = {
        "": "",
        "wall": _line([(hand[0] + 5, 14), (hand[0] + 5, GROUND)], PROP, 5),
        "step": f'<rect x="{x + 10}" y="{GROUND - 19}" width="42" height="21" rx="3" fill="{PROP}"/>',
        "chair": f'<path d="M{x - 14} {y - 30} V{GROUND} M{x - 14} {y + 7} H{x + 24} V{GROUND}" fill="none" stroke="{PROP}" stroke-width="5"/>',
        "bar": _circle(hand, 10, PROP),
        "question": f'<text x="{x + 42}" y="{y - 8}" font-size="46" font-weight="700" font-family="sans-serif" fill="{NEAR}" text-anchor="middle">?</text>',
    }
    return props[drawn.prop]


def _line(points: Sequence[Point], colour: str, width: float, dash: str = "") -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}" '
        f'stroke-linecap="round" stroke-linejoin="round"{dashed}/>'
    )


def _circle(centre: Point, radius: float, colour: str) -> str:
    return f'<circle cx="{centre[0]:.1f}" cy="{centre[1]:.1f}" r="{radius}" fill="{colour}"/>'


def _text(at: Point, words: str) -> str:
    return f'<text x="{at[0]:.0f}" y="{at[1]:.0f}" font-size="13" font-family="sans-serif" fill="{INK}" text-anchor="middle">{escape(words)}</text>'


def _svg(inner: str, width: float, height: float, top: float = 0.0) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {top:.0f} {width:.0f} {height - top:.0f}">{inner}</svg>'
    )
