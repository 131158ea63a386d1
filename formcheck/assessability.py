"""Which view shows which cue: what the film plan and the page about the limits are drawn from."""

from __future__ import annotations

from types import MappingProxyType

from formcheck.camera import AZIMUTH_DEG, Camera, View
from formcheck.cues import Cue
from formcheck.exercises import Exercise
from formcheck.measurement import pelvis_table, row_for, scatter, uncertainty
from formcheck.metrics import METRICS, UNIT_SIGNS, Metric
from formcheck.pictured import PICTURED

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


BLIND_SPOTS: MappingProxyType[str, str] = MappingProxyType(
    {
        "The arch of the foot": "The shoe hides it, and it is finer than the landmarks of a foot; it is asked. "
        "Three stickers and a close-up show a change of it, in an experiment that judges nothing: formcheck arch.",
        "Pronation": "The heel tilts by a few degrees, less than the landmarks of heel and toes scatter.",
        "Rotation of the thigh and the shin": "A turn about the bone's own length moves no joint in the picture; a "
        "knee that falls inward is seen, what turned it is not.",
        "Load": "A picture shows where the body is, not how hard it presses: weight on the outer foot is asked.",
        "The curve of the spine": "Between hips and shoulders there is no landmark, so a rounded back can look "
        "like a straight one that leans.",
        "The pelvis under a hanging top": "Loose cloth follows the trunk half-way, and every reading is then surely "
        "wrong: the waistband has to show.",
        "Pain, effort and stretch": "They are felt, and asked.",
    }
)
"""What no view shows, and why."""

FILM, LIVE = "heavy", "full"


def seen_as(cue: Cue, view: View) -> str:
    """Say how surely a cue is seen from a straight view: its uncertainty on film, and live where that differs."""
    if cue.ask is not None:
        return "asked"
    if view not in cue.views:
        return "–"
    if cue.metric in PICTURED:
        return _pictured_exactness(cue.metric, view)
    if cue.metric not in METRICS:
        return "seen"
    film, live = (_exactness(METRICS[cue.metric], view, model) for model in (FILM, LIVE))
    return film if live in (film, "not measured") else f"{film} / {live}"


def _pictured_exactness(metric: str | None, view: View) -> str:
    wanted = "stand" if metric == "pelvis_against_stand" else "other leg"
    rows = {how: row for (at, how, against), row in pelvis_table().items() if (at, against) == (view, wanted)}
    return ", ".join(f"{how} ± {scatter(row):.0f}°" for how, row in rows.items()) or "not measured"


def _exactness(metric: Metric, view: View, model: str) -> str:
    camera = Camera(view, 0.0, AZIMUTH_DEG[view], roll_known=True)
    row = row_for(metric.name, camera, model, stand=0.0)
    if row is None:
        return "not measured"
    digits = 2 if metric.unit == "ratio" else 0
    return f"± {uncertainty(metric.name, row, camera):.{digits}f}{UNIT_SIGNS[metric.unit]}"
