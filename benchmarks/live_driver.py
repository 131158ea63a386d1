"""A server with the live view, and a headless browser in front of it whose camera is a file.

Every process that is started here is stopped again, with its children, when its ``with`` block ends.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from av.video.frame import VideoFrame

from formcheck.upright import Image
from formcheck.video import VideoReader

CHROMIUM = "/usr/bin/chromium"
SIZE_PX = (640, 480)
FPS = 30
BIT_PX = 32
BITS = 10
START_WITHIN_S = 40.0
BACKGROUND = 96

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)


def fitted(rgb: Image) -> Image:
    """Return a picture in the middle of a camera's landscape one, with grey beside it."""
    height, width = rgb.shape[:2]
    scale = min(SIZE_PX[0] / width, SIZE_PX[1] / height)
    small = cv2.resize(rgb, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    picture = np.full((SIZE_PX[1], SIZE_PX[0], 3), BACKGROUND, np.uint8)
    left, top = (SIZE_PX[0] - small.shape[1]) // 2, (SIZE_PX[1] - small.shape[0]) // 2
    picture[top : top + small.shape[0], left : left + small.shape[1]] = small
    return picture


def stamp(picture: Image, number: int) -> None:
    """Write a number into a picture as a row of black and white squares along its lower edge."""
    for bit in range(BITS):
        columns = slice(bit * BIT_PX, (bit + 1) * BIT_PX)
        picture[-BIT_PX:, columns] = 255 if number >> bit & 1 else 0


def fake_camera(clip: Path, target: Path, *, stamped: bool = False, first_s: float = 0.0) -> int:
    """Write a clip as the MJPEG file that a browser plays again and again in place of a camera; return its frames.

    stamped : with the number of each frame in the picture. first_s : leave out what is before.
    """
    with VideoReader(clip) as reader, av.open(str(target), "w", format="mjpeg") as out:
        stream = out.add_stream("mjpeg", rate=FPS)
        stream.width, stream.height = SIZE_PX
        stream.pix_fmt = "yuvj420p"
        number = 0
        for frame in reader:
            # At the camera's rate: each of its frames shows what the clip shows at that time.
            while frame.time_s >= first_s and (frame.time_s - first_s) * FPS >= number:
                picture = fitted(frame.rgb)
                if stamped:
                    stamp(picture, number)
                out.mux(stream.encode(VideoFrame.from_ndarray(picture, format="rgb24")))
                number += 1
        out.mux(stream.encode(None))
    return number


def free_port() -> int:
    """Return a port of this computer that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(script: Path, log: Path, environment: dict[str, str] | None = None) -> Iterator[tuple[str, int]]:
    """Run a Streamlit script; give its address and process id."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    settings = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "runner.postScriptGC": "false",
    }
    for name, value in settings.items():
        command += [f"--{name}", str(value)]
    root = Path(__file__).parents[1]
    variables = {**os.environ, "PYTHONPATH": str(root), **(environment or {})}
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd=root,
            env=variables,
            start_new_session=True,
        )
        try:
            _wait_until_healthy(port, process, log)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            _end(process)


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
        if process.poll() is None:
            os.killpg(process.pid, how)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                continue


@contextmanager
def browser(
    camera: Path, size_px: tuple[int, int] = (1280, 900), scripts: Sequence[str] = (), flags: Sequence[str] = ()
) -> Iterator[Any]:
    """Open a page in a headless browser whose camera is a file; every wait on it ends after half a minute."""
    from playwright.sync_api import sync_playwright

    flags = [*FLAGS, *flags, f"--use-file-for-fake-video-capture={camera}"]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(
            folder,
            executable_path=CHROMIUM,
            headless=True,
            args=flags,
            viewport={"width": size_px[0], "height": size_px[1]},
        )
        try:
            context.set_default_timeout(30_000)
            for script in scripts:
                context.add_init_script(script)
            yield context.new_page()
        finally:
            context.close()
