"""Large arrays go back to the system."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

MAKE_AND_FREE = """
import sys
import numpy as np
from formcheck.app.memory import return_large_blocks

def resident_mb():
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))

if sys.argv[1] == "returned":
    assert return_large_blocks()
np.ones(31 * 2**17)  # the C library learns from what is freed, and keeps what is shorter
before_mb, small = resident_mb(), []
for megabytes in range(2, 30):  # ever longer, with something small and lasting behind each, as a session makes them
    large = [np.ones(megabytes * 2**17) for _ in range(2)]
    small.append(bytes(100_000))
    del large
print(resident_mb() - before_mb)
"""


def kept_mb(how: str) -> float:
    done = subprocess.run(
        [sys.executable, "-c", MAKE_AND_FREE, how], capture_output=True, text=True, timeout=60, check=True
    )
    return float(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps freed arrays like this")
def test_nothing_of_arrays_that_get_longer_and_longer_is_kept() -> None:
    assert kept_mb("left alone") > 20
    assert kept_mb("returned") < 10  # the small ones take 3 MB
