"""Record: the browser films with this device's camera, and hands the film over when it is stopped."""

from __future__ import annotations

import base64
import binascii

import streamlit as st

from formcheck.app import texts
from formcheck.app.choices import Told, choices
from formcheck.app.kept import person
from formcheck.app.look import asset
from formcheck.app.upload import begin
from formcheck.sessions import Keeping

LONGEST_S = 150
COUNTDOWN_S = 5
BITS_PER_S = 4_000_000


def record_form(exercise: str, told: Told) -> None:
    """Show the camera; what was recorded is scored like an upload."""
    chosen = choices("record", told)
    recorder = st.components.v2.component(
        "formcheck_recorder", html='<div class="recorder"></div>', css=asset("recorder.css"), js=asset("recorder.js")
    )
    came = recorder(
        key=f"recorder-{exercise}",
        data={
            "longest": LONGEST_S,
            "countdown": COUNTDOWN_S,
            "bits": BITS_PER_S,
            "texts": dict(texts.RECORDER),
        },
        on_film_change=lambda: None,
    )
    if not came.film or chosen.problem:
        return
    film = film_of(came.film)
    if film is None:
        st.error(texts.RECORD_BROKEN)
        return
    keeping = Keeping(person(), "record", told.flags, chosen.keep_clip, chosen.blur_faces)
    begin([film], exercise, keeping, chosen.options)


def film_of(told: object) -> tuple[str, bytes] | None:
    """Return name and content of what the browser recorded, or None if it did not arrive whole."""
    if not isinstance(told, dict) or not isinstance(told.get("data"), str):
        return None
    try:
        content = base64.b64decode(told["data"], validate=True)
    except binascii.Error:
        return None
    if len(content) != told.get("bytes") or not content:
        return None
    return f"recording.{'mp4' if 'mp4' in str(told.get('type')) else 'webm'}", content
