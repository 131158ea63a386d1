"""Batches of real films, whose poses are known already: from the command line, interrupted, sent, cut."""

from __future__ import annotations

import csv
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from batch_fakes import fill, tables
from movements import Rhythm, joined, on_toes, repeat, squatting
from rooms import in_rooms
from skeletons import Motion, Posture, Stances, film, from_view, perform
from typer.testing import CliRunner
from video_files import make_video, plain

from formcheck.batch import one_clip, runner
from formcheck.batch.one_clip import Task, failed, score_task, score_with_model
from formcheck.batch.rows import Outcome
from formcheck.batch.runner import BatchOptions, Summary, run_batch
from formcheck.cli import app
from formcheck.errors import FormcheckError
from formcheck.exercises import get
from formcheck.scoring import Options
from formcheck.track_cache import CACHE_VARIABLE, keep_track
from formcheck.video import sha256

BALANCE = "single-leg-balance"
FETCH_FAILED = (
    "cannot be read (/gone.mp4): check the address, the rights, and that the worker has what fsspec asks for"
)
ONE_LEG = (2.0, Posture()), (4.0, Stances("left").one_leg())
OTHER_LEG = (2.0, Posture()), (4.0, Stances("right").one_leg())


def known_clip(
    path: Path,
    grain: int,
    stretches: Sequence[tuple[float, Posture]] = ONE_LEG,
    cut_s: float | None = None,
    from_left: Motion | None = None,
) -> None:
    """Write a small clip of a person whose track is known already, so that no pose has to be found."""
    size_px = (216, 384)
    track = (
        film(from_left, from_view("left")) if from_left else film(perform(*stretches, fps=8.0), from_view("front"))
    )
    small = replace(track, image_xy=track.image_xy * size_px[0] / track.size_px[0], size_px=size_px)
    small = in_rooms(small, cut_s) if cut_s else small
    path.parent.mkdir(parents=True, exist_ok=True)
    ticks = np.round(track.time_s * 1000).astype(int).tolist()
    make_video(path, ticks=ticks, tick_s=Fraction(1, 1000), size_px=size_px, paint=plain, options={"crf": str(grain)})
    keep_track(small, sha256(path), get(BALANCE).max_fps)


@pytest.fixture
def clips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    folder = tmp_path / "clips"
    for number in range(3):
        known_clip(folder / BALANCE / f"{number}.mp4", 20 + number)
    known_clip(folder / "anna" / "4.mp4", 30)
    fill(folder, {"single-leg-balance/broken.mp4": "this is no video"})
    return folder


def batch(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "formcheck", "batch", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        text=True,
    )


