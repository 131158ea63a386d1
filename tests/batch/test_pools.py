"""Real processes: each clip once, whatever happens to a worker."""

from __future__ import annotations

from contextlib import closing
from multiprocessing import active_children
from pathlib import Path

from batch_fakes import fake_score, fill

from formcheck.batch.one_clip import Task
from formcheck.batch.pools import run_locally
from formcheck.batch.rows import Outcome
from formcheck.scoring import Options


def tasks(folder: Path, contents: dict[str, str]) -> list[Task]:
    fill(folder, contents)
    return [Task(name, str(folder / name), "calf-stretch", Options(workers=1)) for name in contents]


def statuses(outcomes: list[Outcome]) -> dict[str, str]:
    assert len({outcome.clip.clip for outcome in outcomes}) == len(outcomes)
    return {outcome.clip.clip: outcome.clip.status for outcome in outcomes}


def test_every_clip_comes_once_and_a_dead_worker_costs_only_the_clip_that_killed_it(tmp_path: Path) -> None:
    contents = {"1.mp4": "", "2.mp4": "die", "3.mp4": "broken", "4.mp4": "die once", "5.mp4": ""}
    outcomes = list(run_locally(tasks(tmp_path, contents), 2, fake_score))
    assert statuses(outcomes) == {
        "1.mp4": "scored",
        "2.mp4": "failed",
        "3.mp4": "failed",
        "4.mp4": "scored",
        "5.mp4": "scored",
    }
    (dead,) = [outcome.clip for outcome in outcomes if outcome.clip.clip == "2.mp4"]
    assert dead.error is not None
    assert "the process that scored it died" in dead.error
    assert active_children() == []


def test_no_clip_no_process(tmp_path: Path) -> None:
    assert list(run_locally([], 2, fake_score)) == []


def test_closing_ends_the_processes_in_the_middle_of_a_clip(tmp_path: Path) -> None:
    with closing(
        run_locally(tasks(tmp_path, {"1.mp4": "", "2.mp4": "endless", "3.mp4": "endless"}), 2, fake_score)
    ) as all_:
        assert next(all_).clip.clip == "1.mp4"
        assert active_children()
    assert active_children() == []
