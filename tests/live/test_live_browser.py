"""The live view in a real browser: its camera shows a calf stretch with the knee turned in."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium_marks import IN_CHROMIUM
from committed_clips import CLIPS

sys.path.insert(0, str(Path(__file__).parents[1] / "app"))

from audit import look, nameless

from benchmarks.headless import server
from benchmarks.live_driver import browser, fake_camera

pytestmark = IN_CHROMIUM

APP = Path(__file__).parent / "on_loopback.py"
LOOPBACK = ("--allow-loopback-in-peer-connection",)
WAIT_MS = 60_000
BLUE_PIXELS = """() => {
  const video = document.querySelector("video");
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth; canvas.height = video.videoHeight;
  const pen = canvas.getContext("2d");
  pen.drawImage(video, 0, 0);
  const data = pen.getImageData(0, 0, canvas.width, canvas.height).data;
  let found = 0;
  for (let i = 0; i < data.length; i += 4) if (data[i + 2] > 200 && data[i] < 170 && data[i + 1] > 170) found++;
  return JSON.stringify([canvas.width, canvas.height, found]);
}"""
"""Pixels of the bright blue that the judged leg and the time are drawn in; nothing of it is in the film."""

LISTEN = "speechSynthesis.speak = (words) => (window.__spoken ??= []).push(words.text);"
"""Takes the place of the voice, which a headless browser has none of."""


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Any]:
    camera = tmp_path / "camera.mjpeg"
    fake_camera(CLIPS / "calf_knee_in_back.mp4", camera)
    data = {"FORMCHECK_DATA_DIR": str(tmp_path / "data")}
    with (
        server(APP, tmp_path / "server.log", data) as (url, _),
        browser(camera, scripts=[LISTEN], flags=LOOPBACK) as opened,
    ):
        opened.goto(f"{url}/?exercise=calf-stretch")
        yield opened


def problems(page: Any) -> list[str]:
    """What somebody with weak eyes or a screen reader would miss in the running live view, wide and on a phone."""
    found = []
    for size_px in ((390, 844), (1280, 900)):
        page.set_viewport_size({"width": size_px[0], "height": size_px[1]})
        page.wait_for_timeout(700)
        inside = next(frame for frame in page.frames if "webrtc" in frame.url)
        found += [problem for check in ("faint", "headings", "twice", "small") for problem in look(page, check)]
        found += [problem for check in ("faint", "twice", "small") for problem in look(inside, check)]
        found += nameless(page)
        if page.evaluate("document.documentElement.scrollWidth") > size_px[0]:
            found.append(f"wider than {size_px[0]} px")
    return found


def test_the_correction_appears_and_stopping_opens_the_stored_report(page: Any) -> None:
    page.get_by_text("None of these applies").click()
    page.get_by_role("radio", name="Live").click()
    view = page.frame_locator("iframe[title*='webrtc']")
    view.get_by_role("button", name="Start the camera").click()
    # Setup coach and countdown go by themselves.
    page.get_by_text("Keep still").first.wait_for(timeout=WAIT_MS)
    page.get_by_text("Turn the back knee out a little").wait_for(timeout=WAIT_MS)
    page.wait_for_function("window.__spoken?.length > 0", timeout=WAIT_MS)
    assert set(page.evaluate("window.__spoken")) == {
        "Turn the back knee out a little until it points over your second toe."
    }
    page.get_by_text("Hold of 1:00").wait_for(timeout=WAIT_MS)
    assert problems(page) == []
    frame = next(frame for frame in page.frames if "webrtc" in frame.url)
    width, height, blue = json.loads(frame.evaluate(BLUE_PIXELS))
    assert (width, height) == (640, 480)
    assert blue > 300
    view.get_by_role("button", name="Stop and see the result").click()
    page.wait_for_url("**/result?id=*", timeout=WAIT_MS)
    page.get_by_text("live session").wait_for(timeout=WAIT_MS)
    page.get_by_role("heading", name="Calf stretch, left leg").wait_for(timeout=WAIT_MS)
