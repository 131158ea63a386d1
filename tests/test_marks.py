"""Marks: the angle that is drawn is the angle that was read."""

from __future__ import annotations

import pytest
from drawings import SHOT
from skeletons import Leg, Posture, camera_of, from_view, lose, still

from formcheck.camera import View
from formcheck.exercises import all_exercises
from formcheck.landmarks import Landmark, Side
from formcheck.marks import MARKS, mark_of
from formcheck.metrics import METRICS

VIEWS: list[tuple[str, View]] = [(name, view) for name in MARKS for view in METRICS[name].views]


@pytest.mark.parametrize(("name", "view"), VIEWS)
@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("roll_deg", [0.0, 7.0])
def test_a_mark_shows_the_angle_that_the_metric_reads(name: str, view: View, side: Side, roll_deg: float) -> None:
    shot = from_view(view, roll_deg=roll_deg)
    leg = Leg(hip_flexion_deg=20, knee_flexion_deg=35, thigh_in_deg=4, knee_in_deg=12, heel_up_deg=15)
    posture = Posture(**{side: leg}, trunk_left_deg=9, trunk_forward_deg=19, left_hip_up_deg=6)  # type: ignore[arg-type]
    track, camera = still(posture, shot), camera_of(shot)
    mark = mark_of(name, track.image_xy[0], camera, side)
    assert mark is not None
    assert mark.reading_deg == pytest.approx(METRICS[name].read(track, camera, side)[0], abs=1e-6)
    assert mark.direction(mark.reading_deg) == pytest.approx(mark.ray / mark.length_px, abs=1e-9)
    assert abs(mark.reading_deg) > 1


def test_every_angle_that_a_cue_judges_has_a_mark() -> None:
    forms = [form for exercise in all_exercises().values() for form in exercise.forms]
    judged = {cue.metric for form in forms for cue in form.cues}
    assert {name for name in judged & METRICS.keys() if METRICS[name].unit == "deg"} <= MARKS.keys()


def test_there_is_no_mark_without_its_landmarks() -> None:
    track, camera = lose(still(Posture(), SHOT), slice(None), [Landmark.LEFT_ANKLE]), camera_of(SHOT)
    assert mark_of("knee_in", track.image_xy[0], camera, "left") is None
    assert mark_of("knee_in", track.image_xy[0], camera, "right") is not None
    assert mark_of("sway", track.image_xy[0], camera, "right") is None
