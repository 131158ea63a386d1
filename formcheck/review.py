"""A stored report as it is handed on: ours, the therapist's verdicts beside ours, and the person's own answers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.articles import SEE_A_CLINICIAN
from formcheck.cues import State
from formcheck.errors import FormcheckError
from formcheck.outputs import key_frames_in
from formcheck.page import environment
from formcheck.palette import STATE_SIGNS, STATE_WORDS
from formcheck.pdf import Added, report_pdf
from formcheck.report import Report
from formcheck.store import StoredReport

MARK = "<!-- formcheck:added -->"
"""Where the page of a report takes what was added to it later."""


class CueReview(BaseModel):
    """One cue: our verdict and the therapist's."""

    model_config = ConfigDict(frozen=True)
    cue: str
    formcheck: State
    therapist: State
    comment: str
    reviewer: str
    made_at: datetime


class ReviewedReport(BaseModel):
    """A report with what was said of it."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)
    schema_: Literal["formcheck.reviewed/1"] = Field(default="formcheck.reviewed/1", alias="schema")
    report: Report
    red_flags_answered_yes: list[str]
    reviews: list[CueReview]


def reviewed(stored: StoredReport) -> ReviewedReport:
    """Put the newest verdict of a therapist on each cue beside ours, in the order of the report."""
    reviews = [
        CueReview(
            cue=cue.id,
            formcheck=cue.verdict,
            therapist=stored.reviews[cue.id].verdict,
            comment=stored.reviews[cue.id].comment,
            reviewer=stored.reviews[cue.id].reviewer,
            made_at=stored.reviews[cue.id].made_at,
        )
        for cue in stored.report.cues
        if cue.id in stored.reviews
    ]
    return ReviewedReport(report=stored.report, red_flags_answered_yes=list(stored.red_flags), reviews=reviews)


def reviewed_json(stored: StoredReport) -> str:
    """Return the report with its reviews as JSON."""
    return reviewed(stored).model_dump_json(by_alias=True, indent=2) + "\n"


def reviewed_page(stored: StoredReport) -> str:
    """Return the page of a report with everything that was added; raises FormcheckError if the page is gone."""
    path = stored.folder / "report.html"
    try:
        page = path.read_text(encoding="utf-8")
    except OSError as error:
        raise FormcheckError("the page of this report is gone", str(path), "score the film again") from error
    return page.replace(MARK, _added(stored), 1)


def reviewed_pdf(stored: StoredReport) -> bytes:
    """Return a report with everything that was added, on paper."""
    heading = f"{stored.person}, {stored.made_at:%d %b %Y}"
    therapist = {cue: (each.verdict, each.comment) for cue, each in stored.reviews.items()}
    return report_pdf(stored.report, key_frames(stored), Added(heading, stored.red_flags, therapist))


def key_frames(stored: StoredReport) -> dict[str, Path]:
    """Return the picture of the worst instant by cue id."""
    return key_frames_in(stored.folder, stored.report)


def _added(stored: StoredReport) -> str:
    reviews = list(stored.reviews.values())
    return (
        environment()
        .get_template("added.html.j2")
        .render(
            red_flags=stored.red_flags,
            see_a_clinician=SEE_A_CLINICIAN,
            reviews=[(cue, stored.reviews[cue.id]) for cue in stored.report.cues if cue.id in stored.reviews],
            reviewers=sorted({(each.reviewer or "therapist", each.made_at.date().isoformat()) for each in reviews}),
            answers=[cue for cue in stored.report.cues if cue.answer],
            signs=STATE_SIGNS,
            words=STATE_WORDS,
        )
    )
