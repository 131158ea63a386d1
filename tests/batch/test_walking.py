from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from batch_fakes import fill

from formcheck.batch.walking import find_clips
from formcheck.errors import FormcheckError


def names(folder: Path, leave_out: Path | None = None) -> list[str]:
    return [clip.name for clip in find_clips(str(folder), leave_out)]


def test_videos_in_every_folder_are_found_in_order_and_nothing_else(tmp_path: Path) -> None:
    fill(tmp_path, dict.fromkeys(["b.MP4", "a/z.mov", "a/b/c.webm", "notes.txt", ".hidden.mp4", ".trash/x.mp4"], ""))
    assert names(tmp_path) == ["a/b/c.webm", "a/z.mov", "b.MP4"]


def test_links_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    fill(tmp_path, {"a/clip.mp4": ""})
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a")
    assert names(tmp_path) == ["a/clip.mp4"]


def test_links_to_folders_and_clips_elsewhere_are_followed(tmp_path: Path) -> None:
    away = fill(tmp_path / "away", {"far.mp4": "", "one.mp4": ""})
    folder = fill(tmp_path / "folder", {"near.mp4": ""})
    (folder / "linked").symlink_to(away)
    (folder / "single.mp4").symlink_to(away / "one.mp4")
    assert names(folder) == ["linked/far.mp4", "linked/one.mp4", "near.mp4", "single.mp4"]


def test_what_cannot_be_opened_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, {"near.mp4": "", "closed/far.mp4": ""})
    (tmp_path / "gone.mp4").symlink_to("nothing.mp4")
    (tmp_path / "self.mp4").symlink_to("self.mp4")
    listed = os.scandir

    def scandir(place: str) -> Any:
        if Path(place).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied", place)
        return listed(place)

    monkeypatch.setattr(os, "scandir", scandir)
    problems = {clip.name: clip.problem for clip in find_clips(str(tmp_path))}
    assert problems == {
        "closed": "cannot be opened (Permission denied): give yourself the right to read it",
        "gone.mp4": "cannot be opened (No such file or directory): copy the file itself to here",
        "near.mp4": None,
        "self.mp4": "cannot be opened (Too many levels of symbolic links): copy the file itself to here",
    }
    with pytest.raises(FormcheckError, match="cannot be read \\(Permission denied\\)"):
        find_clips(str(tmp_path / "closed"))


def test_what_only_looks_like_a_video_file_is_passed_over(tmp_path: Path) -> None:
    fill(tmp_path, {"a.mp4": "", "folder.mp4/b.mp4": ""})
    os.mkfifo(tmp_path / "pipe.mp4")
    assert names(tmp_path) == ["a.mp4", "folder.mp4/b.mp4"]


def test_a_name_that_a_spreadsheet_would_run_is_a_path_and_no_formula(tmp_path: Path) -> None:
    fill(tmp_path, dict.fromkeys(["=1+1.mp4", "-x.mp4", "@sum/a.mp4", "a/=b.mp4"], ""))
    found = find_clips(str(tmp_path))
    assert [clip.name for clip in found] == ["./-x.mp4", "./=1+1.mp4", "./@sum/a.mp4", "a/=b.mp4"]
    assert all((tmp_path / clip.name).is_file() for clip in found)


def test_results_do_not_lie_among_the_videos_themselves(tmp_path: Path) -> None:
    fill(tmp_path, {"a.mp4": ""})
    with pytest.raises(FormcheckError, match="choose another --out"):
        find_clips(str(tmp_path), tmp_path / "." / "")


def test_the_folder_of_the_batch_itself_is_left_out(tmp_path: Path) -> None:
    fill(tmp_path, {"a.mp4": "", "out/reports/a.mp4/annotated.mp4": ""})
    assert names(tmp_path, tmp_path / "out") == ["a.mp4"]


def test_the_stamp_tells_a_changed_file(tmp_path: Path) -> None:
    fill(tmp_path, {"a.mp4": "one"})
    before = find_clips(str(tmp_path))
    assert find_clips(str(tmp_path)) == before
    fill(tmp_path, {"a.mp4": "other"})
    assert find_clips(str(tmp_path)) != before


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (Path.mkdir, "there is no video in this folder.*mp4"),
        (Path.touch, "this is no folder.*'formcheck score'"),
        (lambda path: None, "there is no such folder"),
    ],
)
def test_no_folder_and_no_video_are_errors(tmp_path: Path, make: Callable[[Path], None], told: str) -> None:
    make(tmp_path / "place")
    with pytest.raises(FormcheckError, match=told):
        find_clips(str(tmp_path / "place"))


def test_a_path_of_nothing_is_not_the_folder_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(fill(tmp_path, {"a.mp4": ""}))
    with pytest.raises(FormcheckError, match="no folder is named"):
        find_clips("")


def test_an_address_is_read_with_fsspec() -> None:
    import fsspec

    files = fsspec.filesystem("memory")
    for path in ("/clips/squat/1.mp4", "/clips/squat/notes.txt", "/clips/=2.mov", "/clips/.trash/3.mp4"):
        files.pipe(path, b"data")
    try:
        clips = find_clips("memory://clips")
    finally:
        files.rm("/clips", recursive=True)
    assert [clip.name for clip in clips] == ["./=2.mov", "squat/1.mp4"]
    assert [clip.place for clip in clips] == ["memory:///clips/=2.mov", "memory:///clips/squat/1.mp4"]


def test_an_address_of_an_unknown_kind_or_place_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import fsspec

    with pytest.raises(FormcheckError, match="Protocol not known: xyz"):
        find_clips("xyz://bucket/clips")

    class NoCredentialsError(Exception):
        """What such a library raises: no OSError."""

    def refuse(*_: object, **__: object) -> None:
        raise NoCredentialsError("Unable to locate credentials")

    monkeypatch.setattr(fsspec.filesystem("memory"), "find", refuse)
    with pytest.raises(FormcheckError, match=r"Unable to locate credentials.*check the address and the rights"):
        find_clips("memory://clips")
