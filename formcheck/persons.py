"""People told apart over the whole clip: whoever is seen near where somebody was last seen is the same person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from formcheck.landmarks import COUNT, SIDES, of
from formcheck.pose import Array
from formcheck.samples import People

TORSO = tuple(of(side, part) for part in ("SHOULDER", "HIP") for side in SIDES)

REACH = 0.35
"""A person is looked for within this many body heights of where they are due ..."""

REACH_PER_S = 0.9
"""... and this many more for every second that they were not seen, ..."""

FARTHEST_REACH = 1.5
GROWTH = 0.6
"""... if they did not grow or shrink by more than this (natural logarithm of the height)."""

LEAST_SIGHTINGS = 3
LEAST_VISIBILITY = 0.55
LEAST_SHARE = 0.1
"""Somebody is a person if seen this often, this surely, and in this share of the looks."""

SAME = 0.35
"""Two poses at one moment are the same person if their torsos are nearer than this share of the smaller height."""

COMES_S = 0.5
"""Somebody may come into the picture this long before the look that first found them, and leave as late."""


@dataclass(frozen=True)
class Sighting:
    """One person in one picture. image_xy : (33, 2) pixels. visibility : (33,) 0..1."""

    image_xy: Array
    visibility: Array

    @cached_property
    def torso(self) -> Array:
        """(2,) pixels of the middle of shoulders and hips."""
        return np.asarray(self.image_xy[list(TORSO)].mean(axis=0))

    @cached_property
    def height_px(self) -> float:
        """Extent of the landmarks up and down the picture, or across where that is longer."""
        return float(np.ptp(self.image_xy, axis=0).max())


@dataclass(frozen=True, slots=True)
class Person:
    """One person over the clip, looked for at some moments.

    time_s : (S,) moments of the looks. image_xy : (S, 33, 2) pixels, NaN where the person was not seen.
    visibility : (S, 33). size_px : (width, height) of the picture.
    """

    time_s: Array
    image_xy: Array
    visibility: Array
    size_px: tuple[int, int]

    @property
    def seen(self) -> np.ndarray:
        """(S,) True where the person was seen."""
        return np.asarray(np.isfinite(self.image_xy).all(axis=(1, 2)))

    @property
    def torso(self) -> Array:
        """(S, 2) pixels of the middle of shoulders and hips."""
        return np.asarray(self.image_xy[:, list(TORSO)].mean(axis=1))

    @property
    def height_px(self) -> float:
        """Median extent of the landmarks in the picture."""
        extents = np.ptp(self.image_xy[self.seen], axis=1).max(axis=1)
        return float(np.median(extents))

    def box_at(self, time_s: float, margin: float) -> Array | None:
        """(2, 2) corners around the person between the looks, with a margin in heights; None while not there."""
        start_s, end_s = self.span_s
        if not start_s - COMES_S <= time_s <= end_s + COMES_S:
            return None
        seen_s, boxes = self.time_s[self.seen], self.image_xy[self.seen]
        corners = np.stack([boxes.min(axis=1), boxes.max(axis=1)], axis=1).reshape(len(seen_s), 4)
        low_x, low_y, high_x, high_y = (_extended(time_s, seen_s, corner) for corner in corners.T)
        room = margin * self.height_px
        return np.array([(low_x - room, low_y - room), (high_x + room, high_y + room)])

    def torso_at(self, time_s: Array) -> Array:
        """(T, 2) where the torso was between the looks; NaN well before the first and after the last."""
        start_s, end_s = self.span_s
        there = (time_s >= start_s - COMES_S) & (time_s <= end_s + COMES_S)
        at = [_extended(time_s, self.time_s[self.seen], axis) for axis in self.torso[self.seen].T]
        return np.where(there[:, None], np.stack(at, axis=1), np.nan)

    @property
    def span_s(self) -> tuple[float, float]:
        """First and last moment at which the person was seen."""
        times = self.time_s[self.seen]
        return float(times[0]), float(times[-1])


def distinct(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Leave out the poses that were found twice in one picture, keeping the surer one of each."""
    kept: list[Sighting] = []
    for each in sorted(sightings, key=lambda one: -float(one.visibility.mean())):
        if all(_gap(each, one) >= SAME * min(each.height_px, one.height_px) for one in kept):
            kept.append(each)
    return kept


def _gap(one: Sighting, another: Sighting) -> float:
    return float(np.linalg.norm(one.torso - another.torso))


