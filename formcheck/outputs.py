"""Everything that ``formcheck score --out`` writes, in one place."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from formcheck.analysis import Analysis
from formcheck.annotate import annotate, key_frames
from formcheck.errors import FormcheckError
from formcheck.export import write_report
from formcheck.report import Report, clips_of
from formcheck.scoring import Progress


def require_folder(folder: Path) -> None:
    """Make the folder, before any work is done for it; raises FormcheckError if nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = "it is a file" if isinstance(error, FileExistsError) else error.strerror
        raise _unwritable(folder, why) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _unwritable(folder, "no permission")


def write_outputs(
    report: Report,
    analyses: Sequence[Analysis],
    clips: Sequence[Path],
    folder: Path,
    *,
    video: bool = True,
    progress: Progress | None = None,
    blur_faces: bool = False,
) -> None:
    """Write report.json, report.html, the angles, the key frames and, unless told not to, the annotated video.

    With several clips each one's files carry its name. blur_faces : in every picture and video.
    Raises FormcheckError if the folder cannot be written.
    """
    try:
        pictures, videos = dict[str, Path](), list[str]()
        names = zip(clip_suffixes(clips), clip_suffixes(clips, ""), strict=True)
        for analysis, clip, (suffix, name) in zip(analyses, clips, names, strict=True):
            keys = folder / "keyframes" / name
            if video:
                videos.append(f"annotated{suffix}.mp4")
                told = _count(analysis, clip, progress)
                drawn = annotate(clip, analysis, folder / videos[-1], told, keys=keys, blur_faces=blur_faces)
            else:
                drawn = key_frames(clip, analysis, keys, blur_faces=blur_faces)
            pictures.update(_judged_here(drawn, report, analysis.report.source.name))
        write_report(list(analyses), report, folder, pictures, videos)
    except OSError as error:
        raise _unwritable(folder, error.strerror) from error


def _judged_here(drawn: dict[str, Path], report: Report, clip: str) -> dict[str, Path]:
    """Those of a clip's key frames on which the report judged the cue."""
    judged_here = {cue.id for cue in report.cues if cue.clip == clip}
    return {cue: path for cue, path in drawn.items() if cue in judged_here}


def _count(analysis: Analysis, clip: Path, progress: Progress | None) -> Callable[[int], None]:
    def count(frames: int) -> None:
        if progress:
            progress(f"drawing {clip.name}", frames, len(analysis.track))

    return count


def key_frames_in(folder: Path, report: Report) -> dict[str, Path]:
    """Find the key frames that lie in a report's folder by cue id, each of the clip on which the cue was judged."""
    clips = clips_of(report)
    names = [clip.source.name for clip in clips]
    found: dict[str, Path] = {}
    for name, place in zip(names, clip_suffixes([Path(name) for name in names], ""), strict=True):
        pictures = sorted((folder / "keyframes" / place).glob("*.jpg"))
        found.update(_judged_here({picture.stem: picture for picture in pictures}, report, name))
    return found


def clip_suffixes(clips: Sequence[Path], separator: str = "-") -> list[str]:
    """Return one suffix per clip: none for a single one, else its name, numbered so that equal names stay apart."""
    if len(clips) == 1:
        return [""]
    stems = [clip.stem for clip in clips]
    return [
        f"{separator}{stem}" if stems.count(stem) == 1 else f"{separator}{stem}-{number}"
        for number, stem in enumerate(stems, start=1)
    ]


def _unwritable(folder: Path, why: str | None) -> FormcheckError:
    return FormcheckError(f"cannot write there ({why})", str(folder), "choose another folder with --out")
