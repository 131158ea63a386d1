from __future__ import annotations

from pathlib import Path

import pytest
from model_fakes import npm_archive, pins_of, pip_archive, published_of, put_npm_on_path, replace_python, tiny_network

from formcheck import models
from formcheck.model_bundle import write_bundle
from formcheck.model_sources import Pins


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where models are prepared; it is not there yet."""
    path = tmp_path / "prepared" / "models"
    monkeypatch.setenv(models.FOLDER_VARIABLE, str(path))
    return path


@pytest.fixture
def npm(tmp_path, monkeypatch):
    """An npm that answers as told."""
    return put_npm_on_path(tmp_path, monkeypatch)


@pytest.fixture
def pip(tmp_path, monkeypatch):
    """A pip that answers as told."""
    return replace_python(tmp_path, monkeypatch)


@pytest.fixture
def finished(tmp_path: Path) -> Path:
    """Return a bundle that somebody else made and published."""
    path = tmp_path / "finished.task"
    write_bundle(path, tiny_network(b"their detector"), tiny_network(b"their landmarks"))
    return path


@pytest.fixture
def pins(tmp_path: Path, finished: Path) -> Pins:
    """Return npm for heavy and full, pip for full, and a published heavy bundle."""
    return pins_of(npm_archive(tmp_path)[1], pip_archive(tmp_path)[1], heavy=published_of(finished))
