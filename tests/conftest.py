from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from committed_clips import CLIPS, brisk
from hypothesis import HealthCheck, settings

from formcheck.analysis import Analysis
from formcheck.scoring import Options, score_clip
from formcheck.track_cache import CACHE_VARIABLE

# A slow machine is no fault of the code, and the cache below costs every test the same.
settings.register_profile(
    "formcheck", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("formcheck")


@pytest.fixture(scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of every test's own cache. Only those that write get a folder in it: making one takes time."""
    return tmp_path_factory.mktemp("caches")


@pytest.fixture(autouse=True)
def own_cache(caches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the cache of the person who runs it, nor that of another test."""
    monkeypatch.setenv(CACHE_VARIABLE, str(caches / uuid4().hex))


@pytest.fixture(scope="session")
def shared_tracks(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the cache in which the tracks of the committed clips are kept, by all the workers of a session."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "shared-cache"
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Wait until no other worker holds the lock; the system frees it when a worker dies."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture
def scored(shared_tracks: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Analysis]:
    """Return a function that scores a committed clip with the heavy model; each pose is found only once."""
    monkeypatch.setenv(CACHE_VARIABLE, str(shared_tracks))

    def score(clip: str, exercise: str) -> Analysis:
        with alone(shared_tracks / f"{clip}.lock"):
            return score_clip(CLIPS / f"{clip}.mp4", brisk(exercise), Options())

    return score
