from __future__ import annotations

import pytest

from formcheck.landmarks import BONES, COUNT, LEG, LIMBS, PAIRS, SIDES, Landmark, Side, of, other


def test_there_are_the_33_landmarks_of_mediapipe() -> None:
    assert COUNT == 33
    assert [landmark.value for landmark in Landmark] == list(range(33))


@pytest.mark.parametrize(
    ("landmark", "index"),
    [
        (Landmark.NOSE, 0),
        (Landmark.LEFT_SHOULDER, 11),
        (Landmark.RIGHT_SHOULDER, 12),
        (Landmark.LEFT_HIP, 23),
        (Landmark.RIGHT_KNEE, 26),
        (Landmark.LEFT_ANKLE, 27),
        (Landmark.RIGHT_HEEL, 30),
        (Landmark.LEFT_FOOT_INDEX, 31),
    ],
)
def test_indices_are_those_of_the_documentation(landmark: Landmark, index: int) -> None:
    assert landmark == index


def test_every_landmark_but_the_nose_has_a_partner() -> None:
    paired = {landmark for pair in PAIRS for landmark in pair}
    assert len(PAIRS) == 16
    assert set(Landmark) - paired == {Landmark.NOSE}


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_partners_are_the_same_part_of_either_side(left: Landmark, right: Landmark) -> None:
    assert left.name.replace("LEFT", "") == right.name.replace("RIGHT", "")
    assert left != right


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("part", LIMBS)
def test_a_part_of_a_side_is_named_after_both(side: Side, part: str) -> None:
    assert of(side, part).name == f"{side.upper()}_{part}"


def test_a_part_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError, match="LEFT_TAIL"):
        of("left", "TAIL")


@pytest.mark.parametrize("side", SIDES)
def test_the_other_of_the_other_side_is_the_side(side: Side) -> None:
    assert other(side) != side
    assert other(other(side)) == side


def test_a_leg_goes_from_the_hip_down_to_the_toe() -> None:
    assert LEG == ("HIP", "KNEE", "ANKLE", "HEEL", "FOOT_INDEX")


def test_bones_are_the_same_on_both_sides() -> None:
    partner = dict(PAIRS) | {right: left for left, right in PAIRS}
    bones = {frozenset(bone) for bone in BONES}
    assert len(bones) == len(BONES)
    assert {frozenset(partner[end] for end in bone) for bone in bones} == bones


def test_bones_join_the_whole_body_from_wrist_to_toe() -> None:
    reached = {Landmark.LEFT_WRIST}
    for _ in BONES:
        reached |= {end for bone in BONES if reached & set(bone) for end in bone}
    assert {of(side, part) for side in SIDES for part in LIMBS} == reached
