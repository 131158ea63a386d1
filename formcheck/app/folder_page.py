"""Folder: many films at once, with a live table and the results to take away."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import streamlit as st

from formcheck.app import texts
from formcheck.app.choices import ask_profile
from formcheck.app.folder_keep import keep_films
from formcheck.app.folder_run import run_folder, show_run
from formcheck.app.folder_work import Wanted, score_folder
from formcheck.app.kept import jobs, store
from formcheck.app.look import heading
from formcheck.app.person_asked import ask_height
from formcheck.app.settings import settings
from formcheck.app.texts import folder as folder_texts
from formcheck.app.upload import ENDINGS, write_films
from formcheck.batch.walking import find_clips
from formcheck.errors import FormcheckError
from formcheck.exercises import all_exercises
from formcheck.scoring import Progress
from formcheck.store import Store


def show() -> None:
    """Show the run that the address names, else ask for films."""
    heading(texts.FOLDER, folder_texts.LEAD)
    if "run" in st.query_params:
        show_run(st.query_params["run"], st.query_params.get("job"), st.query_params.get("person"))
        return
    exercise = st.selectbox(folder_texts.EXERCISE, ["auto", "from-folder", *all_exercises()], format_func=_words)
    typed = st.text_input(folder_texts.PATH, placeholder="/home/clinic/films")
    many = st.file_uploader(folder_texts.MANY, type=list(ENDINGS), accept_multiple_files=True, key="folder-films")
    person = _ask_person()
    height_cm = ask_height(person) if person else None
    with st.expander(texts.MORE):
        profile, problem = ask_profile("folder-profile")
    limits = profile.model_dump_json() if profile else None
    ready = bool(typed or many) and not problem
    if problem:
        st.error(problem)
    if st.button(folder_texts.START, type="primary", disabled=not ready, icon=":material/play_arrow:"):
        _start(typed.strip(), many, Wanted("", "", exercise, settings().model, limits, height_cm), person)
    if not ready:
        st.write(folder_texts.CHOOSE_FIRST)


def _ask_person() -> str | None:
    """Ask whether the films become sessions of one person; return the label, None if they do not."""
    chosen = st.selectbox(
        folder_texts.PERSON,
        [folder_texts.NOBODY, *store().people()],
        accept_new_options=True,
        help=folder_texts.PERSON_HELP,
        key="folder-person",
    )
    return None if chosen in (None, folder_texts.NOBODY) else " ".join(str(chosen).split())


def _words(exercise: str) -> str:
    asked = {"auto": folder_texts.AUTO, "from-folder": folder_texts.FROM_FOLDER}
    return asked.get(exercise) or all_exercises()[exercise].title


def _start(typed: str, many: list[Any], asked: Wanted, person: str | None) -> None:
    if typed and many:
        st.error(folder_texts.ONE_OF_BOTH)
        return
    problem = folder_problem(typed) if typed else None
    if problem:
        st.error(problem)
        return
    key = sha256(str(Path(typed).expanduser().resolve()).encode()).hexdigest() if typed else uuid.uuid4().hex
    if typed:
        folder, clear = Path(typed).expanduser(), False
    else:
        folder, clear = Path(tempfile.mkdtemp(prefix="formcheck-films-")), True
        write_apart([(film.name, film.getvalue()) for film in many], folder)
    out = run_folder(key[:16])
    wanted = replace(asked, folder=str(folder), out=str(out))
    work = partial(_work, wanted, person, store(), clear)
    job = jobs().start(str(typed or folder_texts.UPLOADS), work)
    st.query_params.from_dict({"run": key[:16], "job": job.id, **({"person": person} if person else {})})
    st.rerun()


def write_apart(films: list[tuple[str, bytes]], folder: Path) -> None:
    """Write films below a folder; only those of equal names get folders of their own."""
    names = [name for name, _ in films]
    same = [film for film in films if names.count(film[0]) > 1]
    for path in write_films([film for film in films if film not in same], folder):
        path.replace(folder / path.name)
        path.parent.rmdir()
    write_films(same, folder)


def folder_problem(typed: str) -> str | None:
    """Return what is wrong with a folder on this computer, None if it holds films that may be scored."""
    folder, root = Path(typed).expanduser(), settings().folder_root
    if root and not folder.resolve().is_relative_to(Path(root).resolve()):
        return folder_texts.FORBIDDEN.format(root=root)
    if not folder.is_dir():
        return folder_texts.MISSING.format(folder=folder)
    try:
        find_clips(str(folder))
    except FormcheckError as problem:
        return str(problem)
    return None


def _work(wanted: Wanted, person: str | None, into: Store, clear: bool, progress: Progress) -> tuple[str, ...]:
    """Score, keep what a person is to have, and delete films that were uploaded.

    It runs on another thread, where no page can be touched.
    """
    try:
        found = score_folder(wanted, progress)
        if person:
            keep_films(wanted, person, into, progress)
        return found
    finally:
        if clear:
            shutil.rmtree(wanted.folder, ignore_errors=True)
