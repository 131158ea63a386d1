"""The command line as a person uses it: real processes, real files, exit codes and one-line errors."""

import json
import os
import subprocess
import sys
from pathlib import Path

import av
import jsonschema
import numpy as np
import pytest
from committed_clips import CLIPS
from pypdf import PdfReader

from formcheck.cli import _explained
from formcheck.report import json_schema
from formcheck.version import __version__
from formcheck.video_writer import VideoWriter

BALANCE = ("--exercise", "single-leg-balance")


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "formcheck", *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )


def assert_one_clear_line(result, *words):
    assert result.returncode == 2, result.stderr
    assert result.stdout == ""
    (line,) = result.stderr.strip().splitlines()
    assert line.startswith("error: ")
    for word in words:
        assert word in line


def test_help_names_every_command_and_loads_nothing_heavy():
    shown = run("--help").stdout
    assert all(command in shown for command in ("score", "pose", "exercises", "doctor", "models"))
    heavy = ("mediapipe", "cv2", "av", "numpy", "scipy", "pydantic", "matplotlib", "jinja2")
    code = f"import formcheck.cli, sys; print([name for name in {heavy} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_the_list_of_exercises_waits_for_no_library_that_only_judging_needs():
    heavy = ("mediapipe", "cv2", "av", "scipy", "matplotlib", "jinja2")
    code = f"""
import sys
from formcheck.exercises import all_exercises
from formcheck.listing import exercises_text
assert exercises_text(all_exercises().values())
print([name for name in {heavy} if name in sys.modules])
"""
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_version():
    assert run("--version").stdout.strip() == f"formcheck {__version__}"


def test_exercises_as_text_and_as_json():
    text = run("exercises").stdout
    assert "calf-stretch" in text
    assert "asked, not seen" in text
    listed = json.loads(run("exercises", "--json").stdout)
    assert {"calf-stretch", "single-leg-balance"} <= {exercise["id"] for exercise in listed}
    assert all(cue["quote"] for exercise in listed for cue in exercise["cues"])


def test_models_list_and_doctor_say_what_is_ready(tmp_path):
    listed = run("models", "list", FORMCHECK_MODELS_DIR=str(tmp_path)).stdout
    assert listed.count("not prepared") == 3
    told = run("doctor").stdout
    assert __version__ in told
    assert "mediapipe" in told


def test_a_prepared_model_is_not_fetched_again():
    assert run("models", "prepare", "heavy").returncode == 0
    again = run("models", "prepare", "heavy", PATH="")
    assert again.returncode == 0
    assert "heavy is ready" in again.stdout


def test_score_prints_a_table_and_writes_everything(shared_tracks, tmp_path):
    out = tmp_path / "out"
    clip = CLIPS / "balance_knee_in_front.mp4"
    result = run("score", clip, *BALANCE, "--out", out, FORMCHECK_CACHE_DIR=str(shared_tracks))
    assert result.returncode == 0, result.stderr
    assert "not met" in result.stdout
    assert "To change:" in result.stdout
    assert {path.name for path in out.iterdir()} == {
        "report.json",
        "report.html",
        "angles.csv",
        "annotated.mp4",
        "keyframes",
    }
    report = json.loads((out / "report.json").read_text())
    jsonschema.validate(report, json_schema())
    assert (out / "keyframes" / "knee_over_toes.jpg").stat().st_size > 10_000
    with av.open(str(out / "annotated.mp4")) as video:
        assert video.streams.video[0].codec_context.name == "h264"
    again = run("score", clip, *BALANCE, "--json", FORMCHECK_CACHE_DIR=str(shared_tracks))
    assert again.stdout == (out / "report.json").read_text()


def test_no_video_writes_none(shared_tracks, tmp_path):
    arguments = (CLIPS / "balance_knee_in_front.mp4", *BALANCE, "--out", tmp_path, "--no-video")
    assert run("score", *arguments, FORMCHECK_CACHE_DIR=str(shared_tracks)).returncode == 0
    assert not (tmp_path / "annotated.mp4").exists()
    assert (tmp_path / "report.html").exists()


def test_export_puts_the_report_on_paper(shared_tracks, tmp_path):
    target = tmp_path / "report.pdf"
    arguments = (CLIPS / "balance_knee_in_front.mp4", *BALANCE, "--format", "pdf", "-o", target)
    result = run("export", *arguments, FORMCHECK_CACHE_DIR=str(shared_tracks))
    assert result.returncode == 0, result.stderr
    first = PdfReader(target).pages[0]
    assert "Change this first" in first.extract_text()
    assert len(first.images) >= 1


