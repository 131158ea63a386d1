"""What is kept: people by a label, their reports and clips, and what a therapist said of them."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy import create_engine, event, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session

from formcheck.cues import State
from formcheck.errors import FormcheckError
from formcheck.report import Report
from formcheck.store_tables import ClipRow, PersonRow, ReportRow, ReviewRow, migrate, now

FOLDER_VARIABLE = "FORMCHECK_DATA_DIR"
URL_VARIABLE = "FORMCHECK_DATABASE_URL"
LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class StoredClip:
    """One clip of a stored report; paths are whole. ``timeline`` holds its signals."""

    name: str
    sha256: str
    timeline: Path
    video: Path | None
    original: Path | None


@dataclass(frozen=True, slots=True)
class Review:
    """What a therapist says about one cue."""

    cue: str
    verdict: State
    comment: str
    reviewer: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report with everything that is kept about it.

    origin : upload, record, live or folder. red_flags : questions about warning signs that were answered yes.
    folder : where its files lie. reviews : the newest per cue.
    """

    id: str
    person: str
    made_at: datetime
    origin: str
    red_flags: tuple[str, ...]
    report: Report
    folder: Path
    clips: tuple[StoredClip, ...]
    reviews: dict[str, Review]


@dataclass(frozen=True, slots=True)
class NewClip:
    """File names, inside the report's folder, of a clip that is to be stored."""

    name: str
    sha256: str
    timeline: str
    video: str | None = None
    original: str | None = None


def data_folder() -> Path:
    """Where people's data is kept: ``FORMCHECK_DATA_DIR``, else the user's data folder."""
    return Path(os.environ[FOLDER_VARIABLE]) if FOLDER_VARIABLE in os.environ else user_data_path("formcheck")


class Store:
    """The database and the folder beside it.

    folder : files, and the SQLite database unless ``url`` names another one in SQLAlchemy's form.
    Raises FormcheckError if either cannot be opened.
    """

    def __init__(self, folder: Path | None = None, url: str | None = None) -> None:
        self.folder = folder or data_folder()
        url = url or os.environ.get(URL_VARIABLE) or f"sqlite:///{self.folder / 'formcheck.sqlite'}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._engine = create_engine(url)
            if self._engine.dialect.name == "sqlite":
                event.listen(self._engine, "connect", _respect_references)
            migrate(self._engine)
        except (OSError, SQLAlchemyError, ImportError) as error:
            where = self.folder if isinstance(error, OSError) else "the database"
            todo = f"check {FOLDER_VARIABLE} and {URL_VARIABLE}" if not isinstance(error, ArgumentError) else _FORM
            raise FormcheckError(f"cannot be opened ({type(error).__name__})", str(where), todo) from error

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def people(self) -> list[str]:
        """Return every label, in alphabetical order."""
        with Session(self._engine) as session:
            return list(session.scalars(select(PersonRow.label).order_by(PersonRow.label)))

    def report_folder(self, report_id: str) -> Path:
        """Return where the files of a report lie."""
        return self.folder / "reports" / report_id

    def add_report(
        self,
        report_id: str,
        person: str,
        report: Report,
        clips: Sequence[NewClip],
        origin: str = "upload",
        red_flags: Sequence[str] = (),
    ) -> None:
        """Keep a report whose files lie in ``report_folder`` already."""
        row = ReportRow(
            id=report_id,
            made_at=now(),
            exercise=report.exercise.id,
            origin=origin,
            red_flags=json.dumps(list(red_flags)),
            report=report.to_json(),
            clips=[
                ClipRow(
                    name=clip.name,
                    sha256=clip.sha256,
                    timeline=clip.timeline,
                    video=clip.video,
                    original=clip.original,
                )
                for clip in clips
            ],
        )
        with Session(self._engine) as session, session.begin():
            row.person = _person(session, person)
            session.add(row)

    def report(self, report_id: str) -> StoredReport:
        """Return a stored report; raises FormcheckError if there is none of this id."""
        with Session(self._engine) as session:
            return self._stored(_row(session, report_id))

    def reports(self, person: str | None = None, exercise: str | None = None) -> list[StoredReport]:
        """Return stored reports, the newest first, of everybody and everything unless told otherwise."""
        query = select(ReportRow).join(PersonRow).order_by(ReportRow.made_at.desc(), ReportRow.id)
        if person is not None:
            query = query.where(PersonRow.label == person)
        if exercise is not None:
            query = query.where(ReportRow.exercise == exercise)
        with Session(self._engine) as session:
            return [self._stored(row) for row in session.scalars(query)]

    def replace_report(self, report_id: str, report: Report) -> None:
        """Keep a report with the person's own answers in the place of the one without."""
        with Session(self._engine) as session, session.begin():
            _row(session, report_id).report = report.to_json()

    def add_review(self, report_id: str, cue: str, verdict: State, comment: str = "", reviewer: str = "") -> None:
        """Keep what a therapist says about a cue; raises FormcheckError if the report has no such cue."""
        with Session(self._engine) as session, session.begin():
            row = _row(session, report_id)
            if cue not in {answer.id for answer in Report.model_validate_json(row.report).cues}:
                raise FormcheckError("the report has no such cue", cue, "choose one of its cues")
            row.reviews.append(ReviewRow(cue=cue, verdict=verdict, comment=comment, reviewer=reviewer, made_at=now()))

    def delete_report(self, report_id: str) -> None:
        """Delete a report with its reviews and files."""
        with Session(self._engine) as session, session.begin():
            session.delete(_row(session, report_id))
        shutil.rmtree(self.report_folder(report_id), ignore_errors=True)

    def delete_person(self, label: str) -> None:
        """Delete a person with everything that is kept about them, files included."""
        with Session(self._engine) as session, session.begin():
            row = _known(session, label)
            gone = [report.id for report in row.reports]
            session.delete(row)
        for report_id in gone:
            shutil.rmtree(self.report_folder(report_id), ignore_errors=True)

    def export_person(self, label: str, target: Path) -> Path:
        """Write everything that is kept about a person into a zip file: ``person.json`` and every file."""
        with Session(self._engine) as session:
            stored = [self._stored(row) for row in _known(session, label).reports]
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            records = {"person": label, "reports": [_record(each) for each in stored]}
            archive.writestr("person.json", json.dumps(records, indent=2, ensure_ascii=False))
            for each in stored:
                for path in sorted(each.folder.rglob("*")):
                    if path.is_file():
                        archive.write(path, Path(each.id) / path.relative_to(each.folder))
        return target

    def _stored(self, row: ReportRow) -> StoredReport:
        folder = self.report_folder(row.id)
        return StoredReport(
            id=row.id,
            person=row.person.label,
            made_at=row.made_at,
            origin=row.origin,
            red_flags=tuple(json.loads(row.red_flags)),
            report=Report.model_validate_json(row.report),
            folder=folder,
            clips=tuple(_clip(each, folder) for each in row.clips),
            reviews={each.cue: _review(each) for each in row.reviews},
        )


