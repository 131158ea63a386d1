"""Memory for pictures: kept from frame to frame while a film is read, and given back when a model is closed.

The C library hands the memory of every picture back to the system and asks for it again with the next, page by page:
three times for each frame of 1080p, which took 2 to 3 ms of it. Only that of GNU can be told; elsewhere nothing is
lost but this time.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""What ``mallopt`` calls the two limits."""

LARGEST_BYTES = 32 * 2**20
"""Pictures up to here, a frame of 4K, come from what is kept; it is the most that the GNU C library allows."""

KEPT_BYTES = 2 * LARGEST_BYTES
"""So much may lie free before any of it is given back: what that library itself takes for the largest pictures."""


def keep_for_pictures() -> None:
    """Have the C library keep what a picture took for the next one; a second time changes nothing."""
    with suppress(OSError, AttributeError, TypeError):
        tell = ctypes.CDLL(None).mallopt
        tell(MMAP_THRESHOLD, LARGEST_BYTES)
        tell(TRIM_THRESHOLD, KEPT_BYTES)


def give_back() -> None:
    """Have the C library return all that lies free."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
