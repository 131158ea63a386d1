"""A batch as a whole: interrupted, killed and run again, its tables are those of one that never was."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from batch_fakes import fake_score, fill
from rooms import in_rooms
from skeletons import Posture, Stances, film, from_view, perform
from typer.testing import CliRunner
from video_files import make_video, plain

from formcheck import models
from formcheck.batch import runner
from formcheck.batch.one_clip import Task, score_task
from formcheck.batch.rows import Outcome
from formcheck.batch.runner import BatchOptions, Summary, run_batch
from formcheck.batch.walking import FoundClip
from formcheck.cli import app
from formcheck.errors import FormcheckError
from formcheck.exercises import get
from formcheck.profiles import parse_profile
from formcheck.scoring import Options
from formcheck.track_cache import CACHE_VARIABLE, keep_track
from formcheck.video import sha256

BALANCE = "single-leg-balance"
OPTIONS = BatchOptions("calf-stretch", Options(workers=1), workers=2)
CONTENTS = {f"{number:02}.mp4": "broken" if number == 3 else f"clip {number}" for number in range(12)}


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Score in this process, by the words in the files."""

    def run(tasks: Iterable[Task], workers: int) -> Iterator[Outcome]:
        return (fake_score(task) for task in tasks)

    monkeypatch.setattr(runner, "run_locally", run)


def tables(out: Path) -> dict[str, list[dict[str, str]]]:
    found = {}
    for name in ("clips", "results"):
        with (out / f"{name}.csv").open(newline="") as file:
            found[name] = [{**row, "seconds": ""} for row in csv.DictReader(file)]
    return found


def files(out: Path) -> dict[str, bytes]:
    """Everything in a batch's folder but the ledger, whose lines come as clips are done."""
    paths = [path for path in out.rglob("*") if path.is_file() and path.name != "ledger.jsonl"]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.usefixtures("here")
def test_a_broken_clip_is_a_row(tmp_path: Path) -> None:
    folder, out = fill(tmp_path / "in", CONTENTS), tmp_path / "out"
    assert run_batch(str(folder), out, OPTIONS) == Summary(12, 12, failed=1, unknown=0)
    rows = tables(out)["clips"]
    assert [row["clip"] for row in rows] == sorted(CONTENTS)
    assert [(row["clip"], row["error"]) for row in rows if row["status"] == "failed"] == [
        ("03.mp4", "the file is broken")
    ]
    assert len(tables(out)["results"]) == 2 * 11
    assert (out / "reports" / "00.mp4" / "report.json").is_file()


@pytest.mark.usefixtures("here")
def test_only_what_changed_is_scored_again(tmp_path: Path) -> None:
    folder, out = fill(tmp_path / "in", CONTENTS), tmp_path / "out"
    run_batch(str(folder), out, OPTIONS)
    assert run_batch(str(folder), out, OPTIONS).scored_now == 0
    fill(folder, {"05.mp4": "another clip"})
    assert run_batch(str(folder), out, OPTIONS).scored_now == 1
    (folder / "06.mp4").unlink()
    assert run_batch(str(folder), out, OPTIONS) == Summary(11, 0, failed=1, unknown=0)
    assert "06.mp4" not in [row["clip"] for row in tables(out)["clips"]]
    other = BatchOptions("squat", Options(workers=1), workers=2)
    assert run_batch(str(folder), out, other).scored_now == 11


@pytest.mark.usefixtures("here")
def test_progress_tells_what_an_earlier_run_did_already(tmp_path: Path) -> None:
    folder, out = fill(tmp_path / "in", CONTENTS), tmp_path / "out"
    run_batch(str(folder), out, OPTIONS)
    fill(folder, {"05.mp4": "another clip"})
    told: list[tuple[int, int | None]] = []
    run_batch(str(folder), out, OPTIONS, lambda what, done, total: told.append((done, total)))
    assert told == [(12, 12)]


