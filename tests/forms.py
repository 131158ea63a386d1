"""How every exercise is performed in tests: done well, and with each fault alone. One file an exercise holds its own.

``exercises/test_NAME.py`` defines ``FORMS``; what all of them must keep is in ``exercises/test_forms.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from acting import answer_track
from movements import Rhythm, repeat
from skeletons import LANDSCAPE, Posture, Shot, film, from_view

from formcheck.analysis import Analysis
from formcheck.body_posture import BodyPosture
from formcheck.camera import View
from formcheck.exercises import Exercise, get
from formcheck.phases import PhaseKind
from formcheck.pose import PoseTrack

EXERCISES = Path(__file__).parent / "exercises"
TWICE = Rhythm(reps=2, lead_s=1.5)
"""A quiet start and two repetitions, which is enough to take a median of."""

LETTING_GO = {"back_s": 0.25, "fps": 30.0}
"""The way back in a quarter of a second."""

Filmed = Callable[..., PoseTrack]
Change = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Form:
    """One exercise in one posture.

    filmed : (view, **change) -> the track of one performance, done well where nothing is changed.
    well : the cues that are met, by the view it is filmed from.
    faults : the cue that alone is not met, the view, and the change that breaks it.
    pictured : cues that nothing but the picture tells, which stick people do not have.
    counted : which phases it has, and how many, if every view that shows them shows as many.
    recognised : the views from which the exercise is named.
    """

    exercise: str
    filmed: Filmed
    well: Mapping[View, set[str]]
    faults: tuple[tuple[str, View, Change], ...]
    counted: tuple[PhaseKind, int] | None = None
    pictured: frozenset[str] = frozenset()
    recognised: tuple[View, ...] = ()
    posture: BodyPosture | None = None

    @property
    def name(self) -> str:
        return f"{self.exercise}-{self.posture}" if self.posture else self.exercise

    @property
    def judged(self) -> Exercise:
        """What formcheck judges it by."""
        return get(self.exercise).in_posture(self.posture)

    def performed(self, view: View, **change: Any) -> Analysis:
        return _performed(self, view, tuple(change.items()))


@cache
def _performed(form: Form, view: View, change: tuple[tuple[str, Any], ...]) -> Analysis:
    return answer_track(form.exercise, form.filmed(view, **dict(change)))


def all_forms() -> dict[str, Form]:
    """Every form by its name."""
    modules = [import_module(path.stem) for path in sorted(EXERCISES.glob("test_*.py"))]
    return {form.name: form for module in modules for form in getattr(module, "FORMS", ())}


def repeated(
    rest: Callable[..., Posture] | Posture,
    turn: Callable[..., Posture],
    shot: Callable[[View], Shot] = from_view,
    usual: Change | None = None,
) -> Filmed:
    """Film two repetitions from one posture to another; ``usual`` holds for every one.

    A change is one of the other posture, or of the rhythm: ``back_s``, ``reps``.
    """

    def filmed(view: View, fps: float = 15.0, back_s: float = 1.4, reps: int = 2, **change: Any) -> PoseTrack:
        start = rest if isinstance(rest, Posture) else rest()
        rhythm = Rhythm(reps=reps, lead_s=TWICE.lead_s, back_s=back_s)
        return film(repeat(start, turn(**{**(usual or {}), **change}), rhythm, fps), shot(view))

    return filmed


def lying(shown_from_above: View, beside: View) -> Callable[[View], Shot]:
    """Film somebody who lies: one view comes from a camera high above ``beside``, all others from low down."""

    def shot(view: View) -> Shot:
        above = view == shown_from_above
        return from_view(beside, down_deg=85.0, **LANDSCAPE) if above else from_view(view, **LANDSCAPE)

    return shot
