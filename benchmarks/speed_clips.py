"""The films of the speed benchmark, made from the committed clips."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import av
import cv2
import numpy as np

from formcheck.video import VideoReader
from formcheck.video_writer import VideoWriter

COMMITTED = Path("test_videos/clips")
SOURCE = COMMITTED / "balance_knee_in_front.mp4"
SIZE_PX = (1080, 1920)
UNIT_S = 10.0


@dataclass(frozen=True, slots=True)
class Clips:
    """Makes films in a folder, each only once. quick : shorter ones. count : how many a folder of clips has."""

    folder: Path
    quick: bool
    count: int = 8

    def full_hd(self, seconds: float, fps: float = 24.0) -> Path:
        """Return a film in 1080p, upright: ten seconds of a committed clip, there and back, again and again."""
        path = self.folder / f"{seconds:g}s-{fps:g}fps.mp4"
        if not path.is_file():
            unit = self._unit(fps)
            _repeat(unit, path, round(seconds / UNIT_S))
        return path

    def many(self, count: int) -> Path:
        """Return a folder of short films, sorted by exercise; no two are the same file."""
        folder = self.folder / f"{count}-clips"
        sources = sorted(COMMITTED.glob("balance_*.mp4"))
        for number in range(count):
            target = folder / "single-leg-balance" / f"{number:02}.mp4"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(sources[number % len(sources)], target)
            with target.open("ab") as file:  # a box that players skip: another file with the same film
                file.write((12).to_bytes(4, "big") + b"free" + number.to_bytes(4, "big"))
        return folder

    def _unit(self, fps: float) -> Path:
        path = self.folder / f"unit-{fps:g}fps.mp4"
        if path.is_file():
            return path
        self.folder.mkdir(parents=True, exist_ok=True)
        with VideoReader(SOURCE, max_fps=fps) as reader:
            pictures = [frame.rgb for frame in reader]
        there_and_back = pictures + pictures[-2:0:-1]
        with VideoWriter(path, SIZE_PX, fps) as writer:
            for number in range(round(UNIT_S * fps)):
                writer.write(_enlarged(there_and_back[number % len(there_and_back)]), number / fps)
        return path


def _enlarged(rgb: np.ndarray) -> np.ndarray:
    width, height = SIZE_PX
    large = cv2.resize(rgb, (width, width * rgb.shape[0] // rgb.shape[1]))
    above = (height - large.shape[0]) // 2
    return np.pad(large, ((above, height - large.shape[0] - above), (0, 0), (0, 0)), mode="edge")


def _repeat(unit: Path, path: Path, times: int) -> None:
    """Write a film several times behind itself without encoding it again."""
    with av.open(str(path), "w") as target:
        stream = None
        for number in range(times):
            with av.open(str(unit)) as source:
                video = source.streams.video[0]
                stream = stream or target.add_stream_from_template(video)
                length = round(UNIT_S / float(video.time_base or 1))
                for packet in source.demux(video):
                    if packet.size and packet.pts is not None and packet.dts is not None:
                        packet.pts, packet.dts = packet.pts + number * length, packet.dts + number * length
                        packet.stream = stream
                        target.mux(packet)
