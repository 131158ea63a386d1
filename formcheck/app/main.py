"""The app from its first line: settings of the page, the look, the password, and the navigation."""

from __future__ import annotations

import streamlit as st

from formcheck.app import texts
from formcheck.app.access import let_in
from formcheck.app.look import apply_look, asset, footer
from formcheck.app.pages import navigation_pages


def main() -> None:
    """Run the page that the address names."""
    st.set_page_config(page_title=texts.APP, page_icon=asset("icon.svg"), layout="centered")
    apply_look()
    page = st.navigation(navigation_pages(), position="top")
    if let_in():
        page.run()
        footer()
