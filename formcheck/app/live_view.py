"""The live view: the camera in the browser, its picture looked at here, and what is told beside it.

Frames are looked at in a thread of streamlit-webrtc; the page never sees one. It only reads the session's mailbox,
twice a second and more, in a fragment.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit_webrtc import WebRtcMode, webrtc_streamer

from formcheck.analysis import Analysis
from formcheck.app.live_panel import panel
from formcheck.app.live_room import MODEL, LiveRoom, Wanted
from formcheck.app.speech import speak
from formcheck.app.texts import live as texts
from formcheck.body_posture import BodyPosture
from formcheck.errors import FormcheckError
from formcheck.exercises import Exercise
from formcheck.live.analyst import LIVE
from formcheck.models import prepare_best
from formcheck.scoring import Options

POLL_S = 0.4
SIZE = {"width": {"ideal": 640}, "height": {"ideal": 480}, "frameRate": {"ideal": 30}}
PATIENCE_S = 8.0
ROOM = "live_room"


@dataclass(frozen=True, slots=True)
class Finished:
    """A session that has ended: its recording, which is deleted after ``show_live`` has handed it over.

    analysis : of the frames that were looked at, which are those of the recording.
    """

    recording: Path
    analysis: Analysis


def show_live(
    exercise: Exercise,
    on_finished: Callable[[Finished], None],
    *,
    options: Options = LIVE,
    posture: BodyPosture | None = None,
    ice_servers: Sequence[dict[str, str]] = (),
) -> None:
    """Show the camera, the setup coach and the coaching; call ``on_finished`` once when a session has ended.

    options : how the session is judged. posture : how the exercise is done, where there is a choice. ice_servers : for a server on another computer.
    """
    room = _room(Wanted(exercise, options, posture))
    if room.is_over:
        _finish(room, on_finished)
    lead = st.empty()
    video, beside = st.columns([3, 2], gap="medium")
    with video:
        playing, waits = _camera(room, ice_servers)
    if not playing and not waits:
        before = texts.BEFORE[room.wanted.form.kept]
        lead.html(f'<p class="fc-lead">{before} {texts.BEFORE_NEXT}</p>')
    # Below both: on a telephone the correction stands right under the picture.
    room.mirrored = st.toggle(texts.MIRROR, value=True, help=texts.MIRROR_HELP)
    speaks = st.toggle(texts.SPEAK, value=True, help=texts.SPEAK_HELP)
    with beside:
        _beside(room, speaks=speaks, waits=waits, polled=playing or waits or room.session is not None)


def is_running() -> bool:
    """Say whether a session goes on in this browser tab."""
    room = st.session_state.get(ROOM)
    return room is not None and room.session is not None


def _room(wanted: Wanted) -> LiveRoom:
    """Return this browser tab's room, a new one if something else is wanted now."""
    room = st.session_state.get(ROOM)
    if room is not None and room.wanted == wanted:
        return room  # type: ignore[no-any-return]
    if room is not None:
        room.leave()
    st.session_state[ROOM] = LiveRoom(wanted, prepare_best(MODEL)[1])
    return st.session_state[ROOM]  # type: ignore[no-any-return]


def _camera(room: LiveRoom, ice_servers: Sequence[dict[str, str]]) -> tuple[bool, bool]:
    """Show the camera; return whether it plays, and whether it was started but does not play yet."""
    context = webrtc_streamer(
        key=f"live-{room.wanted.exercise.id}",
        mode=WebRtcMode.SENDRECV,
        # Without this a server of somebody else's would be asked for our address.
        rtc_configuration={"iceServers": list(ice_servers)},
        media_stream_constraints={"video": SIZE, "audio": False},
        video_frame_callback=room.on_frame,
        on_video_ended=room.on_ended,
        async_processing=True,
        video_html_attrs={"autoPlay": True, "controls": False, "muted": True, "playsInline": True, "style": _WIDE},
        translations={
            "start": texts.START_CAMERA,
            "stop": texts.STOP,
            "select_device": texts.SELECT_DEVICE,
            "device_not_available": texts.NO_CAMERA,
            "device_access_denied": texts.NOT_ALLOWED,
        },
        media_toggle_controls=False,
    )
    return context.state.playing, context.state.signalling and not context.state.playing


_WIDE = {"width": "100%", "borderRadius": "12px"}


def _beside(room: LiveRoom, *, speaks: bool, waits: bool, polled: bool) -> None:
    begun_s = time.monotonic()

    @st.fragment(run_every=POLL_S if polled else None)
    def watch() -> None:
        if room.is_over:
            st.rerun()
        snapshot = room.latest()
        if snapshot.error:
            st.error(texts.FAILED.format(problem=snapshot.error) + " " + texts.FAILED_TODO)
        elif snapshot.frames:
            st.html(panel(snapshot))
        elif waits:
            st.info(texts.NO_NETWORK if time.monotonic() - begun_s > PATIENCE_S else texts.WAITING)
        if room.session is not None and snapshot.stage == "checking" and st.button(texts.START_NOW):
            room.session.start()
        if room.session is not None:
            speak(snapshot.coach.words, snapshot.coach.count, room.session.id, on=speaks)

    watch()


def _finish(room: LiveRoom, on_finished: Callable[[Finished], None]) -> None:
    session = room.session
    try:
        if session is None or session.recording is None or not session.has_begun:
            st.warning(texts.TOO_SHORT)
            return
        with st.spinner(texts.JUDGING):
            analysis = session.analysis()
        on_finished(Finished(session.recording, analysis))
    except FormcheckError as problem:
        st.error(str(problem))
    finally:
        room.clear()
