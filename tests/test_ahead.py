"""Working ahead: the same items in the same order, errors where they belong, and no thread left behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from formcheck.ahead import ahead


def counted(made: list[int], count: int) -> Iterator[int]:
    for number in range(count):
        made.append(number)
        yield number


def names() -> list[str]:
    return [thread.name for thread in threading.enumerate()]


def test_the_items_come_whole_and_in_order() -> None:
    with ahead(range(100)) as taken:
        assert list(taken) == list(range(100))
    with ahead([]) as taken:
        assert list(taken) == []


def test_another_thread_makes_them() -> None:
    with ahead(threading.get_ident() for _ in range(2)) as makers:
        assert threading.get_ident() not in set(makers)


def test_no_more_are_made_ahead_than_asked_for() -> None:
    made: list[int] = []
    with ahead(counted(made, 50), most=2) as taken:
        for number in taken:
            # Two that wait, the one in hand and the one being made.
            assert len(made) <= number + 4
    assert len(made) == 50


def test_an_error_is_raised_after_the_items_before_it() -> None:
    def fails() -> Iterator[int]:
        yield 1
        raise ValueError("the file ends here")

    with ahead(fails()) as taken:
        assert next(taken) == 1
        with pytest.raises(ValueError, match="ends here"):
            next(taken)
    # Whoever never asks for the item that failed is not told.
    with ahead(fails()) as taken:
        assert next(taken) == 1


def test_who_stops_early_leaves_no_thread() -> None:
    made: list[int] = []

    def stop_early() -> None:
        with ahead(counted(made, 10**9), most=2) as first, ahead(first, most=2) as second:
            assert next(second) == 0
            raise KeyError

    with pytest.raises(KeyError):
        stop_early()
    assert "ahead" not in names()
    assert len(made) < 20
