"""Writes clips: an H.264 film and a JSON file with its exact truth, the same bytes for the same clip."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from test_videos.film import Clip, Film
from test_videos.motions.motion import parameters
from test_videos.render import Picture
from test_videos.truth import anatomical_metrics, projected_metrics

METRES_EVERY = 6
SCHEMA = "formcheck.truth/1"


def write_clip(clip: Clip, folder: Path, crf: int = 28, preset: str = "medium") -> tuple[Path, Path]:
    """Render a clip into ``folder`` as NAME.mp4 and NAME.truth.json; return both paths.

    crf, preset : of x264; a faster preset makes larger files, as a phone's own encoder does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    film = Film(clip)
    video, truth = folder / f"{clip.name}.mp4", folder / f"{clip.name}.truth.json"
    truth.write_text(dumps(truth_of(film)), encoding="utf-8")
    write_video(video, film.pictures(), clip.size_px, clip.fps, crf, preset)
    return video, truth


def write_video(
    path: Path, pictures: Iterable[Picture], size_px: tuple[int, int], fps: float, crf: int, preset: str = "medium"
) -> None:
    """Encode RGB pictures as H.264 with a constant frame rate."""
    rate = Fraction(fps).limit_denominator(1001)
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream("libx264", rate=rate, options={"crf": str(crf), "preset": preset})
        stream.width, stream.height = size_px
        stream.pix_fmt = "yuv420p"
        stream.thread_count = 1
        for picture in pictures:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))


def truth_of(film: Film) -> dict[str, Any]:
    """The truth of a clip as plain numbers: README.md beside this file explains every key."""
    clip = film.clip
    lies = film.upright_m is not film.joints_m
    return {
        "schema": SCHEMA,
        "name": clip.name,
        "exercise": clip.motion.exercise,
        "side": clip.motion.side,
        "body": clip.body,
        "look": clip.look,
        "room": clip.room,
        "half": clip.half,
        "fps": clip.fps,
        "size_px": list(clip.size_px),
        "frames": clip.frames,
        "camera": {**asdict(clip.camera), "fov_deg": round(film.camera.fov_deg, 2)},
        "params": parameters(clip.motion),
        "fault": list(clip.fault) if clip.fault else None,
        "expected": clip.expected,
        "phases": [asdict(phase) for phase in clip.motion.phases()],
        "time_s": np.round(clip.time_s, 4),
        "joints_px": {name: np.round(xy, 1) for name, xy in film.joints_px.items()},
        "joints_m_every": METRES_EVERY,
        "joints_m": {name: np.round(xyz[::METRES_EVERY], 3) for name, xyz in film.joints_m.items()},
        "metrics": _rounded(anatomical_metrics(film.body, film.upright_m)),
        "projected": {} if lies else _rounded(projected_metrics(film.joints_px, clip.camera.view)),
    }


def dumps(truth: Mapping[str, Any]) -> str:
    """JSON with one line per entry: compact, and still readable."""
    lines = [f"{json.dumps(key)}:{_compact(value)}" for key, value in truth.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return [_short(item) for item in value.tolist()]
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"cannot write {type(value)}")


def _short(value: Any) -> Any:
    """Numbers without a useless trailing .0 or minus zero, NaN as null."""
    if isinstance(value, list):
        return [_short(item) for item in value]
    if value != value:
        return None
    return int(value) if value == int(value) else value


def _rounded(metrics: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _rounded(value) if isinstance(value, Mapping) else np.round(value, 1) for name, value in metrics.items()
    }
