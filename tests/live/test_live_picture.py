"""What is drawn on the live picture, and that the mirror image is only a way of showing it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from skeletons import Leg, Posture, Stances, film, from_view, perform

from formcheck.estimation import Pose
from formcheck.exercises import get
from formcheck.live.analyst import assess
from formcheck.live.corrections import Coach, Standing
from formcheck.live.picture import draw_live, hold_words
from formcheck.live.setup_coach import SetupCheck
from formcheck.live.snapshot import Count, Hold, Snapshot
from formcheck.palette import STATE_COLOURS, rgb
from formcheck.upright import Image

SIZE_PX = (640, 480)
GREY = np.full((480, 640, 3), 90, np.uint8)


def running(**changes: object) -> Snapshot:
    stance = Stances("left", leg=Leg(thigh_in_deg=10.0, knee_in_deg=20.0)).one_leg()
    shot = replace(from_view("front"), size_px=SIZE_PX, px_per_m=200.0)
    track = film(perform((2.0, Posture()), (5.0, stance)), shot)
    pose = Pose(track.image_xy[-1], track.visibility[-1], track.world_m[-1])
    time_s = float(track.time_s[-1])
    snapshot = Snapshot("running", time_s, len(track), pose=pose, assessment=assess(track, get("single-leg-balance")))
    return replace(snapshot, **changes)  # type: ignore[arg-type]


def touched(picture: Image, top: float = 0.0, bottom: float = 1.0, left: float = 0.0, right: float = 1.0) -> float:
    """Share of a part of the picture that was drawn on."""
    height, width = picture.shape[:2]
    part = (slice(int(top * height), int(bottom * height)), slice(int(left * width), int(right * width)))
    return float((picture[part] != GREY[part]).any(axis=2).mean())


def coloured(picture: Image, colour: str) -> int:
    return int((np.abs(picture.astype(int) - rgb(colour)).max(axis=2) < 12).sum())


def test_nothing_is_drawn_without_anything_to_show() -> None:
    picture = draw_live(GREY, Snapshot())
    assert np.array_equal(picture, GREY)
    assert picture is not GREY


def test_the_picture_given_is_not_changed() -> None:
    before = GREY.copy()
    draw_live(GREY, running())
    assert np.array_equal(GREY, before)


def test_the_hold_timer_stands_in_the_upper_left_corner_mirrored_or_not() -> None:
    for mirrored in (True, False):
        picture = draw_live(GREY, running(), mirrored=mirrored)
        assert touched(picture, 0.02, 0.2, 0.02, 0.2) > 0.8


def test_the_mirror_turns_the_body_around_and_not_the_words() -> None:
    without_cards = running(stage="stopped", assessment=None)
    plain, mirrored = (draw_live(GREY, without_cards, mirrored=mirrored) for mirrored in (False, True))
    body = {"top": 0.1, "bottom": 0.5}
    assert touched(plain, **body) == pytest.approx(touched(mirrored, **body), abs=0.005)
    assert touched(plain[:, ::-1], right=0.5, **body) == pytest.approx(touched(mirrored, right=0.5, **body), abs=0.01)
    assert not np.array_equal(plain, mirrored)


def test_the_wrong_angle_is_drawn_in_the_colour_of_a_fault() -> None:
    assert coloured(draw_live(GREY, running()), STATE_COLOURS["not_met"]) > 50
    blind = replace(running(), assessment=None)
    assert coloured(draw_live(GREY, blind), STATE_COLOURS["not_met"]) == 0


def test_a_correction_is_written_large_and_does_not_hide_the_legs() -> None:
    shown = Standing("knee_over_toes", "Knee over toes", "Turn it out.", "not_met", 14.0, 2.0)
    without, with_it = draw_live(GREY, running()), draw_live(GREY, running(coach=Coach(shown=shown)))
    changed = (without != with_it).any(axis=2)
    rows = np.flatnonzero(changed.any(axis=1))
    assert changed.mean() > 0.06
    assert rows.max() < 0.5 * GREY.shape[0]
    assert coloured(with_it, STATE_COLOURS["not_met"]) > coloured(without, STATE_COLOURS["not_met"]) + 500


def test_the_setup_coach_tells_its_first_wish() -> None:
    fine, wish = SetupCheck("light", "Light", True, "Fine."), SetupCheck("view", "View", False, "Turn to the left.")
    picture = draw_live(GREY, Snapshot("checking", checks=(fine, wish)))
    assert touched(picture, 0.0, 0.2) > 0.2
    assert touched(draw_live(GREY, Snapshot("checking", checks=(fine,)))) == 0.0


def test_the_countdown_fills_the_middle() -> None:
    picture = draw_live(GREY, Snapshot("counting", seconds_left=3))
    assert touched(picture, 0.35, 0.65, 0.4, 0.6) == 1.0
    assert touched(picture, 0.9, 1.0) == 0.0


def test_the_repetitions_stand_in_the_upper_right_corner() -> None:
    snapshot = running()
    assert snapshot.assessment is not None
    counted = replace(snapshot, assessment=replace(snapshot.assessment, count=Count(12, "repetitions")))
    assert touched(draw_live(GREY, counted), 0.02, 0.2, 0.85, 0.98) > 0.8
    assert touched(draw_live(GREY, snapshot), 0.02, 0.2, 0.85, 0.98) == 0.0


def test_hold_words() -> None:
    assessment = running().assessment
    assert assessment is not None
    going = replace(assessment, hold=Hold("left", 2.0, 7.0, ongoing=True), target_s=60.0)
    assert hold_words(going, 65.5) == ("1:03", "of 1:00")
    assert hold_words(replace(going, target_s=None), 7.0) == ("0:05", "held")
    assert hold_words(replace(going, hold=Hold("left", 2.0, 7.0, ongoing=False)), 65.5) == ("0:05", "last hold")
    assert hold_words(replace(going, hold=None), 65.5) == ("", "")


def test_a_hidden_landmark_is_not_drawn() -> None:
    snapshot = running(stage="stopped")
    assert snapshot.pose is not None
    unseen = replace(snapshot, pose=replace(snapshot.pose, visibility=np.zeros(33)))
    assert np.array_equal(draw_live(GREY, unseen), GREY[:, ::-1])