def test_interrupted_it_has_tables_of_what_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out = fill(tmp_path / "in", CONTENTS), tmp_path / "out"

    def interrupted(tasks: Iterable[Task], workers: int) -> Iterator[Outcome]:
        for number, task in enumerate(tasks):
            if number == 5:
                raise KeyboardInterrupt
            yield fake_score(task)

    with monkeypatch.context() as patch:
        patch.setattr(runner, "run_locally", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run_batch(str(folder), out, OPTIONS)
    assert len(tables(out)["clips"]) == 5
    assert "5 of 12 clips" in (out / "index.html").read_text()


def test_killed_at_ten_random_moments_all_it_wrote_is_that_of_an_uninterrupted_run(tmp_path: Path) -> None:
    words = {0: "cut, brief", 3: "broken"}
    contents = {f"{number:03}.mp4": words.get(number % 7, "brief") for number in range(100)}
    folder = fill(tmp_path / "in", contents)
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

    def run(out: Path, kills: int) -> str:
        command = [sys.executable, Path(__file__).parents[1] / "batch_kills.py", folder, out, str(kills), "4"]
        return subprocess.run(
            command, env=paths, capture_output=True, text=True, timeout=120, check=True, stdin=subprocess.DEVNULL
        ).stdout

    assert run(tmp_path / "killed", 10).split() == ["killed"] * 10
    run(tmp_path / "whole", 0)
    wanted = files(tmp_path / "whole")
    assert files(tmp_path / "killed") == wanted
    assert {"clips.csv", "results.csv", "clips.parquet", "results.parquet", "index.html"} < set(wanted)
    assert [row["clip"] for row in tables(tmp_path / "killed")["clips"]] == sorted(contents)
    scored = [len(path.read_text().split()) for path in folder.glob("*.scored")]
    # Twice in "killed" and "whole", and once more at most for each of two workers whose clip a kill cost.
    assert min(scored) == 2
    assert sum(scored) <= 2 * len(scored) + 2 * 10


def test_files_that_are_sent_are_read_where_they_arrive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out = fill(tmp_path / "in", {"1.mp4": "broken", "2.mp4": ""}), tmp_path / "out"

    def run(tasks: Iterable[Task], address: str) -> Iterator[Outcome]:
        assert address == "tcp://host:1"
        for task in tasks:
            Path(task.place).unlink()
            yield fake_score(task)

    monkeypatch.setattr(runner, "run_on_cluster", run)
    sending = replace(OPTIONS, cluster="tcp://host:1", send=True)
    assert run_batch(str(folder), out, sending) == Summary(2, 2, failed=1, unknown=0)


@pytest.mark.usefixtures("here")
def test_what_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", {"1.mp4": ""})
    (tmp_path / "out").touch()
    with pytest.raises(FormcheckError, match="choose another --out"):
        run_batch(str(folder), tmp_path / "out", OPTIONS)


ONE_LEG = (2.0, Posture()), (4.0, Stances("left").one_leg())
OTHER_LEG = (2.0, Posture()), (4.0, Stances("right").one_leg())


def known_clip(
    path: Path, grain: int, stretches: Sequence[tuple[float, Posture]] = ONE_LEG, cut_s: float | None = None
) -> None:
    """Write a small clip of a person whose track is known already, so that no pose has to be found."""
    size_px = (216, 384)
    track = film(perform(*stretches, fps=8.0), from_view("front"))
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


def test_a_folder_from_the_command_line(clips: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    running = batch(clips, "--out", out, "--workers", 2)
    try:
        said, _ = running.communicate(timeout=200)
    finally:
        running.kill()
    assert running.returncode == 0
    assert said.startswith("5 clips, 5 scored now, 1 failed, 1 with unknown exercise.")
    rows = {row["clip"]: row for row in tables(out)["clips"]}
    assert [row["status"] for row in rows.values()] == ["unknown", "scored", "scored", "scored", "failed"]
    row = rows["single-leg-balance/0.mp4"]
    report = json.loads((out / row["report"]).with_name("report.json").read_text())
    assert report["source"]["name"] == "0.mp4"
    assert (int(row["met"]), int(row["judged"])) == (report["score"]["met"], report["score"]["judged"])
    framed = [cue["key_frame"] for cue in tables(out)["results"] if cue["key_frame"]]
    assert framed
    assert all((out / path).is_file() for path in framed)


def test_ctrl_c_ends_at_once_and_the_next_run_goes_on(clips: Path, tmp_path: Path) -> None:
    out, count = tmp_path / "out", 25
    for number in range(5, count):  # enough that the last is far when the first is there, on a fast machine too
        known_clip(clips / BALANCE / f"more-{number}.mp4", 20)
    running = batch(clips, "--out", out, "--workers", 1)
    try:
        deadline_s = time.monotonic() + 150
        while not (out / "ledger.jsonl").is_file() or b"\n" not in (out / "ledger.jsonl").read_bytes():
            assert time.monotonic() < deadline_s
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 130
    done = len(tables(out)["clips"])
    assert 1 <= done < count
    summary = run_batch(str(clips), out, BatchOptions("from-folder", Options(workers=1), workers=1))
    assert summary == Summary(count, count - done, failed=1, unknown=1)


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
    assert (gone.status, gone.error) == ("failed", "cannot be read (/gone.mp4): check the address and the rights")


def test_each_part_of_a_cut_clip_has_its_rows_and_its_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(runner, "run_locally", lambda tasks, workers: map(score_task, tasks))
    folder, out = tmp_path / "clips", tmp_path / "out"
    known_clip(folder / "cut.mp4", 20, [*ONE_LEG, *OTHER_LEG], cut_s=6.0)
    known_clip(folder / "whole.mp4", 21)
    known_clip(folder / "other.mp4", 22, OTHER_LEG)
    assert run_batch(str(folder), out, replace(OPTIONS, exercise=BALANCE)) == Summary(3, 3, failed=0, unknown=0)
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


def test_every_option_that_changes_an_answer_has_its_clips_scored_again() -> None:
    clip = FoundClip(name="a.mp4", place="a.mp4", stamp="1")
    others = {
        "model": "full",
        "side": "left",
        "mirrored": True,
        "fresh": True,
        "person": 2,
        "workers": 7,
        "tucked": False,
        "profile": parse_profile("[squat.heel_flat]\nmet = 3\nnot_met = 9\n", "anna.toml"),
        "true_fps": 240.0,
        "height_cm": 170.0,
    }
    assert set(others) == {field.name for field in fields(Options)}
    stamps = {
        name: runner._stamp(clip, replace(OPTIONS, scoring=replace(OPTIONS.scoring, **{name: value})))
        for name, value in others.items()
    }
    as_before = runner._stamp(clip, OPTIONS)
    assert {name for name, stamp in stamps.items() if stamp == as_before} == {"workers", "fresh"}
    assert len(set(stamps.values())) == len(others) - 1
    assert runner._stamp(clip, replace(OPTIONS, exercise="squat")) != as_before


def test_a_batch_takes_the_leg_the_person_and_the_top_of_all_its_clips(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[BatchOptions] = []

    def run(folder: str, out: Path, options: BatchOptions, progress: object) -> Summary:
        asked.append(options)
        return Summary(0, 0, 0, 0)

    monkeypatch.setattr(runner, "run_batch", run)
    monkeypatch.setattr(models, "prepare_best", lambda name, progress: (name, tmp_path))
    arguments = ["batch", str(tmp_path), "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(app, [*arguments, "--side", "left", "--person", "2", "--untucked"])
    assert result.exit_code == 0, result.output
    scoring = asked[0].scoring
    assert (scoring.side, scoring.person, scoring.tucked) == ("left", 2, False)
    refused = CliRunner().invoke(app, [*arguments, "--side", "both"])
    assert refused.exit_code == 2
    assert "'both' is not one of 'auto', 'left', 'right'" in refused.output
