from __future__ import annotations

import sys
from pathlib import Path

import pytest

# The generator lies beside the package and is not installed with it.
sys.path.insert(0, str(Path(__file__).parents[2]))

from test_videos.body import Body, load_body


@pytest.fixture(scope="session")
def body() -> Body:
    return load_body("m_avg")
