"""A real server and a real browser, both stopped whatever happens."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import BrowserContext, sync_playwright

from benchmarks.live_driver import CHROMIUM as CHROMIUM_AT
from benchmarks.live_driver import FLAGS

ROOT = Path(__file__).parents[2]
CHROMIUM = Path(CHROMIUM_AT)
START_S = 60.0
STOP_S = 10.0
WAIT_MS = 45_000


@contextmanager
def server(folder: Path, settings: dict[str, str]) -> Iterator[str]:
    """Run the app with some settings; what it says goes to a file in the folder. Gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", f"--server.port={port}"]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **settings},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            wait_until_up(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            stop(process)


def wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    until_s = time.monotonic() + START_S
    while time.monotonic() < until_s and process.poll() is None:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("the server did not come up; see server.log")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the server with every process it started."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, how)
            process.wait(STOP_S)
            return
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


@contextmanager
def browser(folder: Path, flags: Sequence[str] = ()) -> Iterator[BrowserContext]:
    """Open Chromium with an empty profile and some more flags; it may ask nobody but this computer."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder / "profile",
            executable_path=CHROMIUM,
            headless=True,
            args=[*FLAGS, *flags],
            viewport={"width": 1280, "height": 900},
            accept_downloads=True,
        )
        try:
            context.set_default_timeout(WAIT_MS)
            yield context
        finally:
            context.close()
