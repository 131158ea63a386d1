import io
import os
import subprocess
import sys

import pytest

from formcheck.terminal import print_report, progress_bar, quiet_libraries


def test_quiet_libraries_hides_what_native_code_writes_and_lets_people_read():
    code = (
        "import os\n"
        "from formcheck.terminal import quiet_libraries\n"
        "with quiet_libraries() as people:\n"
        "    os.write(2, b'chatter from C++')\n"
        "    people.write('half done')\n"
        "os.write(2, b', all done')\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stderr == "half done, all done"


def test_standard_error_comes_back_after_a_failure(capfd):
    with pytest.raises(RuntimeError), quiet_libraries():
        raise RuntimeError
    os.write(2, b"heard")
    assert capfd.readouterr().err == "heard"


def test_progress_shows_what_is_done_and_how_much():
    stream = io.StringIO()
    stream.isatty = lambda: True
    with progress_bar(stream) as progress:
        progress("clip.mp4", 5, 10)
        progress("clip.mp4", 10, 10)
        progress("a download of unknown size", 100, None)
    assert "clip.mp4" in stream.getvalue()


def test_the_table_tells_verdict_reason_and_what_to_change(scored):
    stream = io.StringIO()
    print_report(scored("balance_knee_in_front", "single-leg-balance").report, stream)
    shown = " ".join(stream.getvalue().split())
    assert "✗ not met" in shown
    assert "? cannot tell" in shown
    assert "To change: Turn the knee of the standing leg out" in shown
    assert "cues could be judged" in shown
    assert "no diagnosis" in shown
