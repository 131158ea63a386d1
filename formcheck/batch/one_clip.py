"""Scores one clip of a batch. Runs in worker processes: what it takes and gives can be sent, and it never fails."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from formcheck.analysis import Analysis
from formcheck.auto_scoring import UnknownExerciseError, performances
from formcheck.batch.rows import ClipRow, CueRow, Outcome
from formcheck.batch.tables import REPORTS
from formcheck.batch.walking import exercise_of_folder, is_remote
from formcheck.errors import FormcheckError
from formcheck.exercises import all_exercises
from formcheck.report import CueResult, Report
from formcheck.scoring import Options

THUMBNAIL_PX = 160


@dataclass(frozen=True, slots=True)
class Task:
    """One clip to score.

    name : its path within the folder. place : a path, or an address for fsspec. exercise : an id, ``auto`` or
    ``from-folder``. data : the file itself, where the worker cannot read the place.
    """

    name: str
    place: str
    exercise: str
    options: Options
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """One performance that a clip shows. folder : of its report; files : what to write, by path; see ``Outcome``."""

    number: int
    folder: str
    analysis: Analysis
    files: dict[str, bytes]

    @property
    def report(self) -> Report:
        return self.analysis.report


def score_task(task: Task) -> Outcome:
    """Score a clip; whatever goes wrong with it becomes its row."""
    start_s = time.monotonic()
    try:
        exercise_id = _exercise_id(task)
        if exercise_id is None and task.exercise != "auto":
            return Outcome(ClipRow(task.name, "unknown", _why_unknown(task.exercise)))
        with _readable(task) as clip:
            parts = list(_parts(task, clip, exercise_id or "auto"))
    except UnknownExerciseError:
        return Outcome(ClipRow(task.name, "unknown", _why_unknown(task.exercise)))
    except FormcheckError as error:
        return Outcome(failed(task.name, f"{error.what}: {error.todo}"))
    except Exception as error:
        return Outcome(failed(task.name, f"a fault of formcheck: {type(error).__name__}: {error}"))
    seconds = round(time.monotonic() - start_s, 2)
    cues = tuple(_cue_row(task.name, part, cue) for part in parts for cue in part.report.cues)
    files = {path: data for part in parts for path, data in part.files.items()}
    return Outcome(_clip_row(task.name, parts, seconds), cues, files)


def failed(name: str, why: str) -> ClipRow:
    """Return the row of a clip that could not be scored."""
    return ClipRow(name, "failed", " ".join(why.split()))


def folder_of(name: str) -> str:
    """Return where a clip's report lies within the batch's folder."""
    return f"{REPORTS}/{name}"


def _exercise_id(task: Task) -> str | None:
    if task.exercise == "from-folder":
        return exercise_of_folder(task.name, list(all_exercises()))
    return None if task.exercise == "auto" else task.exercise


def _why_unknown(wanted: str) -> str:
    if wanted == "from-folder":
        return "no folder on the way to the clip is named after an exercise: name one as 'formcheck exercises' does"
    return "the exercise was not recognised: name it with --exercise, or sort the clips into folders"


@contextmanager
def _readable(task: Task) -> Iterator[Path]:
    """Give a path at which the clip can be read: its own, or that of a copy as long as it is needed."""
    if task.data is None and not is_remote(task.place):
        yield Path(task.place)
        return
    with tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
        copy = Path(folder, PurePosixPath(task.name).name)
        if task.data is not None:
            copy.write_bytes(task.data)
        else:
            _fetch(task.place, copy)
        yield copy


def _fetch(place: str, copy: Path) -> None:
    import fsspec

    try:
        with fsspec.open(place, "rb") as there, copy.open("wb") as here:
            shutil.copyfileobj(there, here)
    except (OSError, ValueError) as error:
        raise FormcheckError(f"cannot be read ({error})", place, "check the address and the rights") from error


def _parts(task: Task, clip: Path, exercise: str) -> Iterator[_Part]:
    for number, (name, _, (analysis,)) in enumerate(performances([clip], exercise, task.options), start=1):
        folder = folder_of(task.name) + (f"/{name}" if name else "")
        yield _Part(number, folder, analysis, _outputs(folder, clip, analysis))


def _outputs(folder: str, clip: Path, analysis: Analysis) -> dict[str, bytes]:
    """Return report, page, angles, key frames and their thumbnails as files of the batch's folder."""
    from formcheck.outputs import write_outputs

    with tempfile.TemporaryDirectory(prefix="formcheck-") as scratch:
        write_outputs(analysis.report, [analysis], [clip], Path(scratch), video=False)
        written = [path for path in sorted(Path(scratch).rglob("*")) if path.is_file()]
        files = {f"{folder}/{path.relative_to(scratch).as_posix()}": path.read_bytes() for path in written}
    frames = {path: data for path, data in files.items() if path.endswith(".jpg")}
    return files | {thumbnail_of(path): _thumbnail(data) for path, data in frames.items()}


def thumbnail_of(key_frame: str) -> str:
    """Return the path of the small picture of a key frame."""
    return key_frame.removesuffix(".jpg") + ".small.jpg"


def _thumbnail(jpeg: bytes) -> bytes:
    import cv2
    import numpy as np

    picture = np.asarray(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR))
    scale = THUMBNAIL_PX / max(picture.shape[:2])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return bytes(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 80])[1])


def _clip_row(name: str, parts: Sequence[_Part], seconds: float) -> ClipRow:
    reports = [part.report for part in parts]
    source = reports[0].source
    met, judged, total = (
        sum(getattr(report.score, count) for report in reports) for count in ("met", "judged", "total")
    )
    return ClipRow(
        clip=name,
        status="scored",
        exercise=_told(report.exercise.id for report in reports),
        chosen=_told(report.exercise.chosen for report in reports),
        side=_told(report.side for report in reports),
        view=_told(report.camera.view for report in reports),
        model=reports[0].model,
        duration_s=source.duration_s,
        fps=source.fps,
        parts=len(parts),
        met=met,
        judged=judged,
        total=total,
        coverage=_share(judged, total),
        score=_share(met, judged),
        film_problems=_told((check.message for report in reports for check in report.film if not check.ok), " "),
        report=f"{parts[0].folder}/report.html",
        seconds=seconds,
    )


def _told(words: Iterable[str | None], separator: str = ", ") -> str | None:
    """Return the words of several parts, each once; None if there are none."""
    return separator.join(dict.fromkeys(word for word in words if word)) or None


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _cue_row(name: str, part: _Part, cue: CueResult) -> CueRow:
    time_s = part.analysis.track.time_s
    key_frame = f"{part.folder}/keyframes/{cue.id}.jpg"
    return CueRow(
        clip=name,
        part=part.number,
        start_s=round(float(time_s[0]), 2),
        end_s=round(float(time_s[-1]), 2),
        exercise=part.report.exercise.id,
        side=part.report.side,
        view=part.report.camera.view,
        cue=cue.id,
        verdict=cue.verdict,
        estimate=cue.estimate,
        uncertainty=cue.uncertainty,
        unit=cue.unit,
        met_edge=cue.met_edge,
        not_met_edge=cue.not_met_edge,
        n=cue.n,
        worst_s=cue.worst_s,
        reason=cue.reason,
        key_frame=key_frame if key_frame in part.files else None,
        report=f"{part.folder}/report.html",
    )
