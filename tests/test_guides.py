"""Where distances are measured in the picture: each line ends on the joints that the number is made of."""

from __future__ import annotations

import numpy as np
import pytest
from forms import all_forms

from formcheck.camera import View
from formcheck.guides import ANGLE_OF, GUIDES, guide_lines
from formcheck.landmarks import of
from formcheck.leg_length import leg_length_px
from formcheck.marks import MARKS, mark_of
from formcheck.measures import MEASURES
from formcheck.metrics import METRICS
from formcheck.pose import Array

FORMS = all_forms()


def lines(form: str, view: View, metric: str) -> tuple[Array, float]:
    """The lines of a metric in the frame of its worst instant, and the estimate of that frame."""
    analysis = FORMS[form].performed(view)
    frame = len(analysis.track) // 2
    side = analysis.report.side or "left"
    found = guide_lines(metric, analysis.track.image_xy[frame], analysis.camera, analysis.report.side)
    read = METRICS[metric].read(analysis.track, analysis.camera, side)[frame]
    return found, float(read)


def across_px(segment: Array) -> float:
    return float(abs(segment[1, 0] - segment[0, 0]))


def test_knees_against_ankles_are_two_lines_whose_ratio_is_the_reading() -> None:
    (knees, ankles), ratio = lines("squat", "front", "knee_separation")
    assert across_px(knees) / across_px(ankles) == pytest.approx(ratio, rel=1e-6)


def test_the_plumb_line_of_the_hips_misses_the_middle_of_the_feet_by_the_reading() -> None:
    analysis = FORMS["squat"].performed("front")
    (plumb, ankles), percent = lines("squat", "front", "hip_shift")
    off_px = abs(plumb[1, 0] - ankles[:, 0].mean())
    assert 100 * off_px / leg_length_px(analysis.track) == pytest.approx(abs(percent), abs=0.2)


def test_a_long_step_is_shown_from_below_the_hips_to_the_ankle() -> None:
    analysis = FORMS["walk"].performed("left")
    points = analysis.track.image_xy[len(analysis.track) // 2]
    plumb, ahead = guide_lines("overstride", points, analysis.camera, "left")
    assert np.allclose(ahead[1], points[of("left", "ANKLE")])
    assert np.allclose(plumb[1], ahead[0])
    turn = np.radians(analysis.camera.up_deg)
    assert (plumb[1] - plumb[0]) @ (np.cos(turn), np.sin(turn)) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("metric", ["overstride", "knee_over_foot"])
def test_what_is_measured_of_one_leg_has_no_line_without_a_leg(metric: str) -> None:
    analysis = FORMS["walk"].performed("left")
    assert not len(guide_lines(metric, analysis.track.image_xy[0], analysis.camera, None))


def test_what_is_no_distance_has_no_line() -> None:
    analysis = FORMS["walk"].performed("left")
    assert not len(guide_lines("hold_time", analysis.track.image_xy[0], analysis.camera, "left"))


@pytest.mark.parametrize(("measure", "angle"), ANGLE_OF.items())
def test_every_measure_of_a_stride_is_shown_by_an_angle_that_can_be_drawn(measure: str, angle: str) -> None:
    assert measure in MEASURES
    assert angle in MARKS


@pytest.mark.parametrize("measure", ["knee_straightest", "knee_overstraight", "shank_forward"])
def test_the_instant_that_is_shown_reads_what_is_said_of_it(measure: str) -> None:
    """The frame is that of the worst stride, so it reads no better than the median over all of them."""
    analysis = FORMS["walk"].performed("left")
    answer = next(each for each in analysis.judged if each.cue.metric == measure)
    assert answer.reading is not None
    assert answer.reading.worst_s is not None
    frame = int(np.argmin(np.abs(analysis.track.time_s - answer.reading.worst_s)))
    mark = mark_of(ANGLE_OF[measure], analysis.track.image_xy[frame], analysis.camera, "left")
    assert mark is not None
    stride = next(p for p in analysis.phases if p.kind == "stride" and p.start_s <= answer.reading.worst_s <= p.end_s)
    inside = (analysis.track.time_s >= stride.start_s) & (analysis.track.time_s <= stride.end_s)
    read = METRICS[ANGLE_OF[measure]].read(analysis.track, analysis.camera, "left")
    assert mark.reading_deg == pytest.approx(float(read[frame]), abs=0.1)
    if measure != "shank_forward":
        half = inside & (analysis.track.time_s > stride.start_s + 0.2 * (stride.end_s - stride.start_s))
        half &= analysis.track.time_s < stride.start_s + 0.58 * (stride.end_s - stride.start_s)
        assert mark.reading_deg < np.nanmin(read[half]) + 1.5


def test_every_judged_angle_or_distance_that_a_frame_can_show_is_pointed_out() -> None:
    shown = set(MARKS) | set(ANGLE_OF) | set(GUIDES)
    judged = {cue.metric for form in FORMS.values() for cue in form.judged.cues if cue.metric in METRICS}
    assert judged <= shown
