"""Sessions kept in a store of their own, from hand-made performances with a drawn film: no pose model is asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from performances import balance, stretch

from formcheck.analysis import Analysis
from formcheck.overlay import draw_skeleton
from formcheck.sessions import Keeping, keep
from formcheck.store import Store
from formcheck.video_writer import VideoWriter

SIZE = (270, 480)


def draw_film(analysis: Analysis, path: Path) -> Path:
    """Write a film of a stick person that shows a track, frame for frame."""
    scale = np.array(SIZE) / np.array(analysis.track.size_px)
    with VideoWriter(path, SIZE, analysis.track.fps) as writer:
        for frame, time_s in enumerate(analysis.track.time_s):
            picture = np.full((SIZE[1], SIZE[0], 3), 235, np.uint8)
            draw_skeleton(picture, analysis.track.image_xy[frame] * scale, analysis.report.side, 4)
            writer.write(picture, float(time_s))
    return path


def keep_session(store: Store, analysis: Analysis, films: Path, person: str = "P01", **keeping: object) -> str:
    """Keep one analysis with its drawn film; return the report's id."""
    films.mkdir(parents=True, exist_ok=True)
    film = draw_film(analysis, films / analysis.report.source.name)
    return keep(analysis.report, [analysis], [film], Keeping(person, **keeping), store)


def knee_in(degrees: float) -> Analysis:
    return balance(knee_in_deg=degrees, hold_s=5.0)


def heel_up(degrees: float) -> Analysis:
    return stretch(heel_up_deg=degrees)
