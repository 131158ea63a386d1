"""The words beside the live picture, for each state of a session."""

from __future__ import annotations

from dataclasses import replace

from skeletons import Leg, Posture, Stances, film, from_view, perform

from formcheck.app.live_panel import panel
from formcheck.app.texts import live as texts
from formcheck.exercises import get
from formcheck.live.analyst import assess
from formcheck.live.corrections import Coach, Standing
from formcheck.live.setup_coach import SetupCheck
from formcheck.live.snapshot import Assessment, Count, Hold, Snapshot

WISH = SetupCheck("view", "View", False, "Turn to the left & stay <there>.")
FINE = SetupCheck("light", "Light", True, "There is enough light.")
SHOWN = Standing("knee_over_toes", "Knee over toes", "Turn the knee out.", "not_met", 14.0, 2.0)


def assessed(knee_in_deg: float = 0.0) -> Assessment:
    stance = Stances("left", leg=Leg(thigh_in_deg=knee_in_deg / 2, knee_in_deg=knee_in_deg)).one_leg()
    return assess(film(perform((2.0, Posture()), (6.0, stance)), from_view("front")), get("single-leg-balance"))


def test_the_first_wish_of_the_setup_coach_is_written_large_and_every_check_listed() -> None:
    words = panel(Snapshot("checking", checks=(FINE, WISH)))
    assert words.index("Turn to the left &amp; stay &lt;there&gt;.") < words.index("enough light")
    assert words.count("<li") == 2


def test_all_right_asks_to_stand_still() -> None:
    assert texts.KEEP_STILL in panel(Snapshot("checking", checks=(FINE,)))


def test_before_the_first_check_it_waits() -> None:
    assert texts.WAITING in panel(Snapshot("checking"))


def test_the_countdown_shows_its_number() -> None:
    words = panel(Snapshot("counting", seconds_left=2))
    assert ">2</div>" in words
    assert texts.SETUP_DONE in words


def test_a_sure_correction_says_change_and_an_unsure_one_perhaps() -> None:
    sure = panel(Snapshot("running", assessment=assessed(), coach=Coach(shown=SHOWN)))
    assert texts.CHANGE in sure
    assert "Turn the knee out." in sure
    unsure = replace(SHOWN, state="borderline")
    assert texts.PERHAPS in panel(Snapshot("running", assessment=assessed(), coach=Coach(shown=unsure)))


def test_good_form_is_told_only_where_something_was_judged() -> None:
    assessment = assessed()
    assert texts.GOOD in panel(Snapshot("running", assessment=assessment))
    unsure = tuple(
        replace(standing, state="cannot_tell", reason="Too uncertain.") if standing.estimate is not None else standing
        for standing in assessment.standings
    )
    told = panel(Snapshot("running", assessment=replace(assessment, standings=unsure)))
    assert texts.GOOD not in told
    assert "Too uncertain." in told
    nothing = replace(assessment, standings=())
    assert texts.LOOKING in panel(Snapshot("running", assessment=nothing))
    assert texts.KEEP_STILL in panel(Snapshot("running", assessment=replace(nothing, hold=None)))


def test_a_notice_is_told() -> None:
    assert "Nobody was found" in panel(Snapshot("running", notice="Nobody was found"))


def test_hold_and_count() -> None:
    assessment = replace(
        assessed(), hold=Hold("left", 2.0, 8.0, ongoing=True), target_s=60.0, count=Count(3, "repetitions")
    )
    words = panel(Snapshot("running", time_s=67.0, assessment=assessment))
    assert "<b>1:05</b>Hold of 1:00" in words
    assert "<b>3</b>repetitions" in words
    over = replace(assessment, hold=Hold("left", 2.0, 8.0, ongoing=False))
    assert f"<b>0:06</b>{texts.LAST_HOLD}" in panel(Snapshot("running", time_s=67.0, assessment=over))


def test_every_cue_that_is_judged_now_stands_in_the_list() -> None:
    assessment = assessed()
    words = panel(Snapshot("running", assessment=assessment))
    judged = [standing for standing in assessment.standings if standing.estimate is not None]
    assert judged
    assert words.count("<li") == len(judged)
    assert all(standing.label in words for standing in judged)
