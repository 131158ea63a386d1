"""Reading damaged video: as much as is there, and what is lost is called lost."""

from __future__ import annotations

import random
from io import BufferedReader, FileIO
from pathlib import Path

import av
import pytest
from video_files import UPRIGHT, Film, corners, make_late_sound, make_video, noise, number, plain, read

from formcheck import video
from formcheck.errors import FormcheckError
from formcheck.video import VideoReader


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
