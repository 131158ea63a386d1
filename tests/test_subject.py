from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skeletons import Posture, Shot, Stances, film, from_view, lose, perform

from formcheck.errors import FormcheckError
from formcheck.people import people_samples
from formcheck.persons import Person, Sighting, distinct, link, looks_of
from formcheck.pose import Array, PoseTrack
from formcheck.subject import (
    choose,
    describe,
    followed,
    is_close_call,
    movement,
    others_seen,
    people_in,
    subject_of,
    without_strangers,
)

SIZE_PX = (1080, 1920)
LOOKS = slice(None, None, 3)
"""Every third frame of a track of ten frames a second."""


def moving(track: PoseTrack, from_px: float, to_px: float) -> PoseTrack:
    """The track carried across the picture, its middle from one place to the other."""
    shift = np.linspace(from_px, to_px, len(track)) - SIZE_PX[0] / 2
    return track.with_xy(track.image_xy + np.stack([shift, np.zeros(len(track))], axis=1)[:, None])


def exerciser(shift_px: float = 0.0, px_per_m: float = 600.0) -> PoseTrack:
    """Somebody who stands, and then holds one leg."""
    motion = perform((2.0, Posture()), (5.0, Stances("left").one_leg()))
    return film(motion, Shot(px_per_m=px_per_m, shift_px=(shift_px, 0.0)))


def bystander(shift_px: float, px_per_m: float = 600.0) -> PoseTrack:
    """Somebody who stands still."""
    return film(perform((7.6, Posture())), Shot(px_per_m=px_per_m, shift_px=(shift_px, 0.0)))


def looks(*tracks: PoseTrack, seed: int = 0) -> tuple[Array, list[list[Sighting]]]:
    """What is seen of several tracks at their common times, in any order, frames without a pose left out."""
    random, time_s = np.random.default_rng(seed), tracks[0].time_s[LOOKS]
    seen: list[list[Sighting]] = []
    for frame in range(0, len(tracks[0]), 3):
        there = [Sighting(track.image_xy[frame], track.visibility[frame]) for track in tracks]
        there = [each for each in there if np.isfinite(each.image_xy).all()]
        seen.append([there[index] for index in random.permutation(len(there))])
    return time_s, seen


def people_of(*tracks: PoseTrack, seed: int = 0) -> list[Person]:
    return link(*looks(*tracks, seed=seed), SIZE_PX)


def same(person: Person, track: PoseTrack) -> None:
    np.testing.assert_array_equal(person.image_xy, track.image_xy[LOOKS])


# Telling people apart


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000))
def test_two_people_stay_apart_and_are_numbered_from_the_left(seed: int) -> None:
    left, right = bystander(-300.0), exerciser(250.0)
    people = people_of(right, left, seed=seed)
    assert len(people) == 2
    same(people[0], left)
    same(people[1], right)


def test_people_who_walk_past_each_other_are_not_exchanged() -> None:
    to_right, to_left = moving(bystander(0.0), 150.0, 950.0), moving(bystander(0.0, 500.0), 950.0, 150.0)
    for person, track in zip(
        sorted(people_of(to_right, to_left), key=lambda one: -one.height_px), (to_right, to_left), strict=True
    ):
        same(person, track)


def test_somebody_hidden_for_a_second_is_the_same_person_with_a_gap() -> None:
    hidden = lose(exerciser(), slice(30, 40))
    (person,) = people_of(hidden)
    same(person, hidden)
    assert 0 < (~person.seen).sum() <= 4


def test_nobody_takes_the_place_of_somebody_who_left() -> None:
    gone, comes = lose(bystander(-350.0), slice(40, None)), lose(bystander(350.0), slice(0, 40))
    people = people_of(gone, comes)
    assert [person.seen.sum() for person in people] == [14, 12]


def test_what_is_seen_once_is_nobody() -> None:
    flash = lose(lose(bystander(-350.0), slice(0, 30)), slice(31, None))
    assert len(people_of(exerciser(), flash)) == 1


def test_what_is_hardly_visible_is_nobody() -> None:
    time_s, seen = looks(exerciser())
    dim = [[Sighting(each.image_xy, each.visibility * 0.4) for each in look] for look in seen]
    assert link(time_s, dim, SIZE_PX) == []


def test_a_pose_found_twice_counts_once_and_the_surer_stays() -> None:
    one = Sighting(exerciser().image_xy[0], np.full(33, 0.8))
    again = Sighting(one.image_xy + 20.0, np.full(33, 0.9))
    elsewhere = Sighting(one.image_xy + np.array([400.0, 0.0]), np.full(33, 0.5))
    kept = distinct([one, again, elsewhere])
    assert [each.visibility[0] for each in kept] == [0.9, 0.5]


def test_an_empty_clip_has_no_people() -> None:
    assert link(np.arange(4.0), [[], [], [], []], SIZE_PX) == []


# Choosing the subject


