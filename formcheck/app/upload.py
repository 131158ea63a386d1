"""Upload: films in, a job in the background, its progress, and on to the result when it is ready."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import streamlit as st

from formcheck.app import texts
from formcheck.app.kept import jobs, person, store
from formcheck.app.look import heading
from formcheck.app.pages import result_page
from formcheck.app.settings import settings
from formcheck.exercises import Exercise
from formcheck.jobs import Job, Step
from formcheck.landmarks import Side
from formcheck.models import ModelName
from formcheck.scoring import Options, Progress
from formcheck.sessions import Keeping, Order, score_and_keep
from formcheck.store import Store

ENDINGS = ("mp4", "mov", "m4v", "webm", "mkv", "avi")
MOST_FILMS = 4
POLL_S = 0.7

Named = tuple[str, bytes]
"""A film by its name and content."""


def upload_form(exercise: Exercise, flags: tuple[str, ...], tucked: bool | None = None) -> None:
    """Ask for films and start to score them. flags, tucked : what was answered before."""
    films = st.file_uploader(
        texts.FILES, type=list(ENDINGS), accept_multiple_files=True, help=texts.FILES_HELP, key="films"
    )
    options, keep_clips, blur = choices("upload", tucked)
    if len(films) > MOST_FILMS:
        st.error(texts.TOO_MANY.format(most=MOST_FILMS, number=len(films)))
        return
    if st.button(texts.START, type="primary", disabled=not films, icon=":material/play_arrow:", width="stretch"):
        keeping = Keeping(person(), "upload", flags, keep_clips, blur)
        begin([(film.name, film.getvalue()) for film in films], exercise.id, keeping, options)
    st.write(texts.DELETE_AFTER)


def choices(key: str, tucked: bool | None) -> tuple[Options, bool, bool]:
    """Ask how to score (the leg, a mirror image), whether to keep the film, and whether to blur the face."""
    with st.expander(texts.MORE):
        side = st.segmented_control(
            texts.LEG,
            list(texts.LEGS.values()),
            default=texts.LEGS[None],
            required=True,
            key=f"{key}-leg",
        )
        mirrored = st.toggle(texts.MIRRORED, help=texts.MIRRORED_HELP, key=f"{key}-mirrored")
        blur = st.toggle(texts.BLUR, help=texts.BLUR_HELP, key=f"{key}-blur")
        keep = st.toggle(texts.KEEP_CLIPS, help=texts.KEEP_CLIPS_HELP, key=f"{key}-keep", disabled=blur)
    chosen = next(leg for leg, words in texts.LEGS.items() if words == side)
    options = Options(cast(ModelName, settings().model), cast(Side | None, chosen), mirrored, tucked=tucked)
    return options, keep, blur


def begin(films: Sequence[Named], exercise: str, keeping: Keeping, options: Options) -> None:
    """Put the films where the work finds them, start it, and go to its progress."""
    folder = Path(tempfile.mkdtemp(prefix="formcheck-films-"))
    clips = tuple(write_films(films, folder))
    order = Order(clips, exercise, keeping, options)
    job = jobs().start(", ".join(name for name, _ in films), _work(order, store(), folder))
    st.query_params.from_dict({"job": job.id, "exercise": exercise})
    st.rerun()


def _work(order: Order, into: Store, folder: Path) -> Callable[[Progress], str]:
    """Make the work of a job; it runs on another thread, where no page can be touched."""

    def work(progress: Progress) -> str:
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
    heading(texts.WORKING, job.name)
    st.fragment(_watch, run_every=None if job.ended else POLL_S)(job)


def _watch(job: Job) -> None:
    if job.state == "done" and job.result:
        st.switch_page(result_page(), query_params={"id": job.result})
    if job.state == "failed":
        st.error(f"**{texts.FAILED}.** {job.problem}", icon=":material/error:")
        _back()
    elif job.state == "cancelled":
        st.info(texts.CANCELLED)
        _back()
    else:
        step = job.step
        st.progress(_share(step), text=progress_words(job))
        if st.button(texts.CANCEL, icon=":material/close:"):
            job.cancel()


def _back() -> None:
    if st.button(texts.TRY_AGAIN, type="primary"):
        st.query_params.from_dict({key: value for key, value in st.query_params.items() if key != "job"})
        st.rerun(scope="app")


def _share(step: Step | None) -> float:
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