_FORM = "write the database as SQLAlchemy does, such as postgresql://user:password@host/name"


def _respect_references(connection: object, _: object) -> None:
    connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[attr-defined]


def _person(session: Session, label: str) -> PersonRow:
    label = " ".join(label.split())
    if not 0 < len(label) <= LONGEST_LABEL:
        raise FormcheckError("not a label for a person", repr(label), f"write 1 to {LONGEST_LABEL} letters")
    row = session.scalar(select(PersonRow).where(PersonRow.label == label))
    if row is None:
        row = PersonRow(label=label)
        session.add(row)
    return row


def _known(session: Session, label: str) -> PersonRow:
    row = session.scalar(select(PersonRow).where(PersonRow.label == label))
    if row is None:
        raise FormcheckError("nobody of this label is kept", repr(label), "choose somebody from the list")
    return row


def _row(session: Session, report_id: str) -> ReportRow:
    row = session.get(ReportRow, report_id)
    if row is None:
        raise FormcheckError("there is no such report", report_id, "it was deleted, or the address is wrong")
    return row


def _clip(row: ClipRow, folder: Path) -> StoredClip:
    video, original = (folder / name if name else None for name in (row.video, row.original))
    return StoredClip(row.name, row.sha256, folder / row.timeline, video, original)


def _review(row: ReviewRow) -> Review:
    return Review(row.cue, row.verdict, row.comment, row.reviewer, row.made_at)  # type: ignore[arg-type]


def _record(stored: StoredReport) -> dict[str, object]:
    return {
        "id": stored.id,
        "made_at": stored.made_at.isoformat(),
        "origin": stored.origin,
        "red_flags": list(stored.red_flags),
        "report": stored.report.model_dump(mode="json", by_alias=True),
        "reviews": [
            {"cue": each.cue, "verdict": each.verdict, "comment": each.comment, "reviewer": each.reviewer}
            for each in stored.reviews.values()
        ],
    }
