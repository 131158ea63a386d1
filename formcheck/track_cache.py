"""Pose tracks on disk, by the content of the clip: scoring a clip again is instant."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from zipfile import BadZipFile

from platformdirs import user_cache_path

from formcheck.pose import PoseTrack

CACHE_VARIABLE = "FORMCHECK_CACHE_DIR"
FORMAT = 5
"""Raise it when a track would come out different: old files are then no longer found."""


def cache_folder() -> Path:
    """Where tracks are kept: ``FORMCHECK_CACHE_DIR``, else the user's cache folder."""
    return Path(os.environ[CACHE_VARIABLE]) if CACHE_VARIABLE in os.environ else user_cache_path("formcheck")


def cached_track(clip_sha256: str, model: str, max_fps: float | None, person: int | None = None) -> PoseTrack | None:
    """Return the track of a clip as it was estimated before, or None; a damaged file counts as absent.

    person : the person who was asked for, if any.
    """
    try:
        return PoseTrack.load(_path(clip_sha256, model, max_fps, person))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def keep_track(track: PoseTrack, clip_sha256: str, max_fps: float | None, person: int | None = None) -> None:
    """Keep a track for the next time; a cache that cannot be written costs time later, never the answer now."""
    target = _path(clip_sha256, track.model, max_fps, person)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            track.save(Path(folder) / target.name)
            (Path(folder) / target.name).replace(target)
    except OSError:
        return


def _path(clip_sha256: str, model: str, max_fps: float | None, person: int | None) -> Path:
    who = "" if person is None else f"-person{person}"
    rate = "all" if max_fps is None else f"{max_fps:g}"
    return cache_folder() / "tracks" / f"{clip_sha256}-{model}-{rate}fps{who}-v{FORMAT}.npz"
