"""Which view shows which cue: what the film plan and the page about the limits are drawn from."""

from __future__ import annotations

from formcheck.camera import View
from formcheck.exercises import Exercise

STRAIGHT: tuple[View, ...] = ("front", "back", "left", "right")


def cues_by_view(exercise: Exercise) -> dict[View, int]:
    """Return how many cues of an exercise each straight view shows."""
    return {view: sum(view in cue.views for cue in exercise.cues) for view in STRAIGHT}


def useful_views(exercise: Exercise) -> list[View]:
    """Return the views that are worth filming: those which show a cue that some other view does not.

    The one that shows most comes first. An exercise whose cues every view shows has them all.
    """
    shown = cues_by_view(exercise)
    telling = {
        view for cue in exercise.cues if cue.views for view in cue.views if view in STRAIGHT and len(cue.views) < 4
    }
    views = [view for view in STRAIGHT if view in telling or (not telling and shown[view])]
    return sorted(views, key=lambda view: -shown[view])
