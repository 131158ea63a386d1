"""Opening files: only local videos of known kinds, and one clear line for everything else."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from video_files import make_sound, make_video, refer_to

from formcheck.containers import sniff
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


def test_a_web_address_is_named_as_it_was_given(tmp_path: Path) -> None:
    with pytest.raises(FormcheckError, match=re.escape("this is a web address, http://127.0.0.1:9/a.mp4: download")):
        VideoReader("http://127.0.0.1:9/a.mp4")


@pytest.mark.parametrize("address", ["concat:{0}|{0}", "file:{0}", "subfile,,:{0}"])
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