def with_seconds(out: Path) -> list[dict[str, str]]:
    with (out / "clips.csv").open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_a_folder_from_the_command_line(clips: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    running = batch(clips, "--out", out, "--workers", 2)
    try:
        said, _ = running.communicate(timeout=200)
    finally:
        running.kill()
    assert running.returncode == 0
    assert said.startswith("5 clips, 5 scored now, 1 failed, 0 with unknown exercise.")
    rows = {row["clip"]: row for row in tables(out)["clips"]}
    assert [row["status"] for row in rows.values()] == ["scored", "scored", "scored", "scored", "failed"]
    assert (rows["anna/4.mp4"]["exercise"], rows["anna/4.mp4"]["chosen"]) == (BALANCE, "recognised")
    assert all(float(row["seconds"]) >= 0.0 for row in with_seconds(out))
    row = rows["single-leg-balance/0.mp4"]
    report = json.loads((out / row["report"]).with_name("report.json").read_text())
    assert report["source"]["name"] == "0.mp4"
    assert (int(row["met"]), int(row["judged"])) == (report["score"]["met"], report["score"]["judged"])
    framed = [cue["key_frame"] for cue in tables(out)["results"] if cue["key_frame"]]
    assert framed
    assert all((out / path).is_file() for path in framed)


@pytest.mark.parametrize(("ending", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_ctrl_c_ends_at_once_and_the_next_run_goes_on(
    clips: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: signal.Signals, code: int
) -> None:
    out, count = tmp_path / "out", 25
    for number in range(5, count):  # enough that the last is far when the first is there, on a fast machine too
        shutil.copy(clips / BALANCE / "0.mp4", clips / BALANCE / f"more-{number}.mp4")
    running = batch(clips, "--out", out, "--workers", 1)
    try:
        deadline_s = time.monotonic() + 150
        while not (out / "ledger.jsonl").is_file() or b"\n" not in (out / "ledger.jsonl").read_bytes():
            assert time.monotonic() < deadline_s
            time.sleep(0.02)
        running.send_signal(ending)
        running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == code
    done = tables(out)["clips"]
    assert 1 <= len(done) < count

    def rest(tasks: Iterable[Task], workers: int) -> Iterator[Outcome]:
        return (Outcome(failed(task.name, "it was left over")) for task in tasks)

    monkeypatch.setattr(runner, "run_locally", rest)
    summary = run_batch(str(clips), out, BatchOptions("from-folder", Options(workers=1), workers=1))
    assert (summary.clips, summary.scored_now) == (count, count - len(done))
    rows = tables(out)["clips"]
    assert [row for row in rows if row["error"] != "it was left over"] == done
    assert len({row["clip"] for row in rows}) == len(rows) == count


def test_a_clip_that_is_sent_or_fetched_is_scored_like_the_file_itself(clips: Path) -> None:
    import fsspec

    name = f"{BALANCE}/0.mp4"
    data = (clips / name).read_bytes()
    fsspec.filesystem("memory").pipe("/0.mp4", data)
    here = Task(name, str(clips / name), "from-folder", Options(workers=1))
    wanted = score_task(here)
    assert wanted.clip.status == "scored"
    for other in (replace(here, place="/nowhere", data=data), replace(here, place="memory://0.mp4")):
        got = score_task(other)
        assert replace(got.clip, seconds=None) == replace(wanted.clip, seconds=None)
        assert got.cues == wanted.cues
        assert set(got.files) == set(wanted.files)
    gone = score_task(replace(here, place="memory://gone.mp4")).clip
    assert (gone.status, gone.error) == ("failed", FETCH_FAILED)


def test_a_file_name_that_is_no_text_is_scored_like_any_other(clips: Path) -> None:
    name = f"{BALANCE}/caf\udce9.mp4"
    shutil.copy(clips / BALANCE / "0.mp4", clips / name)
    outcome = score_task(Task(name, str(clips / name), "from-folder", Options(workers=1)))
    assert (outcome.clip.status, outcome.clip.error) == ("scored", None)
    assert json.loads(outcome.files[f"reports/{name}/report.json"])["source"]["name"] == "caf\\udce9.mp4"


def test_what_is_not_recognised_says_what_to_do_and_asks_about_a_folder_with_a_slip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    clip = tmp_path / "stand.mp4"
    known_clip(clip, 20, [(6.0, Posture())])
    for name, todo in (
        ("anna/stand.mp4", "name it with --exercise, or put the clip into a folder named after it"),
        ("sqat/stand.mp4", "if the folder 'sqat' stands for it, name it squat"),
    ):
        row = score_task(Task(name, str(clip), "from-folder", Options(workers=1))).clip
        assert (row.status, row.error) == ("unknown", f"the exercise was not recognised: {todo}")


def test_a_model_that_cannot_be_had_is_no_fault_of_the_clip(clips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> None:
        raise FormcheckError("no source for the pose model worked", "models", "connect to the internet")

    monkeypatch.setattr(one_clip, "prepare_best", refuse)
    with pytest.raises(FormcheckError, match="no source for the pose model"):
        score_with_model(Task("a.mp4", str(clips / "a.mp4"), "auto", Options(workers=1)))


def test_each_part_of_a_cut_clip_has_its_rows_and_its_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(runner, "run_locally", lambda tasks, workers: map(score_task, tasks))
    folder, out = tmp_path / "clips", tmp_path / "out"
    known_clip(folder / "cut.mp4", 20, [*ONE_LEG, *OTHER_LEG], cut_s=6.0)
    known_clip(folder / "whole.mp4", 21)
    known_clip(folder / "other.mp4", 22, OTHER_LEG)
    assert run_batch(str(folder), out, BatchOptions(BALANCE, Options(workers=1), workers=1)) == Summary(
        3, 3, failed=0, unknown=0
    )
    clips = {row["clip"]: row for row in tables(out)["clips"]}
    assert [(row["parts"], row["side"]) for row in clips.values()] == [
        ("2", "left, right"),
        ("1", "right"),
        ("1", "left"),
    ]
    rows = pq.read_table(out / "results.parquet").to_pylist()
    cues = [cue.id for cue in get(BALANCE).cues]
    assert [(row["clip"], row["part"], row["cue"]) for row in rows] == [
        (clip, part, cue)
        for clip, part in (("cut.mp4", 1), ("cut.mp4", 2), ("other.mp4", 1), ("whole.mp4", 1))
        for cue in cues
    ]
    parts = {row["part"]: row for row in rows if row["clip"] == "cut.mp4"}
    assert [(part, row["side"]) for part, row in parts.items()] == [(1, "left"), (2, "right")]
    assert 0.0 == parts[1]["start_s"] < parts[1]["end_s"] < 6.0 <= parts[2]["start_s"] < parts[2]["end_s"]
    for row in rows:
        report = json.loads((out / row["report"]).with_name("report.json").read_text())
        assert report["side"] == row["side"]
        assert next(cue for cue in report["cues"] if cue["id"] == row["cue"])["verdict"] == row["verdict"]
        assert row["key_frame"] is None or (out / row["key_frame"]).is_file()
    of_parts = [json.loads((out / row["report"]).with_name("report.json").read_text()) for row in parts.values()]
    assert int(clips["cut.mp4"]["judged"]) == sum(report["score"]["judged"] for report in of_parts)
    second = (out / parts[2]["report"]).parent
    shutil.copy(folder / "cut.mp4", second)
    points = CliRunner().invoke(
        app, ["export", str(second), "--to", "trc", "--height-cm", "170", "-o", str(tmp_path / "second.trc")]
    )
    assert points.exit_code == 0, points.output
    times_s = [float(line.split("\t")[1]) for line in (tmp_path / "second.trc").read_text().splitlines()[6:]]
    assert (times_s[0], times_s[-1]) == (
        pytest.approx(parts[2]["start_s"], abs=0.01),
        pytest.approx(parts[2]["end_s"], abs=0.01),
    )


def test_each_exercise_that_is_recognised_is_a_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    clip, rhythm = tmp_path / "both.mp4", Rhythm(reps=2, lead_s=1.5)
    known_clip(
        clip, 20, from_left=joined(*[repeat(Posture(), turn, rhythm, 15.0) for turn in (squatting(), on_toes())])
    )
    outcome = score_task(Task("both.mp4", str(clip), "auto", Options(workers=1)))
    assert (outcome.clip.parts, outcome.clip.exercise, outcome.clip.chosen) == (2, "squat, calf-raise", "recognised")
    assert {(cue.part, cue.exercise, cue.report) for cue in outcome.cues} == {
        (1, "squat", "reports/both.mp4/1-squat/report.html"),
        (2, "calf-raise", "reports/both.mp4/2-calf-raise/report.html"),
    }
    assert {cue.report for cue in outcome.cues} <= set(outcome.files)
    assert outcome.clip.total == len(outcome.cues)
