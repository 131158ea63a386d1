"""Finds the videos in a folder, and what in it cannot be opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from stat import S_ISREG

from formcheck.errors import FormcheckError

VIDEO_ENDINGS = frozenset(
    {".mp4", ".mov", ".m4v", ".3gp", ".webm", ".mkv", ".avi", ".mpg", ".mpeg", ".mts", ".m2ts", ".ts"}
)


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

CHANGES_WITH = ("ETag", "etag", "mtime", "LastModified", "last_modified", "modify", "created")
"""What the kinds of address that fsspec reads call that which changes when a file does."""


@dataclass(frozen=True, slots=True)
class FoundClip:
    """One video. name : its path within the folder, with ``/``. place : where it can be read.

    stamp : changes when the file does; its size and time of change. size_bytes : 0 if nobody tells.
    problem : why it cannot even be opened: a link that leads nowhere, a folder that may not be read; else None.
    """

    name: str
    place: str
    stamp: str
    size_bytes: int
    problem: str | None = None


def find_clips(folder: str, leave_out: Path | None = None) -> list[FoundClip]:
    """Return every video in a folder and the folders in it, in the order of their names.

    Links are followed, each folder once, so that links in a circle come to an end. Hidden files and the folder
    ``leave_out`` are left out. What cannot be opened is among them, with its ``problem``. A folder with ``://`` in
    its name is read with fsspec. Raises FormcheckError if the folder cannot be read or holds no video.
    """
    if not folder:  # a path made of nothing would be the folder one happens to be in
        raise FormcheckError("no folder is named", "''", "name a folder with video files")
    clips = _remote_clips(folder) if is_remote(folder) else list(_local_clips(Path(folder), leave_out))
    if not clips:
        endings = ", ".join(sorted(VIDEO_ENDINGS))
        raise FormcheckError(
            "there is no video in this folder", folder, f"name a folder with video files ({endings})"
        )
    return sorted(clips, key=lambda clip: clip.name)


def is_remote(place: str) -> bool:
    """Say whether a place is an address for fsspec, such as ``s3://bucket/folder``."""
    return "://" in place


def _local_clips(folder: Path, leave_out: Path | None) -> Iterator[FoundClip]:
    if not folder.is_dir():
        if folder.exists():
            raise FormcheckError("this is no folder", str(folder), "score a single clip with 'formcheck score'")
        raise FormcheckError("there is no such folder", str(folder), "name a folder with video files")
    been: set[tuple[int, int]] = set()
    if leave_out and leave_out.is_dir():
        been.add(_identity(leave_out))
        if _identity(folder) in been:
            raise FormcheckError("the results cannot lie among the videos", str(folder), "choose another --out")
    closed: list[OSError] = []
    for at, folders, files in os.walk(folder, followlinks=True, onerror=closed.append):
        if _identity(Path(at)) in been:
            folders.clear()
            continue
        been.add(_identity(Path(at)))
        # In order, so that of two ways to one folder it is always the same one that is taken.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(at, name) for name in files if _is_video(name)):
            yield from _local_clip(path, folder)
    for error in closed:
        yield _closed(Path(error.filename), folder, error)


def _local_clip(path: Path, folder: Path) -> Iterator[FoundClip]:
    try:
        status = path.stat()
    except OSError as error:
        yield _closed(path, folder, error)
        return
    if S_ISREG(status.st_mode):
        stamp = f"{status.st_size}-{status.st_mtime_ns}"
        yield FoundClip(_name(path, folder), str(path.absolute()), stamp, status.st_size)


def _closed(path: Path, folder: Path, error: OSError) -> FoundClip:
    """Return what stands for a file or folder that cannot be opened, so that it is told and not passed over."""
    if path == folder:
        raise FormcheckError(f"cannot be read ({error.strerror})", str(folder), "give yourself the right to read it")
    todo = "copy the file itself to here" if path.is_symlink() else "give yourself the right to read it"
    return FoundClip(_name(path, folder), str(path), "closed", 0, f"cannot be opened ({error.strerror}): {todo}")


def _name(path: PurePath, folder: PurePath) -> str:
    name = path.relative_to(folder).as_posix()
    # A spreadsheet would run a cell that begins like this as a formula; "./" leaves it the same path.
    return f"./{name}" if name.startswith(FORMULA_STARTS) else name


def _remote_clips(folder: str) -> list[FoundClip]:
    try:
        import fsspec

        files, root = fsspec.core.url_to_fs(folder)
        found = files.find(root, detail=True)
    except Exception as error:  # each kind of address has a library of its own, with errors of its own
        todo = "check the address and the rights; install formcheck[cluster] and what fsspec asks for to read it"
        raise FormcheckError(f"cannot be read ({error})", folder, todo) from error
    return [
        FoundClip(
            name=_name(PurePosixPath(path), PurePosixPath(root)),
            place=files.unstrip_protocol(path),
            stamp=f"{facts.get('size')}-{next((facts[key] for key in CHANGES_WITH if facts.get(key)), None)}",
            size_bytes=int(facts.get("size") or 0),
        )
        for path, facts in found.items()
        if _is_video(PurePosixPath(path).name) and not _is_hidden(PurePosixPath(path).relative_to(root))
    ]


def _is_hidden(path: PurePosixPath) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _is_video(name: str) -> bool:
    return not name.startswith(".") and PurePosixPath(name).suffix.lower() in VIDEO_ENDINGS


def _identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino
