"""The exercises: one small file of data each. Every module in this folder with an ``EXERCISE`` is one."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from formcheck.errors import FormcheckError
from formcheck.exercises.exercise import Exercise
from formcheck.profile_advice import about_name

__all__ = ["Exercise", "all_exercises", "get"]


@cache
def all_exercises() -> dict[str, Exercise]:
    """Every exercise by its id, in the order of their ids."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    found = [module.EXERCISE for module in modules if hasattr(module, "EXERCISE")]
    return {exercise.id: exercise for exercise in sorted(found, key=lambda exercise: exercise.id)}


def get(exercise_id: str) -> Exercise:
    """Return one exercise; raises FormcheckError that lists the known ones if there is none of that id."""
    exercises = all_exercises()
    if exercise_id not in exercises:
        raise FormcheckError("unknown exercise", repr(exercise_id), about_name(exercise_id, exercises))
    return exercises[exercise_id]
