from __future__ import annotations

import pytest

from formcheck.batch.standing import Pace, Standing, duration_words
from formcheck.batch.walking import FoundClip


def pace(*sizes: int, total: int, clock: list[float]) -> Pace:
    clips = [FoundClip(f"{number}.mp4", "", "", size) for number, size in enumerate(sizes)]
    return Pace(clips, total, lambda: clock[0])


def test_the_rest_takes_as_long_as_its_bytes_not_its_clips() -> None:
    clock = [100.0]
    of = pace(900, 50, 50, total=10, clock=clock)
    assert of.begun() == Standing(7, 10)  # an earlier run did seven
    clock[0] += 90.0
    assert of.after("0.mp4") == Standing(8, 10, pytest.approx(10.0))
    clock[0] += 10.0
    assert of.after("1.mp4") == Standing(9, 10, pytest.approx(100.0 / 19))
    assert of.after("2.mp4") == Standing(10, 10, pytest.approx(0.0))


def test_an_empty_file_first_says_nothing_of_the_rest_and_unknown_sizes_count_alike() -> None:
    clock = [0.0]
    of = pace(0, 1_000_000, total=2, clock=clock)
    assert of.after("0.mp4").left_s is None
    remote = pace(0, 0, total=2, clock=clock)
    clock[0] = 5.0
    assert remote.after("1.mp4").left_s == pytest.approx(5.0)


def test_it_is_told_in_words_and_nothing_is_left_at_the_end() -> None:
    assert Standing(3, 19).words() == "3 of 19 clips"
    assert Standing(3, 19, 250.0).words() == "3 of 19 clips, about 4 min left"
    assert Standing(19, 19, 0.0).words() == "19 of 19 clips"
    assert [duration_words(time_s) for time_s in (0.2, 89.4, 100, 5000, 9000, 200_000)] == [
        "1 s",
        "89 s",
        "2 min",
        "83 min",
        "2.5 h",
        "2.3 days",
    ]
