"""The live view alone on a page, for the benchmark and for trying it out: ``streamlit run benchmarks/live_app.py``.

The address says what is shown: ``?exercise=calf-stretch``.
"""

from __future__ import annotations

import json

import streamlit as st

from formcheck.app.live_view import ROOM, Finished, show_live
from formcheck.exercises import get


def finished(session: Finished) -> None:
    """Keep what is to be shown on the next run."""
    report = session.analysis.report
    st.session_state.finished = (session.recording.stat().st_size, report.model_dump_json(by_alias=True))
    st.rerun()


@st.fragment(run_every=1.0)
def figures() -> None:
    """Show what the session says about itself, for the benchmark to read."""
    snapshot = st.session_state[ROOM].latest()
    took_s = snapshot.assessment.took_s if snapshot.assessment else 0.0
    told = {"stage": snapshot.stage, "frames": snapshot.frames, "time_s": snapshot.time_s, "took_s": took_s}
    st.html(f'<pre id="figures">{json.dumps(told)}</pre>')


st.set_page_config(page_title="formcheck live", layout="wide")
if "finished" in st.session_state:
    recorded_bytes, report_json = st.session_state.finished
    st.write(f"Recorded {recorded_bytes} bytes")
    st.code(report_json)
show_live(get(st.query_params.get("exercise", "calf-stretch")), finished)
figures()
