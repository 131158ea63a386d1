"""MediaPipe's PoseLandmarker, opened and closed in one place."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from formcheck.upright import Image

M_ARENA_MAX = -8
"""The number of mallopt(3) for how many pools of memory there may be."""


class Landmarker:
    """One PoseLandmarker; use it in a ``with`` block.

    bundle : the prepared ``.task`` file. follows : follow people from frame to frame, or look at each picture alone.
    most : how many people at once.
    """

    def __init__(self, bundle: Path, *, follows: bool, most: int = 1) -> None:
        # Imported here: loading MediaPipe takes more than a second, and only a new clip needs it.
        from mediapipe.tasks import python as tasks

        _share_memory()
        mode = tasks.vision.RunningMode
        options = tasks.vision.PoseLandmarkerOptions(
            base_options=tasks.BaseOptions(model_asset_path=str(bundle)),
            running_mode=mode.VIDEO if follows else mode.IMAGE,
            num_poses=most,
        )
        self._landmarker = tasks.vision.PoseLandmarker.create_from_options(options)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._landmarker.close()
        _give_memory_back()

    def poses_in(self, rgb: Image, time_s: float | None = None) -> Any:
        """Return what PoseLandmarker finds; who follows must name a time that is later than in the call before."""
        import mediapipe

        picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(rgb))
        if time_s is None:
            return self._landmarker.detect(picture)
        return self._landmarker.detect_for_video(picture, round(time_s * 1000))


def _share_memory() -> None:
    """Have the C library serve all threads of this process from one pool, where it has not made more already.

    It makes up to eight pools a core, and what is free in one is no use to the threads of another: a film's decoders
    and models, opened again for each of its parts, would leave some in every one of them.
    """
    _c_library("mallopt", M_ARENA_MAX, 1)


def _give_memory_back() -> None:
    """Have the C library return what the model took: it keeps it else, beside what the next model takes."""
    _c_library("malloc_trim", 0)


def _c_library(name: str, *numbers: int) -> None:
    """Call a function that only the C library of GNU has; elsewhere nothing is lost but memory."""
    with suppress(OSError, AttributeError, TypeError):
        getattr(ctypes.CDLL(None), name)(*numbers)
