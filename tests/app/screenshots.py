"""Pictures of every page, wide and as on a telephone: ``python -m tests.app.screenshots`` writes docs/screenshots."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

from browser import browser, server  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Page  # noqa: E402

from formcheck.sessions import Keeping, Order, score_and_keep  # noqa: E402
from formcheck.store import FOLDER_VARIABLE, Store  # noqa: E402

OUT = HERE.parents[1] / "docs" / "screenshots"
CLIPS = HERE.parents[1] / "test_videos" / "clips"
FILMS = (
    ("walk_knee_bent_side", "walk"),
    ("calf_heel_lifted_side", "calf-stretch"),
    ("balance_knee_in_front", "single-leg-balance"),
    ("balance_touch_down_front", "single-leg-balance"),
    ("balance_clean_front", "single-leg-balance"),
)
WIDE, PHONE = (1280, 1500), (390, 1300)
MOST_BYTES = 150_000


def main() -> None:
    """Score some committed clips into a store of its own and photograph every page over it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = Store(folder / "data")
        ids = [score_and_keep(Order((CLIPS / f"{clip}.mp4",), of, Keeping("P01")), store)[0] for clip, of in FILMS]
        walked, _, shown, *_ = ids
        store.add_review(shown, "knee_over_toes", "not_met", "clear from the third second on", "AB")
        store.add_review(shown, "trunk_upright", "borderline", "a little to the left", "AB")
        pages = {
            "check": "",
            "prepare": "?exercise=single-leg-balance",
            "result": f"result?id={shown}",
            "walk": f"result?id={walked}",
            "review": "review",
            "review-session": f"review?id={shown}",
            "progress": "progress?person=P01",
            "folder": "folder",
            "sees": "sees",
            "data": "data",
        }
        with server(folder, {FOLDER_VARIABLE: str(folder / "data")}) as address, browser(folder) as context:
            page = context.new_page()
            for size, kind in ((WIDE, "desktop"), (PHONE, "phone")):
                page.set_viewport_size({"width": size[0], "height": size[1]})
                for title, path in pages.items():
                    page.goto(f"{address}/{path}")
                    photograph(page, OUT / f"{title}-{kind}.jpg")
        store.close()


def photograph(page: Page, target: Path) -> None:
    """Write what the page shows as a small JPEG."""
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_timeout(3000)
    if page.locator("video").count():
        page.evaluate(
            "document.querySelectorAll('video').forEach(film => { film.currentTime = film.duration * 0.55; })"
        )
        page.wait_for_timeout(1000)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    for quality in (80, 65, 50, 35):
        target.parent.mkdir(parents=True, exist_ok=True)
        picture.save(target, quality=quality, optimize=True)
        if target.stat().st_size <= MOST_BYTES:
            return


if __name__ == "__main__":
    main()
