"""Annotated videos and key frames: the frames that were analysed, at their times, and nothing half-written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from skeletons import Leg, Posture, Shot, Stances, film, lose, perform

from formcheck.analysis import Analysis, analyse
from formcheck.annotate import LONGEST_PX, KeyFrames, analysed_frames, annotate, key_frames, output_size
from formcheck.errors import FormcheckError
from formcheck.exercises import get
from formcheck.key_frame import HIGHEST_PX
from formcheck.pose import PoseTrack
from formcheck.report import Source
from formcheck.upright import Image
from formcheck.video import VideoReader, probe
from formcheck.video_writer import VideoWriter

SIZE_PX = (270, 480)
FPS = 10.0
GRAY = 128


def performed(size_px: tuple[int, int] = SIZE_PX) -> PoseTrack:
    hold = Stances("left", leg=Leg(knee_in_deg=30)).one_leg()
    shot = Shot(px_per_m=size_px[1] / 3.2, size_px=size_px)
    return film(perform((2.0, Posture()), (3.0, hold), (0.5, Posture()), fps=FPS), shot)


def analysed(track: PoseTrack) -> Analysis:
    width, height = track.size_px
    source = Source(
        name="clip.mp4", sha256="0", width_px=width, height_px=height, fps=FPS, duration_s=6.0, frames=len(track)
    )
    return analyse(track, get("single-leg-balance"), source)


def plain_clip(path: Path, time_s: np.ndarray, size_px: tuple[int, int] = SIZE_PX) -> Path:
    picture = np.full((size_px[1], size_px[0], 3), GRAY, np.uint8)
    with VideoWriter(path, size_px, FPS) as writer:
        for moment_s in time_s:
            writer.write(picture, float(moment_s))
    return path


def lively_clip(path: Path, time_s: np.ndarray, size_px: tuple[int, int]) -> Path:
    """A clip of coarse coloured dots, unlike in every frame."""
    with VideoWriter(path, size_px, FPS) as writer:
        for index, moment_s in enumerate(time_s):
            dots = np.random.default_rng(index).integers(0, 255, (size_px[1] // 40, size_px[0] // 40, 3), np.uint8)
            writer.write(np.asarray(cv2.resize(dots, size_px)), float(moment_s))
    return path


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def frames_of(path: Path) -> list[tuple[float, Image]]:
    with VideoReader(path) as reader:
        return [(frame.time_s, frame.rgb) for frame in reader]


def test_the_video_has_every_analysed_frame_at_its_time(tmp_path: Path) -> None:
    analysis = analysed(performed())
    clip = plain_clip(tmp_path / "clip.mp4", analysis.track.time_s)
    counts: list[int] = []
    annotate(clip, analysis, tmp_path / "out.mp4", counts.append)
    written = frames_of(tmp_path / "out.mp4")
    assert [time_s for time_s, _ in written] == pytest.approx(analysis.track.time_s.tolist(), abs=1e-4)
    assert counts == list(range(1, len(analysis.track) + 1))
    assert probe(tmp_path / "out.mp4").codec == "h264"


def test_the_overlay_moves_with_the_frames(tmp_path: Path) -> None:
    analysis = analysed(performed())
    clip = plain_clip(tmp_path / "clip.mp4", analysis.track.time_s)
    annotate(clip, analysis, tmp_path / "out.mp4")
    for index, (_, rgb) in enumerate(frames_of(tmp_path / "out.mp4")):
        x, y = analysis.track.image_xy[index, [25, 27]].mean(axis=0).round().astype(int)
        assert np.abs(rgb[y - 2 : y + 3, x - 2 : x + 3].astype(int) - GRAY).max() > 40, index


def test_frames_that_were_thinned_out_are_thinned_again(tmp_path: Path) -> None:
    track = performed()
    dense_s = np.arange(0, track.time_s[-1] + 1e-6, 1 / FPS / 2)
    exercise = replace(get("single-leg-balance"), max_fps=FPS)
    analysis = replace(analysed(track), exercise=exercise)
    annotate(plain_clip(tmp_path / "clip.mp4", dense_s), analysis, tmp_path / "out.mp4")
    assert len(frames_of(tmp_path / "out.mp4")) == len(track)


def test_a_track_of_the_middle_of_a_clip_is_found_by_its_times(tmp_path: Path) -> None:
    track = performed()
    part = track.part(slice(12, 50))
    clip = plain_clip(tmp_path / "clip.mp4", track.time_s)
    with VideoReader(clip) as reader:
        found = [(index, frame.index) for index, frame in analysed_frames(reader, part.time_s, clip)]
    assert found == [(index, index + 12) for index in range(38)]


def test_large_pictures_are_made_smaller(tmp_path: Path) -> None:
    size_px = (1440, 1600)
    track = performed(size_px).part(slice(30, 34))
    analysis = replace(analysed(performed(size_px)), track=track)
    answers = [
        replace(answer, values=answer.values[30:34] if answer.values is not None else None)
        for answer in analysis.judged
    ]
    clip = plain_clip(tmp_path / "clip.mp4", performed(size_px).time_s[:34], size_px)
    annotate(clip, replace(analysis, judged=answers), tmp_path / "out.mp4")
    info = probe(tmp_path / "out.mp4")
    assert (info.width_px, info.height_px) == (1152, LONGEST_PX)
    assert info.frames == 4


@pytest.mark.parametrize(
    ("size_px", "expected"),
    [((1080, 1920), (720, 1280)), ((3840, 2160), (1280, 720)), ((480, 640), (480, 640)), ((271, 481), (270, 480))],
)
def test_output_size(size_px: tuple[int, int], expected: tuple[int, int]) -> None:
    width, height = output_size(*size_px)
    assert (width % 2, height % 2) == (0, 0)
    assert abs(width - expected[0]) <= 2
    assert abs(height - expected[1]) <= 2


def test_a_clip_that_is_too_short_for_its_analysis_leaves_no_file(tmp_path: Path) -> None:
    analysis = analysed(performed())
    clip = plain_clip(tmp_path / "clip.mp4", analysis.track.time_s[:-5])
    with pytest.raises(FormcheckError, match="has no frame at"):
        annotate(clip, analysis, tmp_path / "out.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


def test_a_clip_with_other_times_is_refused(tmp_path: Path) -> None:
    analysis = analysed(performed())
    clip = plain_clip(tmp_path / "clip.mp4", analysis.track.time_s * 1.07)
    with pytest.raises(FormcheckError, match="analyse this file again"):
        annotate(clip, analysis, tmp_path / "out.mp4")
    assert not (tmp_path / "out.mp4").exists()


def test_a_failure_half_way_keeps_what_was_there(tmp_path: Path) -> None:
    analysis = analysed(performed())
    clip, out = plain_clip(tmp_path / "clip.mp4", analysis.track.time_s), tmp_path / "out.mp4"
    out.write_bytes(b"earlier")

    def give_up(count: int) -> None:
        if count == 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        annotate(clip, analysis, out, give_up)
    assert out.read_bytes() == b"earlier"
    assert {path.name for path in tmp_path.iterdir()} == {"clip.mp4", "out.mp4"}


def test_a_missing_clip_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormcheckError):
        annotate(tmp_path / "none.mp4", analysed(performed()), tmp_path / "out.mp4")
    assert not list(tmp_path.iterdir())


def test_key_frames_are_one_picture_per_cue_judged_frame_by_frame(tmp_path: Path) -> None:
    analysis = analysed(performed())
    clip = plain_clip(tmp_path / "clip.mp4", analysis.track.time_s)
    paths = key_frames(clip, analysis, tmp_path / "new" / "folder")
    judged = [
        answer.cue.id
        for answer in analysis.judged
        if answer.values is not None and answer.verdict.state != "cannot_tell"
    ]
    assert "knee_over_toes" in judged
    assert list(paths) == judged
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == sorted(
        f"{cue_id}.jpg" for cue_id in judged
    )
    for path in paths.values():
        picture = cv2.imread(str(path))
        assert 200 < picture.shape[0] <= HIGHEST_PX


def test_without_a_judged_cue_there_is_no_key_frame(tmp_path: Path) -> None:
    track = performed()
    analysis = analysed(lose(track, slice(22, 50), [25]))
    unjudged = [replace(answer, values=None) for answer in analysis.judged]
    assert key_frames(tmp_path / "unread.mp4", replace(analysis, judged=unjudged), tmp_path / "keys") == {}
    assert not (tmp_path / "keys").exists()


def test_key_frames_of_another_clip_are_refused_and_none_is_written(tmp_path: Path) -> None:
    analysis = analysed(performed())
    clip = plain_clip(tmp_path / "clip.mp4", analysis.track.time_s[:5])
    with pytest.raises(FormcheckError, match="has no frame at"):
        key_frames(clip, analysis, tmp_path / "keys")
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize("blur_faces", [False, True])
@pytest.mark.parametrize("mirrored", [False, True])
def test_one_pass_makes_the_same_key_frames_as_seeking_for_them(
    tmp_path: Path, mirrored: bool, blur_faces: bool
) -> None:
    size_px = (1080, 1600)
    analysis = analysed(performed(size_px))
    analysis = replace(analysis, camera=replace(analysis.camera, mirrored=mirrored))
    clip = lively_clip(tmp_path / "clip.mp4", analysis.track.time_s, size_px)
    sought = key_frames(clip, analysis, tmp_path / "sought", blur_faces=blur_faces)
    drawn = annotate(clip, analysis, tmp_path / "out.mp4", keys=tmp_path / "drawn", blur_faces=blur_faces)
    assert len(drawn) > 1
    assert {cue: path.name for cue, path in drawn.items()} == {cue: path.name for cue, path in sought.items()}
    assert bytes_in(tmp_path / "drawn") == bytes_in(tmp_path / "sought")
    assert probe(tmp_path / "out.mp4").frames == len(analysis.track)


def test_a_pass_that_fails_writes_no_key_frame(tmp_path: Path) -> None:
    analysis = analysed(performed())
    clip = plain_clip(tmp_path / "clip.mp4", analysis.track.time_s[:-2])
    assert max(KeyFrames(analysis, probe(clip)).wanted) < len(analysis.track) - 2
    with pytest.raises(FormcheckError, match="has no frame at"):
        annotate(clip, analysis, tmp_path / "out.mp4", keys=tmp_path / "keys")
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


def test_key_frames_that_cannot_be_written_leave_no_video(tmp_path: Path) -> None:
    analysis = analysed(performed())
    clip = plain_clip(tmp_path / "clip.mp4", analysis.track.time_s)
    (tmp_path / "keys").write_text("a file")
    with pytest.raises(FormcheckError, match="cannot be written"):
        annotate(clip, analysis, tmp_path / "out.mp4", keys=tmp_path / "keys")
    assert {path.name for path in tmp_path.iterdir()} == {"clip.mp4", "keys"}


def test_a_pass_without_a_judged_cue_makes_no_folder_for_key_frames(tmp_path: Path) -> None:
    analysis = analysed(performed())
    unjudged = replace(analysis, judged=[replace(answer, reading=None) for answer in analysis.judged])
    clip = plain_clip(tmp_path / "clip.mp4", analysis.track.time_s)
    assert annotate(clip, unjudged, tmp_path / "out.mp4", keys=tmp_path / "keys") == {}
    assert not (tmp_path / "keys").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    analysis = analysed(performed())
    clip = plain_clip(tmp_path / "clip.mp4", analysis.track.time_s)
    (tmp_path / "keys").write_text("a file")
    with pytest.raises(FormcheckError, match="cannot be written"):
        key_frames(clip, analysis, tmp_path / "keys")
