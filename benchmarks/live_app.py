"""The live view alone on a page, for the benchmark and for trying it out: ``streamlit run benchmarks/live_app.py``.

The address says what is shown: ``?exercise=calf-stretch``.
"""

from __future__ import annotations

import streamlit as st

from formcheck.app.live_view import Finished, show_live
from formcheck.exercises import get


def finished(session: Finished) -> None:
    """Keep what is to be shown on the next run."""
    report = session.analysis.report
    st.session_state.finished = (session.recording.stat().st_size, report.model_dump_json(by_alias=True))
    st.rerun()


st.set_page_config(page_title="formcheck live", layout="wide")
if "finished" in st.session_state:
    recorded_bytes, report_json = st.session_state.finished
    st.write(f"Recorded {recorded_bytes} bytes")
    st.code(report_json)
exercise_id = st.query_params.get("exercise", "calf-stretch")
show_live(get(exercise_id), finished)
