from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skeletons import (
    ANKLE_HEIGHT_M,
    LEG_M,
    Motion,
    Posture,
    Stances,
    film,
    from_view,
    lose,
    perform,
    points_of,
)

from formcheck import sides
from formcheck.kinematics import leg_length_px
from formcheck.landmarks import LEG, SIDES, of
from formcheck.pose import PoseTrack
from formcheck.sides import APART, ARMS, LEGS, repair_sides, swapped_frames


def walking(fps: float = 30.0, seconds: float = 6.0) -> Motion:
    """Legs that swing to and fro like pendulums half a second apart, each lifted while it goes forward."""
    time_s = np.arange(0.0, seconds, 1.0 / fps)
    points = np.repeat(points_of(Posture())[None], len(time_s), axis=0)
    for side, phase in zip(SIDES, (0.0, np.pi), strict=True):
        angle = 2 * np.pi * time_s / 1.1 + phase
        swing_m, lift_m = 0.3 * np.sin(angle), 0.12 * np.clip(np.cos(angle), 0.0, None)
        for part in LEG[1:]:
            share = (LEG_M + ANKLE_HEIGHT_M - points[:, of(side, part), 2]) / LEG_M
            points[:, of(side, part), 0] += share * swing_m
            points[:, of(side, part), 2] += share * lift_m
        for part in ("ELBOW", "WRIST", "PINKY", "INDEX", "THUMB"):
            points[:, of(side, part), 0] -= 0.5 * swing_m
    return Motion(time_s, points)


def exchanged(track: PoseTrack, frames: np.ndarray, parts: tuple[str, ...] = LEGS) -> PoseTrack:
    """The track with left called right in some frames, as a pose model does at a crossing."""
    left, right = ([of(side, part) for part in parts] for side in SIDES)
    rows = np.flatnonzero(frames)[:, None]
    fields = {name: getattr(track, name).copy() for name in ("image_xy", "visibility", "world_m")}
    for values in fields.values():
        values[rows, left], values[rows, right] = values[rows, right], values[rows, left]
    return replace(track, **fields)


def forced(frames: int, share: float, seed: int) -> np.ndarray:
    """(T,) True in runs of one to six frames that make up a share of all."""
    random, mask = np.random.default_rng(seed), np.zeros(frames, dtype=bool)
    while mask.mean() < share:
        start = int(random.integers(0, frames - 6))
        mask[start : start + int(random.integers(1, 7))] = True
    return mask


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), parts=st.sampled_from([LEGS, ARMS]))
def test_legs_and_arms_exchanged_in_a_twentieth_of_the_frames_are_put_right(
    seed: int, parts: tuple[str, ...]
) -> None:
    clean = film(walking(), from_view("left"))
    repaired = repair_sides(exchanged(clean, forced(len(clean), 0.05, seed), parts))
    # Where the sides lie upon each other it does not matter which is which.
    np.testing.assert_allclose(repaired.image_xy, clean.image_xy, atol=APART * leg_length_px(clean))


def test_everything_of_a_landmark_is_put_right_with_it() -> None:
    clean = film(walking(), from_view("left"))
    clean = replace(clean, visibility=clean.visibility * np.linspace(0.5, 1.0, 33))
    repaired = repair_sides(exchanged(clean, (clean.time_s > 0.2) & (clean.time_s < 0.3)))
    for name in ("image_xy", "visibility", "world_m"):
        np.testing.assert_array_equal(getattr(repaired, name), getattr(clean, name))


@pytest.mark.parametrize("fps", [12.0, 24.0, 60.0])
def test_an_exchange_that_lasts_from_one_crossing_to_the_next_is_put_right(fps: float) -> None:
    clean = film(walking(fps), from_view("right"))
    frames = (clean.time_s > 0.55) & (clean.time_s < 1.1)
    np.testing.assert_array_equal(swapped_frames(exchanged(clean, frames))[0], frames)


@pytest.mark.parametrize("view", ["left", "right", "front", "back"])
@pytest.mark.parametrize("fps", [10.0, 30.0])
def test_a_clean_walk_stays_as_it_is(view: str, fps: float) -> None:
    clean = film(walking(fps), from_view(view))
    assert repair_sides(clean) is clean
    assert not np.any(swapped_frames(clean))


@pytest.mark.parametrize("view", ["left", "front"])
def test_a_hold_with_jitter_stays_as_it_is(view: str) -> None:
    held = film(perform((2.0, Posture()), (4.0, Stances("left").one_leg()), fps=30.0), from_view(view))
    noise = np.random.default_rng(3).normal(scale=3.0, size=held.image_xy.shape)
    jittery = held.with_xy(held.image_xy + noise)
    np.testing.assert_array_equal(repair_sides(jittery).image_xy, jittery.image_xy)


def test_a_clip_mostly_called_wrong_keeps_the_labels_of_most_frames() -> None:
    """Motion alone cannot tell which of the two is left: the model is believed where it says so most often."""
    clean = film(walking(), from_view("left"))
    frames = clean.time_s > 1.0
    wrong = exchanged(clean, frames)
    np.testing.assert_array_equal(swapped_frames(wrong)[0], ~frames)


def test_what_motion_cannot_tell_is_a_gap() -> None:
    """One side's labels for half of a standing clip, the other's for the rest: neither can be called right."""
    still = film(perform((2.0, Stances("left").split())), from_view("left"))
    half = exchanged(still, np.arange(len(still)) >= (len(still) + 1) // 2)
    _, undecided = swapped_frames(half)
    assert undecided.all()
    gone = repair_sides(half)
    assert np.isnan(gone.image_xy[:, [of(side, part) for side in SIDES for part in LEGS]]).all()
    assert np.isfinite(gone.image_xy[:, of("left", "SHOULDER")]).all()


def test_motion_is_not_carried_over_a_long_gap() -> None:
    """After two seconds out of sight the legs may be anywhere, so the model's labels stand."""
    clean = film(walking(), from_view("left"))
    later = exchanged(clean, clean.time_s > 4.0)
    swapped, undecided = swapped_frames(lose(later, (clean.time_s > 2.0) & (clean.time_s <= 4.0)))  # type: ignore[arg-type]
    assert not swapped.any()
    assert not undecided.any()


def test_nobody_has_no_sides_to_exchange() -> None:
    nobody = lose(film(walking(), from_view("left")), slice(None))
    assert repair_sides(nobody) is nobody
    assert not np.any(swapped_frames(nobody))


@pytest.mark.parametrize("block", [1, 7, 100])
def test_the_costs_of_motion_are_the_same_in_blocks(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(5)
    points, time_s = random.normal(size=(40, 2, 4, 2)) / 10, np.cumsum(random.uniform(0.02, 0.05, 40))
    together = sides._motion_costs(points, time_s)
    monkeypatch.setattr(sides, "BLOCK_FRAMES", block)
    np.testing.assert_allclose(sides._motion_costs(points, time_s), together, rtol=1e-12)
