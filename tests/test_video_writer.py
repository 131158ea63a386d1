"""Writing video: what is read back is what was written, and nothing half-written ever stays."""

from __future__ import annotations

import math
from pathlib import Path

import av
import numpy as np
import pytest
from video_files import UPRIGHT, Image, corners, marked_picture, number

from formcheck.errors import FormcheckError
from formcheck.video import VideoReader, probe
from formcheck.video_writer import VideoWriter

SIZE_PX = (64, 48)


def write(path: Path, times_s: list[float], size_px: tuple[int, int] = SIZE_PX, fps: float = 30) -> Path:
    with VideoWriter(path, size_px, fps) as writer:
        for index, time_s in enumerate(times_s):
            writer.write(marked_picture(index, size_px), time_s)
    return path


def test_pictures_and_times_come_back(tmp_path: Path) -> None:
    times_s = [index / 30 for index in range(20)]
    with VideoReader(write(tmp_path / "clip.mp4", times_s)) as reader:
        frames = list(reader)
    assert [number(frame.rgb) for frame in frames] == list(range(20))
    assert [frame.time_s for frame in frames] == pytest.approx(times_s, abs=1e-9)
    assert all(corners(frame.rgb) == UPRIGHT for frame in frames)
    assert reader.damaged is None


def test_2997_frames_per_second_stay_2997(tmp_path: Path) -> None:
    times_s = [index * 1001 / 30000 for index in range(60)]
    path = write(tmp_path / "clip.mp4", times_s[:20], fps=30000 / 1001)
    assert probe(path).fps == pytest.approx(30000 / 1001, abs=1e-9)
    with VideoReader(path) as reader:
        assert [frame.time_s for frame in reader] == pytest.approx(times_s[:20], abs=1e-9)


def test_a_variable_rate_keeps_its_times(tmp_path: Path) -> None:
    times_s = [0.0, 0.011, 0.5, 0.533, 2.25]
    with VideoReader(write(tmp_path / "clip.mp4", times_s)) as reader:
        assert [frame.time_s for frame in reader] == pytest.approx(times_s, abs=1 / 90_000)
    assert reader.decoded_s == pytest.approx(2.25 + 1 / 30, abs=1e-4)


def test_the_first_picture_starts_the_film(tmp_path: Path) -> None:
    path = write(tmp_path / "clip.mp4", [5.0, 5.1, 5.2])
    with av.open(str(path)) as container:
        assert container.streams.video[0].start_time == 0
    with VideoReader(path) as reader:
        assert [frame.time_s for frame in reader] == pytest.approx([0, 0.1, 0.2])


def test_one_picture_is_a_film_of_one_interval(tmp_path: Path) -> None:
    info = probe(write(tmp_path / "clip.mp4", [0.0], fps=25))
    assert info.frames == 1
    assert info.duration_s == pytest.approx(1 / 25, abs=1e-4)


def test_browsers_can_play_it(tmp_path: Path) -> None:
    path = write(tmp_path / "clip.mp4", [0, 1 / 30])
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (stream.codec_context.colorspace, stream.codec_context.color_range) == (1, 1)
    data = path.read_bytes()
    assert data[4:8] == b"ftyp"
    assert data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize("colour", [(255, 255, 255), (0, 0, 0), (200, 30, 30), (30, 160, 60), (40, 60, 220)])
def test_colours_come_back(tmp_path: Path, colour: tuple[int, int, int]) -> None:
    picture: Image = np.full((48, 64, 3), colour, np.uint8)
    with VideoWriter(tmp_path / "clip.mp4", SIZE_PX, 30, crf=5) as writer:
        writer.write(picture, 0)
    with VideoReader(tmp_path / "clip.mp4") as reader:
        rgb = next(iter(reader)).rgb
    np.testing.assert_allclose(rgb.reshape(-1, 3).mean(axis=0), colour, atol=5)


@pytest.mark.parametrize(
    ("size_px", "even_px"),
    [((65, 48), (64, 48)), ((64, 49), (64, 48)), ((65, 49), (64, 48)), ((3, 3), (2, 2))],
)
def test_an_odd_size_loses_its_last_row_or_column(
    tmp_path: Path, size_px: tuple[int, int], even_px: tuple[int, int]
) -> None:
    picture: Image = np.full((size_px[1], size_px[0], 3), 100, np.uint8)
    with VideoWriter(tmp_path / "clip.mp4", size_px, 30) as writer:
        writer.write(picture, 0)
    info = probe(tmp_path / "clip.mp4")
    assert (info.width_px, info.height_px) == even_px


def test_the_picture_is_left_as_it_was(tmp_path: Path) -> None:
    picture = marked_picture(3, SIZE_PX)
    before = picture.copy()
    with VideoWriter(tmp_path / "clip.mp4", SIZE_PX, 30) as writer:
        writer.write(picture, 0)
        writer.write(np.flip(picture, axis=1), 1)  # a view with negative strides
    np.testing.assert_array_equal(picture, before)
    with VideoReader(tmp_path / "clip.mp4") as reader:
        assert [corners(frame.rgb)[0] for frame in reader] == ["red", "green"]


