"""Who is judged: the one of several people who exercises, chosen from the whole clip, or the one asked for.

The subject is the one who is in the picture longest, largest, nearest its middle, and whose legs move. Frames in
which the subject is hidden are gaps: nobody else's landmarks take their place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from formcheck.errors import FormcheckError
from formcheck.landmarks import SIDES, Landmark, of
from formcheck.persons import LEAST_VISIBILITY, TORSO, Person, link, looks_of
from formcheck.pose import PoseTrack

LEGS = tuple(of(side, part) for part in ("KNEE", "ANKLE") for side in SIDES)

ASTRAY = 0.5
"""A pose farther than this from where the subject was seen, in body heights, is not the subject's."""

CLOSE_CALL = 1.25
"""The subject is a close call if the next person's score is within this factor."""


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
    away = np.stack([np.linalg.norm(torso - each.torso_at(track.time_s), axis=1) for each in people])
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


def others_seen(track: PoseTrack) -> bool:
    """Say whether the looks at everybody found anyone beside the pose that was followed."""
    if track.people is None:
        return False
    torso = track.image_xy[:, list(TORSO)].mean(axis=1)
    for time_s, sightings in looks_of(track.people):
        at = torso[int(np.argmin(np.abs(track.time_s - time_s)))]
        likely = [each for each in sightings if each.visibility.mean() >= LEAST_VISIBILITY]
        if any(not np.linalg.norm(each.torso - at) <= ASTRAY * each.height_px for each in likely):
            return True
    return False


def people_in(track: PoseTrack) -> list[Person]:
    """Return everybody that the looks of a track found, numbered from the left."""
    looks = looks_of(track.people) if track.people is not None else []
    return link(np.array([time_s for time_s, _ in looks]), [seen for _, seen in looks], track.size_px)


def subject_of(track: PoseTrack, people: Sequence[Person]) -> int:
    """Return the index of the person whom the track follows."""
    return int(np.argmax([followed(track, people, index).sum() for index in range(len(people))]))
