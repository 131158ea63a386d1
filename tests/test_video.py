"""Reading video: what is in the file comes out upright, in order and at its own times, or is called lost."""

from __future__ import annotations

import gc
import hashlib
import math
import random
import struct
from fractions import Fraction
from io import BufferedReader, FileIO
from itertools import islice
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame
from hypothesis import given
from hypothesis import strategies as st
from video_files import (
    CORNERS,
    Film,
    Image,
    corners,
    exif_orientation,
    make_jpegs,
    make_late_sound,
    make_video,
    noise,
    number,
    plain,
)

from formcheck import video
from formcheck.errors import FormcheckError
from formcheck.upright import Upright
from formcheck.video import Frame, RateLimit, VideoReader, probe, sha256

UPRIGHT = list(CORNERS)
NTSC = Fraction(1001, 30000)

DEFAULT_DURATION = b"\x23\xe3\x83"  # Matroska's element of how long every frame stays
VOID = b"\x23\xe3\x84"
KINDS = {
    "h264.mp4": Film(),
    "h264.mov": Film(),
    "h264.m4v": Film(),
    "h264.3gp": Film(),
    "h264.mkv": Film(),
    "h264.ts": Film(),
    "h264_10bit.mp4": Film(pix_fmt="yuv420p10le"),
    "hevc.mp4": Film(codec="libx265"),
    "hevc_10bit.mov": Film(codec="libx265", pix_fmt="yuv420p10le"),
    "av1.mp4": Film(codec="libsvtav1", options={"preset": "12"}),
    "av1.webm": Film(codec="libsvtav1", options={"preset": "12"}),
    "vp8.webm": Film(codec="libvpx"),
    "vp9.webm": Film(codec="libvpx-vp9"),
    "mjpeg.avi": Film(codec="mjpeg", pix_fmt="yuvj420p"),
    "mpeg4.avi": Film(codec="mpeg4", options={"qmax": "2"}),
    "mpeg4_b_frames.avi": Film(codec="mpeg4", options={"qmax": "2", "bf": "2"}),
    "mpeg2video.mpg": Film(codec="mpeg2video"),
}


def read(path: Path, max_fps: float | None = None) -> list[Frame]:
    with VideoReader(path, max_fps) as reader:
        return list(reader)


def times_s(path: Path) -> list[float]:
    return [frame.time_s for frame in read(path)]


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_read_whole(tmp_path: Path, name: str) -> None:
    path = make_video(tmp_path / name, KINDS[name])
    with VideoReader(path) as reader:
        frames = list(reader)
    assert [number(frame.rgb) for frame in frames] == list(range(10))
    assert [frame.index for frame in frames] == list(range(10))
    assert [frame.time_s for frame in frames] == pytest.approx(np.arange(10) / 30, abs=0.001)
    assert all(corners(frame.rgb) == UPRIGHT for frame in frames)
    assert reader.frames_read == 10
    assert reader.decoded_s == pytest.approx(10 / 30, abs=0.002)
    assert reader.damaged is None


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_says_what_it_is(tmp_path: Path, name: str) -> None:
    info = probe(make_video(tmp_path / name, KINDS[name]))
    assert (info.name, info.width_px, info.height_px, info.rotation_deg) == (name, 64, 48, 0)
    assert info.codec == name.split(".")[0].split("_")[0]
    assert info.fps == pytest.approx(30, abs=0.01)
    assert info.duration_s == pytest.approx(10 / 30, abs=0.04)
    assert info.frames == pytest.approx(10, abs=1)


def test_pictures_belong_to_the_caller(tmp_path: Path) -> None:
    first, second, *_ = read(make_video(tmp_path / "clip.mp4"))
    kept = second.rgb.copy()
    first.rgb[:] = 0
    assert first.rgb.dtype == np.uint8
    assert first.rgb.flags.c_contiguous
    np.testing.assert_array_equal(second.rgb, kept)


