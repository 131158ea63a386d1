"""What is asked of one track over and over is read once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from formcheck.pose import PoseTrack

Answer = TypeVar("Answer")


def once_a_track(read: Callable[[PoseTrack], Answer]) -> Callable[[PoseTrack], Answer]:
    """Keep what a function says of a track for as long as the track is in use; nobody may change the answer."""
    answers: WeakKeyDictionary[PoseTrack, Answer] = WeakKeyDictionary()

    @wraps(read)
    def known(track: PoseTrack) -> Answer:
        if track not in answers:
            answers[track] = read(track)
        return answers[track]

    return known
