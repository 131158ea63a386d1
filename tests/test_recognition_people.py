"""Recognition of the generator's people, by their exact joints: bodies, cameras and rhythms drawn at random."""

from __future__ import annotations

from dataclasses import replace

import pytest
from exact_tracks import exact_track

from formcheck.recognition import recognise
from test_videos.camera import CameraPlace, View
from test_videos.film import Clip
from test_videos.motions.balance_step import BalanceStep
from test_videos.motions.motion import Motion
from test_videos.motions.others import MOVEMENTS, OtherMovement
from test_videos.motions.single_leg_balance import SingleLegBalance

FPS = 8.0


def named(motion: Motion, view: View, yaw_deg: float = 0.0, height_m: float = 1.0, body: str = "f_avg") -> list[str]:
    place = CameraPlace(view, yaw_deg, height_m=height_m)
    clip = Clip("x", motion, body, "navy-shirt", "clinic", place, size_px=(480, 640), fps=FPS)
    return [segment.exercise for segment in recognise(exact_track(clip, noise_px=1.0))]


@pytest.mark.parametrize(("kind", "view"), list(zip(MOVEMENTS, ["left", "front", "back"] * 6, strict=False)))
def test_other_movements_of_a_person_are_given_no_name(kind: str, view: View) -> None:
    assert named(OtherMovement(kind, duration_s=4.5), view, yaw_deg=6.0) == []


@pytest.mark.parametrize("kind", ["jumping-jacks", "push-ups", "marching", "sitting-down", "dancing"])
def test_nor_from_another_side(kind: str) -> None:
    assert named(OtherMovement(kind, side="right", period_s=1.4, duration_s=4.5), "front", -8.0, body="m_heavy") == []


def test_there_are_more_than_ten_kinds() -> None:
    assert len(MOVEMENTS) > 10


@pytest.mark.parametrize("view", ["left", "back"])
def test_a_balance_step_is_recognised(view: View) -> None:
    assert named(BalanceStep(stand_s=1.2, lift_s=1.0, hold_s=5.2), view) == ["balance-step"]


@pytest.mark.parametrize("view", ["front", "back"])
def test_a_foot_that_is_lifted_once_is_a_balance_and_no_abduction(view: View) -> None:
    motion = SingleLegBalance(stand_s=1.5, lift_s=1.2, hold_s=4.0, arms="out")
    assert named(replace(motion, seed=641412), view, 10.0) == ["single-leg-balance"]
