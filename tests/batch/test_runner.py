"""A batch as a whole: interrupted, killed and run again, its tables are those of one that never was."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from batch_fakes import fake_score, files, fill, tables
from typer.testing import CliRunner

from formcheck import models
from formcheck.batch import runner
from formcheck.batch.one_clip import Task
from formcheck.batch.rows import Outcome
from formcheck.batch.runner import BatchOptions, Summary, run_batch
from formcheck.batch.standing import Standing
from formcheck.batch.walking import FoundClip
from formcheck.cli import app
from formcheck.errors import FormcheckError
from formcheck.profiles import parse_profile
from formcheck.scoring import Options

OPTIONS = BatchOptions("calf-stretch", Options(workers=1), workers=2)
CONTENTS = {f"{number:02}.mp4": "broken" if number == 3 else f"clip {number}" for number in range(12)}


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Score in this process, by the words in the files."""

    def run(tasks: Iterable[Task], workers: int) -> Iterator[Outcome]:
        return (fake_score(task) for task in tasks)

    monkeypatch.setattr(runner, "run_locally", run)


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


def test_the_largest_clip_comes_first_and_the_tables_stay_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = (
        fill(tmp_path / "in", {"a.mp4": "ab", "b.mp4": "a", "c.mp4": "abcd", "d.mp4": "ab"}),
        tmp_path / "out",
    )
    asked: list[str] = []

    def run(tasks: Iterable[Task], workers: int) -> Iterator[Outcome]:
        for task in tasks:
            asked.append(task.name)
            yield fake_score(task)

    monkeypatch.setattr(runner, "run_locally", run)
    run_batch(str(folder), out, OPTIONS)
    assert asked == ["c.mp4", "a.mp4", "d.mp4", "b.mp4"]
    assert [row["clip"] for row in tables(out)["clips"]] == ["a.mp4", "b.mp4", "c.mp4", "d.mp4"]


@pytest.mark.usefixtures("here")
def test_progress_tells_what_an_earlier_run_did_already(tmp_path: Path) -> None:
    folder, out = fill(tmp_path / "in", CONTENTS), tmp_path / "out"
    run_batch(str(folder), out, OPTIONS)
    fill(folder, {"05.mp4": "another clip"})
    told: list[Standing] = []
    run_batch(str(folder), out, OPTIONS, told.append)
    assert [(standing.done, standing.total) for standing in told] == [(11, 12), (12, 12)]


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


@pytest.mark.usefixtures("here")
def test_a_full_disk_ends_it_with_what_to_do_and_the_next_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = fill(tmp_path / "in", CONTENTS), tmp_path / "out"
    written = runner.write_whole

    def full(path: Path, data: bytes) -> None:
        if "07.mp4" in path.parts:
            raise OSError(errno.ENOSPC, "No space left on device")
        written(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(runner, "write_whole", full)
        with pytest.raises(FormcheckError, match=r"No space left on device.*make room and run it again"):
            run_batch(str(folder), out, OPTIONS)
    done = len(tables(out)["clips"])
    assert 0 < done < len(CONTENTS)
    assert run_batch(str(folder), out, OPTIONS).scored_now == len(CONTENTS) - done


@pytest.mark.usefixtures("here")
def test_what_failed_is_scored_again_if_one_asks_for_it(tmp_path: Path) -> None:
    folder, out = fill(tmp_path / "in", CONTENTS), tmp_path / "out"
    run_batch(str(folder), out, OPTIONS)
    assert run_batch(str(folder), out, OPTIONS).scored_now == 0
    assert run_batch(str(folder), out, replace(OPTIONS, retry=True)) == Summary(12, 1, failed=1, unknown=0)


@pytest.mark.usefixtures("here")
def test_a_clip_whose_report_was_deleted_is_scored_again(tmp_path: Path) -> None:
    folder, out = fill(tmp_path / "in", {"1.mp4": "reported", "2.mp4": "reported"}), tmp_path / "out"
    run_batch(str(folder), out, OPTIONS)
    (out / "reports/2.mp4/report.html").unlink()
    assert run_batch(str(folder), out, OPTIONS).scored_now == 1
    assert (out / "reports/2.mp4/report.html").is_file()


@pytest.mark.usefixtures("here")
def test_of_a_clip_that_changed_nothing_old_is_left_and_what_people_put_there_stays(tmp_path: Path) -> None:
    folder, out = fill(tmp_path / "in", {"1.mp4": "cut"}), tmp_path / "out"
    run_batch(str(folder), out, OPTIONS)
    fill(out / "reports/1.mp4/2", {"notes.txt": "look at this one"})
    fill(folder, {"1.mp4": "whole"})
    run_batch(str(folder), out, OPTIONS)
    left = {path.relative_to(out / "reports").as_posix() for path in (out / "reports").rglob("*")}
    assert left == {"1.mp4", "1.mp4/report.json", "1.mp4/2", "1.mp4/2/notes.txt"}
    fill(folder, {"1.mp4": "broken"})
    run_batch(str(folder), out, OPTIONS)
    assert not (out / "reports/1.mp4/report.json").exists()


def test_what_cannot_be_opened_is_a_row_without_a_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "run_locally", lambda tasks, workers: pytest.fail("nothing is there to be scored"))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "gone.mp4").symlink_to("nothing.mp4")
    assert run_batch(str(folder), tmp_path / "out", OPTIONS) == Summary(1, 1, failed=1, unknown=0)
    (row,) = tables(tmp_path / "out")["clips"]
    assert (row["clip"], row["status"]) == ("gone.mp4", "failed")
    assert "cannot be opened" in row["error"]


def test_another_edition_of_formcheck_scores_every_clip_again(monkeypatch: pytest.MonkeyPatch) -> None:
    clip = FoundClip(name="a.mp4", place="a.mp4", stamp="1", size_bytes=1)
    before = runner._stamp(clip, OPTIONS)
    monkeypatch.setattr(runner, "edition", lambda: "9.9.9+0")
    assert runner._stamp(clip, OPTIONS) != before


def test_every_option_that_changes_an_answer_has_its_clips_scored_again() -> None:
    clip = FoundClip(name="a.mp4", place="a.mp4", stamp="1", size_bytes=1)
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


def test_a_batch_takes_what_holds_for_all_its_clips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[BatchOptions] = []

    def run(folder: str, out: Path, options: BatchOptions, progress: object) -> Summary:
        asked.append(options)
        return Summary(0, 0, 0, 0)

    monkeypatch.setattr(runner, "run_batch", run)
    monkeypatch.setattr(models, "prepare_best", lambda name, progress: (name, tmp_path))
    arguments = ["batch", str(tmp_path), "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(
        app, [*arguments, "--side", "left", "--person", "2", "--untucked", "--height-cm", "170"]
    )
    assert result.exit_code == 0, result.output
    scoring = asked[0].scoring
    assert (scoring.side, scoring.person, scoring.tucked, scoring.height_cm) == ("left", 2, False, 170.0)
    refused = CliRunner().invoke(app, [*arguments, "--side", "both"])
    assert refused.exit_code == 2
    assert "'both' is not one of 'auto', 'left', 'right'" in refused.output
