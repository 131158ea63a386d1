from __future__ import annotations

import pytest

from benchmarks.what_it_can_see import PAGE, page
from formcheck.assessability import BLIND_SPOTS, STRAIGHT, seen_as
from formcheck.exercises import all_exercises, get


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run 'python -m benchmarks.what_it_can_see'"


@pytest.mark.parametrize("exercise_id", list(all_exercises()))
def test_every_cue_is_seen_asked_or_sent_to_another_view(exercise_id: str) -> None:
    for cue in get(exercise_id).cues:
        cells = {view: seen_as(cue, view) for view in STRAIGHT}
        if cue.ask is not None:
            assert set(cells.values()) == {"asked"}
        else:
            assert {view for view, cell in cells.items() if cell != "–"} == {
                view for view in STRAIGHT if view in cue.views
            }


def test_the_pelvis_has_three_ways_from_front_and_back() -> None:
    pelvis = next(cue for cue in get("single-leg-balance").cues if cue.id == "pelvis_level")
    for view in ("front", "back"):
        assert all(how in seen_as(pelvis, view) for how in ("waistband", "stickers", "belt"))
    assert seen_as(pelvis, "left") == "–"


def test_the_blind_spots_are_named() -> None:
    told = " ".join(BLIND_SPOTS).lower()
    assert all(word in told for word in ("arch", "pronation", "rotation", "load", "spine"))
