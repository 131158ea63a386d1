"""The page of the exercises is what the exercises say, and every exercise and cue is on it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from formcheck.body_posture import BodyPosture
from formcheck.exercises import all_exercises
from formcheck.filming_diagram import SCENES, Way, camera_diagram
from formcheck.filming_page import exercises_page, write_page

DOCS = Path(__file__).parents[1] / "docs"
EXERCISES = list(all_exercises().values())


def test_the_page_that_ships_is_current(tmp_path: Path) -> None:
    write_page(tmp_path)
    for made in tmp_path.iterdir():
        assert made.read_text("utf-8") == (DOCS / made.name).read_text("utf-8"), "python -m formcheck.filming_page"


def test_every_cue_is_on_the_page() -> None:
    page = exercises_page(EXERCISES)
    for exercise in EXERCISES:
        assert f"(`{exercise.id}`)" in page
        assert all((cue.ask or cue.says) in page for form in exercise.forms for cue in form.cues)
        assert all(f"### {variant.title}" in page for variant in exercise.variants)


def test_what_cannot_be_seen_says_why() -> None:
    assert "no landmarks along the spine" in exercises_page(EXERCISES)


@pytest.mark.parametrize(("way", "posture"), SCENES)
def test_a_drawing_is_small_and_well_formed(way: Way, posture: BodyPosture) -> None:
    drawing = camera_diagram(way, posture)
    assert len(drawing) < 4000
    assert ElementTree.fromstring(drawing).tag.endswith("svg")
    assert "about 3 m" in drawing
