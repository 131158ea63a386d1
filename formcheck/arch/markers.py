"""Which three spots of a clip are the stickers, decided once from the whole clip: the foot stands still in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from formcheck.arch.colours import Colour, apart_deg, is_named
from formcheck.arch.spots import Spot
from formcheck.pose import Array

SAME_HUE_DEG = 22.0
"""Light changes how bright and how rich a colour looks, but hardly its hue."""

SAME_SIZE = 2.2
ALONG = (0.15, 0.85)
ABOVE = (0.04, 0.45)
"""Where the middle sticker lies: along the line between the outer two, and off it, in its length."""

WIDE = (0.03, 0.16)
"""How wide a sticker is, in the length of the line: 10 to 16 mm of 165 are 0.06 to 0.10."""

STAYS = 0.12
"""A sticker stays this near to its usual place, in lengths of the line."""

LOOKED_AT = 24
RARE = 0.25
RIVAL = 0.7
"""Three spots are the stickers if they are there in this share of the frames, and no others nearly as often and as
bright."""


@dataclass(frozen=True, slots=True)
class Markers:
    """The stickers over a clip.

    time_s : (T,). at_px : (T, 3, 2) outer, middle, outer, NaN where not seen; from the first to the last of them the
    middle one lies to the left as one looks along the line in the picture, so that its height is positive. across_px
    : (T, 3) their widths. hue_deg : their colour. size_px : width and height of the pictures.
    """

    time_s: Array
    at_px: Array
    across_px: Array
    hue_deg: float
    size_px: tuple[int, int]

    @property
    def seen(self) -> NDArray[np.bool_]:
        """(T,) where all three are."""
        return np.asarray(np.isfinite(self.at_px).all(axis=(1, 2)))

    @property
    def span_px(self) -> Array:
        """(T,) distance of the outer two."""
        return np.asarray(np.linalg.norm(self.at_px[:, 2] - self.at_px[:, 0], axis=-1))

    @property
    def height(self) -> Array:
        """(T,) how far the middle one lies off the line between the outer two, in lengths of that line."""
        return heights(self.at_px)

    @property
    def tilt_deg(self) -> Array:
        """(T,) direction of the line in the picture, + clockwise."""
        along = self.at_px[:, 2] - self.at_px[:, 0]
        return np.asarray(np.degrees(np.arctan2(along[:, 1], along[:, 0])))


def heights(at_px: Array) -> Array:
    """Distance (...,) of the middle of three points (..., 3, 2) from the line of the outer two, per its length."""
    along, up = at_px[..., 2, :] - at_px[..., 0, :], at_px[..., 1, :] - at_px[..., 0, :]
    cross = along[..., 1] * up[..., 0] - along[..., 0] * up[..., 1]
    return np.asarray(cross / (along**2).sum(axis=-1))


def find_markers(
    time_s: Array, spots: Sequence[Sequence[Spot]], size_px: tuple[int, int], colour: Colour | None = None
) -> Markers | str:
    """Find the stickers among the spots of every frame; else the reason, and what to do, as a sentence.

    colour : the stickers' own, if it was said; by default the three spots that are there most of the time.
    """
    wanted = [[spot for spot in frame if colour is None or is_named(spot.hue_deg, colour)] for frame in spots]
    looked_at = [list(_triples(frame)) for frame in wanted[:: max(len(wanted) // LOOKED_AT, 1)]]
    votes = [(_votes(triple, looked_at), triple) for frame in looked_at for triple in frame]
    often = [vote for vote in votes if vote[0] >= max(RARE * len(looked_at), 2)]
    if not often:
        return _not_found(colour)
    best = max(often, key=_claim)
    if any(_claim(vote) >= RIVAL * _claim(best) and not _same(vote[1], best[1]) for vote in often):
        return (
            "More than one set of three like spots shows. Take everything else of the stickers' colour out of the "
            "picture, or name their colour with --colour."
        )
    usual = np.median([_points(each) for frame in looked_at for each in frame if _same(each, best[1])], axis=0)
    hue_deg = best[1][1].hue_deg
    followed = [_followed(frame, usual, hue_deg) for frame in wanted]
    at_px, across_px = (np.array([each[part] for each in followed], float) for part in (0, 1))
    return Markers(time_s, at_px, across_px, hue_deg, size_px)


Triple = tuple[Spot, Spot, Spot]


def _claim(vote: tuple[int, Triple]) -> float:
    """How often three spots are there, and how much the palest of them stands out."""
    votes, triple = vote
    return votes * min(spot.contrast for spot in triple)


def _not_found(colour: Colour | None) -> str:
    said = f" of {colour.value} colour" if colour else " of one bright colour"
    return (
        f"Three stickers{said} were not found. Put one each on the heel, the navicular and the ball of the big "
        "toe, in a colour that nothing else in the picture has, fill the width of the picture with the foot, and "
        "light it well."
    )


def _triples(spots: Sequence[Spot]) -> Iterator[Triple]:
    """Every three like spots that lie as stickers on a foot may, ordered as ``Markers`` says."""
    for three in combinations(spots, 3):
        if not _are_alike(three):
            continue
        points = np.array([spot.dot.at for spot in three])
        sides = [np.linalg.norm(points[i - 1] - points[i - 2]) for i in range(3)]
        middle = int(np.argmax(sides))
        start, end = three[middle - 1], three[middle - 2]
        triple = (start, three[middle], end)
        triple = triple if heights(_points(triple)) > 0 else (end, three[middle], start)
        if _could_be(triple):
            yield triple


def _are_alike(three: Triple) -> bool:
    across = [spot.across_px for spot in three]
    hues = [apart_deg(one.hue_deg, two.hue_deg) for one, two in combinations(three, 2)]
    return max(across) < SAME_SIZE * min(across) and max(hues) < SAME_HUE_DEG


def _could_be(triple: Triple) -> bool:
    points = _points(triple)
    along, up = points[2] - points[0], points[1] - points[0]
    span_px = float(np.linalg.norm(along))
    if not all(WIDE[0] * span_px < spot.across_px < WIDE[1] * span_px for spot in triple):
        return False
    share = float(along @ up / (along @ along))
    return ALONG[0] < share < ALONG[1] and ABOVE[0] < float(heights(points)) < ABOVE[1]


def _points(triple: Triple) -> Array:
    return np.array([spot.dot.at for spot in triple])


def _same(one: Triple, two: Triple) -> bool:
    first, second = _points(one), _points(two)
    span = np.linalg.norm(first[2] - first[0])
    return bool(np.linalg.norm(first - second, axis=1).max() < STAYS * span) and _are_alike((one[1], two[1], one[0]))


def _votes(triple: Triple, looked_at: Sequence[Sequence[Triple]]) -> int:
    return sum(any(_same(triple, other) for other in frame) for frame in looked_at)


def _followed(spots: Sequence[Spot], usual: Array, hue_deg: float) -> tuple[Array, Array]:
    """Places (3, 2) and widths (3,) of the like spots nearest to the usual places, NaN where none is near."""
    at, across = np.full((3, 2), np.nan), np.full(3, np.nan)
    like = [spot for spot in spots if apart_deg(spot.hue_deg, hue_deg) < SAME_HUE_DEG]
    reach = STAYS * float(np.linalg.norm(usual[2] - usual[0]))
    for number, place in enumerate(usual):
        near = min(like, key=lambda spot: float(np.linalg.norm(spot.dot.at - place)), default=None)
        if near is not None and np.linalg.norm(near.dot.at - place) < reach:
            at[number], across[number] = near.dot.at, near.across_px
    return at, across
