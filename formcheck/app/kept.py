"""What outlives one run of a page: the store, the queue of jobs, and the person whom a browser is used for."""

from __future__ import annotations

import streamlit as st

from formcheck.app import texts
from formcheck.jobs import Jobs
from formcheck.store import Store, data_folder

PERSON = "person_label"


@st.cache_resource(show_spinner=False)
def _store(folder: str) -> Store:
    return Store()


def store() -> Store:
    """Return the one store of this server, for the data folder as it is set now."""
    return _store(str(data_folder()))


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """Return the one queue of jobs of this server."""
    return Jobs()


def person() -> str:
    """Return the label of the person whom the next report is for: chosen in this tab, or named in the address."""
    return str(st.session_state.get(PERSON) or st.query_params.get("person") or texts.ME)


def choose_person(words: str = texts.WHO) -> str:
    """Let a label be chosen or written; it stays chosen on every page of this browser tab."""
    labels = sorted({*store().people(), person()})
    chosen = st.selectbox(
        words,
        labels,
        index=labels.index(person()),
        accept_new_options=True,
        help=texts.WHO_HELP,
        key="person_choice",
    )
    st.session_state[PERSON] = chosen or texts.ME
    return person()
