"""The real PoseLandmarker, opened in both ways, and closed."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from formcheck import landmarker
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
    opened, closed = Landmarker(prepare("full"), follows=False), []
    close = opened._landmarker.close
    monkeypatch.setattr(opened._landmarker, "close", lambda: closed.append(close()))

    def fail() -> None:
        with opened:
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert closed == [None]


def test_the_c_library_keeps_one_pool_and_gives_back_what_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []
    library = SimpleNamespace(
        mallopt=lambda *numbers: asked.append(("mallopt", *numbers)),
        malloc_trim=lambda *numbers: asked.append(("malloc_trim", *numbers)),
    )
    monkeypatch.setattr(landmarker, "ctypes", SimpleNamespace(CDLL=lambda _: library))
    with Landmarker(prepare("full"), follows=False):
        assert asked == [("mallopt", -8, 1)]
    assert asked[1:] == [("malloc_trim", 0)]


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landmarker, "ctypes", SimpleNamespace(CDLL=lambda _: SimpleNamespace()))
    with Landmarker(prepare("full"), follows=False) as single:
        assert single.poses_in(EMPTY).pose_landmarks == []
