"""Upload: films in, a job in the background, its progress, and on to the result when it is ready."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from formcheck.app import texts
from formcheck.app.choices import Told, choices
from formcheck.app.kept import jobs, person, store
from formcheck.app.look import heading, notice
from formcheck.app.pages import result_page
from formcheck.app.who import choose_who
from formcheck.jobs import Job, Step, Work
from formcheck.scoring import Options, Progress
from formcheck.sessions import Keeping, Order, score_and_keep
from formcheck.store import Store

ENDINGS = ("mp4", "mov", "m4v", "webm", "mkv", "avi")
MOST_FILMS = 4
POLL_S = 0.7

Named = tuple[str, bytes]
"""A film by its name and content."""


def upload_form(exercise: str, told: Told) -> None:
    """Ask for films and start to score them."""
    films = st.file_uploader(
        texts.FILES, type=list(ENDINGS), accept_multiple_files=True, help=texts.FILES_HELP, key="films"
    )
    if len(films) > MOST_FILMS:
        st.error(texts.TOO_MANY.format(most=MOST_FILMS, number=len(films)))
        return
    # Seen from another side people stand in another order, so one number cannot mean the same person in two films.
    who = choose_who(films[0]) if len(films) == 1 else None
    chosen = choices("upload", told, slow=True)
    ready = films and not chosen.problem
    if st.button(texts.START, type="primary", disabled=not ready, icon=":material/play_arrow:", width="stretch"):
        keeping = Keeping(person(), "upload", told.flags, chosen.keep_clip, chosen.blur_faces)
        options = replace(chosen.options, person=who)
        begin([(film.name, film.getvalue()) for film in films], exercise, keeping, options)
    st.write(texts.DELETE_AFTER if films else texts.CHOOSE_FIRST)


def begin(films: Sequence[Named], exercise: str, keeping: Keeping, options: Options) -> None:
    """Put the films where the work finds them, start it, and go to its progress."""
    folder = Path(tempfile.mkdtemp(prefix="formcheck-films-"))
    clips = tuple(write_films(films, folder))
    order = Order(clips, exercise, keeping, options)
    job = jobs().start(", ".join(name for name, _ in films), _work(order, store(), folder))
    st.query_params.from_dict({"job": job.id, "exercise": exercise})
    st.rerun()


def _work(order: Order, into: Store, folder: Path) -> Work:
    """Make the work of a job; it runs on another thread, where no page can be touched."""

    def work(progress: Progress) -> tuple[str, ...]:
        try:
            return score_and_keep(order, into, progress)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    return work


def write_films(films: Sequence[Named], folder: Path) -> list[Path]:
    """Write films below a folder under their own names, each in a folder of its own, and return their paths."""
    return [_write(folder / f"{number}" / _safe(name), data) for number, (name, data) in enumerate(films)]


def _safe(name: str) -> str:
    return Path(name.replace("\\", "/")).name or "film"


def _write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def show_job(job_id: str) -> None:
    """Show how far a job is, and go to its result when it is ready."""
    job = jobs().get(job_id)
    if job is None:
        heading(texts.CHECK, texts.JOB_LOST)
        _back()
        return
    heading(texts.FAILED if job.state == "failed" else texts.WORKING, job.name)
    st.fragment(_watch, run_every=None if job.ended else POLL_S)(job)


def _watch(job: Job) -> None:
    if job.state == "done" and job.result:
        first, *others = job.result
        also = {"also": ",".join(others)} if others else {}
        st.switch_page(result_page(), query_params={"id": first, **also})
    if job.state == "failed" and st.session_state.get("failed_job") != job.id:
        # The title of the page must hear of it too; a fragment alone cannot draw it.
        st.session_state.failed_job = job.id
        st.rerun()
    elif job.state == "failed":
        what, todo = problem_words(job)
        notice(what, todo, "change")
        _back()
    elif job.state == "cancelled":
        st.info(texts.CANCELLED)
        _back()
    else:
        step = job.step
        st.progress(share_done(step), text=progress_words(job))
        if st.button(texts.CANCEL, icon=":material/close:"):
            job.cancel()


def problem_words(job: Job) -> tuple[str, list[str]]:
    """Return what went wrong with a job as a sentence, and what to do about it."""
    if job.error is None:
        return texts.BROKE_DOWN, [str(job.problem)]
    return _sentence(job.error.what), [_sentence(job.error.todo)]


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def _back() -> None:
    if st.button(texts.TRY_AGAIN, type="primary"):
        st.query_params.from_dict({key: value for key, value in st.query_params.items() if key != "job"})
        st.rerun(scope="app")


def share_done(step: Step | None) -> float:
    """Return how much of a step is done, 0..1."""
    return min(step.done / step.total, 1.0) if step and step.total else 0.0


def progress_words(job: Job) -> str:
    """Say what is being done, how fast, and how long it will take."""
    step = job.step
    if job.state == "waiting" or step is None:
        return texts.WAITING
    if step.total is None:
        return texts.STEP_UNKNOWN.format(what=step.what)
    if step.left_s is None:
        return texts.STEP_PLAIN.format(what=step.what, done=step.done, total=step.total)
    left = texts.seconds(step.left_s)
    return texts.STEP_SPEED.format(what=step.what, done=step.done, total=step.total, speed=step.per_s, left=left)
