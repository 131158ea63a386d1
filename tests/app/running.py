"""A running app over a store with three sessions, and a browser in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from browser import browser, server
from kept_sessions import draw_film, keep_session, knee_in
from performances import balance
from playwright.sync_api import BrowserContext, Page, expect

from formcheck.exercises import get
from formcheck.store import FOLDER_VARIABLE, Store
from formcheck.track_cache import CACHE_VARIABLE, keep_track
from formcheck.video import sha256

EXERCISE = "single-leg-balance"
PATIENCE_MS = 45_000


@dataclass(frozen=True)
class Running:
    """A server over a store with three sessions of one person, and a browser in front of it."""

    address: str
    context: BrowserContext
    store: Store
    sessions: list[str]
    film: Path
    elsewhere: list[str]

    def open(self, path: str = "") -> Page:
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda request: self._note(request.url))
        page.goto(f"{self.address}/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE_MS)
        settled(page)
        return page

    def _note(self, url: str) -> None:
        if not url.startswith((self.address, self.address.replace("http", "ws"), "data:", "blob:")):
            self.elsewhere.append(url)


@contextmanager
def running(folder: Path) -> Iterator[Running]:
    """Start everything, and stop it whatever happens."""
    store = Store(folder / "data")
    try:
        sessions = [keep_session(store, knee_in(deg), folder / str(deg), person="Ann") for deg in (30.0, 25.0, 0.0)]
        film = _film_with_a_known_track(folder)
        settings = {FOLDER_VARIABLE: str(folder / "data"), CACHE_VARIABLE: str(folder / "cache")}
        with server(folder, settings) as address, browser(folder) as context:
            yield Running(address, context, store, sessions, film, [])
    finally:
        store.close()


def _film_with_a_known_track(folder: Path) -> Path:
    """Draw a film and put its pose into the cache, so that the server finds it without a pose model."""
    analysis = balance(knee_in_deg=25.0, hold_s=5.0)
    film = draw_film(analysis, folder / "front.mp4")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE_VARIABLE, str(folder / "cache"))
        keep_track(analysis.track, sha256(film), get(EXERCISE).max_fps)
    return film


def settled(page: Page) -> None:
    """Wait until the page has been written to its end."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=PATIENCE_MS)
