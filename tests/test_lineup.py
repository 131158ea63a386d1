"""Everybody in a clip, numbered from the left."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from skeletons import Posture, film, from_view, perform

from formcheck import lineup
from formcheck.errors import FormcheckError
from formcheck.people import people_samples
from formcheck.persons import Sighting
from formcheck.samples import People
from formcheck.video_writer import VideoWriter

SIZE = (480, 320)
POSE = film(perform((1.0, Posture())), from_view("front")).image_xy[0]
TALL = (POSE - POSE.min(axis=0)) * (200 / np.ptp(POSE[:, 1]))


def at(left_px: float) -> Sighting:
    return Sighting(TALL + np.array([left_px, 60.0]), np.ones(33))


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    with VideoWriter(path, SIZE, 10.0) as writer:
        for frame in range(20):
            writer.write(np.full((SIZE[1], SIZE[0], 3), 40 + 8 * frame, np.uint8), frame / 10)
    return path


def looks(monkeypatch: pytest.MonkeyPatch, seen: list[list[Sighting]]) -> None:
    found: People = people_samples([0.3 * number for number in range(len(seen))], seen)
    monkeypatch.setattr(lineup, "everybody", lambda _: found)
    monkeypatch.setattr(lineup, "prepare_best", lambda name: (name, Path("none.task")))


def test_the_moment_that_shows_most_is_taken_and_each_is_framed(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks(monkeypatch, [[at(300)], [at(300)], [at(302), at(40)], [at(302), at(42)], [at(302), at(44)]])
    found = lineup.line_up(clip)
    assert [words.split(",")[0] for words in found.people] == ["at the left", "at the right"]
    assert found.picture.shape == (320, 480, 3)
    grey = float(np.median(found.picture))
    assert grey == pytest.approx(40 + 8 * 6, abs=4)  # the frame at 0.6 s
    drawn = np.abs(found.picture.astype(float) - grey).max(axis=2) > 40
    assert drawn[:, 30:150].sum() > 300
    assert drawn[:, 290:410].sum() > 300
    assert drawn[:, 175:280].sum() == 0


def test_a_clip_without_anybody_says_what_to_do(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks(monkeypatch, [[], []])
    with pytest.raises(FormcheckError, match="nobody was found"):
        lineup.line_up(clip)
