"""The hamstring curl on stick people, standing, face down and sitting: how it is performed, with each fault."""

from __future__ import annotations

from functools import partial

from acting import answer_track, reasons
from forms import LETTING_GO, Form, lying, repeated
from movements import curling, prone, sitting
from skeletons import Posture

STANDING = Form(
    exercise="hamstring-curl",
    posture="standing",
    filmed=repeated(Posture(planted="right"), partial(curling, "left")),
    counted=("rep", 2),
    well={"front": {"lower_slowly"}, "left": {"knee_bends_far", "lower_slowly", "thigh_still", "trunk_still"}},
    faults=(
        ("knee_bends_far", "left", {"knee_deg": 55.0}),
        ("thigh_still", "left", {"thigh_deg": 30.0}),
        ("trunk_still", "left", {"trunk_deg": 30.0}),
        ("lower_slowly", "left", LETTING_GO),
        ("lower_slowly", "front", LETTING_GO),
    ),
    recognised=("left",),
)

FACE_DOWN = Form(
    exercise="hamstring-curl",
    posture="lying",
    filmed=repeated(
        partial(prone, "left"), partial(prone, "left"), lying("back", beside="left"), {"knee_deg": 105.0}
    ),
    counted=("rep", 2),
    well={"back": set(), "left": {"hips_down", "knee_bends_far", "lower_slowly"}},
    faults=(
        ("knee_bends_far", "left", {"knee_deg": 55.0}),
        ("hips_down", "left", {"rise_deg": 40.0}),
        ("lower_slowly", "left", LETTING_GO),
    ),
)
SITTING = Form(
    exercise="hamstring-curl",
    posture="sitting",
    filmed=repeated(partial(sitting, "left", 10.0), partial(sitting, "left"), usual={"knee_deg": 105.0}),
    counted=("rep", 2),
    well={"front": set(), "left": {"knee_bends_far", "lower_slowly", "trunk_still"}},
    faults=(
        ("knee_bends_far", "left", {"knee_deg": 55.0}),
        ("trunk_still", "left", {"trunk_deg": 30.0}),
        ("lower_slowly", "left", LETTING_GO),
    ),
)
FORMS = (STANDING, FACE_DOWN, SITTING)


def test_on_the_back_it_is_no_curl() -> None:
    """A heel that slides toward the buttock there bends the hip as well, which another exercise is."""
    turned = FACE_DOWN.filmed("left")
    middle = turned.image_xy[..., 1].mean()
    on_the_back = turned.with_xy(turned.image_xy * (1.0, -1.0) + (0.0, 2 * middle))
    assert "Lying face down" in reasons(answer_track("hamstring-curl", on_the_back))["lower_slowly"]
