"""The real PoseLandmarker, opened in both ways, and closed."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.landmarker import Landmarker
from formcheck.models import prepare

EMPTY = np.full((240, 320, 3), 128, np.uint8)


def test_nobody_is_in_an_empty_picture() -> None:
    with Landmarker(prepare("full"), follows=False, most=2) as single:
        assert single.poses_in(EMPTY).pose_landmarks == []
    with Landmarker(prepare("full"), follows=True) as following:
        assert [following.poses_in(EMPTY, time_s).pose_landmarks for time_s in (0.0, 0.04)] == [[], []]
        with pytest.raises(ValueError, match="timestamp"):
            following.poses_in(EMPTY, 0.02)


def test_it_is_closed_when_the_block_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    landmarker, closed = Landmarker(prepare("full"), follows=False), []
    close = landmarker._landmarker.close
    monkeypatch.setattr(landmarker._landmarker, "close", lambda: closed.append(close()))

    def fail() -> None:
        with landmarker:
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert closed == [None]
