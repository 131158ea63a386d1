from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from test_subject import bystander, exerciser, looks

from formcheck import following
from formcheck.errors import FormcheckError
from formcheck.following import Pass, subject_track
from formcheck.people import people_samples
from formcheck.pose import PoseTrack

ABOUT = Pass(Path("clip.mp4"), (1080, 1920), "heavy", Path("heavy.task"), Path("full.task"), 30.0)
SUBJECT, STRANGER = exerciser(-250.0), bystander(250.0)


def nothing(frames: int) -> None:
    pass


@pytest.fixture
def clip(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A clip of both; what is done with it is noted. The second pass finds the subject."""
    done: list[str] = []

    class Reader:
        def __init__(self, *_: object, **__: object) -> None:
            pass

        def __enter__(self) -> Reader:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    def everybody(about: Pass) -> object:
        done.append("looked at everybody")
        return people_samples(*looks(SUBJECT, STRANGER))

    def estimate(*_: object) -> PoseTrack:
        done.append("followed the subject")
        return SUBJECT

    monkeypatch.setattr(following, "VideoReader", Reader)
    monkeypatch.setattr(following, "everybody", everybody)
    monkeypatch.setattr(following, "estimate", estimate)
    return done


def seen_with(track: PoseTrack, *everybody: PoseTrack) -> PoseTrack:
    return replace(track, people=people_samples(*looks(*everybody)))


def test_one_person_alone_is_looked_through_once(clip: list[str]) -> None:
    track = seen_with(SUBJECT, SUBJECT)
    assert subject_track(track, None, ABOUT, nothing) is track
    assert clip == []


def test_a_track_that_is_the_subjects_already_is_kept(clip: list[str]) -> None:
    found = subject_track(seen_with(SUBJECT, SUBJECT, STRANGER), None, ABOUT, nothing)
    assert clip == ["looked at everybody"]
    np.testing.assert_array_equal(found.image_xy, SUBJECT.image_xy)


def test_a_track_of_somebody_else_is_made_anew(clip: list[str]) -> None:
    found = subject_track(seen_with(STRANGER, SUBJECT, STRANGER), None, ABOUT, nothing)
    assert clip == ["looked at everybody", "followed the subject"]
    np.testing.assert_array_equal(found.image_xy, SUBJECT.image_xy)
    assert found.people is not None


def test_the_person_asked_for_is_followed_even_if_somebody_else_exercises(clip: list[str]) -> None:
    found = subject_track(seen_with(STRANGER, STRANGER), 2, ABOUT, nothing)
    np.testing.assert_array_equal(found.image_xy, STRANGER.image_xy)


def test_a_person_who_is_not_there_is_an_error(clip: list[str]) -> None:
    with pytest.raises(FormcheckError, match="there is no person 3"):
        subject_track(seen_with(SUBJECT, SUBJECT), 3, ABOUT, nothing)
