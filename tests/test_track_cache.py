import numpy as np
import pytest

from formcheck import track_cache
from formcheck.landmarks import COUNT
from formcheck.pose import PoseTrack


@pytest.fixture
def track():
    return PoseTrack(
        time_s=np.array([0.0, 0.5]),
        image_xy=np.arange(2 * COUNT * 2, dtype=float).reshape(2, COUNT, 2),
        visibility=np.full((2, COUNT), 0.5),
        world_m=np.zeros((2, COUNT, 3)),
        size_px=(640, 480),
        model="heavy",
    )


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv(track_cache.CACHE_VARIABLE, str(tmp_path / "cache"))


def test_what_was_kept_comes_back(track):
    track_cache.keep_track(track, "abc", 30.0)
    again = track_cache.cached_track("abc", "heavy", 30.0)
    assert again is not None
    np.testing.assert_array_equal(again.image_xy, track.image_xy)
    assert again.model == "heavy"


@pytest.mark.parametrize(
    ("digest", "model", "fps"), [("abd", "heavy", 30.0), ("abc", "full", 30.0), ("abc", "heavy", None)]
)
def test_another_clip_model_or_rate_is_another_track(track, digest, model, fps):
    track_cache.keep_track(track, "abc", 30.0)
    assert track_cache.cached_track(digest, model, fps) is None


@pytest.mark.parametrize("content", [b"", b"no track at all", b"PK\x03\x04 half a zip"])
def test_a_damaged_file_counts_as_absent(track, content):
    track_cache.keep_track(track, "abc", 30.0)
    (kept,) = (track_cache.cache_folder() / "tracks").iterdir()
    kept.write_bytes(content)
    assert track_cache.cached_track("abc", "heavy", 30.0) is None


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(track, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(track_cache.CACHE_VARIABLE, str(tmp_path / "file"))
    track_cache.keep_track(track, "abc", 30.0)
    assert track_cache.cached_track("abc", "heavy", 30.0) is None


def test_nothing_half_written_is_left_behind(track):
    track_cache.keep_track(track, "abc", 30.0)
    assert [path.suffix for path in (track_cache.cache_folder() / "tracks").iterdir()] == [".npz"]
