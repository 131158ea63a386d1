"""The password of a hosted app. Without one the app is for whoever sits at this computer."""

from __future__ import annotations

import hmac
import time

import streamlit as st

from formcheck.app import texts
from formcheck.app.settings import settings

SLOWED_S = 1.0
"""A wrong password costs this long, so that trying them all is slow."""


def let_in() -> bool:
    """Return True if there is no password or it was given; otherwise ask for it."""
    password = settings().password
    if password is None or st.session_state.get("let_in"):
        return True
    st.title(texts.APP)
    with st.form("password"):
        given = st.text_input(texts.PASSWORD, type="password")
        asked = st.form_submit_button(texts.ENTER, type="primary")
    if asked and hmac.compare_digest(given.encode(), password.encode()):
        st.session_state.let_in = True
        st.rerun()
    if asked:
        time.sleep(SLOWED_S)
        st.error(texts.WRONG_PASSWORD)
    return False
