from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skeletons import THIGH_M, Motion, Posture, film, lose, perform, points_of

from formcheck.camera import Camera
from formcheck.kinematics import leg_length_px
from formcheck.measurement import row_for, uncertainty
from formcheck.noise import USUAL, ankle_noise, noise_deg

STANDING = film(perform((6.0, Posture()), fps=30.0))


@settings(max_examples=15, deadline=None)
@given(share=st.floats(0.0005, 0.02))
def test_the_jitter_that_was_put_in_is_found(share: float) -> None:
    noise = np.random.default_rng(5).normal(scale=share * leg_length_px(STANDING), size=STANDING.image_xy.shape)
    assert ankle_noise(STANDING.with_xy(STANDING.image_xy + noise)) == pytest.approx(share, rel=0.12)


def test_an_ankle_that_drifts_slowly_does_not_jitter() -> None:
    drift = np.linspace(0.0, 40.0, len(STANDING))[:, None, None]
    assert ankle_noise(STANDING.with_xy(STANDING.image_xy + drift)) == pytest.approx(0.0, abs=1e-9)


def test_only_ankles_that_stand_are_asked() -> None:
    time_s = np.arange(0.0, 4.0, 1 / 30)
    points = np.repeat(points_of(Posture())[None], len(time_s), axis=0)
    points[..., 1] += time_s[:, None]
    assert np.isnan(ankle_noise(film(Motion(time_s, points))))
    assert np.isnan(ankle_noise(lose(STANDING, slice(None))))
    assert noise_deg(lose(STANDING, slice(None))) == 0.0


def test_clean_films_are_no_less_sure_and_jittery_ones_are() -> None:
    assert noise_deg(STANDING) == 0.0
    noise = np.random.default_rng(5).normal(scale=0.01 * leg_length_px(STANDING), size=STANDING.image_xy.shape)
    # Both ends of half a leg's length, each off by 1 %.
    expected = np.degrees(np.sqrt(2) * np.sqrt(0.01**2 - USUAL**2) / 0.5)
    assert noise_deg(STANDING.with_xy(STANDING.image_xy + noise)) == pytest.approx(expected, rel=0.15)
    assert THIGH_M > 0


def test_noise_adds_to_the_uncertainty_in_quadrature() -> None:
    camera = Camera("left", 0.0, 90.0, roll_known=True)
    row = row_for("knee_flexion", camera, "heavy")
    assert row is not None
    clean = uncertainty("knee_flexion", row, camera)
    assert uncertainty("knee_flexion", row, camera, 2.0) == pytest.approx(np.hypot(clean, 1.96 * 2.0 / row.gain))
