"""Looks for everybody in the picture, and follows one of several people: the edge around ``subject.py``.

Finding everybody in every frame would cost the one person most clips show a third of their accuracy and speed:
MediaPipe smooths nothing when it looks for more than one. So the usual path follows one person, and now and then a
look is taken at everybody. Only where somebody else is there is the clip looked through again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

import numpy as np

from formcheck.estimation import MediaPipeEstimator, Pose, PoseEstimator
from formcheck.landmarker import Landmarker
from formcheck.landmarks import COUNT, SIDES, of
from formcheck.persons import Person, Sighting, distinct
from formcheck.pose import Array
from formcheck.samples import SLOT_S, People, slots
from formcheck.upright import Image

MOST_PEOPLE = 4
EVERY_SLOTS = 4
MOST_LOOKS = 16
"""A look at everybody every fourth slot, and at most so many per clip; longer clips are looked at less often.

Whoever walks through the picture is in it for about 3 s. Sixteen looks miss nobody in a clip of 40 s; eight would
miss two of five in one of 30 s, and save 2 % of the time.
"""

OVERLAPPING = 1.15
"""A picture longer than this for its width is also searched in squares: the detector sees little that is small."""

NEAR_SQUARE = 1.6
CORE = tuple(of(side, part) for part in ("SHOULDER", "HIP", "KNEE", "ANKLE") for side in SIDES)
MARGIN = 0.3
"""Free space around the subject, in body heights: limbs reach farther between two looks than at them."""

ROAM = 0.8
"""The window on the subject reaches this many body heights farther; it is moved on when they come to its edge."""

BLANK = 127


class PeopleFinder(Landmarker):
    """PoseLandmarker that looks at each picture alone, for several people; use it in a ``with`` block.

    It remembers nothing from one look to the next, and looks for one thread after the other.
    """

    def __init__(self, bundle: Path) -> None:
        super().__init__(bundle, follows=False, most=MOST_PEOPLE)
        self._one_at_a_time = Lock()

    def look(self, rgb: Image) -> list[Sighting]:
        """Return everybody in one picture, surest first."""
        height, width = rgb.shape[:2]
        with self._one_at_a_time:
            found = [
                sighting
                for window in windows(width, height)
                for sighting in self._seen_in(rgb, window)
                if is_whole(sighting, window, (width, height))
            ]
        return distinct(found)[:MOST_PEOPLE]

    def _seen_in(self, rgb: Image, window: tuple[int, int, int, int]) -> list[Sighting]:
        left, top, width, height = window
        poses = self.poses_in(rgb[top : top + height, left : left + width])
        return [_sighting(points, window) for points in poses.pose_landmarks]


def _sighting(points: Sequence[Any], window: tuple[int, int, int, int]) -> Sighting:
    left, top, width, height = window
    xy = np.array([(left + point.x * width, top + point.y * height) for point in points])
    return Sighting(xy, np.array([point.visibility for point in points]))


def windows(width: int, height: int) -> list[tuple[int, int, int, int]]:
    """Return the parts (left, top, width, height) in which a picture is searched: all of it, and squares along it.

    >>> windows(480, 640)
    [(0, 0, 480, 640), (0, 0, 480, 480), (0, 160, 480, 480)]
    """
    short, long = sorted((width, height))
    found = [(0, 0, width, height)]
    if long > OVERLAPPING * short:
        squares = 2 if long < NEAR_SQUARE * short else 3
        starts = [round((long - short) * index / (squares - 1)) for index in range(squares)]
        found += [(start, 0, short, short) if width > height else (0, start, short, short) for start in starts]
    return found


def is_whole(sighting: Sighting, window: tuple[int, int, int, int], size_px: tuple[int, int]) -> bool:
    """Say whether nothing of the body is cut off by a window's edge inside the picture: such poses are guesses."""
    left, top, width, height = window
    if (width, height) == size_px:
        return True
    body = sighting.image_xy[list(CORE)]
    return bool(((body >= (left, top)) & (body <= (left + width, top + height))).all())


