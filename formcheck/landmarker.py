"""MediaPipe's PoseLandmarker, opened and closed in one place."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from formcheck.heap import give_memory_back
from formcheck.upright import Image


class Landmarker:
    """One PoseLandmarker; use it in a ``with`` block.

    bundle : the prepared ``.task`` file. follows : follow people from frame to frame, or look at each picture alone.
    most : how many people at once.
    """

    def __init__(self, bundle: Path, *, follows: bool, most: int = 1) -> None:
        # Imported here: loading MediaPipe takes more than a second, and only a new clip needs it.
        from mediapipe.tasks import python as tasks

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
        give_memory_back()  # the C library keeps what the model took else, beside what the next model takes

    def poses_in(self, rgb: Image, time_s: float | None = None) -> Any:
        """Return what PoseLandmarker finds; who follows must name a time that is later than in the call before."""
        import mediapipe

        picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(rgb))
        if time_s is None:
            return self._landmarker.detect(picture)
        return self._landmarker.detect_for_video(picture, round(time_s * 1000))
