"""The pages and their addresses. A page is loaded when it is opened, so that the first one appears at once."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import streamlit as st
from streamlit.navigation.page import Page

from formcheck.app import texts

CHECK, RESULT, REVIEW, FOLDER, PROGRESS = "check", "result", "review", "folder", "progress"

SHOWN: dict[str, tuple[str, str, str]] = {
    CHECK: ("formcheck.app.check_page", texts.CHECK, ":material/accessibility_new:"),
    PROGRESS: ("formcheck.app.progress_page", texts.PROGRESS, ":material/trending_up:"),
    REVIEW: ("formcheck.app.review_page", texts.REVIEW, ":material/rate_review:"),
    FOLDER: ("formcheck.app.folder_page", texts.FOLDER, ":material/folder_open:"),
    "sees": ("formcheck.app.sees_page", texts.SEES, ":material/visibility:"),
    "data": ("formcheck.app.data_page", texts.DATA, ":material/shield_person:"),
}
"""Pages of the navigation by their address: module with its ``show``, title, icon."""


def navigation_pages() -> list[Page]:
    """Return every page; the first one is where the app opens, and a result has an address but no entry."""
    pages = [
        st.Page(_shower(module), title=title, icon=icon, url_path=path, default=path == CHECK)
        for path, (module, title, icon) in SHOWN.items()
    ]
    return [*pages, result_page()]


def check_page() -> Page:
    """Return the page on which an exercise is chosen and checked."""
    module, title, icon = SHOWN[CHECK]
    return st.Page(_shower(module), title=title, icon=icon, url_path=CHECK, default=True)


def review_page() -> Page:
    """Return the therapist's page."""
    return _page(REVIEW)


def folder_page() -> Page:
    """Return the page for many films."""
    return _page(FOLDER)


def progress_page() -> Page:
    """Return the page that shows how a person's sessions change."""
    return _page(PROGRESS)


def _page(path: str) -> Page:
    module, title, icon = SHOWN[path]
    return st.Page(_shower(module), title=title, icon=icon, url_path=path)


def result_page() -> Page:
    """Return the page of one report, whose id stands in its address."""
    return st.Page(_shower("formcheck.app.result_page"), title=texts.RESULT, url_path=RESULT, visibility="hidden")


def _shower(module: str) -> Callable[[], None]:
    def show() -> None:
        import_module(module).show()

    return show
