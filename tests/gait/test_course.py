from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from gait_tracks import cleaned, seen

from formcheck.camera import Camera, View, find_camera
from formcheck.gait.course import direction_of, surface_of, turns_s
from formcheck.gait.facts import gait_facts, in_words
from formcheck.gait.finding import find_gait
from formcheck.landmarks import SIDES
from formcheck.sampling import SceneSampler
from test_videos.motions.walk import Walk

WALK = Walk(duration_s=5.2)
ACROSS = Walk(duration_s=5.2, travel="overground", steps_per_min=116)


def test_a_treadmill_is_told_from_the_floor_where_the_view_shows_it() -> None:
    assert surface_of(*cleaned(seen(WALK).track, WALK)) == "treadmill"
    assert surface_of(*cleaned(seen(ACROSS).track, ACROSS)) == "overground"
    assert surface_of(*cleaned(seen(WALK, "front").track, WALK)) is None


@pytest.mark.parametrize(("pan_px_s", "surface"), [(0.0, "treadmill"), (20.0, None)])
def test_no_treadmill_is_claimed_if_the_camera_went_along(pan_px_s: float, surface: str | None) -> None:
    """Whoever is followed by the camera stays in the middle of the picture too."""
    track, camera = cleaned(seen(WALK).track, WALK)
    wall = np.random.default_rng(3).normal(128, 40, (240, 640 + 400))
    wall = np.repeat(np.repeat(wall[::8, ::8], 8, axis=0), 8, axis=1)
    wall = np.repeat(wall, 2, axis=0)
    sampler = SceneSampler()
    for time_s, xy in zip(track.time_s, track.image_xy, strict=True):
        start = round(pan_px_s * time_s)
        grey = np.clip(wall[:480, start : start + 640], 0, 255).astype(np.uint8)
        sampler.look(np.repeat(grey[..., None], 3, axis=2), float(time_s), xy)
    assert surface_of(replace(track, scenes=sampler.samples()), camera) == surface


def camera_of(view: View) -> Camera:
    return find_camera(seen(WALK, view).track)


def test_whoever_turns_round_is_read_one_way_and_the_turn_is_told() -> None:
    """Out and back: the way back is the mirror image of the way out, each leg now on the other side of the body."""
    there = seen(WALK).track
    half = len(there) // 2
    width = there.size_px[0]
    xy = there.image_xy.copy()
    xy[half:, :, 0] = width - xy[half:, :, 0]
    track, camera = cleaned(there.with_xy(xy), WALK)
    (turn_s,) = turns_s(track, replace(camera, view="left", forward=-1.0))
    assert turn_s == pytest.approx(there.time_s[half], abs=0.5)
    assert turns_s(*cleaned(there, WALK)) == []


@pytest.mark.parametrize(
    ("view", "direction"), [("left", "left"), ("right", "right"), ("front", "toward"), ("back", "away")]
)
def test_the_direction_is_where_the_person_faces(view: View, direction: str) -> None:
    assert direction_of(camera_of(view)) == direction


def test_the_facts_of_a_gait_make_a_line_for_the_page() -> None:
    track, camera = cleaned(seen(ACROSS).track, ACROSS)
    gait = find_gait(track, camera)
    assert gait is not None
    facts = gait_facts(gait, track, camera)
    assert (facts.kind, facts.surface, facts.direction, facts.dropped) == ("walk", "overground", "left", [])
    assert facts.strides == {side: len(gait.of(side)) for side in SIDES}
    assert in_words(facts).startswith("Walking across the room, to the left of the picture; strides used: ")
