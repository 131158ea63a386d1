"""The page of the exercises is what the exercises say, and every exercise and cue is on it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from formcheck.exercises import all_exercises
from formcheck.filming_diagram import Way, camera_diagram
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
        assert all((cue.ask or cue.says) in page for cue in exercise.cues)


def test_what_cannot_be_seen_says_why() -> None:
    assert "no landmarks along the spine" in exercises_page(EXERCISES)


@pytest.mark.parametrize("way", ["front", "side"])
def test_a_drawing_is_small_and_well_formed(way: Way) -> None:
    drawing = camera_diagram(way)
    assert len(drawing) < 4000
    assert ElementTree.fromstring(drawing).tag.endswith("svg")
    assert "about 3 m" in drawing
