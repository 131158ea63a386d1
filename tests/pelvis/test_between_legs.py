"""Half of the turn of the pelvis from one mid-stance to the other is its drop on either leg."""

from __future__ import annotations

import numpy as np
import pytest
from skeletons import Posture, film, from_view, perform
from waists import dressed, waist

from formcheck.camera import View, find_camera
from formcheck.cues import CannotTellError
from formcheck.pelvis.between_legs import TOO_FAST, TOO_FEW, read_between_legs
from formcheck.pelvis.level import NO_PICTURE
from formcheck.performance import Performance
from formcheck.phases import Phase
from formcheck.pictured import pelvis_between_legs

STANCE_S = 0.5


def walked(drop_deg: float, *, view: View = "front", seconds: float = 6.0, midstance_s: float = 0.4) -> Performance:
    """Half a second on either leg in turn; seen from the front, the free side lower over the left leg is
    anti-clockwise."""
    track = film(perform((seconds, Posture()), fps=12.0), from_view(view))
    starts = np.arange(0.0, seconds, STANCE_S)
    turns = [-drop_deg if number % 2 == 0 else drop_deg for number in range(len(starts))]
    painted = {
        (start, start + STANCE_S): waist(turn).pixels for start, turn in zip(starts.tolist(), turns, strict=True)
    }
    phases = [
        Phase("midstance", "left" if number % 2 == 0 else "right", start, start + midstance_s)
        for number, start in enumerate(starts.tolist())
    ]
    track = dressed(track, painted)
    return Performance(track, find_camera(track), phases, "left")


def reason(performance: Performance) -> str:
    with pytest.raises(CannotTellError) as told:
        read_between_legs(performance, "midstance")
    return str(told.value)


@pytest.mark.parametrize("drop_deg", [-4.0, 0.0, 6.0, 14.0])
def test_half_of_the_turn_is_read(drop_deg: float) -> None:
    seen = read_between_legs(walked(drop_deg), "midstance")
    assert seen.median_deg == pytest.approx(drop_deg, abs=1.0)
    assert seen.against == "other leg"


@pytest.mark.parametrize("drop_deg", [0.0, 8.0])
def test_from_behind_the_same_turn_is_the_other_leg_s_drop(drop_deg: float) -> None:
    # The side that is lower over the left leg is then the picture's other one.
    seen = read_between_legs(walked(-drop_deg, view="back"), "midstance")
    assert seen.median_deg == pytest.approx(drop_deg, abs=1.0)


def test_the_estimate_takes_the_row_of_walking() -> None:
    found = pelvis_between_legs(walked(6.0), "midstance")
    assert found.reading.estimate == pytest.approx((found.seen.median_deg - found.row.offset) / found.row.gain)
    assert found.reading.n == 6


def test_what_stands_in_the_way_is_said() -> None:
    assert reason(walked(6.0, midstance_s=0.08)) == TOO_FAST
    assert reason(walked(6.0, seconds=1.5)) == TOO_FEW
    bare = walked(6.0)
    track = film(perform((6.0, Posture()), fps=12.0), from_view("front"))
    assert reason(Performance(track, bare.camera, bare.phases, "left")) == NO_PICTURE
