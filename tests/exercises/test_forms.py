"""What every exercise keeps: quiet when done well, each fault alone, and *cannot tell* where it is not seen."""

from __future__ import annotations

import pytest
from acting import answer_track, asked_to_refilm, counted, faults, reasons, states, told
from forms import Change, Form, all_forms

from formcheck.assessability import STRAIGHT
from formcheck.camera import View
from formcheck.cues import Cue
from formcheck.exercises import all_exercises

FORMS = list(all_forms().values())
REPEATED = [form for form in FORMS if form.counted and form.counted[0] == "rep"]
each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
WELL = [pytest.param(form, view, id=f"{form.name}-{view}") for form in FORMS for view in form.well]
FAULTS = [
    pytest.param(form, cue, view, change, id=f"{form.name}-{cue}-{view}-{number}")
    for form in FORMS
    for number, (cue, view, change) in enumerate(form.faults)
]
CUES = [
    pytest.param(form, cue, id=f"{form.name}-{cue.id}")
    for form in FORMS
    for cue in form.judged.cues
    if cue.ask is None and cue.id not in form.pictured
]


def test_every_posture_of_every_exercise_has_a_form() -> None:
    wanted = {(exercise.id, form.posture) for exercise in all_exercises().values() for form in exercise.forms}
    assert {(form.exercise, form.posture) for form in FORMS} == wanted
    assert len(FORMS) == len(wanted)


@pytest.mark.parametrize(("form", "view"), WELL)
def test_done_well_what_the_view_shows_is_met(form: Form, view: View) -> None:
    analysis = form.performed(view)
    assert {cue for cue, state in states(analysis).items() if state == "met"} == form.well[view] == told(analysis)
    if form.well[view] and form.counted:
        assert counted(analysis, form.counted[0]) == form.counted[1]
    assert analysis.report.exercise.posture == form.posture


@pytest.mark.parametrize(("form", "view"), WELL)
def test_what_the_view_does_not_show_says_from_where_to_film(form: Form, view: View) -> None:
    hidden = {cue.id for cue in form.judged.cues if cue.ask is None and view not in cue.views}
    assert hidden <= asked_to_refilm(form.performed(view))
    assert form.well[view].isdisjoint(hidden)


@pytest.mark.parametrize(("form", "cue", "view", "change"), FAULTS)
def test_each_fault_fires_its_own_cue_alone(form: Form, cue: str, view: View, change: Change) -> None:
    assert faults(form.performed(view, **change)) == {cue}


@pytest.mark.parametrize(("form", "cue"), CUES)
def test_a_cue_is_seen_quiet_firing_and_hidden(form: Form, cue: Cue) -> None:
    assert any(cue.id in met for met in form.well.values()), "never met"
    assert any(fault == cue.id for fault, _, _ in form.faults), "no fault fires it"
    hiding = [view for view in STRAIGHT if view not in cue.views]
    assert not hiding or any(view in form.well for view in hiding), "filmed from no view that hides it"


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
@pytest.mark.parametrize("count", [1, 3, 10])
@pytest.mark.parametrize("form", REPEATED, ids=lambda form: form.name)
def test_repetitions_are_counted_exactly(form: Form, count: int, fps: float) -> None:
    view = next(view for view, met in form.well.items() if met)
    analysis = answer_track(form.exercise, form.filmed(view, reps=count, fps=fps))
    assert counted(analysis, "rep") == count


@each_form
def test_what_is_asked_or_needs_the_picture_is_never_told(form: Form) -> None:
    untold = form.pictured | {cue.id for cue in form.judged.cues if cue.ask is not None}
    for view in form.well:
        assert untold <= reasons(form.performed(view)).keys()
