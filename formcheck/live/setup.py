"""Runs the setup coach on the frames before a live session begins."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np

from formcheck.estimation import Pose
from formcheck.exercises import Exercise
from formcheck.landmarks import COUNT
from formcheck.live.setup_coach import Countdown, SetupCheck, light_of, ready, setup_checks
from formcheck.pose import Array, PoseTrack
from formcheck.upright import Image

WINDOW_S = 1.0
LEAST_S = 0.6
CHECK_EVERY_S = 0.2
COUNT_EVERY_S = 2.0


class SetupWatch:
    """Keeps the poses of the last second and judges the picture five times a second.

    count_people : says how many persons a picture shows, asked every other second; None leaves that out.
    """

    def __init__(self, exercise: Exercise, model: str, count_people: Callable[[Image], int] | None = None) -> None:
        self.checks: tuple[SetupCheck, ...] = ()
        self.countdown = Countdown()
        self._exercise, self._model, self._count = exercise, model, count_people
        self._poses: deque[tuple[float, Pose | None]] = deque()
        self._people: int | None = None
        self._checked_s = self._counted_s = -np.inf

    def look(self, rgb: Image, time_s: float, pose: Pose | None) -> Countdown:
        """See one more frame, and return the countdown as it stands."""
        if self._poses and time_s - self._poses[-1][0] > WINDOW_S:
            self._poses.clear()
        self._poses.append((time_s, pose))
        while self._poses[-1][0] - self._poses[0][0] > WINDOW_S:
            self._poses.popleft()
        if self._count is not None and time_s - self._counted_s >= COUNT_EVERY_S:
            self._counted_s, self._people = time_s, self._count(rgb)
        if time_s - self._checked_s >= CHECK_EVERY_S and self._poses[-1][0] - self._poses[0][0] >= LEAST_S:
            self._checked_s = time_s
            light = light_of(rgb, None if pose is None else pose.image_xy)
            self.checks = setup_checks(self._track(rgb), light, self._exercise, self._people)
            self.countdown = self.countdown.advance(ready(self.checks), time_s)
        return self.countdown

    def _track(self, rgb: Image) -> PoseTrack:
        times_s, poses = zip(*self._poses, strict=True)
        return PoseTrack(
            time_s=np.array(times_s) - times_s[0],
            image_xy=np.stack([_or_nan(pose and pose.image_xy, (COUNT, 2)) for pose in poses]),
            visibility=np.nan_to_num(np.stack([_or_nan(pose and pose.visibility, (COUNT,)) for pose in poses])),
            world_m=np.stack([_or_nan(pose and pose.world_m, (COUNT, 3)) for pose in poses]),
            size_px=(rgb.shape[1], rgb.shape[0]),
            model=self._model,
        )


def _or_nan(values: Array | None, shape: tuple[int, ...]) -> Array:
    return np.full(shape, np.nan) if values is None else values
