"""One run over a folder: how far it is, its table as it grows, and its results."""

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from dataclasses import asdict
from html import escape
from pathlib import Path

import streamlit as st

from formcheck.app import texts
from formcheck.app.folder_keep import SESSIONS
from formcheck.app.kept import jobs, store
from formcheck.app.look import notice, table
from formcheck.app.pages import progress_page
from formcheck.app.texts import folder as folder_texts
from formcheck.app.upload import POLL_S, share_done
from formcheck.batch.ledger import read_entries
from formcheck.exercises import all_exercises
from formcheck.jobs import Job

MOST_ROWS = 200
"""So many films the page shows; the tables that can be taken away hold all."""

KEY = re.compile(r"[0-9a-f]{16}")
TABLES = (
    ("index.html", folder_texts.PAGE, "text/html"),
    ("clips.csv", folder_texts.CLIPS, "text/csv"),
    ("results.csv", folder_texts.RESULTS, "text/csv"),
    ("clips.parquet", folder_texts.CLIPS_PARQUET, "application/vnd.apache.parquet"),
    ("results.parquet", folder_texts.RESULTS_PARQUET, "application/vnd.apache.parquet"),
)


def runs_folder() -> Path:
    """Return where the results of every run lie."""
    return store().folder / "batches"


def run_folder(key: str) -> Path:
    """Return where the results of one run lie."""
    return runs_folder() / key


def show_run(key: str, job_id: str | None, person: str | None = None) -> None:
    """Show a run that goes on, or the results of one that ended. key, job_id, person : as the address names them."""
    if st.button(folder_texts.OTHER, icon=":material/arrow_back:", type="tertiary"):
        st.query_params.clear()
        st.rerun()
    out = run_folder(key)
    job = jobs().get(job_id) if job_id else None
    if not KEY.fullmatch(key) or (job is None and not out.is_dir()):
        st.warning(folder_texts.GONE)
        return
    if job is not None:
        st.header(job.name, anchor=False)
    running = job is not None and not job.ended
    st.fragment(_watch, run_every=POLL_S if running else None)(out, job)
    if not running:
        _sessions_of(person)
        _results(out)


def _sessions_of(person: str | None) -> None:
    """Lead to the sessions that the films have become, if they are there."""
    if person and store().reports(person):
        notice(folder_texts.SESSIONS_OF.format(person=person), [folder_texts.SESSIONS_LINE], "calm")
        st.page_link(
            progress_page(), label=texts.PROGRESS, icon=":material/trending_up:", query_params={"person": person}
        )


def _watch(out: Path, job: Job | None) -> None:
    if job is not None and not job.ended:
        st.progress(share_done(job.step), text=films_words(job))
        if st.button(folder_texts.CANCEL, icon=":material/close:"):
            job.cancel()
    elif job is not None and st.session_state.get("folder_ended") != job.id:
        # The rest of the page must hear that it is over; a fragment alone cannot draw it.
        st.session_state.folder_ended = job.id
        st.rerun()
    elif job is not None and job.state == "failed":
        st.error(f"**{folder_texts.FAILED}** {job.problem}", icon=":material/error:")
    elif job is not None and job.state == "cancelled":
        st.info(folder_texts.CANCELLED)
    rows = read_rows(out, running=job is not None and not job.ended)
    if rows:
        wrong = not_met(out)
        shown = [[escape(cell) for cell in row_words(row, wrong.get(row["clip"], ""))] for row in rows[:MOST_ROWS]]
        st.html(table(folder_texts.COLUMNS, shown))
    if len(rows) > MOST_ROWS:
        st.write(folder_texts.MORE.format(rest=len(rows) - MOST_ROWS))


def films_words(job: Job) -> str:
    """Say how many films are done and how long the rest will take."""
    step = job.step
    if job.state == "waiting" or step is None:
        return texts.WAITING
    if step.total is None:
        return folder_texts.BEGINS
    if step.what == SESSIONS:
        return folder_texts.KEEPING.format(done=step.done, total=step.total)
    if not step.left_s or step.done >= step.total:
        return folder_texts.STEP.format(done=step.done, total=step.total)
    return folder_texts.STEP_LEFT.format(done=step.done, total=step.total, left=texts.seconds(step.left_s))


def read_rows(out: Path, *, running: bool = False) -> list[dict[str, str]]:
    """Return the table of films: while it is running from the ledger, which is ahead of the tables."""
    if running:
        done = sorted(read_entries(out).items())
        return [
            {name: "" if value is None else str(value) for name, value in asdict(entry.clip).items()}
            for _, entry in done
        ]
    try:
        text = (out / "clips.csv").read_text(encoding="utf-8-sig")
    except OSError:
        return []
    return list(csv.DictReader(io.StringIO(text)))


def not_met(out: Path) -> dict[str, str]:
    """Return the cues that were not met, in the few words of the player, by the name of the film."""
    labels = {
        (form.id, cue.id): cue.label for each in all_exercises().values() for form in each.forms for cue in form.cues
    }
    return {
        name: ", ".join(
            labels.get((cue.exercise, cue.cue), cue.cue) for cue in entry.cues if cue.verdict == "not_met"
        )
        for name, entry in read_entries(out).items()
    }


def row_words(row: dict[str, str], wrong: str = "") -> list[str]:
    """Return one film as the page shows it: name, state, exercise, leg, cues met, what was not, and remarks."""
    known = all_exercises().get(row["exercise"])
    return [
        row["clip"],
        folder_texts.STATES.get(row["status"], row["status"]),
        known.title if known else row["exercise"],
        row["side"],
        folder_texts.MET_OF.format(met=row["met"], judged=row["judged"]) if row["judged"] else "",
        wrong,
        folder_texts.UNKNOWN if row["status"] == "unknown" else row["error"] or row["film_problems"],
    ]


def _results(out: Path) -> None:
    if not (out / "clips.csv").exists():
        return
    st.header(texts.DOWNLOADS, anchor=False)
    st.write(folder_texts.TAKE)
    with st.container(horizontal=True):
        st.download_button(
            folder_texts.ALL,
            lambda: zipped(out),
            "formcheck-folder.zip",
            "application/zip",
            on_click="ignore",
            icon=":material/archive:",
            type="primary",
        )
        for name, label, mime in TABLES:
            if (out / name).exists():
                content = (out / name).read_bytes
                st.download_button(label, content, name, mime, on_click="ignore", icon=":material/download:")
    _delete(out)


def zipped(out: Path) -> bytes:
    """Return everything of a run as a ZIP file: tables, page, and each film's report."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in out.rglob("*") if path.is_file() and path.name != "ledger.jsonl"):
            archive.write(path, path.relative_to(out))
    return data.getvalue()


def _delete(out: Path) -> None:
    notice(folder_texts.KEPT, [folder_texts.KEPT_LINE], "calm")
    sure = st.checkbox(folder_texts.DELETE_SURE, key=f"sure-{out.name}")
    if st.button(folder_texts.DELETE, disabled=not sure, icon=":material/delete:"):
        shutil.rmtree(out, ignore_errors=True)
        st.query_params.clear()
        st.rerun()