def test_full_range_pictures_keep_black_and_white(tmp_path: Path) -> None:
    def halves(index: int, size_px: tuple[int, int]) -> Image:
        picture = np.zeros((size_px[1], size_px[0], 3), np.uint8)
        picture[:, size_px[0] // 2 :] = 255
        return picture

    film = Film(codec="mjpeg", pix_fmt="yuvj420p", paint=halves)
    rgb = read(make_video(tmp_path / "clip.avi", film))[0].rgb
    assert rgb[:, 2].max() < 8
    assert rgb[:, -3].min() > 247


# Times


def test_2997_frames_per_second_stay_2997(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mp4", tick_s=NTSC)
    assert times_s(path) == [index * 1001 / 30000 for index in range(10)]
    assert probe(path).fps == 30000 / 1001


def test_a_variable_frame_rate_keeps_its_times(tmp_path: Path) -> None:
    ticks = (0, 20, 61, 99, 400, 433)
    path = make_video(tmp_path / "clip.mp4", ticks=ticks, tick_s=Fraction(1, 1000))
    assert times_s(path) == pytest.approx([tick / 1000 for tick in ticks], abs=1e-9)
    with VideoReader(path) as reader:
        assert [number(frame.rgb) for frame in reader] == list(range(6))


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mov", "clip.mkv", "clip.ts"])
def test_a_late_start_becomes_time_zero(tmp_path: Path, name: str) -> None:
    path = make_video(tmp_path / name, ticks=range(90, 100))
    with VideoReader(path) as reader:
        assert [frame.time_s for frame in reader] == pytest.approx(np.arange(10) / 30, abs=0.001)
    assert reader.decoded_s == pytest.approx(1 / 3, abs=0.002)


def test_one_frame_is_a_video(tmp_path: Path) -> None:
    with VideoReader(make_video(tmp_path / "clip.mp4", ticks=[0])) as reader:
        assert [(frame.index, frame.time_s) for frame in reader] == [(0, 0.0)]
    assert reader.decoded_s == pytest.approx(1 / 30)
    assert reader.damaged is None


def test_a_last_frame_that_does_not_say_how_long_it_stays(tmp_path: Path) -> None:
    path = make_jpegs(tmp_path / "clip.mkv", [0, 40, 80])
    data = path.read_bytes()
    usual = data.index(DEFAULT_DURATION)
    path.write_bytes(data[:usual] + VOID + data[usual + len(VOID) :])
    with VideoReader(path) as reader:
        assert [frame.time_s for frame in reader] == pytest.approx([0, 0.04, 0.08])
    assert reader.decoded_s == pytest.approx(0.08 + 1 / reader.info.fps)


def test_a_second_picture_of_the_same_time_is_left_out(tmp_path: Path) -> None:
    frames = read(make_jpegs(tmp_path / "clip.mkv", [0, 33, 33, 67, 100]))
    assert [frame.time_s for frame in frames] == pytest.approx([0, 0.033, 0.067, 0.1])
    assert [number(frame.rgb) for frame in frames] == [0, 1, 3, 4]
    assert [frame.index for frame in frames] == [0, 1, 3, 4]


def test_time_never_goes_back(tmp_path: Path) -> None:
    path = make_jpegs(tmp_path / "clip.mkv", [0, 33, 67, 100, 133])
    data = path.read_bytes()
    assert data.count(b"\x81\x00\x64\x80") == 1  # the block of the fourth picture, at 0x64 = 100 ms
    path.write_bytes(data.replace(b"\x81\x00\x64\x80", b"\x81\x00\x28\x80"))
    frames = read(path)
    assert [frame.time_s for frame in frames] == pytest.approx([0, 0.033, 0.067, 0.133])
    assert [number(frame.rgb) for frame in frames] == [0, 1, 2, 4]


def test_pictures_without_a_time_follow_at_the_average_rate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_video(tmp_path / "clip.mp4", tick_s=Fraction(1, 25))
    monkeypatch.setattr(video, "_stamp", lambda picture: None)
    assert times_s(path) == pytest.approx(np.arange(10) / 25)


# Fewer frames


def kept(times: list[float], max_fps: float | None) -> list[int]:
    limit = RateLimit(max_fps)
    return [index for index, time_s in enumerate(times) if limit.keeps(time_s)]


@pytest.mark.parametrize("fps", [5, 24, 25, 29.97, 30, 30.02, 33])
def test_about_the_limit_nothing_is_left_out(fps: float) -> None:
    assert len(kept([index / fps for index in range(3000)], 30)) == 3000


@pytest.mark.parametrize(("fps", "every"), [(60, 2), (59.94, 2), (60.1, 2), (90, 3), (119.88, 4), (120, 4)])
def test_multiples_of_the_limit_are_thinned_evenly(fps: float, every: int) -> None:
    assert kept([index / fps for index in range(3000)], 30) == list(range(0, 3000, every))


@pytest.mark.parametrize("fps", [40, 48, 50, 72, 75, 100])
def test_other_rates_come_close_to_the_limit(fps: float) -> None:
    seconds = 60
    count = len(kept([index / fps for index in range(round(fps * seconds))], 30))
    assert count / seconds == pytest.approx(30, rel=0.15)


def test_50_becomes_exactly_30_of_every_second() -> None:
    assert kept([index / 50 for index in range(20)], 30) == [0, 2, 4, 5, 7, 9, 10, 12, 14, 15, 17, 19]


def test_times_rounded_to_milliseconds_thin_as_evenly() -> None:
    assert kept([round(index / 60, 3) for index in range(600)], 30) == list(range(0, 600, 2))


def test_a_burst_after_a_pause_is_thinned_too() -> None:
    assert kept([0, 1, 1.005, 1.01, 1.0334, 1.05], 30) == [0, 1, 4]


def test_without_a_limit_every_frame_is_kept() -> None:
    assert kept([0, 1e-6, 2e-6, 5], None) == [0, 1, 2, 3]


@pytest.mark.parametrize("max_fps", [0, -1, math.nan])
def test_a_limit_must_be_positive(max_fps: float) -> None:
    with pytest.raises(ValueError, match="not a positive number"):
        RateLimit(max_fps)


gaps_s = st.lists(st.floats(0.0005, 0.5), min_size=1, max_size=200)


@given(gaps_s, st.floats(1, 120))
def test_never_much_more_than_the_limit(gaps: list[float], max_fps: float) -> None:
    times = list(np.cumsum(gaps))
    assert len(kept(times, max_fps)) <= (times[-1] - times[0]) * max_fps / 0.85 + 1 + 1e-6


@given(gaps_s, st.floats(1, 120))
def test_frames_further_apart_than_the_interval_are_all_kept(gaps: list[float], max_fps: float) -> None:
    times = list(np.cumsum([gap + 1 / max_fps for gap in gaps]))
    assert len(kept(times, max_fps)) == len(times)


@given(gaps_s, st.floats(1, 120))
def test_no_hole_is_longer_than_the_interval_and_one_gap(gaps: list[float], max_fps: float) -> None:
    times = list(np.cumsum(gaps))
    chosen = [times[index] for index in kept(times, max_fps)]
    assert chosen[0] == times[0]
    assert np.max(np.diff([*chosen, times[-1]]), initial=0) <= 1 / max_fps + max(gaps) + 1e-6


def test_the_reader_thins_and_keeps_positions_and_times(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mp4", ticks=range(12), tick_s=Fraction(1, 60))
    with VideoReader(path, max_fps=30) as reader:
        frames = list(reader)
    assert [(frame.index, number(frame.rgb)) for frame in frames] == [(i, i) for i in range(0, 12, 2)]
    assert [frame.time_s for frame in frames] == pytest.approx(np.arange(6) / 30)
    assert reader.frames_read == 12
    assert reader.decoded_s == pytest.approx(12 / 60)
    assert reader.damaged is None


def test_pictures_left_out_are_never_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    converted = []
    convert = Upright.rgb
    monkeypatch.setattr(Upright, "rgb", lambda self, picture: converted.append(1) or convert(self, picture))
    assert len(read(make_video(tmp_path / "clip.mp4", ticks=range(20)), max_fps=10)) == len(converted) == 7


# One picture at a time


def test_pictures_are_read_when_asked_for(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.avi", ticks=range(200), codec="mpeg4", paint=plain)
    with VideoReader(path) as reader:
        frames = iter(reader)
        next(frames)
        assert reader.frames_read == 1
        next(frames)
        assert reader.frames_read == 2
        assert reader.decoded_s == pytest.approx(2 / 30)
        assert reader.damaged is None


def test_a_reader_left_early_closes_its_file(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mp4")
    with VideoReader(path) as reader:
        for _ in reader:
            break
    reader.close()
    assert not _is_open(path)


def test_a_refused_file_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"\0\0\0\x18ftypmp42" + bytes(100))
    with pytest.raises(FormcheckError):
        VideoReader(path)
    assert not _is_open(path)


def _is_open(path: Path) -> bool:
    return any(link.exists() and link.samefile(path) for link in Path("/proc/self/fd").iterdir())


# Damage


def long_film(**changes: object) -> Film:
    return Film(ticks=tuple(range(60)), codec="mjpeg", pix_fmt="yuvj420p", paint=plain, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("part", [0.6, 0.9])
@pytest.mark.parametrize("name", ["clip.mov", "clip.mkv"])
def test_a_file_cut_off_is_read_as_far_as_it_goes(tmp_path: Path, name: str, part: float) -> None:
    path = make_video(tmp_path / name, long_film(movflags="faststart" if name.endswith("mov") else ""))
    data = path.read_bytes()
    path.write_bytes(data[: round(len(data) * part)])
    with VideoReader(path) as reader:
        frames = list(reader)
    assert len(frames) == pytest.approx(60 * part, abs=2)
    assert reader.decoded_s == pytest.approx(len(frames) / 30, abs=0.002)
    assert reader.damaged is not None
    if part == 0.6:
        assert f"only {reader.decoded_s:.1f} s of 2.0 s could be read" in reader.damaged


@pytest.mark.parametrize("part", [0.6, 0.9])
def test_a_cut_h264_file_gives_its_pictures_in_order(tmp_path: Path, part: float) -> None:
    film = Film(ticks=tuple(range(25)), movflags="faststart", options={"g": "10"})
    path = make_video(tmp_path / "clip.mp4", film)
    data = path.read_bytes()
    path.write_bytes(data[: round(len(data) * part)])
    with VideoReader(path) as reader:
        numbers = [number(frame.rgb) for frame in reader]
    assert 5 < len(numbers) < 25
    assert numbers == sorted(numbers)
    assert reader.damaged is not None
    assert reader.decoded_s <= 25 / 30


def test_bytes_that_mean_nothing_cost_only_their_pictures(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mov", long_film())
    data = bytearray(path.read_bytes())
    middle, count = len(data) // 2, len(data) // 20
    data[middle : middle + count] = random.Random(7).randbytes(count)
    path.write_bytes(data)
    with VideoReader(path) as reader:
        frames = list(reader)
    assert 53 <= len(frames) < 60
    assert frames[-1].time_s == pytest.approx(59 / 30)
    assert frames[-1].index == 59
    assert reader.decoded_s == pytest.approx(2.0)
    assert reader.damaged == f"{60 - len(frames)} frames could not be decoded"


def test_a_picture_with_a_hole_is_lost(tmp_path: Path) -> None:
    """H.264 would paint the hole with a neighbour and call it a picture."""
    film = Film(ticks=tuple(range(20)), options={"g": "1", "crf": "10"}, paint=noise)
    path = make_video(tmp_path / "clip.mp4", film)
    with av.open(str(path)) as container:
        packet = [packet for packet in container.demux(video=0) if packet.size][10]
    data = bytearray(path.read_bytes())
    hole = (packet.pos or 0) + packet.size // 2
    data[hole : hole + 100] = random.Random(3).randbytes(100)
    path.write_bytes(data)
    with VideoReader(path) as reader:
        assert [frame.index for frame in reader] == [index for index in range(20) if index != 10]
    assert reader.damaged == "1 frame could not be decoded"


def test_a_disk_that_fails_ends_the_film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class FailingFile(BufferedReader):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 100_000:
                raise OSError(5, "Input/output error")
            return super().read(size)

    film = Film(ticks=tuple(range(60)), options={"crf": "10"}, paint=noise)
    path = make_video(tmp_path / "clip.mkv", film)
    monkeypatch.setattr(video, "open_file", lambda path: FailingFile(FileIO(path)))
    with VideoReader(path) as reader:
        frames = list(reader)
    assert 0 < len(frames) < 60
    assert reader.damaged is not None
    assert reader.damaged.startswith("1 frame could not be decoded; only ")


def test_one_lost_frame_is_said_in_the_singular(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mov", long_film())
    data = bytearray(path.read_bytes())
    starts = [at for at in range(len(data) - 3) if data[at : at + 3] == b"\xff\xd8\xff"]
    data[starts[30] : starts[31]] = bytes(starts[31] - starts[30])
    path.write_bytes(data)
    with VideoReader(path) as reader:
        assert [frame.index for frame in reader] == [index for index in range(60) if index != 30]
    assert reader.damaged == "1 frame could not be decoded"


def test_another_size_in_the_middle_is_scaled_to_the_first(tmp_path: Path) -> None:
    first = make_video(tmp_path / "first.ts", Film())
    second = make_video(tmp_path / "second.ts", Film(ticks=tuple(range(10, 20)), size_px=(128, 96)))
    both = tmp_path / "both.ts"
    both.write_bytes(first.read_bytes() + second.read_bytes())
    frames = read(both)
    assert len(frames) > 15
    assert {frame.rgb.shape for frame in frames} == {(48, 64, 3)}
    assert all(corners(frame.rgb) == UPRIGHT for frame in frames)


# Turned and stretched pictures

IDENTITY = (65536, 0, 0, 0, 65536)
PHONE_UPRIGHT = (0, 65536, 0, -65536, 0)  # a step in stored x goes down, one in stored y goes left
TURNED = {
    0: ["red", "green", "blue", "yellow"],
    90: ["blue", "red", "yellow", "green"],
    180: ["yellow", "blue", "green", "red"],
    270: ["green", "yellow", "red", "blue"],
}


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mov", "clip.mkv"])
@pytest.mark.parametrize("turn_deg", TURNED)
def test_a_turned_camera_is_turned_back(tmp_path: Path, name: str, turn_deg: int) -> None:
    path = make_video(tmp_path / name, turn_deg=turn_deg)
    info, frames = probe(path), read(path)
    assert info.rotation_deg == turn_deg
    assert all(corners(frame.rgb) == TURNED[turn_deg] for frame in frames)
    assert (info.width_px, info.height_px) == ((48, 64) if turn_deg in (90, 270) else (64, 48))
    assert frames[0].rgb.shape == (info.height_px, info.width_px, 3)


@pytest.mark.parametrize("turn_deg", TURNED)
def test_a_mirrored_film_is_turned_and_then_mirrored(tmp_path: Path, turn_deg: int) -> None:
    path = make_video(tmp_path / "clip.mp4", turn_deg=turn_deg, mirrored=True)
    top_left, top_right, bottom_left, bottom_right = TURNED[turn_deg]
    assert corners(read(path)[0].rgb) == [top_right, top_left, bottom_right, bottom_left]


def test_a_mirrored_film_is_not_called_turned(tmp_path: Path) -> None:
    assert probe(make_video(tmp_path / "clip.mp4", mirrored=True)).rotation_deg == 0


def test_the_matrix_of_a_phone_held_upright_turns_clockwise(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mov")
    data = path.read_bytes()
    identity, upright = (struct.pack(">5i", *matrix) for matrix in (IDENTITY, PHONE_UPRIGHT))
    track = data.rindex(identity)  # the first one is the movie's, the last the track's
    path.write_bytes(data[:track] + upright + data[track + len(upright) :])
    assert corners(read(path)[0].rgb) == TURNED[90]
    assert probe(path).rotation_deg == 90


@pytest.mark.parametrize(("orientation", "turn_deg"), [(1, 0), (3, 180), (6, 90), (8, 270)])
def test_the_orientation_of_a_camera_that_films_jpegs(tmp_path: Path, orientation: int, turn_deg: int) -> None:
    path = make_jpegs(tmp_path / "clip.avi", [0, 33, 67], exif_orientation(orientation))
    assert probe(path).rotation_deg == turn_deg
    assert corners(read(path)[0].rgb) == TURNED[turn_deg]


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv", "clip.avi"])
def test_wide_pixels_become_square(tmp_path: Path, name: str) -> None:
    codec = "mpeg4" if name.endswith("avi") else "libx264"
    path = make_video(tmp_path / name, size_px=(48, 48), pixel_aspect=Fraction(4, 3), codec=codec)
    info, frame = probe(path), read(path)[0]
    assert (info.width_px, info.height_px) == (64, 48)
    assert frame.rgb.shape == (48, 64, 3)
    assert corners(frame.rgb) == UPRIGHT


def test_wide_pixels_become_square_before_they_are_turned(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mp4", size_px=(48, 48), pixel_aspect=Fraction(4, 3), turn_deg=90)
    info, frame = probe(path), read(path)[0]
    assert (info.width_px, info.height_px) == (48, 64)
    assert frame.rgb.shape == (64, 48, 3)
    assert corners(frame.rgb) == TURNED[90]


def test_pixels_of_an_absurd_shape_are_taken_as_square(tmp_path: Path) -> None:
    info = probe(make_video(tmp_path / "clip.mp4", pixel_aspect=Fraction(1, 8)))
    assert (info.width_px, info.height_px) == (64, 48)


# Odd and broken files


def test_a_sound_track_that_begins_late_costs_no_picture(tmp_path: Path) -> None:
    path = make_late_sound(tmp_path / "clip.mpg")
    with av.open(str(path)) as container:
        assert [stream.type for stream in container.streams] == ["video"]
    with VideoReader(path) as reader:
        assert sum(1 for _ in reader) > 400  # where the parts meet, times overlap a little
    assert reader.frames_read == 450
    assert reader.damaged is None


CODECS = {
    "clip.mp4": "libx264",
    "clip.mkv": "libx265",
    "clip.webm": "libvpx",
    "clip.avi": "mpeg4",
    "clip.ts": "libx264",
    "clip.mpg": "mpeg2video",
}


@pytest.mark.parametrize("name", CODECS)
@pytest.mark.parametrize("seed", range(12))
def test_no_damage_ends_in_a_traceback(tmp_path: Path, name: str, seed: int) -> None:
    path = make_video(tmp_path / name, codec=CODECS[name])
    data, chance = bytearray(path.read_bytes()), random.Random(seed)
    for _ in range(chance.choice([1, 10, 100])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path.write_bytes(data)
    try:
        frames = read(path)
    except FormcheckError:
        return
    stamps = [frame.time_s for frame in frames]
    assert stamps == sorted(set(stamps))
    assert len({frame.rgb.shape for frame in frames}) == 1


def test_a_file_without_one_whole_picture_is_refused(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mov", long_film())
    data = path.read_bytes()
    media = data.index(b"mdat") + 4
    index = data.index(b"moov") - 4
    path.write_bytes(data[:media] + bytes(index - media) + data[index:])
    with pytest.raises(FormcheckError, match=r"not one picture .*clip\.mov: record or export it again"):
        VideoReader(path)


def test_sha256_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(bytes(range(256)) * 10_000)
    assert sha256(path) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_sha256_of_no_file_is_an_error_for_people(tmp_path: Path) -> None:
    with pytest.raises(FormcheckError, match="there is no such file"):
        sha256(tmp_path / "clip.mp4")


def test_paths_may_be_text_and_of_any_script(tmp_path: Path) -> None:
    path = make_video(tmp_path / "Übung: 100% καλά.mp4")
    assert probe(str(path)).name == "Übung: 100% καλά.mp4"


def test_decoders_of_closed_readers_do_not_pile_up(tmp_path: Path) -> None:
    """Each part of a long clip left its own behind until an hour of them filled the memory."""
    path = make_video(tmp_path / "clip.mp4")

    def pictures() -> int:
        return sum(isinstance(each, VideoFrame) for each in gc.get_objects())

    gc.collect()
    before = pictures()
    gc.disable()
    try:
        for _ in range(5):
            with VideoReader(path) as reader:
                list(islice(reader, 4))
        left = pictures() - before
    finally:
        gc.enable()
    assert left <= 1  # not one for each reader
