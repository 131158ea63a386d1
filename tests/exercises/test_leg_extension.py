"""The leg extension on stick people: how it is performed, done well and with each fault."""

from __future__ import annotations

from functools import partial

from acting import answer_track, counted, reasons
from forms import LETTING_GO, Form, repeated
from movements import sitting

LEG_EXTENSION = Form(
    exercise="leg-extension",
    filmed=repeated(partial(sitting, "left"), partial(sitting, "left"), usual={"knee_deg": 2.0}),
    counted=("rep", 2),
    well={"front": {"lower_slowly"}, "left": {"knee_extends_fully", "lower_slowly", "trunk_upright"}},
    faults=(
        ("knee_extends_fully", "left", {"knee_deg": 35.0}),
        ("trunk_upright", "left", {"trunk_deg": -35.0}),
        ("lower_slowly", "left", LETTING_GO),
        ("lower_slowly", "front", LETTING_GO),
    ),
    recognised=("left",),
)
FORMS = (LEG_EXTENSION,)


def test_the_far_leg_is_asked_for_from_its_own_side() -> None:
    assert "Film from the left side" in reasons(LEG_EXTENSION.performed("right"))["knee_extends_fully"]


def test_timing_is_not_told_from_five_frames_a_second() -> None:
    analysis = answer_track("leg-extension", LEG_EXTENSION.filmed("left", fps=5.0))
    assert counted(analysis, "rep") == 2
    assert "frames per second are too few" in reasons(analysis)["lower_slowly"]
