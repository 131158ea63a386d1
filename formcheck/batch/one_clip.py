"""Scores one clip of a batch. Runs in worker processes: what it takes and gives can be sent, and it never fails."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from formcheck.analysis import Analysis
from formcheck.auto_scoring import UnknownExerciseError, score_main
from formcheck.batch.rows import ClipRow, CueRow, Outcome
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


def score_task(task: Task) -> Outcome:
    """Score a clip; whatever goes wrong with it becomes its row."""
    start_s = time.monotonic()
    try:
        exercise_id = _exercise_id(task)
        if exercise_id is None and task.exercise != "auto":
            return Outcome(ClipRow(task.name, "unknown", _why_unknown(task.exercise)))
        with _readable(task) as clip:
            analysis = score_main(clip, exercise_id, task.options)
            files = _outputs(task.name, clip, analysis)
    except UnknownExerciseError:
        return Outcome(ClipRow(task.name, "unknown", _why_unknown(task.exercise)))
    except FormcheckError as error:
        return Outcome(failed(task.name, f"{error.what}: {error.todo}"))
    except Exception as error:
        return Outcome(failed(task.name, f"a fault of formcheck: {type(error).__name__}: {error}"))
    seconds = round(time.monotonic() - start_s, 2)
    return Outcome(
        _clip_row(task.name, analysis.report, seconds), _cue_rows(task.name, analysis.report, files), files
    )


def failed(name: str, why: str) -> ClipRow:
    """Return the row of a clip that could not be scored."""
    return ClipRow(name, "failed", " ".join(why.split()))


def folder_of(name: str) -> str:
    """Return where a clip's report lies within the batch's folder."""
    return f"reports/{name}"


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


def _outputs(name: str, clip: Path, analysis: Analysis) -> dict[str, bytes]:
    """Return report, page, angles, key frames and their thumbnails as files of the batch's folder."""
    from formcheck.outputs import write_outputs

    with tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
        write_outputs(analysis.report, [analysis], [clip], Path(folder), video=False)
        written = [path for path in sorted(Path(folder).rglob("*")) if path.is_file()]
        files = {f"{folder_of(name)}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in written}
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


def _clip_row(name: str, report: Report, seconds: float) -> ClipRow:
    score = report.score
    return ClipRow(
        clip=name,
        status="scored",
        exercise=report.exercise.id,
        chosen=report.exercise.chosen,
        side=report.side,
        view=report.camera.view,
        model=report.model,
        duration_s=report.source.duration_s,
        fps=report.source.fps,
        met=score.met,
        judged=score.judged,
        total=score.total,
        coverage=_share(score.judged, score.total),
        score=_share(score.met, score.judged),
        film_problems=" ".join(check.message for check in report.film if not check.ok) or None,
        report=f"{folder_of(name)}/report.html",
        seconds=seconds,
    )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _cue_rows(name: str, report: Report, files: dict[str, bytes]) -> tuple[CueRow, ...]:
    return tuple(_cue_row(name, report.exercise.id, cue, files) for cue in report.cues)


def _cue_row(name: str, exercise: str, cue: CueResult, files: dict[str, bytes]) -> CueRow:
    key_frame = f"{folder_of(name)}/keyframes/{cue.id}.jpg"
    return CueRow(
        clip=name,
        exercise=exercise,
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
        key_frame=key_frame if key_frame in files else None,
    )
