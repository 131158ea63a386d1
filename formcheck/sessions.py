"""From clips to a stored report with all its files, for every way in: upload, recording, live and folder."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from formcheck.analysis import Analysis
from formcheck.auto_scoring import performances
from formcheck.cue_timeline import timeline
from formcheck.errors import FormcheckError
from formcheck.outputs import clip_suffixes, write_outputs
from formcheck.report import Report
from formcheck.scoring import Options, Progress
from formcheck.store import NewClip, Store


@dataclass(frozen=True, slots=True)
class Keeping:
    """For whom a report is kept and what of it.

    origin : upload, record, live or folder. red_flags : questions answered yes. keep_clips : keep the films as well.
    blur_faces : make the face unrecognisable in every picture that is kept; the film itself is then not kept.
    """

    person: str
    origin: str = "upload"
    red_flags: tuple[str, ...] = ()
    keep_clips: bool = False
    blur_faces: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """Clips of one performance to be scored and kept. exercise : its id, or ``auto`` to recognise it."""

    clips: tuple[Path, ...]
    exercise: str
    keeping: Keeping
    options: Options = field(default_factory=Options)


def score_and_keep(order: Order, store: Store, progress: Progress | None = None) -> tuple[str, ...]:
    """Score the clips of an order and keep what they show; return the id of each report, in order of time.

    It is one, unless the exercise is ``auto`` and the clip shows several. Raises FormcheckError as scoring does.
    After an error or a cancel nothing is left behind.
    """
    ids: list[str] = []
    try:
        for _, report, analyses in performances(order.clips, order.exercise, order.options, progress):
            ids.append(keep(report, analyses, order.clips, order.keeping, store, progress))
    except BaseException:
        for report_id in ids:
            store.delete_report(report_id)
        raise
    return tuple(ids)


def keep(
    report: Report,
    analyses: Sequence[Analysis],
    clips: Sequence[Path],
    keeping: Keeping,
    store: Store,
    progress: Progress | None = None,
) -> str:
    """Write every file of a report and keep it; return its id. After an error or a cancel nothing is left behind."""
    report_id = uuid.uuid4().hex
    folder = store.report_folder(report_id)
    try:
        folder.mkdir(parents=True)
        write_outputs(report, analyses, clips, folder, progress=progress, blur_faces=keeping.blur_faces)
        new = _write_clips(analyses, clips, folder, keeping)
        store.add_report(report_id, keeping.person, report, new, keeping.origin, keeping.red_flags)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise FormcheckError("the report cannot be kept", str(folder), "check the disk's room and rights") from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return report_id


def _write_clips(
    analyses: Sequence[Analysis], clips: Sequence[Path], folder: Path, keeping: Keeping
) -> list[NewClip]:
    new = []
    for analysis, clip, suffix in zip(analyses, clips, clip_suffixes(clips), strict=True):
        name = f"timeline{suffix}.json"
        (folder / name).write_text(timeline(analysis).model_dump_json(), encoding="utf-8")
        original = None
        if keeping.keep_clips and not keeping.blur_faces:
            original = f"clip{suffix}{clip.suffix}"
            shutil.copyfile(clip, folder / original)
        source = analysis.report.source
        new.append(NewClip(source.name, source.sha256, name, f"annotated{suffix}.mp4", original))
    return new
