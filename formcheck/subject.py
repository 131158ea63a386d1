"""Who is judged: people told apart over the whole clip, and the one who exercises chosen from all of it.

People are looked for a few times a second. Whoever is seen near where somebody was last seen is the same person;
the subject is the one who is in the picture longest, largest, nearest its middle, and whose legs move. Frames in
which the subject is hidden are gaps: nobody else's landmarks take their place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from formcheck.errors import FormcheckError
from formcheck.landmarks import COUNT, SIDES, Landmark, of
from formcheck.pose import Array, PoseTrack

TORSO = tuple(of(side, part) for part in ("SHOULDER", "HIP") for side in SIDES)
LEGS = tuple(of(side, part) for part in ("KNEE", "ANKLE") for side in SIDES)

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

ASTRAY = 0.5
"""A pose farther than this from where the subject was seen, in body heights, is not the subject's."""

COMES_S = 0.5
"""Somebody may come into the picture this long before the look that first found them, and leave as late."""

CLOSE_CALL = 1.25
"""The subject is a close call if the next person's score is within this factor."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One person in one picture. image_xy : (33, 2) pixels. visibility : (33,) 0..1."""

    image_xy: Array
    visibility: Array

    @property
    def torso(self) -> Array:
        """(2,) pixels of the middle of shoulders and hips."""
        return np.asarray(self.image_xy[list(TORSO)].mean(axis=0))

    @property
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


def choose(people: Sequence[Person], number: int | None = None) -> int:
    """Return the index of the subject: the given person, 1 at the left, else the one who exercises.

    Raises FormcheckError that lists who is there if there is no such person.
    """
    if number is None:
        return int(np.argmax([subject_score(person) for person in people]))
    if not 1 <= number <= len(people):
        found = "; ".join(f"{index}: {describe(person)}" for index, person in enumerate(people, start=1))
        raise FormcheckError(f"there is no person {number}", "--person", f"choose one of them ({found})")
    return number - 1


def is_close_call(people: Sequence[Person]) -> bool:
    """Say whether somebody else could be meant as well."""
    scores = sorted((subject_score(person) for person in people), reverse=True)
    return len(scores) > 1 and scores[0] < CLOSE_CALL * scores[1]


def subject_score(person: Person) -> float:
    """How much somebody looks like the one who is filmed: time in the picture x size x middle x movement."""
    width, height = person.size_px
    size = min(person.height_px / height, 1.0)
    off = np.abs(np.nanmedian(person.torso, axis=0) / (width, height) - 0.5) * 2
    middle = 1.0 - 0.5 * min(float(np.linalg.norm(off)) / np.sqrt(2), 1.0)
    return float(person.seen.mean() * size * middle * (0.3 + min(movement(person), 1.0)))


def movement(person: Person) -> float:
    """How much somebody's legs and hips move over the clip, in body heights: a poster reads 0."""
    xy = person.image_xy[person.seen] / person.height_px
    hips = xy[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1)
    legs = xy[:, list(LEGS)] - hips[:, None]
    swing = np.ptp(np.percentile(legs, [5, 95], axis=0), axis=0)
    travel = np.ptp(np.percentile(hips, [5, 95], axis=0), axis=0)
    return float(np.linalg.norm(swing, axis=-1).max() + min(float(np.linalg.norm(travel)), 1.0) / 2)


def describe(person: Person) -> str:
    """Where somebody is, in words: ``in the middle, seen from 0.0 to 7.5 s``."""
    across = float(np.nanmedian(person.torso[:, 0])) / person.size_px[0]
    place = "at the left" if across < 1 / 3 else "at the right" if across > 2 / 3 else "in the middle"
    start_s, end_s = person.span_s
    return f"{place}, seen from {start_s:.1f} to {end_s:.1f} s"


def followed(track: PoseTrack, people: Sequence[Person], subject: int) -> np.ndarray:
    """(T,) True where the pose of a track is the subject's: near where they are, and nearer than anybody else is."""
    torso = track.image_xy[:, list(TORSO)].mean(axis=1)
    away = np.stack([np.linalg.norm(torso - _torso_at(each, track.time_s), axis=1) for each in people])
    near = away[subject] <= ASTRAY * people[subject].height_px
    return np.asarray(near & (np.fmin.reduce(away, axis=0) == away[subject]))


def without_strangers(track: PoseTrack, people: Sequence[Person], subject: int) -> PoseTrack:
    """Return the track with a gap wherever its pose is not the subject's."""
    kept = followed(track, people, subject)
    return replace(
        track,
        image_xy=np.where(kept[:, None, None], track.image_xy, np.nan),
        visibility=np.where(kept[:, None], track.visibility, 0.0),
        world_m=np.where(kept[:, None, None], track.world_m, np.nan),
    )


def _torso_at(person: Person, time_s: Array) -> Array:
    """(T, 2) where somebody's torso was between the looks; NaN well before the first and after the last."""
    seen_s, torso = person.time_s[person.seen], person.torso[person.seen]
    start_s, end_s = person.span_s
    there = (time_s >= start_s - COMES_S) & (time_s <= end_s + COMES_S)
    at = np.stack([np.interp(time_s, seen_s, axis) for axis in torso.T], axis=1)
    return np.where(there[:, None], at, np.nan)
