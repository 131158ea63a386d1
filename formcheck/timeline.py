"""When the frames of a clip are, told from its packets without decoding one of them."""

from __future__ import annotations

import os
from array import array
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
        stamps = array("q")
        try:
            # Only its time is kept of a packet: all of them are the whole file, of an hour several gigabytes.
            for packet in container.demux(stream):
                if not packet.size:
                    continue
                if packet.is_corrupt or packet.pts is None:
                    return None
                if not packet.is_discard:
                    stamps.append(packet.pts)
        except (av.FFmpegError, OSError, IndexError):
            return None
        tick_s, limit = time_base(stream), RateLimit(max_fps)
    in_order = sorted(set(stamps))
    times_s = (float((stamp - in_order[0]) * tick_s) for stamp in in_order)
    return np.array([time_s for time_s in times_s if limit.keeps(time_s)])
