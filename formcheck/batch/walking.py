"""Finds the videos in a folder and says which exercise each of them shows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from formcheck.errors import FormcheckError

VIDEO_ENDINGS = frozenset(
    {".mp4", ".mov", ".m4v", ".3gp", ".webm", ".mkv", ".avi", ".mpg", ".mpeg", ".mts", ".m2ts", ".ts"}
)


@dataclass(frozen=True, slots=True)
class FoundClip:
    """One video. name : its path within the folder, with ``/``. place : where it can be read.

    stamp : changes when the file does; its size and time of change. size_bytes : 0 if nobody tells.
    """

    name: str
    place: str
    stamp: str
    size_bytes: int


def find_clips(folder: str, leave_out: Path | None = None) -> list[FoundClip]:
    """Return every video in a folder and the folders in it, in the order of their names.

    Links are followed, each folder once, so that links in a circle come to an end. Hidden files and the folder
    ``leave_out`` are left out. A folder with ``://`` in its name is read with fsspec. Raises FormcheckError if the
    folder cannot be read or holds no video.
    """
    clips = _remote_clips(folder) if is_remote(folder) else list(_local_clips(Path(folder), leave_out))
    if not clips:
        raise FormcheckError("there is no video in this folder", folder, "name a folder with video files")
    return sorted(clips, key=lambda clip: clip.name)


def is_remote(place: str) -> bool:
    """Say whether a place is an address for fsspec, such as ``s3://bucket/folder``."""
    return "://" in place


def exercise_of_folder(name: str, known: list[str]) -> str | None:
    """Return the exercise after which the nearest folder of a clip is named, or None.

    >>> exercise_of_folder("anna/Calf stretch/2.mp4", ["calf-stretch", "squat"])
    'calf-stretch'
    """
    for folder in reversed(PurePosixPath(name).parts[:-1]):
        plain = "-".join(folder.lower().replace("_", " ").replace("-", " ").split())
        if plain in known:
            return plain
    return None


def _local_clips(folder: Path, leave_out: Path | None) -> Iterator[FoundClip]:
    if not folder.is_dir():
        raise FormcheckError("this is no folder", str(folder), "name a folder with video files")
    been: set[tuple[int, int]] = {_identity(leave_out)} if leave_out and leave_out.is_dir() else set()
    for at, folders, files in os.walk(folder, followlinks=True):
        if _identity(Path(at)) in been:
            folders.clear()
            continue
        been.add(_identity(Path(at)))
        # In order, so that of two ways to one folder it is always the same one that is taken.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(at, name) for name in files if _is_video(name)):
            if path.is_file():
                status = path.stat()
                name = path.relative_to(folder).as_posix()
                stamp = f"{status.st_size}-{status.st_mtime_ns}"
                yield FoundClip(name, str(path.absolute()), stamp, status.st_size)


def _remote_clips(folder: str) -> list[FoundClip]:
    try:
        import fsspec

        files, root = fsspec.core.url_to_fs(folder)
        found = files.find(root, detail=True)
    except (ImportError, OSError, ValueError) as error:
        todo = "install formcheck[cluster] and what fsspec asks for to read this kind of address"
        raise FormcheckError(f"cannot be read ({error})", folder, todo) from error
    return [
        FoundClip(
            name=PurePosixPath(path).relative_to(root).as_posix(),
            place=files.unstrip_protocol(path),
            stamp=f"{facts.get('size')}-{facts.get('ETag') or facts.get('mtime') or facts.get('created')}",
            size_bytes=int(facts.get("size") or 0),
        )
        for path, facts in found.items()
        if _is_video(PurePosixPath(path).name)
    ]


def _is_video(name: str) -> bool:
    return not name.startswith(".") and PurePosixPath(name).suffix.lower() in VIDEO_ENDINGS


def _identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino
