"""Memory for pictures is kept from one to the next, and can be given back."""

from __future__ import annotations

import ctypes
import platform
import subprocess
import sys

import pytest

PROGRAM = """
import resource
import numpy as np
from formcheck.picture_memory import give_back, keep_for_pictures

def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(20):
        pictures = [np.ones((1920, 1080, 3), np.uint8) for _ in range(3)]
        del pictures
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

faults()
plain = faults()
keep_for_pictures()
faults()
kept = faults()
give_back()
print(plain, kept, faults() > kept)
"""
"""Faults are pages that the system was asked for anew."""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library than that of GNU")
def test_pictures_take_the_place_of_those_before_them() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=True)
    plain, kept, again = run.stdout.split()
    assert int(kept) < int(plain) / 4
    assert again == "True"


def test_another_c_library_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from formcheck import picture_memory

    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    picture_memory.keep_for_pictures()
    picture_memory.give_back()
