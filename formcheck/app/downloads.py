"""What can be taken away: the report with everything that was added to it, the angles, and the video."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from formcheck.app import texts
from formcheck.errors import FormcheckError
from formcheck.review import reviewed_json, reviewed_page, reviewed_pdf
from formcheck.store import StoredReport

FILE_KINDS = {".csv": (texts.DOWNLOAD_CSV, "text/csv"), ".mp4": (texts.DOWNLOAD_VIDEO, "video/mp4")}


def downloads(stored: StoredReport) -> None:
    """Show a button for every kind of file."""
    name = f"{stored.report.exercise.id}-{stored.made_at:%Y%m%d-%H%M}"
    st.write(texts.DOWNLOADS_LEAD)
    with st.container(horizontal=True):
        try:
            _button(texts.DOWNLOAD_HTML, reviewed_page(stored), f"{name}.html", "text/html", ":material/article:")
        except FormcheckError as problem:
            st.warning(str(problem))
        _button(
            texts.DOWNLOAD_PDF,
            lambda: reviewed_pdf(stored),
            f"{name}.pdf",
            "application/pdf",
            ":material/picture_as_pdf:",
        )
        _button(
            texts.DOWNLOAD_JSON, reviewed_json(stored), f"{name}.json", "application/json", ":material/data_object:"
        )
        for path in sorted([*stored.folder.glob("angles*.csv"), *stored.folder.glob("annotated*.mp4")]):
            label, mime = FILE_KINDS[path.suffix]
            more = f": {path.stem.partition('-')[2]}" if "-" in path.stem else ""
            _button(label + more, path, f"{name}-{path.name}", mime, ":material/download:")


def _button(label: str, data: str | Path | Callable[[], bytes], file_name: str, mime: str, icon: str) -> None:
    content = data.read_bytes if isinstance(data, Path) else data
    st.download_button(label, content, file_name, mime, on_click="ignore", icon=icon, key=f"download-{file_name}")
