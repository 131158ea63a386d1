"""Times of a film's frames, from its packets alone."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from video_files import make_video

from formcheck import timeline
from formcheck.timeline import frame_times
from formcheck.video import VideoReader


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """30 pictures half a second apart, some of which are stored before others that are shown first."""
    return make_video(tmp_path / "clip.mp4", ticks=range(0, 450, 15), options={"g": "7", "bf": "2"})


def test_times_from_packets_are_those_of_the_frames(clip: Path) -> None:
    for max_fps in (None, 1.3, 0.5):
        with VideoReader(clip, max_fps) as reader:
            np.testing.assert_array_equal(frame_times(clip, max_fps), [frame.time_s for frame in reader])


def test_of_a_film_only_the_times_of_its_packets_are_kept(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All its packets together are the whole film, of an hour several gigabytes."""
    wanted = frame_times(clip)
    alive: list[int] = []

    class Packet:
        size, is_corrupt, is_discard = 1, False, False

        def __init__(self, pts: int) -> None:
            self.pts = pts

    def demux(*_: object) -> Iterator[Packet]:
        made: weakref.WeakSet[Packet] = weakref.WeakSet()
        for ticks in range(0, 450, 15):
            packet = Packet(ticks)
            made.add(packet)
            yield packet
            del packet
            alive.append(len(made))

    @contextmanager
    def opened(*_: object) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(demux=demux)

    monkeypatch.setattr(timeline, "open_container", opened)
    monkeypatch.setattr(timeline, "video_stream", lambda *_: SimpleNamespace(time_base=Fraction(1, 30)))
    np.testing.assert_array_equal(frame_times(clip), wanted)
    assert len(alive) == 30
    assert max(alive) <= 1
