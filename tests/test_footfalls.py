"""Footfalls as marks on a line of time."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from gait_tracks import seen
from performances import analysed, balance

from formcheck.curve_section import curve_sections
from formcheck.footfalls import footfalls, stances, strip_svg
from formcheck.page import render_page
from formcheck.report import Event, PhaseFound
from test_videos.motions.walk import Walk

MOTION = Walk(duration_s=5.2)


def event(kind: str, side: str, time_s: float) -> Event:
    return Event(kind=kind, side=side, time_s=time_s)


def test_marks_are_in_order_and_midstance_lies_in_the_middle_of_its_phase():
    middle = PhaseFound(kind="midstance", side="left", start_s=1.2, end_s=1.4)
    marks = footfalls([event("toe_off", "left", 1.7), event("initial_contact", "left", 1.0)], [middle])
    assert [(mark.kind, mark.time_s) for mark in marks] == [
        ("initial_contact", 1.0),
        ("midstance", 1.3),
        ("toe_off", 1.7),
    ]


def test_a_stance_runs_from_a_contact_to_the_next_toe_off_of_the_same_foot():
    events = [
        event("toe_off", "left", 0.2),
        event("initial_contact", "left", 1.0),
        event("toe_off", "right", 1.1),
        event("toe_off", "left", 1.7),
        event("initial_contact", "left", 2.1),
    ]
    assert stances(footfalls(events, []), "left") == [(1.0, 1.7)]
    assert stances(footfalls(events, []), "right") == []


def test_the_strip_says_what_it_shows_and_marks_differ_in_shape():
    marks = footfalls(
        [event("initial_contact", "left", 1.0), event("toe_off", "left", 1.6)],
        [PhaseFound(kind="midstance", side="left", start_s=1.2, end_s=1.4)],
    )
    drawing = ET.fromstring(strip_svg(marks, 3.0))
    assert "1 contacts of the left foot" in drawing.attrib["aria-label"]
    titles = [title.text for title in drawing.iter("title")]
    assert titles == [
        "initial contact, left foot, 1.00 s",
        "mid-stance, left foot, 1.30 s",
        "toe-off, left foot, 1.60 s",
    ]
    assert len({path.attrib["d"].split(" ", 3)[3] for path in drawing.iter("path") if list(path)}) == 3


def test_the_page_of_a_walk_shows_footfalls_curves_and_whose_band_it_is():
    walk = analysed(seen(MOTION, "left", 30.0, 0.3).track, "walk", "walk.mp4")
    (section,) = curve_sections([walk])
    assert (section.cycle, len(section.charts)) == ("stride", 6)
    html = render_page([walk], walk.report, {})
    assert "Over the stride" in html
    assert "Schwartz et al. 2008" in html
    assert "Footfalls over" in html


def test_from_the_front_both_legs_share_a_chart():
    walk = analysed(seen(MOTION, "front", 30.0, 0.3).track, "walk", "walk.mp4")
    (section,) = curve_sections([walk])
    assert "left leg" in section.charts[0].caption
    assert "right leg" in section.charts[0].caption
    assert section.sources == []


def test_a_hold_has_no_such_section():
    assert curve_sections([balance()]) == []
    assert "Over the" not in render_page([balance()], balance().report, {})
