import io
import os
import subprocess
import sys

import pytest
from performances import balance

from formcheck.report import Clip
from formcheck.terminal import print_report, progress_bar, quiet_libraries
from formcheck.wording import changes


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


def shown(report):
    stream = io.StringIO()
    print_report(report, stream)
    return " ".join(stream.getvalue().split())


def test_where_nobody_watches_nothing_is_written_of_the_progress():
    stream = io.StringIO()
    with progress_bar(stream) as progress:
        progress("clip.mp4", 5, 10)
    assert stream.getvalue() == ""


def test_a_name_in_brackets_is_shown_as_it_is():
    report = balance(knee_in_deg=25.0, hold_s=5.0).report
    named = report.source.model_copy(update={"name": "knee [left] 2.mp4"})
    assert "knee [left] 2.mp4" in shown(report.model_copy(update={"source": named}))


def test_what_the_camera_saw_comes_before_any_score():
    report = balance(knee_in_deg=25.0, hold_s=5.0).report
    said = shown(report.model_copy(update={"flags": ["At 2.0 s: The knee may have given way."]}))
    assert said.index("Seen in the film: At 2.0 s: The knee may have given way.") < said.index("judged")


def test_the_farthest_beyond_its_limit_is_to_be_changed_first_as_on_the_page():
    report = balance(knee_in_deg=25.0, hold_s=5.0).report
    first, second = changes(report)[:2]
    said = shown(report)
    assert said.index("To change: " + first.coaching) < said.index("To change: " + second.coaching)


def test_without_a_judged_cue_there_is_no_score():
    report = balance(knee_in_deg=25.0, hold_s=5.0).report
    unjudged = report.score.model_copy(update={"met": 0, "judged": 0})
    said = shown(report.model_copy(update={"score": unjudged}))
    assert "No score: nothing could be judged from this film; 0 of" in said
    assert "0 of 0" not in said


def test_what_is_wrong_with_a_second_film_is_told_with_its_name():
    report = balance(knee_in_deg=25.0, hold_s=5.0).report
    wrong = report.film[0].model_copy(update={"ok": False, "message": "Film in better light."})
    keys = ("source", "side", "camera", "phases")
    second = Clip(**{key: getattr(report, key) for key in keys}, film=[wrong])
    second = second.model_copy(update={"source": report.source.model_copy(update={"name": "back.mp4"})})
    assert "Film: back.mp4: Film in better light." in shown(report.model_copy(update={"more_clips": [second]}))


def test_the_speed_of_a_slow_film_stands_above_its_numbers():
    report = balance(knee_in_deg=25.0, hold_s=5.0).report
    slow = report.source.model_copy(update={"true_fps": 4 * report.source.fps})
    assert "shown 4 × slower; all times here are those of life" in shown(report.model_copy(update={"source": slow}))


def test_the_table_tells_verdict_reason_and_what_to_change(scored):
    stream = io.StringIO()
    print_report(scored("balance_knee_in_front", "single-leg-balance").report, stream)
    shown = " ".join(stream.getvalue().split())
    assert "✗ not met" in shown
    assert "? cannot tell" in shown
    assert "To change: Turn the knee of the standing leg out" in shown
    assert "cues could be judged" in shown
    assert "no diagnosis" in shown
