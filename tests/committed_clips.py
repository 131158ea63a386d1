"""The committed test videos, and the rate at which the tests look at them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from formcheck.exercises import Exercise, get

CLIPS = Path(__file__).parents[1] / "test_videos" / "clips"


def brisk(exercise_id: str) -> Exercise:
    """Return an exercise analysed at 12 frames/s: plenty for a hold, and the suite stays short."""
    return replace(get(exercise_id), max_fps=12.0)
