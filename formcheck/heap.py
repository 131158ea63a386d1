"""Has the C library keep less of the memory that was used and is free again. Nothing else depends on it."""

from __future__ import annotations

import ctypes
from contextlib import suppress

MEBIBYTE = 1 << 20
ONE_POOL = {
    -8: 1,  # M_ARENA_MAX
    -3: 32 * MEBIBYTE,  # M_MMAP_THRESHOLD: the most that it comes to by itself; pictures of a film stay below it
    -1: 64 * MEBIBYTE,  # M_TRIM_THRESHOLD: less than that at the end is not given back for every picture
}
"""What mallopt(3) is told, by its own numbers."""


def share_one_pool() -> None:
    """Have all threads of this process served from one pool of memory; call it before they begin.

    Else there are up to eight for each core, and what is free in one is of no use to another: a decoder and a pose
    model, opened again for every part of a long film, leave some in each. Pools that are there already stay.
    """
    for parameter, value in ONE_POOL.items():
        _c_library("mallopt", parameter, value)


def give_memory_back() -> None:
    """Have what is free returned to the machine; it is kept else, beside what is asked for next."""
    _c_library("malloc_trim", 0)


def _c_library(name: str, *numbers: int) -> None:
    # Only the C library of GNU has these; elsewhere nothing is lost but memory.
    with suppress(OSError, AttributeError, TypeError):
        getattr(ctypes.CDLL(None), name)(*numbers)
