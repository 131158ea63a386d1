from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from skeletons import Leg, Posture, Shot, lose, mirror, perform, still
from skeletons import film as filmed

from formcheck.landmarks import Landmark
from formcheck.pose import PoseTrack


@pytest.fixture
def track() -> PoseTrack:
    return still(Posture(), seconds=0.9)


def test_length_is_the_number_of_frames(track: PoseTrack) -> None:
    assert len(track) == 10


@pytest.mark.parametrize("fps", [5.0, 10.0, 25.0, 60.0])
def test_fps_comes_from_the_times(fps: float) -> None:
    assert filmed(perform((1.0, Posture()), fps=fps)).fps == pytest.approx(fps)


def test_one_long_pause_does_not_change_the_fps(track: PoseTrack) -> None:
    late = track.time_s + np.where(np.arange(10) > 4, 3.0, 0.0)
    assert replace(track, time_s=late).fps == pytest.approx(10.0)


@pytest.mark.parametrize("frames", [0, 1])
def test_fps_of_fewer_than_two_frames_is_unknown(track: PoseTrack, frames: int) -> None:
    assert np.isnan(track.part(slice(frames)).fps)


def test_a_landmark_is_its_column(track: PoseTrack) -> None:
    np.testing.assert_array_equal(track.at(Landmark.LEFT_KNEE), track.image_xy[:, 25])


def test_middle_of_two_landmarks_lies_between_them(track: PoseTrack) -> None:
    left, right = track.at(Landmark.LEFT_HIP), track.at(Landmark.RIGHT_HIP)
    middle = track.middle((Landmark.LEFT_HIP, Landmark.RIGHT_HIP))
    np.testing.assert_allclose(middle - left, right - middle)


def test_middle_is_unknown_where_one_of_them_is(track: PoseTrack) -> None:
    gappy = lose(track, slice(2, 4), [Landmark.LEFT_HIP])
    middle = gappy.middle((Landmark.LEFT_HIP, Landmark.RIGHT_HIP))
    assert np.flatnonzero(np.isnan(middle).any(axis=1)).tolist() == [2, 3]


def test_part_takes_the_same_frames_of_everything(track: PoseTrack) -> None:
    mask = np.arange(10) % 3 == 0
    part = track.part(mask)
    assert part.time_s == pytest.approx([0.0, 0.3, 0.6, 0.9])
    assert len(part.image_xy) == len(part.visibility) == len(part.world_m) == 4


def test_with_xy_keeps_everything_else(track: PoseTrack) -> None:
    moved = track.with_xy(track.image_xy + 5)
    np.testing.assert_allclose(moved.image_xy - track.image_xy, 5)
    assert moved.visibility is track.visibility
    assert moved.model == track.model


def test_saved_and_loaded_is_the_same_to_single_precision(track: PoseTrack, tmp_path: Path) -> None:
    gappy = lose(track, slice(3, 5))
    gappy.save(tmp_path / "track.npz")
    loaded = PoseTrack.load(tmp_path / "track.npz")
    np.testing.assert_array_equal(loaded.time_s, gappy.time_s)
    np.testing.assert_allclose(loaded.image_xy, gappy.image_xy, rtol=1e-6)
    np.testing.assert_allclose(loaded.world_m, gappy.world_m, atol=1e-6)
    np.testing.assert_allclose(loaded.visibility, gappy.visibility, atol=1e-6)
    assert (loaded.size_px, loaded.model) == (gappy.size_px, gappy.model)


def test_saving_what_was_loaded_changes_nothing(track: PoseTrack, tmp_path: Path) -> None:
    track.save(tmp_path / "once.npz")
    PoseTrack.load(tmp_path / "once.npz").save(tmp_path / "twice.npz")
    once, twice = (PoseTrack.load(tmp_path / name) for name in ("once.npz", "twice.npz"))
    np.testing.assert_array_equal(once.image_xy, twice.image_xy)


def test_loading_something_else_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "text.npz").write_text("this is no track")
    np.savez(tmp_path / "other.npz", numbers=np.arange(3))
    with pytest.raises(ValueError, match="pickled"):
        PoseTrack.load(tmp_path / "text.npz")
    with pytest.raises(KeyError, match="size_px"):
        PoseTrack.load(tmp_path / "other.npz")


def test_a_track_cannot_be_changed(track: PoseTrack) -> None:
    with pytest.raises(AttributeError):
        track.model = "other"  # type: ignore[misc]


@pytest.mark.parametrize("name", ["image_xy", "visibility", "world_m"])
def test_a_wrong_shape_is_named(track: PoseTrack, name: str) -> None:
    with pytest.raises(ValueError, match=rf"{name} has shape \(9, .*not \(10, "):
        replace(track, **{name: getattr(track, name)[:-1]})


@pytest.mark.parametrize(
    "time_s", [np.zeros(10), np.arange(10.0)[::-1], np.array([0, 1, 1, *range(2, 9)]), np.full(10, np.nan)]
)
def test_times_that_do_not_increase_are_refused(track: PoseTrack, time_s: np.ndarray) -> None:
    with pytest.raises(ValueError, match="time_s does not increase"):
        replace(track, time_s=time_s)


def test_everything_wrong_is_said_at_once(track: PoseTrack) -> None:
    with pytest.raises(
        ValueError, match=r"visibility has shape.*world_m has shape.*time_s does not.*size_px is"
    ) as info:
        PoseTrack(
            np.zeros(10), track.image_xy, track.visibility[:, :5], track.world_m[:, :, :2], (0, 1920), track.model
        )
    assert str(info.value).count(";") == 3


def test_mirrored_turns_x_round_and_calls_left_right() -> None:
    track = still(Posture(left=Leg(40, 80), trunk_left_deg=5), Shot(azimuth_deg=20.0, shift_px=(150.0, 0.0)))
    mirrored, expected = track.mirrored(), mirror(track)
    np.testing.assert_allclose(mirrored.image_xy, expected.image_xy)
    np.testing.assert_allclose(mirrored.world_m, expected.world_m)
    np.testing.assert_array_equal(mirrored.visibility, expected.visibility)


def test_mirrored_twice_is_the_track_itself(track: PoseTrack) -> None:
    gappy = lose(track, slice(2, 3), [Landmark.LEFT_KNEE])
    assert np.isnan(gappy.mirrored().at(Landmark.RIGHT_KNEE)[2]).all()
    np.testing.assert_allclose(gappy.mirrored().mirrored().image_xy, gappy.image_xy)
