from __future__ import annotations

import pytest

from test_videos.expectations import expected_verdicts
from test_videos.motions.calf_stretch import CalfStretch
from test_videos.motions.single_leg_balance import SingleLegBalance


@pytest.mark.parametrize(
    ("grade", "verdict"), [(0.0, "met"), (5.0, "met"), (7.0, "borderline"), (15.0, "not_met"), (-5.0, "met")]
)
def test_a_knee_in_is_judged_by_its_grade(grade: float, verdict: str) -> None:
    assert expected_verdicts(SingleLegBalance(knee_in_deg=grade), "front")["knee_over_toes"] == verdict


def test_one_fault_leaves_the_other_cues_met() -> None:
    verdicts = expected_verdicts(SingleLegBalance(trunk_lean_deg=14.0), "back")
    assert verdicts.pop("trunk_upright") == "not_met"
    assert set(verdicts.values()) == {"met"}


def test_what_the_view_does_not_show_cannot_be_told() -> None:
    from_the_side = expected_verdicts(SingleLegBalance(knee_in_deg=15.0), "left")
    assert {cue for cue, verdict in from_the_side.items() if verdict != "cannot_tell"} == {"foot_stays_up"}
    verdicts = expected_verdicts(CalfStretch(heel_lift_deg=15.0), "back")
    assert verdicts["heel_flat"] == "cannot_tell"
    assert verdicts["knee_over_toes"] == "met"


def test_wobble_is_unsteady_and_a_touch_down_is_a_fault_of_its_own() -> None:
    touched = expected_verdicts(SingleLegBalance(touch_downs_s=(3.0,)), "front")
    assert touched["foot_stays_up"] == "not_met"
    assert touched["steady"] == "met"
    assert expected_verdicts(SingleLegBalance(wobble_percent=2.0), "front")["steady"] == "borderline"
    assert expected_verdicts(SingleLegBalance(), "front")["steady"] == "met"
