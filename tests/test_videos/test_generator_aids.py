from __future__ import annotations

import numpy as np
import pytest

from test_videos.aids import BACK_POINT_M, FRONT_POINT_M, aid_on
from test_videos.body import load_body
from test_videos.dress import FOLLOWS_TRUNK, Outfit, dress
from test_videos.looks import HEMS_M, LOOKS, NEW_LOOKS, WARDROBE


def test_nothing_put_on_is_nothing() -> None:
    aid = aid_on(load_body("f_avg"), Outfit(), None, 0)
    assert aid.stickers == ()
    assert aid.belt_m == (0.0, 0.0)


@pytest.mark.parametrize("name", ["f_avg", "m_heavy"])
def test_stickers_lie_on_the_skin_left_and_right_alike(name: str) -> None:
    body = load_body(name)
    spots = np.array(aid_on(body, Outfit(), "stickers", 1).stickers)[:, :3] - body.hip_middle_m
    for pair, (across_m, above_m) in zip((spots[:2], spots[2:]), (FRONT_POINT_M, BACK_POINT_M), strict=True):
        np.testing.assert_allclose(np.abs(pair[:, 0]), across_m, atol=0.015)
        np.testing.assert_allclose(pair[:, 2], above_m, atol=0.015)
    assert (spots[:2, 1] < 0).all()
    assert (spots[2:, 1] > 0).all()


def test_a_belt_goes_round_at_the_waistband() -> None:
    body = load_body("f_avg")
    assert aid_on(body, Outfit(waist_m=0.1), "belt", 0).belt_m[0] == pytest.approx(body.hip_middle_m[2] + 0.1)


def test_a_hanging_shirt_follows_the_trunk_and_a_tucked_one_the_pelvis() -> None:
    body = load_body("f_avg")
    z = body.vertices_m[:, 2] - body.hip_middle_m[2]
    over_hips = (z > 0.05) & (z < 0.09) & (np.abs(body.vertices_m[:, 0]) < 0.1)
    chest = body.index["spine01"]
    tucked, hanging = (dress(body, Outfit(hem_m=hem_m)).body.weights[over_hips, chest] for hem_m in (0.13, -0.05))
    np.testing.assert_allclose(tucked, 0.0, atol=1e-6)
    np.testing.assert_allclose(hanging, FOLLOWS_TRUNK, atol=0.05)


def test_weights_still_sum_to_one() -> None:
    body = load_body("m_avg")
    np.testing.assert_allclose(dress(body, Outfit(hem_m=0.0)).body.weights.sum(axis=1), 1.0, atol=1e-5)


def test_the_wardrobe_holds_every_look_and_each_dressed_otherwise() -> None:
    assert set(LOOKS) < set(WARDROBE)
    assert len(WARDROBE) == len(LOOKS) * (1 + len(HEMS_M) + 2) + len(NEW_LOOKS)
