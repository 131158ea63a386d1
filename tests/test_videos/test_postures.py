"""Films of people who lie or sit: the body is laid down as a whole, and the truth stays that of the body."""

from __future__ import annotations

import numpy as np
import pytest

from test_videos.body import load_body
from test_videos.camera import CameraPlace
from test_videos.film import Clip, Film
from test_videos.looks import HALVES
from test_videos.motions.motion import Motion
from test_videos.motions.prone_curl import ProneCurl
from test_videos.motions.reps import Tempo
from test_videos.motions.seated_curl import SeatedCurl
from test_videos.motions.side_lying_abduction import SideLyingAbduction
from test_videos.postures import posture_clips
from test_videos.truth import anatomical_metrics
from test_videos.write import truth_of

ONCE = Tempo(start_s=0.5, out_s=0.5, pause_s=0.5, back_s=0.5, rest_s=0.0, reps=1)
TURN = 5
"""The frame in the middle of the pause, at 4 frames a second."""


def filmed(motion: Motion) -> Film:
    return Film(Clip("lying", motion, "f_avg", "navy-shirt", "clinic", CameraPlace("left"), fps=4.0))


@pytest.mark.parametrize("motion", [ProneCurl(tempo=ONCE), SideLyingAbduction(tempo=ONCE)])
def test_somebody_who_lies_is_low_and_as_long_as_before(motion: Motion) -> None:
    film = filmed(motion)
    laid, stood = film.joints_m, film.upright_m
    assert max(float(laid[f"{side}_shoulder"][:, 2].max()) for side in ("left", "right")) < 0.55
    for one, two in (("left_hip", "left_knee"), ("right_shoulder", "left_ankle")):
        assert np.linalg.norm(laid[one] - laid[two], axis=1) == pytest.approx(
            np.linalg.norm(stood[one] - stood[two], axis=1)
        )


@pytest.mark.parametrize(
    ("motion", "metric", "degrees"),
    [
        (ProneCurl(tempo=ONCE, curl_deg=80.0), "knee_flexion_deg", 80.0),
        (SeatedCurl(tempo=ONCE, curl_deg=80.0), "knee_flexion_deg", 80.0),
        (SideLyingAbduction(tempo=ONCE, abduction_deg=25.0), "thigh_adduction_deg", -25.0),
    ],
)
def test_the_truth_is_that_of_the_body(motion: Motion, metric: str, degrees: float) -> None:
    film = filmed(motion)
    metrics = anatomical_metrics(load_body("f_avg"), film.upright_m)
    assert metrics[metric]["left"][TURN] == pytest.approx(degrees, abs=1.0)
    assert bool(truth_of(film)["projected"]) == isinstance(motion, SeatedCurl)


def test_hips_that_rise_bend_and_leave_the_floor() -> None:
    flat, risen = (filmed(ProneCurl(tempo=ONCE, hips_rise_deg=rise)).joints_m["left_hip"] for rise in (0.0, 30.0))
    assert risen[TURN, 2] > flat[TURN, 2] + 0.05


def test_the_halves_of_the_films_never_meet() -> None:
    for half, names in HALVES.items():
        clips = posture_clips(half)
        assert clips == posture_clips(half)
        assert {clip.half for clip in clips} == {half}
        assert {clip.body for clip in clips} <= set(names["body"])
    assert {clip.motion.exercise for clip in posture_clips("fit")} == {"hamstring-curl", "hip-abduction"}
