"""The 33 landmarks of MediaPipe Pose: the only place in formcheck where an index has a meaning."""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from typing import Literal

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")


class Landmark(IntEnum):
    """Index of each landmark, as in MediaPipe's pose documentation; left and right are the person's own."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


COUNT = len(Landmark)

PAIRS: tuple[tuple[Landmark, Landmark], ...] = tuple(
    (landmark, Landmark[landmark.name.replace("LEFT", "RIGHT")]) for landmark in Landmark if "LEFT" in landmark.name
)
"""Every (left, right) pair."""

LIMBS = ("SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE", "HEEL", "FOOT_INDEX")
LEG = ("HIP", "KNEE", "ANKLE", "HEEL", "FOOT_INDEX")


def mirror_order() -> list[int]:
    """Order of the landmarks in which left and right are exchanged.

    >>> mirror_order()[:4]
    [0, 4, 5, 6]
    """
    order = list(range(COUNT))
    for left, right in PAIRS:
        order[left], order[right] = right, left
    return order


@cache
def of(side: Side, part: str) -> Landmark:
    """Return the landmark of one side.

    >>> of("left", "KNEE")
    <Landmark.LEFT_KNEE: 25>
    """
    return Landmark[f"{side.upper()}_{part}"]


def other(side: Side) -> Side:
    """Return the opposite side."""
    return "right" if side == "left" else "left"


def _side_bones(side: Side) -> list[tuple[Landmark, Landmark]]:
    chain = [
        ("SHOULDER", "ELBOW"),
        ("ELBOW", "WRIST"),
        ("SHOULDER", "HIP"),
        ("HIP", "KNEE"),
        ("KNEE", "ANKLE"),
    ]
    foot = [("ANKLE", "HEEL"), ("HEEL", "FOOT_INDEX"), ("ANKLE", "FOOT_INDEX")]
    return [(of(side, start), of(side, end)) for start, end in chain + foot]


BONES: tuple[tuple[Landmark, Landmark], ...] = (
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    *_side_bones("left"),
    *_side_bones("right"),
)
"""The lines a skeleton is drawn with."""
