"""How fast the live view is: ``python -m benchmarks.live --minutes 5 [--write]``, on a quiet machine.

A headless browser plays a rendered calf stretch as its camera, 640 × 480 at 30 frames/s; server, browser and both
video codecs share the machine. Every camera frame carries its number in the picture, and the same number is read from
the picture that comes back. So *processed* counts the frames that were really looked at and drawn on, and *latency*
is the time from a frame's appearance in the camera's own picture to its appearance in the processed one.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.headless import server
from benchmarks.live_driver import BIT_PX, BITS, SIZE_PX, browser, fake_camera

CLIP = Path(__file__).parents[1] / "test_videos" / "clips" / "calf_knee_in_back.mp4"
APP = Path(__file__).parent / "live_app.py"
TARGET = Path(__file__).parents[1] / "docs" / "live-speed.md"
WINDOW_S = 10.0
"""So long is measured in each half minute; reading pictures back costs the browser some time itself."""

EVERY_S = 30.0
LEAST_FPS, MOST_LATENCY_MS = 20.0, 250.0
WARM_S = 60.0
"""So long everything is still being loaded and filled; growth is reckoned from there on."""

LANDMARKS_MB_PER_MIN = 27.0 * 60 * 33 * 6 * 4 / 2**20
"""What a session cannot help growing by: six single-precision numbers for each landmark of each frame."""

LOOPED_MS = 5000.0
"""The film begins again after ten seconds, and its numbers with it."""

GRAB = """(() => {
  const media = navigator.mediaDevices;
  if (!media) return;
  const ask = media.getUserMedia.bind(media);
  media.getUserMedia = async (wanted) => (window.__camera = await ask(wanted));
})();"""

MEASURE = """({ seconds, bit, bits, width, height }) => new Promise((done) => {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  canvas.width = bits; canvas.height = 1;
  const read = (video, mirrored) => {
    const scale = video.videoWidth / width;
    const y = (height - bit / 2) * scale;
    let number = 0;
    for (let i = 0; i < bits; i++) {
      const x = (i + 0.5) * bit * scale;
      pen.drawImage(video, mirrored ? video.videoWidth - x : x, y, 1, 1, i, 0, 1, 1);
    }
    const data = pen.getImageData(0, 0, bits, 1).data;
    for (let i = 0; i < bits; i++) if (data[4 * i + 1] > 127) number |= 1 << i;
    return number;
  };
  const watch = (video, mirrored, seen) => {
    const step = () => {
      const number = read(video, mirrored);
      if (!seen.length || seen[seen.length - 1][1] !== number) seen.push([performance.now(), number]);
      if (!over) video.requestVideoFrameCallback(step);
    };
    video.requestVideoFrameCallback(step);
  };
  let over = false;
  const camera = [], processed = [];
  const own = document.createElement("video");
  own.muted = true; own.srcObject = window.__camera; own.play();
  watch(own, false, camera);
  watch(document.querySelector("video"), true, processed);
  setTimeout(() => { over = true; own.srcObject = null; done({ camera, processed }); }, 1000 * seconds);
})"""


@dataclass(frozen=True, slots=True)
class Window:
    """What one stretch of measuring gave; latencies are median and 95th percentile."""

    session_s: float
    processed_fps: float
    latency_ms: float
    latency_95_ms: float
    analysis_ms: float
    memory_mb: float


def latencies_ms(camera: Sequence[tuple[float, int]], processed: Sequence[tuple[float, int]]) -> list[float]:
    """From when a number was first seen in the camera's picture to when it was in the processed one, in ms.

    camera, processed : (time in ms, number) in order of time. A number comes again when the film does.
    """
    shown_ms: dict[int, float] = {}
    found = []
    for at_ms, is_processed, number in sorted(
        [(at, False, number) for at, number in camera] + [(at, True, number) for at, number in processed]
    ):
        if not is_processed:
            shown_ms[number] = at_ms
        elif at_ms - shown_ms.get(number, -np.inf) < LOOPED_MS:
            found.append(at_ms - shown_ms[number])
    return found


def memory_mb(pid: int) -> float:
    """Memory that a process holds, in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def measure(minutes: float) -> list[Window]:
    """Run server and browser and measure for some minutes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        camera = folder / "camera.mjpeg"
        fake_camera(CLIP, camera, stamped=True)
        with server(APP, folder / "server.log") as (url, pid), browser(camera, scripts=[GRAB]) as page:
            _begin(page, url)
            ends_s = time.monotonic() + 60.0 * minutes
            windows = []
            while time.monotonic() < ends_s:
                begun_s = time.monotonic()
                windows.append(_window(page, pid))
                print(_row(windows[-1]), flush=True)
                page.wait_for_timeout(1000 * max(EVERY_S - (time.monotonic() - begun_s), 0.0))
            return windows


def _begin(page: Any, url: str) -> None:
    page.goto(url)
    page.frame_locator("iframe[title*='webrtc']").get_by_role("button", name="Start the camera").click()
    now = page.get_by_role("button", name="Begin now anyway")
    deadline_s = time.monotonic() + 60.0
    while _figures(page)["stage"] != "running":
        if time.monotonic() > deadline_s:
            raise RuntimeError("the session did not begin")
        if now.count():
            now.first.click(timeout=5000)
        page.wait_for_timeout(500)


def _figures(page: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.locator("#figures").inner_text())
    return found


def _window(page: Any, pid: int) -> Window:
    frame = next(frame for frame in page.frames if "webrtc" in frame.url)
    asked = {"seconds": WINDOW_S, "bit": BIT_PX, "bits": BITS, "width": SIZE_PX[0], "height": SIZE_PX[1]}
    seen = frame.evaluate(MEASURE, asked)
    delays = latencies_ms(seen["camera"], seen["processed"]) or [np.nan]
    figures = _figures(page)
    return Window(
        session_s=figures["time_s"],
        processed_fps=len(seen["processed"]) / WINDOW_S,
        latency_ms=float(np.median(delays)),
        latency_95_ms=float(np.percentile(delays, 95)),
        analysis_ms=1000 * figures["took_s"],
        memory_mb=memory_mb(pid),
    )


HEAD = "| at, s | processed, frames/s | latency, ms | 95th percentile, ms | one analysis, ms | server memory, MB |"


def _row(window: Window) -> str:
    cells = (
        window.session_s,
        window.processed_fps,
        window.latency_ms,
        window.latency_95_ms,
        window.analysis_ms,
        window.memory_mb,
    )
    return (
        "| " + " | ".join(f"{cell:.1f}" if index == 1 else f"{cell:.0f}" for index, cell in enumerate(cells)) + " |"
    )


def per_minute(windows: Sequence[Window], values: Sequence[float]) -> float:
    """Slope of the straight line through values of the windows after the warm-up, per minute; NaN below two."""
    times_s = np.array([window.session_s for window in windows])
    warm = times_s >= WARM_S
    if warm.sum() < 2:
        return float("nan")
    return float(60.0 * np.polyfit(times_s[warm], np.asarray(values)[warm], 1)[0])


def summary(windows: Sequence[Window]) -> str:
    """Say in a few sentences how the goals were met."""
    fps = float(np.median([window.processed_fps for window in windows]))
    latency = float(np.median([window.latency_ms for window in windows]))
    grown = per_minute(windows, [window.memory_mb for window in windows])
    later = per_minute(windows, [window.latency_ms for window in windows])
    return (
        f"Processed {fps:.1f} frames/s (goal: at least {LEAST_FPS:.0f}); median latency {latency:.0f} ms "
        f"(goal: at most {MOST_LATENCY_MS:.0f}). After the first minute the memory grew by {grown:+.1f} MB a minute, "
        f"of which {LANDMARKS_MB_PER_MIN:.1f} are the landmarks of the session itself, and the latency by "
        f"{later:+.1f} ms a minute."
    )


def table(windows: Sequence[Window]) -> str:
    """Return every window as a Markdown table."""
    return "\n".join([HEAD, "|" + " ---: |" * HEAD.count(" |"), *(_row(window) for window in windows)])


def document(windows: Sequence[Window]) -> str:
    """Return the page that ``--write`` leaves in docs."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    return (
        "# Speed of the live view\n\nWritten by `python -m benchmarks.live --minutes 5 --write`; how it is measured "
        f"stands at the top of `benchmarks/live.py`. Machine: {machine}; pose model `full`, 640 × 480; the browser "
        f"runs on the same machine.\n\n{summary(windows)}\n\n{table(windows)}\n"
    )


def main() -> None:
    """Measure, print the table, and write it if wanted."""
    parser = argparse.ArgumentParser(description="Measure the live view on this machine.")
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--write", action="store_true", help="write docs/live-speed.md")
    options = parser.parse_args()
    print(HEAD)
    windows = measure(options.minutes)
    print(summary(windows))
    if options.write:
        TARGET.write_text(document(windows), encoding="utf-8")


if __name__ == "__main__":
    main()
