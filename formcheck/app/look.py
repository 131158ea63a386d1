"""The look of the app: its style sheet, and the few pieces that Streamlit has no widget for."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from importlib.resources import files
from zoneinfo import ZoneInfo

import streamlit as st

from formcheck.app import texts
from formcheck.cues import State
from formcheck.palette import STATE_COLOURS, STATE_SIGNS, STATE_WORDS


def asset(name: str) -> str:
    """Return a file of the app's assets."""
    return files("formcheck.app").joinpath("assets", name).read_text(encoding="utf-8")


def apply_look() -> None:
    """Put the style sheet on the page."""
    st.html(f"<style>{asset('app.css')}</style>")


def footer() -> None:
    """Say on every page what becomes of the data, and what this is not."""
    st.html(f'<footer class="fc-foot">{escape(texts.PRIVATE)} {escape(texts.NO_DIAGNOSIS)}</footer>')


def heading(title: str, lead: str) -> None:
    """Write the title of a page and one sentence that says what it is for."""
    st.title(title, anchor=False)
    st.html(f'<p class="fc-lead">{escape(lead)}</p>')


def badge(state: State) -> str:
    """Return a verdict as HTML: a coloured disc with its sign, and the word."""
    return (
        f'<span class="fc-badge"><span class="fc-sign" style="background:{STATE_COLOURS[state]}" aria-hidden="true">'
        f"{STATE_SIGNS[state]}</span>{STATE_WORDS[state]}</span>"
    )


def picture(svg: str, alt: str, kind: str) -> str:
    """Return a drawing as HTML: as an image, because the page lets no SVG element through."""
    if "xmlns=" not in svg:  # within a page it needs none, alone it does; and no font of the page reaches it
        svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg" font-family="sans-serif"', 1)
    data = base64.b64encode(svg.encode()).decode()
    return f'<img class="{kind}" src="data:image/svg+xml;base64,{data}" alt="{escape(alt)}">'


def photograph(jpeg: bytes, caption: str) -> str:
    """Return a picture as HTML whose caption is also its name; the pictures of Streamlit have none."""
    data = base64.b64encode(jpeg).decode()
    words = escape(caption)
    return (
        f'<figure class="fc-photo"><img src="data:image/jpeg;base64,{data}" alt="{words}">'
        f'<figcaption aria-hidden="true">{words}</figcaption></figure>'
    )


def notice(title: str, lines: list[str], kind: str) -> None:
    """Write a box with a title and lines; kind is one of stop, change, calm."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    role = ' role="alert"' if kind == "stop" else ""
    st.html(f'<section class="fc-notice fc-{kind}"{role}><h2>{escape(title)}</h2><ul>{items}</ul></section>')


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as HTML whose rows become blocks on a telephone; cells are HTML already.

    The roles are written out, because a browser forgets that of a cell that is drawn as a block.
    """
    top = "".join(f'<th scope="col" role="columnheader">{escape(title)}</th>' for title in head)
    return (
        '<div class="fc-scroll fc-stack" tabindex="0"><table class="fc-table" role="table">'
        f'<thead role="rowgroup"><tr role="row">{top}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(_table_row(head, row) for row in rows)}</tbody></table></div>'
    )


def _table_row(head: Sequence[str], row: Sequence[str]) -> str:
    first, *rest = row
    cells = "".join(
        f'<td role="cell" data-head="{escape(title)}">{cell}</td>' for title, cell in zip(head[1:], rest, strict=True)
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{first}</th>{cells}</tr>'


def local(made_at: datetime) -> datetime:
    """Return a time, UTC without a zone, as the clock shows it where the browser is; UTC if that is not known."""
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (KeyError, ValueError, OSError):
        return made_at
    return made_at.replace(tzinfo=UTC).astimezone(zone)


def day(made_at: datetime) -> str:
    """Return when a session was made, in words."""
    return f"{local(made_at):%d %b %Y, %H:%M}"
