"""Which of several people in a film is judged: they are shown with numbers, and one is picked."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import cv2
import streamlit as st

from formcheck.app import texts
from formcheck.app.look import photograph
from formcheck.errors import FormcheckError
from formcheck.lineup import LineUp, line_up

LINED_UP = "lined_up"


def choose_who(film: Any) -> int | None:
    """Ask who is judged if somebody else is in an uploaded film too; None leaves it to formcheck."""
    if not st.toggle(texts.SEVERAL, help=texts.SEVERAL_HELP, key="several"):
        return None
    try:
        found = _lined_up(film)
    except FormcheckError as problem:
        st.error(str(problem))
        return None
    jpeg = cv2.imencode(".jpg", cv2.cvtColor(found.picture, cv2.COLOR_RGB2BGR))[1].tobytes()
    with st.container(width=460):
        st.html(photograph(jpeg, texts.WHO_ALT))
    numbers = [None, *range(1, len(found.people) + 1)]
    chosen: int | None = st.radio(
        texts.WHO_JUDGED,
        numbers,
        format_func=lambda number: texts.WHO_ITSELF if number is None else f"{number}: {found.people[number - 1]}",
        key=f"who-{film.file_id}",
    )
    return chosen


def _lined_up(film: Any) -> LineUp:
    """Look at a film once, however often the page runs."""
    kept = st.session_state.get(LINED_UP)
    if kept and kept[0] == film.file_id:
        return kept[1]  # type: ignore[no-any-return]
    with st.spinner(texts.SEVERAL_LOOKING), tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
        clip = Path(folder, f"film{Path(film.name).suffix}")
        clip.write_bytes(film.getvalue())
        found = line_up(clip)
    st.session_state[LINED_UP] = (film.file_id, found)
    return found
