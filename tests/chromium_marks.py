"""What a test that opens a real browser says of itself; where everything must run, nothing is left out."""

import os

import pytest

from benchmarks.headless import CHROMIUM

IN_CHROMIUM = [
    pytest.mark.timeout(240),
    pytest.mark.skipif(
        not CHROMIUM.exists() and not os.environ.get("CI"), reason=f"needs {CHROMIUM}: apt-get install chromium"
    ),
]