def look_every_slots(length_s: float) -> int:
    """Return every how many slots to look so that no look at a clip is thrown away later.

    >>> look_every_slots(20.0), look_every_slots(60.0)
    (4, 16)
    """
    every = EVERY_SLOTS
    while length_s / (SLOT_S * every) >= MOST_LOOKS:
        every *= 2
    return every


class PeopleSampler:
    """Takes a look at everybody every few slots of time."""

    name = "people"

    def __init__(self, finder: PeopleFinder, every_slots: int = EVERY_SLOTS, most: int | None = MOST_LOOKS) -> None:
        self._finder = finder
        self._every, self._most = every_slots, most
        self._kept: dict[int, tuple[float, list[Sighting]]] = {}

    def look(self, rgb: Image, time_s: float, image_xy: Array | None) -> None:
        """Look at the frame if its slot is due; who is followed does not matter."""
        slot = int(slots(np.array(time_s)))
        if slot in self._kept or slot % self._every:
            return
        self._kept[slot] = time_s, self._finder.look(rgb)
        while self._most is not None and len(self._kept) > self._most:
            self._every *= 2
            self._kept = {slot: seen for slot, seen in self._kept.items() if slot % self._every == 0}

    def samples(self) -> People | None:
        """Return the looks so far."""
        if not self._kept:
            return None
        return people_samples(
            [time_s for time_s, _ in self._kept.values()], [seen for _, seen in self._kept.values()]
        )


def people_samples(times_s: Sequence[float], looks: Sequence[Sequence[Sighting]]) -> People:
    """Put looks into arrays."""
    image_xy = np.full((len(looks), MOST_PEOPLE, COUNT, 2), np.nan, np.float32)
    visibility = np.zeros((len(looks), MOST_PEOPLE, COUNT), np.float32)
    for row, seen in enumerate(looks):
        for column, sighting in enumerate(seen[:MOST_PEOPLE]):
            image_xy[row, column], visibility[row, column] = sighting.image_xy, sighting.visibility
    return People(np.array(times_s, dtype=np.float64), image_xy, visibility)


class SubjectEstimator:
    """Finds the pose of one of several people: the pose model is shown nothing but the part around them.

    open_estimator : makes an estimator, one for each place of the window on a person who walks. person : who is
    followed. Use it in a ``with`` block.
    """

    def __init__(self, model: str, open_estimator: Callable[[], MediaPipeEstimator], person: Person) -> None:
        self.model = model
        self._open, self._person = open_estimator, person
        self._stack = ExitStack()
        self._place: tuple[PoseEstimator, Array, Array] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def locate(self, rgb: Image, time_s: float) -> Pose | None:
        """Return the subject's pose, or None while they are not in the picture."""
        box = self._person.box_at(time_s, MARGIN)
        if box is None:
            return None
        low, high = (
            np.clip(corner, 0, rgb.shape[1::-1]).astype(int) for corner in (np.floor(box[0]), np.ceil(box[1]))
        )
        if (high <= low).any():
            return None
        estimator, start, end = self._window_on(low, high, rgb.shape[1::-1])
        part = np.full((*(end - start)[::-1], 3), BLANK, np.uint8)
        inside = slice(low[1] - start[1], high[1] - start[1]), slice(low[0] - start[0], high[0] - start[0])
        part[inside] = rgb[low[1] : high[1], low[0] : high[0]]
        pose = estimator.locate(part, time_s)
        return None if pose is None else Pose(pose.image_xy + start, pose.visibility, pose.world_m)

    def _window_on(self, low: Array, high: Array, size_px: tuple[int, ...]) -> tuple[PoseEstimator, Array, Array]:
        """Return an estimator and its window; a new one where the box has left the window of the last."""
        if self._place is None or (low < self._place[1]).any() or (high > self._place[2]).any():
            self._stack.close()
            room = round(ROAM * self._person.height_px)
            start, end = np.clip(low - room, 0, None), np.clip(high + room, None, size_px)
            self._place = self._stack.enter_context(self._open()), start, end
        return self._place
