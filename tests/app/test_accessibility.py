"""Every page, wide and as on a telephone, for people with weak eyes, without a mouse, or who have it read to them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from audit import look, nameless, unreachable, wait_until_quiet
from chromium_marks import IN_CHROMIUM
from playwright.sync_api import Page, expect
from running import EXERCISE, PATIENCE_MS, Running, running, settled

from formcheck.app import texts
from formcheck.batch.rows import ClipRow
from formcheck.batch.tables import write_tables

pytestmark = IN_CHROMIUM
RUN = "0123456789abcdef"
PAGES = (
    "",
    f"?exercise={EXERCISE}",
    "result?id={id}",
    "review",
    "review?id={id}",
    "progress?person=Ann",
    "folder",
    f"folder?run={RUN}",
    "sees",
    "data",
)
WIDE, PHONE = {"width": 1280, "height": 1400}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("app")) as started:
        write_tables(started.store.folder / "batches" / RUN, [ClipRow("a.mp4", "scored", exercise="squat")], [])
        yield started


def problems(page: Page) -> list[str]:
    return [problem for check in ("faint", "headings", "twice", "small") for problem in look(page, check)] + nameless(
        page
    )


def opened(page: Page, app: Running, path: str) -> Page:
    page.goto(f"{app.address}/{path.format(id=app.sessions[0])}")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE_MS)
    settled(page)
    if path.startswith("?"):
        page.get_by_text(texts.NONE_APPLIES).click()
        expect(page.get_by_role("button", name=texts.START)).to_be_visible(timeout=PATIENCE_MS)
        settled(page)
    wait_until_quiet(page)
    return page


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_read_heard_and_used_with_the_keys_alone(app: Running, path: str) -> None:
    page = app.context.new_page()
    try:
        page.set_viewport_size(WIDE)
        opened(page, app, path)
        assert problems(page) + unreachable(page) == []
        page.set_viewport_size(PHONE)
        wait_until_quiet(page)
        assert problems(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    finally:
        page.close()


BAD = """<!doctype html><html lang=en><body style="background:#fff"><h1>A</h1><h3>B</h3>
<p style="color:#999">faint words</p><img src="data:," width=30 height=30>
<button style="width:9px;height:9px"></button>
<button style="outline:none;width:40px;height:40px" id=a>x</button><b id=a></b>
<style>button:focus { outline: none }</style></body></html>"""


def test_the_audit_finds_what_is_wrong(app: Running) -> None:
    page = app.context.new_page()
    try:
        page.set_content(BAD)
        assert look(page, "faint") == ["faint words: 2.85 to 1"]
        assert look(page, "headings") == ["“B” is a heading of level 3 below one of level 1"]
        assert look(page, "twice") == ["two elements are called a"]
        assert len(look(page, "small")) == 1
        assert {problem.partition(" (")[0] for problem in nameless(page)} == {
            "a button without a name",
            "a image without a name",
        }
        assert "BUTTON x does not show the focus" in unreachable(page)
    finally:
        page.close()
