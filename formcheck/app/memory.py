"""Gives large arrays back to the system as soon as they are free.

Left alone, the C library keeps them for the next one of their size, and a live session, whose arrays get longer with
every run of the analysis, leaves behind gaps that nothing fits into any more.
"""

from __future__ import annotations

import ctypes

LARGE_BYTES = 2**20
"""More than a camera's picture, which is made thirty times a second, and less than the landmarks of a minute."""

_MMAP_THRESHOLD = -3


def return_large_blocks() -> bool:
    """Set this for the whole process; say whether its C library can do that (glibc can)."""
    try:
        set_option = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return False
    return bool(set_option(_MMAP_THRESHOLD, LARGE_BYTES) == 1)
