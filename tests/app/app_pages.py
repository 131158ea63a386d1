"""Opens pages of the app without a browser."""

from __future__ import annotations

import time
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from formcheck.jobs import Job

PATIENCE_S = 30.0
SCRIPT = Path(__file__).parents[2] / "streamlit_app.py"


def open_page(path: str = "", **query: str) -> AppTest:
    """Run a page by its address; an exception in it fails the test."""
    tested = AppTest.from_file(str(SCRIPT), default_timeout=60)
    tested._page_hash = calc_hash(path)
    for key, value in query.items():
        tested.query_params[key] = value
    return whole(tested.run())


def whole(tested: AppTest) -> AppTest:
    """Return the page if it ran to its end."""
    assert not tested.exception, [problem.message for problem in tested.exception]
    return tested


def words(tested: AppTest) -> str:
    """Everything the page says, as one text."""
    kinds = ("title", "header", "subheader", "markdown", "error", "warning", "info", "success")
    said = [str(each.value) for kind in kinds for each in getattr(tested, kind)]
    said += [each.proto.body for each in tested.get("html")]
    return "\n".join(said)


def press(tested: AppTest, label: str) -> AppTest:
    """Press the button of a label and run."""
    return whole(next(button for button in tested.button if button.label == label).click().run())


def tick(page: AppTest, label: str) -> AppTest:
    """Tick the box of a label and run."""
    return whole(next(box for box in page.checkbox if box.label == label).check().run())


def wait_for(job: Job) -> Job:
    """Return a job when it has ended."""
    until_s = time.monotonic() + PATIENCE_S
    while not job.ended and time.monotonic() < until_s:
        time.sleep(0.01)
    assert job.ended
    return job
