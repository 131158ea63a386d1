"""Keeps a Dask worker from slowing down the clip that it scores. Needs ``distributed``; import it only there.

Dask looks at the stack of every task a hundred times a second and at its own delay fifty times, for two pages of its
dashboard, and gives each freed array back to the system at once, so that the memory of every frame is mapped anew.
For a clip of 326 frames that is a second of processor time in 20.
"""

from __future__ import annotations

import ctypes
import sys

from distributed import Worker
from distributed.diagnostics.plugin import WorkerPlugin

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
KEPT_BYTES = 32 * 1024 * 1024
"""Arrays up to here are taken from memory that stays; it is where glibc's own rule ends when nobody overrides it."""


class UndisturbedPlugin(WorkerPlugin):  # type: ignore[misc]
    """Set up on every worker that is there or joins."""

    name = "formcheck-undisturbed"

    def setup(self, worker: Worker) -> None:
        """Stop the clocks for the profile of tasks, and let freed memory stay with the process."""
        for each in ("profile", "profile-cycle", "tick"):
            # Taken out as well: a worker that joins starts its clocks after its plugins.
            clock = worker.periodic_callbacks.pop(each, None)
            if clock is not None:
                clock.stop()
        keep_freed_memory()


def keep_freed_memory() -> bool:
    """Undo the memory settings with which Dask starts a worker; return whether this system has such settings."""
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    return bool(mallopt(M_MMAP_THRESHOLD, KEPT_BYTES) and mallopt(M_TRIM_THRESHOLD, 2 * KEPT_BYTES))
