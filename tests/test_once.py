"""What is asked of one track over and over is read once, and forgotten with it."""

from __future__ import annotations

import gc
from dataclasses import replace

from skeletons import Posture, still

from formcheck.once import once_a_track
from formcheck.pose import PoseTrack


def test_each_track_is_read_once_and_a_like_one_for_itself() -> None:
    read: list[PoseTrack] = []

    @once_a_track
    def frames(track: PoseTrack) -> int:
        """How many frames there are."""
        read.append(track)
        return len(track)

    one, another = still(Posture(), seconds=0.5), still(Posture(), seconds=1.0)
    like = replace(one)
    assert [frames(track) for track in (one, another, one, like, another)] == [6, 11, 6, 6, 11]
    assert [id(track) for track in read] == [id(one), id(another), id(like)]
    assert frames.__doc__ == "How many frames there are."


def test_an_answer_goes_with_its_track() -> None:
    class Answer:
        alive = 0

        def __init__(self) -> None:
            Answer.alive += 1

        def __del__(self) -> None:
            Answer.alive -= 1

    answer = once_a_track(lambda track: Answer())
    track = still(Posture())
    assert answer(track) is answer(track)
    assert Answer.alive == 1
    del track
    gc.collect()
    assert Answer.alive == 0
