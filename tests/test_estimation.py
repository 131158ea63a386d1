from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from skeletons import Posture, lose, still

from formcheck.estimation import BLOCK_FRAMES, Pose, ReplayEstimator, TrackRecorder, estimate
from formcheck.landmarks import Landmark
from formcheck.pose import PoseTrack
from formcheck.video import Frame

SIZE_PX = (1080, 1920)
PICTURE = np.zeros((4, 4, 3), np.uint8)


@pytest.fixture
def track() -> PoseTrack:
    wobble = np.random.default_rng(2).normal(size=(21, 33, 2))
    standing = still(Posture(), seconds=2.0)
    return standing.with_xy(standing.image_xy + wobble)


def frames_at(times_s: np.ndarray) -> Iterator[Frame]:
    return (Frame(index, float(time_s), PICTURE) for index, time_s in enumerate(times_s))


def test_a_replayed_track_comes_back_to_single_precision(track: PoseTrack) -> None:
    replayed = estimate(frames_at(track.time_s), ReplayEstimator(track), SIZE_PX)
    np.testing.assert_array_equal(replayed.time_s, track.time_s)
    np.testing.assert_array_equal(replayed.image_xy, track.image_xy.astype(np.float32))
    np.testing.assert_array_equal(replayed.visibility, track.visibility.astype(np.float32))
    np.testing.assert_array_equal(replayed.world_m, track.world_m.astype(np.float32))
    assert (replayed.size_px, replayed.model) == (SIZE_PX, track.model)


@pytest.mark.parametrize("frames", [1, BLOCK_FRAMES - 1, BLOCK_FRAMES, BLOCK_FRAMES + 1, 2 * BLOCK_FRAMES + 3])
def test_a_recording_of_any_length_holds_every_pose_in_its_place(frames: int) -> None:
    numbers = np.arange(frames * 33, dtype=np.float64).reshape(frames, 33)
    long = PoseTrack(
        time_s=np.arange(frames) / 30,
        image_xy=np.stack([numbers, -numbers], axis=-1),
        visibility=numbers / numbers.max(),
        world_m=np.stack([numbers, numbers + 0.5, -numbers], axis=-1),
        size_px=SIZE_PX,
        model="heavy",
    )
    recorded = estimate(frames_at(long.time_s), ReplayEstimator(long), SIZE_PX, samplers=[])
    for name in ("time_s", "image_xy", "visibility", "world_m"):
        np.testing.assert_allclose(getattr(recorded, name), getattr(long, name), rtol=1e-6)


def test_the_track_so_far_does_not_change_when_more_is_recorded(track: PoseTrack) -> None:
    recorder = TrackRecorder(ReplayEstimator(track), samplers=[])
    recorder.add(PICTURE, 0.0)
    before = recorder.track(SIZE_PX)
    kept = before.image_xy.copy()
    recorder.add(PICTURE, 1.0)
    assert (len(before), len(recorder.track(SIZE_PX))) == (1, 2)
    np.testing.assert_array_equal(before.image_xy, kept)


def test_a_saved_estimate_loses_nothing(track: PoseTrack, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("tracks") / "track.npz"
    fresh = estimate(frames_at(track.time_s), ReplayEstimator(track), SIZE_PX)
    fresh.save(path)
    np.testing.assert_array_equal(PoseTrack.load(path).image_xy, fresh.image_xy)
    np.testing.assert_array_equal(PoseTrack.load(path).world_m, fresh.world_m)


def test_frames_without_anybody_are_unknown_with_visibility_0(track: PoseTrack) -> None:
    gappy = lose(track, slice(5, 8))
    replayed = estimate(frames_at(track.time_s), ReplayEstimator(gappy), SIZE_PX)
    gone = np.isnan(replayed.image_xy).all(axis=(1, 2))
    assert np.flatnonzero(gone).tolist() == [5, 6, 7]
    assert np.isnan(replayed.world_m[gone]).all()
    assert (replayed.visibility[gone] == 0).all()
    assert np.isfinite(replayed.image_xy[~gone]).all()


def test_one_missing_landmark_is_not_a_missing_person(track: PoseTrack) -> None:
    gappy = lose(track, slice(5, 6), [Landmark.LEFT_KNEE])
    pose = ReplayEstimator(gappy).locate(PICTURE, 0.5)
    assert pose is not None
    assert np.isnan(pose.image_xy[Landmark.LEFT_KNEE]).all()
    assert np.isfinite(pose.image_xy[Landmark.RIGHT_KNEE]).all()


@pytest.mark.parametrize(("time_s", "frame"), [(0.0, 0), (0.54, 5), (0.56, 6), (-3.0, 0), (99.0, 20)])
def test_replay_answers_with_the_pose_nearest_in_time(track: PoseTrack, time_s: float, frame: int) -> None:
    pose = ReplayEstimator(track).locate(PICTURE, time_s)
    assert pose is not None
    np.testing.assert_array_equal(pose.image_xy, track.image_xy[frame])


def test_uneven_times_are_kept(track: PoseTrack) -> None:
    times_s = np.array([0.0, 0.033, 0.2, 0.21, 1.7])
    replayed = estimate(frames_at(times_s), ReplayEstimator(track), SIZE_PX)
    np.testing.assert_array_equal(replayed.time_s, times_s)
    np.testing.assert_array_equal(replayed.image_xy, track.image_xy[[0, 0, 2, 2, 17]].astype(np.float32))


def test_progress_counts_every_frame(track: PoseTrack) -> None:
    done: list[int] = []
    estimate(frames_at(track.time_s[:4]), ReplayEstimator(track), SIZE_PX, done.append)
    assert done == [1, 2, 3, 4]


def test_no_frame_at_all_is_an_error(track: PoseTrack) -> None:
    with pytest.raises(ValueError, match="there is no frame"):
        estimate(iter(()), ReplayEstimator(track), SIZE_PX)


def test_frames_are_taken_one_at_a_time(track: PoseTrack) -> None:
    log: list[str] = []

    class Watching(ReplayEstimator):
        def locate(self, rgb: np.ndarray, time_s: float) -> Pose | None:
            log.append("located")
            return super().locate(rgb, time_s)

    def frames() -> Iterator[Frame]:
        for frame in frames_at(track.time_s[:3]):
            log.append("taken")
            yield frame

    estimate(frames(), Watching(track), SIZE_PX)
    assert log == ["taken", "located"] * 3


def test_a_clip_without_anybody_is_a_track_of_nothing(track: PoseTrack) -> None:
    nobody = replace(lose(track, slice(None)), model="full")
    replayed = estimate(frames_at(track.time_s), ReplayEstimator(nobody), SIZE_PX)
    assert np.isnan(replayed.image_xy).all()
    assert replayed.model == "full"
