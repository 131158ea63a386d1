"""Live, as a way into a report: what is asked before, the session, and the way to its stored result."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import streamlit as st

from formcheck.app.choices import Told, choices
from formcheck.app.kept import jobs, person, store
from formcheck.app.live_room import MODEL
from formcheck.app.live_view import Finished, is_running, show_live
from formcheck.app.settings import settings
from formcheck.exercises import Exercise
from formcheck.jobs import Work
from formcheck.scoring import Progress
from formcheck.sessions import Keeping, keep
from formcheck.store import Store


def live_section(exercise: Exercise, told: Told) -> None:
    """Show the live view; when the session has ended its report is kept like that of an upload, and opened."""
    chosen = choices("live", told, mirror=False, fixed=is_running())
    if chosen.problem:
        return
    keeping = Keeping(person(), "live", told.flags, chosen.keep_clip, chosen.blur_faces)
    show_live(
        exercise,
        lambda session: _keep(session, exercise, keeping),
        options=replace(chosen.options, model=MODEL),
        posture=told.posture,
        ice_servers=settings().ice_servers,
    )


def _keep(session: Finished, exercise: Exercise, keeping: Keeping) -> None:
    """Start to keep the report, and go to its progress. The recording moves away, or it would end with the session."""
    folder = Path(tempfile.mkdtemp(prefix="formcheck-films-"))
    moved = Path(shutil.move(session.recording, folder / session.recording.name))
    job = jobs().start(exercise.title, _work(session, moved, keeping, store()))
    st.query_params.from_dict({"job": job.id, "exercise": exercise.id})
    st.rerun()


def _work(session: Finished, clip: Path, keeping: Keeping, into: Store) -> Work:
    """Make the work of a job; it runs on another thread, where no page can be touched."""

    def work(progress: Progress) -> tuple[str, ...]:
        try:
            return (keep(session.analysis.report, [session.analysis], [clip], keeping, into, progress),)
        finally:
            shutil.rmtree(clip.parent, ignore_errors=True)

    return work
