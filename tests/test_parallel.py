"""Parts of a clip side by side: every frame once, in order, with any number of workers."""

from __future__ import annotations

import threading
import time
import tracemalloc
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from video_files import make_video, number

from formcheck import parallel
from formcheck.estimation import MediaPipeEstimator, Pose
from formcheck.models import prepare
from formcheck.parallel import SHORT_S, WARM_UP_FRAMES, Observer, Part, estimate_clip, joined, split
from formcheck.pose import FRAMES, PoseTrack
from formcheck.samples import MOST, Scenes
from formcheck.sampling import usual_samplers
from formcheck.timeline import frame_times
from formcheck.video import SeekError, VideoReader

SIZE_PX = (64, 48)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """30 pictures of which each tells its number, half a second apart, with a key frame for every seven."""
    return make_video(tmp_path / "clip.mp4", ticks=range(0, 450, 15), options={"g": "7", "bf": "2"})


class Counting:
    """Puts the number of the picture it sees, and of the pictures seen before, where the pose would be."""

    model = "counting"

    def __init__(self) -> None:
        self.seen = 0

    def locate(self, rgb: np.ndarray, time_s: float) -> Pose | None:
        self.seen += 1
        return Pose(np.full((33, 2), float(number(rgb))), np.full(33, float(self.seen)), np.zeros((33, 3)))


@contextmanager
def counting() -> Iterator[Observer]:
    yield Observer(Counting(), [])


@given(st.integers(2, 4000), st.floats(0.02, 1.0))
def test_parts_hold_every_frame_once_and_in_order(frames: int, interval_s: float) -> None:
    parts = split(np.arange(frames) * interval_s)
    assert [frame for part in parts for frame in range(part.start, part.stop)] == list(range(frames))
    assert parts[0].warm == 0
    assert all(part.start - part.warm == min(WARM_UP_FRAMES, part.start) for part in parts)


@pytest.mark.parametrize(("seconds", "count"), [(3, 1), (SHORT_S, 1), (13, 2), (40, 2), (60, 4), (600, 30)])
def test_short_clips_stay_whole_and_long_ones_have_an_even_number_of_parts(seconds: float, count: int) -> None:
    parts = split(np.linspace(0.0, seconds, 3000))
    assert len(parts) == count
    lengths = [part.stop - part.start for part in parts]
    assert max(lengths) - min(lengths) <= 1


@pytest.mark.parametrize("first", [0, 1, 6, 7, 8, 29])
def test_seeking_leads_to_the_very_frames(clip: Path, first: int) -> None:
    times_s = frame_times(clip)
    assert times_s is not None
    with VideoReader(clip) as reader:
        wanted = [(frame.time_s, number(frame.rgb)) for frame in reader][first::3]
    with VideoReader(clip) as reader:
        found = [(frame.time_s, number(frame.rgb)) for frame in reader.at(times_s[first::3])]
    assert found == wanted