def link(time_s: Array, looks: Sequence[Sequence[Sighting]], size_px: tuple[int, int]) -> list[Person]:
    """Tell people apart by continuity and number them from the left of the picture to the right.

    time_s : (S,) moments. looks : who was seen at each. Whoever was seen too rarely or too dimly is left out.
    """
    chains: list[dict[int, Sighting]] = []
    for moment, sightings in enumerate(looks):
        for chain, sighting in _continued(chains, sightings, time_s, moment):
            chain[moment] = sighting
    people = [_person(chain, time_s, size_px) for chain in chains if _is_person(chain, len(time_s))]
    return sorted(people, key=lambda person: float(np.nanmedian(person.torso[:, 0])))


def _continued(
    chains: list[dict[int, Sighting]], sightings: Sequence[Sighting], time_s: Array, moment: int
) -> list[tuple[dict[int, Sighting], Sighting]]:
    """Give each sighting to the person who is due there, or to somebody new, who is added to the chains."""
    costs = np.array([[_cost(chain, sighting, time_s, moment) for sighting in sightings] for chain in chains])
    pairs: list[tuple[dict[int, Sighting], Sighting]] = []
    taken: set[int] = set()
    if costs.size:
        for row, column in zip(*linear_sum_assignment(np.minimum(costs, 1e3)), strict=True):
            if costs[row, column] <= 1.0:
                pairs.append((chains[row], sightings[column]))
                taken.add(int(column))
    for column, sighting in enumerate(sightings):
        if column not in taken:
            chains.append({})
            pairs.append((chains[-1], sighting))
    return pairs


def _cost(chain: dict[int, Sighting], sighting: Sighting, time_s: Array, moment: int) -> float:
    """How far a sighting is from where a person is due, as a share of how far they can have got."""
    last = max(chain)
    away_s = float(time_s[moment] - time_s[last])
    growth = abs(float(np.log(sighting.height_px / chain[last].height_px)))
    if growth > GROWTH:
        return np.inf
    reach = min(REACH + REACH_PER_S * away_s, FARTHEST_REACH) * chain[last].height_px
    due = chain[last].torso + _velocity(chain, time_s) * min(away_s, 1.0)
    return float(np.linalg.norm(sighting.torso - due)) / reach + growth / GROWTH / 4


def _velocity(chain: dict[int, Sighting], time_s: Array) -> Array:
    """(2,) pixels per second over the last three sightings; none with fewer than two."""
    moments = sorted(chain)[-3:]
    if len(moments) < 2:
        return np.zeros(2)
    step_s = float(time_s[moments[-1]] - time_s[moments[0]])
    return (chain[moments[-1]].torso - chain[moments[0]].torso) / step_s


def _is_person(chain: dict[int, Sighting], looks: int) -> bool:
    surely = float(np.mean([each.visibility.mean() for each in chain.values()])) >= LEAST_VISIBILITY
    return surely and len(chain) >= max(min(LEAST_SIGHTINGS, looks), LEAST_SHARE * looks)


def _person(chain: dict[int, Sighting], time_s: Array, size_px: tuple[int, int]) -> Person:
    image_xy, visibility = np.full((len(time_s), COUNT, 2), np.nan), np.zeros((len(time_s), COUNT))
    for moment, sighting in chain.items():
        image_xy[moment], visibility[moment] = sighting.image_xy, sighting.visibility
    return Person(time_s, image_xy, visibility, size_px)


def looks_of(people: People) -> list[tuple[float, list[Sighting]]]:
    """Each look with whoever was seen in it."""
    return [
        (float(time_s), [Sighting(*one) for one in zip(*seen, strict=True) if np.isfinite(one[0]).all()])
        for time_s, *seen in zip(people.time_s, people.image_xy, people.visibility, strict=True)
    ]


def _extended(time_s: Any, seen_s: Array, values: Array) -> Any:
    """Values between known moments, and before and after them going on as they began and ended."""
    if len(seen_s) < 2:
        return np.interp(time_s, seen_s, values)
    first, last = (np.diff(values[part])[0] / np.diff(seen_s[part])[0] for part in (slice(2), slice(-2, None)))
    before, after = np.minimum(time_s - seen_s[0], 0.0), np.maximum(time_s - seen_s[-1], 0.0)
    return np.interp(time_s, seen_s, values) + first * before + last * after
