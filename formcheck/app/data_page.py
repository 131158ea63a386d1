"""Your data: what is kept about a person, all of it to take away, all of it to delete."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from formcheck.app import texts
from formcheck.app.folder_run import read_rows, runs_folder
from formcheck.app.kept import PERSON, store
from formcheck.app.look import day, heading, notice
from formcheck.app.pages import folder_page


def show() -> None:
    """Show each person with a way to export and a way to delete."""
    heading(texts.DATA, texts.DATA_LEAD)
    st.write(texts.DATA_WHERE.format(folder=f"`{short(store().folder)}`"))
    if gone := st.session_state.pop("deleted_person", None):
        st.success(texts.DELETED.format(person=gone))
    people = store().people()
    if not people:
        notice(texts.DATA_EMPTY, [texts.NO_SESSIONS_LEAD], "calm")
    for person in people:
        _person(person)
    _runs()


def short(folder: Path) -> str:
    """Return a path with ``~`` for the home folder."""
    home = Path.home()
    return str(Path("~", folder.relative_to(home)) if folder.is_relative_to(home) else folder)


def _runs() -> None:
    """Lead to the results of folders, each with its own way to delete it."""
    runs = [(out, read_rows(out)) for out in sorted(runs_folder().glob("*/")) if (out / "clips.csv").exists()]
    if not runs:
        return
    with st.container(border=True):
        st.header(texts.DATA_RUNS, anchor=False)
        st.write(texts.DATA_RUNS_LEAD)
        for out, rows in runs:
            made_at = datetime.fromtimestamp((out / "clips.csv").stat().st_mtime, UTC)
            label = f"{texts.count(len(rows), 'film', 'films')}, {day(made_at)}"
            st.page_link(folder_page(), label=label, icon=":material/folder_open:", query_params={"run": out.name})


def _person(person: str) -> None:
    sessions = len(store().reports(person))
    with st.container(border=True):
        st.header(person, anchor=False)
        st.write(texts.DATA_COUNT.format(sessions=texts.count(sessions, "session", "sessions")))
        with st.container(horizontal=True, vertical_alignment="center"):
            _export(person)
            sure = st.checkbox(texts.DELETE_SURE.format(person=person), key=f"sure-{person}")
            if st.button(texts.DELETE, key=f"delete-{person}", disabled=not sure, icon=":material/delete:"):
                _delete(person)


def _export(person: str) -> None:
    if st.button(texts.PREPARE_EXPORT, key=f"prepare-{person}", icon=":material/archive:"):
        with tempfile.TemporaryDirectory() as folder:
            content = store().export_person(person, Path(folder) / "all.zip").read_bytes()
        st.download_button(texts.EXPORT, content, f"formcheck-{person}.zip", "application/zip", on_click="ignore")


def _delete(person: str) -> None:
    store().delete_person(person)
    if st.session_state.get(PERSON) == person:
        del st.session_state[PERSON]
    st.session_state.deleted_person = person
    st.rerun()
