"""Pictures, scales, settings and the other small parts of the pages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from formcheck.app import texts
from formcheck.app.cards import scale
from formcheck.app.figures import DRAWINGS, PlanWords, figure, film_plan
from formcheck.app.player import drawn_phases
from formcheck.app.record import film_of
from formcheck.app.result_page import answered
from formcheck.app.settings import settings
from formcheck.app.texts import asked
from formcheck.assessability import cues_by_view, useful_views
from formcheck.commands.app import launcher
from formcheck.cues import Band
from formcheck.exercises import all_exercises, get
from formcheck.report import PhaseFound

ROOT = Path(__file__).parents[2]
PLAN = PlanWords(**asked.PLAN)


def test_every_exercise_has_a_picture_of_its_own():
    assert set(all_exercises()) <= set(DRAWINGS)
    pictures = [figure(exercise) for exercise in DRAWINGS]
    assert len(set(pictures)) == len(pictures)


@pytest.mark.parametrize("exercise", [*DRAWINGS, "unheard-of"])
def test_a_picture_is_whole_and_inside_its_frame(exercise):
    drawing = ElementTree.fromstring(figure(exercise))
    left, top, width, height = (float(number) for number in drawing.attrib["viewBox"].split())
    points = [
        tuple(float(number) for number in pair.split(","))
        for line in drawing.iter("{http://www.w3.org/2000/svg}polyline")
        for pair in line.attrib["points"].split()
    ]
    assert len(points) > 15
    assert all(left <= x <= left + width and top <= y <= top + height for x, y in points)


def test_the_plan_shows_the_cameras_that_help():
    plan = film_plan(useful_views(get("single-leg-balance")), PLAN)
    assert plan.count("stroke-dasharray") == 2  # to the front and to the back
    assert plan.count(f">{PLAN.camera}<") == 2
    assert PLAN.distance in plan


@pytest.mark.parametrize("views", [["front", "back"], ["left", "right"], ["right", "back"]])
def test_no_words_of_the_plan_lie_over_anything(views):
    drawing = ElementTree.fromstring(film_plan(views, PLAN))
    kind = "{http://www.w3.org/2000/svg}"
    boxes = [
        (float(box.get("x")), float(box.get("y")), float(box.get("x")) + 30, float(box.get("y")) + 22)
        for box in drawing.iter(f"{kind}rect")
    ]
    body = (150 - 32, 108 - 14, 150 + 32, 108 + 14)
    words = [
        (x - 3.3 * len(text), y - 11, x + 3.3 * len(text), y + 3)
        for x, y, text in (
            (float(text.get("x")), float(text.get("y")), text.text) for text in drawing.iter(f"{kind}text")
        )
    ]
    assert len(words) == len(views) + 2
    for number, box in enumerate(words):
        assert min(box[:2]) >= 0
        assert box[2] <= 300
        assert box[3] <= 216
        assert not [other for other in (*boxes, body, *words[:number]) if overlap(box, other)]


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_a_view_is_useful_if_it_shows_what_another_does_not():
    assert set(useful_views(get("single-leg-balance"))) == {"front", "back"}
    assert set(useful_views(get("calf-stretch"))) == {"front", "back", "left", "right"}
    assert cues_by_view(get("single-leg-balance"))["left"] < cues_by_view(get("single-leg-balance"))["front"]


def dot(svg):
    return float(re.search(r'circle cx="([\d.]+)"', svg)[1])


def test_good_is_left_on_every_scale():
    less_is_better, more_is_better = Band(0, 5, 10), Band(60, 30, 10)
    assert dot(scale(1, 1, less_is_better)) < dot(scale(12, 1, less_is_better))
    assert dot(scale(55, 1, more_is_better)) < dot(scale(12, 1, more_is_better))


def test_a_recording_that_did_not_arrive_whole_is_none():
    assert film_of({"type": "video/webm;codecs=vp8", "bytes": 4, "data": "ZmlsbQ=="}) == ("recording.webm", b"film")
    assert film_of({"type": "video/mp4", "bytes": 4, "data": "ZmlsbQ=="})[0] == "recording.mp4"
    for broken in (
        {"bytes": 5, "data": "ZmlsbQ=="},
        {"bytes": 4, "data": "ZmlsbQ"},
        {"bytes": 0, "data": ""},
        None,
        3,
    ):
        assert film_of(broken) is None


def test_answers_go_only_to_the_cues_that_were_asked():
    from performances import balance

    report = balance().report
    asked = next(cue.id for cue in report.cues if cue.ask)
    after = answered(report, {asked: "no"})
    assert [cue.answer for cue in after.cues if cue.id == asked] == ["no"]
    assert all(cue.answer is None for cue in after.cues if cue.id != asked)


def test_the_settings_file_of_the_package_is_the_one_of_the_project():
    packaged = Path(str(launcher())).parent / ".streamlit" / "config.toml"
    assert packaged.read_bytes() == (ROOT / ".streamlit" / "config.toml").read_bytes()
    assert Path(str(launcher())).read_bytes() == (ROOT / "streamlit_app.py").read_bytes()


def test_the_app_listens_to_this_computer_and_tells_nobody():
    told = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert told["server"]["address"] == "127.0.0.1"
    assert told["browser"]["gatherUsageStats"] is False
    assert told["runner"]["postScriptGC"] is False


def test_a_relay_is_used_only_if_one_is_set(monkeypatch):
    for name in ("URL", "USER", "SECRET"):
        monkeypatch.delenv(f"FORMCHECK_TURN_{name}", raising=False)
    assert settings().ice_servers == ()
    monkeypatch.setenv("FORMCHECK_TURN_URL", "turn:relay.example:3478")
    monkeypatch.setenv("FORMCHECK_TURN_USER", "me")
    monkeypatch.setenv("FORMCHECK_TURN_SECRET", "secret")
    assert settings().ice_servers == ({"urls": "turn:relay.example:3478", "username": "me", "credential": "secret"},)


def test_every_sentence_of_the_app_avoids_what_it_must_not_say():
    sentences = [value for value in vars(texts).values() if isinstance(value, str)]
    assert len(sentences) > 80
    assert not [each for each in sentences if re.search(r"\bnormal|injury risk", each, re.IGNORECASE)]


def test_on_the_strip_of_phases_no_part_lies_over_its_whole():
    def found(kind, start_s, end_s):
        return PhaseFound(kind=kind, side="left", start_s=start_s, end_s=end_s)

    strides = [found("stride", 1.0, 2.0), found("stride", 2.0, 3.0)]
    parts = [found("stance", 1.0, 1.6), found("midstance", 1.2, 1.4), found("stance", 2.0, 2.6)]
    stand = found("stand", 0.0, 0.8)
    assert drawn_phases([*parts, *strides, stand]) == [stand, *strides]
    assert drawn_phases(parts) == [parts[0], parts[2]]
