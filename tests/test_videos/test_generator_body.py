from __future__ import annotations

import numpy as np
import pytest

from test_videos.body import (
    SIDES,
    SOLE_M,
    Body,
    Skeleton,
    body_names,
    load_body,
    other,
    outward,
    vertex_normals,
)
from test_videos.poser import pose_skeleton
from test_videos.posture import Leg, Pelvis, Posture, Swinging


def rest(body: Body) -> Skeleton:
    return Skeleton(np.tile(np.eye(3), (len(body.bones), 1, 1)), body.heads_m)


@pytest.mark.parametrize("name", body_names())
def test_every_body_is_an_adult_of_plausible_proportions(name: str) -> None:
    body = load_body(name)
    assert 1.45 < body.height_m < 2.05
    assert 0.43 < body.leg_m / body.height_m < 0.55
    assert 0.85 < body.shank_m / body.thigh_m < 1.25
    assert body.limbs["left"].hip[0] == pytest.approx(-body.limbs["right"].hip[0], abs=1e-4)


@pytest.mark.parametrize("name", body_names())
def test_skin_weights_of_every_vertex_add_up_to_one(name: str) -> None:
    body = load_body(name)
    assert np.allclose(body.weights.sum(axis=1), 1, atol=2e-3)
    assert body.weights.min() > -1e-5


def test_the_barefoot_sole_lies_a_rubber_sole_above_the_floor(body: Body) -> None:
    assert body.vertices_m[:, 2].min() == pytest.approx(SOLE_M)


def test_the_left_side_has_positive_x(body: Body) -> None:
    assert body.limbs["left"].hip[0] > 0 > body.limbs["right"].hip[0]
    assert [outward(side) for side in SIDES] == [1.0, -1.0]
    assert [other(side) for side in SIDES] == ["right", "left"]


def test_toes_point_forward_and_the_heel_back(body: Body) -> None:
    for limb in body.limbs.values():
        assert limb.toe[1] < limb.ball[1] < limb.ankle[1] < limb.heel[1]


def test_the_rest_pose_leaves_the_skin_where_it_is(body: Body) -> None:
    skin = body.skin(rest(body), body.vertices_m.astype(np.float32))
    assert np.allclose(skin, body.vertices_m, atol=1e-4)


def test_forward_kinematics_without_turns_only_shifts(body: Body) -> None:
    shift = np.array([0.1, -0.2, 0.3])
    skeleton = body.forward_kinematics({body.bones[0]: np.eye(3)}, body.heads_m[0] + shift)
    assert np.allclose(skeleton.heads_m, body.heads_m + shift)
    assert np.allclose(rest(body).moved(shift).heads_m, skeleton.heads_m)


def test_bone_lengths_survive_any_pose(body: Body) -> None:
    legs = {"left": Swinging(Leg(70, 100, -20, 10)), "right": Swinging(Leg(-20, 30, 5))}
    joints = body.joints(pose_skeleton(body, Posture(legs=legs, pelvis=Pelvis(5, 3, 10, (0, 0, 1)))))
    for side in SIDES:
        thigh = joints[f"{side}_knee"] - joints[f"{side}_hip"]
        shank = joints[f"{side}_ankle"] - joints[f"{side}_knee"]
        assert np.linalg.norm(thigh) == pytest.approx(body.thigh_m, abs=1e-6)
        assert np.linalg.norm(shank) == pytest.approx(body.shank_m, abs=1e-6)


def test_skin_over_the_ilium_tilts_as_much_as_the_pelvis(body: Body) -> None:
    """Past fault: the rig's weights showed only half of a pelvic drop."""
    height = body.vertices_m[:, 2] - body.hip_middle_m[2]
    front = body.vertices_m[:, 1] < -0.05
    rows = [
        int(np.argmin(np.abs(height - 0.075) + np.abs(body.vertices_m[:, 0] - x) + 9 * ~front)) for x in (0.11, -0.11)
    ]
    legs = {side: Swinging(Leg(0, 0)) for side in SIDES}
    tilted = pose_skeleton(body, Posture(legs=legs, pelvis=Pelvis(left_up_deg=10, hip_middle_m=(0, 0, 1))))
    level = pose_skeleton(body, Posture(legs=legs, pelvis=Pelvis(hip_middle_m=(0, 0, 1))))
    tilts = []
    for skeleton in (tilted, level):
        left, right = body.skin(skeleton, body.vertices_m.astype(np.float32))[rows]
        tilts.append(np.degrees(np.arctan2(left[2] - right[2], left[0] - right[0])))
    assert tilts[0] - tilts[1] == pytest.approx(10, abs=0.8)


def test_normals_of_a_floor_point_up() -> None:
    square = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], dtype=np.float64)
    normals = vertex_normals(square, np.array([[0, 1, 2], [0, 2, 3]], dtype=np.int32))
    assert np.allclose(normals, [0, 0, 1])


def test_an_unknown_body_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_body("nobody")


def test_two_names_are_the_body_half_way_between() -> None:
    tall, old, between = (load_body(name) for name in ("f_tall", "m_old", "f_tall+m_old"))
    assert between.height_m == pytest.approx((tall.height_m + old.height_m) / 2, abs=0.02)
    assert between.leg_m == pytest.approx((tall.leg_m + old.leg_m) / 2, abs=0.01)
