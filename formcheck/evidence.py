"""What stands behind a report on disk: its angles frame by frame, and the film it was made from, found again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from formcheck.analysis import Analysis
from formcheck.angles import Angles, angles_of
from formcheck.auto_scoring import score_scenes
from formcheck.errors import FormcheckError
from formcheck.exercises import get
from formcheck.export import csv_names
from formcheck.outputs import clip_suffixes
from formcheck.report import Clip, PhaseFound, Report, clips_of
from formcheck.scoring import Options, Progress
from formcheck.video import sha256

REPORT = "report.json"
SAME_S = 0.1
"""Phases that begin nearer to each other than this are the same."""


@dataclass(frozen=True, slots=True)
class Film:
    """A film to show. starts_s : second of the clip's file in its first picture. drawn : the pose is in it."""

    path: Path
    starts_s: float = 0.0
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """One clip of a report with what could be found of it; angles and film are None where nothing was."""

    clip: Report | Clip
    angles: Angles | None = None
    film: Film | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A report and what stands behind each of its clips, in its order."""

    report: Report
    clips: tuple[Evidence, ...]


def is_report(path: Path) -> bool:
    """Say whether a path is meant as a report: a folder or a JSON file."""
    return path.is_dir() or path.suffix.lower() == ".json"


def report_file(path: Path) -> Path:
    """Return the JSON file of a report that is named by its folder or by itself."""
    return path / REPORT if path.is_dir() else path


def read_report(path: Path) -> Report:
    """Read a report from its folder or its JSON file; raises FormcheckError if there is none."""
    file, todo = report_file(path), "give the report.json that 'formcheck score --out' wrote, or its folder"
    try:
        return Report.model_validate_json(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise FormcheckError(f"cannot be read ({error.strerror})", str(file), todo) from error
    except (ValidationError, UnicodeDecodeError) as error:
        raise FormcheckError("this is no report of formcheck", str(file), todo) from error


def session_of_report(path: Path) -> Session:
    """Read a report with what lies beside it; raises FormcheckError as ``read_report`` does."""
    report, folder = read_report(path), report_file(path).parent
    clips = clips_of(report)
    names = [Path(clip.source.name) for clip in clips]
    tables = csv_names([clip.source.name for clip in clips])
    found = []
    for clip, table, suffix in zip(clips, tables, clip_suffixes(names), strict=True):
        angles = read_angles(folder / table)
        found.append(Evidence(clip, angles, _film(clip, folder, suffix, angles)))
    return Session(report, tuple(found))


def session_of_analyses(report: Report, analyses: Sequence[Analysis], clips: Sequence[Path]) -> Session:
    """Return what was just analysed in the same form."""
    return Session(
        report,
        tuple(
            Evidence(clip, angles_of(analysis), Film(path))
            for clip, analysis, path in zip(clips_of(report), analyses, clips, strict=True)
        ),
    )


def read_angles(path: Path) -> Angles | None:
    """Read the table that ``export.angles_csv`` writes, or None if there is none that can be read."""
    try:
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        table = np.array([[float(cell or "nan") for cell in row] for row in rows[1:]])
        if not len(table) or rows[0][0] != "time_s" or table.shape[1] != len(rows[0]):
            return None
    except (OSError, ValueError, IndexError):
        return None
    return Angles(table[:, 0], {name: table[:, number] for number, name in enumerate(rows[0]) if number})


def find_clip(clip: Report | Clip, folder: Path) -> Path | None:
    """Find the file a report was made from, by name and content: beside it, a folder above, or here."""
    for place in (folder, folder.parent, Path.cwd()):
        path = place / clip.source.name
        if path.is_file() and sha256(path) == clip.source.sha256:
            return path
    return None


def _film(clip: Report | Clip, folder: Path, suffix: str, angles: Angles | None) -> Film | None:
    """Return the annotated film, whose first picture is the first that was looked at, else the clip itself."""
    annotated = folder / f"annotated{suffix}.mp4"
    if annotated.is_file():
        starts_s = float(angles.time_s[0]) * clip.source.speed if angles else 0.0
        return Film(annotated, starts_s, drawn=True)
    path = find_clip(clip, folder)
    return Film(path) if path else None


def pairs(before: Session, after: Session) -> Iterator[tuple[Evidence, Evidence]]:
    """Pair the clips of two reports that show the same: from the side, or from front or back."""
    left = list(after.clips)
    for first in before.clips:
        alike = next((second for second in left if _plane(second) == _plane(first)), None)
        if alike is not None:
            left.remove(alike)
            yield first, alike


def _plane(evidence: Evidence) -> str:
    view = evidence.clip.camera.view
    return "side" if view in ("left", "right") else "front" if view in ("front", "back") else view


def angles_beside(path: Path) -> Angles | None:
    """Return the angles of a report of one clip from the table beside it, or None if there is none."""
    report = read_report(path)
    return None if report.more_clips else read_angles(report_file(path).parent / csv_names([report.source.name])[0])


def analysed_again(path: Path, progress: Progress | None = None) -> tuple[Analysis, Path]:
    """Analyse the clip of a report again and return it with the clip: points are in no report.

    Raises FormcheckError if the clip is not there, or shows something else than the report says.
    """
    report, folder = read_report(path), report_file(path).parent
    name = report.source.name
    if report.more_clips:
        raise FormcheckError("the report stands on several clips", str(path), "export each clip, with --exercise")
    clip = find_clip(report, folder)
    if clip is None:
        todo = f"put {name} beside the report, or export the clip itself with --exercise {report.exercise.id}"
        raise FormcheckError("a report holds no points, and its clip was not found", str(path), todo)
    options = Options(
        model=report.model,  # type: ignore[arg-type]
        side=report.side,
        mirrored=report.camera.mirrored,
        true_fps=report.source.true_fps,
    )
    # A film that was cut shows several performances, and the report is of one of them.
    scenes = score_scenes(clip, get(report.exercise.id), options, progress)
    analysis = next((each for each in scenes if _same_phases(each.report.phases, report.phases)), None)
    if analysis is None:
        todo = f"another person or part was judged then: export the clip itself with --exercise {report.exercise.id}"
        raise FormcheckError("the clip shows something else now than its report says", str(path), todo)
    return analysis, clip


def _same_phases(now: Sequence[PhaseFound], then: Sequence[PhaseFound]) -> bool:
    alike = [
        first.kind == second.kind and first.side == second.side and abs(first.start_s - second.start_s) < SAME_S
        for first, second in zip(now, then, strict=False)
    ]
    return len(now) == len(then) and all(alike)
