"""What the C library is asked to do with memory, where it can."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from video_files import make_video

from formcheck import heap
from formcheck.heap import ONE_POOL, give_memory_back, share_one_pool

READ = """
import ctypes, sys
from formcheck.video import VideoReader

library = ctypes.CDLL(None)
library.fopen.restype = ctypes.c_void_p

with VideoReader(sys.argv[1]) as reader:
    assert len(list(reader)) == 30
    told = library.fopen(sys.argv[2].encode(), b"w")
    library.malloc_info(0, ctypes.c_void_p(told))
    library.fclose(ctypes.c_void_p(told))
"""


def test_a_film_is_decoded_by_many_threads_from_one_pool_of_memory(tmp_path: Path) -> None:
    if platform.libc_ver()[0] != "glibc":
        pytest.skip("only the C library of GNU tells")
    clip, told = make_video(tmp_path / "clip.mp4", ticks=range(30)), tmp_path / "told.xml"
    subprocess.run([sys.executable, "-c", READ, str(clip), str(told)], check=True)
    assert told.read_text().count("<heap nr=") == 1


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Other:
        def __getattr__(self, name: str) -> object:
            asked.append(name)
            raise AttributeError(name)

    monkeypatch.setattr(heap, "ctypes", SimpleNamespace(CDLL=lambda _: Other()))
    share_one_pool()
    give_memory_back()
    assert asked == ["mallopt"] * len(ONE_POOL) + ["malloc_trim"]
