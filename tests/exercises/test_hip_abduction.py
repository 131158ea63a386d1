"""Hip abduction on stick people, standing and lying on the side: how it is performed, with each fault."""

from __future__ import annotations

from functools import partial

from forms import Form, lying, repeated
from movements import abducting, side_lying
from skeletons import Posture

STANDING = Form(
    exercise="hip-abduction",
    posture="standing",
    filmed=repeated(Posture(planted="right"), partial(abducting, "left")),
    counted=("rep", 2),
    well={"front": {"leg_out", "trunk_upright"}, "back": {"leg_out", "trunk_upright"}, "left": set()},
    faults=(
        ("leg_out", "front", {"out_deg": 6.5}),
        ("trunk_upright", "front", {"trunk_deg": 25.0}),
        ("trunk_upright", "back", {"trunk_deg": 25.0}),
    ),
    pictured=frozenset({"pelvis_level"}),
    recognised=("front", "back"),
)

ON_THE_SIDE = Form(
    exercise="hip-abduction",
    posture="lying",
    filmed=repeated(
        partial(side_lying, "left"), partial(side_lying, "left"), lying("left", beside="front"), {"out_deg": 30.0}
    ),
    counted=("rep", 2),
    well={"front": {"leg_out"}, "back": {"leg_out"}, "left": set()},
    faults=(("leg_out", "front", {"out_deg": 6.0}), ("leg_out", "back", {"out_deg": 6.0})),
)
FORMS = (STANDING, ON_THE_SIDE)


def test_the_upper_leg_is_judged() -> None:
    assert ON_THE_SIDE.performed("front").report.side == "left"
