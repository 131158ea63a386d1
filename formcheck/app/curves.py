"""The angles of a kept report over the stride or repetition, as its page on paper shows them."""

from __future__ import annotations

from html import escape

import streamlit as st

from formcheck.app import texts
from formcheck.app.look import picture
from formcheck.curve_section import CurveSection, curve_section
from formcheck.evidence import read_angles
from formcheck.export import csv_names
from formcheck.report import clips_of
from formcheck.store import StoredReport


def show_curves(stored: StoredReport) -> None:
    """Show the curves of every clip that has strides or repetitions; nothing where there are none."""
    for section in sections(stored):
        several = len(stored.clips) > 1
        st.header(
            texts.OVER_CYCLE.format(cycle=section.cycle) + (f": {section.clip}" if several else ""), anchor=False
        )
        charts = "".join(
            f"<figure>{picture(chart.svg, chart.told, 'fc-curve')}<figcaption>{escape(chart.caption)}</figcaption></figure>"
            for chart in section.charts
        )
        st.html(f'<div class="fc-curves">{charts}</div>')
        bands = "".join(f" {texts.TYPICAL_BAND.format(source=source)}" for source in section.sources)
        st.caption(texts.CURVE_LINES + bands)


def sections(stored: StoredReport) -> list[CurveSection]:
    """Return what there is to draw; a clip whose table of angles is gone is left out."""
    clips = clips_of(stored.report)
    tables = csv_names([clip.source.name for clip in clips])
    read = [(clip, read_angles(stored.folder / table)) for clip, table in zip(clips, tables, strict=True)]
    found = [curve_section(stored.report, clip, angles) for clip, angles in read if angles]
    return [section for section in found if section and section.charts]
