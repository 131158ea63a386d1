"""Files of a report: JSON for programs, HTML for people, and the angles of every frame as a table."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np

from formcheck.analysis import Analysis
from formcheck.angles import Angles, angles_of
from formcheck.errors import FormcheckError
from formcheck.page import render_page
from formcheck.report import Report

NO_PICTURES: Mapping[str, Path] = MappingProxyType({})


def write_report(
    analyses: Sequence[Analysis],
    report: Report,
    folder: Path,
    key_frames: Mapping[str, Path] = NO_PICTURES,
    videos: Sequence[str] = (),
) -> list[Path]:
    """Write report.json, report.html and the angles of each clip into a folder, and return their paths.

    One clip gives angles.csv, several give angles-<clip>.csv each. The folder is made if need be. Everything is put
    together before the first file is written, and each file replaces an older one in one step.
    Raises FormcheckError for a folder or file that cannot be written, and for a key frame that cannot be read.
    """
    texts = {"report.json": report.to_json(), "report.html": render_page(analyses, report, key_frames, videos)}
    names = csv_names([analysis.report.source.name for analysis in analyses])
    texts |= {name: angles_csv(analysis) for name, analysis in zip(names, analyses, strict=True)}
    for name, text in texts.items():
        write_text_atomic(folder / name, text)
    return [folder / name for name in texts]


def angles_csv(analysis: Analysis) -> str:
    """Return a table with one row per frame: ``time_s``, then every metric that this view shows, of each leg.

    A column is named ``knee_flexion_left_deg``: metric, leg, unit. It holds estimates; where the accuracy of a metric
    was never measured it holds what the picture shows, and is named ``ankle_dorsiflexion_left_raw_deg``. A cell is
    empty where a landmark was not seen. Lean of the trunk and drop of the pelvis are told once from each leg.
    """
    return table_csv(angles_of(analysis))


def table_csv(angles: Angles) -> str:
    """Return angles as a table with one row per frame."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["time_s", *angles.columns])
    writer.writerows(
        [_cell(time_s), *(_cell(values[frame]) for values in angles.columns.values())]
        for frame, time_s in enumerate(angles.time_s)
    )
    return text.getvalue()


def write_text_atomic(path: Path, text: str) -> None:
    """Write a UTF-8 file so that it is there whole or not at all; raises FormcheckError if it cannot be written."""
    write_bytes_atomic(path, text.encode())


def write_bytes_atomic(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all; folders on the way are made.

    Raises FormcheckError if it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A folder beside the target: replacing works only within one file system.
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".formcheck-") as folder:
            draft = Path(folder) / "draft"
            draft.write_bytes(data)
            draft.replace(path)
    except OSError as problem:
        why = problem.strerror or str(problem)
        todo = "choose a folder you can write to, with room on the disk"
        raise FormcheckError(f"cannot write the file ({why})", str(path), todo) from problem


def _cell(value: float) -> str:
    # + 0.0 turns -0.0 into 0.0.
    return f"{round(float(value), 3) + 0.0:.3f}" if np.isfinite(value) else ""


def csv_names(clips: Sequence[str]) -> list[str]:
    """Return one name per clip, numbered where clips of the same name come from different folders."""
    if len(clips) == 1:
        return ["angles.csv"]
    names: list[str] = []
    for clip in clips:
        stem, count = f"angles-{Path(clip).stem}", 1
        name = f"{stem}.csv"
        while name in names:
            count += 1
            name = f"{stem}-{count}.csv"
        names.append(name)
    return names
