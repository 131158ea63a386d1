"""The player under a film: every cue over time, faults to click, the angle at the cursor, frame by frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from formcheck.app import texts
from formcheck.app.look import asset
from formcheck.cue_timeline import Signal, Timeline
from formcheck.film_controls import with_controls
from formcheck.footfalls import MARK_SIGNS, MARK_WORDS
from formcheck.metrics import UNIT_SIGNS
from formcheck.palette import STATE_COLOURS, STATE_SIGNS, STATE_WORDS
from formcheck.phases import ASIDE, PHASE_WORDS
from formcheck.report import PhaseFound
from formcheck.store import StoredClip
from formcheck.synchrony import Knot, onto_first
from formcheck.wording import DECIMALS

NAME = "formcheck_player"


@dataclass(frozen=True, slots=True)
class Beside:
    """A second film that follows the first one.

    video_key : the container that shows it. knots_s : which of its times belong to which of the first one's.
    """

    video_key: str
    shown: Timeline
    knots_s: Sequence[Knot]


def read_timeline(clip: StoredClip) -> Timeline | None:
    """Return the signals of a stored clip, or None if their file is gone or cannot be read."""
    try:
        return Timeline.model_validate_json(clip.timeline.read_bytes())
    except (OSError, ValueError):
        return None


def show_film(clip: StoredClip, key: str) -> bool:
    """Show the annotated film in a container that the player finds by its key; say if there was one."""
    with st.container(key=key):
        if clip.video is None or not clip.video.exists():
            st.warning(texts.NO_VIDEO)
            return False
        st.video(str(clip.video), alt=texts.VIDEO_ALT, muted=True)
    return True


def show_player(
    shown: Timeline,
    video_key: str,
    *,
    beside: Beside | None = None,
    first: str | None = None,
    key: str,
) -> None:
    """Show the player of the film in the container ``video_key``.

    beside : a second film that follows the first. first : the cue that is shown first, and the film at its worst moment.
    """
    component = st.components.v2.component(
        NAME, html='<div class="player"></div>', css=asset("player.css"), js=with_controls(asset("player.js"))
    )
    component(
        key=key,
        data={
            "video": video_key,
            "beside": beside.video_key if beside else None,
            "knots": [list(knot) for knot in beside.knots_s] if beside else [],
            "duration": shown.duration_s,
            "fps": shown.fps,
            "first": first,
            "phases": [
                {"words": PHASE_WORDS[phase.kind][0], "start": phase.start_s, "end": phase.end_s}
                for phase in drawn_phases(shown.phases)
            ],
            "footfalls": [
                {"sign": MARK_SIGNS[mark.kind], "words": MARK_WORDS[mark.kind], "side": mark.side, "at": mark.time_s}
                for mark in shown.footfalls
            ],
            "signals": [_signal(signal) | then(signal.cue, beside) for signal in shown.signals],
            "colours": dict(STATE_COLOURS),
            "legend": "  ".join(f"{sign} {texts.FOOTFALLS[kind]}" for kind, sign in MARK_SIGNS.items()),
            "texts": dict(texts.PLAYER),
        },
    )


def then(cue: str, beside: Beside | None) -> dict[str, Any]:
    """Return what a cue read in the film beside, at the times of the first film at which it is shown."""
    found = next((signal for signal in beside.shown.signals if signal.cue == cue), None) if beside else None
    if found is None or beside is None or not found.time_s:
        return {"then_t": [], "then_y": []}
    return {"then_t": onto_first(found.time_s, beside.knots_s), "then_y": found.values}


def _signal(signal: Signal) -> dict[str, Any]:
    return {
        "cue": signal.cue,
        "label": signal.label,
        "verdict": signal.verdict,
        "word": STATE_WORDS[signal.verdict],
        "sign": STATE_SIGNS[signal.verdict],
        "colour": STATE_COLOURS[signal.verdict],
        "unit": UNIT_SIGNS[signal.unit] if signal.unit else "",
        "decimals": DECIMALS[signal.unit] if signal.unit else 0,
        "uncertainty": signal.uncertainty,
        "edges": signal.edges,
        "worst": signal.worst_s,
        "faults": signal.faults_s,
        "t": signal.time_s,
        "y": signal.values,
    }


def drawn_phases(phases: Sequence[PhaseFound]) -> list[PhaseFound]:
    """Return the phases that have room on one strip: the longest ones, without their parts, in order of time."""
    drawn = [phase for phase in phases if phase.kind in ASIDE]
    parts = [phase for phase in phases if phase.kind not in ASIDE]
    for phase in sorted(parts, key=lambda part: part.start_s - part.end_s):
        if all(phase.end_s <= other.start_s or other.end_s <= phase.start_s for other in drawn):
            drawn.append(phase)
    return sorted(drawn, key=lambda phase: phase.start_s)