def test_lower_crf_is_better(tmp_path: Path) -> None:
    picture = np.random.default_rng(1).integers(0, 255, (48, 64, 3), np.uint8)
    sizes = []
    for crf in (10, 40):
        with VideoWriter(tmp_path / "clip.mp4", SIZE_PX, 30, crf=crf) as writer:
            writer.write(picture, 0)
        sizes.append((tmp_path / "clip.mp4").stat().st_size)
    assert sizes[0] > 2 * sizes[1]


@pytest.mark.parametrize("one_scene", [False, True])
def test_a_cut_that_the_encoder_does_not_look_for_is_shown_all_the_same(tmp_path: Path, one_scene: bool) -> None:
    rng, path = np.random.default_rng(1), tmp_path / "clip.mp4"
    scenes = [np.kron(rng.integers(0, 255, (6, 8, 3)), np.ones((8, 8, 1))).astype(np.uint8) for _ in range(2)]
    with VideoWriter(path, SIZE_PX, 30, one_scene=one_scene) as writer:
        for index in range(80):
            writer.write(scenes[index // 40], index / 30)
    with VideoReader(path) as reader:
        off = [np.abs(frame.rgb.astype(int) - scenes[frame.index // 40]).mean() for frame in reader]
    assert len(off) == 80
    assert max(off) < 12
    # The encoder writes its own settings into the file.
    assert (b"scenecut=0 " in path.read_bytes(), b"b_adapt=0 " in path.read_bytes()) == (one_scene, one_scene)


# Whole or not at all


def test_the_file_appears_only_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    with VideoWriter(path, SIZE_PX, 30) as writer:
        writer.write(marked_picture(0, SIZE_PX), 0)
        assert not path.exists()
    assert [found.name for found in tmp_path.iterdir()] == ["clip.mp4"]


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"old")
    assert probe(write(path, [0, 0.1])).frames == 2


def write_and_fail(path: Path) -> None:
    with VideoWriter(path, SIZE_PX, 30) as writer:
        writer.write(marked_picture(0, SIZE_PX), 0)
        raise KeyError("mine")


def test_an_error_leaves_the_older_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"old")
    with pytest.raises(KeyError, match="mine"):
        write_and_fail(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_before_the_first_picture_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="mine"), VideoWriter(tmp_path / "clip.mp4", SIZE_PX, 30):
        raise KeyError("mine")
    assert list(tmp_path.iterdir()) == []


def test_a_film_without_a_picture_is_an_error(tmp_path: Path) -> None:
    with (
        pytest.raises(FormcheckError, match="there is no picture to write"),
        VideoWriter(tmp_path / "clip.mp4", SIZE_PX, 30),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_an_error_for_people(tmp_path: Path) -> None:
    path = tmp_path / "no" / "clip.mp4"
    with pytest.raises(FormcheckError, match=r"cannot be written, .*clip\.mp4: check that its folder exists"):
        write(path, [0, 0.1])


def test_a_folder_in_the_place_of_the_file_is_an_error_for_people(tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").mkdir()
    with pytest.raises(FormcheckError, match="the video cannot be written"):
        write(tmp_path / "clip.mp4", [0, 0.1])
    assert [found.name for found in tmp_path.iterdir()] == ["clip.mp4"]


def test_a_file_has_the_usual_rights(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    assert write(tmp_path / "clip.mp4", [0]).stat().st_mode == plain.stat().st_mode


def test_the_name_may_be_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("http:à la carte %d.mp4"), [0, 0.1])
    assert probe(tmp_path / "http:à la carte %d.mp4").frames == 2


# Wrong use


@pytest.mark.parametrize("time_s", [0.0, -1.0, 0.000001])
def test_times_must_increase(tmp_path: Path, time_s: float) -> None:
    with pytest.raises(ValueError, match="does not come after the one before"):
        write(tmp_path / "clip.mp4", [0, time_s])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((64, 48, 3), np.uint8),
        np.zeros((48, 64), np.uint8),
        np.zeros((48, 64, 4), np.uint8),
        np.zeros((48, 64, 3), np.float64),
    ],
)
def test_pictures_must_fit(tmp_path: Path, picture: Image) -> None:
    with (
        pytest.raises(ValueError, match="in a video of 64 x 48"),
        VideoWriter(tmp_path / "clip.mp4", SIZE_PX, 30) as writer,
    ):
        writer.write(picture, 0)


@pytest.mark.parametrize(
    ("size_px", "fps"), [((1, 48), 30), ((64, 0), 30), (SIZE_PX, 0), (SIZE_PX, -5), (SIZE_PX, math.nan)]
)
def test_size_and_rate_must_make_sense(tmp_path: Path, size_px: tuple[int, int], fps: float) -> None:
    with pytest.raises(ValueError, match="cannot write a video of"):
        VideoWriter(tmp_path / "clip.mp4", size_px, fps)
