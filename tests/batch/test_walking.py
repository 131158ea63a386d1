from __future__ import annotations

from pathlib import Path

import pytest
from batch_fakes import fill

from formcheck.batch.walking import exercise_of_folder, find_clips
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


def test_links_to_folders_and_clips_elsewhere_are_followed_and_broken_ones_left_out(tmp_path: Path) -> None:
    away = fill(tmp_path / "away", {"far.mp4": "", "one.mp4": ""})
    folder = fill(tmp_path / "folder", {"near.mp4": ""})
    (folder / "linked").symlink_to(away)
    (folder / "single.mp4").symlink_to(away / "one.mp4")
    (folder / "gone.mp4").symlink_to(away / "nothing.mp4")
    assert names(folder) == ["linked/far.mp4", "linked/one.mp4", "near.mp4", "single.mp4"]


def test_the_folder_of_the_batch_itself_is_left_out(tmp_path: Path) -> None:
    fill(tmp_path, {"a.mp4": "", "out/reports/a.mp4/annotated.mp4": ""})
    assert names(tmp_path, tmp_path / "out") == ["a.mp4"]


def test_the_stamp_tells_a_changed_file(tmp_path: Path) -> None:
    fill(tmp_path, {"a.mp4": "one"})
    before = find_clips(str(tmp_path))
    assert find_clips(str(tmp_path)) == before
    fill(tmp_path, {"a.mp4": "other"})
    assert find_clips(str(tmp_path)) != before


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch, lambda path: None])
def test_no_folder_and_no_video_are_errors(tmp_path: Path, make) -> None:
    make(tmp_path / "place")
    with pytest.raises(FormcheckError, match="name a folder with video files"):
        find_clips(str(tmp_path / "place"))


def test_an_address_is_read_with_fsspec() -> None:
    import fsspec

    files = fsspec.filesystem("memory")
    for path in ("/clips/squat/1.mp4", "/clips/squat/notes.txt", "/clips/2.mov"):
        files.pipe(path, b"data")
    try:
        clips = find_clips("memory://clips")
    finally:
        files.rm("/clips", recursive=True)
    assert [clip.name for clip in clips] == ["2.mov", "squat/1.mp4"]
    assert [clip.place for clip in clips] == ["memory:///clips/2.mov", "memory:///clips/squat/1.mp4"]


@pytest.mark.parametrize(
    ("name", "exercise"),
    [
        ("calf-stretch/1.mp4", "calf-stretch"),
        ("Calf_Stretch/anna/1.mp4", "calf-stretch"),
        ("squat/calf  stretch/1.mp4", "calf-stretch"),
        ("calf-stretch/squat/1.mp4", "squat"),
        ("calf-stretch.mp4", None),
        ("anna/1.mp4", None),
    ],
)
def test_the_nearest_folder_named_after_an_exercise_tells_it(name: str, exercise: str | None) -> None:
    assert exercise_of_folder(name, ["calf-stretch", "squat"]) == exercise
