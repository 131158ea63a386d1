"""Everything that ``formcheck score --out`` writes, in one place."""

from __future__ import annotations

import os
from collections.abc import Sequence
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
        pictures = _pictures(report, analyses, clips, folder, blur_faces)
        videos = _annotated(analyses, clips, folder, progress, blur_faces) if video else []
        write_report(list(analyses), report, folder, pictures, [each.name for each in videos])
    except OSError as error:
        raise _unwritable(folder, error.strerror) from error


def _pictures(
    report: Report, analyses: Sequence[Analysis], clips: Sequence[Path], folder: Path, blur_faces: bool
) -> dict[str, Path]:
    """Key frames of each cue, taken from the clip on which the report judged it."""
    pictures: dict[str, Path] = {}
    for analysis, clip, name in zip(analyses, clips, clip_suffixes(clips, ""), strict=True):
        drawn = key_frames(clip, analysis, folder / "keyframes" / name, blur_faces=blur_faces)
        judged_here = {cue.id for cue in report.cues if cue.clip == analysis.report.source.name}
        pictures.update({cue: path for cue, path in drawn.items() if cue in judged_here})
    return pictures


def key_frames_in(folder: Path, report: Report) -> dict[str, Path]:
    """Find the key frames that lie in a report's folder by cue id, each of the clip on which the cue was judged."""
    clips = clips_of(report)
    names = [clip.source.name for clip in clips]
    found: dict[str, Path] = {}
    for name, place in zip(names, clip_suffixes([Path(name) for name in names], ""), strict=True):
        judged_here = {cue.id for cue in report.cues if cue.clip == name}
        pictures = sorted((folder / "keyframes" / place).glob("*.jpg"))
        found.update({picture.stem: picture for picture in pictures if picture.stem in judged_here})
    return found


def _annotated(
    analyses: Sequence[Analysis], clips: Sequence[Path], folder: Path, progress: Progress | None, blur_faces: bool
) -> list[Path]:
    videos = []
    for analysis, clip, name in zip(analyses, clips, clip_suffixes(clips), strict=True):
        target = folder / f"annotated{name}.mp4"

        def count(frames: int, total: int = len(analysis.track), shown: str = clip.name) -> None:
            if progress:
                progress(f"drawing {shown}", frames, total)

        annotate(clip, analysis, target, count, blur_faces=blur_faces)
        videos.append(target)
    return videos


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
