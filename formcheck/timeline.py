"""When the frames of a clip are, told from its packets without decoding one of them."""

from __future__ import annotations

import os
from pathlib import Path

import av
import numpy as np

from formcheck.containers import open_container, open_file, time_base, video_stream
from formcheck.pose import Array
from formcheck.video import RateLimit


def frame_times(path: str | os.PathLike[str], max_fps: float | None = None) -> Array | None:
    """Return the times of the frames that a reader gives of an undamaged file, from its packets alone.

    None where the packets do not tell. Raises FormcheckError as ``VideoReader`` does.
    """
    with open_file(Path(path)) as file, open_container(file, Path(path)) as container:
        stream = video_stream(container, Path(path))
        try:
            packets = [packet for packet in container.demux(stream) if packet.size]
        except (av.FFmpegError, OSError, IndexError):
            return None
        if any(packet.is_corrupt or packet.pts is None for packet in packets):
            return None
        stamps = sorted({packet.pts for packet in packets if packet.pts is not None and not packet.is_discard})
        tick_s, limit = time_base(stream), RateLimit(max_fps)
    times_s = [float((stamp - stamps[0]) * tick_s) for stamp in stamps]
    return np.array([time_s for time_s in times_s if limit.keeps(time_s)])
