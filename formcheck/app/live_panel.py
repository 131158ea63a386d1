"""What stands beside the live picture, as HTML: the correction, the time and the count, large enough from afar."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files

from formcheck.app.texts import live as texts
from formcheck.cues import State
from formcheck.live.corrections import Standing
from formcheck.live.snapshot import Assessment, Snapshot
from formcheck.palette import STATE_COLOURS, STATE_SIGNS, STATE_WORDS
from formcheck.panel import clock


@cache
def _style() -> str:
    return files("formcheck.app").joinpath("assets", "live.css").read_text(encoding="utf-8")


def panel(snapshot: Snapshot) -> str:
    """Return the HTML for a snapshot: the setup coach before the start, the coaching after it."""
    if snapshot.stage in ("checking", "counting"):
        inside = _setup(snapshot)
    else:
        inside = _correction(snapshot) + _numbers(snapshot) + _cues(snapshot.assessment)
    return f'<style>{_style()}</style><div class="fcl">{inside}</div>'


def _setup(snapshot: Snapshot) -> str:
    if snapshot.stage == "counting":
        return (
            _card("met", texts.SETUP_DONE, "") + f'<div class="fcl-count" role="timer">{snapshot.seconds_left}</div>'
        )
    if not snapshot.checks:
        return _card("cannot_tell", texts.SETUP, texts.WAITING)
    wish = next((check for check in snapshot.checks if not check.ok), None)
    rows = "".join(_row("met" if check.ok else "borderline", check.message) for check in snapshot.checks)
    told = wish.message if wish else texts.KEEP_STILL
    return _card("borderline" if wish else "met", texts.SETUP, told) + f'<ul class="fcl-list">{rows}</ul>'


def _correction(snapshot: Snapshot) -> str:
    shown = snapshot.coach.shown
    if shown is not None:
        sure = shown.is_sure
        return _card("not_met" if sure else "borderline", texts.CHANGE if sure else texts.PERHAPS, shown.coaching)
    if snapshot.notice:
        return _card("cannot_tell", STATE_WORDS["cannot_tell"].capitalize(), snapshot.notice)
    now = _judged(snapshot.assessment) if snapshot.assessment else []
    if any(standing.state in ("met", "borderline") for standing in now):
        return _card("met", "", texts.GOOD)
    reason = next((standing.reason for standing in now if standing.reason), None)
    if reason:
        return _card("cannot_tell", STATE_WORDS["cannot_tell"].capitalize(), reason)
    is_held = snapshot.assessment and snapshot.assessment.hold and snapshot.assessment.hold.ongoing
    return _card("cannot_tell", "", texts.LOOKING if is_held else texts.KEEP_STILL)


def _judged(assessment: Assessment) -> list[Standing]:
    return [standing for standing in assessment.standings if standing.estimate is not None]


def _numbers(snapshot: Snapshot) -> str:
    assessment = snapshot.assessment
    if assessment is None:
        return ""
    numbers = []
    if assessment.hold is not None:
        hold, target_s = assessment.hold, assessment.target_s
        goal = " " + texts.OF.format(target=clock(target_s)) if target_s else ""
        under = (texts.HELD + goal) if hold.ongoing else texts.LAST_HOLD
        numbers.append(_number(clock(hold.elapsed_s(snapshot.time_s)), under, is_past=not hold.ongoing))
    if assessment.count is not None:
        numbers.append(_number(str(assessment.count.number), assessment.count.words, is_past=False))
    return f'<div class="fcl-numbers">{"".join(numbers)}</div>' if numbers else ""


def _cues(assessment: Assessment | None) -> str:
    rows = [_row(standing.state, _cue_words(standing)) for standing in _judged(assessment)] if assessment else []
    return f'<ul class="fcl-list" aria-label="{escape(texts.CUES_NOW)}">{"".join(rows)}</ul>' if rows else ""


def _cue_words(standing: Standing) -> str:
    return f"{standing.label}: {STATE_WORDS[standing.state]}"


def _number(number: str, under: str, *, is_past: bool) -> str:
    return f'<div class="fcl-number{" fcl-past" if is_past else ""}"><b>{escape(number)}</b>{escape(under)}</div>'


def _card(state: State, kind: str, words: str) -> str:
    head = f'<p class="fcl-kind">{_sign(state)}{escape(kind)}</p>'
    body = f'<p class="fcl-words">{escape(words)}</p>' if words else ""
    return f'<div class="fcl-card" role="status" style="--c:{STATE_COLOURS[state]}">{head}{body}</div>'


def _row(state: State, words: str) -> str:
    return f'<li style="--c:{STATE_COLOURS[state]}">{_sign(state)}<span>{escape(words)}</span></li>'


def _sign(state: State) -> str:
    return f'<span class="fcl-sign" aria-hidden="true">{STATE_SIGNS[state]}</span>'
