"""Small networks and package clients that stand in for the real ones, so that no test needs a network."""

from __future__ import annotations

import gzip
import hashlib
import io
import sys
import tarfile
import zipfile
from pathlib import Path

import flatbuffers
import pytest
from mediapipe.tasks.metadata import schema_py_generated as schema

from formcheck.model_sources import Archive, Network, Pins, Published

PYTHON = sys.executable  # tests replace the original
MEMBERS = {
    "detector": "package/detector.data",
    "heavy": "package/heavy.tflite",
    "full": "package/full.tflite",
}


def tiny_network(weights: bytes, outputs: int = 2) -> bytes:
    """A valid .tflite file without metadata: one picture in, some tensors out, and some weights."""
    tensors = [schema.TensorT(name="input_1", shape=[1, 8, 8, 3], buffer=0)]
    tensors += [schema.TensorT(name=f"Identity_{i}", shape=[1, 4], buffer=0) for i in range(outputs)]
    graph = schema.SubGraphT(
        tensors=tensors, inputs=[0], outputs=list(range(1, outputs + 1)), operators=[], name="main"
    )
    model = schema.ModelT(
        version=3,
        operatorCodes=[],
        subgraphs=[graph],
        description="tiny",
        buffers=[schema.BufferT(), schema.BufferT(data=list(weights))],
        metadata=[schema.MetadataT(name="min_runtime_version", buffer=1)],
    )
    builder = flatbuffers.Builder()
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


NETWORKS = {
    "detector": tiny_network(b"detector weights"),
    "heavy": tiny_network(b"heavy weights", outputs=5),
    "full": tiny_network(b"full weights", outputs=5),
}


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write_tarball(path: Path, files: dict[str, bytes]) -> Path:
    """Write a .tgz; the same files give the same bytes."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as tarball:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tarball.addfile(entry, io.BytesIO(content))
    path.write_bytes(gzip.compress(plain.getvalue(), mtime=0))
    return path


def write_wheel(path: Path, files: dict[str, bytes]) -> Path:
    """Write a .whl; the same files give the same bytes."""
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content in files.items():
            wheel.writestr(zipfile.ZipInfo(name), content)
    return path


def archive_of(path: Path, client: str, landmarks: tuple[str, ...] = ("heavy", "full")) -> Archive:
    """The pins of an archive file that holds NETWORKS under MEMBERS."""
    content = path.read_bytes()
    networks = {part: Network(MEMBERS[part], sha256(NETWORKS[part])) for part in ("detector", *landmarks)}
    return Archive(
        client=client,
        package=f"fake-{client}@1.2.3",
        options=("--platform=any",) if client == "pip" else (),
        sha256=sha256(content),
        size_bytes=len(content),
        detector=networks.pop("detector"),
        landmarks=networks,
    )


def published_of(path: Path) -> Published:
    """The pin of a finished bundle that can be had from this path."""
    content = path.read_bytes()
    return Published(path.as_uri(), sha256(content), len(content))


def npm_archive(folder: Path) -> tuple[Path, Archive]:
    files = {member: NETWORKS[part] for part, member in MEMBERS.items()}
    path = write_tarball(folder / "fake-npm-1.2.3.tgz", files)
    return path, archive_of(path, "npm")


def pip_archive(folder: Path) -> tuple[Path, Archive]:
    files = {MEMBERS[part]: NETWORKS[part] for part in ("detector", "full")}
    path = write_wheel(folder / "fake_pip-1.2.3-py3-none-any.whl", files)
    return path, archive_of(path, "pip", landmarks=("full",))


def pins_of(*archives: Archive, **published: Published) -> Pins:
    return Pins(archives=archives, published=published)


class FakeClient:
    """An executable that does what ``body`` says and notes the arguments of every call.

    In ``body``, ``folder`` is the folder that the download is to go to.
    """

    PREAMBLE = """#!{python}
import pathlib, shutil, sys, time
with open({log!r}, "a", encoding="utf-8") as log:
    log.write(" ".join(sys.argv[1:]) + "\\n")
options = dict(word.split("=", 1) for word in sys.argv if word.startswith("--") and "=" in word)
folder = options.get("--pack-destination") or options["--dest"]
"""

    def __init__(self, path: Path, body: str) -> None:
        self.path = path
        self.log = path.with_suffix(".log")
        path.parent.mkdir(exist_ok=True)
        self.does(body)

    def does(self, body: str) -> None:
        preamble = self.PREAMBLE.format(python=PYTHON, log=str(self.log))
        self.path.write_text(preamble + body + "\n", encoding="utf-8")
        self.path.chmod(0o755)

    def delivers(self, archive: Path) -> None:
        self.does(f"shutil.copy({str(archive)!r}, folder)")

    def fails(self, *stderr: str) -> None:
        self.does(f"sys.exit({chr(10).join(stderr)!r})")

    @property
    def calls(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []


def put_npm_on_path(folder: Path, monkeypatch: pytest.MonkeyPatch) -> FakeClient:
    """A fake npm, alone on the PATH, that delivers the tarball of npm_archive."""
    client = FakeClient(folder / "bin" / "npm", "")
    client.delivers(npm_archive(folder)[0])
    monkeypatch.setenv("PATH", str(client.path.parent))
    return client


def replace_python(folder: Path, monkeypatch: pytest.MonkeyPatch) -> FakeClient:
    """A fake Python whose pip delivers the wheel of pip_archive."""
    client = FakeClient(folder / "bin" / "python", "")
    client.delivers(pip_archive(folder)[0])
    monkeypatch.setattr("sys.executable", str(client.path))
    return client
