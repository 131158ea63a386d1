"""Whatever an exercise measures, every output can say and draw it: page, table, overlay, key frames, angles."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from html import unescape
from typing import get_args

import numpy as np
import pytest
from acting import act, answer_track
from gait_tracks import seen
from movements import (
    Rhythm,
    abducting,
    curling,
    hinging,
    kneeling,
    lunging,
    on_toes,
    repeat,
    sitting,
    squatting,
    standing_on_floor,
)
from skeletons import LIFTED, Leg, Motion, Posture, Stances, film, from_view, perform

from formcheck import wording
from formcheck.analysis import Analysis
from formcheck.annotate import output_size
from formcheck.camera import View
from formcheck.cue_timeline import timeline
from formcheck.exercises import all_exercises
from formcheck.export import angles_csv
from formcheck.key_frame import draw_key_frame
from formcheck.metrics import UNIT_SIGNS, Unit
from formcheck.overlay import draw_frame
from formcheck.page import render_page
from formcheck.terminal import print_report
from test_videos.motions.run import Run
from test_videos.motions.walk import Walk

STAND = Posture()
VIEWS: tuple[View, ...] = ("front", "left")


def repeated(rest: Posture, turn: Posture) -> Motion:
    return repeat(rest, turn, Rhythm(reps=3, lead_s=1.5), 20.0)


def stepping() -> Motion:
    up = Stances("left").one_leg()
    ahead = replace(up, right=Leg(25.0, 10.0))
    return perform((2.0, STAND), *[(1.2, up), (0.4, ahead)] * 3, (1.0, STAND), fps=15.0)


FORMS: dict[str, Callable[[], Motion]] = {
    "balance-step": stepping,
    "calf-raise": lambda: repeated(STAND, on_toes()),
    "calf-stretch": lambda: perform((2.0, STAND), (6.0, Stances("left").split())),
    "deadlift": lambda: repeated(STAND, hinging()),
    "hamstring-curl": lambda: repeated(Posture(planted="right"), curling("left")),
    "hip-abduction": lambda: repeated(Posture(planted="right"), abducting("left")),
    "hip-flexor-stretch": lambda: act(kneeling("left"), 8.0),
    "leg-extension": lambda: repeated(sitting("left"), sitting("left", 2.0)),
    "lunge": lambda: standing_on_floor(repeated(lunging("left", 15.0), lunging("left"))),
    "quad-stretch": lambda: act(curling("left", 125.0), 8.0),
    "single-leg-balance": lambda: perform((2.0, STAND), (6.0, Posture(right=LIFTED))),
    "squat": lambda: repeated(STAND, squatting()),
}
GAITS: dict[str, Walk | Run] = {"walk": Walk(duration_s=5.2), "run": Run(duration_s=6.4)}
EVERY = pytest.mark.parametrize("view", VIEWS)
EACH = pytest.mark.parametrize("exercise", sorted({*FORMS, *GAITS}))


@cache
def analysed(exercise: str, view: View) -> Analysis:
    if exercise in GAITS:
        return answer_track(exercise, seen(GAITS[exercise], view, 60.0 if exercise == "run" else 30.0).track)
    return answer_track(exercise, film(FORMS[exercise](), from_view(view)))


def test_every_exercise_is_performed_here() -> None:
    assert {*FORMS, *GAITS} == set(all_exercises())


@EACH
def test_some_view_judges_it(exercise: str) -> None:
    assert any(analysed(exercise, view).report.score.judged for view in VIEWS)


@EVERY
@EACH
def test_the_page_has_every_cue_and_every_reading(exercise: str, view: View) -> None:
    analysis = analysed(exercise, view)
    page = unescape(render_page([analysis], analysis.report, {}))
    assert all((cue.ask or cue.says) in page for cue in analysis.report.cues)
    assert all(wording.label(name) in page for name in analysis.report.metrics)


@EVERY
@EACH
def test_the_table_names_what_was_met(exercise: str, view: View) -> None:
    report, out = analysed(exercise, view).report, io.StringIO()
    print_report(report, out)
    assert f"{report.score.met} of {report.score.judged} met" in " ".join(out.getvalue().split())


@EVERY
@EACH
def test_angles_and_timeline_cover_every_frame_and_cue(exercise: str, view: View) -> None:
    analysis = analysed(exercise, view)
    assert len(angles_csv(analysis).splitlines()) == len(analysis.track) + 1
    assert {signal.cue for signal in timeline(analysis).signals} == {
        cue.id for cue in analysis.report.cues if cue.ask is None
    }


@EVERY
@EACH
def test_frames_and_key_frames_can_be_drawn(exercise: str, view: View) -> None:
    analysis = analysed(exercise, view)
    width_px, height_px = output_size(*analysis.track.size_px)
    picture = np.full((height_px, width_px, 3), 128, dtype=np.uint8)
    middle = len(analysis.track) // 2
    assert (draw_frame(picture, analysis, middle) != picture).any()
    for answer in analysis.judged:
        if answer.reading is not None and answer.reading.worst_s is not None:
            frame = int(np.argmin(np.abs(analysis.track.time_s - answer.reading.worst_s)))
            assert draw_key_frame(picture, analysis, answer, frame).shape[2] == 3


@pytest.mark.parametrize("unit", get_args(Unit))
def test_every_unit_has_its_sign_and_its_decimals(unit: Unit) -> None:
    assert wording.quantity(2.0, unit).endswith(UNIT_SIGNS[unit])
