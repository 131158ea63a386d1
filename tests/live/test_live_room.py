"""The room behind a live view: frames in, drawn frames out, and nothing left behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import numpy as np
import pytest
from av.video.frame import VideoFrame
from skeletons import Posture, film, from_view, perform

from formcheck.app import live_room
from formcheck.app.live_room import LiveRoom, Wanted
from formcheck.estimation import Pose, PoseEstimator
from formcheck.exercises import get
from formcheck.upright import Image

TRACK = film(perform((3.0, Posture())), from_view("front"))
POSE = Pose(TRACK.image_xy[0] / 4, TRACK.visibility[0], TRACK.world_m[0])


class Fixed:
    """Sees the same standing person in every picture; ``fails`` makes it break down."""

    model = "full"
    fails = False

    def locate(self, rgb: Image, time_s: float) -> Pose | None:
        if self.fails:
            raise RuntimeError("no light")
        return POSE


class Finder:
    def __init__(self, bundle: Path) -> None:
        self.closed = False

    def __enter__(self) -> Finder:
        return self

    def __exit__(self, *_: object) -> None:
        self.closed = True

    def look(self, rgb: Image) -> list[Pose]:
        return [POSE]


@pytest.fixture
def estimator() -> Fixed:
    return Fixed()


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch, estimator: Fixed) -> Iterator[LiveRoom]:
    @contextmanager
    def opened(name: str, bundle: Path) -> Iterator[PoseEstimator]:
        yield estimator

    monkeypatch.setattr(live_room, "PeopleFinder", Finder)
    monkeypatch.setattr(live_room, "MediaPipeEstimator", opened)
    made = LiveRoom(Wanted(get("single-leg-balance")), Path("none.task"))
    yield made
    made.leave()


def frame() -> VideoFrame:
    return VideoFrame.from_ndarray(np.full((480, 270, 3), 90, np.uint8), format="rgb24")


def pixels(shown: VideoFrame) -> Image:
    return np.asarray(shown.to_ndarray(format="rgb24"), np.uint8)


def test_the_frame_comes_back_with_the_skeleton(room: LiveRoom) -> None:
    assert room.latest().frames == 0
    shown = pixels(room.on_frame(frame()))
    assert shown.shape == (480, 270, 3)
    assert (shown != 90).any(axis=2).mean() > 0.005
    assert room.latest().frames == 1


def test_an_error_gives_the_frame_back_and_is_told(room: LiveRoom, estimator: Fixed) -> None:
    estimator.fails = True
    given = frame()
    assert room.on_frame(given) is given
    assert "no light" in room.latest().error


def test_the_end_of_the_camera_closes_the_session_and_clearing_deletes_the_recording(room: LiveRoom) -> None:
    room.on_frame(frame())
    session = room.session
    assert session is not None
    assert session.recording is not None
    session.start()
    room.on_frame(frame())
    room.on_ended()
    assert room.is_over
    assert session.latest().stage == "stopped"
    assert session.recording.exists()
    room.clear()
    assert not session.recording.exists()
    assert not room.is_over
    room.on_frame(frame())
    assert room.session is not session


def test_a_camera_that_ends_without_a_frame_leaves_nothing_to_judge(room: LiveRoom) -> None:
    room.on_ended()
    assert not room.is_over


def test_leaving_deletes_the_folder(room: LiveRoom) -> None:
    room.on_frame(frame())
    session = room.session
    assert session is not None
    assert session.recording is not None
    folder = session.recording.parent
    assert folder.exists()
    room.leave()
    assert not folder.exists()


def test_the_finder_of_people_is_closed_with_the_model(estimator: Fixed, monkeypatch: pytest.MonkeyPatch) -> None:
    finder = Finder(Path("none.task"))
    monkeypatch.setattr(live_room, "MediaPipeEstimator", lambda *_: nullcontext(estimator))
    with live_room._opened(Path("none.task"), finder) as opened:  # type: ignore[arg-type]
        assert opened is estimator
        assert not finder.closed
    assert finder.closed
