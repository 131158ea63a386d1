"""The pages in Chromium, on a running server: what only a browser can show."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium_marks import IN_CHROMIUM
from playwright.sync_api import Page, TimeoutError, expect
from running import EXERCISE, PATIENCE_MS, Running, running, settled

from formcheck.app import texts
from formcheck.exercises import get

pytestmark = IN_CHROMIUM


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("app")) as started:
        yield started


def time_of(page: Page) -> float:
    return float(page.evaluate("document.querySelector('video').currentTime"))


def choose(page: Page, label: str, words: str) -> None:
    """Choose in a list; it is opened again if the page was still being written and closed it."""
    box = page.get_by_role("combobox", name=label)
    option = page.get_by_role("option", name=words).first
    for _ in range(4):
        box.click()
        try:
            option.click(timeout=6_000)
        except TimeoutError:
            page.keyboard.press("Escape")
            continue
        settled(page)
        return
    raise AssertionError(f"the list {label!r} never offered {words!r}")


def wait_for_film(page: Page) -> None:
    page.wait_for_function("(document.querySelector('video') || {}).readyState >= 2", timeout=PATIENCE_MS)


def test_upload_to_result_and_a_click_on_a_fault_moves_the_film(app: Running) -> None:
    page = app.open()
    page.get_by_role("button", name=get(EXERCISE).title).click()
    page.get_by_text(texts.NONE_APPLIES).click()
    page.locator("input[type=file][multiple]").set_input_files(app.film)
    page.get_by_role("button", name=texts.START).click()
    page.wait_for_url("**/result?id=*", timeout=PATIENCE_MS)
    report_id = page.url.rpartition("id=")[2]
    (start_s, _), *_ = next(
        cue.intervals_s for cue in app.store.report(report_id).report.cues if cue.id == "knee_over_toes"
    )
    wait_for_film(page)
    worst_s = next(cue.worst_s for cue in app.store.report(report_id).report.cues if cue.id == "knee_over_toes")
    assert worst_s is not None
    page.wait_for_function(f"Math.abs(document.querySelector('video').currentTime - {worst_s}) < 0.1")
    assert page.evaluate("document.querySelector('video').controls") is False
    page.get_by_role("button", name=texts.PLAYER["start"]).click()
    page.wait_for_function("document.querySelector('video').currentTime < 0.05")
    page.get_by_role("button", name=f"{texts.PLAYER['fault']}: Knee over toes").first.click()
    page.wait_for_function(f"Math.abs(document.querySelector('video').currentTime - {start_s}) < 0.1")
    before_s = time_of(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"document.querySelector('video').currentTime > {before_s} + 0.05")
    assert time_of(page) == pytest.approx(before_s + 0.1, abs=0.02)  # one frame at 10 frames/s
    page.reload()
    expect(page.get_by_text(texts.CHANGE_FIRST)).to_be_visible()


def test_an_overruled_verdict_stands_in_the_report_that_is_taken_away(app: Running) -> None:
    report_id = app.sessions[0]
    page = app.open(f"review?id={report_id}")
    cue = next(cue for cue in app.store.report(report_id).report.cues if cue.id == "knee_over_toes")
    choose(page, texts.YOUR_VERDICT.format(says=cue.says), "borderline")
    page.get_by_role("textbox", name=texts.COMMENT.format(says=cue.says)).fill("only a little")
    page.get_by_role("button", name=texts.SAVE_REVIEW).click()
    expect(page.get_by_text(texts.REVIEW_SAVED)).to_be_visible(timeout=PATIENCE_MS)
    assert app.store.report(report_id).reviews["knee_over_toes"].verdict == "borderline"
    with page.expect_download() as taken:
        page.get_by_role("button", name=texts.DOWNLOAD_JSON).click()
    (review,) = json.loads(Path(taken.value.path()).read_text())["reviews"]
    assert (review["formcheck"], review["therapist"], review["comment"]) == ("not_met", "borderline", "only a little")


def test_two_sessions_move_together(app: Running) -> None:
    page = app.open(f"review?id={app.sessions[2]}")
    choose(page, texts.EARLIER, get(EXERCISE).title)
    page.wait_for_function("document.querySelectorAll('video').length === 2", timeout=PATIENCE_MS)
    page.wait_for_function("[...document.querySelectorAll('video')].every(film => film.readyState >= 2)")
    plot = page.get_by_role("slider").first
    plot.wait_for()
    assert page.locator(".plot polyline[stroke-dasharray]").count() > 0  # the earlier session's curve
    page.get_by_role("slider").or_(page.get_by_role("button", name=texts.PLAYER["forward"])).first.wait_for()
    for _ in range(5):
        page.get_by_role("button", name=texts.PLAYER["forward"]).click()
    page.wait_for_function(
        "(([now, then]) => now.currentTime > 0.3 && Math.abs(now.currentTime - then.currentTime) < 0.1)"
        "([...document.querySelectorAll('video')])"
    )
    box = plot.bounding_box()
    assert box is not None
    plot.click(position={"x": 0.7 * box["width"], "y": 0.5 * box["height"]})
    # This session's knee is straight, the earlier one's fell in by more than twenty degrees.
    expect(page.locator(".now")).to_have_text(re.compile(r"^−?[0-3]° ± \d+°, earlier [2-4]\d°$"))


def test_three_sessions_make_a_line_and_a_sentence(app: Running) -> None:
    page = app.open("progress")
    choose(page, texts.WHOSE, "Ann")
    expect(page.get_by_text("Better: from")).to_be_visible(timeout=PATIENCE_MS)
    expect(
        page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first
    ).to_be_visible()


def test_a_phone_shows_every_page_without_scrolling_sideways(app: Running) -> None:
    page = app.open()
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("", f"?exercise={EXERCISE}", f"result?id={app.sessions[0]}", "review", "progress", "sees", "data"):
        page.goto(f"{app.address}/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE_MS)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


# A camera that shows one picture, and the next so long after the recording began, as on a busy computer.
LATE_PICTURES = """() => {
const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
const [brush, camera] = [canvas.getContext('2d'), new MediaStreamTrackGenerator({ kind: 'video' })];
const [writer, start] = [camera.writable.getWriter(), MediaRecorder.prototype.start];
const picture = () => {
  brush.fillStyle = `hsl(${performance.now() % 360}, 50%, 50%)`;
  brush.fillRect(0, 0, 320, 240);
  writer.write(new VideoFrame(canvas, { timestamp: 1000 * performance.now() }));
};
navigator.mediaDevices.getUserMedia = async () => { setTimeout(picture, 100); return new MediaStream([camera]); };
MediaRecorder.prototype.start = function (slice) {
  start.call(this, slice);
  setTimeout(() => setInterval(picture, 50), AFTER_MS);
};
}"""


def record_and_stop(page: Page) -> None:
    page.get_by_text(texts.NONE_APPLIES).click()
    page.get_by_role("button", name=texts.RECORD, exact=True).or_(
        page.get_by_text(texts.RECORD, exact=True)
    ).first.click()
    page.get_by_role("button", name=texts.RECORDER["ready"]).click()
    page.get_by_role("button", name=texts.RECORDER["start"], exact=True).last.click()
    page.get_by_role("button", name=texts.RECORDER["stop"], exact=True).click()


@pytest.mark.parametrize("script", ["", LATE_PICTURES.replace("AFTER_MS", "2000")], ids=["steady", "late"])
def test_recording_with_the_camera_hands_a_film_over(app: Running, script: str) -> None:
    page = app.open(f"?exercise={EXERCISE}")
    if script:
        page.evaluate(script)
    record_and_stop(page)
    # What the false camera shows is no person; that the film arrives is what counts here.
    page.wait_for_url(re.compile("job="), timeout=PATIENCE_MS)
    expect(page.get_by_text(re.compile(r"recording\.(mp4|webm)")).first).to_be_visible(timeout=PATIENCE_MS)


def test_a_camera_without_pictures_is_told_and_nothing_is_sent(app: Running) -> None:
    page = app.open(f"?exercise={EXERCISE}")
    page.evaluate(LATE_PICTURES.replace("AFTER_MS", "2147483647"))
    record_and_stop(page)
    expect(page.get_by_text(texts.RECORDER["empty"])).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name=texts.RECORDER["ready"])).to_be_visible()
    assert "job=" not in page.url


def test_no_page_asked_anybody_else(app: Running) -> None:
    app.open()
    app.open("sees")
    assert app.elsewhere == []
