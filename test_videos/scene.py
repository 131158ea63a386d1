"""What is around the person and how everything looks: rooms, props, light, skin, hair and cloth colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from test_videos.aids import AidKind
from test_videos.dress import Outfit

Color = tuple[float, float, float]
Box = tuple[float, float, float, float, float, float]
FLOOR_HALF_M = 12.0
WALL_HEIGHT_M = 3.4
PROP_WALL_HALF_M = 0.8
"""Half the width of the wall that hands rest on: an endless one would hide the person from a camera beyond it."""
PLAIN, STRIPES, LINES, BLOTCHES = range(4)


@dataclass(frozen=True)
class Look:
    """Colours (linear RGB 0..1) of a person and the cut of the clothes; patterns by number, 0 plain.

    aid : what shows the pelvis to the camera, if anything.
    """

    name: str
    skin: Color
    hair: Color
    shirt: Color
    trousers: Color
    shoe: Color = (0.75, 0.75, 0.78)
    accent: Color = (0.8, 0.8, 0.8)
    shirt_pattern: int = PLAIN
    trousers_pattern: int = PLAIN
    outfit: Outfit = field(default_factory=Outfit)
    aid: AidKind | None = None


@dataclass(frozen=True)
class Room:
    """Colours of a room, its kind of wall and floor, and the direction and colour of its light."""

    name: str
    wall: Color
    floor: Color
    wall_style: int = 0
    floor_style: int = 0
    light_from: tuple[float, float, float] = (0.35, -0.45, 0.82)
    light_color: Color = (1.0, 0.95, 0.88)
    back_m: float = 2.0


@dataclass(frozen=True)
class Props:
    """What the exercise needs: a wall in front of the person, boxes (x0, x1, y0, y1, z0, z1) in metres."""

    wall_y_m: float | None = None
    boxes: tuple[Box, ...] = ()


def room_mesh(room: Room, props: Props, azimuth_deg: float, centre_m: NDArray[np.float64]) -> NDArray[np.float32]:
    """Triangles (N, 7): position, normal and material (0 floor, 1 wall, 2 thing) of all that stands still.

    Walls stand behind the person as the camera sees them, at the room's distance from ``centre_m``.
    """
    half = FLOOR_HALF_M
    floor = _quad((-half, -half, 0), (half, -half, 0), (half, half, 0), (-half, half, 0), (0, 0, 1), 0)
    walls = [_wall(axis, at, facing, FLOOR_HALF_M) for axis, at, facing in _walls(room, azimuth_deg, centre_m)]
    if props.wall_y_m is not None:
        walls.append(_wall(1, props.wall_y_m, 1, PROP_WALL_HALF_M))
    boxes = [face for box in props.boxes for face in _box(box)]
    return np.concatenate([floor, *walls, *boxes]).astype(np.float32)


def box_mesh(props: Props) -> NDArray[np.float32]:
    """Triangles (N, 7) of the props that throw a shadow."""
    faces = [face for box in props.boxes for face in _box(box)]
    return np.concatenate([np.zeros((0, 7)), *faces]).astype(np.float32)


def _walls(room: Room, azimuth_deg: float, centre_m: NDArray[np.float64]) -> list[tuple[int, float, int]]:
    """(axis, coordinate, facing) of each wall of the room."""
    toward = np.array([np.sin(np.radians(azimuth_deg)), -np.cos(np.radians(azimuth_deg))])
    found: list[tuple[int, float, int]] = []
    for axis in (0, 1):
        if abs(toward[axis]) > 0.34:
            facing = int(np.sign(toward[axis]))
            found.append((axis, float(centre_m[axis]) - facing * room.back_m, facing))
    return found


def _wall(axis: int, at: float, facing: int, half: float) -> NDArray[np.float64]:
    def corner(along: float, height: float) -> tuple[float, float, float]:
        return (at, along, height) if axis == 0 else (along, at, height)

    top = WALL_HEIGHT_M
    normal = (facing, 0, 0) if axis == 0 else (0, facing, 0)
    return _quad(corner(-half, 0), corner(half, 0), corner(half, top), corner(-half, top), normal, 1)


def _box(box: Box) -> list[NDArray[np.float64]]:
    x0, x1, y0, y1, z0, z1 = box
    return [
        _quad((x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1), (0, -1, 0), 2),
        _quad((x0, y1, z0), (x1, y1, z0), (x1, y1, z1), (x0, y1, z1), (0, 1, 0), 2),
        _quad((x0, y0, z0), (x0, y1, z0), (x0, y1, z1), (x0, y0, z1), (-1, 0, 0), 2),
        _quad((x1, y0, z0), (x1, y1, z0), (x1, y1, z1), (x1, y0, z1), (1, 0, 0), 2),
        _quad((x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1), (0, 0, 1), 2),
    ]


def _quad(
    a: Sequence[float],
    b: Sequence[float],
    c: Sequence[float],
    d: Sequence[float],
    normal: Sequence[float],
    kind: int,
) -> NDArray[np.float64]:
    return np.array([[*corner, *normal, kind] for corner in (a, b, c, a, c, d)], dtype=np.float64)
