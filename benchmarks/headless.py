"""A Streamlit server and a headless browser: what is started here is stopped again, with its children."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).parents[1]
START_WITHIN_S = 60.0
STOP_WITHIN_S = 10.0

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def server(script: Path, log: Path, variables: Mapping[str, str] | None = None) -> Iterator[tuple[str, int]]:
    """Run a Streamlit script with the app's own settings; give its address and process id.

    log : where to write what the server says. variables : of the environment, beside this process's own.
    Raises RuntimeError with the end of the log if it does not come up.
    """
    port = _free_port()
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(variables or {})},
            start_new_session=True,
        )
        try:
            _wait_until_healthy(port, process, log)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            _end(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline_s = time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline_s and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, how)
            process.wait(STOP_WITHIN_S)
            return
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


@contextmanager
def browser(
    profile: Path, flags: Sequence[str] = (), size_px: tuple[int, int] = (1280, 900)
) -> Iterator[BrowserContext]:
    """Open Chromium with an empty profile in a folder, some more flags and a window of a size (width, height)."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=CHROMIUM,
            headless=True,
            args=[*FLAGS, *flags],
            viewport={"width": size_px[0], "height": size_px[1]},
            accept_downloads=True,
        )
        try:
            yield context
        finally:
            context.close()
