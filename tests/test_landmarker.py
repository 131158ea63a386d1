"""The real PoseLandmarker, opened in both ways, and closed."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from committed_clips import CLIPS

from benchmarks.published_model import published_model
from formcheck.landmarker import Landmarker
from formcheck.models import MODEL_NAMES, ModelName, prepare
from formcheck.video import VideoReader

EMPTY = np.full((240, 320, 3), 128, np.uint8)


def test_nobody_is_in_an_empty_picture() -> None:
    with Landmarker(prepare("full"), follows=False, most=2) as single:
        assert single.poses_in(EMPTY).pose_landmarks == []
    with Landmarker(prepare("full"), follows=True) as following:
        assert [following.poses_in(EMPTY, time_s).pose_landmarks for time_s in (0.0, 0.04)] == [[], []]
        with pytest.raises(ValueError, match="timestamp"):
            following.poses_in(EMPTY, 0.02)


@pytest.mark.parametrize("follows", [True, False])
@pytest.mark.parametrize("name", MODEL_NAMES)
def test_without_the_mask_every_landmark_is_the_same_to_the_bit(
    name: ModelName, follows: bool, tmp_path: Path
) -> None:
    with VideoReader(CLIPS / "balance_knee_in_front.mp4", max_fps=3.0) as reader:
        frames = list(islice(reader, 5))
    found = []
    for bundle in (prepare(name), published_model(name, tmp_path)):
        with Landmarker(bundle, follows=follows) as landmarker:
            answers = [landmarker.poses_in(each.rgb, each.time_s if follows else None) for each in frames]
            found.append([(answer.pose_landmarks, answer.pose_world_landmarks) for answer in answers])
    lean, published = found
    assert len(lean[-1][0]) == 1
    assert lean == published


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
