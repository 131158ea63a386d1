import shutil
from pathlib import Path

import pytest
from committed_clips import CLIPS, brisk

from formcheck.errors import FormcheckError
from formcheck.outputs import key_frames_in, require_folder, write_outputs
from formcheck.scoring import Options, score_clips

CALF = "calf-stretch"


@pytest.fixture
def two_views(scored):
    clips = [CLIPS / "calf_heel_lifted_side.mp4", CLIPS / "calf_knee_in_back.mp4"]
    scored(clips[0].stem, CALF)
    return clips, *score_clips(clips, brisk(CALF), Options())


def test_two_clips_make_one_report_with_files_of_their_own(two_views, tmp_path):
    clips, report, analyses = two_views
    write_outputs(report, analyses, clips, tmp_path, video=False)
    assert {path.name for path in tmp_path.iterdir()} == {
        "report.json",
        "report.html",
        "angles-calf_heel_lifted_side.csv",
        "angles-calf_knee_in_back.csv",
        "keyframes",
    }
    assert (tmp_path / "keyframes" / "calf_heel_lifted_side" / "heel_flat.jpg").exists()
    assert (tmp_path / "keyframes" / "calf_knee_in_back" / "knee_over_toes.jpg").exists()
    shown = key_frames_in(tmp_path, report)
    assert shown["heel_flat"].parent.name == "calf_heel_lifted_side"
    assert shown["knee_over_toes"].parent.name == "calf_knee_in_back"
    page = (tmp_path / "report.html").read_text()
    assert "calf_heel_lifted_side.mp4" in page
    assert "calf_knee_in_back.mp4" in page


def test_clips_of_the_same_name_do_not_overwrite_each_other(two_views, tmp_path):
    clips, report, analyses = two_views
    renamed = [_copied(clip, tmp_path / str(number) / "clip.mp4") for number, clip in enumerate(clips)]
    write_outputs(report, analyses, renamed, tmp_path / "out", video=False)
    assert {path.name for path in (tmp_path / "out" / "keyframes").iterdir()} == {"clip-1", "clip-2"}


def _copied(source: Path, target: Path) -> Path:
    target.parent.mkdir()
    return Path(shutil.copy(source, target))


def test_progress_counts_the_frames_drawn(scored, tmp_path):
    analysis = scored("calf_clean_back", CALF)
    told = []
    clips = [CLIPS / "calf_clean_back.mp4"]
    write_outputs(analysis.report, [analysis], clips, tmp_path, progress=lambda *step: told.append(step))
    frames = len(analysis.track)
    assert told[-1] == ("drawing calf_clean_back.mp4", frames, frames)
    assert (tmp_path / "annotated.mp4").exists()


def test_the_page_of_two_clips_leads_to_both_videos(two_views, tmp_path):
    clips, report, analyses = two_views
    write_outputs(report, analyses, clips, tmp_path)
    page = (tmp_path / "report.html").read_text()
    for video in tmp_path.glob("annotated-*.mp4"):
        assert f'href="./{video.name}"' in page
    assert len(list(tmp_path.glob("annotated-*.mp4"))) == 2


def test_a_picture_of_a_clip_that_did_not_answer_the_cue_is_not_shown(two_views, tmp_path):
    clips, report, analyses = two_views
    write_outputs(report, analyses, clips, tmp_path, video=False)
    heel = tmp_path / "keyframes" / "calf_heel_lifted_side" / "heel_flat.jpg"
    shutil.copy(heel, tmp_path / "keyframes" / "calf_knee_in_back" / "heel_flat.jpg")
    assert key_frames_in(tmp_path, report)["heel_flat"] == heel


def test_a_file_is_no_folder_to_write_to(tmp_path):
    (tmp_path / "out").touch()
    with pytest.raises(FormcheckError, match="it is a file"):
        require_folder(tmp_path / "out")


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FormcheckError, match="choose another folder with --out"):
        require_folder(tmp_path / "file" / "out")
