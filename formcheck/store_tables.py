"""The tables of the store as they are now, and the numbered steps that lead there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    select,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from formcheck.errors import FormcheckError


class Base(DeclarativeBase):
    """Base of the tables."""


class PersonRow(Base):
    """Somebody who is filmed: a label, and nothing else."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(String(80), unique=True)
    reports: Mapped[list[ReportRow]] = relationship(back_populates="person", cascade="all, delete-orphan")


class ReportRow(Base):
    """One report as it was made, when, and where its files lie below the store's folder."""

    __tablename__ = "reports"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime] = mapped_column(DateTime)
    exercise: Mapped[str] = mapped_column(String(40))
    origin: Mapped[str] = mapped_column(String(20))
    red_flags: Mapped[str] = mapped_column(Text)
    report: Mapped[str] = mapped_column(Text)
    person: Mapped[PersonRow] = relationship(back_populates="reports")
    clips: Mapped[list[ClipRow]] = relationship(cascade="all, delete-orphan", order_by="ClipRow.id")
    reviews: Mapped[list[ReviewRow]] = relationship(cascade="all, delete-orphan", order_by="ReviewRow.id")


class ClipRow(Base):
    """One clip of a report: its name and content, and the files that were made from it."""

    __tablename__ = "clips"
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"))
    name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    timeline: Mapped[str] = mapped_column(String(255))
    video: Mapped[str | None] = mapped_column(String(255))
    original: Mapped[str | None] = mapped_column(String(255))


class ReviewRow(Base):
    """What a therapist says about one cue of a report; a later one replaces an earlier one."""

    __tablename__ = "reviews"
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"))
    cue: Mapped[str] = mapped_column(String(60))
    verdict: Mapped[str] = mapped_column(String(20))
    comment: Mapped[str] = mapped_column(Text)
    reviewer: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime] = mapped_column(DateTime)


Step = Callable[[Connection], None]


def _first(connection: Connection) -> None:
    metadata = MetaData()
    Table("people", metadata, _id(), Column("label", String(80), nullable=False, unique=True))
    Table(
        "reports",
        metadata,
        Column("id", String(32), primary_key=True),
        Column("person_id", Integer, ForeignKey("people.id"), nullable=False),
        Column("made_at", DateTime, nullable=False),
        Column("exercise", String(40), nullable=False),
        Column("origin", String(20), nullable=False),
        Column("red_flags", Text, nullable=False),
        Column("report", Text, nullable=False),
    )
    Table(
        "clips",
        metadata,
        _id(),
        Column("report_id", String(32), ForeignKey("reports.id"), nullable=False),
        Column("name", String(255), nullable=False),
        Column("sha256", String(64), nullable=False),
        Column("timeline", String(255), nullable=False),
        Column("video", String(255)),
        Column("original", String(255)),
    )
    metadata.create_all(connection)


def _reviews(connection: Connection) -> None:
    metadata = MetaData()
    Table("reports", metadata, Column("id", String(32), primary_key=True))
    Table(
        "reviews",
        metadata,
        _id(),
        Column("report_id", String(32), ForeignKey("reports.id"), nullable=False),
        Column("cue", String(60), nullable=False),
        Column("verdict", String(20), nullable=False),
        Column("comment", Text, nullable=False),
        Column("reviewer", String(80), nullable=False),
        Column("made_at", DateTime, nullable=False),
    )
    metadata.create_all(connection)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


STEPS: Mapping[int, Step] = MappingProxyType({1: _first, 2: _reviews})
"""Every step from an empty database on. One that was released is never changed: add the next number."""

VERSIONS = Table(
    "schema_versions", MetaData(), Column("version", Integer, primary_key=True), Column("done_at", DateTime)
)


def migrate(engine: Engine, steps: Mapping[int, Step] = STEPS) -> list[int]:
    """Take the steps that a database has not taken yet, in order, and return their numbers.

    Raises FormcheckError for a database that a newer formcheck has changed.
    """
    VERSIONS.create(engine, checkfirst=True)
    with engine.begin() as connection:
        done = set(connection.execute(select(VERSIONS.c.version)).scalars())
    if done - set(steps):
        where = engine.url.render_as_string(hide_password=True)
        raise FormcheckError("the database was made by a newer formcheck", where, "update formcheck")
    taken = sorted(set(steps) - done)
    for version in taken:
        with engine.begin() as connection:
            steps[version](connection)
            connection.execute(VERSIONS.insert().values(version=version, done_at=now()))
    return taken


def now() -> datetime:
    """Return the time in UTC without a zone, as every database keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)
