"""The whole app on a real server, and a real browser for it; both stopped whatever happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext

from benchmarks import headless
from benchmarks.live_driver import CAMERA_FLAGS

WAIT_MS = 45_000


@contextmanager
def server(folder: Path, settings: dict[str, str]) -> Iterator[str]:
    """Run the app with some settings; what it says goes to a file in the folder. Gives its address."""
    with headless.server(headless.ROOT / "streamlit_app.py", folder / "server.log", settings) as (address, _):
        yield address


@contextmanager
def browser(folder: Path, flags: Sequence[str] = ()) -> Iterator[BrowserContext]:
    """Open Chromium with an empty profile, a made-up camera and some more flags; it asks nobody but this computer."""
    with headless.browser(folder / "profile", [*CAMERA_FLAGS, *flags]) as context:
        context.set_default_timeout(WAIT_MS)
        yield context
