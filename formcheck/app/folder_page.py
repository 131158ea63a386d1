"""Folder: many films one after the other, with a live table and the results to take away."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from formcheck.app import texts
from formcheck.app.kept import choose_person, jobs, person, store
from formcheck.app.look import heading, table
from formcheck.app.settings import settings
from formcheck.app.upload import ENDINGS, POLL_S, progress_words, write_films
from formcheck.exercises import all_exercises
from formcheck.jobs import Job
from formcheck.page import changes
from formcheck.report import Report
from formcheck.scoring import Options, Progress
from formcheck.sessions import Keeping, Order, score_and_keep
from formcheck.store import Store

JOBS = "folder_jobs"


def show() -> None:
    """Ask for films, score them, and show how far that is."""
    heading(texts.FOLDER, texts.FOLDER_LEAD)
    choose_person()
    exercise = st.selectbox(
        texts.FOLDER_EXERCISE, list(all_exercises()), format_func=lambda key: all_exercises()[key].title
    )
    typed = st.text_input(texts.FOLDER_PATH, placeholder="/home/clinic/films")
    many = st.file_uploader(texts.FOLDER_MANY, type=list(ENDINGS), accept_multiple_files=True, key="folder-films")
    if st.button(texts.FOLDER_START, type="primary", disabled=not (typed or many), icon=":material/play_arrow:"):
        films, problem = films_below(typed) if typed else ([], None)
        if problem:
            st.error(problem)
        films += write_films([(film.name, film.getvalue()) for film in many], _upload_folder()) if many else []
        st.session_state[JOBS] = [_start(film, exercise).id for film in films]
    started = [job for job_id in st.session_state.get(JOBS, []) if (job := jobs().get(job_id))]
    if started:
        running = not all(job.ended for job in started)
        st.fragment(_table, run_every=POLL_S if running else None)([job.id for job in started])


def films_below(typed: str) -> tuple[list[Path], str | None]:
    """Return the films in a folder in alphabetical order, or what is wrong with it."""
    folder, root = Path(typed).expanduser(), settings().folder_root
    if root and not folder.resolve().is_relative_to(Path(root).resolve()):
        return [], texts.FOLDER_FORBIDDEN.format(root=root)
    if not folder.is_dir():
        return [], texts.FOLDER_MISSING.format(folder=folder)
    films = sorted(path for path in folder.iterdir() if path.suffix.lower().lstrip(".") in ENDINGS)
    if not films:
        return [], texts.FOLDER_EMPTY.format(folder=folder, endings=", ".join(ENDINGS))
    return films, None


def _upload_folder() -> Path:
    """Return a folder for this tab's uploads, which is deleted when the tab's session ends."""
    if "folder_uploads" not in st.session_state:
        st.session_state.folder_uploads = tempfile.TemporaryDirectory(prefix="formcheck-films-")
    return Path(st.session_state.folder_uploads.name)


def _start(film: Path, exercise: str) -> Job:
    order = Order((film,), exercise, Keeping(person(), "folder"), Options(model=settings().model))  # type: ignore[arg-type]
    return jobs().start(film.name, partial(_work, order, store()))


def _work(order: Order, into: Store, progress: Progress) -> str:
    return score_and_keep(order, into, progress)


def _table(job_ids: Sequence[str]) -> None:
    found = [job for job_id in job_ids if (job := jobs().get(job_id))]
    rows = [_row(job) for job in found]
    ended = sum(job.ended for job in found)
    st.progress(ended / len(found), text=f"{ended} / {len(found)}")
    st.html(table(texts.FOLDER_COLUMNS, [[escape(cell) for cell in row] for row in rows]))
    if ended < len(found):
        if st.button(texts.CANCEL, icon=":material/close:"):
            for job in found:
                job.cancel()
        return
    st.download_button(texts.FOLDER_TABLE, table_csv(rows), "formcheck.csv", "text/csv", on_click="ignore")


def _row(job: Job) -> list[str]:
    if job.state == "done" and job.result:
        report = store().report(job.result).report
        return [
            job.name,
            texts.JOB_STATES[job.state],
            str(report.score.met),
            str(report.score.judged),
            _first(report),
        ]
    state = progress_words(job) if job.state in ("waiting", "running") else texts.JOB_STATES[job.state]
    return [job.name, state, "", "", job.problem or ""]


def _first(report: Report) -> str:
    wrong = changes(report)
    return wrong[0].says if wrong else ""


def table_csv(rows: Sequence[Sequence[str]]) -> str:
    """Return the table as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([texts.FOLDER_COLUMNS, *rows])
    return text.getvalue()
