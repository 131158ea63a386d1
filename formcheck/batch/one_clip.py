"""Scores one clip of a batch. Runs in worker processes: what it takes and gives can be sent, and it never fails."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from formcheck.analysis import Analysis
from formcheck.auto_scoring import UnknownExerciseError, performances
from formcheck.batch.naming import exercise_of_folder, nearly_named
from formcheck.batch.rows import ClipRow, CueRow, Outcome
from formcheck.batch.tables import REPORTS
from formcheck.batch.walking import is_remote
from formcheck.errors import FormcheckError
from formcheck.exercises import all_exercises
from formcheck.models import prepare_best
from formcheck.report import CueResult, Report
from formcheck.scoring import Options

THUMBNAIL_PX = 160


@dataclass(frozen=True, slots=True)
class Task:
    """One clip to score.

    name : its path within the folder. place : a path, or an address for fsspec. exercise : an id, ``auto`` or
    ``from-folder``, which is ``auto`` where no folder tells. data : the file itself, where the worker cannot read
    the place.
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
    outcome = _outcome(task)
    seconds = round(time.monotonic() - start_s, 2)
    return replace(outcome, clip=replace(outcome.clip, seconds=seconds))


def score_with_model(task: Task) -> Outcome:
    """Score a clip where the pose model may have to be prepared first; raises FormcheckError if that fails.

    It would fail for every clip: to make it the row of each would be wrong.
    """
    prepare_best(task.options.model)
    return score_task(task)


def _outcome(task: Task) -> Outcome:
    try:
        with _readable(task) as clip:
            parts = list(_parts(task, clip, _exercise_id(task)))
    except UnknownExerciseError:
        return Outcome(ClipRow(task.name, "unknown", _why_unknown(task)))
    except FormcheckError as error:
        return Outcome(failed(task.name, f"{error.what}: {error.todo}"))
    except Exception as error:
        return Outcome(failed(task.name, f"a fault of formcheck: {type(error).__name__}: {error}"))
    cues = tuple(_cue_row(task.name, part, cue) for part in parts for cue in part.report.cues)
    files = {path: data for part in parts for path, data in part.files.items()}
    return Outcome(_clip_row(task.name, parts), cues, files)


def failed(name: str, why: str) -> ClipRow:
    """Return the row of a clip that could not be scored."""
    return ClipRow(name, "failed", " ".join(why.split()))


def folder_of(name: str) -> str:
    """Return where a clip's report lies within the batch's folder."""
    return f"{REPORTS}/{name}"


def _exercise_id(task: Task) -> str:
    if task.exercise == "from-folder":
        return exercise_of_folder(task.name, all_exercises()) or "auto"
    return task.exercise


def _why_unknown(task: Task) -> str:
    near = nearly_named(task.name, all_exercises()) if task.exercise == "from-folder" else None
    if near:
        return f"the exercise was not recognised: if the folder '{near[0]}' stands for it, name it {near[1]}"
    return "the exercise was not recognised: name it with --exercise, or put the clip into a folder named after it"


@contextmanager
def _readable(task: Task) -> Iterator[Path]:
    """Give a path at which the clip can be read: its own, or that of a copy as long as it is needed."""
    # A file name need not be text, but a report is.
    name = PurePosixPath(task.name).name
    plain = name.encode("utf-8", "backslashreplace").decode()
    here = task.data is None and not is_remote(task.place)
    if here and plain == name:
        yield Path(task.place)
        return
    with tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
        copy = Path(folder, plain)
        if here:
            copy.symlink_to(task.place)
        elif task.data is not None:
            copy.write_bytes(task.data)
        else:
            _fetch(task.place, copy)
        yield copy


def _fetch(place: str, copy: Path) -> None:
    try:
        import fsspec

        with fsspec.open(place, "rb") as there, copy.open("wb") as here:
            shutil.copyfileobj(there, here)
    except Exception as error:  # each kind of address has a library of its own, with errors of its own
        todo = "check the address, the rights, and that the worker has what fsspec asks for"
        raise FormcheckError(f"cannot be read ({error})", place, todo) from error


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


def _clip_row(name: str, parts: Sequence[_Part]) -> ClipRow:
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
