"""A pose model with everything that its network draws, as it is published: what formcheck is compared with."""

from __future__ import annotations

import tempfile
from pathlib import Path

from formcheck.model_bundle import write_bundle
from formcheck.model_sources import ModelName, fetch_networks, read_pins
from formcheck.models import networks_folder


def published_model(name: ModelName, folder: Path) -> Path:
    """Write the bundle of a model with the branch that draws the mask of the person; return its path."""
    archive, *_ = read_pins().archives_of(name)
    with tempfile.TemporaryDirectory() as scratch:
        networks = fetch_networks(archive, name, networks_folder(), Path(scratch), lambda *_: None)
    path = folder / f"published_{name}.task"
    write_bundle(path, *networks, mask=True)
    return path
