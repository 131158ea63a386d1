from __future__ import annotations

import pytest

from formcheck.batch.naming import exercise_of_folder, nearly_named
from formcheck.exercises import all_exercises


@pytest.mark.parametrize(
    ("name", "exercise"),
    [
        ("calf-stretch/1.mp4", "calf-stretch"),
        ("Calf_Stretch/anna/1.mp4", "calf-stretch"),
        ("squat/calf  stretch/1.mp4", "calf-stretch"),
        ("calf-stretch/squat/1.mp4", "squat"),
        ("02 CalfStretches/1.mp4", "calf-stretch"),
        ("Squats/1.mp4", "squat"),
        ("Walking/1.mp4", "walk"),
        ("single-leg balance/1.mp4", "single-leg-balance"),
        ("calf-stretch.mp4", None),
        ("anna/1.mp4", None),
        ("2024/1.mp4", None),
        ("calf-streth/1.mp4", None),
    ],
)
def test_the_nearest_folder_named_after_an_exercise_tells_it(name: str, exercise: str | None) -> None:
    assert exercise_of_folder(name, all_exercises()) == exercise


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("anna/calf-streth/1.mp4", ("calf-streth", "calf-stretch")),
        ("sqat/1.mp4", ("sqat", "squat")),
        ("anna/1.mp4", None),
        ("1.mp4", None),
    ],
)
def test_a_folder_that_is_nearly_named_after_one_is_asked_about(name: str, near: tuple[str, str] | None) -> None:
    assert nearly_named(name, all_exercises()) == near
