"""The strip of footfalls below an annotated film."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from gait_films import walking_film
from gait_tracks import seen
from performances import analysed, balance

from formcheck.annotate import annotate
from formcheck.cue_timeline import timeline
from formcheck.exercises import get
from formcheck.footfall_strip import AROUND_S, NOW, FootfallStrip
from formcheck.palette import JUDGED_SIDE, rgb
from formcheck.report import Event
from formcheck.scoring import Options, score_clip
from formcheck.video import probe
from test_videos.motions.walk import Walk

WIDTH = 600
WALK = analysed(seen(Walk(duration_s=5.2), "left", 30.0, 0.3).track, "walk", "walk.mp4")


def strip_with(*events: Event) -> FootfallStrip:
    report = WALK.report.model_copy(update={"events": list(events), "phases": [], "side": "left"})
    return FootfallStrip(replace(WALK, report=report), WIDTH)


def marked_x(strip: FootfallStrip, time_s: float) -> float:
    """Where the colour of the judged side lies in the strip, as a mean column."""
    drawn = strip.below(np.zeros((10, WIDTH, 3), np.uint8), time_s)[10:]
    columns = np.flatnonzero((drawn == rgb(JUDGED_SIDE)).all(axis=-1).any(axis=0))
    return float(columns.mean())


def now_x(strip: FootfallStrip) -> float:
    drawn = strip.below(np.zeros((10, WIDTH, 3), np.uint8), 9.0)[10:]
    return float(np.flatnonzero((drawn == rgb(NOW)).all(axis=-1).any(axis=0)).mean())


def test_a_contact_passes_the_line_of_now_as_it_happens() -> None:
    strip = strip_with(Event(kind="initial_contact", side="left", time_s=2.0))
    assert abs(marked_x(strip, 2.0) - now_x(strip)) <= 2
    assert marked_x(strip, 1.5) > now_x(strip) + 50  # it is still to come
    early, late = marked_x(strip, 2.3), marked_x(strip, 2.6)
    assert early > late  # and runs to the left


def test_the_strip_adds_to_the_picture_and_hides_nothing() -> None:
    strip = FootfallStrip(WALK, WIDTH)
    picture = np.random.default_rng(1).integers(0, 255, (40, WIDTH, 3)).astype(np.uint8)
    drawn = strip.below(picture, 2.0)
    assert drawn.shape == (40 + strip.height_px, WIDTH, 3)
    assert (drawn[:40] == picture).all()
    assert strip.height_px % 2 == 0
    assert AROUND_S > 1.0  # a whole stride is in sight


def test_where_nobody_walks_there_is_no_strip() -> None:
    strip = FootfallStrip(balance(), WIDTH)
    picture = np.zeros((4, WIDTH, 3), np.uint8)
    assert strip.height_px == 0
    assert strip.below(picture, 1.0) is picture


def test_the_annotated_film_of_a_walk_is_higher_by_the_strip(tmp_path: Path) -> None:
    clip = tmp_path / "walk.mp4"
    walking_film(clip, Walk(duration_s=5.2))
    analysis = score_clip(clip, get("walk"), Options())
    annotate(clip, analysis, tmp_path / "annotated.mp4")
    before, after = probe(clip), probe(tmp_path / "annotated.mp4")
    assert after.height_px == before.height_px + FootfallStrip(analysis, before.width_px).height_px
    assert after.height_px > before.height_px


def test_the_player_gets_every_footfall_at_its_time_in_the_film() -> None:
    marks = timeline(WALK).footfalls
    contacts = [mark.time_s for mark in marks if (mark.kind, mark.side) == ("initial_contact", "left")]
    wanted = [event.time_s for event in WALK.report.events if (event.kind, event.side) == ("initial_contact", "left")]
    assert contacts == wanted
    assert {mark.kind for mark in marks} == {"initial_contact", "midstance", "toe_off"}
    assert timeline(balance()).footfalls == []
