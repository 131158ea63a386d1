"""Opening files: only local videos of known kinds, and one clear line for everything else."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from video_files import Film, make_sound, make_video, refer_to

from formcheck.containers import declared_length, open_container, open_file, sniff, video_stream
from formcheck.errors import FormcheckError
from formcheck.video import VideoReader, probe


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def fifo(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.mp4")
    return folder / "pipe.mp4"


def without_index(folder: Path) -> Path:
    data = make_video(folder / "clip.mp4").read_bytes()
    return written(folder / "cut.mp4", data[: data.index(b"moov") - 4])


def with_unknown_codec(folder: Path) -> Path:
    data = make_video(folder / "clip.mp4").read_bytes()
    return written(folder / "odd.mp4", data.replace(b"avc1", b"zzzz"))


def picture(folder: Path) -> Path:
    av.VideoFrame(64, 48).save(folder / "picture.png")
    return (folder / "picture.png").rename(folder / "picture.mp4")


REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (lambda folder: folder / "no.mp4", "there is no such file"),
    "folder": (lambda folder: folder, "this is a folder"),
    "below a file": (lambda folder: written(folder / "a", b"x") / "b.mp4", "the file cannot be read"),
    "impossible name": (lambda folder: folder / "a\0b.mp4", "the file cannot be read"),
    "too long a name": (lambda folder: folder / ("a" * 300), "the file cannot be read"),
    "pipe": (fifo, "this is not a regular file"),
    "empty": (lambda folder: written(folder / "empty.mp4", b""), "the file is empty"),
    "text": (lambda folder: written(folder / "text.mp4", b"not a video" * 99), "not a video file"),
    "short": (lambda folder: written(folder / "short.mp4", b"\0"), "not a video file"),
    "noise": (lambda folder: written(folder / "noise.mp4", bytes(range(1, 255)) * 9), "not a video file"),
    "picture": (picture, "not a video file"),
    "sound": (lambda folder: make_sound(folder / "sound.m4a"), "there is no video in this file"),
    "cover": (lambda folder: make_sound(folder / "song.m4a", cover=True), "there is no video in this file"),
    "no index": (without_index, "the video is damaged or cut off"),
    "only a start": (lambda f: written(f / "a.mkv", b"\x1a\x45\xdf\xa3" + bytes(9)), "damaged or cut off"),
    "unknown codec": (with_unknown_codec, "the video's codec is not known"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_no_video_is_refused_in_one_line(tmp_path: Path, case: str) -> None:
    make, what = REFUSED[case]
    path = make(tmp_path)
    with pytest.raises(FormcheckError) as caught:
        VideoReader(path)
    text = str(caught.value)
    assert what in text
    assert "\n" not in text
    assert path.name.replace("\0", "\\x00") in text
    assert caught.value.todo


def test_a_file_nobody_may_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_video(tmp_path / "clip.mp4")

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(FormcheckError, match=r"cannot be read \(Permission denied\), .*clip\.mp4"):
        VideoReader(path)


# Nothing but the file itself is ever opened


def playlists(target: Path) -> dict[str, bytes]:
    """Return texts that make FFmpeg, left to guess, open another file."""
    return {
        "ffconcat": f"ffconcat version 1.0\nfile '{target}'\n".encode(),
        "m3u8": f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{target}\n#EXT-X-ENDLIST\n".encode(),
    }


@pytest.mark.parametrize("kind", ["ffconcat", "m3u8"])
def test_a_playlist_with_the_name_of_a_video_is_refused(tmp_path: Path, kind: str) -> None:
    target = make_video(tmp_path / "target.ts")
    path = written(tmp_path / "list.mp4", playlists(target)[kind])
    with pytest.raises(FormcheckError, match="this is not a video file that can be read"):
        VideoReader(path)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/a.mp4", "concat:{0}|{0}", "file:{0}", "subfile,,:{0}"])
def test_addresses_are_no_files(tmp_path: Path, address: str) -> None:
    target = make_video(tmp_path / "target.ts")
    with pytest.raises(FormcheckError, match="there is no such file"):
        VideoReader(address.format(target))


def test_a_movie_that_refers_to_another_file_does_not_open_it(tmp_path: Path) -> None:
    target = make_video(tmp_path / "target.mov")
    path = refer_to(make_video(tmp_path / "clip.mov"), target)
    with av.open(str(path), options={"enable_drefs": "1"}) as trusting:
        assert len(list(trusting.decode(video=0))) == 10  # so the reference does lead there
    with pytest.raises(FormcheckError, match="not one picture of this video can be decoded"):
        VideoReader(path)


def test_even_a_playlist_taken_for_a_container_gets_no_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_video(tmp_path / "target.ts")
    path = written(tmp_path / "list.mp4", b"ffconcat version 1.0\nfile target.ts\n")
    monkeypatch.chdir(tmp_path)
    with path.open("rb") as file, av.open(file, format="concat") as trusting:
        assert len(list(trusting.decode(video=0))) == 10  # so the name in it does lead there
    monkeypatch.setattr("formcheck.containers.sniff", lambda head: "concat")
    with pytest.raises(FormcheckError, match="the video is damaged or cut off"):
        VideoReader(path)


# Kinds


def test_the_ending_of_the_name_does_not_matter(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.webm", codec="libvpx").rename(tmp_path / "clip.mp4")
    assert probe(path).codec == "vp8"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\0\0\0\x18ftypisom", "mov"),
        (b"\0\0\0\x08wide\0\0\0\0mdat", "mov"),
        (b"\0\0\0\x6cmoov\0\0\0\x6cmvhd", "mov"),
        (b"\x1a\x45\xdf\xa3\x9f", "matroska"),
        (b"RIFF\0\0\0\0AVI LIST", "avi"),
        (b"RIFF\0\0\0\0WAVEfmt ", None),
        (b"\0\0\x01\xba\x44", "mpeg"),
        ((b"G" + bytes(187)) * 3, "mpegts"),
        ((bytes(4) + b"G" + bytes(187)) * 3, "mpegts"),
        (b"GIF89a" + bytes(500), None),
        (b"G" * 100, None),
        (b"#EXTM3U\n", None),
        (b"", None),
    ],
)
def test_the_first_bytes_tell_the_kind(head: bytes, kind: str | None) -> None:
    assert sniff(head[:400]) == kind


def test_a_tag_that_is_no_utf8_does_no_harm(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mp4")
    data = path.read_bytes()
    assert data.count(b"VideoHandler") == 1
    path.write_bytes(data.replace(b"VideoHandler", b"\xff\xfe\xfd\xfc\xfb\xfaandler"))
    assert probe(path).frames == 10


def test_a_picture_beside_a_cover_is_the_video(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    with av.open(str(path), "w") as container:
        cover, film = container.add_stream("mjpeg", rate=1), container.add_stream("mpeg4", rate=30)
        for stream, side_px, pix_fmt in ((cover, 32, "yuvj420p"), (film, 64, "yuv420p")):
            stream.width = stream.height = side_px
            stream.pix_fmt = pix_fmt
        cover.disposition = av.stream.Disposition.attached_pic
        for stream, side_px in ((cover, 32), (film, 64)):
            frame = av.VideoFrame.from_ndarray(np.zeros((side_px, side_px, 3), np.uint8))
            container.mux([*stream.encode(frame), *stream.encode(None)])
    info = probe(path)
    assert (info.codec, info.width_px) == ("mpeg4", 64)


# How long


def with_sound(path: Path, seconds: int) -> Path:
    """Write ten pictures (a third of a second) with a longer sound track."""
    with av.open(str(path), "w") as container:
        film, sound = container.add_stream("mpeg4", rate=30), container.add_stream("aac", rate=8000)
        film.width, film.height, film.pix_fmt = 64, 48, "yuv420p"
        silence = np.zeros((1, 8000 * seconds), np.float32)
        frame = av.AudioFrame.from_ndarray(silence, format="fltp", layout="mono")
        frame.sample_rate = 8000
        for _ in range(10):
            container.mux(film.encode(av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8))))
        container.mux([*film.encode(None), *sound.encode(frame), *sound.encode(None)])
    return path


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv", "clip.avi"])
def test_longer_sound_is_no_missing_picture(tmp_path: Path, name: str) -> None:
    with VideoReader(with_sound(tmp_path / name, seconds=3)) as reader:
        assert len(list(reader)) == 10
    assert reader.info.duration_s == pytest.approx(1 / 3, abs=0.01)
    assert reader.damaged is None


def test_lost_sound_is_no_damage(tmp_path: Path) -> None:
    path = with_sound(tmp_path / "clip.mp4", seconds=3)
    data = path.read_bytes()
    places = data.rindex(b"stco") + 8  # the sound's, after the video's: how many, then each
    (count,) = struct.unpack(">I", data[places : places + 4])
    beyond = struct.pack(">I", 0x7FFFFFFF) * count
    path.write_bytes(data[: places + 4] + beyond + data[places + 4 + 4 * count :])
    with VideoReader(path) as reader:
        assert len(list(reader)) == 10
    assert reader.damaged is None


def test_lost_pictures_are_damage_even_beside_longer_sound(tmp_path: Path) -> None:
    path = with_sound(tmp_path / "clip.mkv", seconds=3)
    path.write_bytes(path.read_bytes()[:850])  # in the fourth picture
    with VideoReader(path) as reader:
        assert len(list(reader)) == 3
    assert reader.damaged == "only 0.1 s of 0.3 s could be read"


def test_longer_sound_without_a_tag_of_the_videos_length(tmp_path: Path) -> None:
    path = with_sound(tmp_path / "clip.mkv", seconds=3)
    data = path.read_bytes()
    assert data.count(b"DURATION") == 2
    path.write_bytes(data.replace(b"DURATION", b"NOTATION"))
    assert probe(path).duration_s == pytest.approx(1 / 3, abs=0.01)


@pytest.mark.parametrize("tag", [b"in:fi:nite.nonsense", b"00:00:inf", b"nan:00:00", b"-1:00:00", b"00:00"])
def test_a_tag_that_is_no_duration_is_not_believed(tmp_path: Path, tag: bytes) -> None:
    path = make_video(tmp_path / "clip.mkv")
    data = path.read_bytes()
    usual = b"00:00:00.333000000"
    assert data.count(usual) == 1
    path.write_bytes(data.replace(usual, tag[:18].ljust(18, b"\0")))
    assert probe(path).duration_s == pytest.approx(1 / 3, abs=0.01)


def live_webm(path: Path) -> Path:
    """Write a film as a browser records it: no duration, no index, lengths left open."""
    with av.open(str(path), "w", format="webm", options={"live": "1"}) as container:
        stream = container.add_stream("libvpx", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(30):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8))))
        container.mux(stream.encode(None))
    return path


def test_a_browsers_recording_is_counted(tmp_path: Path) -> None:
    path = live_webm(tmp_path / "clip.webm")
    with av.open(str(path)) as container:
        assert container.duration is None
    info = probe(path)
    assert info.frames == 30
    assert info.duration_s == pytest.approx(1.0, abs=0.002)
    assert info.fps == pytest.approx(30, abs=0.05)
    with VideoReader(path) as reader:
        assert len(list(reader)) == 30
    assert reader.damaged is None


def test_one_counted_picture_lasts_a_thirtieth(tmp_path: Path) -> None:
    info = probe(make_video(tmp_path / "clip.ts", ticks=[0]))
    assert (info.frames, info.fps) == (1, 30.0)
    assert info.duration_s == pytest.approx(1 / 30)


def test_frames_are_estimated_where_they_are_not_declared(tmp_path: Path) -> None:
    info = probe(make_video(tmp_path / "clip.mkv", ticks=range(20), tick_s=Fraction(1, 20)))
    assert info.frames == 20
    assert info.duration_s == pytest.approx(1.0, abs=0.001)


def test_a_duration_below_zero_is_not_believed(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mp4", ticks=range(30), movflags="faststart")
    data = bytearray(path.read_bytes())
    data[data.index(b"stts") + 11] = 205  # far more entries than there are
    path.write_bytes(data)
    with av.open(str(path)) as container:
        assert (container.streams.video[0].duration or 0) < 0
    assert probe(path).duration_s == pytest.approx(1.0, abs=0.1)


def test_length_of_an_open_container(tmp_path: Path) -> None:
    path = make_video(tmp_path / "clip.mp4", Film(tick_s=Fraction(1001, 30000)))
    with open_file(path) as file, open_container(file, path) as container:
        length = declared_length(container, video_stream(container, path), path)
    assert (length.frames, length.fps) == (10, 30000 / 1001)
    assert length.duration_s == pytest.approx(10 * 1001 / 30000, abs=1e-4)
