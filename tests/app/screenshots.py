"""Pictures of every page, wide and as on a telephone: ``python -m tests.app.screenshots`` writes docs/screenshots.

``python -m tests.app.screenshots live progress`` takes only some of them again.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

import numpy as np  # noqa: E402
from browser import browser, server  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Page  # noqa: E402

from benchmarks.live_driver import fake_camera  # noqa: E402
from formcheck.app import texts  # noqa: E402
from formcheck.app.folder_work import Wanted, score_folder  # noqa: E402
from formcheck.app.texts import live as live_texts  # noqa: E402
from formcheck.sessions import Keeping, Order, score_and_keep  # noqa: E402
from formcheck.store import Store  # noqa: E402

ROOT = HERE.parents[1]
OUT, CLIPS = ROOT / "docs" / "screenshots", ROOT / "test_videos" / "clips"
FILMS = (
    ("walk_knee_bent_side", "walk"),
    ("calf_heel_lifted_side", "calf-stretch"),
    ("balance_knee_in_front", "single-leg-balance"),
    ("balance_touch_down_front", "single-leg-balance"),
    ("balance_clean_front", "single-leg-balance"),
)
"""Clips of one person, a week apart."""

FIRST = datetime(2026, 3, 2, 9, 30)
LIVE = "calf_knee_in_back"
RUN = "0123456789abcdef"
SIZES = {"desktop": (1280, 1500), "phone": (390, 1300)}
MOST_BYTES = 150_000
PATIENCE_MS = 60_000
HELD_AND_TOLD = """() => {
  const said = document.body.innerText;
  return /0:0[2-9]\\s*Hold of 1:00/.test(said) && said.includes("Turn the back knee out a little");
}"""


def main(wanted: list[str]) -> None:
    """Score some committed clips into a store of its own and photograph every page over it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "home" / ".local" / "share" / "formcheck"
        camera = folder / "camera.mjpeg"
        fake_camera(CLIPS / f"{LIVE}.mp4", camera)
        settings = {"HOME": str(folder / "home"), "XDG_DATA_HOME": str(data.parent)}
        with filled(data, folder) as pages, server(folder, settings) as address:
            for kind, size in SIZES.items():
                with browser(folder / kind, [f"--use-file-for-fake-video-capture={camera}"]) as context:
                    page = context.new_page()
                    page.set_viewport_size({"width": size[0], "height": size[1]})
                    for title, path in pages.items():
                        if not wanted or title in wanted:
                            page.goto(f"{address}/{path}")
                            prepared(page, title)
                            photograph(page, OUT / f"{title}-{kind}.jpg")


@contextmanager
def filled(data: Path, folder: Path) -> Iterator[dict[str, str]]:
    """Fill a store; give the address of every page by its title."""
    store = Store(data)
    try:
        ids = []
        for week, (clip, exercise) in enumerate(FILMS):
            with patch("formcheck.store.now", lambda week=week: FIRST + timedelta(weeks=week)):
                order = Order((CLIPS / f"{clip}.mp4",), exercise, Keeping("P01"))
                ids += score_and_keep(order, store)
        walked, _, shown, *_ = ids
        store.add_review(shown, "knee_over_toes", "not_met", "clear from the third second on", "AB")
        store.add_review(shown, "trunk_upright", "borderline", "a little to the left", "AB")
        films = folder / "films"
        films.mkdir()
        for clip, _ in FILMS[2:]:
            shutil.copy(CLIPS / f"{clip}.mp4", films)
        score_folder(Wanted(str(films), str(data / "batches" / RUN), "auto", "heavy"), lambda *_: None)
        yield {
            "check": "",
            "prepare": "?exercise=single-leg-balance",
            "live": f"?exercise={dict(FILMS)['calf_heel_lifted_side']}",
            "result": f"result?id={shown}",
            "walk": f"result?id={walked}",
            "review": "review",
            "review-session": f"review?id={shown}",
            "progress": "progress?person=P01",
            "folder": "folder",
            "folder-results": f"folder?run={RUN}",
            "sees": "sees",
            "data": "data",
        }
    finally:
        store.close()


def prepared(page: Page, title: str) -> None:
    """Bring a page into the state that is to be seen."""
    page.get_by_role("heading", level=1).wait_for(timeout=PATIENCE_MS)
    page.wait_for_timeout(2000)
    if title == "live":
        page.get_by_text(texts.NONE_APPLIES).click()
        page.get_by_role("radio", name=texts.LIVE).click()
        view = page.frame_locator("iframe[title*='webrtc']")
        view.get_by_role("button", name=live_texts.START_CAMERA).click()
        page.get_by_text("Turn the back knee out a little").wait_for(timeout=PATIENCE_MS)
        page.locator("iframe[title*='webrtc']").evaluate("(frame) => frame.scrollIntoView({ block: 'start' })")
        page.mouse.wheel(0, -90)
        # The film begins again and again: the picture is taken while it holds and is corrected.
        page.wait_for_function(f"({HELD_AND_TOLD})()", timeout=PATIENCE_MS)
        return
    if title == "prepare":
        page.get_by_text(texts.NONE_APPLIES).click()
        page.wait_for_timeout(1500)
        page.get_by_role("heading", level=1).scroll_into_view_if_needed()
    page.wait_for_timeout(1500)


def photograph(page: Page, target: Path) -> None:
    """Write what the page shows as a small JPEG, without the empty part below it."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    pixels = np.asarray(picture, np.int16)
    written = np.flatnonzero(np.abs(pixels - pixels[-1, 0]).max(axis=(1, 2)) > 12)
    picture = picture.crop((0, 0, picture.width, min(int(written[-1]) + 40, picture.height)))
    target.parent.mkdir(parents=True, exist_ok=True)
    for quality in (80, 65, 50, 35):
        picture.save(target, quality=quality, optimize=True)
        if target.stat().st_size <= MOST_BYTES:
            return


if __name__ == "__main__":
    main(sys.argv[1:])