@pytest.mark.parametrize(
    ("others", "why"),
    [
        pytest.param([bystander(350.0)], "moves", id="a bystander as large"),
        pytest.param([exerciser(350.0, 330.0)], "is larger", id="somebody behind who does the same"),
        pytest.param([lose(moving(bystander(0.0), 0.0, 1080.0), slice(20, None))], "stays", id="a passer-by"),
        pytest.param([bystander(-350.0), bystander(350.0)], "moves", id="one on each side"),
    ],
)
def test_the_subject_is_the_one_who_exercises(others: Sequence[PoseTrack], why: str) -> None:
    subject = exerciser()
    people = people_of(subject, *others)
    assert len(people) == 1 + len(others)
    same(people[choose(people)], subject)
    assert not is_close_call(people), why


def test_two_who_do_the_same_are_a_close_call() -> None:
    assert is_close_call(people_of(exerciser(-250.0), exerciser(250.0)))
    assert not is_close_call(people_of(exerciser()))


def test_the_person_asked_for_is_the_subject() -> None:
    people = people_of(exerciser(-250.0), bystander(250.0))
    assert [choose(people, number) for number in (1, 2)] == [0, 1]


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_person_who_is_not_there_is_refused_with_those_who_are(number: int) -> None:
    with pytest.raises(FormcheckError) as problem:
        choose(people_of(exerciser(-300.0), lose(bystander(300.0), slice(30, None))), number)
    assert "1: at the left, seen from 0.0 to 7.5 s; 2: at the right, seen from 0.0 to 2.7 s" in str(problem.value)


def test_a_poster_does_not_move_and_a_hold_does() -> None:
    poster, held = people_of(bystander(-300.0), exerciser(300.0))
    assert movement(poster) == pytest.approx(0.0)
    assert movement(held) > 0.08
    assert describe(poster) == "at the left, seen from 0.0 to 7.5 s"


# Frames of somebody else


def test_frames_in_which_the_pose_was_somebody_elses_become_gaps() -> None:
    subject, stranger = exerciser(-250.0), bystander(250.0)
    jumped = subject.with_xy(np.where(np.arange(77)[:, None, None] < 20, stranger.image_xy, subject.image_xy))
    people = people_of(subject, stranger)
    assert np.flatnonzero(~followed(jumped, people, choose(people))).tolist() == list(range(20))
    left = without_strangers(jumped, people, choose(people))
    assert np.isnan(left.image_xy[:20]).all()
    assert (left.visibility[:20] == 0).all()
    np.testing.assert_array_equal(left.image_xy[20:], subject.image_xy[20:])


def test_a_hidden_subject_leaves_a_gap_even_when_nobody_else_was_seen_there() -> None:
    """The pose model then often takes furniture for the person who was there before."""
    subject = exerciser()
    people = people_of(lose(subject, slice(40, None)))
    invented = moving(subject, 540.0, 1500.0)
    assert not followed(invented, people, 0)[46:].any()


def test_a_subject_alone_is_followed_all_the_time() -> None:
    for track in (exerciser(), moving(film(perform((6.0, Posture())), from_view("left")), 100.0, 1000.0)):
        assert followed(track, people_of(track), 0).all()


# What the track itself carries


def with_looks(track: PoseTrack, *others: PoseTrack) -> PoseTrack:
    """A track of the first, with looks at everybody."""
    return replace(track, people=people_samples(*looks(track, *others)))


def test_nobody_else_is_seen_where_every_look_finds_the_one_who_is_followed() -> None:
    assert not others_seen(exerciser())
    assert not others_seen(with_looks(exerciser()))


def test_a_second_person_is_noticed_and_so_is_a_first_who_is_not_followed() -> None:
    assert others_seen(with_looks(exerciser(-250.0), bystander(250.0)))
    assert others_seen(replace(bystander(250.0), people=with_looks(exerciser(-250.0)).people))


def test_the_looks_of_a_track_give_the_people_and_which_of_them_it_follows() -> None:
    track = with_looks(exerciser(250.0), bystander(-250.0))
    people = people_in(track)
    np.testing.assert_allclose(people[1].image_xy, track.image_xy[LOOKS], atol=1e-3)
    assert subject_of(track, people) == 1
    mirrored = track.mirrored()
    assert subject_of(mirrored, people_in(mirrored)) == 0


def test_looks_come_back_from_their_arrays() -> None:
    time_s, seen = looks(exerciser(), bystander(300.0))
    for (found_s, found), expected_s, expected in zip(
        looks_of(people_samples(time_s, seen)), time_s, seen, strict=True
    ):
        assert found_s == expected_s
        for one, other in zip(found, expected, strict=True):
            np.testing.assert_allclose(one.image_xy, other.image_xy, atol=1e-3)


def test_a_box_goes_on_as_the_person_walks_and_ends_when_they_are_gone() -> None:
    walker = moving(bystander(0.0), 200.0, 900.0)
    (person,) = people_of(lose(walker, slice(0, 12)))
    assert person.box_at(0.5, 0.0) is None
    low, high = person.box_at(0.9, 0.0)  # type: ignore[misc]
    np.testing.assert_allclose(
        [low, high], [walker.image_xy[9].min(axis=0), walker.image_xy[9].max(axis=0)], atol=0.5
    )
