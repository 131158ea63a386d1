"""The core is numpy, scipy and pydantic: whoever only wants to judge a track needs no video, model or page."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

CORE = (
    "formcheck",
    "formcheck.analysis",
    "formcheck.exercises",
    "formcheck.landmarks",
    "formcheck.kinematics",
    "formcheck.metrics",
    "formcheck.merging",
    "formcheck.articles",
)
EDGES = ("av", "mediapipe", "streamlit", "sqlalchemy", "dask", "cv2", "matplotlib", "jinja2", "typer")

SCRIPT = """
    import sys

    class Blocked:
        def find_spec(self, name, path=None, target=None):
            if name.partition(".")[0] in {edges}:
                raise ImportError("blocked: " + name)

    sys.meta_path.insert(0, Blocked())
    {statement}
    print("imported")
"""


def run(statement: str) -> subprocess.CompletedProcess[str]:
    script = textwrap.dedent(SCRIPT).format(edges=set(EDGES), statement=statement)
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)


def test_core_works_without_a_single_edge() -> None:
    result = run("; ".join(f"import {name}" for name in CORE) + "; formcheck.exercises.all_exercises()")
    assert result.stdout == "imported\n", result.stderr


@pytest.mark.parametrize("edge", ["av", "cv2"])
def test_the_block_blocks(edge: str) -> None:
    result = run(f"import {edge}")
    assert result.returncode != 0
    assert f"blocked: {edge}" in result.stderr