@pytest.mark.parametrize(
    ("codec", "options"),
    [
        ("libx264", {"g": "24", "bf": "3", "x264-params": "b-adapt=0:scenecut=0"}),
        ("libx265", {"g": "24", "bf": "3", "x265-params": "log-level=none:b-adapt=0:scenecut=0"}),
        ("mpeg4", {"g": "24", "bf": "2", "sc_threshold": "1000000000"}),
    ],
)
def test_pictures_that_were_sought_are_those_of_the_whole_film_to_the_bit(
    tmp_path: Path, codec: str, options: dict[str, str]
) -> None:
    """On the way to them only those pictures are decoded on which others are built."""
    clip = make_video(tmp_path / "clip.mp4", ticks=range(24), codec=codec, options=options)
    times_s = frame_times(clip)
    assert times_s is not None
    with VideoReader(clip) as reader:
        whole = [frame.rgb for frame in reader]
        assert reader.frames_read == 24
    with VideoReader(clip) as reader:
        sought = [frame.rgb for frame in reader.at(times_s[10:])]
        assert reader.frames_read < 24
    assert len(sought) == 14
    for one, other in zip(sought, whole[10:], strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_time_without_a_frame_is_an_error(clip: Path) -> None:
    for missing_s in (3.21, 99.0):
        with VideoReader(clip) as reader, pytest.raises(SeekError, match="no frame"):
            list(reader.at(np.array([1.0, missing_s])))


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_every_worker_count_gives_the_same_track_with_each_picture_in_its_place(clip: Path, workers: int) -> None:
    done: list[int] = []
    track = estimate_clip(clip, None, SIZE_PX, counting, workers, done.append)
    np.testing.assert_array_equal(track.image_xy[:, 0, 0], np.arange(30))
    np.testing.assert_array_equal(track.time_s, np.arange(30) / 2)
    # The second part begins at frame 15 and has seen every second of the 12 before it.
    np.testing.assert_array_equal(track.visibility[:, 0], [*range(1, 16), *range(7, 22)])
    assert done == list(range(1, 31))


def test_no_more_workers_than_asked_for_are_at_work(clip: Path) -> None:
    names: set[str] = set()

    @contextmanager
    def watching() -> Iterator[Observer]:
        names.add(threading.current_thread().name)
        yield Observer(Counting(), [])

    estimate_clip(clip, None, SIZE_PX, watching, 1)
    assert len(names) == 1


def test_a_clip_that_cannot_be_sought_in_is_read_from_its_start(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Iterator[object]:
        raise SeekError("no index")
        yield

    monkeypatch.setattr(VideoReader, "at", refuse)
    track = estimate_clip(clip, None, SIZE_PX, counting, 2)
    np.testing.assert_array_equal(track.visibility[:, 0], np.arange(1, 31))


def test_what_fails_in_one_part_reaches_the_caller_and_stops_the_others(clip: Path) -> None:
    looked: list[float] = []

    class Failing(Counting):
        def locate(self, rgb: np.ndarray, time_s: float) -> Pose | None:
            looked.append(time_s)
            if time_s >= 8.0:
                raise MemoryError("no room")
            return super().locate(rgb, time_s)

    @contextmanager
    def failing() -> Iterator[Observer]:
        yield Observer(Failing(), [])

    with pytest.raises(MemoryError, match="no room"):
        estimate_clip(clip, None, SIZE_PX, failing, 2)
    assert max(looked) == 8.0


def test_the_seam_does_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first frames after a seam differ from a run in one go no more than two runs in one go from each other."""
    from committed_clips import CLIPS

    clip = CLIPS / "balance_knee_in_front.mp4"
    times_s = frame_times(clip, 12.0)
    assert times_s is not None
    times_s = times_s[:70]

    @contextmanager
    def new() -> Iterator[Observer]:
        with MediaPipeEstimator("full", prepare("full")) as estimator:
            yield Observer(estimator, usual_samplers())

    def run(*parts: Part) -> np.ndarray:
        track = parallel._side_by_side(clip, times_s, list(parts), (480, 640), new, 2, None)
        return track.image_xy[:, 11:]

    whole = run(Part(0, 0, 70))
    later = run(Part(1, 1, 70))
    seamed = run(Part(0, 0, 35), Part(35 - WARM_UP_FRAMES, 35, 70))
    own_noise_px = np.abs(later - whole[1:])[34 - 1 :].mean()
    seam_px = np.abs(seamed - whole)[35:].mean()
    assert seam_px <= max(2 * own_noise_px, 1.0)
    step_px = np.linalg.norm(np.diff(seamed, axis=0), axis=-1).mean(axis=1)
    usual_px = np.linalg.norm(np.diff(whole, axis=0), axis=-1).mean(axis=1)
    assert step_px[34] <= usual_px[34] + 1.0
    assert (whole[:35] == seamed[:35]).all()


def test_the_parts_keep_no_more_samples_than_a_track_of_one_piece() -> None:
    times_s = np.arange(0.0, 200.0, 0.25)
    whole = replace(exact_track(times_s), scenes=scenes_at(times_s[::2]).thinned())
    parts = [replace(exact_track(some), scenes=scenes_at(some[::2])) for some in np.split(times_s, 4)]
    track = joined((partial(replace, part) for part in parts), len(times_s))
    np.testing.assert_array_equal(track.time_s, whole.time_s)
    np.testing.assert_array_equal(track.image_xy, whole.image_xy)
    assert track.scenes is not None
    assert whole.scenes is not None
    assert len(track.scenes) <= MOST
    np.testing.assert_array_equal(track.scenes.time_s, whole.scenes.time_s)
    assert track.patches is None


def test_what_a_part_kept_is_let_go_of_once_it_is_joined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "PAIR_S", 2.0)
    clip = make_video(tmp_path / "long.mp4", ticks=range(0, 450, 15), options={"g": "7", "bf": "2"})
    held: list[weakref.ref[np.ndarray]] = []

    class Keeping:
        name = "scenes"

        def look(self, rgb: np.ndarray, time_s: float, image_xy: np.ndarray | None) -> None:
            """Every frame comes when all but a few of the parts before have been joined and let go of."""
            until_s = time.monotonic() + 20.0
            while sum(each() is not None for each in held) > 3 and time.monotonic() < until_s:
                time.sleep(0.01)
            assert sum(each() is not None for each in held) <= 3

        def samples(self) -> Scenes:
            return scenes_at(np.array([0.0]))

    @contextmanager
    def keeping() -> Iterator[Observer]:
        yield Observer(Counting(), [Keeping()])

    whole_part = PoseTrack.part

    def part(track: PoseTrack, frames: slice) -> PoseTrack:
        cut = whole_part(track, frames)
        assert cut.scenes is not None
        held.append(weakref.ref(cut.scenes.scale))
        return cut

    monkeypatch.setattr(PoseTrack, "part", part)
    assert len(estimate_clip(clip, None, SIZE_PX, keeping, 1)) == 30
    assert len(held) == 16


def exact_track(time_s: np.ndarray) -> PoseTrack:
    xy = np.tile(time_s[:, None, None], (1, 33, 2))
    return PoseTrack(time_s, xy, np.ones((len(xy), 33)), np.zeros((len(xy), 33, 3)), (640, 480), "full")


def scenes_at(time_s: np.ndarray) -> Scenes:
    return Scenes(time_s, np.zeros((len(time_s), 4, 4), np.uint8), np.ones(len(time_s)))


def test_parts_are_joined_in_little_more_room_than_the_whole_takes() -> None:
    times_s = np.arange(4000) / 4

    def parts() -> Iterator[partial[PoseTrack]]:
        return (partial(exact_track, some) for some in np.split(times_s, 20))

    whole = joined(parts(), len(times_s))
    size_bytes = sum(getattr(whole, name).nbytes for name in FRAMES)
    tracemalloc.start()
    try:
        joined(parts(), len(times_s))
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size_bytes <= peak_bytes < 1.3 * size_bytes
    assert {name: getattr(whole, name).dtype for name in FRAMES} == {
        "time_s": np.float64,
        "image_xy": np.float64,
        "visibility": np.float64,
        "world_m": np.float32,
    }
