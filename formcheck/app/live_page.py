"""Live, as a way into a report: what is asked before, the session, and the way to its stored result."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import cast

import streamlit as st

from formcheck.app import texts
from formcheck.app.kept import jobs, person, store
from formcheck.app.live_view import Finished, is_running, show_live
from formcheck.app.settings import settings
from formcheck.exercises import Exercise
from formcheck.landmarks import Side
from formcheck.scoring import Progress
from formcheck.sessions import Keeping, keep
from formcheck.store import Store


def live_section(exercise: Exercise, flags: tuple[str, ...]) -> None:
    """Show the live view; when the session has ended its report is kept like that of an upload, and opened.

    flags : the questions about warning signs that were answered yes.
    """
    side, keep_clip, blur = _choices()
    keeping = Keeping(person(), "live", flags, keep_clip, blur)
    show_live(
        exercise,
        lambda session: _keep(session, exercise, keeping),
        side=side,
        ice_servers=settings().ice_servers,
    )


def _choices() -> tuple[Side | None, bool, bool]:
    """Ask for the leg, whether to keep the recording, and whether to blur the face; not while a session runs."""
    fixed = is_running()
    with st.expander(texts.MORE):
        legs = list(texts.LEGS.values())
        leg = st.segmented_control(
            texts.LEG, legs, default=texts.LEGS[None], required=True, key="live-leg", disabled=fixed
        )
        blur = st.toggle(texts.BLUR, help=texts.BLUR_HELP, key="live-blur", disabled=fixed)
        keep_clip = st.toggle(texts.KEEP_CLIPS, help=texts.KEEP_CLIPS_HELP, key="live-keep", disabled=blur or fixed)
    side = next(side for side, words in texts.LEGS.items() if words == leg)
    return cast(Side | None, side), keep_clip and not blur, blur


def _keep(session: Finished, exercise: Exercise, keeping: Keeping) -> None:
    """Start to keep the report, and go to its progress. The recording moves away, or it would end with the session."""
    folder = Path(tempfile.mkdtemp(prefix="formcheck-films-"))
    moved = Path(shutil.move(session.recording, folder / session.recording.name))
    job = jobs().start(exercise.title, _work(session, moved, keeping, store()))
    st.query_params.from_dict({"job": job.id, "exercise": exercise.id})
    st.rerun()


def _work(session: Finished, clip: Path, keeping: Keeping, into: Store) -> Callable[[Progress], str]:
    """Make the work of a job; it runs on another thread, where no page can be touched."""

    def work(progress: Progress) -> str:
        try:
            return keep(session.analysis.report, [session.analysis], [clip], keeping, into, progress)
        finally:
            shutil.rmtree(clip.parent, ignore_errors=True)

    return work
