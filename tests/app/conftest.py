from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from app_pages import open_page
from kept_sessions import keep_session, knee_in
from streamlit.testing.v1 import AppTest

from formcheck.store import FOLDER_VARIABLE, URL_VARIABLE, Store


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Return an empty store, which is also the one that the pages use."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "data"))
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    kept = Store()
    yield kept
    kept.close()


@pytest.fixture
def session(store: Store, tmp_path: Path) -> str:
    """Return the id of one kept session, whose knee falls in."""
    return keep_session(store, knee_in(25.0), tmp_path / "films")


@pytest.fixture
def page(store: Store) -> Callable[..., AppTest]:
    """Return a function that opens a page of the app over the store."""
    return open_page
