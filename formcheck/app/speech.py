"""Speaks corrections with the browser's own voice: nothing is sent anywhere, and no sound file is needed."""

from __future__ import annotations

import streamlit as st

# The last number lives on the window: the component is drawn anew on every run, and must not say a thing twice.
_JS = """
export default function ({ data }) {
  const said = (window.__formcheckSaid ??= {});
  if (!data.on || !window.speechSynthesis) {
    window.speechSynthesis?.cancel();
    said[data.session] = data.count;
    return;
  }
  if (data.count <= (said[data.session] ?? 0)) return;
  said[data.session] = data.count;
  const words = new SpeechSynthesisUtterance(data.words);
  words.lang = "en";
  window.speechSynthesis.cancel();
  window.speechSynthesis.speak(words);
}
"""


@st.cache_resource(show_spinner=False)
def _component() -> object:
    return st.components.v2.component("formcheck_speech", html="<span></span>", js=_JS)


def speak(words: str, count: int, session: str, *, on: bool) -> None:
    """Say ``words`` when ``count`` has grown since the last time for this session, if speech is on."""
    data = {"words": words, "count": count, "session": session, "on": on}
    _component()(data=data, key=f"speech-{session}", height=1)  # type: ignore[operator]
