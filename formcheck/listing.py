"""Lists for people and programs: the exercises, the pose models, and the state of the installation."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from formcheck.exercises import Exercise
from formcheck.models import list_models
from formcheck.track_cache import cache_folder
from formcheck.version import __version__

SHOWN_PACKAGES = ("mediapipe", "av", "numpy", "scipy", "opencv-contrib-python")


def exercises_text(exercises: Iterable[Exercise]) -> str:
    """Every exercise with its cues, how to film it, and what has to be asked."""
    return (
        "\n".join(line for exercise in exercises for form in exercise.forms for line in _exercise_lines(form)) + "\n"
    )


def _exercise_lines(exercise: Exercise) -> Iterable[str]:
    yield f"{exercise.id}: {exercise.title}"
    yield from (f"  film: {sentence}" for sentence in exercise.how_to_film)
    for cue in exercise.cues:
        yield f"  - {cue.says} ({', '.join(cue.views) if cue.views else 'asked, not seen'})"
    yield ""


def exercises_json(exercises: Iterable[Exercise]) -> str:
    """Return the same as JSON."""
    listed = [
        {"id": exercise.id, **_listed(exercise), "variants": [_listed(variant) for variant in exercise.variants]}
        for exercise in exercises
    ]
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"


def _listed(exercise: Exercise) -> dict[str, Any]:
    return {
        "title": exercise.title,
        "posture": exercise.posture,
        "how_to_film": exercise.how_to_film,
        "cues": [asdict(cue) for cue in exercise.cues],
    }


def models_text() -> str:
    """One line per pose model: ready or not, its size and its place."""
    lines = []
    for state in list_models():
        size = f"{state.size_bytes / 1e6:5.1f} MB" if state.size_bytes else " " * 8
        lines.append(f"{state.name:6s} {'ready' if state.ready else 'not prepared':12s} {size}  {state.path}")
    return "\n".join(lines) + "\n"


def doctor_text() -> str:
    """Versions, models and folders, for a look at what is wrong and for a question to us."""
    lines = [f"formcheck {__version__}, Python {platform.python_version()}, {platform.platform()}"]
    lines += [f"{package} {version(package)}" for package in SHOWN_PACKAGES]
    lines.append(f"cache: {cache_folder()}")
    return "\n".join(lines) + "\n" + models_text()
