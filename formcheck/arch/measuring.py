"""From a film of a foot to the answer: the edge around the pure parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from formcheck.arch.colours import Colour
from formcheck.arch.markers import Markers, find_markers
from formcheck.arch.reading import ArchReading, read
from formcheck.arch.report import ArchReport, Scale, report_of
from formcheck.arch.spots import Spot, spots_of
from formcheck.scoring import source_of
from formcheck.upright import Image
from formcheck.video import Frame, VideoReader, probe, sha256

FRAMES_PER_S = 10.0

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Measured:
    """The answer, and the stickers and parts it stands on; None where they were not found."""

    report: ArchReport
    markers: Markers | None
    reading: ArchReading | None


def measure(
    clip: Path,
    scale: Scale,
    colour: Colour | None = None,
    loaded_from_s: float | None = None,
    progress: Progress | None = None,
) -> Measured:
    """Measure the change in one clip; raises FormcheckError if it cannot be read.

    colour : of the stickers, found by itself if None. loaded_from_s : when the foot takes the weight, likewise.
    """
    info, digest = probe(clip), sha256(clip)
    expected = round(info.duration_s * min(info.fps, FRAMES_PER_S))
    times, spots = [], []
    with VideoReader(clip, max_fps=FRAMES_PER_S) as frames:
        for number, (time_s, found) in enumerate(_looked_at(frames), start=1):
            times.append(time_s)
            spots.append(found)
            if progress:
                progress(f"{clip.name}: stickers", min(number, expected), expected)
    markers = find_markers(np.array(times), spots, (info.width_px, info.height_px), colour)
    reading = markers if isinstance(markers, str) else read(markers, loaded_from_s)
    return Measured(
        report_of(source_of(info, digest), markers, reading, scale),
        None if isinstance(markers, str) else markers,
        None if isinstance(reading, str) else reading,
    )


def _looked_at(frames: Iterable[Frame]) -> Iterable[tuple[float, list[Spot]]]:
    return ((frame.time_s, spots_of(frame.rgb)) for frame in frames)


def pictures(clip: Path, measured: Measured) -> list[Image]:
    """Read the two frames that stand for the parts, unloaded first."""
    markers, reading = measured.markers, measured.reading
    if markers is None or reading is None:
        return []
    wanted = [float(markers.time_s[part.frame]) for part in (reading.unloaded, reading.loaded)]
    found: list[Image] = []
    with VideoReader(clip, max_fps=FRAMES_PER_S) as frames:
        for frame in frames:
            if frame.time_s in wanted:
                found.append(frame.rgb)
            if len(found) == len(wanted):
                break
    return found