def test_pose_saves_a_track(shared_tracks, tmp_path):
    target = tmp_path / "track.npz"
    clip = CLIPS / "calf_clean_back.mp4"
    assert run("pose", clip, "-o", target, "--model", "full").returncode == 0
    with np.load(target) as track:
        assert track["image_xy"].shape[1:] == (33, 2)
        assert str(track["model"]) == "full"
    assert_one_clear_line(run("pose", clip, "-o", tmp_path / "track.csv"), ".npz")


@pytest.fixture
def bad_files(tmp_path):
    """Make one file of each kind that is no film of a person."""
    (tmp_path / "empty.mp4").write_bytes(b"")
    (tmp_path / "text.mp4").write_text("this is not a video\n" * 100)
    (tmp_path / "folder.mp4").mkdir()
    _cut_in_half(CLIPS / "balance_clean_side.mp4", tmp_path / "cut.mp4")
    _write_sound(tmp_path / "sound.mp4")
    with VideoWriter(tmp_path / "one.mp4", (64, 48), 30) as writer:
        writer.write(np.zeros((48, 64, 3), np.uint8), 0.0)
    with VideoWriter(tmp_path / "nobody.mp4", (320, 240), 30) as writer:
        for frame in range(10):
            writer.write(np.full((240, 320, 3), 90, np.uint8), frame / 30)
    return tmp_path


def _cut_in_half(source: Path, target: Path) -> None:
    data = source.read_bytes()
    target.write_bytes(data[: len(data) // 2])


def _write_sound(path: Path) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 44100), np.float32), format="fltp", layout="mono")
        frame.rate = 44100
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing.mp4", ["no such file"]),
        ("empty.mp4", ["empty"]),
        ("text.mp4", ["not a video"]),
        ("folder.mp4", ["folder"]),
        ("cut.mp4", ["cut.mp4"]),
        ("sound.mp4", ["sound.mp4"]),
        ("one.mp4", ["one frame"]),
        ("nobody.mp4", ["nobody was found"]),
    ],
)
def test_bad_input_gets_one_clear_line_and_leaves_nothing_behind(bad_files, name, words):
    out = bad_files / "out"
    result = run("score", bad_files / name, *BALANCE, "--model", "full", "--out", out)
    assert_one_clear_line(result, *words)
    assert list(out.iterdir()) == []


def test_unwritable_output_is_noticed_before_any_work(tmp_path):
    (tmp_path / "file").write_text("in the way")
    result = run("score", "missing.mp4", *BALANCE, "--out", tmp_path / "file")
    assert_one_clear_line(result, "cannot write there", "--out")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("score", "clip.mp4"), "--exercise"),
        (("score", "clip.mp4", "--exercise", "handstand"), "calf-stretch"),
        (("score", "clip.mp4", *BALANCE, "--sidee", "left"), "--side"),
        (("score", "clip.mp4", *BALANCE, "--model", "huge"), "heavy"),
        (("stretch",), "stretch"),
    ],
)
def test_bad_usage_gets_one_clear_line(arguments, word):
    assert_one_clear_line(run(*arguments), word)


def test_a_missing_system_library_is_named_and_a_fault_of_ours_is_not_hidden():
    missing = ImportError("libGL.so.1: cannot open shared object file: No such file or directory")
    explained = _explained(missing)
    assert explained is not None
    assert "libGL.so.1" in explained
    assert "apt-get install" in explained
    assert _explained(ValueError("a bug")) is None


def test_usage_errors_are_one_sentence_each():
    clip = CLIPS / "squat_clean_side.mp4"
    assert_one_clear_line(run("score", clip, "--exercise", "squat", "--side", "up"), "'left', 'right'. See")
    assert "Value error" not in run("score", clip, "--exercise", "squat", "--side", "up").stderr
    assert_one_clear_line(run("score", clip, "--exercise", "squat", "--height-cm", "20"), "50. See")


def test_a_web_address_is_no_path(tmp_path):
    result = run("score", "https://example.org/squat.mp4", "--exercise", "squat")
    assert_one_clear_line(result, "this is a web address", "download the film")
    assert result.stderr.startswith("error: ")
